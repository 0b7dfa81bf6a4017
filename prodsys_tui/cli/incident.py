"""``prodsys incident``: something that happened and somebody must act on."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Machine, ProcessFilter, Shift, shift_key
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.turnover import INCIDENT_COLUMNS, incident_row

app = commands()


@verb(
    app,
    "add",
    'prodsys incident add "Fuga de aceite" --severity mayor --machine T05',
    'prodsys incident add "Rollo mojado" --severity menor --batch 1000345-001',
)
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE")],
    severity: Annotated[str, typer.Option("--severity", metavar="S")],
    machine: Machine = None,
    process: ProcessFilter = None,
    shift: Shift = None,
    batch: Annotated[str | None, typer.Option("--batch", metavar="B", help="cli.option.of_batch")] = None,
) -> None:
    """Report an incident."""
    from prodsys_tui.services.shift.incidents import add_incident

    desk = Desk.of(ctx)
    of = shift_key(shift)
    made = desk.do(add_incident, title, severity, machine=machine, process=process, shift=of, batch=batch)
    with desk.read() as reads:
        made = reads.incident(made.ref.uid) or made  # with its shift as people name it
    desk.answer({"incident": incident_row(desk, made)}, {"incident": INCIDENT_COLUMNS})


@verb(app, "list", "prodsys incident list", "prodsys incident list --all")
def list_(
    ctx: typer.Context,
    all_: Annotated[bool, typer.Option("--all")] = False,
    limit: Limit = 200,
    before: Before = None,
) -> None:
    """List the open incidents, or all of them, newest first."""
    from prodsys_tui.domain.model import IncidentState

    desk = Desk.of(ctx)
    with desk.read() as reads:
        last, state = cursor(reads.incident, before), None if all_ else IncidentState.OPEN
        found = reads.incidents(state=state, before=last, limit=limit + 1)
    incidents, following = page(found, limit, lambda incident: incident.ref.uid)
    rows = [incident_row(desk, incident) for incident in incidents]
    desk.answer({"next": following, "incidents": rows}, {"incidents": INCIDENT_COLUMNS})


@verb(app, "close", 'prodsys incident close 3 --action "Se cambió el sello"')
def close(
    ctx: typer.Context,
    incident: Annotated[str, typer.Argument(metavar="INCIDENT")],
    action: Annotated[str, typer.Option("--action", metavar="T", help="cli.option.incident_action")],
) -> None:
    """Close an incident, saying what was done."""
    from prodsys_tui.services.shift.incidents import close_incident

    desk = Desk.of(ctx)
    closed = desk.do(close_incident, incident, action)
    desk.answer({"incident": incident_row(desk, closed)}, {"incident": INCIDENT_COLUMNS})
