"""When drafts are written: the half second is a function that the test calls."""

from collections.abc import Callable, Iterable

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.draft_keeper import DELAY, DraftKeeper, News
from tests.screens.floor import Floor, person

Call = Callable[[], None]


class Form:
    """A screen with one field."""

    def __init__(self, who: Person, name: str) -> None:
        self.who, self.name = who, name
        self.text: str | None = None
        self._told: str | None = None

    def draft_news(self) -> Iterable[News]:
        if self.text != self._told:
            self._told = self.text
            yield self.who, self.name, self.text


class Bench:
    """A keeper with its timer, its thread and its keyboard set by hand."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.timers: list[tuple[float, Call]] = []
        self.threads: list[Call] = []
        self.quiet = True
        self.keeper = DraftKeeper(
            lambda: floor.plant,
            lambda seconds, call: self.timers.append((seconds, call)),
            self.threads.append,
            lambda: self.quiet,
        )
        self.form = Form(person(floor.plant, "ope"), "sample")
        self.keeper.watch(self.form)

    def type(self, text: str | None) -> None:
        self.form.text = text
        self.keeper.touched()

    def half_a_second(self) -> None:
        ((seconds, look),) = self.timers
        assert seconds == DELAY
        self.timers.clear()
        look()

    def other_thread(self) -> None:
        (work,) = self.threads
        self.threads.clear()
        work()

    @property
    def kept(self) -> dict[str, str]:
        with self.floor.plant.read() as reads:
            return {draft.form: draft.content for draft in reads.drafts()}


def test_many_keys_are_one_write_on_another_thread(floor: Floor) -> None:
    bench = Bench(floor)
    for text in ("2", "20", "20.", "20.5"):
        bench.type(text)
    bench.half_a_second()
    assert bench.kept == {}
    bench.other_thread()
    assert bench.kept == {"sample": "20.5"}


def test_a_key_that_changed_nothing_writes_nothing(floor: Floor) -> None:
    bench = Bench(floor)
    bench.type("2")
    bench.half_a_second()
    bench.other_thread()
    bench.keeper.touched()
    bench.half_a_second()
    assert bench.threads == []


def test_keys_that_wait_their_turn_are_looked_for_again(floor: Floor) -> None:
    bench = Bench(floor)
    bench.quiet = False
    bench.type("2")
    bench.half_a_second()
    bench.quiet = True
    bench.form.text = "20"
    bench.half_a_second()
    bench.other_thread()
    assert bench.kept == {"sample": "20"}


def test_what_comes_while_a_write_waits_takes_its_place(floor: Floor) -> None:
    bench = Bench(floor)
    bench.type("2")
    bench.half_a_second()
    bench.type("20")
    bench.half_a_second()
    bench.other_thread()
    assert bench.kept == {"sample": "20"}


def test_a_refused_write_is_tried_again_with_the_next_key_the_newest_wins(floor: Floor) -> None:
    bench = Bench(floor)
    floor.store.refuse_writes(Refusal(Code.STORE_READ_ONLY, {}, None, "fault"))
    bench.type("2")
    bench.half_a_second()
    bench.other_thread()
    assert bench.kept == {}
    floor.store._distrust = None
    bench.keeper.touched()
    bench.half_a_second()
    bench.other_thread()
    assert bench.kept == {"sample": "2"}


def test_drafts_of_two_people_are_written_as_theirs(floor: Floor) -> None:
    bench = Bench(floor)
    bench.keeper.put(person(floor.plant, "ins"), "observe", "{}")
    bench.type("2")
    bench.half_a_second()
    bench.other_thread()
    with floor.plant.read() as reads:
        assert [(one.person, one.form) for one in reads.drafts()] == [("ins", "observe"), ("ope", "sample")]


def test_a_screen_that_is_gone_is_looked_at_no_more(floor: Floor) -> None:
    bench = Bench(floor)
    bench.keeper.watch(bench.form)
    bench.keeper.unwatch(bench.form)
    bench.keeper.unwatch(bench.form)
    bench.type("2")
    assert bench.timers == []
