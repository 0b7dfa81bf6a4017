"""Who runs a command: user and PIN, rights, waits, and reads that ask for nobody."""

from pathlib import Path

import pytest

from tests.cli.floor import THICK
from tests.cli.terminal import Terminal


def test_a_write_needs_a_person(shift: Terminal) -> None:
    shift.set(PRODSYS_USER=None)
    before = shift.head()
    answer = shift(*THICK, "0.5", "--json")
    assert (answer.code, answer.reasons) == (8, ["login-required"])
    assert shift.head() == before


def test_a_write_needs_the_pin(shift: Terminal) -> None:
    """Without a terminal nobody can be asked for it."""
    shift.set(PRODSYS_PIN=None)
    answer = shift(*THICK, "0.5", "--json")
    assert (answer.code, answer.reasons) == (8, ["login-required"])


@pytest.mark.parametrize("user", ["rperez", "nadie"])
def test_a_wrong_pin_is_answered_like_an_unknown_user(shift: Terminal, user: str) -> None:
    shift.set(PRODSYS_PIN="9753")
    before = shift.head()
    answer = shift(*THICK, "0.5", "--json", user=user)
    assert (answer.code, answer.reasons) == (8, ["wrong-pin"])
    assert answer.json["error"]["message"] == "Usuario o PIN incorrecto. Inténtelo otra vez."
    assert shift.head() == before


def test_wrong_pins_make_one_wait_even_with_the_right_one(shift: Terminal) -> None:
    shift.set(PRODSYS_PIN="9753")
    codes = [shift(*THICK, "0.5", "--json", user="rperez").reasons[0] for _ in range(12)]
    assert codes[0] == "wrong-pin"
    assert codes[-1] == "locked-out"
    shift.set(PRODSYS_PIN="2468")
    assert shift(*THICK, "0.5", "--json", user="rperez").reasons == ["locked-out"]
    assert shift(*THICK, "0.5", "--json", user="iortiz").code == 0


@pytest.mark.parametrize(
    ("user", "args"),
    [
        ("visita", (*THICK, "0.5")),
        ("rperez", ("shift", "close")),
        ("rperez", ("shift", "idle", "4", "--reason", "Falta de tinta")),
        ("iortiz", ("order", "state", "2000145", "Cancelada", "--reason", "Error")),
        ("iortiz", ("machine", "state", "T05", "Baja", "--reason", "Viejo")),
        ("svera", ("user", "lock", "rperez", "--reason", "No vino")),
    ],
)
def test_a_missing_right_is_refused(shift: Terminal, user: str, args: tuple[str, ...]) -> None:
    before = shift.head()
    answer = shift(*args, "--json", user=user)
    assert (answer.code, answer.reasons) == (8, ["not-permitted"])
    assert shift.head() == before


def test_a_locked_account_cannot_work(shift: Terminal) -> None:
    shift.ok("user", "lock", "rperez", "--reason", "Ya no trabaja aquí")
    answer = shift(*THICK, "0.5", "--json", user="rperez")
    assert (answer.code, answer.reasons) == (8, ["locked-out"])


def test_reads_ask_for_nobody_unless_told_to(shift: Terminal) -> None:
    shift.set(PRODSYS_USER=None, PRODSYS_PIN=None)
    assert shift("shift", "status").code == 0
    shift.set(PRODSYS_READS_ASK="true")
    for read in (("shift", "status"), ("audit", "verify"), ("doctor",), ("contract", "lint")):
        assert shift(*read, "--json").reasons == ["login-required"]
    shift.set(PRODSYS_PIN="2468")
    assert shift("shift", "status", user="visita").code == 0


def test_the_pin_is_asked_for_at_a_terminal_and_not_shown(shift: Terminal) -> None:
    shift.set(PRODSYS_PIN=None)
    code, screen = shift.at_terminal("--user", "rperez", *THICK, "0.5", typed=["2468"])
    assert code == 0, screen
    assert screen.startswith("PIN de rperez:")
    assert "2468" not in screen


@pytest.mark.parametrize(("again", "code"), [("1357", 0), ("1358", 2)])
def test_a_new_pin_is_asked_for_twice(shift: Terminal, again: str, code: int) -> None:
    ended, screen = shift.at_terminal("user", "pin", "rperez", typed=["1357", again])
    assert ended == code, screen
    assert screen.count("PIN nuevo de rperez") == 2
    shift.set(PRODSYS_PIN="2468" if code else "1357")
    assert shift(*THICK, "0.5", user="rperez").code == 0


def test_ctrl_c_at_the_question_ends_it(shift: Terminal) -> None:
    shift.set(PRODSYS_PIN=None)
    before = shift.head()
    code, screen = shift.at_terminal("--user", "rperez", *THICK, "0.5", typed=["\x03"])
    assert code == 130
    assert "Traceback" not in screen
    assert shift.head() == before


def test_no_pin_is_found_in_anything_that_is_written(plant: Terminal) -> None:
    """Not in answers, not in the log, not in the state folder; the store keeps only its hash."""
    plant.set(PRODSYS_NEW_PIN="70311407")
    added = plant("user", "add", "jcanul", "--name", "José", "--role", "Operario", "--json")
    plant.set(PRODSYS_PIN="70311407")
    wrong = plant("shift", "open", "--json", user="iortiz")
    listed = plant("audit", "list", "--json")
    assert added.code == 0
    assert wrong.code == 8
    written = [path.read_bytes() for path in Path(plant.home).rglob("*") if path.is_file()]
    told = "".join(one.out + one.err for one in (added, wrong, listed)).encode()
    assert all(b"70311407" not in each for each in (*written, told))
    assert b"argon2" not in told
