"""``prodsys report spc`` and ``prodsys control``: charts, frozen limits, causes of violations."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.answer import say
from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import Machine, ProcessFilter, ProcessOption

if TYPE_CHECKING:
    from datetime import date

    from prodsys_tui.domain.model import ChartKind, Sample

app = commands()

_Text = str | None
_CHARTS = "I-MR|X-R"
_DAYS, _POINTS = 30, 100
_Parameter = Annotated[str, typer.Option("--parameter", metavar="P")]
_Days = Annotated[int, typer.Option("--days", metavar="N", help="cli.option.chart_days")]
_Rules = Annotated[_Text, typer.Option("--rules", metavar="1,2,5")]
_Chart = Annotated[_Text, typer.Option("--chart", metavar=_CHARTS)]
_From = Annotated[_Text, typer.Option("--from", metavar="D", help="cli.option.from_day")]
_To = Annotated[_Text, typer.Option("--to", metavar="D", help="cli.option.to_day")]

EXAMPLES = (
    "prodsys report spc --process 1 --parameter Denier",
    "prodsys report spc --process 2 --parameter Ancho --machine T05 --days 90 --rules 1,2,5",
)


def spc(
    ctx: typer.Context,
    process: ProcessOption,
    parameter: _Parameter,
    machine: Machine = None,
    days: _Days = _DAYS,
    points: Annotated[int, typer.Option("--points", metavar="N")] = _POINTS,
    since: _From = None,
    until: _To = None,
    rules: _Rules = None,
    chart: _Chart = None,
) -> None:
    """Tell the control chart of a parameter: points, limits, violations, capability."""
    from prodsys_tui.cli.spc_rows import COLUMNS, chart_document
    from prodsys_tui.services.control.control_chart import Wanted, control_chart

    desk = Desk.of(ctx)
    wanted = Wanted(
        process,
        parameter,
        machine,
        days,
        points,
        _day(since, "since"),
        _day(until, "until"),
        _rules(rules),
        _kind(chart),
    )
    with desk.read() as reads:
        found = control_chart(reads, desk.plant.contracts, desk.plant.clock.now(), wanted)
    desk.answer(chart_document(found, desk.texts, plain=desk.asked.json), COLUMNS)


@verb(
    app,
    "freeze",
    "prodsys control freeze --process 1 --parameter Denier --from 2026-03-01 --to 2026-03-15"
    ' --milestone "Husillo nuevo"',
)
def freeze(
    ctx: typer.Context,
    process: ProcessOption,
    parameter: _Parameter,
    since: Annotated[str, typer.Option("--from", metavar="D", help="cli.option.from_day")],
    milestone: Annotated[str, typer.Option("--milestone", metavar="T")],
    until: _To = None,
    machine: Machine = None,
    rules: _Rules = None,
    chart: _Chart = None,
) -> None:
    """Freeze the limits that the points of some days give; what comes later is judged by them."""
    from prodsys_tui.cli.spc_rows import limits_row, read_by_people
    from prodsys_tui.services.control.control_chart import Wanted
    from prodsys_tui.services.control.control_limits import freeze_limits

    desk = Desk.of(ctx)
    wanted = Wanted(
        process,
        parameter,
        machine,
        since=_day(since, "since"),
        until=_day(until, "until"),
        rules=_rules(rules),
        kind=_kind(chart),
    )
    frozen = desk.do(freeze_limits, wanted, milestone)
    row = limits_row(frozen)
    desk.answer({"limites": row if desk.asked.json else read_by_people(row, frozen.sigma)})


@verb(
    app,
    "cause",
    'prodsys control cause UID --rule 1 --cause "máquina" --comment "Rodillo frío"',
)
def cause(
    ctx: typer.Context,
    uid: Annotated[str, typer.Argument(metavar="UID", help="cli.option.of_sample")],
    rule: Annotated[int, typer.Option("--rule", metavar="N")],
    cause: Annotated[str, typer.Option("--cause", metavar="C", help="cli.option.control_cause")],
    comment: Annotated[
        _Text, typer.Option("--comment", metavar="T", help="cli.option.control_comment")
    ] = None,
    days: _Days = _DAYS,
    points: Annotated[int, typer.Option("--points", metavar="N")] = _POINTS,
) -> None:
    """Name the cause of a violation."""
    from prodsys_tui.cli.spc_rows import cause_row
    from prodsys_tui.services.control.control_chart import Wanted
    from prodsys_tui.services.control.control_limits import name_cause

    desk = Desk.of(ctx)
    view = Wanted(0, "", days=days, points=points)
    named = desk.do(name_cause, uid, rule, cause, comment, view=view)
    desk.answer({"causa": cause_row(named)})


@verb(app, "list", "prodsys control list", "prodsys control list --process 2 --days 7")
def list_(ctx: typer.Context, process: ProcessFilter = None, days: _Days = _DAYS) -> None:
    """List the violations of frozen limits that have no cause."""
    from prodsys_tui.cli.spc_rows import open_row
    from prodsys_tui.services.control.control_open import open_violations

    desk = Desk.of(ctx)
    with desk.read() as reads:
        now = desk.plant.clock.now()
        found = open_violations(reads, desk.plant.contracts, now, process, days)
    rows = [open_row(contract, at, violation) for contract, at, violation in found]
    columns = ("proceso_id", "parametro", "maquina", "hora", "valor", "regla", "uid")
    desk.answer({"violaciones": rows}, {"violaciones": columns})


def control_of(desk: Desk, sample: "Sample") -> dict[str, object]:
    """What the control chart says of a sample that was saved; people get a warning, nothing is locked."""
    from prodsys_tui.cli.spc_rows import note_row
    from prodsys_tui.domain.model import Result
    from prodsys_tui.services.control.control_note import control_note

    note = control_note(desk.plant, sample)
    if note is None:
        return {"control": None}
    if note.warns and sample.result is Result.COMPLIES and not desk.asked.json:
        from prodsys_tui.text.control_words import warning

        say(warning(desk.texts, note))
    return {"control": note_row(note)}


def _day(text: str | None, field: str) -> "date | None":
    from prodsys_tui.text.dates import read_date

    return None if text is None else needed(read_date(text, field))


def _rules(text: str | None) -> tuple[int, ...]:
    from prodsys_tui.services.control.control_chart import read_rules

    return () if text is None else needed(read_rules(text))


def _kind(text: str | None) -> "ChartKind | None":
    from prodsys_tui.domain.model import ChartKind
    from prodsys_tui.domain.names import pick

    if text is None:
        return None
    kind = pick(text, ChartKind)
    if kind is None:
        raise UsageError("cli.usage.not_one_of", "chart", name="--chart", allowed=tuple(ChartKind))
    return ChartKind(kind)
