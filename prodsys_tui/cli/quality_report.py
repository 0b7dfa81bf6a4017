"""``prodsys report rejection|closure|coverage|dwell``: samples and batches of the last days.

``rows`` have the names and the values of the quality seed's queries; a table for people rounds them.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import Machine, Order, ProcessFilter
from prodsys_tui.cli.pages import Before, Limit, page
from prodsys_tui.cli.quality_rows import batch_row, dwell_row, process_row, stay_row, told
from prodsys_tui.cli.report import app
from prodsys_tui.cli.rows import SAMPLE_COLUMNS, Row, sample_row, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodsys_tui.domain.model import BatchState
    from prodsys_tui.domain.quality.rejection import By, Cut

_Text = str | None
_Days = Annotated[int, typer.Option("--days", metavar="N", help="cli.option.report_days")]
_StateFilter = Annotated[_Text, typer.Option("--state", metavar="S", help="cli.option.report_state")]
_TALLY = ("total_muestras", "rechazos", "tasa_rechazo")
_BATCH = ("codigo_lote", "proceso_id", "fecha_produccion", "estado", "dias", "consumos_registrados")
_PROCESS = ("proceso_id", "lotes", "con_consumo", "sin_consumo", "cobertura", "se_consume")
_SAMPLES = ("fecha_analisis", "proceso_id", *SAMPLE_COLUMNS[1:7], "usuario", "uid")


@verb(
    app,
    "rejection",
    "prodsys report rejection",
    "prodsys report rejection --process 2 --by machine",
    "prodsys report rejection --process 2 --machine T05 --parameter Ancho --samples",
)
def rejection(
    ctx: typer.Context,
    days: _Days = 30,
    by: Annotated[_Text, typer.Option("--by", metavar="KIND", help="cli.option.report_by")] = None,
    process: ProcessFilter = None,
    machine: Machine = None,
    parameter: Annotated[_Text, typer.Option("--parameter", metavar="P")] = None,
    person: Annotated[_Text, typer.Option("--person", metavar="CODE")] = None,
    turn: Annotated[_Text, typer.Option("--turn", metavar="T")] = None,
    day: Annotated[_Text, typer.Option("--day", metavar="D", help="cli.option.report_day")] = None,
    order: Order = None,
    result: Annotated[_Text, typer.Option("--result", metavar="R", help="cli.option.report_result")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="cli.option.report_samples")] = False,
    limit: Limit = 200,
    before: Before = None,
) -> None:
    """Tell how many samples were rejected, by process or by something else, or list them."""
    from prodsys_tui.domain.quality.rejection import By
    from prodsys_tui.services.quality.quality_report import rejection as read
    from prodsys_tui.services.quality.sample_cut import cut_of
    from prodsys_tui.text.dates import read_date

    desk = Desk.of(ctx)
    at = needed(read_date(day, "day")).isoformat() if day else None
    typed = {
        By.PROCESS: None if process is None else str(process),
        By.MACHINE: machine,
        By.PARAMETER: parameter,
        By.PERSON: person,
        By.TURN: turn,
        By.DAY: at,
        By.ORDER: order,
        By.RESULT: result,
    }
    kind = _kind(by)
    with desk.read() as reads:
        cut = cut_of(reads, desk.plant.contracts, desk.plant.catalogs, typed)
        if not samples:
            report = read(reads, desk.plant.clock.now(), days, kind, cut)
    if samples:
        _list_samples(desk, days, cut, limit, before)
        return
    name = _COLUMN[kind.value]
    rows: list[Row] = [
        {
            name: int(each.key) if kind is By.PROCESS else each.key or None,
            "total_muestras": each.samples,
            "rechazos": each.rejected,
            "tasa_rechazo": told(desk, each.rate),
        }
        for each in report.tallies
    ]
    desk.answer({"desde": report.since, "rows": rows}, {"rows": (name, *_TALLY)})


@verb(app, "closure", "prodsys report closure", "prodsys report closure --days 30 --state pausado")
def closure(ctx: typer.Context, days: _Days = 90, state: _StateFilter = None) -> None:
    """Tell how many batches are in each state, and the days from making to last change; or list a state's."""
    from prodsys_tui.services.quality.quality_report import batches_behind, first_date
    from prodsys_tui.services.quality.quality_report import closure as read

    desk = Desk.of(ctx)
    now = desk.plant.clock.now()
    wanted = _state(state)
    since = first_date(now, days)
    with desk.read() as reads:
        if wanted is not None:
            batches = [batch_row(desk, each) for each in batches_behind(reads, now, days, wanted)]
            desk.answer({"desde": since, "estado": wanted.value, "rows": batches}, {"rows": _BATCH})
            return
        rows = [
            {"estado": each.state.value, "cantidad": each.batches, "dias_promedio": told(desk, each.days)}
            for each in read(reads, now, days)
        ]
    desk.answer({"desde": since, "rows": rows}, {"rows": ("estado", "cantidad", "dias_promedio")})


@verb(app, "coverage", "prodsys report coverage", "prodsys report coverage --process 1 --missing")
def coverage(
    ctx: typer.Context,
    days: _Days = 30,
    process: ProcessFilter = None,
    missing: Annotated[bool, typer.Option("--missing", help="cli.option.report_missing")] = False,
) -> None:
    """Tell how often each batch was consumed, the least first, and process by process."""
    from prodsys_tui.services.quality.quality_report import coverage as read

    desk = Desk.of(ctx)
    with desk.read() as reads:
        report = read(reads, desk.plant.contracts, desk.plant.clock.now(), days, process)
    rows: list[Row] = [
        {
            "codigo_lote": each.code,
            "fecha_produccion": each.produced_on,
            "consumos_registrados": each.consumed,
        }
        for each in (report.missing if missing else report.batches)
    ]
    columns = {
        "procesos": _PROCESS,
        "rows": ("codigo_lote", "fecha_produccion", "consumos_registrados"),
    }
    processes = [process_row(each) for each in report.processes]
    desk.answer({"desde": report.since, "procesos": processes, "rows": rows}, columns)


@verb(app, "dwell", "prodsys report dwell", "prodsys report dwell --days 30 --state pausado")
def dwell(
    ctx: typer.Context, days: _Days = 90, process: ProcessFilter = None, state: _StateFilter = None
) -> None:
    """Tell how long batches stay active and held, or list those of a state."""
    from prodsys_tui.services.quality.quality_report import dwell as read

    desk = Desk.of(ctx)
    now, wanted = desk.plant.clock.now(), _state(state)
    with desk.read() as reads:
        found = read(reads, desk.plant.contracts, now, days, process)
    if wanted is not None:
        stays = [stay_row(desk, each, one) for one in found if one.state is wanted for each in one.stays]
        columns = ("codigo_lote", "proceso_id", "desde", "hasta", "dias")
        desk.answer({"ahora": now, "estado": wanted.value, "rows": stays}, {"rows": columns})
        return
    rows = [dwell_row(desk, each) for each in found]
    desk.answer({"ahora": now, "rows": rows}, {"rows": tuple(rows[0]) if rows else ("estado",)})


_COLUMN = {
    "process": "proceso_id",
    "machine": "maquina",
    "parameter": "parametro",
    "person": "usuario",
    "turn": "turno",
    "day": "fecha_analisis",
    "order": "codigo_orden",
    "result": "resultado",
}
"""What answers call the kinds of ``--by``."""


def _kind(typed: str | None) -> "By":
    from prodsys_tui.domain.quality.rejection import By

    return By(_one_of(typed or By.PROCESS.value, "by", [by.value for by in By]))


def _state(typed: str | None) -> "BatchState | None":
    from prodsys_tui.domain.model import BatchState

    states = [state.value for state in BatchState]
    return None if typed is None else BatchState(_one_of(typed, "state", states))


def _one_of(typed: str, field: str, among: "Sequence[str]") -> str:
    """The value that is meant. Raises ``Refused`` (``bad-value``)."""
    from prodsys_tui.domain.names import pick
    from prodsys_tui.domain.refusal import Code
    from prodsys_tui.services.refused import refuse

    known = pick(typed, among)
    if known is None:
        raise refuse(Code.BAD_VALUE, field, "result", value=typed, among=among)
    return known


def _list_samples(desk: Desk, days: int, cut: "Cut", limit: int, before: str | None) -> None:
    from prodsys_tui.domain.refusal import Code
    from prodsys_tui.services.quality.quality_report import samples_behind
    from prodsys_tui.services.refused import refuse

    with desk.read() as reads:
        last = None if before is None else reads.sample(before)
        if before is not None and last is None:
            raise refuse(Code.NOT_FOUND, "before", "row", value=before)
        found = samples_behind(reads, desk.plant.clock.now(), days, cut, last, limit + 1)
    shown, following = page(found, limit, lambda sample: sample.ref.uid)
    rows = [sample_row(sample) for sample in shown]
    desk.answer(
        {"next": following, "samples": rows if desk.asked.json else worded(rows)}, {"samples": _SAMPLES}
    )
