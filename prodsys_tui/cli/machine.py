"""``prodsys machine``: machines, what they run and what their counters say."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.label import OutPdf, print_labels
from prodsys_tui.cli.line import USE_COLUMNS, answer_change, answer_story, held_signer, running_row, use_row
from prodsys_tui.cli.options import Reason, Sign
from prodsys_tui.cli.rows import MACHINE_COLUMNS, Row, machine_row

if TYPE_CHECKING:
    from prodsys_tui.services.production.counter_chain import ChainRow

app = commands()

_Code = Annotated[str, typer.Argument(metavar="M", help="cli.option.machine")]
_CHAIN = (
    *("lectura", "anterior", "diferencia", "fecha_operativa", "turno", "orden", "hora_lectura", "usuario"),
    *("contador_en_disputa", "corregido", "reinicio"),
)
_STATES = "Operativa|Mantenimiento|Baja"


@verb(app, "list", "prodsys machine list")
def list_(ctx: typer.Context) -> None:
    """List the machines."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        runs = {run.machine.id: run for run in reads.open_runs()}
        rows = [running_row(machine, runs.get(machine.ref.id)) for machine in reads.machines()]
    desk.answer({"machines": rows}, {"machines": (*MACHINE_COLUMNS, "desde")})


@verb(app, "state", 'prodsys machine state T05 Mantenimiento --reason "Cambio de levas"')
def state(
    ctx: typer.Context,
    code: _Code,
    state: Annotated[str, typer.Argument(metavar=_STATES, help="cli.option.machine_state")],
    reason: Reason,
) -> None:
    """Change the state of a machine."""
    from prodsys_tui.services.line.machines import set_machine_state

    desk = Desk.of(ctx)
    desk.answer({"machine": machine_row(desk.do(set_machine_state, code, state, reason))})


@verb(app, "show", "prodsys machine show T05")
def show(ctx: typer.Context, code: _Code) -> None:
    """Show what a machine runs and since when, its batches in use, and the samples due for its order."""
    from prodsys_tui.services.line.runs import machine_story

    desk = Desk.of(ctx)
    with desk.read() as reads:
        story = machine_story(reads, desk.plant.contracts, code)
    answer_story(desk, story)


@verb(
    app,
    "run",
    "prodsys machine run T05 --order 2000145",
    "prodsys machine run T05 --order 2000146 --counter 15820",
    "prodsys machine run T05 --order 2000146 --keeps 1000012-004 --use 1000012-005",
    "prodsys machine run T05 --none",
)
def run(
    ctx: typer.Context,
    code: _Code,
    order: Annotated[str | None, typer.Option("--order", metavar="O", help="cli.option.run_order")] = None,
    none: Annotated[bool, typer.Option("--none")] = False,
    counter: Annotated[
        str | None, typer.Option("--counter", metavar="C", help="cli.option.run_counter")
    ] = None,
    keeps: Annotated[list[str] | None, typer.Option("--keeps", metavar="LOT")] = None,
    use: Annotated[list[str] | None, typer.Option("--use", metavar="LOT")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T")] = None,
    sign: Sign = None,
) -> None:
    """Assign the running order of a machine, or none: the run before ends."""
    from prodsys_tui.services.line.runs import run_order

    if none == (order is not None):
        raise UsageError("cli.usage.one_of", "order", names=("--order", "--none"))
    desk = Desk.of(ctx)
    signer = held_signer(desk, sign)
    change = desk.do(run_order, code, order, counter, keeps or None, use or (), reason, signer)
    answer_change(desk, change)


@verb(
    app,
    "batches",
    "prodsys machine batches T05 --use 1000012-004",
    "prodsys machine batches T05 --use 1000012-005 --drop 1000012-004",
    'prodsys machine batches T05 --use 1000012-006 --sign svera --reason "Sólo hay este"',
)
def batches(
    ctx: typer.Context,
    code: _Code,
    use: Annotated[list[str] | None, typer.Option("--use", metavar="LOT")] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="LOT")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T")] = None,
    sign: Sign = None,
) -> None:
    """Say which batches a machine takes its material from, or show them."""
    from prodsys_tui.services.line.machines import find_machine
    from prodsys_tui.services.line.runs import use_batches

    desk = Desk.of(ctx)
    if use or drop:
        signer = held_signer(desk, sign)
        rows = desk.do(use_batches, code, use or (), drop or (), reason, signer)
    else:
        with desk.read() as reads:
            rows = tuple(reads.batches_in_use(find_machine(reads, code).ref))
    desk.answer({"lotes_en_uso": [use_row(row) for row in rows]}, {"lotes_en_uso": USE_COLUMNS})


@verb(
    app,
    "counter",
    "prodsys machine counter T05",
    "prodsys machine counter T05 --limit 20 --before UID",
    'prodsys machine counter T05 --reset --reading 0 --reason "Contador nuevo"',
    'prodsys machine counter T05 --reset --reading 0 --kind anual --reason "1 de enero"',
)
def counter(
    ctx: typer.Context,
    code: _Code,
    reading: Annotated[str | None, typer.Option("--reading", metavar="N")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T")] = None,
    reset: Annotated[bool, typer.Option("--reset")] = False,
    kind: Annotated[
        str, typer.Option("--kind", metavar="anual|reemplazo", help="cli.option.reset_kind")
    ] = "reemplazo",
    before: Annotated[str | None, typer.Option("--before", metavar="UID", help="cli.option.before")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
) -> None:
    """Show the chain of a machine's counter, or declare its reset."""
    from prodsys_tui.services.line.machines import reset_counter

    desk = Desk.of(ctx)
    if not reset:
        if reading is not None or reason is not None:
            raise UsageError("cli.usage.missing", "reset", name="--reset")
        _answer_chain(desk, code, before, limit)
        return
    declared = desk.do(reset_counter, code, reading or "", reason or "", kind)
    with desk.read() as reads:
        machine = reads.machine(code)
    if machine is not None:
        desk.answer({"machine": machine_row(machine) | {"contador": declared.reading}})


def _answer_chain(desk: Desk, code: str, before: str | None, limit: int) -> None:
    from prodsys_tui.services.production.counter_chain import counter_chain

    with desk.read() as reads:
        page = counter_chain(reads, code, before, limit)
    rows = [_chain_row(row) for row in page.rows]
    desk.answer(
        {"machine": page.machine.code, "lecturas": rows, "antes_de": page.older}, {"lecturas": _CHAIN}
    )


def _chain_row(row: "ChainRow") -> Row:
    """A reading or a reset: how far the counter went, and what is counted of it."""
    linked, record, reset = row.linked, row.record, row.reset
    what = linked.link.what
    return {
        "uid": what.ref.uid,
        "lectura": linked.link.reading,
        "anterior": linked.previous,
        "diferencia": linked.difference,
        "cantidad": record.quantity if record else None,
        "bitacora_id": row.shift.ref.id if row.shift else None,
        "fecha_operativa": row.shift.operating_date if row.shift else None,
        "turno": row.shift.turn if row.shift else None,
        "orden": record.order.code if record and record.order else None,
        "hora_lectura": linked.link.place[0],
        "capturada": what.recorded_at,
        "usuario": what.author,
        "tardia": bool(record and record.late),
        "contador_en_disputa": bool(record and record.disputed),
        "corregido": bool(record and record.corrected),
        "reinicio": reset.kind.value if reset else None,
        "motivo": reset.reason if reset else None,
    }


@verb(app, "label", "prodsys machine label --out maquinas.pdf", "prodsys machine label T05 --out t05.pdf")
def label(
    ctx: typer.Context,
    out: OutPdf,
    codes: Annotated[list[str] | None, typer.Argument(metavar="MACHINE", help="cli.option.machines")] = None,
) -> None:
    """Write labels of machines as PDF, ten a sheet; of all of them when none is named."""
    from prodsys_tui.services.batch.labels import machine_labels

    desk = Desk.of(ctx)
    with desk.read() as reads:
        labels = machine_labels(reads, codes or ())
    print_labels(desk, labels, out)
