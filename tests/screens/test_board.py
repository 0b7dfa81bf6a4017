"""The board by keyboard: what it shows, why keys are locked, the short entries."""

from textual import events
from textual.widgets import Static

from prodsys_tui.app import SCREENS
from prodsys_tui.domain.model import ShiftState
from prodsys_tui.screens.board.destinations import DESTINATIONS
from prodsys_tui.screens.session import Place
from prodsys_tui.widgets.row_list import RowList
from tests.screens.floor import HOSTILE, Floor
from tests.screens.terminal import Faults, Terminal, terminal


async def test_without_a_shift_the_board_proposes_the_turn_of_the_clock(term: Terminal, floor: Floor) -> None:
    await term.log_in("ins")
    assert "No hay turno abierto. T abre Turno 1 del 16/03/2026." in term.text("#detail")
    assert term.keys["M"] is False
    await term.press("m")
    assert term.message == "No hay turno abierto. Ábralo con T."

    await term.press("t", "enter", "enter")
    assert term.message == "Turno abierto."
    assert "T1 16/03/2026 ABIERTA" in term.status
    with floor.plant.read() as reads:
        opened = reads.open_shift()
        assert opened is not None
        assert (opened.turn, opened.opened_by) == ("T1", "ins")


async def test_who_may_not_open_a_shift_reads_why_in_the_key_line(term: Terminal) -> None:
    await term.log_in("ope")
    assert term.keys["T"] is False
    await term.press("t")

    assert term.complains
    assert "Operario" in term.message


async def test_the_day_of_a_new_shift_is_written_as_everywhere(term: Terminal, floor: Floor) -> None:
    await term.log_in("sup")
    await term.press("t", "tab")
    assert "16/03/2026" in term.painted()
    await term.press("ctrl+u")
    await term.type("31/02/2026", "f2")
    assert term.complains
    await term.press("ctrl+u")
    await term.type("16/03/2026", "f2")
    assert "T1 16/03/2026 ABIERTA" in term.status


async def test_a_second_shift_is_refused_and_the_form_stays(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("sup")
    await term.press("t", "f2")

    assert term.complains
    assert "T1 16/03/2026" in term.message
    await term.press("escape")
    assert term.screen.AREA == "board"


async def test_every_process_has_a_row_with_its_state_and_reasons(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.sample(1, "Gramaje", "120")
    await term.log_in("ope")

    rows = term.rows("#processes")
    assert len(rows) == 10
    assert rows[0].startswith("1 Extrusor PP | ░ Falta calidad | 1/3 | 0 | 1000 | 0%")
    assert rows[1].startswith("2 + Telares")
    assert "No se puede registrar producción hasta validar calidad (mínimo 3 muestras)." in term.text(
        "#detail"
    )
    assert "Sigue: Enter, registrar muestras" in term.text("#detail")


async def test_enter_shows_the_looms_and_left_hides_them(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("down", "enter", *["down"] * 5)
    assert term.cursor() == "2:T05"
    assert len(term.rows("#processes")) == 23
    await term.press("left")

    assert term.cursor() == "2"
    assert len(term.rows("#processes")) == 10


async def test_idle_with_a_reason_from_the_list_and_back(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ins")
    await term.press("i", "f4", "enter", "f2")
    assert term.message == "Declarado no operativo."
    assert "- No operativo" in term.rows("#processes")[0]
    await term.press("i", "s")

    assert term.message == "Vuelve a estar operativo."
    assert "░ Falta calidad" in term.rows("#processes")[0]


async def test_an_observation_with_markup_is_kept_as_it_was_typed(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    await term.log_in("ope")
    await term.press("o")
    await term.type("ruido [/x] en T05", "enter")

    assert term.message == "Observación guardada."
    with floor.plant.read() as reads:
        assert [note.text for note in reads.notes(shift.ref)] == ["ruido [/x] en T05"]


async def test_a_refused_entry_stays_with_what_was_typed(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("x")
    await term.type("inventado", "enter", "enter", "enter", "enter")
    assert term.complains
    assert "inventado" in term.painted()
    await term.press("f1")

    assert not term.complains


async def test_a_stop_begins_and_ends_with_the_same_key(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    await term.log_in("ope")
    await term.press("x", "f4", "enter", "enter", "f2")
    assert term.message == "Paro guardado."
    assert "EXTPP01 parada desde 16/03/2026 10:00" in term.text("#detail")
    floor.clock.pass_(minutes=25)
    await term.press("x", "f2")

    assert term.message == "Paro terminado."
    with floor.plant.read() as reads:
        (stop,) = reads.stops(shift.ref)
        assert stop.ends == floor.clock.now()


async def test_assigning_offers_oneself_first(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    await term.log_in("ope")
    assert "nadie asignado" in term.text("#detail")
    await term.press("a", "f2")

    assert "Personal: ope" in term.text("#detail")
    with floor.plant.read() as reads:
        assert [each.person.code for each in reads.assignments(shift.ref)] == ["ope"]


async def test_what_another_terminal_writes_appears(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    term.app.look_around()
    await term.settle()
    floor.sample(1, "Gramaje", "120")
    term.app.look_around()
    await term.settle()

    assert "| 1/3 |" in term.rows("#processes")[0]


async def test_the_cursor_stays_on_its_row_when_the_board_is_read_again(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("down", "down", "down", "f5")

    assert term.cursor() == "4"


async def test_the_palette_runs_a_command_by_its_name(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("f10")
    await term.type("obser", "enter")

    assert "Observación: Extrusor PP" in term.text(".title")


async def test_a_shift_with_nothing_in_it_can_be_voided(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    await term.log_in("sup")
    await term.press("v")
    await term.type("abierto por error", "f2")

    assert term.message == "Turno anulado."
    with floor.plant.read() as reads:
        voided = reads.shift(shift.ref.id)
        assert voided is not None
        assert voided.state is ShiftState.VOID


async def test_english_from_the_same_catalogs(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    async with terminal(lambda: floor.plant, faults, "en") as term:
        await term.log_in("ope")
        assert "░ Needs quality" in term.rows("#processes")[0]
        assert term.keys["M"]


async def test_a_hostile_machine_of_data_is_shown_as_signs(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    with floor.store.begin("ope", "test", floor.clock.now()) as uow:
        uow.change(shift, turn=HOSTILE)
    await term.log_in("ope")

    assert "\x1b" not in term.painted()
    assert "[/x]" in term.status


async def test_a_fault_of_the_program_is_reported_and_work_goes_on(
    term: Terminal, floor: Floor, faults: Faults
) -> None:
    await term.log_in("ope")
    term.screen.call(lambda _plant: 1 / 0, lambda _answer: None)
    await term.settle()

    assert "informe.txt" in term.message
    assert [type(error) for error in faults.seen] == [ZeroDivisionError]
    faults.seen.clear()
    await term.press("f5")
    assert not term.message


async def test_keys_pressed_while_saving_come_after_it(term: Terminal, floor: Floor) -> None:
    """Observation, its save, and the next form's text arrive in one burst."""
    shift = floor.open_shift()
    await term.log_in("ope")
    await term.press("o", *"primera", "enter", "o", *"segunda", "enter", "down", "o", *"tercera", "enter")

    with floor.plant.read() as reads:
        kept = [(note.process_id, note.text) for note in reads.notes(shift.ref)]
    assert kept == [(1, "primera"), (1, "segunda"), (2, "tercera")]


async def test_a_window_that_is_too_small_asks_for_more(floor: Floor, faults: Faults) -> None:
    async with terminal(lambda: floor.plant, faults, size=(60, 20)) as term:
        await term.log_in("ope")
        assert "Amplíe la ventana" in term.painted()


def test_every_place_has_a_screen() -> None:
    assert set(SCREENS) == set(Place) - {Place.LOGIN}


async def test_one_key_tells_every_reason_and_the_sample_behind_it(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.sample(1, "Elongación", "30")
    await term.log_in("ope")
    await term.press("w")

    told = [str(line.visual) for line in term.screen.query("VerticalScroll Static").results(Static)]
    assert told[0].startswith("No se puede registrar producción hasta validar calidad (mínimo 3 muestras).")
    assert any("Elongación" in line and "30" in line for line in told)


async def test_opening_proposes_as_idle_what_rested_before(term: Terminal, floor: Floor) -> None:
    floor.extruder_shift()
    floor.clock.pass_(hours=8)
    await term.log_in("ins")
    await term.press("t", "enter", "enter")
    assert term.rows()[0] == "[x] | Telares | sin orden"
    assert len(term.rows()) == 8
    await term.press("space", "f2")

    assert term.message == "7 declarados no operativos."
    assert "░ Falta calidad" in term.rows("#processes")[1]
    assert "- No operativo" in term.rows("#processes")[2]
    with floor.plant.read() as reads:
        opened = reads.open_shift()
        assert opened is not None
        assert len(reads.facts(opened).idle) == 7


async def test_f6_turns_to_the_shift_that_is_still_to_be_closed(term: Terminal, floor: Floor) -> None:
    floor.extruder_shift()
    floor.clock.pass_(hours=8)
    floor.open_shift()
    await term.log_in("sup")
    assert "T2 16/03/2026 ABIERTA" in term.status
    assert "T1 16/03/2026" in term.text("#detail")
    await term.press("f6")
    assert "T1 16/03/2026 EN CIERRE" in term.status
    await term.press("f6")

    assert "T2 16/03/2026 ABIERTA" in term.status


async def test_the_login_tells_what_others_did_since_the_last_visit(term: Terminal, floor: Floor) -> None:
    await term.log_in("sup")
    await term.press("ctrl+q", "down", "enter")
    floor.clock.pass_(hours=1)
    floor.open_shift()
    floor.sample(1, "Denier", "850")
    await term.log_in("sup")

    assert "Desde el 16/03/2026 10:00: novedades 2, rechazos de calidad 1." in term.message
    await term.press("u")
    lines = [str(line.visual) for line in term.screen.query("VerticalScroll Static")]  # type: ignore[attr-defined]
    assert "16/03/2026 11:00  Rechazo: Denier: 850 (No cumple) (EXTPP01)  ope" in lines


async def test_escape_bytes_in_a_paste_are_shown_as_signs(term: Terminal, floor: Floor) -> None:
    shift = floor.open_shift()
    await term.log_in("ope")
    await term.press("o")
    term.app.post_message(events.Paste("ruido \x1b]52;c;eA==\x07 [/x]\nsegunda línea"))
    await term.settle()
    assert "ruido <U+001B>]52" in term.painted()
    assert "\x1b" not in term.painted()
    await term.press("f2")

    with floor.plant.read() as reads:
        assert [note.text for note in reads.notes(shift.ref)] == ["ruido <U+001B>]52;c;eA==<U+0007> [/x]"]


async def test_samples_of_machines_that_lock_alone_stand_against_no_common_minimum(
    term: Terminal, floor: Floor
) -> None:
    floor.open_shift()
    floor.sample(2, "Color urdido", "Cumple", "T05")
    await term.log_in("ope")
    await term.press("down", "right")

    rows = [row.split(" | ") for row in term.rows("#processes")]
    assert rows[0][2] == "0/3"
    assert rows[1][2] == "1"
    assert {row[0].strip(): row[2] for row in rows[2:]}["T05"] == "1/1"


async def test_the_state_of_the_shift_is_told_in_the_language_of_the_screen(
    floor: Floor, faults: Faults
) -> None:
    floor.closed_shift()
    for language, state in (("es", "REVISIÓN"), ("en", "IN REVIEW")):
        async with terminal(lambda: floor.plant, faults, language) as term:
            await term.log_in("sup")
            await term.press("f6")
            assert state in term.status


async def test_the_list_of_places_is_moved_in_as_any_list(term: Terminal) -> None:
    def under_the_cursor() -> str | None:
        return term.screen.query_one(RowList).key

    await term.log_in("sup")
    await term.press("f4")
    assert under_the_cursor() == DESTINATIONS[0]
    for key, at in (("end", -1), ("home", 0), ("pagedown", -1), ("pageup", 0)):
        await term.press(key)
        assert under_the_cursor() == DESTINATIONS[at]
    await term.press(*"ar", "home", "c", "enter")  # in words Home goes to where they begin
    assert term.screen.AREA == "control"
