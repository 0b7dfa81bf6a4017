"""Two terminals on one store: each sees what the other writes, and loses nothing that is being typed.

The second terminal is another program on the same store: it shares nothing else with the first one.
"""

import shutil
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest

from prodsys_tui.domain.model import ShiftState
from prodsys_tui.screens.production.screen import ProductionScreen
from prodsys_tui.screens.sample.screen import SampleScreen
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.widgets.gate_banner import GateBanner
from tests.conftest import SQLITE
from tests.screens.floor import Floor, found, opened, person
from tests.screens.terminal import Faults, Terminal, terminal
from tests.server import name_of, server
from tests.store.raw import Place

LAMINATING = 3


@pytest.fixture
def place(engine: str, founded: Path, tmp_path: Path) -> Iterator[Place]:
    """The store of this test alone, on every engine."""
    if engine == SQLITE:
        yield Path(shutil.copy(founded, tmp_path / "plant.sqlite"))
        return
    url = server().new(_template())
    yield url
    server().drop(url)


@pytest.fixture
def floor(place: Place) -> Iterator[Floor]:
    """The plant in it."""
    made = opened(place)
    yield made
    made.store.close()


@cache
def _template() -> str:
    url = server().new()
    found(url)
    return name_of(url)


@pytest.fixture
async def other(floor: Floor, place: Place, faults: Faults) -> AsyncIterator[Terminal]:
    """Another terminal on the same store."""
    second = opened(place)
    async with terminal(lambda: second.plant, faults) as running:
        yield running
    second.store.close()


async def poll(at: Terminal) -> None:
    """What the clock brings every other second."""
    at.app.look_around()
    await at.settle()


async def at_work(at: Terminal, who: str, process: int, key: str) -> None:
    """Somebody logs in and goes to a screen of a process."""
    await at.log_in(who)
    await at.press(*["down"] * (process - 1), key)


def row(at: Terminal, name: str) -> str:
    return next(line for line in at.rows() if name in line)


async def test_what_one_writes_the_others_board_shows_at_its_next_look(
    term: Terminal, other: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    await term.log_in("sup")
    await term.press("down", "down", "down")
    here, before = term.cursor(), row(term, "Laminado")
    await at_work(other, "ope", LAMINATING, "m")
    await other.type("20", "enter")
    assert row(term, "Laminado") == before

    await poll(term)
    assert row(term, "Laminado") != before
    assert term.cursor() == here


async def test_a_form_shows_it_too_and_keeps_what_is_being_typed(
    term: Terminal, other: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    await at_work(term, "ope", 1, "m")
    assert isinstance(term.screen, SampleScreen)
    await term.press("down")
    await term.type("1.5")
    form, line = term.screen.form, term.screen.form.current
    closed = term.screen.query_one(GateBanner).news.facts
    await at_work(other, "ins", 1, "m")
    await other.type("120", "enter")

    await poll(term)
    assert (form.current, form.value(line)) == (line, "1.5")
    assert term.screen.query_one(GateBanner).news.facts != closed
    await term.press("enter")
    with floor.plant.read() as reads:
        assert [(one.parameter, one.author) for one in reads.samples()] == [
            ("Espesor", "ope"),
            ("Gramaje", "ins"),
        ]


async def test_a_dialog_keeps_what_is_being_typed(term: Terminal, other: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await at_work(term, "ope", LAMINATING, "o")
    await term.type("Se cambi")
    await at_work(other, "ope", LAMINATING, "m")
    await other.type("20", "enter")

    await poll(term)
    await term.type("o la cuchilla", "enter")
    await poll(term)
    with floor.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        assert [note.text for note in reads.notes(shift.ref)] == ["Se cambio la cuchilla"]


async def test_one_order_and_machine_by_two_people_are_both_kept(
    term: Terminal, other: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    for value in ("120", "121", "122"):
        floor.sample(1, "Gramaje", value)
    for at, who in ((term, "ope"), (other, "ins")):
        await at_work(at, who, 1, "p")
        assert isinstance(at.screen, ProductionScreen)
        await at.type("1000001", "enter")
    await term.type("120", "enter")
    await other.type("80", "enter")
    await poll(other)
    await term.press("f2")
    await poll(other)
    await other.press("f2")

    with floor.plant.read() as reads:
        kept = [(int(record.quantity), record.author) for record in reads.records()]
    assert sorted(kept) == [(80, "ins"), (120, "ope")]


async def test_who_types_when_the_shift_is_closed_is_told_and_keeps_it(
    term: Terminal, floor: Floor, place: Place
) -> None:
    shift = floor.extruder_shift()
    await at_work(term, "ope", 1, "m")
    assert isinstance(term.screen, SampleScreen)
    await term.type("121")
    form, line = term.screen.form, term.screen.form.current
    far = opened(place)
    far.plant.do(close_shift, person(far.plant, "ins"), shift.ref.uid)
    far.store.close()

    await poll(term)
    assert form.value(line) == "121"
    await term.press("enter")
    assert term.complains
    assert "turno" in term.message.lower()
    assert form.value(line) == "121"
    assert floor.state_of(shift) is not ShiftState.OPEN
