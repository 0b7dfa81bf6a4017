"""The program as a process: what it imports, what it prints, and how it fails."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.floor import THICK
from tests.cli.terminal import Terminal

HEAVY = {"textual", "sqlalchemy", "sqlmodel", "rich", "structlog", "argon2", "alembic", "babel", "psycopg"}


def imported(at: Terminal, *args: str) -> set[str]:
    """The heavy packages that a command has loaded when it ends."""
    code = (
        "import sys; from prodsys_tui.cli.entry import run; run(sys.argv[1:]); "
        f"print(*sorted({HEAVY!r} & set(sys.modules)), *[m for m in sys.modules if m.endswith('.tables')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=True, env={**os.environ}
    )
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "args", [("--help",), ("--version",), ("shift", "--help"), ("sample", "add", "--help")]
)
def test_help_loads_neither_textual_nor_sqlalchemy(bare: Terminal, args: tuple[str, ...]) -> None:
    assert imported(bare, *args) == set()


@pytest.mark.parametrize(
    "args", [("shift", "status"), ("sample", "list"), ("batch", "list", "--json"), ("audit", "verify")]
)
def test_a_command_that_reads_loads_neither_textual_nor_the_tables(
    shift: Terminal, args: tuple[str, ...]
) -> None:
    assert imported(shift, *args) <= {"sqlalchemy"}


def test_a_whole_run_through_the_installed_command(shift: Terminal) -> None:
    ran = shift.process("--user", "rperez", *THICK, "0.5", "--json")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["sample"]["usuario"] == "rperez"
    file = b"process,parameter,value,machine\n1,Espesor,0.6,EXTPP01\n1,Espesor,nada,EXTPP01\n"
    ran = shift.process("sample", "add", "--file", "-", stdin=file)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.decode().startswith("Renglón 3: 'nada' no es un número.")


def test_json_is_utf_8_whatever_the_locale_says(shift: Terminal) -> None:
    ran = shift.process("contract", "show", "1", "--json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "Tracción" in ran.stdout.decode("utf-8")


def test_talk_survives_a_terminal_without_accents(shift: Terminal) -> None:
    ran = shift.process("shift", "nada", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert ran.returncode == 2
    assert b"\\xbfQuiso decir" in ran.stderr


def test_bytes_that_are_no_text_are_refused(shift: Terminal) -> None:
    before = shift.head()
    ran = subprocess.run(
        [sys.executable, "-m", "prodsys_tui", *THICK, b"\xff\xfe", "--json"],
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 3
    assert json.loads(ran.stdout)["error"]["code"] == "not-a-number"
    assert shift.head() == before


def test_a_reader_that_goes_away_is_no_fault(shift: Terminal) -> None:
    """``prodsys audit list | head -1``."""
    for _ in range(3):
        shift.ok(*THICK, "0.5")
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "prodsys_tui", "audit", "list"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_check_whose_reader_goes_away_still_says_that_it_failed(shift: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "prodsys_tui", "audit", "verify", "--head", "0" * 64],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (3, b"")


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_an_answer_that_cannot_be_written_does_not_deny_what_was_done(
    shift: Terminal, flags: tuple[str, ...]
) -> None:
    before = shift.head()
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "prodsys_tui", *THICK, "0.5", *flags],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert "sí quedó hecho" in ran.stderr
    assert shift.head() != before


@pytest.mark.parametrize(
    ("streams", "words", "code"),
    [
        (">&-", ("shift", "status"), 0),
        ("2>&-", ("shift", "status"), 0),
        ("2>&-", ("shift", "nada"), 2),
        ("<&- >&- 2>&-", ("shift", "open"), 5),
    ],
)
def test_a_stream_that_is_closed_changes_no_exit_code(
    shift: Terminal, streams: str, words: tuple[str, ...], code: int
) -> None:
    command = ["sh", "-c", f'"$@" {streams}', "sh", sys.executable, "-m", "prodsys_tui", *words]
    assert subprocess.run(command, check=False).returncode == code
    assert shift.ok("audit", "verify")["verified"]


BROKEN = (
    "import sys\n"
    "import prodsys_tui.services.shift.board as services\n"
    "def board(*args):\n"
    "    pin = '2468'\n"
    "    raise ValueError('pin 2468 of $argon2id$v=19$secret') from KeyError('97531')\n"
    "services.board = board\n"
    "from prodsys_tui.__main__ import main\n"
    "sys.exit(main())\n"
)


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_a_fault_of_the_program_is_reported_without_secrets_or_traceback(
    shift: Terminal, flags: tuple[str, ...]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BROKEN, "shift", "status", *flags], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stdout + ran.stderr
    (report,) = (shift.home / "state" / "prodsys").glob("error-*.txt")
    assert str(report) in ran.stderr
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    told = report.read_text("utf-8")
    assert "ValueError: pin **** of ****" in told
    assert "services.board" in told or "in board" in told
    assert not {"2468", "97531", "argon2id"} & set(told.replace("'", " ").split())
    log = shift.home / "state" / "prodsys" / "prodsys.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    (event,) = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert (event["event"], event["fault"], event["report"]) == ("fault", "ValueError", report.name)
    if flags:
        assert json.loads(ran.stdout)["error"]["code"] == "unexpected"
    else:
        assert ran.stdout == ""


def test_a_fault_is_told_although_no_report_can_be_written(shift: Terminal) -> None:
    (shift.home / "state").write_text("in the way")
    ran = subprocess.run(
        [sys.executable, "-c", BROKEN, "shift", "status"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "no pudo escribir un reporte" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_terminal_gets_tables_and_no_colour_is_obeyed(shift: Terminal) -> None:
    code, screen = shift.at_terminal("user", "list")
    assert code == 0
    assert "\x1b[" in screen
    assert "─" in screen
    shift.set(NO_COLOR="1", TERM="dumb")
    code, screen = shift.at_terminal("user", "list")
    assert code == 0
    assert "\x1b[" not in screen
    assert all(len(line) <= 80 for line in screen.splitlines())


def test_elsewhere_lines_have_tabs_and_no_drawing(shift: Terminal) -> None:
    lines = shift("user", "list").out.splitlines()
    assert lines[0] == "Código\tNombre\tRol\tEstado"
    assert "admin\tAdministrador\tAdministrador\tactivo" in lines
    assert shift("shift", "status").out.startswith("Estado del turno\tABIERTA\n")


def test_without_a_terminal_the_screens_say_which_command_to_use(plant: Terminal) -> None:
    ran = plant.process()
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "prodsys --help" in ran.stderr.decode()
    plant.set(TERM="dumb")
    code, screen = plant.at_terminal()
    assert (code, "prodsys --help" in screen) == (2, True)
