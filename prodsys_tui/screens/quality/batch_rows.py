"""Batches as rows: by state, by what consumed them, and how long they stay."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.batch.coverage import MadeBatch
from prodsys_tui.domain.batch.dwell import Dwell, Stay, days_in
from prodsys_tui.domain.model import BatchState
from prodsys_tui.screens.bars import Page, bar, rounded
from prodsys_tui.screens.batch_words import state_sign
from prodsys_tui.screens.quality.columns import COLUMNS
from prodsys_tui.screens.quality.levels import Looked, Part, View
from prodsys_tui.text.age import age
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Row

_TWO = 2


def states_page(looked: Looked, say: Texts, wide: int) -> Page:
    """How many batches are in each state, and the seed's mean of days."""
    most = max((each.batches for each in looked.states), default=0)
    rows: list[Row] = []
    told: dict[str, tuple[SafeText, ...]] = {}
    for each in looked.states:
        days = rounded(None if each.days is None else Decimal(repr(each.days)), _TWO)
        length = bar(Decimal(each.batches) / most, COLUMNS[Part.STATES], wide)
        cells = (_state(each.state), Cell(safe(each.batches)), Cell(days), Cell(length, "waiting"))
        rows.append(Row(each.state.value, cells))
        key = "quality.state" if each.days is not None else "quality.state-unchanged"
        told[each.state.value] = (say.n(key, each.batches, state=each.state.value, days=days),)
    return Page(rows, told, (say("quality.state-means"),) if rows else ())


def coverage_page(looked: Looked, say: Texts, wide: int) -> Page:
    """Of each process how many of its batches were consumed, where anybody consumes them."""
    rows: list[Row] = []
    told: dict[str, tuple[SafeText, ...]] = {}
    for each in looked.coverage.processes if looked.coverage else ():
        key, name = str(each.process_id), _process(each.process_id, looked)
        share = None if each.share is None else 100 * each.share
        cells = (
            Cell(name, "strong"),
            Cell(safe(each.batches)),
            Cell(safe(each.consumed)),
            Cell(safe(each.missing) if each.expected else say("quality.dash")),
            Cell(rounded(share)),
            Cell(bar(each.share or Decimal(0), COLUMNS[Part.COVERAGE], wide), "waiting"),
        )
        rows.append(Row(key, cells))
        if each.expected:
            missing = say.n("quality.missing", each.missing) if each.missing else say("quality.complete")
            told[key] = (say.n("quality.covered", each.batches, name=name, used=each.consumed), missing)
        else:
            told[key] = (say("quality.finished", name=name),)
    return Page(rows, told)


def batches_page(looked: Looked, say: Texts, _wide: int) -> Page:
    """The batches of a state, or those of a process with the least consumed first."""
    rows = [
        Row(
            each.code,
            (
                Cell(safe(each.code), "strong"),
                Cell(safe(show_date(each.produced_on))),
                Cell(_process(each.process_id, looked)),
                _state(each.state),
                Cell(safe(each.consumed)),
                Cell(rounded(_days_between(each), _TWO)),
                Cell(safe("")),
            ),
        )
        for each in looked.batches
    ]
    told = {each.code: _batch_told(each, say) for each in looked.batches}
    opened = looked.level.opened
    of_state = looked.level.view is View.STATES
    way = safe(opened) if of_state else _process(int(opened), looked)
    return Page(rows, told, (say("quality.way", way=way),))


def dwell_page(looked: Looked, say: Texts, wide: int) -> Page:
    """How long batches stay in each state: middle, mean, nine in ten, longest; the bar is the mean."""
    most = max((each.mean for each in looked.dwells), default=timedelta(0))
    rows: list[Row] = []
    told: dict[str, tuple[SafeText, ...]] = {}
    for each in looked.dwells:
        longest, lasting = each.longest, each.lasting
        lengths = (each.median, each.mean, each.p90, longest.lasted(each.now))
        cells = (
            _state(each.state),
            Cell(safe(len(each.stays))),
            Cell(safe(len(lasting))),
            *(Cell(rounded(days_in(length), _TWO)) for length in lengths),
            Cell(bar(_part(each.mean, most), COLUMNS[Part.DWELL], wide), "waiting"),
        )
        rows.append(Row(each.state.value, cells))
        told[each.state.value] = tuple(_dwell_told(each, lasting, say))
    return Page(rows, told)


def stays_page(looked: Looked, say: Texts, wide: int) -> Page:
    """Each stay in a state, the longest first; those that last are counted up to now."""
    state = BatchState(looked.level.opened)
    found = [(each, dwell.now) for dwell in looked.dwells if dwell.state is state for each in dwell.stays]
    most = max((each.lasted(now) for each, now in found), default=timedelta(0))
    rows: list[Row] = []
    told: dict[str, tuple[SafeText, ...]] = {}
    for number, (each, now) in enumerate(found):
        lasted = each.lasted(now)
        key = stay_key(each, number)
        rows.append(
            Row(
                key,
                (
                    Cell(safe(each.batch), "strong"),
                    Cell(_process(each.process_id, looked)),
                    Cell(_at(each.since, say)),
                    Cell(say("quality.still") if each.until is None else _at(each.until, say)),
                    Cell(rounded(days_in(lasted), _TWO)),
                    Cell(bar(_part(lasted, most), COLUMNS[Part.STAYS], wide), "waiting"),
                ),
            )
        )
        words = "quality.stay" if each.until else "quality.stay-lasts"
        told[key] = (say(words, batch=each.batch, state=state.value, age=age(lasted, say)),)
    return Page(rows, told, (say("quality.way", way=state.value),))


def stay_key(stay: Stay, number: int) -> str:
    """The key of a stay: its batch, and a number, for a batch may have been in a state twice."""
    return f"{stay.batch} {number}"


def batch_of(key: str) -> str:
    """The batch that a row of batches or stays is about."""
    return key.partition(" ")[0]


def _dwell_told(dwell: Dwell, lasting: Sequence[Stay], say: Texts) -> list[SafeText]:
    longest = dwell.longest
    lines = [
        say(
            "quality.longest",
            state=dwell.state.value,
            batch=longest.batch,
            age=age(longest.lasted(dwell.now), say),
        )
    ]
    if lasting:
        since, batch = _at(lasting[0].since, say), lasting[0].batch
        lines.append(say.n("quality.lasting", len(lasting), since=since, batch=batch))
    return lines


def _batch_told(batch: MadeBatch, say: Texts) -> tuple[SafeText, ...]:
    if batch.consumed:
        uses = say.n("quality.uses", batch.consumed, batch=batch.code)
    else:
        uses = say("quality.no-uses", batch=batch.code)
    if batch.changed_at is None:
        return uses, say("quality.unchanged", since=_at(batch.made_at, say))
    return uses, say("quality.changed", since=_at(batch.made_at, say), at=_at(batch.changed_at, say))


def _state(state: BatchState) -> Cell:
    return Cell(*state_sign(state))


def _process(id_: int, looked: Looked) -> SafeText:
    return joined((safe(id_), safe(looked.names.get(id_, ""))))


def _days_between(batch: MadeBatch) -> Decimal | None:
    return None if batch.changed_at is None else days_in(batch.changed_at - batch.made_at)


def _at(instant: datetime, say: Texts) -> SafeText:
    return safe(show_instant(instant, say.zone))


def _part(some: timedelta, most: timedelta) -> Decimal:
    return days_in(some) / days_in(most) if most else Decimal(0)
