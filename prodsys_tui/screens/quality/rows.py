"""Rejections as rows: rates with their bars, the samples themselves, and the days as a line."""

from collections.abc import Mapping
from decimal import Decimal

from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.quality.rejection import By, Tally, total
from prodsys_tui.screens.bars import Page, bar, rounded
from prodsys_tui.screens.measured import value_told
from prodsys_tui.screens.quality.columns import COLUMNS
from prodsys_tui.screens.quality.levels import Looked, Part
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.chart_lines import DOTTED, Chart, Dot
from prodsys_tui.widgets.chart_lines import Level as Line
from prodsys_tui.widgets.row_list import Cell, Row


def key_name(by: By, key: str, names: Mapping[int, str], say: Texts) -> SafeText:
    """What people call a key."""
    if not key:
        return say("quality.none")
    match by:
        case By.PROCESS:
            return joined((safe(key), safe(names.get(int(key), ""))))
        case By.DAY:
            year, month, day = key.split("-")
            return safe(f"{day}/{month}/{year}")
        case _:
            return safe(key)


def path_of(looked: Looked, say: Texts) -> SafeText:
    """The way that was gone down, from the top."""
    cut = looked.level.cut
    return joined((key_name(by, key, looked.names, say) for by, key in cut), " > ")


def rates_page(looked: Looked, say: Texts, wide: int) -> Page:
    """Samples, rejections and rate of each key; the longest bar is the highest rate."""
    report = looked.rejection
    tallies = () if report is None else report.tallies
    highest = max((each.rate for each in tallies), default=0.0)
    rows: list[Row] = []
    told: dict[str, tuple[SafeText, ...]] = {}
    for each in tallies:
        name = key_name(looked.level.by or By.PROCESS, each.key, looked.names, say)
        part = Decimal(repr(each.rate / highest)) if highest else Decimal(0)
        cells = (
            Cell(name, "strong"),
            Cell(safe(each.samples)),
            Cell(safe(each.rejected)),
            Cell(_rate(each)),
            Cell(bar(part, COLUMNS[Part.RATES], wide), "waiting"),
        )
        rows.append(Row(each.key, cells))
        few = (say.n("quality.few", each.samples),) if each.few else ()
        rate = _rate(each)
        told[each.key] = (
            say("quality.tally", name=name, rejected=each.rejected, count=each.samples, rate=rate),
            *few,
        )
    whole = total(tallies)
    foot = (
        (say("quality.total", rejected=whole.rejected, count=whole.samples, rate=_rate(whole)),)
        if len(tallies) > 1
        else ()
    )
    return Page(rows, told, (*foot, *_way(looked, say)))


def samples_page(looked: Looked, say: Texts, _wide: int) -> Page:
    """The samples, newest first."""
    rows = [_sample_row(each, say) for each in looked.samples]
    told = {each.ref.uid: _sample_told(each, looked, say) for each in looked.samples}
    foot = () if rows else (say("quality.no-samples"),)
    return Page(rows, told, (*foot, *_way(looked, say)), looked.more)


def trend_of(looked: Looked, here: str | None) -> Chart | None:
    """The rate of each day, with the cursor on a day (its key); None where it is not told by day."""
    report = looked.rejection
    if report is None or report.by is not By.DAY or not report.tallies:
        return None
    keys = [each.key for each in report.tallies]
    mean = total(report.tallies).rate
    highest = max(each.rate for each in report.tallies)
    levels = (
        Line(highest, DOTTED, _percent(highest)),
        Line(mean, label=_percent(mean)),
        Line(0.0, DOTTED, _percent(0.0)),
    )
    at = keys.index(here) if here in keys else len(keys) - 1
    return Chart(tuple(Dot(each.rate) for each in report.tallies), levels, at)


def _rate(tally: Tally) -> SafeText:
    return rounded(Decimal(repr(tally.rate)) if tally.samples else None)


def _percent(rate: float) -> SafeText:
    return safe(f"{rounded(Decimal(repr(rate)))} %")


def _way(looked: Looked, say: Texts) -> tuple[SafeText, ...]:
    return (say("quality.way", way=path_of(looked, say)),) if looked.level.cut else ()


def _sample_row(sample: Sample, say: Texts) -> Row:
    return Row(
        sample.ref.uid,
        (
            Cell(safe(show_instant(sample.measured_at, say.zone)), "strong"),
            Cell(safe(sample.machine.code if sample.machine else "")),
            Cell(safe(sample.parameter)),
            Cell(value_told(sample)),
            Cell(safe(sample.result.value)),
            Cell(safe(sample.author or "")),
            Cell(safe(sample.batch.code if sample.batch else "")),
        ),
    )


def _sample_told(sample: Sample, looked: Looked, say: Texts) -> tuple[SafeText, ...]:
    return (
        say(
            "quality.sample",
            process=looked.names.get(sample.process_id, ""),
            date=show_date(sample.analysis_date),
            order=sample.order.code if sample.order else say("quality.none"),
            batch=sample.batch.code if sample.batch else say("quality.none"),
            nominal=say("quality.none") if sample.nominal is None else show_number(sample.nominal),
        ),
        *((safe(sample.comment),) if sample.comment else ()),
    )
