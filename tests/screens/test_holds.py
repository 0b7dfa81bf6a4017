"""Retención by keyboard: the five steps of a hold, notes, decisions of parts, and what consumed it."""

from prodsys_tui.domain.model import BatchState
from prodsys_tui.services.holds import hold_batches
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal
from tests.screens.test_batches import BATCH, batch, decided, holds, spun


async def to_holds(term: Terminal, who: str = "ins") -> None:
    await term.log_in(who)
    await term.press("f4", *"paso a", "enter")
    assert term.screen.AREA == "holds"


def steps(term: Terminal) -> list[str]:
    return term.text("#steps").split("\n")


def fail(floor: Floor) -> str:
    """A shift with a batch, a failing sample after it, and the batch held for it; the sample's uid."""
    spun(floor)
    floor.clock.pass_(minutes=20)
    sample = floor.sample(1, "Denier", "850").sample
    floor.clock.pass_(minutes=10)
    who = person(floor.plant, "ope")
    floor.plant.do(hold_batches, who, [BATCH], "Denier alto", sample=sample.ref.uid)
    floor.clock.pass_(hours=2)
    return sample.ref.uid


async def test_the_procedure_from_detection_to_release(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term)
    assert term.rows("#holds") == [f"{BATCH} | todo el lote | Denier alto | ope | 2 h | Investigación"]
    told = steps(term)
    assert told[0].startswith("1 [x] Detección: EXTPP01 Denier 850")
    assert "Debe ser 790" in told[0]
    assert told[1].startswith("2 [x] Bloqueo: Extrusor PP está ")
    assert "T1 16/03/2026" in told[1]
    assert told[2].startswith("3 [x] Pausa: todo el lote: Denier alto.")
    assert told[3].startswith("4 [>] Investigación: sin notas.")
    assert told[4] == "5 [ ] Resolución: por decidir 100 de 100 kg."

    await term.press("i")
    await term.type("Husillo sucio", "f2")
    assert term.message == "La nota quedó en la retención."
    assert "Husillo sucio" in steps(term)[3]
    assert steps(term)[4].startswith("5 [>]")
