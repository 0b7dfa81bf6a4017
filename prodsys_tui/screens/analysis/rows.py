"""The rows of the two lists, with their bars, and what tells about each row."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from prodsys_tui.domain.line.machine_time import minutes_in
from prodsys_tui.domain.line.oee import Oee
from prodsys_tui.domain.line.pareto import Bar
from prodsys_tui.domain.model import Shift
from prodsys_tui.screens.bars import Page, bar, rounded
from prodsys_tui.services.line.oee_report import OeeReport
from prodsys_tui.services.line.stop_report import StopReport
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row


class Kind(StrEnum):
    """Which of the two lists."""

    STOPS = "stops"
    OEE = "oee"


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    Kind.STOPS: (
        *(Column(10), Column(25), Column(7, "right"), Column(5, "right")),
        *(Column(6, "right"), Column(6, "right"), Column()),
    ),
    Kind.OEE: (
        *(Column(16), Column(8), Column(6, "right"), Column(6, "right"), Column(6, "right")),
        *(Column(6, "right"), Column(6, "right"), Column()),
    ),
}
"""Group, reason, minutes, stops, percent, cumulative percent, bar; process, machine, shifts, the three
factors, OEE, bar."""

_NAMES: Mapping[Kind, tuple[str, ...]] = {
    Kind.STOPS: ("group", "reason", "minutes", "stops", "percent", "cumulative"),
    Kind.OEE: ("process", "machine", "shifts", "availability", "performance", "quality", "oee"),
}


def heading(kind: Kind, say: Texts) -> Row:
    """The names of the columns."""
    names = (Cell(say(f"analysis.column.{name}"), "head") for name in _NAMES[kind])
    return Row("", (*names, Cell(safe(""))))


def stops_page(
    report: StopReport, say: Texts, groups: Mapping[str, str], inside: str | None, wide: int
) -> Page:
    """The groups and then the reasons, or the machines of the one (``inside``: its key) that was opened."""
    bars = {_key(each): each for each in (*report.groups, *report.reasons)}
    opened = bars.get(inside or "")
    if opened is not None:
        bars = {each.key[0]: each for each in report.machines(*opened.key)}
    longest = {
        len(each.key): max(one.lasted for one in bars.values() if len(one.key) == len(each.key))
        for each in bars.values()
    }
    rows: list[Row] = []
    told: dict[str, tuple[SafeText, ...]] = {}
    for key, each in bars.items():
        first, second = each.key[0], each.key[-1] if len(each.key) > 1 else ""
        if opened is None:
            first = groups.get(first, first)
        meaning = "head" if opened is None and not second else "strong"
        most = longest[len(each.key)]
        part = minutes_in(each.lasted) / minutes_in(most) if most else Decimal(0)
        figures = (
            *(rounded(minutes_in(each.lasted), 0), safe(each.count)),
            *(rounded(100 * each.share), rounded(100 * each.cumulative)),
        )
        cells = (Cell(safe(first), meaning), Cell(safe(second)), *(Cell(one) for one in figures))
        rows.append(Row(key, (*cells, Cell(bar(part, COLUMNS[Kind.STOPS], wide), "waiting"))))
        name = joined((safe(first), *((safe(second),) if second else ())), ": ")
        minutes, share = figures[0], figures[2]
        told[key] = (
            say.n("analysis.stood", each.count, name=name, minutes=minutes, share=share),
            say("analysis.until-here", share=figures[3]),
        )
    foot = () if opened is None else (say("analysis.of", reason=opened.key[-1]),)
    return Page(rows, told, foot)


def oee_page(report: OeeReport, say: Texts, inside: str | None, wide: int) -> Page:
    """Each machine at each process, or the shifts of the one (``inside``: its key) that was opened."""
    figures: list[tuple[str, tuple[SafeText, SafeText, SafeText], Oee]] = []
    for process, machine, total in report.totals:
        key = f"{process.id}:{machine}"
        own = [row for row in report.rows if (row.process.id, row.machine) == (process.id, machine)]
        if inside == key:
            figures = [
                (row.shift.ref.uid, (_shift(row.shift), safe(machine), safe("")), row.oee) for row in own
            ]
            break
        figures.append((key, (safe(process.name), safe(machine), safe(len(own))), total))
    rows = [_oee_row(key, place, each, wide) for key, place, each in figures]
    told = {key: tuple(_why(each, say)) for key, _, each in figures}
    left = {row.machine or row.process.name for row in report.left_out}
    foot = (say.n("analysis.left-out", len(report.left_out), names=sorted(left)),) if left else ()
    return Page(rows, told, foot)


def _oee_row(key: str, place: Iterable[SafeText], figures: Oee, wide: int) -> Row:
    factors = (figures.availability, figures.performance, figures.quality, figures.value)
    shown = [rounded(None if each is None else 100 * each) for each in factors]
    cells = (*(Cell(each, "strong") for each in place), *(Cell(each) for each in shown))
    return Row(key, (*cells, Cell(bar(figures.value or Decimal(0), COLUMNS[Kind.OEE], wide), "waiting")))


def _why(figures: Oee, say: Texts) -> Iterable[SafeText]:
    """The numbers that went in."""
    yield say(
        "analysis.minutes",
        effective=rounded(figures.effective),
        scheduled=rounded(figures.scheduled),
        made=rounded(figures.made),
        expected=rounded(figures.expected),
    )
    good, judged = rounded(figures.good), rounded(figures.judged)
    yield say(f"analysis.basis.{figures.basis}", good=good, judged=judged)


def _shift(shift: Shift) -> SafeText:
    return joined((safe(shift.turn), safe(show_date(shift.operating_date))))


def _key(bar: Bar) -> str:
    return "/".join(bar.key)
