"""Ingresar by keyboard: who gets in, what is said to who does not, the lock."""

from pathlib import Path
from time import monotonic

import pytest

from prodsys_tui.app import ProdsysApp
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.refused import refuse
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.scanner import CODE, Scanner
from tests.screens.floor import HOSTILE, PIN, Floor, person
from tests.screens.terminal import Faults, Terminal, settled


async def test_user_and_pin_lead_to_the_board_and_leave_an_audit_entry(term: Terminal, floor: Floor) -> None:
    assert "Ingresar" in term.status
    await term.log_in("sup")

    assert term.screen.AREA == "board"
    assert "Saúl Supervisor (Supervisor)" in term.status
    with floor.plant.read() as reads:
        assert [(row.person, row.action) for row in reads.audit(person="sup")] == [("sup", "LOGIN")]


async def test_a_wrong_pin_and_an_unknown_user_are_answered_alike(term: Terminal) -> None:
    await term.log_in("sup", "1357")
    wrong_pin = term.message
    assert term.complains
    await term.press("shift+tab", *["backspace"] * 3)
    await term.log_in("nadie", "1357")

    assert term.message == wrong_pin
    assert term.screen.AREA == "login"


async def test_the_message_stays_until_the_next_key_and_the_pin_is_asked_again(term: Terminal) -> None:
    await term.log_in("sup", "1357")
    assert term.message
    await term.type(PIN[0])
    assert not term.message
    await term.type(PIN[1:], "enter")

    assert term.screen.AREA == "board"


async def test_after_some_failures_one_has_to_wait(term: Terminal, floor: Floor) -> None:
    for _ in range(6):
        await term.log_in("sup", "1357")
        await term.press("shift+tab", *["backspace"] * 3)
    await term.log_in("sup")
    assert term.screen.AREA == "login"
    assert term.complains
    floor.clock.pass_(hours=2)
    await term.type(PIN, "enter")

    assert term.screen.AREA == "board"


async def test_the_pin_is_never_on_the_screen(term: Terminal) -> None:
    await term.type("sup", "enter")
    await term.type("7391")

    assert "7391" not in term.painted()
    assert "sup" in term.painted()


async def test_a_lock_hides_the_board_and_the_same_person_goes_on_where_he_was(
    term: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("down", "down")
    row = term.cursor()
    term.app.lock()
    await term.settle()
    assert "BLOQUEADA" in term.status
    assert "Olga Operaria" in term.text("#notice")
    assert "Telares" not in term.painted()

    await term.press("escape", "f12", "f3", "escape", "ctrl+q", "escape", "f10", "escape")
    assert term.screen.AREA == "login"
    await term.type(PIN, "enter")
    assert term.screen.AREA == "board"
    assert term.cursor() == row


async def test_another_person_may_come_in_at_a_locked_terminal(term: Terminal) -> None:
    await term.log_in("ope")
    term.app.lock()
    await term.settle()
    await term.press("shift+tab", *["backspace"] * 3)
    await term.log_in("ins")

    assert "Inés Inspectora" in term.status
    assert len(term.app.screen_stack) == 2


async def test_ctrl_q_asks_instead_of_ending(term: Terminal) -> None:
    await term.log_in("sup")
    await term.press("ctrl+q")
    assert term.rows() == [
        "Bloquear la terminal |",
        "Cerrar sesión (entra otra persona) |",
        "Salir del programa |",
    ]
    await term.press("down", "enter")

    assert term.screen.AREA == "login"
    assert term.app.session.person is None


async def test_locking_asks_nothing_for_nothing_is_lost(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("m")
    await term.type("20")
    await term.press("ctrl+q", "enter")
    assert "TERMINAL BLOQUEADA" in term.status
    assert "quedan de borrador" in " ".join(term.painted().split())
    await term.type(PIN, "enter")
    assert term.screen.AREA == "sample"
    await term.press("ctrl+q", "down", "enter")
    assert "sin guardar" in term.painted()


async def test_a_name_with_escape_bytes_and_markup_reaches_the_terminal_as_signs(
    term: Terminal, floor: Floor
) -> None:
    with floor.store.begin("admin", "test", floor.clock.now()) as uow:
        uow.change(person(floor.plant, "sup"), name=HOSTILE)
    await term.log_in("sup")

    assert "[/x]" in term.status
    assert "\x1b" not in term.painted()
    assert "<U+001B>" in term.painted()


async def test_f1_tells_about_the_field_and_then_about_the_screen(term: Terminal) -> None:
    await term.press("f1")
    assert "gafete" in term.text("#help-text")
    await term.press("f1")

    assert "intentos" in term.text("#help-text")


async def test_a_store_that_cannot_be_opened_ends_the_app_with_its_reason(faults: Faults) -> None:
    def refuse_to_open() -> Plant:
        raise refuse(Code.STORE_NEWER, path="planta.sqlite")

    app = ProdsysApp(refuse_to_open, Texts("es"), faults, idle=0)
    async with settled(app):
        assert app.refusal is not None
    assert [reason.code for reason in app.refusal.reasons] == [Code.STORE_NEWER]
    assert app.return_code == 2


async def test_a_fault_while_opening_is_reported_and_ends_the_app(faults: Faults) -> None:
    def fail() -> Plant:
        raise ZeroDivisionError

    app = ProdsysApp(fail, Texts("es"), faults, idle=0)
    with pytest.raises(ZeroDivisionError):
        async with settled(app):
            pass
    assert {type(error) for error in faults.seen} == {ZeroDivisionError}
    assert app.return_code == 1
    faults.seen.clear()


async def test_the_terminal_locks_when_nobody_presses_a_key(floor: Floor, faults: Faults) -> None:
    app = ProdsysApp(lambda: floor.plant, Texts("es"), faults, idle=180)
    async with settled(app) as term:
        await term.log_in("ope")
        app.lock_when_idle(monotonic() + 170)
        await term.settle()
        assert term.screen.AREA == "board"
        app.lock_when_idle(monotonic() + 181)
        await term.settle()
        assert "BLOQUEADA" in term.status


async def test_a_save_that_ends_behind_the_lock_does_not_open_it(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("o")
    form = term.screen
    term.app.gate.hold()
    term.app.lock()
    assert term.screen is form
    term.app.gate.release(form)
    await term.settle()
    term.app.lock()
    await term.settle()
    form.dismiss("entry.done.observed")
    await term.settle()

    assert "BLOQUEADA" in term.status


async def test_a_scanner_of_another_keyboard_is_calibrated_by_one_label(term: Terminal) -> None:
    await term.press("f8")
    await term.type("1000345'0", "enter")
    complained = term.complains
    await term.press("shift+tab")
    await term.type("1000345-001", "enter")
    await term.type("1000345'001", "enter")

    assert "' = -" in term.message
    assert (complained, term.complains) == (True, False)
    assert term.app.session.scanner.layout.meant("ext'01") == "ext-01"
    assert term.screen.AREA == "login"


async def test_a_calibration_that_cannot_be_kept_is_said(floor: Floor, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", "utf-8")
    scanner = Scanner(tmp_path / "state", "here")
    app = ProdsysApp(lambda: floor.plant, Texts("es"), Faults(), idle=0, scanner=scanner)
    async with settled(app) as term:
        await term.press("f8")
        await term.type(CODE, "enter")
        assert "No se pudo guardar" in term.message
