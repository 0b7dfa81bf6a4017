"""Turn-over at the real program: the handover is received, a rejection reaches the plant's command."""

import json
import os
import sys
from pathlib import Path

from tests.pty.conftest import Open, log_in, open_sample
from tests.pty.console import ENTER, F2, Console
from tests.store.raw import ask

QUARTER_TO_THREE = "2026-03-16T14:45:00-06:00"


def test_the_handover_is_received_with_an_observation(opened: Open, store: Path) -> None:
    console: Console = opened(PRODSYS_NOW=QUARTER_TO_THREE)
    log_in(console, "jcan")
    console.type("e")
    console.shows("Entrega de turno", "T1 16/03/2026", "Por recibir. Diario", "Producción")
    console.type(F2["xterm-256color"])
    console.shows("Recibir el turno", "PIN de jcan")
    console.type(f"Falta limpiar el telar T05{ENTER}2580{ENTER}")
    console.shows("Turno recibido", "Lo recibió jcan el 16/03/2026 14:45")
    ((who, note),) = ask(store, "SELECT created_by, observacion FROM entrega_turno")
    assert (who, note) == ("jcan", "Falta limpiar el telar T05")


def test_a_rejection_at_the_screen_is_told_to_the_plants_command(
    opened: Open, tmp_path: Path, store: Path
) -> None:
    pipe = tmp_path / "heard"
    os.mkfifo(pipe)
    script = tmp_path / "avisar.py"
    script.write_text(f"import sys\nopen({str(pipe)!r}, 'w').write(sys.stdin.read())\n", "utf-8")
    console: Console = opened(PRODSYS_ON_EVENT=f"{sys.executable} {script}")
    log_in(console)
    open_sample(console, 3)
    console.type("30")
    console.shows("[30", "No cumple")
    console.type(F2["xterm-256color"])
    said = json.loads(pipe.read_text("utf-8"))
    assert (said["evento"], said["que"]) == ("rechazo", "Gramaje de cortina: 30 (No cumple)")
    console.shows("Gramaje de cortina 30: No cumple.")
    assert ask(
        store, "SELECT count(*) FROM muestras WHERE resultado = 'No cumple' AND uid = ?", said["uid"]
    ) == [(1,)]
