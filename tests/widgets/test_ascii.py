"""ASCII where the locale is not UTF-8: every line stays as wide, and says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from prodsys_tui.widgets.ascii import AsciiFilter, ascii_of
from prodsys_tui.widgets.terminals import needs_ascii
from tests.console_font import GLYPHS


@pytest.mark.parametrize(
    ("environ", "needed"),
    [
        ({"LANG": "es_MX.UTF-8"}, False),
        ({"LANG": "es_MX.utf8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "es_MX.UTF-8"}, False),
        ({"LANG": "es_MX.ISO-8859-1"}, True),
        ({}, True),
    ],
)
def test_the_locale_decides(environ: dict[str, str], needed: object) -> None:
    assert needs_ascii(environ) is needed


def test_words_stay_readable() -> None:
    assert ascii_of("┌─ REVISIÓN ─┐ ■ Ñandú ≤ 5° ±1") == "+- REVISION -+ # Nandu < 5o ~1"


def test_every_sign_of_a_console_has_its_stand_in() -> None:
    lost = {sign for sign in GLYPHS if ascii_of(sign) == "?"}

    assert lost == set("?¿¼½¾")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_line_stays_as_wide(text: str) -> None:
    (segment,) = AsciiFilter().apply([Segment(text)], Color(0, 0, 0))

    assert segment.text.isascii()
    assert cell_len(segment.text) == cell_len(text)
