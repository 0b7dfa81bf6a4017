"""``prodsys production``: what was made, by order and machine."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.line import whole_record_row
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
    "prodsys production add --process 6 --machine EXTPE01 --roll R101=48.5 --roll R102=51",
    'prodsys production add --process 1 --quantity 250 --mix "Resina de polipropileno,Polimar,PM-24071,97"'
    ' --mix "Masterbatch colorante,Tonalí,B-118,3"',
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
    roll: Annotated[list[str] | None, typer.Option("--roll", metavar="CODE=Q")] = None,
    bags: Annotated[_Text, typer.Option("--bags", metavar="N")] = None,
    mix: Annotated[list[str] | None, typer.Option("--mix", metavar="TYPE,BRAND,LOT,PERCENT")] = None,
    copy_mix: Annotated[bool, typer.Option("--copy-mix")] = False,
    at: Annotated[_Text, typer.Option("--at", metavar="TIME", help="cli.option.read_at")] = None,
    reason: Annotated[_Text, typer.Option("--reason", metavar="T")] = None,
    shift: Shift = None,
    uid: Uid = None,
    why: Why = False,
) -> None:
    """Record production, or with ``--why`` tell what stands against it."""
    from prodsys_tui.services.production import AddProduction, add_production, preview_production
    from prodsys_tui.services.production_parts import TypedParts

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
        measured_at=desk.moment(at),
        parts=TypedParts(tuple(roll or ()), bags, tuple(mix or ()), copy_mix),
    )
    if why:
        with desk.read() as reads:
            refusals = preview_production(reads, desk.plant.contracts, command)
        desk.answer({"motivos": reason_rows(desk.texts, refusals)}, {"motivos": REASON_COLUMNS})
        return
    saved = desk.do(add_production, command)
    batch = batch_row(saved.batch) if saved.batch else None
    following = record_row(saved.following) if saved.following else None
    with desk.read() as reads:
        record = whole_record_row(desk, reads, saved.record)
    told = record if desk.asked.json else {name: value for name, value in record.items() if value != []}
    desk.answer({"record": told, "batch": batch, "siguiente": following})


@verb(app, "list", "prodsys production list --process 2")
def list_(ctx: typer.Context, process: ProcessFilter = None, shift: Shift = None) -> None:
    """List the work records of a shift."""
    from prodsys_tui.services.shifts import find_shift

    desk = Desk.of(ctx)
    with desk.read() as reads:
        of_shift = find_shift(reads, shift_key(shift)).ref
        found = reads.records(shift=of_shift, process_id=process)
        rows = [whole_record_row(desk, reads, row) for row in found]
    desk.answer({"records": rows}, {"records": RECORD_COLUMNS})


@verb(app, "consumes", "prodsys production consumes UID --add 1000012-004 --remove 1000012-003")
def consumes(
    ctx: typer.Context,
    uid: Annotated[str, typer.Argument(metavar="UID", help="cli.option.of_record")],
    add: Annotated[list[str] | None, typer.Option("--add", metavar="LOT", help="cli.option.links")] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="LOT", help="cli.option.unlinks")
    ] = None,
) -> None:
    """Change what a record consumed."""
    from prodsys_tui.services.consumption import change_consumption

    desk = Desk.of(ctx)
    record = desk.do(change_consumption, uid, tuple(add or ()), tuple(remove or ()))
    with desk.read() as reads:
        used = [each.batch.code for each in reads.consumptions(record.ref)]
    desk.answer({"record": record_row(record), "consumos": [{"codigo_lote": code} for code in used]})
