"""The plant's own command on critical events: run after the save, told through stdin, never in its way."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from prodsys_tui.bootstrap.announce import Announcer, checked, told
from prodsys_tui.bootstrap.announce_run import FAILURES, MOST_BYTES, OUTCOME, note, run
from prodsys_tui.domain.quality.critical import CriticalEvent, EventKind
from tests.cli.floor import spin
from tests.cli.terminal import PIN, Terminal
from tests.services.shop import SEVEN

HEAR = """
import json, os, sys
said = json.loads(sys.stdin.read())
said["named"] = {name: text for name, text in os.environ.items() if name.startswith("PRODSYS_")}
said["args"] = sys.argv[1:]
open(%r, "w").write(json.dumps(said))
"""
EVENT = {"evento": "rechazo", "que": "x", "sitio": "P1", "uid": "u-1"}


@pytest.fixture
def hears(shift: Terminal) -> Path:
    """A pipe on which the plant's command tells what it heard: whoever reads waits for it."""
    pipe = shift.home / "heard"
    os.mkfifo(pipe)
    script = shift.home / "avisar"
    script.write_text(f"#!{sys.executable}\n{HEAR % str(pipe)}", "utf-8")
    script.chmod(0o700)
    shift.set(PRODSYS_ON_EVENT=f"{script} --grupo 'turno de planta; rm -rf /'")
    return pipe


def heard(pipe: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(pipe.read_text("utf-8"))
    return document


def test_a_rejection_and_an_incident_are_told(shift: Terminal, hears: Path) -> None:
    saved = shift.ok("sample", "add", "--process", "1", "--parameter", "Denier", "--value", "900")["sample"]
    said = heard(hears)
    assert (said["evento"], said["uid"], said["que"]) == ("rechazo", saved["uid"], "Denier: 900 (No cumple)")
    assert (said["sitio"], said["usuario"], said["maquina"], said["proceso_id"]) == (
        "P1",
        "admin",
        "EXTPP01",
        1,
    )
    assert said["args"] == ["--grupo", "turno de planta; rm -rf /"]
    assert said["named"]["PRODSYS_EVENT"] == "rechazo"
    assert said["named"]["PRODSYS_EVENT_WHAT"] == "Denier: 900 (No cumple)"
    assert PIN not in said["named"].values()
    shift.ok("incident", "add", "Fuga de aceite; $(reboot)", "--severity", "mayor")
    assert heard(hears)["que"] == "Fuga de aceite; $(reboot)"
    (check,) = [one for one in shift("doctor", "--json").json["checks"] if one["name"] == "on_event"]
    assert check["ok"] is True


def test_a_hold_is_told_with_its_reason(shift: Terminal, hears: Path) -> None:
    spin(shift)
    shift.ok("batch", "state", "1000012-001", "pausado", "--comment", "Con grumos")
    said = heard(hears)
    assert (said["evento"], said["que"], said["detalle"]) == ("retencion", "1000012-001", "Con grumos")
    assert (said["orden"], said["lote"]) == ("1000012", "1000012-001")


def test_a_command_that_cannot_be_run_fails_no_save_and_the_doctor_tells_it(shift: Terminal) -> None:
    shift.set(PRODSYS_ON_EVENT="/no/such/command --x")
    assert (
        shift.ok("incident", "add", "Fuga de aceite", "--severity", "mayor")["incident"]["estado"]
        == "Abierto"
    )
    told_by = shift("doctor", "--json")
    assert told_by.code == 3
    (check,) = [one for one in told_by.json["checks"] if one["name"] == "on_event"]
    assert (check["ok"], check["detail"]) == (False, "/no/such/command: -")


def test_a_setting_that_no_shell_could_read_is_bad(bare: Terminal) -> None:
    bare.set(PRODSYS_ON_EVENT="avisar 'turno")
    answer = bare("config", "show", "--json")
    assert answer.code == 2
    (row,) = [one for one in answer.json["checks"] if one["name"] == "on_event"]
    assert row["ok"] is False
    bare.set(PRODSYS_ON_EVENT="avisar turno")
    (row,) = [one for one in bare.ok("config", "show")["checks"] if one["name"] == "on_event"]
    assert (row["value"], row["source"]) == ("avisar turno", "PRODSYS_ON_EVENT")


def test_how_it_ended_is_written_down(bare: Terminal) -> None:
    what = "Fuga\x1b]52;c;eA==\x07"
    event = CriticalEvent(
        EventKind.INCIDENT, "uid-12345", what, None, None, None, None, None, "rperez", SEVEN
    )
    for code, ok in ((3, False), (0, True)):
        announcer = Announcer([sys.executable, "-c", f"import sys; sys.stdin.read(); sys.exit({code})"])
        announcer("P1", [event])
        announcer.wait()
        assert checked([sys.executable])[0] is ok
        assert checked([sys.executable])[1].endswith(f"exit {code}")
    folder = bare.home / "state" / "prodsys"
    (line,) = (folder / FAILURES).read_text().splitlines()
    assert (json.loads(line)["uid"], json.loads(line)["detail"]) == ("uid-12345", "exit 3")
    assert told("P1", event)["que"] == "Fuga<U+001B>]52;c;eA==<U+0007>"


def test_what_was_never_run_is_well(bare: Terminal) -> None:
    assert checked([sys.executable]) == (True, sys.executable)
    assert bare.home.exists()


def test_a_command_that_does_not_end_is_stopped() -> None:
    assert run([sys.executable, "-c", "input(); input()"], EVENT, 5) == "exit 1"
    lasts = "import signal, sys; sys.stdin.read(); signal.pause()"
    assert run([sys.executable, "-c", lasts], EVENT, 0.01) == "timeout 0.01 s"
    assert run(["/no/such/command"], EVENT, 1) == "/no/such/command: No such file or directory"


def test_the_list_of_failures_does_not_grow_for_ever(tmp_path: Path) -> None:
    (tmp_path / FAILURES).write_text("x" * (MOST_BYTES + 1))
    note(tmp_path, EVENT, "exit 1")
    assert (tmp_path / FAILURES).read_text().count("\n") == 1
    assert (tmp_path / f"{FAILURES}.1").stat().st_size > MOST_BYTES
    assert json.loads((tmp_path / OUTCOME).read_text())["ok"] is False
