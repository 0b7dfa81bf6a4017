"""Data cannot give orders to a terminal, hide, or be read as markup."""

import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.as_rich import as_rich
from prodsys_tui.text.safe import SafeText, joined, safe

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("Tracción ≥ 10 ±0.25° ¿ñ?", "Tracción ≥ 10 ±0.25° ¿ñ?"),
        ("\x1b]52;c;aG9sYQ==\x07", "<U+001B>]52;c;aG9sYQ==<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\x00b\x7f", "a<U+0000>b<U+007F>"),
        ("\u202e321\u2066", "<U+202E>321<U+2066>"),
        ("T\u200b01\ufeff\u00ad", "T<U+200B>01<U+FEFF><U+00AD>"),
        ("\u115f\u3164\ufe0f", "<U+115F><U+3164><U+FE0F>"),
        ("\ud800", "<U+D800>"),
        ("Elongacio\u0301n", "Elongación"),
        ("\u0301a", "<U+0301>a"),
        ("uno\r\ndos\ntres\rcuatro", "uno¶dos¶tres¶cuatro"),
        ("a\tb", "a»b"),
        ("\u2028", "<U+2028>"),
        (805, "805"),
    ],
)
def test_what_cannot_be_seen_becomes_a_sign(data: object, shown: str) -> None:
    assert safe(data) == shown


def test_a_text_of_several_lines_may_keep_them() -> None:
    assert safe("uno\r\ndos\x1b", one_line=False) == "uno\ndos<U+001B>"


@given(ANYTHING)
def test_nothing_hidden_is_left_and_the_gate_may_be_passed_twice(data: str) -> None:
    shown = safe(data)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", shown)
    assert safe(shown) == shown
    shown.encode("utf-8")


@given(ANYTHING)
def test_only_line_ends_are_left_when_lines_are_kept(data: str) -> None:
    shown = safe(data, one_line=False)
    assert {c for c in shown if unicodedata.category(c) in {"Cc", "Cf"}} <= {"\n"}


@pytest.mark.parametrize(
    "data", ["[/x]", "[true, false]", "[@click=app.quit]salir[/]", "[red]lote[/red]", "\\["]
)
def test_brackets_in_data_are_no_markup(data: str) -> None:
    out = StringIO()
    Console(file=out, width=80).print(as_rich(safe(data), "bold"))
    assert out.getvalue() == f"{data}\n"
    assert as_content(safe(data)).plain == data
    assert as_content(safe(data), "bold").plain == data


def test_safe_texts_are_joined_to_safe_text() -> None:
    line = joined([safe("T05"), safe("\x07")], " · ")
    assert isinstance(line, SafeText)
    assert line == "T05 · <U+0007>"
