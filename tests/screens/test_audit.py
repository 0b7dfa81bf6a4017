"""Auditoría by keyboard: pages, filters, an entry in full, and the proofs while one reads on."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from textual import events

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence import audit_trail
from prodsys_tui.services.evidence.proof import Verification
from prodsys_tui.services.refused import refuse
from prodsys_tui.store import SqlStore
from tests.screens.floor import Floor
from tests.screens.terminal import Terminal
from tests.store.raw import without_triggers


@pytest.fixture
def floor(floor: Floor) -> Floor:
    """A plant in which a shift ran and waits for review."""
    floor.closed_shift()
    return floor


async def to_audit(term: Terminal, who: str = "sup") -> None:
    await term.log_in(who)
    await term.press("f4")
    await term.type("auditor", "enter")
    assert term.screen.AREA == "audit"


def place(term: Terminal) -> str:
    return term.text("#place")


def proof(term: Terminal) -> str:
    return term.text("#proof")


@pytest.mark.parametrize("who", ["lec", "ope", "sup"])
async def test_everybody_reads_it(term: Terminal, who: str) -> None:
    await to_audit(term, who)
    rows = term.rows("#entries")
    assert rows[0].startswith(f"16/03/2026 10:00 | {who} | LOGIN | Usuario")
    assert any("Denier 850.0 No cumple" in row for row in rows)


async def test_pages_are_read_by_key(term: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_trail.audit_page, "__defaults__", (None, 5))
    await to_audit(term)
    assert "Fila 1 de 5, hay más" in place(term)
    await term.press("end")
    assert "Fila 5 de 10, hay más" in place(term)
    await term.press("home")
    assert "Fila 1 de 10" in place(term)
    await term.press("f5")
    assert "Fila 1 de 5, hay más" in place(term)


async def test_what_is_written_meanwhile_joins_unless_one_is_among_older_entries(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_trail.audit_page, "__defaults__", (None, 5))
    await to_audit(term)
    with floor.store.begin("eva", "session"):
        pass
    term.app.look_around()
    await term.settle()
    assert "eva" in term.rows("#entries")[0]
    await term.press("end")
    with floor.store.begin("ivan", "session"):
        pass
    term.app.look_around()
    await term.settle()
    assert len(term.rows("#entries")) == 10
    assert "eva" in term.rows("#entries")[0]


async def test_it_is_narrowed_by_a_form_and_shown_whole_again(term: Terminal) -> None:
    await to_audit(term)
    await term.press("t")
    assert term.complains
    await term.press("slash")
    await term.type("Lote", "f2")
    (row,) = term.rows("#entries")
    assert row.split(" | ")[2:4] == ["CREATE", "Lote"]
    assert "1000001-001" in row
    assert "entidad Lote" in place(term)
    await term.press("f")
    await term.press("enter", "enter", "enter", "enter")
    await term.type("16/03/2026", "enter")
    await term.type("15/03/2026", "f2")
    assert term.complains
    await term.press("f2")
    assert "antes" in term.message
    await term.press("escape", "s")
    assert "entidad Lote" in place(term)
    await term.press("t")
    assert "entidad" not in place(term)
    assert len(term.rows("#entries")) > 10


async def test_a_filter_that_means_nothing_stays_in_the_form(term: Terminal) -> None:
    await to_audit(term)
    await term.press("slash")
    await term.type("nada", "f2")
    assert "nada" in term.message
    assert term.complains
    await term.press("f1")
    assert "F4" in term.message
    await term.press("f4")
    await term.type("muestra", "enter", "f2")
    assert "entidad Muestra" in place(term)
    assert all("| Muestra |" in row for row in term.rows("#entries"))
    await term.press("slash", "enter")
    await term.type("nadie", "f2")
    assert "No hay entradas" in place(term)
    await term.press("enter")
    assert term.complains


async def test_an_entry_is_shown_field_by_field_with_its_journal(term: Terminal) -> None:
    await to_audit(term)
    await term.press("slash", "enter", "enter")
    await term.type("STATUS_CHANGE", "f2")
    await term.press("enter")
    about = term.text("#about")
    assert "STATUS_CHANGE de ins, 16/03/2026 10:00" in about
    assert "Diario: entrada" in about
    assert "shift-close · huella" in about
    rows = term.rows("#fields")
    assert "* | estado | ABIERTA | REVISION" in rows
    assert "* | cerrado_por" in "\n".join(rows) or "+ | " in "\n".join(rows)
    assert "antes: " in term.text("#detail")
    await term.press("t")
    assert term.complains
    await term.press("down")
    assert term.text("#detail")
    await term.press("escape")
    assert "acción STATUS_CHANGE" in place(term)
    await term.press("escape")
    assert term.screen.AREA == "board"


async def test_it_verifies_and_tells_the_head(term: Terminal, floor: Floor) -> None:
    await to_audit(term)
    await term.press("v")
    with floor.plant.read() as reads:
        seq, head = reads.head()
    assert (
        proof(term) == f"Correcto: {seq} entradas. Huella: {head[:4]} {head[4:8]} {head[8:12]} {head[12:16]}"
    )
    await term.press("g")
    assert proof(term) == "Se sostiene la liberación de 1 registro. Perdieron su base: 0"


TAMPERED = [
    (
        "UPDATE journal SET actor = 'eva' WHERE seq = 9",
        "el encabezado de una entrada dice otra cosa, entrada 9",
    ),
    ("UPDATE journal SET hash = prev_hash WHERE seq = 9", "una entrada del diario fue cambiada, entrada 9"),
    ("DELETE FROM journal WHERE seq = 9", "falta o sobra una entrada del diario, entrada 10"),
    (
        "UPDATE auditoria SET usuario = 'eva' WHERE secuencia = 9",
        "la auditoría dice otra cosa que el diario, entrada 9",
    ),
]


@pytest.mark.parametrize(("statement", "told"), TAMPERED)
async def test_it_tells_the_first_break(term: Terminal, floor: Floor, statement: str, told: str) -> None:
    await to_audit(term)
    with without_triggers(floor.store.path) as connection:
        connection.execute(statement)
    await term.press("v")
    assert f"NO se sostiene: {told}" in proof(term)
    assert term.complains


async def test_an_entry_whose_journal_is_gone_says_so(term: Terminal, floor: Floor) -> None:
    await to_audit(term)
    with without_triggers(floor.store.path) as connection:
        connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    await term.press("enter")
    assert "alguien la quitó" in term.text("#about")


async def test_a_gate_that_was_closed_is_told(term: Terminal, floor: Floor) -> None:
    await to_audit(term)
    with without_triggers(floor.store.path) as connection:
        connection.execute("UPDATE registros_trabajo SET prueba_compuerta = '{}'")
    await term.press("g")
    assert "NO se sostienen 1: la primera, " in proof(term)
    assert "EXTPP01" in proof(term)


class Slow:
    """A proof that waits half way until it is let go on."""

    def __init__(self) -> None:
        self.half = threading.Event()
        self.go_on = threading.Event()
        self.ended = threading.Event()
        self.answer: Any = Verification(True, 4, "ab" * 32)

    def __call__(self, told: Any) -> Verification:
        try:
            told(2, 4)
            self.half.set()
            self.go_on.wait(30)
            told(3, 4)
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer  # type: ignore[no-any-return]
        finally:
            self.ended.set()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(SqlStore, "proved", lambda _store, told: made(told))
    yield made
    made.go_on.set()


async def begin(term: Terminal, slow: Slow) -> None:
    """Begin a proof and wait until it is half way."""
    term.app.post_message(events.Key("v", "v"))
    for _ in range(1000):
        if slow.half.is_set():
            break
        await term.pilot.pause()
    await term.pilot.pause()


async def test_one_reads_on_while_it_is_checked(term: Terminal, slow: Slow) -> None:
    await to_audit(term)
    await begin(term, slow)
    assert proof(term) == "Revisando el diario: 2 de 4 entradas (50 %)"
    for key in ("v", "down", "down"):
        term.app.post_message(events.Key(key, key))
        await term.pilot.pause()
    assert "Fila 3 de" in place(term)
    assert not slow.ended.is_set()
    slow.go_on.set()
    await term.settle()
    assert proof(term).startswith("Correcto: 4 entradas")


async def test_a_check_that_nobody_waits_for_ends(term: Terminal, slow: Slow) -> None:
    await to_audit(term)
    await begin(term, slow)
    term.app.post_message(events.Key("f3", None))
    for _ in range(1000):
        if not term.app.screen.query("#proof"):
            break
        await term.pilot.pause()
    slow.go_on.set()
    assert slow.ended.wait(30)
    await term.settle()
    assert term.screen.AREA == "board"


async def test_a_store_that_cannot_be_read_says_why(term: Terminal, slow: Slow) -> None:
    await to_audit(term)
    slow.answer = refuse(Code.STORE_BUSY)
    slow.go_on.set()
    await term.press("v")
    assert term.complains
    await term.press("g")
    assert "Se sostiene" in proof(term)


async def test_a_fault_of_the_program_ends_the_check(
    floor: Floor, slow: Slow, faults: Any, term: Terminal
) -> None:
    await to_audit(term)
    slow.answer = ZeroDivisionError()
    slow.go_on.set()
    await term.press("v")
    assert proof(term) == "No se pudo revisar."
    assert [type(each) for each in faults.seen] == [ZeroDivisionError]
    faults.seen.clear()
    await term.press("g")
    assert "Se sostiene" in proof(term)
