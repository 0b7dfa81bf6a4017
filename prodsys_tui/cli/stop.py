"""``prodsys stop``: machines that stood still."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import Machine, ProcessOption, Reason, Shift, Uid, shift_key
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.rows import STOP_COLUMNS, minutes_row, stop_row

if TYPE_CHECKING:
    from datetime import datetime

app = commands()

_Time = str | None


@verb(
    app,
    "add",
    'prodsys stop add --process 2 --machine T05 --reason "Rotura de lanceta" --minutes 25',
    'prodsys stop add --process 2 --machine T05 --reason "operativos/Limpieza" --from 09:10 --to 09:55',
)
def add(
    ctx: typer.Context,
    process: ProcessOption,
    reason: Reason,
    machine: Machine = None,
    minutes: Annotated[int | None, typer.Option("--minutes", metavar="M")] = None,
    from_: Annotated[_Time, typer.Option("--from", metavar="T")] = None,
    to: Annotated[_Time, typer.Option("--to", metavar="T")] = None,
    shift: Shift = None,
    uid: Uid = None,
) -> None:
    """Record a stop; with ``--from`` alone it lasts until it is ended."""
    from prodsys_tui.services.line.stops import add_stop

    desk = Desk.of(ctx)
    stop = desk.do(
        add_stop,
        process,
        reason,
        machine=machine,
        minutes=minutes,
        starts=_moment(desk, from_, "from"),
        ends=_moment(desk, to, "to"),
        shift=shift_key(shift),
        uid=uid,
    )
    desk.answer({"stop": stop_row(stop)})


@verb(app, "end", "prodsys stop end UID", "prodsys stop end UID --to 10:05")
def end(
    ctx: typer.Context,
    uid: Annotated[str, typer.Argument(metavar="UID", help="cli.option.of_stop")],
    to: Annotated[_Time, typer.Option("--to", metavar="T")] = None,
) -> None:
    """End a stop, now unless a time is given."""
    from prodsys_tui.services.line.stops import end_stop

    desk = Desk.of(ctx)
    desk.answer({"stop": stop_row(desk.do(end_stop, uid, ends=_moment(desk, to, "to")))})


@verb(app, "list", "prodsys stop list", "prodsys stop list --minutes")
def list_(
    ctx: typer.Context,
    shift: Shift = None,
    minutes: Annotated[bool, typer.Option("--minutes", help="cli.option.stop_minutes")] = False,
    limit: Limit = 500,
    before: Before = None,
) -> None:
    """List the stops of a shift, or what they left of each machine's scheduled minutes."""
    from prodsys_tui.services.line.machine_minutes import shift_minutes
    from prodsys_tui.services.shift.shifts import find_shift

    desk = Desk.of(ctx)
    with desk.read() as reads:
        place = find_shift(reads, shift_key(shift))
        if minutes:
            times = shift_minutes(reads, desk.plant.contracts, place, desk.plant.clock.now())
            desk.answer({"minutos": [minutes_row(each) for each in times]})
            return
        last = cursor(reads.stop, before)
        known = [each for each in reversed(reads.stops(place.ref)) if last is None or each.ref.id < last.id]
    stops, following = page(known, limit, lambda stop: stop.ref.uid)
    rows = [stop_row(stop) for stop in reversed(stops)]
    desk.answer({"next": following, "stops": rows}, {"stops": STOP_COLUMNS})


@verb(app, "reasons", "prodsys stop reasons --process 2")
def reasons(ctx: typer.Context, process: ProcessOption) -> None:
    """List the reasons for a stop of a process, group by group."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        contract = desk.plant.contracts.of(reads, process).contract
    catalog = desk.plant.catalogs.stops
    rows = [
        {"grupo": group, "nombre": catalog.names[group], "motivo": reason}
        for group, entries in catalog.of(contract).items()
        for reason in entries
    ]
    desk.answer({"motivos_paro": rows})


def _moment(desk: Desk, text: str | None, field: str) -> "datetime | None":
    from prodsys_tui.text.dates import read_moment

    return needed(read_moment(text, desk.zone, desk.plant.clock.now(), field)) if text else None
