"""``prodsys production``: what was made, by order and machine."""

import sys
from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.hold_rows import batch_rows, with_parts
from prodsys_tui.cli.line import (
    LINK_COLUMNS,
    held_signer,
    link_row,
    roll_use_row,
    told_record,
    told_rolls,
    whole_record_row,
)
from prodsys_tui.cli.options import (
    Machine,
    Order,
    ProcessFilter,
    ProcessOption,
    Shift,
    Sign,
    Uid,
    Why,
    shift_key,
)
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.rows import (
    BATCH_COLUMNS,
    REASON_COLUMNS,
    RECORD_COLUMNS,
    reason_rows,
    reasons,
    record_row,
)
from prodsys_tui.services.refused import Refused

app = commands()

_Text = str | None


@verb(
    app,
    "add",
    "prodsys production add --process 1 --order 1000012 --machine EXTPP01 --quantity 250",
    "prodsys production add --process 2 --order 2000145 --machine T05 --counter 15230 --consumes 1000012-004",
    "prodsys production add --process 3 --quantity 480 --counter 9480 --waste 0 --waste-to descarte"
    " --consumes R047-T05 --roll R047-T05-L001=480",
    "prodsys production add --process 2 --machine T05 --counter 15230 --consumes 1000012-004"
    ' --sign svera --reason "Sólo hay este"',
    "prodsys production add --process 4 --order 4567890 --machine IMP01 --quantity 900"
    " --waste 12.5 --waste-to peletizado",
    "prodsys production add --process 6 --machine EXTPE01 --roll R101=48.5 --roll R102=51",
    'prodsys production add --process 1 --quantity 250 --mix "Resina de polipropileno,Polimar,PM-24071,97"'
    ' --mix "Masterbatch colorante,Tonalí,B-118,3"',
    "prodsys production add --file lecturas.csv",
)
def add(
    ctx: typer.Context,
    process: ProcessFilter = None,
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
    stop: Annotated[_Text, typer.Option("--stop", metavar="R", help="cli.option.stood_still")] = None,
    reason: Annotated[_Text, typer.Option("--reason", metavar="T")] = None,
    sign: Sign = None,
    shift: Shift = None,
    uid: Uid = None,
    file: Annotated[_Text, typer.Option("--file", metavar="F.csv|-", help="cli.option.record_file")] = None,
    why: Why = False,
) -> None:
    """Record production, of one machine or of a file, or with ``--why`` tell what stands against it."""
    from prodsys_tui.services.production.production import AddProduction, add_production, preview_production
    from prodsys_tui.services.production.production_parts import TypedParts

    desk = Desk.of(ctx)
    if file is not None:
        given = (process, order, machine, quantity, waste, waste_to, counter, consumes, roll, bags, mix)
        if any(each is not None for each in (*given, at, stop, reason, uid)) or copy_mix or why:
            raise UsageError("cli.usage.records_alone", "file", names=("--shift", "--sign"))
        _add_file(desk, file, shift_key(shift), sign)
        return
    if process is None:
        raise UsageError("cli.usage.missing", "process", name="--process")
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
        stop=stop,
        parts=TypedParts(tuple(roll or ()), bags, tuple(mix or ()), copy_mix),
    )
    if why:
        with desk.read() as reads:
            refusals = preview_production(reads, desk.plant.contracts, command, desk.plant.clock.now())
        desk.answer({"motivos": reason_rows(desk.texts, refusals)}, {"motivos": REASON_COLUMNS})
        return
    saved = desk.do(add_production, command, held_signer(desk, sign))
    following = record_row(saved.following) if saved.following else None
    with desk.read() as reads:
        record = whole_record_row(desk, reads, saved.record)
        made = with_parts(desk, batch_rows(reads, (saved.batch,) if saved.batch else ()))
    told = record if desk.asked.json else told_record(desk.texts, record)
    links = [link_row(each) for each in saved.links if desk.asked.json or each.held]
    answer = {"record": told, "batch": next(iter(made), None), "siguiente": following, "consumos": links}
    desk.answer(
        {name: row for name, row in answer.items() if desk.asked.json or row != []},
        {"consumos": LINK_COLUMNS},
    )


def _add_file(desk: Desk, name: str, shift: int | str | None, sign: str | None) -> None:
    """Save every record of a file, or none of them."""
    from prodsys_tui.cli.production_file import read_records
    from prodsys_tui.cli.sample_file import by_line
    from prodsys_tui.reports.table_file import read_file
    from prodsys_tui.services.production.counters import record_counters

    raw = sys.stdin.buffer.read() if name == "-" else read_file(name)
    read = read_records(raw, name, desk.zone, desk.plant.clock.now(), shift=shift)
    try:
        saved = desk.do(record_counters, [record for _, record in read], held_signer(desk, sign))
    except Refused as refused:
        raise by_line(refused, [line for line, _ in read]) from refused
    with desk.read() as reads:
        rows = [whole_record_row(desk, reads, one.record) for one in saved]
    desk.answer({"records": rows}, {"records": RECORD_COLUMNS})


@verb(app, "counters", "prodsys production counters --process 2")
def counters(ctx: typer.Context, process: ProcessOption, shift: Shift = None) -> None:
    """List the machines with their orders, last readings and batches in use."""
    from prodsys_tui.cli.round import aside_words
    from prodsys_tui.services.production.counter_sheet import counter_sheet
    from prodsys_tui.services.shift.workplace import Where

    desk = Desk.of(ctx)
    with desk.read() as reads:
        sheet = counter_sheet(reads, desk.plant.contracts, Where(process, shift=shift_key(shift)))
    told = aside_words(desk)
    rows = [
        {
            "maquina": row.code,
            "orden": row.line.order.code if row.line.order else None,
            "lectura_anterior": row.previous.reading if row.previous else None,
            "registros": len(row.records),
            "cantidad": row.made,
            "lotes_en_uso": list(row.in_use),
            "aparte": told(row.line.aside),
            "bloqueos": reasons(desk.texts, row.blocks),
        }
        for row in sheet.rows
    ]
    columns = ("maquina", "orden", "lectura_anterior", "registros", "cantidad", "aparte")
    desk.answer({"counters": rows}, {"counters": columns})


@verb(app, "list", "prodsys production list --process 2")
def list_(
    ctx: typer.Context,
    process: ProcessFilter = None,
    shift: Shift = None,
    limit: Limit = 500,
    before: Before = None,
) -> None:
    """List the work records of a shift, newest first."""
    from prodsys_tui.services.shift.shifts import find_shift

    desk = Desk.of(ctx)
    with desk.read() as reads:
        of_shift = find_shift(reads, shift_key(shift)).ref
        last = cursor(reads.record, before)
        found = reads.records(shift=of_shift, process_id=process, before=last, limit=limit + 1)
        records, following = page(found, limit, lambda record: record.ref.uid)
        rows = [whole_record_row(desk, reads, row) for row in records]
    desk.answer({"next": following, "records": rows}, {"records": RECORD_COLUMNS})


@verb(app, "batches", "prodsys production batches --process 2 --machine T05")
def batches(ctx: typer.Context, process: ProcessOption, machine: Machine = None) -> None:
    """List the batches that may be consumed at a process, those that the machine has in use first."""
    from prodsys_tui.services.production.production_sheet import offered_batches

    desk = Desk.of(ctx)
    with desk.read() as reads:
        offered = offered_batches(reads, desk.plant.contracts, process, machine)
        rows = [
            row | {"desde": each.since}
            for row, each in zip(batch_rows(reads, [each.batch for each in offered]), offered, strict=True)
        ]
    desk.answer({"batches": rows}, {"batches": (*BATCH_COLUMNS, "desde")})


@verb(
    app,
    "consumes",
    "prodsys production consumes 12 --add 1000012-004 --remove 1000012-003",
    "prodsys production consumes 12 --add R047-T05-L001",
    'prodsys production consumes 12 --add 1000012-005 --sign svera --reason "Se usó antes de saberlo"',
)
def consumes(
    ctx: typer.Context,
    uid: Annotated[str, typer.Argument(metavar="UID", help="cli.option.of_record")],
    add: Annotated[list[str] | None, typer.Option("--add", metavar="LOT", help="cli.option.links")] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="LOT", help="cli.option.unlinks")
    ] = None,
    reason: Annotated[_Text, typer.Option("--reason", metavar="T")] = None,
    sign: Sign = None,
) -> None:
    """Change what a record consumed: batches and rolls. Without changes, show it."""
    from prodsys_tui.services.batch.consumption import change_consumption, find_record

    desk = Desk.of(ctx)
    if add or remove:
        signer = held_signer(desk, sign)
        record = desk.do(change_consumption, uid, tuple(add or ()), tuple(remove or ()), reason, signer)
    else:
        with desk.read() as reads:
            record = find_record(reads, uid)
    with desk.read() as reads:
        used = [link_row(each) for each in reads.consumptions(record.ref)]
        rolls = [roll_use_row(each) for each in reads.roll_uses(record.ref)]
    rows = rolls if desk.asked.json else told_rolls(desk.texts, rolls)
    desk.answer(
        {"record": record_row(record), "consumos": used, "rollos_consumidos": rows},
        {"consumos": LINK_COLUMNS, "rollos_consumidos": ("codigo", "codigo_lote")},
    )
