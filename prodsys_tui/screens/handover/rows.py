"""The rows of a handover: a heading for each part that has something in it, and a row for each thing."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from prodsys_tui.domain.line.machine_time import minutes_in
from prodsys_tui.domain.model import BatchState, Ref
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.shift.handover import OrderMade, ProcessMade, Reading, Settled
from prodsys_tui.screens.handover.view import Shown
from prodsys_tui.services.shift.incidents import MOST_OPEN
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.incidents import incident_title
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (Column(22), Column(26), Column())
"""Where, what, and how it stands."""

Line = tuple[SafeText, SafeText, SafeText, str]
"""The three cells, and the meaning of the last one."""


def handover_rows(shown: Shown, say: Texts, zone: ZoneInfo) -> list[Row]:
    """Every part with its rows; the journal's head closes the list."""
    parts: tuple[tuple[str, Callable[[], Iterator[Line]]], ...] = (
        ("production", lambda: _made(shown, say)),
        ("incidents", lambda: _incidents(shown, say)),
        ("holds", lambda: _holds(shown)),
        ("deviations", lambda: _deviations(shown, say)),
        ("stops", lambda: _stops(shown, say, zone)),
        ("minutes", lambda: _minutes(shown, say)),
        ("due", lambda: _due(shown, say)),
        ("counters", lambda: _counters(shown, say, zone)),
        ("notes", lambda: _notes(shown, say)),
        ("idle", lambda: _idle(shown)),
    )
    rows: list[Row] = []
    for name, lines in parts:
        found = list(lines())
        if found:
            more = "+" if len(found) >= MOST_OPEN else ""  # holds and incidents are told up to there
            many = Cell(safe(f"{len(found)}{more}"), "head")
            rows.append(Row(name, (Cell(say(f"handover.part.{name}"), "head"), many, Cell(safe(""), "head"))))
            rows += [_row(f"{name} {at}", line) for at, line in enumerate(found)]
    number, head = shown.view.head
    rows.append(Row("head", (Cell(say("handover.part.head"), "head"), Cell(safe(number)), Cell(safe(head)))))
    return rows


def _row(key: str, line: Line) -> Row:
    where, what, how, meaning = line
    return Row(key, (Cell(joined((safe(" "), where)), "strong"), Cell(what), Cell(how, meaning)))


def _made(shown: Shown, say: Texts) -> Iterator[Line]:
    for made in shown.view.sheet.made:
        yield safe(made.process.name), _amount(made), _share(made, say), "base"
        for order in made.orders:
            yield joined((safe(" "), safe(order.order))), _of_order(made, order), _so_far(order, say), "base"


def _amount(made: ProcessMade) -> SafeText:
    said = f"{show_number(made.quantity)} {made.process.unit}"
    return safe(said if made.target is None else f"{said} / {show_number(made.target)}")


def _share(made: ProcessMade, say: Texts) -> SafeText:
    """The part of the target that was made, and the waste."""
    share = f"{int(100 * made.quantity / made.target)}%" if made.target else ""
    return say("handover.share", share=share, waste=made.waste_kg)


def _of_order(made: ProcessMade, order: OrderMade) -> SafeText:
    return safe(f"{show_number(order.quantity)} {made.process.unit}")


def _so_far(order: OrderMade, say: Texts) -> SafeText:
    return say("handover.so-far", total=order.total, wanted=order.wanted)


def _incidents(shown: Shown, say: Texts) -> Iterator[Line]:
    for each in shown.view.sheet.incidents:
        where = each.machine.code if each.machine else each.shift.code if each.shift else ""
        title = incident_title(each.title, each.origin, say)
        yield safe(where), title, safe(each.severity.value), "wrong"


def _holds(shown: Shown) -> Iterator[Line]:
    for hold in shown.view.sheet.held:
        yield safe(hold.held), safe(hold.reason), safe(BatchState.HELD.value), "waiting"


def _deviations(shown: Shown, say: Texts) -> Iterator[Line]:
    for each in shown.view.sheet.deviations:
        yield _place(shown, each), _measured(each), *_settled(each, say)


def _place(shown: Shown, each: Settled) -> SafeText:
    return safe(each.deviation.machine or shown.names.get(each.deviation.process_id, ""))


def _measured(each: Settled) -> SafeText:
    deviation = each.deviation
    return safe(f"{deviation.parameter} {show_number(deviation.value)}")


def _settled(each: Settled, say: Texts) -> tuple[SafeText, str]:
    if not each.deviation.settled:
        return say("handover.open"), "wrong"
    return safe(each.words) if each.words else say("handover.corrected"), "done"


def _minutes(shown: Shown, say: Texts) -> Iterator[Line]:
    for time in shown.view.sheet.times:
        figures = {"effective": time.effective, "scheduled": time.scheduled, "stopped": time.stopped}
        told = {name: show_number(minutes_in(each).quantize(Decimal(1))) for name, each in figures.items()}
        yield safe(time.machine), say("handover.effective", **told), say("handover.stopped", **told), "base"


def _stops(shown: Shown, say: Texts, zone: ZoneInfo) -> Iterator[Line]:
    for stop in shown.view.sheet.stops:
        since = show_time(stop.starts, zone) if stop.starts else ""
        where = _code(stop.machine) or shown.names.get(stop.process_id, "")
        yield safe(where), safe(stop.reason), say("handover.since", time=since), "waiting"


def _due(shown: Shown, say: Texts) -> Iterator[Line]:
    for fault in shown.view.sheet.due:
        where, what = safe(fault.params["machine"]), safe(fault.params["parameter"])
        yield where, what, say("handover.missing", missing=fault.params["missing"]), "waiting"


def _counters(shown: Shown, say: Texts, zone: ZoneInfo) -> Iterator[Line]:
    for each in shown.view.sheet.counters:
        yield safe(each.machine), _reading(each, zone), *_disputed(each, say)


def _reading(each: Reading, zone: ZoneInfo) -> SafeText:
    if each.reading is None or each.at is None:
        return safe("")
    return safe(f"{show_number(each.reading)}  {show_time(each.at, zone)}")


def _disputed(each: Reading, say: Texts) -> tuple[SafeText, str]:
    if each.disputed is None:
        return safe(""), "base"
    return say("handover.disputed", reading=each.disputed.counter), "wrong"


def _notes(shown: Shown, say: Texts) -> Iterator[Line]:
    for note in shown.view.sheet.notes:
        where = _code(note.machine) or shown.names.get(note.process_id, "")
        author = say("handover.late", person=note.author) if note.late else safe(note.author)
        yield safe(where), author, safe(note.text), "base"


def _idle(shown: Shown) -> Iterator[Line]:
    for each in shown.view.sheet.idle:
        where = each.machine or shown.names.get(each.process_id, "")
        yield safe(where), safe(each.reason), safe(""), "base"


def _code(ref: Ref | None) -> str | None:
    return None if ref is None else ref.code
