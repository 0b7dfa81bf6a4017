"""``audit verify --gate`` and ``--head``: that the journal and the gates of its records hold."""

import pytest

from tests.cli.floor import THICK, spin
from tests.cli.terminal import Terminal
from tests.cli.test_store_commands import tampered

CUT = (
    "DELETE FROM auditoria WHERE secuencia > {0}; DELETE FROM journal WHERE seq > {0}; "
    "DELETE FROM muestras WHERE id = (SELECT max(id) FROM muestras)"
)


def test_the_gate_of_what_was_made_is_judged_again(shift: Terminal) -> None:
    spin(shift)
    found = shift.ok("audit", "verify", "--gate")
    assert found["verified"] is True
    assert (found["gate_records"], found["gate_faults"], found["basis_fell_away"]) == (1, [], [])


def test_a_correction_lists_the_records_whose_basis_fell_away(shift: Terminal) -> None:
    spin(shift)
    sample = shift.ok("sample", "list")["samples"][-1]
    again = (
        "--corrects",
        sample["uid"],
        "--comment",
        "El micrómetro marcaba de más",
        "--sure",
        "--result",
        "Rechazo",
    )
    shift.ok(*THICK, "4", *again)
    found = shift.ok("audit", "verify", "--gate")
    (fallen,) = found["basis_fell_away"]
    assert (found["verified"], found["gate_faults"]) == (True, [])
    assert (fallen["muestra"], fallen["cantidad"], fallen["valor"]) == (sample["uid"], 250, 4)
    told = shift("audit", "verify", "--gate")
    assert told.code == 0
    assert "Espesor\t4\t" in told.out


def test_a_head_that_was_noted_finds_a_cut_tail(shift: Terminal) -> None:
    spin(shift)
    seq, head = shift.head()
    noted = " ".join(head[start : start + 4] for start in range(0, 16, 4)).upper()
    shift.ok(*THICK, "0.6")
    assert shift.ok("audit", "verify", "--head", noted)["verified"] is True
    assert shift.ok("audit", "verify", "--head", head)["verified"] is True
    for sql in CUT.format(seq - 1).split(";"):
        tampered(shift.db, sql)
    assert shift.ok("audit", "verify")["verified"] is True
    answer = shift("audit", "verify", "--head", noted, "--json")
    assert (answer.code, answer.json["first_break"]["kind"]) == (3, "head")


def test_a_tail_written_anew_is_found(shift: Terminal) -> None:
    _, head = shift.head()
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert shift("audit", "verify", "--head", other).code == 3


@pytest.mark.parametrize("head", ["1234", "no es una huella", "12345678901234xy"])
def test_what_is_no_head_is_a_mistake_of_use(shift: Terminal, head: str) -> None:
    answer = shift("audit", "verify", "--head", head, "--json")
    assert (answer.code, answer.reasons) == (2, ["usage"])
