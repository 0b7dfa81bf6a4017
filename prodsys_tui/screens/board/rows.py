"""The board's rows and the lines that tell the row under the cursor in full."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from decimal import Decimal

from prodsys_tui.domain.line.machine_time import minutes_in
from prodsys_tui.domain.model import Stop
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.domain.shift.shift import label, over_faults
from prodsys_tui.domain.shift.waiting import waits_of
from prodsys_tui.screens.board.view import BoardView, Scope
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.entries import Spot, code_of
from prodsys_tui.text.age import age
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (
    Column(21),
    Column(18),
    Column(8, "right"),
    Column(10, "right"),
    Column(6, "right"),
    Column(4, "right"),
    Column(4, "right"),
    Column(least=20),
)
"""Name, state, samples, produced, target, percent, open deviations, and what comes next on wide terminals."""

NEW_STOP = "new"
"""The choice of a new stop among those that last."""

MEANING = {
    StateName.REVIEW: "wrong",
    StateName.WAITING_QUALITY: "waiting",
    StateName.WAITING_PRODUCTION: "ready",
    StateName.COMPLETE: "done",
    StateName.IDLE: "off",
    StateName.CLOSED: "off",
}
"""The colour pair of each state; its word says the same."""


def heading(say: Texts) -> Row:
    """The names of the columns."""
    names = ("process", "state", "samples", "produced", "target", "percent", "deviations", "next")
    return Row("", tuple(Cell(say(f"board.column.{name}"), "head") for name in names))


def rows(view: BoardView, say: Texts, opened: Collection[int]) -> list[Row]:
    """The processes, and the machines of those that are opened."""
    return [
        _row(view, scope, say, opened)
        for scope in view.scopes
        if scope.machine is None or scope.process.id in opened
    ]


def details(view: BoardView, scope: Scope | None, say: Texts) -> Iterator[Cell]:
    """The row under the cursor in full, and what waits besides: shifts to open, close or approve."""
    if view.critical:
        title = view.critical[0].title
        yield Cell(say.n("board.critical", len(view.critical), title=title), "wrong")
    if view.running is not None and over_faults(view.running, view.now):
        ends = safe(show_time(view.running.ends, say.zone))
        yield Cell(say("board.over", shift=label(view.running), time=ends), "waiting")
    if view.board is None:
        turns = view.turns
        yield Cell(say("board.none-open", turn=turns.proposed.name, date=turns.operating_date), "waiting")
    if scope is not None:
        yield from _told(view, scope, say)
    waiting = [each for each in view.waiting if each != view.shift]
    if waiting:
        oldest = waits_of(waiting[-1], view.now)
        waited = age(view.now - oldest.since, say) if oldest else ""
        yield Cell(say.n("board.waiting", len(waiting), shift=label(waiting[-1]), age=waited))
    if view.unreceived is not None:
        yield Cell(say("board.unreceived", shift=label(view.unreceived)))


def _told(view: BoardView, scope: Scope, say: Texts) -> Iterator[Cell]:
    """What comes next, every reason that locks the row, what it made, who works."""
    facts = scope.facts
    action = say(f"board.action.{facts.next_action}")
    yield Cell(say("board.next", name=view.book.name(scope.spot), action=action), "strong")
    if facts.idle:
        yield Cell(say("board.idle", reason=facts.idle))
    yield from (Cell(refusal_text(say, block), "waiting") for block in facts.blocks)
    yield from _stops(view, scope, say)
    yield Cell(say("board.made", quantity=facts.produced, unit=scope.process.unit))
    if facts.corrected:
        yield Cell(say("board.corrected", count=facts.corrected), "waiting")
    crew = list(dict.fromkeys(_crew(view, scope)))
    yield Cell(say("board.crew", people=crew) if crew else say("board.no-crew"))


def _crew(view: BoardView, scope: Scope) -> Iterator[str]:
    """Who works here: at the machine or at the process as a whole."""
    machine = scope.spot.machine
    for each in view.crew:
        code = each.machine.code if each.machine else None
        if each.process_id == scope.process.id and (machine is None or code in (None, machine)):
            yield each.person.code


def _stops(view: BoardView, scope: Scope, say: Texts) -> Iterator[Cell]:
    """Each stop that lasts here, and what the stops left of the machine's minutes."""
    for stop in view.book.stops_of(scope.spot):
        named = code_of(stop) or view.book.contracts[stop.process_id].name
        told = {"machine": named, "since": stop.starts, "reason": stop.reason}
        key = "board.stopped" if stop.continues is None else "board.stopped.continued"
        yield Cell(say(key, minutes=_lasts(view, stop), **told), "waiting")
    time = view.times.get(view.book.machine(scope.spot) or "")
    if time is not None and time.stopped:
        minutes = {"effective": time.effective, "scheduled": time.scheduled, "stopped": time.stopped}
        shown = {name: show_number(minutes_in(each).quantize(Decimal(1))) for name, each in minutes.items()}
        yield Cell(say("board.minutes", **shown))


def stops_to_end(view: BoardView, spot: Spot, say: Texts) -> list[Choice]:
    """The stops that last here, to end one of them, and the way to a new one."""
    lasting = [
        Choice(
            stop.ref.uid,
            joined((safe(code_of(stop) or view.book.contracts[stop.process_id].name), safe(stop.reason))),
            say("board.stopped-for", since=stop.starts, minutes=_lasts(view, stop)),
        )
        for stop in view.book.stops_of(spot)
    ]
    return [*lasting, Choice(NEW_STOP, say("board.new-stop"))]


def _lasts(view: BoardView, stop: Stop) -> int:
    """The whole minutes for which a stop lasts in its shift so far."""
    if stop.starts is None or view.shift is None:
        return 0
    return max(min(view.now, view.shift.ends) - stop.starts, timedelta()) // timedelta(minutes=1)


def _state(view: BoardView, scope: Scope, say: Texts) -> Cell:
    """The state of a row; while a stop lasts on its machine, since when and for how long."""
    stop = view.book.lasting(scope.spot)
    if stop is None and view.book.machine(scope.spot) is not None:  # its whole process stands still
        stop = next(iter(view.book.stops_of(scope.spot)), None)
    if stop is not None and stop.starts is not None:
        since = safe(show_time(stop.starts, say.zone))
        return Cell(say("board.state.stopped", since=since, minutes=_lasts(view, stop)), "wrong")
    state = scope.facts.state
    return Cell(say(f"board.state.{state}"), MEANING[StateName(state)])


def _row(view: BoardView, scope: Scope, say: Texts, opened: Collection[int]) -> Row:
    facts, process = scope.facts, scope.process
    stands = "x" if scope.machine is None and view.book.stops_of(scope.spot) else " "
    mark = "" if not process.machines else f"-{stands}" if process.id in opened else f"+{stands}"
    name = f"     {scope.machine.code}" if scope.machine else f"{process.id:>2} {mark}{process.name}"
    target = facts.target
    return Row(
        scope.key,
        (
            Cell(safe(name), "strong"),
            _state(view, scope, say),
            Cell(_samples(scope)),
            Cell(safe(show_number(facts.produced) + ("*" if facts.corrected else "")), "strong"),
            Cell(safe("" if target is None else show_number(target))),
            Cell(safe(f"{int(100 * facts.produced / target)}%" if target else "")),
            Cell(safe(facts.open_deviations or ""), "wrong" if facts.open_deviations else "base"),
            Cell(say(f"board.action.{facts.next_action}")),
        ),
    )


def _samples(scope: Scope) -> SafeText:
    """Samples against the minimum; the sum alone where each machine has a minimum of its own."""
    facts = scope.facts
    if scope.machine is None and scope.process.machines:
        return safe(facts.samples)
    return safe(f"{facts.samples}/{facts.minimum}" if facts.minimum else "")
