"""Lotes by keyboard: finding, holding, releasing, scrapping, using up, and what the store holds then."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from prodsys_tui.app import ProdsysApp
from prodsys_tui.bootstrap.papers import PlantPapers
from prodsys_tui.domain.model import Batch, BatchDisposition, BatchState, Hold
from prodsys_tui.services.batch import batch_pages
from prodsys_tui.services.batch.batches import batch_for, find_batch
from prodsys_tui.services.batch.holds import hold_batches, investigate, release_batches
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.site.sites import set_site
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.paged_list import PagedList
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Faults, Terminal, settled, terminal

BATCH = "1000001-001"


def more_batches(floor: Floor, *orders: str) -> None:
    """A batch for each order, which is made."""
    for order in orders:
        floor.plant.do(add_order, person(floor.plant, "admin"), order, "Rafia blanca", "900")
    now = floor.clock.now()
    with floor.plant.store.begin("sup", "batches", now) as uow:
        shift, act = uow.open_shift(), floor.plant.act(person(floor.plant, "sup"), now)
        assert shift is not None
        for code in orders:
            made = uow.order(code)
            assert made is not None
            batch_for(uow, act, shift, made)


def spun(floor: Floor) -> None:
    """An open shift with one batch of 100 kg."""
    floor.open_shift()
    for value in ("120", "121", "122"):
        floor.sample(1, "Gramaje", value)
    floor.produce(1, "1000001", "EXTPP01", "100")


def batch(floor: Floor, code: str = BATCH) -> Batch:
    with floor.plant.read() as reads:
        return find_batch(reads, code)


def holds(floor: Floor, code: str = BATCH) -> Sequence[Hold]:
    with floor.plant.read() as reads:
        return reads.holds(batch=find_batch(reads, code).ref)


def decided(floor: Floor, code: str = BATCH) -> Sequence[BatchDisposition]:
    with floor.plant.read() as reads:
        return reads.batch_dispositions(find_batch(reads, code).ref)


async def to_batches(term: Terminal, who: str = "ins") -> None:
    await term.log_in(who)
    await term.press("f4", *"lotes", "enter")
    assert term.screen.AREA == "batches"


def listed(term: Terminal) -> list[str]:
    return [row.key for row in term.screen.query_one(PagedList).rows]


async def test_a_batch_is_told_in_its_row_and_below(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.clock.pass_(hours=3)
    await to_batches(term)
    assert term.rows("PagedList") == [
        "| 1000001-001 | Tela | 16/03 T1 | Extrusor PP | 100 | = activo | 3 h",
    ]
    assert "Hecho en EXTPP01." in term.text("#below")
    assert "Nadie lo ha consumido." in term.text("#below")
    assert term.text("#shown") == "Fila 1 de 1, fin"


async def test_it_is_held_and_released_with_words_in_between(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term)
    await term.press("p")
    await term.press("enter", "enter", "enter")
    assert term.complains
    assert batch(floor).state is BatchState.ACTIVE
    await term.type("Se ve manchado", "f2")
    assert term.message == f"1 lote retenido: {BATCH}"
    assert batch(floor).state is BatchState.HELD
    assert "! pausado" in term.rows("PagedList")[0]
    (hold,) = holds(floor)
    assert (hold.reason, hold.author, hold.whole) == ("Se ve manchado", "ins", True)

    await term.press("l")
    await term.type("Revisado, sólo polvo", "f2")
    assert term.message == f"liberado: {BATCH} queda activo"
    assert batch(floor).state is BatchState.ACTIVE
    (each,) = decided(floor)
    assert (each.outcome.value, each.comment, each.quantity) == ("liberado", "Revisado, sólo polvo", None)


async def test_a_part_is_held_by_what_a_machine_made(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term, "ope")
    await term.press("p")
    await term.type("Rebaba", "enter", "f4", "enter", "f2")
    assert batch(floor).state is BatchState.ACTIVE
    (hold,) = holds(floor)
    assert hold.machine is not None
    assert hold.machine.code == "EXTPP01"
    assert "= activo +1" in term.rows("PagedList")[0]
    assert "Retenido: lo de EXTPP01, por ope: Rebaba" in term.text("#below")


async def test_many_are_held_for_one_reason_that_a_supervisor_signs(term: Terminal, floor: Floor) -> None:
    spun(floor)
    more_batches(floor, "1000002", "1000003")
    await to_batches(term, "ope")
    await term.press("space", "v", "p")
    await term.type("Resina húmeda", "enter")
    await term.type("ins", "enter")
    await term.type(PIN, "enter")
    assert "Inspector" in term.message
    assert not holds(floor, "1000003-001")
    await term.press("up", *["backspace"] * 3)
    assert "1000003-001, 1000002-001" in term.painted()
    await term.press("escape", "s", "p")
    await term.type("Resina húmeda", "enter")
    await term.type("sup", "enter", *PIN, "enter")
    assert term.message == "2 lotes retenidos: 1000003-001, 1000002-001"
    (first,), (second,) = holds(floor, "1000003-001"), holds(floor, "1000002-001")
    assert first.group == second.group
    assert (first.author, first.signed_by, first.reason) == ("ope", "sup", "Resina húmeda")
    assert not any(row.startswith("*") for row in term.rows("PagedList"))
    assert batch(floor).state is BatchState.ACTIVE


async def test_scrap_wants_its_word_and_may_take_a_part(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.plant.do(hold_batches, person(floor.plant, "ope"), [BATCH], "manchado")
    await to_batches(term)
    await term.press("b")
    await term.type("No se limpia", "enter", "enter")
    await term.type("30", "enter")
    await term.type("si", "f2")
    assert term.message == "Escriba BAJA para confirmar: esto no se puede deshacer."
    assert not decided(floor)
    await term.press("backspace", "backspace")
    await term.type("baja", "f2")
    assert term.message == f"desecho 30: {BATCH} queda pausado"
    (each,) = decided(floor)
    assert (each.outcome.value, each.comment) == ("desecho", "No se limpia")
    assert each.quantity == 30
    await term.press("b")
    await term.type("El resto tampoco", "enter", "enter", "enter")
    await term.type("BAJA", "f2")
    assert batch(floor).state is BatchState.CLOSED
    assert "# cerrado" in term.rows("PagedList")[0]
    await term.press("b")
    assert term.message == "El lote está cerrado: ya no se puede dar de baja."


async def test_used_up_is_one_key_and_one_yes(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term)
    await term.press("u", "s")
    assert term.message == f"{BATCH}: cerrado, agotado."
    known = batch(floor)
    assert (known.state, known.state_comment) == (BatchState.CLOSED, "agotado")


async def test_who_is_second_is_told_who_was_first_and_keeps_the_words(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term)
    await term.press("p")
    await term.type("Mi motivo")
    floor.clock.pass_(minutes=1)
    floor.plant.do(hold_batches, person(floor.plant, "sup"), [BATCH], "Llegué antes")
    await term.press("f2")
    assert term.complains
    assert "sup" in term.message
    assert "10:01" in term.message
    assert "Mi motivo" in term.painted()
    await term.press("f2")
    assert "pausado" in term.message
    await term.press("escape", "s")
    assert "! pausado" in term.rows("PagedList")[0]
    assert len(holds(floor)) == 1

    await term.press("l")
    await term.type("Ya se ve bien")
    floor.clock.pass_(minutes=1)
    floor.plant.do(investigate, person(floor.plant, "sup"), BATCH, "Polvo")
    await term.press("f2")
    assert batch(floor).state is BatchState.ACTIVE  # a note changes nothing of the batch


async def test_used_up_meanwhile_is_told_and_the_row_read_again(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term)
    await term.press("u")
    floor.plant.do(hold_batches, person(floor.plant, "sup"), [BATCH], "Llegué antes")
    await term.press("s")
    assert term.complains
    assert "sup" in term.message
    assert "! pausado" in term.rows("PagedList")[0]


async def test_it_is_found_by_whatever_code(term: Terminal, floor: Floor) -> None:
    spun(floor)
    more_batches(floor, "1000002", "1000003")
    await to_batches(term)
    await term.type("1000002-001", "enter")
    assert listed(term) == ["1000002-001", BATCH]
    assert term.message == "Desde 1000002-001 hacia atrás. Esc vuelve a los más nuevos."
    await term.press("escape")
    assert listed(term) == ["1000003-001", "1000002-001", BATCH]
    await term.type("L1000001N001", "enter")
    assert listed(term) == [BATCH]
    await term.press("slash")
    await term.type("extpp01", "enter")
    assert listed(term) == [BATCH]
    assert "EXTPP01" in term.status
    await term.type("1000003", "enter")
    assert listed(term) == ["1000003-001"]
    assert term.message == "1000003: 1 lote. Esc vuelve a todos."
    await term.type("7777777", "enter")
    assert term.message == "«7777777» no es ningún lote, orden, máquina ni rollo conocido."
    await term.press("escape", "escape")
    assert len(listed(term)) == 3


async def test_states_and_processes_narrow_it(term: Terminal, floor: Floor) -> None:
    spun(floor)
    more_batches(floor, "1000002")
    floor.plant.do(hold_batches, person(floor.plant, "ope"), [BATCH], "manchado")
    await to_batches(term)
    await term.press("f6")
    assert (listed(term), "activos" in term.status) == (["1000002-001"], True)
    await term.press("f6")
    assert (listed(term), "retenidos" in term.status) == ([BATCH], True)
    await term.press("f6")
    assert (listed(term), "cerrados" in term.status) == ([], True)
    assert term.text("#below") == "No hay lotes así. F6 y F4 cambian lo que se ve."
    await term.press("p")
    assert term.message == "No hay ningún lote en la lista."
    await term.press("f6", "f4", *"telares", "enter")
    assert listed(term) == []
    await term.press("f4", "enter")
    assert len(listed(term)) == 2


async def test_pages_go_on_and_what_is_written_elsewhere_joins(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_pages, "PAGE", 3)
    spun(floor)
    more_batches(floor, *(f"100001{at}" for at in range(6)))
    await to_batches(term)
    assert term.text("#shown") == "Fila 1 de 3, hay más"
    await term.press("end")
    assert term.text("#shown") == "Fila 3 de 6, hay más"
    await term.press("end")
    assert term.text("#shown") == "Fila 6 de 7, fin"
    await term.press("end")
    assert listed(term)[-1] == BATCH
    more_batches(floor, "1000099")
    term.app.look_around()
    await term.settle()
    assert listed(term)[0] == "1000099-001"
    assert term.cursor("PagedList") == BATCH


async def test_rights_lock_keys_and_say_who_may(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term, "ope")
    locked = {key for key, works in term.keys.items() if not works}
    assert {"L", "B", "U", "C"} <= locked
    assert "P" not in locked
    await term.press("l")
    assert "Inspector" in term.message
    await term.press("escape")
    await term.press("f3")


async def test_a_reader_may_look_alone(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term, "lec")
    await term.press("p")
    assert "Operario" in term.message
    await term.press("enter")
    assert "Historia de 1000001-001" in term.painted()


async def test_the_story_tells_what_happened_with_who_and_when(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.plant.do(hold_batches, person(floor.plant, "ope"), [BATCH], "manchado [/x]")
    floor.plant.do(investigate, person(floor.plant, "sup"), BATCH, "Polvo del almacén")
    floor.plant.do(release_batches, person(floor.plant, "sup"), [BATCH], "Se sopló")
    await to_batches(term)
    await term.press("enter")
    rows = term.rows()
    assert "16/03/2026 10:00 | ope | activo a pausado: manchado [/x]" in rows
    assert "16/03/2026 10:00 | sup | Polvo del almacén" in rows
    assert any(row.startswith("Resolución | 1") for row in rows)
    assert any("liberado" in row and "Se sopló" in row for row in rows)
    await term.press("escape")
    assert term.screen.AREA == "batches"


async def test_what_was_being_typed_is_gone_on_with(floor: Floor, faults: Faults) -> None:
    spun(floor)
    async with terminal(lambda: floor.plant, faults) as term:
        await to_batches(term)
        await term.press("p")
        await term.type("Se ve man")
        term.app.session.drafts.look()
        await term.settle()
    async with terminal(lambda: floor.plant, faults) as term:
        await term.log_in("ins")
        await term.press("b")
        await term.press("enter")
        assert "Se ve man" in term.painted()
        await term.press("end")
        await term.type("chado", "f2")
    (hold,) = holds(floor)
    assert hold.reason == "Se ve manchado"


@pytest.fixture
async def printing(floor: Floor, faults: Faults) -> AsyncIterator[Terminal]:
    """A terminal that may write files."""
    texts = Texts("es")
    app = ProdsysApp(lambda: floor.plant, texts, faults, idle=0, papers=PlantPapers(texts))
    async with settled(app) as running:
        yield running


async def test_certificate_and_label_are_written_to_files(
    printing: Terminal, floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spun(floor)
    await to_batches(printing)
    await printing.press("c", *"9999", "enter")
    assert "PIN" in printing.painted()
    with floor.plant.read() as reads:
        assert not reads.certificates(batch(floor).ref)
    await printing.press(*["backspace"] * 4, *PIN, "enter")
    assert printing.message == "Escrito: certificado-1000001-001.pdf"
    assert (tmp_path / "certificado-1000001-001.pdf").read_bytes().startswith(b"%PDF")
    with floor.plant.read() as reads:
        assert len(reads.certificates(batch(floor).ref)) == 1
    await printing.press("e")
    await printing.type("etiqueta.txt", "enter")
    assert ".pdf" in printing.message
    await printing.press(*["backspace"] * 4)
    await printing.type(".pdf", "enter")
    assert printing.message == "Escrito: etiqueta.pdf"
    assert (tmp_path / "etiqueta.pdf").read_bytes().startswith(b"%PDF")
    await printing.press("enter")
    assert any("PRELIMINAR, número 1" in row for row in printing.rows())


async def test_where_no_files_are_written_the_commands_are_named(term: Terminal, floor: Floor) -> None:
    spun(floor)
    await to_batches(term)
    await term.press("e")
    assert "prodsys batch certificate" in term.message


async def test_it_leads_to_the_holds_of_the_batch(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.plant.do(hold_batches, person(floor.plant, "ope"), [BATCH], "manchado")
    await to_batches(term)
    await term.press("r")
    assert (term.screen.AREA, BATCH in term.status) == ("holds", True)
    await term.press("h")
    assert listed(term) == [BATCH]


async def test_it_speaks_english(floor: Floor, faults: Faults) -> None:
    spun(floor)
    async with terminal(lambda: floor.plant, faults, "en") as term:
        await term.log_in("ins")
        await term.press("f4", *"batches", "enter", "p")
        await term.type("Stained", "f2")
        assert term.message == f"1 batch held: {BATCH}"


async def test_where_the_site_asks_for_it_another_person_releases(term: Terminal, floor: Floor) -> None:
    spun(floor)
    floor.plant.do(set_site, person(floor.plant, "admin"), release_by_another=True)
    floor.plant.do(hold_batches, person(floor.plant, "ins"), [BATCH], "manchado")
    await to_batches(term)
    await term.press("l")
    await term.type("Se ve bien", "f2")
    assert "otra persona" in term.message
    assert batch(floor).state is BatchState.HELD
    await term.type("sup", "enter", *PIN, "enter")
    assert batch(floor).state is BatchState.ACTIVE
    (each,) = decided(floor)
    assert (each.author, each.signed_by) == ("ins", "sup")


async def test_a_file_that_cannot_be_written_issues_nothing(
    printing: Terminal, floor: Floor, tmp_path: Path
) -> None:
    spun(floor)
    await to_batches(printing)
    await printing.press("c", "shift+tab")
    await printing.type(f"{tmp_path}/nada/c.pdf", "enter", *PIN, "enter")
    assert printing.complains
    assert "/nada/c.pdf" in "".join(printing.painted().split())
    with floor.plant.read() as reads:
        assert not reads.certificates(batch(floor).ref)


async def test_many_are_released_with_a_signature(term: Terminal, floor: Floor) -> None:
    spun(floor)
    more_batches(floor, "1000002")
    codes = [BATCH, "1000002-001"]
    floor.plant.do(hold_batches, person(floor.plant, "sup"), codes, "manchado")
    await to_batches(term, "sup")
    await term.press("space", "space", "l")
    await term.type("Se ven bien", "f2")
    assert "PIN" in term.message
    assert not decided(floor)
    await term.type(PIN, "enter")
    assert term.message == f"liberado: 1000002-001 queda activo, {BATCH} queda activo"
    assert [batch(floor, code).state for code in codes] == [BatchState.ACTIVE] * 2
