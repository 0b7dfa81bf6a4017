"""``prodsys crew``: who works together, and which turn."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.line import CREW_COLUMNS, crew_row
from prodsys_tui.cli.options import Machine, ProcessFilter, ProcessOption, Reason

app = commands()

_Crew = Annotated[str, typer.Argument(metavar="CODE", help="cli.option.of_crew")]


@verb(app, "add", 'prodsys crew add TEL-A --name "Telares A" --process 2 --turn T1')
def add(
    ctx: typer.Context,
    code: _Crew,
    name: Annotated[str, typer.Option("--name", metavar="T")],
    process: ProcessOption,
    turn: Annotated[str, typer.Option("--turn", metavar="CODE", help="cli.option.crew_turn")],
    since: Annotated[str | None, typer.Option("--since", metavar="D", help="cli.option.crew_since")] = None,
) -> None:
    """Make a crew; from then on it rotates."""
    from prodsys_tui.services.line.crews import add_crew
    from prodsys_tui.text.dates import read_date

    day = needed(read_date(since, "since")) if since else None
    desk = Desk.of(ctx)
    crew = desk.do(add_crew, code, name, process, turn, day)
    _answer(desk, crew.code)


@verb(app, "list", "prodsys crew list", "prodsys crew list --process 2")
def list_(ctx: typer.Context, process: ProcessFilter = None) -> None:
    """List the crews, the people in them, and which of them works the open shift."""
    desk = Desk.of(ctx)
    rows = _rows(desk, process)
    if not desk.asked.json:
        rows = [{**row, "integrantes": _people(row["integrantes"])} for row in rows]
    desk.answer({"crews": rows}, {"crews": CREW_COLUMNS})


@verb(
    app,
    "member",
    "prodsys crew member TEL-A jcan --machine T05",
    "prodsys crew member TEL-A jcan --leave",
)
def member(
    ctx: typer.Context,
    code: _Crew,
    person: Annotated[str, typer.Argument(metavar="USER")],
    machine: Machine = None,
    leave: Annotated[bool, typer.Option("--leave")] = False,
) -> None:
    """Put a person into a crew, at one machine more, or take somebody out."""
    from prodsys_tui.services.line.crews import join_crew, leave_crew

    desk = Desk.of(ctx)
    if leave:
        desk.do(leave_crew, code, person, machine)
    else:
        desk.do(join_crew, code, person, machine)
    _answer(desk, code)


@verb(app, "disband", 'prodsys crew disband TEL-A --reason "Se repartió entre las otras"')
def disband(ctx: typer.Context, code: _Crew, reason: Reason) -> None:
    """Say that a crew is no more."""
    from prodsys_tui.services.line.crews import disband_crew

    desk = Desk.of(ctx)
    crew = desk.do(disband_crew, code, reason)
    desk.answer({"crew": {"codigo": crew.code, "nombre": crew.name, "disuelta": crew.disbanded}})


def _rows(desk: Desk, process: int | None = None) -> list[dict[str, object]]:
    from prodsys_tui.services.line.crews import crews_now

    with desk.read() as reads:
        today = desk.plant.clock.now().astimezone(desk.zone).date()
        found = crews_now(reads, desk.plant.catalogs, process, reads.open_shift(), today)
    return [crew_row(each) for each in found]


def _answer(desk: Desk, code: str) -> None:
    row = next(row for row in _rows(desk) if str(row["codigo"]).casefold() == code.strip().casefold())
    told = row if desk.asked.json else {**row, "integrantes": _people(row["integrantes"])}
    desk.answer({"crew": told})


def _people(members: object) -> str:
    """Who a crew is, each with the machines, as people read it."""
    by_person: dict[str, list[str]] = {}
    for each in members if isinstance(members, list) else []:
        by_person.setdefault(each["codigo"], []).extend([each["maquina"]] if each["maquina"] else [])
    return "; ".join(" ".join((person, *machines)) for person, machines in by_person.items())
