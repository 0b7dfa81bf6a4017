"""``prodsys report``: what stood still and how well the machines ran, over many shifts."""

from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Machine, ProcessFilter, Shift, shift_key
from prodsys_tui.cli.spc import EXAMPLES as SPC_EXAMPLES
from prodsys_tui.cli.spc import spc

if TYPE_CHECKING:
    from prodsys_tui.domain.line.oee import Oee
    from prodsys_tui.domain.line.pareto import Bar
    from prodsys_tui.services.line.oee_report import OeeReport

app = commands()
verb(app, "spc", *SPC_EXAMPLES)(spc)

Row = dict[str, object]
_DAYS = 30
_Days = Annotated[int, typer.Option("--days", metavar="N", help="cli.option.report_days")]
_FACTORS = ("disponibilidad", "rendimiento", "calidad", "oee")
_PLACE = ("proceso_id", "maquina")
_SHIFT = ("fecha_operativa", "turno")
_BEHIND = (
    *("minutos_programados", "minutos_efectivos", "hecho", "esperado", "bueno", "juzgado"),
    "base_calidad",
)
_BARS = ("minutos", "paros", "porcentaje", "acumulado")


@verb(
    app,
    "stops",
    "prodsys report stops --days 7",
    'prodsys report stops --process 2 --reason "mecanicos/Rotura de lanceta"',
)
def stops(
    ctx: typer.Context,
    days: _Days = _DAYS,
    process: ProcessFilter = None,
    machine: Machine = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T", help="cli.option.of_reason")] = None,
) -> None:
    """Tell which reasons cost most: minutes and stops by group and reason, or of one reason by machine."""
    from prodsys_tui.services.line.stop_report import stop_report

    desk = Desk.of(ctx)
    with desk.read() as reads:
        now = desk.plant.clock.now()
        report = stop_report(reads, desk.plant.contracts, now, days, process, machine)
    since: Row = {"desde": report.since}
    if reason is not None:
        group, words = report.find(reason)
        rows = [_bar(bar, ("maquina",)) for bar in report.machines(group, words)]
        desk.answer({**since, "grupo": group, "motivo": words, "rows": rows})
        return
    groups = [_bar(bar, ("grupo",)) for bar in report.groups]
    rows = [_bar(bar, ("grupo", "motivo")) for bar in report.reasons]
    columns = {"grupos": ("grupo", *_BARS), "rows": ("grupo", "motivo", *_BARS)}
    desk.answer({**since, "grupos": groups, "rows": rows}, columns)


@verb(
    app, "oee", "prodsys report oee --days 7", "prodsys report oee --process 2 --machine T05 --shift T1 --why"
)
def oee(
    ctx: typer.Context,
    days: _Days = _DAYS,
    process: ProcessFilter = None,
    machine: Machine = None,
    shift: Shift = None,
    why: Annotated[bool, typer.Option("--why", help="cli.option.oee_why")] = False,
) -> None:
    """Tell the OEE of each machine at each process, in all the shifts and shift by shift."""
    from prodsys_tui.services.line.oee_report import oee_report

    desk = Desk.of(ctx)
    with desk.read() as reads:
        now = desk.plant.clock.now()
        report = oee_report(reads, desk.plant.contracts, now, days, process, machine, shift_key(shift))
    turns = Counter((row.process.id, row.machine) for row in report.rows)
    totals: list[Row] = [
        {"proceso_id": at.id, "maquina": code, "turnos": turns[at.id, code], **_figures(total)}
        for at, code, total in report.totals
    ]
    rows: list[Row] = [
        {
            "fecha_operativa": row.shift.operating_date,
            "turno": row.shift.turn,
            "proceso_id": row.process.id,
            "maquina": row.machine,
            **_figures(row.oee),
        }
        for row in report.rows
    ]
    left_out = _left_out(report)
    if not desk.asked.json:
        totals, rows = ([_dashed(row) for row in part] for part in (totals, rows))
    shown = (*_FACTORS, *(_BEHIND if why else ("base_calidad",)))
    columns = {"totales": (*_PLACE, "turnos", *shown), "rows": (*_SHIFT, *_PLACE, *shown)}
    desk.answer({"totales": totals, "rows": rows, "excluidos": left_out}, columns)


def percent(value: Decimal | None) -> Decimal | None:
    """A part of 1 in percent, to a tenth, half to even; None stays."""
    return None if value is None else rounded(100 * value)


def rounded(value: Decimal) -> Decimal:
    """A figure as it is shown: to a tenth, half to even."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_EVEN)


def _bar(bar: "Bar", names: tuple[str, ...]) -> Row:
    from prodsys_tui.domain.line.machine_time import minutes_in

    return {
        **dict(zip(names, bar.key, strict=True)),
        "minutos": rounded(minutes_in(bar.lasted)),
        "paros": bar.count,
        "porcentaje": percent(bar.share),
        "acumulado": percent(bar.cumulative),
    }


def _figures(figures: "Oee") -> Row:
    """The factors in percent, and the numbers that went in."""
    return {
        "disponibilidad": percent(figures.availability),
        "rendimiento": percent(figures.performance),
        "calidad": percent(figures.quality),
        "oee": percent(figures.value),
        "base_calidad": figures.basis.value,
        "minutos_programados": rounded(figures.scheduled),
        "minutos_efectivos": rounded(figures.effective),
        "hecho": rounded(figures.made),
        "esperado": None if figures.expected is None else rounded(figures.expected),
        "bueno": rounded(figures.good),
        "juzgado": rounded(figures.judged),
    }


def _dashed(row: Row) -> Row:
    """A row for people: what cannot be told is a dash."""
    return {name: "-" if value is None else value for name, value in row.items()}


def _left_out(report: "OeeReport") -> list[Row]:
    """Which machines were left out, why, and in how many shifts."""
    times = Counter((row.process.id, row.machine or None, row.why.value) for row in report.left_out)
    return [
        {"proceso_id": process, "maquina": machine, "motivo": why, "turnos": count}
        for (process, machine, why), count in times.items()
    ]
