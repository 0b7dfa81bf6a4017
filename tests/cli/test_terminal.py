"""``prodsys terminal``: what is known of a terminal, and its scanner."""

import pytest

from tests.cli.terminal import Terminal


def test_a_scan_tells_what_arrives_as_what_and_is_kept(bare: Terminal) -> None:
    shown = bare.ok("terminal", "show")
    assert (shown["terminal"]["ligera"], shown["scanner"]) == (False, [])
    learnt = bare.ok("terminal", "calibrate", "--code", "1000345-001", "--scanned", "1000345'001")
    assert learnt["scanner"] == [{"recibido": "'", "significa": "-"}]
    assert bare.ok("terminal", "show")["scanner"] == learnt["scanner"]
    bare.set(SSH_CONNECTION="10.0.0.2 50000 10.0.0.1 22")
    elsewhere = bare.ok("terminal", "show")
    assert elsewhere["terminal"]["terminal"] == "10.0.0.2"
    assert (elsewhere["terminal"]["ligera"], elsewhere["scanner"]) == (True, [])


def test_another_label_is_refused_and_changes_nothing(bare: Terminal) -> None:
    answer = bare("terminal", "calibrate", "--code", "1000345-001", "--scanned", "1000345", "--json")
    assert (answer.code, answer.reasons) == (2, ["usage"])
    assert bare.ok("terminal", "show")["scanner"] == []


@pytest.mark.parametrize(("setting", "lean"), [("on", True), ("off", False), ("auto", False)])
def test_the_setting_decides_whether_to_be_lean(bare: Terminal, setting: str, lean: object) -> None:
    bare.set(PRODSYS_LEAN=setting)
    assert bare.ok("terminal", "show")["terminal"]["ligera"] is lean


def test_another_setting_is_refused(bare: Terminal) -> None:
    bare.set(PRODSYS_LEAN="quizá")
    answer = bare("terminal", "show")
    assert answer.code == 2
    assert "auto, on, off" in answer.err
