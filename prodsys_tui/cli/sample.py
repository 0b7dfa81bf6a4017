"""``prodsys sample``: measured parameters and what was done about those that did not comply."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.corrections import after_saving
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Machine, Order, ProcessFilter, ProcessOption, Shift, Uid, shift_key
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.rows import SAMPLE_COLUMNS, Row, reasons, sample_row, worded
from prodsys_tui.cli.spc import control_of
from prodsys_tui.services.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodsys_tui.domain.model import Sample
    from prodsys_tui.services.quality.samples import SampleSaved

app = commands()

_Text = str | None


@verb(
    app,
    "add",
    "prodsys sample add --process 1 --parameter Espesor --value 0.5 --machine EXTPP01",
    'prodsys sample add --process 2 --parameter Ancho --value "12 1/8" --machine T05',
    "prodsys sample add --file muestras.csv",
)
def add(
    ctx: typer.Context,
    process: ProcessFilter = None,
    parameter: Annotated[_Text, typer.Option("--parameter", metavar="P")] = None,
    value: Annotated[_Text, typer.Option("--value", metavar="V")] = None,
    machine: Machine = None,
    order: Order = None,
    batch: Annotated[_Text, typer.Option("--batch", metavar="B", help="cli.option.of_batch")] = None,
    code: Annotated[_Text, typer.Option("--code", metavar="C", help="cli.option.sample_code")] = None,
    at: Annotated[_Text, typer.Option("--at", metavar="TIME")] = None,
    round_: Annotated[int | None, typer.Option("--round", metavar="N", min=1)] = None,
    result: Annotated[_Text, typer.Option("--result", metavar="R")] = None,
    comment: Annotated[
        _Text, typer.Option("--comment", metavar="T", help="cli.option.sample_comment")
    ] = None,
    corrects: Annotated[_Text, typer.Option("--corrects", metavar="UID")] = None,
    sure: Annotated[bool, typer.Option("--sure")] = False,
    shift: Shift = None,
    uid: Uid = None,
    file: Annotated[_Text, typer.Option("--file", metavar="F.csv|-", help="cli.option.sample_file")] = None,
) -> None:
    """Save a sample, or a file of them."""
    from prodsys_tui.services.quality.samples import AddSample, add_sample

    desk = Desk.of(ctx)
    if file is not None:
        one_only = (process, parameter, value, machine, order, batch, code, at, round_, result, comment)
        if any(given is not None for given in (*one_only, corrects, uid)):
            raise UsageError("cli.usage.file_alone", "file", names=("--shift", "--sure"))
        _add_file(desk, file, shift_key(shift), sure=sure)
        return
    if process is None or parameter is None or value is None:
        missing = "process" if process is None else "parameter" if parameter is None else "value"
        raise UsageError("cli.usage.missing", missing, name=f"--{missing}")
    saved = desk.do(
        add_sample,
        AddSample(
            process,
            parameter,
            value,
            machine=machine,
            order=order,
            batch=batch,
            code=code,
            measured_at=desk.moment(at),
            round=round_,
            result=result,
            comment=comment,
            corrects=corrects,
            sure=sure,
            shift=shift_key(shift),
            uid=uid,
        ),
    )
    document = {"sample": sample_row(saved.sample), "gate": _gate_row(desk, saved)}
    desk.answer({**document, **after_saving(desk, saved.sample), **control_of(desk, saved.sample)})


@verb(
    app,
    "list",
    "prodsys sample list --process 1",
    "prodsys sample list --batch 4567890-001",
    "prodsys sample list --shift 12 --limit 100 --before UID",
)
def list_(
    ctx: typer.Context,
    process: ProcessFilter = None,
    batch: Annotated[_Text, typer.Option("--batch", metavar="B", help="cli.option.of_batch")] = None,
    shift: Shift = None,
    limit: Limit = 500,
    before: Before = None,
) -> None:
    """List samples of a shift or of a batch, newest first."""
    from prodsys_tui.services.batch.batches import find_batch
    from prodsys_tui.services.shift.shifts import find_shift

    desk = Desk.of(ctx)
    with desk.read() as reads:
        of_batch = find_batch(reads, batch).ref if batch else None
        of_shift = find_shift(reads, shift_key(shift)).ref if shift or not batch else None
        last = cursor(reads.sample, before)
        found = reads.samples(
            shift=of_shift, process_id=process, batch=of_batch, before=last, limit=limit + 1
        )
    _answer(desk, *page(found, limit, lambda sample: sample.ref.uid))


@verb(app, "flips", "prodsys sample flips --shift 12")
def flips(ctx: typer.Context, shift: Shift = None) -> None:
    """List the corrections that turned a judgement."""
    from prodsys_tui.cli.corrections import answer_flips

    answer_flips(Desk.of(ctx), shift_key(shift))


@verb(
    app,
    "justify",
    'prodsys sample justify UID --text "La balanza estaba sin calibrar"',
    'prodsys sample justify UID --cause "máquina" --action ajuste',
)
def justify(
    ctx: typer.Context,
    uid: Annotated[str, typer.Argument(metavar="UID", help="cli.option.of_sample")],
    text: Annotated[_Text, typer.Option("--text", metavar="T")] = None,
    cause: Annotated[_Text, typer.Option("--cause", metavar="C")] = None,
    action: Annotated[_Text, typer.Option("--action", metavar="A")] = None,
) -> None:
    """Settle a deviation."""
    from prodsys_tui.services.quality.samples import justify as body

    desk = Desk.of(ctx)
    settled = desk.do(body, uid, text=text, cause=cause, action=action)
    _answer(desk, (settled,))


@verb(app, "round", "prodsys sample round --process 2 --parameter Ancho")
def round_(
    ctx: typer.Context,
    process: ProcessOption,
    parameter: Annotated[_Text, typer.Option("--parameter", metavar="P")] = None,
    at: Annotated[_Text, typer.Option("--at", metavar="TIME")] = None,
    shift: Shift = None,
) -> None:
    """Tell which machines one parameter is still due on, in the order of the round."""
    from prodsys_tui.cli.round import aside_words, round_rows
    from prodsys_tui.services.quality.round_sheet import round_sheet
    from prodsys_tui.services.shift.workplace import Where

    desk = Desk.of(ctx)
    when = desk.moment(at) or desk.plant.clock.now()
    with desk.read() as reads:
        found = round_sheet(
            reads, desk.plant.contracts, Where(process, shift=shift_key(shift)), parameter, when
        )
    told = {"parametro": found.parameter.name, "hora": found.hour, "faltan": list(found.due)}
    columns = ("maquina", "orden", "muestras", "pendientes", "valor", "resultado", "aparte")
    desk.answer({"round": told, "machines": round_rows(found, aside_words(desk))}, {"machines": columns})


def _add_file(desk: Desk, name: str, shift: int | str | None, *, sure: bool) -> None:
    """Save every sample of a file, or none of them."""
    from prodsys_tui.cli.sample_file import by_line, read_samples
    from prodsys_tui.reports.table_file import read_file
    from prodsys_tui.services.quality.samples import add_samples

    raw = sys.stdin.buffer.read() if name == "-" else read_file(name)
    read = read_samples(raw, name, shift=shift, sure=sure)
    try:
        saved = desk.do(add_samples, [sample for _, sample in read])
    except Refused as refused:
        raise by_line(refused, [line for line, _ in read]) from refused
    _answer(desk, [one.sample for one in saved])


def _answer(desk: Desk, samples: "Sequence[Sample]", following: str | None = None) -> None:
    rows = [sample_row(sample) for sample in samples]
    shown = rows if desk.asked.json else worded(rows)
    desk.answer({"next": following, "samples": shown}, {"samples": SAMPLE_COLUMNS})


def _gate_row(desk: Desk, saved: "SampleSaved") -> Row:
    """The gate that a sample opened or locked; ``bloqueos`` as people read them."""
    return {
        "estado": saved.state.state.value,
        "muestras": saved.scope.counted,
        "muestras_minimas": saved.minimum,
        "bloqueos": reasons(desk.texts, saved.state.blocks),
    }
