"""The same order and machine by two people at once, in two processes: both kept or one told, never lost."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from tests.cli.floor import SPUN, WIDE, spin
from tests.cli.terminal import Terminal


def at_once(*commands: tuple[str, Sequence[str]]) -> list[tuple[int, Any]]:
    """Start a command of each person, then wait: exit code and document of each."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "prodsys_tui", "--user", who, "--json", *args],
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for who, args in commands
    ]
    answers = [(one.communicate()[0], one.returncode) for one in started]
    return [(code, json.loads(out)) for out, code in answers]


def test_two_records_of_one_order_are_both_kept(shift: Terminal) -> None:
    spin(shift)
    before = len(shift.ok("production", "list")["records"])
    answers = at_once(("rperez", (*SPUN, "120")), ("iortiz", (*SPUN, "80")))
    assert [code for code, _ in answers] == [0, 0]

    records = shift.ok("production", "list")["records"]
    assert len(records) == before + 2
    assert {(one["usuario"], one["cantidad"]) for one in records} >= {("rperez", 120), ("iortiz", 80)}
    assert shift.ok("audit", "verify", "--replay")["verified"] is True


def test_two_readings_of_one_counter_count_no_metre_twice(shift: Terminal) -> None:
    spun = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    woven = ("production", "add", "--process", "2", "--machine", "T05", "--order", "2000145")
    shift.ok(*woven, "--counter", "15000", "--quantity", "800", "--consumes", spun)
    read = (*woven, "--counter", "15230", "--consumes", spun)
    answers = at_once(("rperez", read), ("iortiz", read))

    kept = [document["record"]["cantidad"] for code, document in answers if code == 0]
    told = [document["error"]["code"] for code, document in answers if code != 0]
    assert len(kept) + len(told) == 2
    assert sum(kept) == 230
    records = shift.ok("production", "list")["records"]
    assert sorted(one["cantidad"] for one in records if one["contador"] == 15230) == sorted(kept)


def test_two_dispositions_of_one_sample_leave_one(shift: Terminal) -> None:
    sample = shift.ok(*WIDE, "--value", "13")["sample"]["uid"]
    explained = ("sample", "justify", sample, "--text", "Se ajustó la guía del telar")
    answers = at_once(("svera", explained), ("iortiz", explained))
    settled = [code for code, _ in answers if code == 0]
    told = [document["error"]["message"] for code, document in answers if code != 0]
    assert (len(settled), len(told)) == (1, 1)
    assert told[0]
