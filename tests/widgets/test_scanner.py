"""What a scanner's keyboard layout makes of codes, and how it is learnt, kept and undone."""

from pathlib import Path

import pytest

from prodsys_tui.widgets.scan_code import Scanned, Shape, recognised
from prodsys_tui.widgets.scanner import CODE, Layout, Scanner, learnt, terminal_name

AT = {
    "es": dict(zip("-_=+;:/?", "'?¡¿ñÑ-_", strict=True)),
    "latam": dict(zip("-_=+;:/?", "'?¿¡ñÑ-_", strict=True)),
    "fr": dict(zip("aqwzm1234567890-_/.:", "qazw,&é\"'(-è_çà)°!:/", strict=True)),
}
"""What arrives at a terminal of such a layout from a scanner of the US layout."""


def arrives(code: str, layout: str) -> str:
    return "".join(AT[layout].get(sign, sign) for sign in code.casefold())


@pytest.mark.parametrize("layout", ["es", "latam"])
def test_a_calibration_undoes_what_a_layout_does(layout: str) -> None:
    found = learnt(CODE, arrives(CODE, layout))
    assert found is not None
    assert found.meant(arrives("EXT-01_B/7", layout)) == "ext-01_b/7"


def test_a_layout_that_moves_letters_and_digits_is_undone_too() -> None:
    found = learnt(CODE, arrives(CODE, "fr"))
    assert found is not None
    assert found.meant(arrives("4567890-001", "fr")) == "4567890-001"


def test_any_label_will_do_and_caps_lock_does_not_matter() -> None:
    found = learnt("1000345-001", "1000345'001")
    assert found == Layout({"'": "-"})
    assert learnt("EXT-01", "ext'01") == learnt("ext-01", "EXT'01") == Layout({"'": "-"})
    assert learnt(CODE, CODE.lower()) == Layout()


@pytest.mark.parametrize(
    ("code", "scanned"),
    [
        ("", ""),
        ("1000345-001", "1000345-0"),
        ("1000345-001", "2000145'001"),
        ("A-B_C", "a?b?c"),
        ("A-B-C", "a'b?c"),
    ],
    ids=["nothing", "shorter", "another label", "two signs arrive as one", "one arrives as two"],
)
def test_what_cannot_be_that_code_teaches_nothing(code: str, scanned: str) -> None:
    assert learnt(code, scanned) is None


def test_codes_are_put_right_and_typed_words_are_not() -> None:
    layout = learnt(CODE, arrives(CODE, "es"))
    machines = ("EXT-01", "T05")
    assert recognised("ext'01", machines) is None
    assert recognised("ext'01", machines, layout) == Scanned(Shape.MACHINE, "EXT-01")
    assert recognised("EXT-01", machines, layout) == Scanned(Shape.MACHINE, "EXT-01")
    assert recognised("1000345'001", (), layout) == Scanned(Shape.BATCH, "1000345-001")
    for typed in ("12,5", "12 1/8", "¿qué?", "cinta rota - se cambió", "0.5"):
        assert recognised(typed, machines, layout) is None


def test_a_calibration_is_kept_for_its_terminal_alone(tmp_path: Path) -> None:
    here, there = Scanner(tmp_path / "state", "10.0.0.2"), Scanner(tmp_path / "state", "extrusion-1")
    assert here.layout == Layout()
    assert here.calibrate("1000345-001", "1000345'001") == here.layout == Layout({"'": "-"})
    assert Scanner(tmp_path / "state", "10.0.0.2").layout == here.layout
    assert there.layout == Layout()
    assert here.calibrate("1000345-001", "100") is None
    assert Scanner(tmp_path / "state", "10.0.0.2").layout == here.layout


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"code": 1}', '{"code": "AB", "scanned": "A"}', "\0"])
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path, kept: str) -> None:
    scanner = Scanner(tmp_path, "here")
    scanner.calibrate("A-B", "A'B")
    (file,) = tmp_path.iterdir()
    file.write_text(kept, "utf-8")
    assert Scanner(tmp_path, "here").layout == Layout()


def test_a_terminal_is_known_by_where_one_comes_from() -> None:
    assert terminal_name({"SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"}) == "10.0.0.2"
    assert terminal_name({}) == terminal_name({"SSH_CONNECTION": ""}) != ""
    assert Scanner().calibrate("A-B", "A'B") == Layout({"'": "-"})
