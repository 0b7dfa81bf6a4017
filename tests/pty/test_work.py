"""Work at the real program: what is typed is in the store, and survives what befalls terminals."""

from pathlib import Path

import pytest

from prodsys_tui.store import open_store
from prodsys_tui.store.verify import verify
from tests.pty.conftest import Open, log_in, open_sample
from tests.pty.console import DOWN, ENTER, F2, F3, Console
from tests.store.floor import HandClock
from tests.store.raw import ask

LAMINATING = 3
LOOMS = 2
FORM = ("Gramaje de cortina", "Gramaje de tejido", "Adherencia", "Ancho de tela", "Color de cortina")
TERMINALS = pytest.mark.parametrize("term", ["xterm-256color", "linux"])


def taken(store: Path, process: int = LAMINATING) -> list[tuple[str | None, str, float]]:
    """The samples of a process in the running shift as they were saved: machine, parameter, value."""
    question = (
        "SELECT m.codigo, s.parametro, s.valor FROM muestras s JOIN maquinas m ON m.id = s.maquina_id "
        "JOIN bitacora_turno t ON t.id = s.bitacora_id AND t.estado = 'ABIERTA' "
        "WHERE s.proceso_id = ? ORDER BY s.id"
    )
    return ask(store, question, process)


def verifies(store: Path) -> bool:
    """Whether nothing is there by half."""
    opened = open_store(store, HandClock())
    try:
        return verify(opened, replay=True).verified
    finally:
        opened.close()


@TERMINALS
def test_a_sample_is_judged_saved_and_opens_the_gate(opened: Open, store: Path, term: str) -> None:
    console = opened(TERM=term)
    log_in(console)
    console.shows("3 Laminado           ░ Falta calidad")
    open_sample(console, LAMINATING)
    console.shows("LIBERACIÓN DE CALIDAD: CERRADA", "muestras 0, mínimo 1")
    console.type("20")
    console.shows("[20", "Cumple")
    assert taken(store) == []
    console.type(F2[term])
    console.shows("LIBERACIÓN DE CALIDAD: ABIERTA", "Gramaje de cortina 20: Cumple.")
    assert taken(store) == [("LAM01", "Gramaje de cortina", 20.0)]
    console.type(F3[term])
    console.shows("3 Laminado           ■ Falta producción")


def test_production_is_recorded_once_the_gate_is_open_and_names_its_batch(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    console.type(DOWN * 5 + "p")
    console.shows("Producción Extrusión PE")
    console.type(f"EXTPE01{ENTER}120{ENTER}{ENTER}3.5{ENTER}{F2['xterm-256color']}")
    console.shows("Guardado: 120 kg.")
    made = (
        "SELECT l.codigo_lote, r.cantidad / 1000000, r.merma_kg / 1000000.0 FROM registros_trabajo r "
        "JOIN lotes l ON l.id = r.lote_id ORDER BY r.id DESC LIMIT 1"
    )
    ((batch, quantity, waste),) = ask(store, made)
    assert (quantity, waste) == (120, 3.5)
    console.shows(f"Lote {batch}.")


def test_production_stays_locked_and_says_why(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    console.type(DOWN * 2 + "p")
    console.shows("LIBERACIÓN DE CALIDAD: CERRADA", "mínimo 1 muestras")
    console.type(f"999999{F2['xterm-256color']}")
    console.drain()
    running = "SELECT id FROM bitacora_turno WHERE estado = 'ABIERTA'"
    assert (
        ask(store, f"SELECT * FROM registros_trabajo WHERE proceso_id = 3 AND bitacora_id = ({running})")
        == []
    )


def test_what_one_terminal_saves_another_shows(opened: Open) -> None:
    watching, working = opened(), opened(TERM="linux")
    log_in(watching, "svera")
    watching.shows("3 Laminado           ░ Falta calidad")
    log_in(working)
    open_sample(working, LAMINATING)
    working.type(f"20{ENTER}")
    working.shows("Gramaje de cortina 20: Cumple.")
    watching.shows("3 Laminado           ■ Falta producción")


@TERMINALS
def test_leaving_gives_the_terminal_back(opened: Open, term: str) -> None:
    console = opened(TERM=term)
    log_in(console)
    console.type(F3[term])
    console.shows("Salir del programa")
    console.type(DOWN * 2 + ENTER)
    assert console.end() == 0
    for mode in (b"1049", b"2004", b"7"):
        first, last = console.heard.find(b"\x1b[?" + mode), console.heard.rfind(b"\x1b[?" + mode)
        assert console.heard[first:].startswith(b"\x1b[?" + mode)
        assert first < last
    assert console.heard.rfind(b"\x1b[?25h") > console.heard.rfind(b"\x1b[?25l")


def test_keys_typed_ahead_of_the_screens_are_not_lost(opened: Open, store: Path) -> None:
    console = opened()
    console.type(f"rperez{ENTER}2580{ENTER}{DOWN * 2}m20{ENTER}")
    console.shows("Gramaje de cortina 20: Cumple.")
    assert taken(store) == [("LAM01", "Gramaje de cortina", 20.0)]


def burst(rounds: int) -> tuple[str, list[tuple[str, str, float]]]:
    """Values for every line of the form, many rounds of them, as keys; and the samples that they make."""
    keys, samples = "", []
    for number in range(rounds):
        typed = (f"{18 + number / 20:.2f}", f"{70 + number / 20:.2f}", "c", "18 1/2", "c")
        keys += "".join(f"{value}{ENTER}" for value in typed)
        values = (float(typed[0]), float(typed[1]), 1.0, 18.5, 1.0)
        samples += [("LAM01", parameter, value) for parameter, value in zip(FORM, values, strict=True)]
    return keys, samples


def test_two_hundred_queued_values_are_two_hundred_samples(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LAMINATING)
    keys, samples = burst(40)
    console.type(keys)
    console.shows("RONDA 41")
    assert len(samples) == 200
    assert taken(store) == samples


def test_two_hundred_queued_scans_take_every_value_to_its_machine(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LOOMS)
    before = taken(store, LOOMS)
    keys, samples = "", []
    for number in range(34):
        machine = ("T01", "T02", "T03", "T05")[number % 4]
        keys += ENTER.join((machine, "12 1/8", "10", "10", "c", "c", ""))
        values = zip(
            ("Ancho", "Construcción urdido", "Construcción trama", "Color urdido", "Color trama"),
            (12.125, 10.0, 10.0, 1.0, 1.0),
            strict=True,
        )
        samples += [(machine, parameter, value) for parameter, value in values]
    console.type(keys)
    wanted = before + samples
    console.until(lambda _: len(taken(store, LOOMS)) >= len(wanted))
    assert keys.count(ENTER) == 204
    assert taken(store, LOOMS) == wanted


def test_a_queued_scan_that_was_refused_takes_no_value_to_the_machine_before(
    opened: Open, store: Path
) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LOOMS)
    before = taken(store, LOOMS)
    console.type(ENTER.join(("T05", "12x", "T08", "10", "")))
    console.shows("[10", "ERROR", "Guarde (F2) o borre (Esc)", "no se guardó")
    console.drain()
    console.shows("Guarde (F2) o borre (Esc)", "no se guardó")
    assert taken(store, LOOMS) == before


def test_a_power_cut_in_the_middle_of_a_form_loses_only_what_was_not_saved(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LAMINATING)
    console.type(f"20{ENTER}")
    console.shows("Gramaje de cortina 20: Cumple.")
    console.type("72")
    console.shows("[72")
    console.kill()
    assert taken(store) == [("LAM01", "Gramaje de cortina", 20.0)]
    assert verifies(store)


def test_a_power_cut_while_samples_are_saved_keeps_all_that_were_seen(opened: Open, store: Path) -> None:
    console = opened()
    log_in(console)
    open_sample(console, LAMINATING)
    keys, samples = burst(40)
    console.type(keys)
    console.shows("RONDA 9")
    console.kill()
    kept = taken(store)
    assert kept == samples[: len(kept)]
    assert 8 * len(FORM) <= len(kept) < len(samples)
    assert verifies(store)


def test_when_the_line_drops_the_program_ends(opened: Open, store: Path) -> None:
    console: Console = opened()
    log_in(console)
    open_sample(console, LAMINATING)
    console.type(f"20{ENTER}")
    console.shows("Gramaje de cortina 20: Cumple.")
    console.hang_up()
    assert taken(store) == [("LAM01", "Gramaje de cortina", 20.0)]
    assert verifies(store)


def test_two_hundred_scans_ahead_of_production_end_where_the_last_one_says(opened: Open) -> None:
    console = opened()
    log_in(console)
    console.type(f"{DOWN}p")
    console.shows("Lotes consumidos", "Producción Telares")
    looms = ("T01", "T02", "T03", "T05", "T08", "T11")
    codes = [looms[number % len(looms)] for number in range(199)]
    console.type("".join(f"{code}{ENTER}" for code in (*codes, "T05")))
    console.shows("[T05 ")
    console.drain()
    console.shows("[T05 ")
    assert "ERROR" not in console.text
