"""``prodsys production``: what was made, by order and machine."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Machine, Order, ProcessFilter, ProcessOption, Shift, Uid, Why, shift_key
from prodsys_tui.cli.rows import REASON_COLUMNS, RECORD_COLUMNS, batch_row, reason_rows, record_row

app = commands()

_Text = str | None


@verb(
    app,
    "add",
    "prodsys production add --process 1 --order 1000012 --machine EXTPP01 --quantity 250",
    "prodsys production add --process 2 --order 2000145 --machine T05 --counter 15230 --consumes 1000012-004",
    "prodsys production add --process 4 --order 4567890 --machine IMP01 --quantity 900"
    " --waste 12.5 --waste-to peletizado",
)
def add(
    ctx: typer.Context,
    process: ProcessOption,
    order: Order = None,
    machine: Machine = None,
    quantity: Annotated[_Text, typer.Option("--quantity", metavar="Q")] = None,
    waste: Annotated[_Text, typer.Option("--waste", metavar="KG")] = None,
    waste_to: Annotated[_Text, typer.Option("--waste-to", metavar="peletizado|descarte")] = None,
    counter: Annotated[_Text, typer.Option("--counter", metavar="C")] = None,
    consumes: Annotated[list[str] | None, typer.Option("--consumes", metavar="LOT")] = None,
    reason: Annotated[_Text, typer.Option("--reason", metavar="T")] = None,
    shift: Shift = None,
    uid: Uid = None,
    why: Why = False,
) -> None:
    """Record production, or with ``--why`` tell what stands against it."""
    from prodsys_tui.services.production import AddProduction, add_production, preview_production

    desk = Desk.of(ctx)
    command = AddProduction(
        process,
        order=order,
        machine=machine,
        quantity=quantity,
        waste=waste,
        waste_to=waste_to,
        counter=counter,
        consumes=tuple(consumes or ()),
        reason=reason,
        shift=shift_key(shift),
        uid=uid,
    )
    if why:
        with desk.read() as reads:
            refusals = preview_production(reads, desk.plant.contracts, command)
        desk.answer({"motivos": reason_rows(desk.texts, refusals)}, {"motivos": REASON_COLUMNS})
        return
    saved = desk.do(add_production, command)
    batch = batch_row(saved.batch) if saved.batch else None
    desk.answer({"record": record_row(saved.record), "batch": batch})


@verb(app, "list", "prodsys production list --process 2")
def list_(ctx: typer.Context, process: ProcessFilter = None, shift: Shift = None) -> None:
    """List the work records of a shift."""
    from prodsys_tui.services.shifts import find_shift

    desk = Desk.of(ctx)
    with desk.read() as reads:
        of_shift = find_shift(reads, shift_key(shift)).ref
        rows = [record_row(row) for row in reads.records(shift=of_shift, process_id=process)]
    desk.answer({"records": rows}, {"records": RECORD_COLUMNS})
