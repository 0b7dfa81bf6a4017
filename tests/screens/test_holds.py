"""Retención by keyboard: the five steps of a hold, notes, decisions of parts, and what consumed it."""

import pytest

from prodsys_tui.domain.model import BatchState
from prodsys_tui.screens.session import Place, Target
from prodsys_tui.services.batch.holds import hold_batches, investigate
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.production.production import AddProduction, add_production
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.widgets.key_line import KeyLine
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Faults, Terminal, terminal
from tests.screens.test_batches import BATCH, batch, decided, holds, spun

SPECS = {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"}


def weave(floor: Floor, order: str, machine: str, consumed: str = BATCH) -> None:
    """A loom makes something of the batch of tape."""
    floor.plant.do(add_order, person(floor.plant, "admin"), order, "Tela", "900", specs=SPECS)
    sample = AddSample(2, "Ancho", "12 1/8", machine=machine, order=order)
    floor.plant.do(add_sample, person(floor.plant, "ope"), sample)
    wanted = AddProduction(2, order, machine, "400", counter="400", consumes=(consumed,))
    floor.plant.do(add_production, person(floor.plant, "ope"), wanted)


async def to_holds(term: Terminal, who: str = "ins") -> None:
    await term.log_in(who)
    await term.press("f4", *"retencion", "enter")
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


async def test_a_note_takes_a_cause_of_the_list(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term, "ope")
    await term.press("i")
    await term.type("Se midió el husillo", "enter", "f4", "enter", "f2")
    with floor.plant.read() as reads:
        (note,) = reads.hold_notes(holds(floor)[0].ref)
    assert note.cause in floor.plant.catalogs.deviations.causes
    assert (note.text, note.author) == ("Se midió el husillo", "ope")
    await term.press("i")
    await term.type("Otra", "enter")
    await term.type("causa inventada", "f2")
    assert term.complains
    assert "causa inventada" in term.painted()


async def test_parts_are_decided_until_nothing_is_left(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term)
    await term.press("l")
    assert "Por decidir: 100 kg" in term.painted()
    await term.type("Esto se puede", "enter", "enter")
    await term.type("150", "f2")
    assert term.complains
    await term.press(*["backspace"] * 3)
    await term.type("60", "f2")
    assert term.message == f"liberado 60: {BATCH} queda pausado"
    assert "por decidir 40 de 100 kg." in steps(term)[4]
    assert "liberado 60: Esto se puede" in steps(term)[4]
    await term.press("b")
    await term.type("El resto no", "enter", "f4", *"reproceso", "enter", "enter", "enter")
    await term.type("baja", "f2")
    assert term.message == f"reproceso: {BATCH} queda activo"
    assert [each.outcome.value for each in decided(floor)] == ["liberado", "reproceso"]
    assert term.rows("#holds") == []
    assert "No hay retenciones así" in term.text("#steps")
    await term.press("f6")
    assert "terminadas" in term.status
    assert term.rows("#holds")[0].endswith("terminada")
    assert steps(term)[4].startswith("5 [x] Resolución: reproceso")
    await term.press("l")
    assert term.message == "La retención terminó: ya no se decide nada de ella."


async def test_a_concession_is_signed_by_a_supervisor(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term)
    await term.press("l")
    await term.type("El cliente lo acepta", "enter", "f4", *"conces", "enter", "f2")
    assert term.complains
    assert not decided(floor)
    await term.press("escape", "s", "l")
    await term.type("El cliente lo acepta", "enter", "f4", *"conces", "enter", "enter", "enter")
    await term.type("sup", "enter", *PIN, "enter")
    assert term.message == f"concesión: {BATCH} queda activo"
    (each,) = decided(floor)
    assert (each.outcome.value, each.signed_by) == ("concesión", "sup")


async def test_what_consumed_it_is_held_for_one_signed_reason(term: Terminal, floor: Floor) -> None:
    spun(floor)
    weave(floor, "2000011", "T05")
    weave(floor, "2000012", "T06")
    floor.plant.do(hold_batches, person(floor.plant, "ope"), [BATCH], "Denier alto")
    await to_holds(term, "sup")
    assert [row.split(" | ")[1] for row in term.rows("#consumers")] == ["1", "1"]
    await term.press("p")
    assert term.message == "Marque antes con Enter lo que consumió lo retenido."
    await term.press("enter", "enter", "enter", "p")
    assert f"Consumió {BATCH}: Denier alto" in term.painted()
    await term.press("f2")
    assert term.complains
    await term.press("down", "down")
    await term.type("0000", "enter")
    assert term.message == "Usuario o PIN incorrecto. Inténtelo otra vez."
    await term.type(PIN, "enter")  # what was wrong is wiped
    assert term.message.startswith("2 lotes retenidos:")
    for code in ("2000011-001", "2000012-001"):
        assert batch(floor, code).state is BatchState.HELD
        (hold,) = holds(floor, code)
        assert hold.signed_by == "sup"
    await term.press("enter")
    assert term.message == "El lote está pausado: sólo se retiene uno activo."
    await term.press("escape")
    assert len(term.rows("#holds")) == 3


async def test_the_failing_sample_leads_to_the_suspect_window(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term)
    await term.press("s")
    assert term.screen.AREA == "suspects"


async def test_without_a_sample_there_is_no_window(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.plant.do(hold_batches, person(floor.plant, "ope"), [BATCH], "Se ve raro")
    await to_holds(term)
    assert steps(term)[0] == "1 [-] Detección: sin muestra: lo retuvo una persona."
    await term.press("s")
    assert term.message == "Detrás de esta retención no hay muestra."


async def test_rights_lock_what_one_may_not_do(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term, "ope")
    assert {key for key in "LB" if not term.keys[key]} == {"L", "B"}
    assert term.keys["I"]
    await term.press("b")
    assert "Inspector" in term.message


async def test_what_others_write_is_seen(term: Terminal, floor: Floor) -> None:
    fail(floor)
    await to_holds(term)
    floor.plant.do(investigate, person(floor.plant, "sup"), BATCH, "Husillo gastado")
    term.app.look_around()
    await term.settle()
    assert "Husillo gastado" in steps(term)[3]
    assert term.rows("#holds")[0].endswith("Resolución")


async def test_a_release_that_was_being_typed_is_gone_on_with(floor: Floor, faults: Faults) -> None:
    fail(floor)
    async with terminal(lambda: floor.plant, faults) as term:
        await to_holds(term)
        await term.press("l")
        await term.type("Se revi")
        term.app.session.drafts.look()
        await term.settle()
    async with terminal(lambda: floor.plant, faults) as term:
        await term.log_in("ins")
        await term.press("b")
        await term.press("enter")
        assert "Se revi" in term.painted()
        await term.press("end")
        await term.type("só", "f2")
    (each,) = decided(floor)
    assert each.comment == "Se revisó"


async def test_every_step_keeps_its_line_however_long_the_others_are(term: Terminal, floor: Floor) -> None:
    fail(floor)
    floor.plant.do(investigate, person(floor.plant, "sup"), BATCH, "husillo gastado y sucio " * 18)
    await to_holds(term)
    painted = term.painted()
    assert "4 [x] Investigación: husillo" in painted
    assert "5 [>] Resolución: por decidir 100 de 100 kg." in painted


@pytest.mark.parametrize("language", ["es", "en"])
async def test_every_key_has_its_place_in_eighty_columns(floor: Floor, faults: Faults, language: str) -> None:
    fail(floor)
    async with terminal(lambda: floor.plant, faults, language) as term:
        await term.log_in("sup")
        for place in (Place.BATCHES, Place.HOLDS):
            term.screen.go(Target(place))
            await term.settle()
            assert place == term.screen.AREA
            assert term.screen.query_one(KeyLine).fits, term.keys
            await term.press("escape")


async def test_the_story_of_a_batch_tells_what_it_went_into(term: Terminal, floor: Floor) -> None:
    spun(floor)
    weave(floor, "2000011", "T05")
    await to_holds(term)
    await term.press("escape", "f4", *"lotes", "enter", "slash", *BATCH, "enter", "enter")
    assert term.text("StoryScreen Notes") == ""  # a heading says all itself
    assert any(row.endswith("| T05 | T1  2000011-001") for row in term.rows())
