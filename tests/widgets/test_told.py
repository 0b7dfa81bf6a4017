"""Banner, notes, large code and scanned codes: what they say, at any width and without colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.big_code import BigCode
from prodsys_tui.widgets.gate_banner import GateBanner, GateNews
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.scan_code import Scanned, Shape, recognised
from prodsys_tui.widgets.theme import themes

CLOSED = GateNews(
    SafeText("LIBERACIÓN DE CALIDAD: CERRADA"),
    "wrong",
    SafeText("muestras 1 de 3"),
    (
        SafeText("No se puede registrar producción hasta validar calidad (mínimo 3 muestras)."),
        SafeText(
            "Proceso en REVISIÓN: corrija el proceso y vuelva a medir, o justifique la desviación, "
            "antes de registrar producción."
        ),
    ),
)


class ToldApp(App[None]):
    """The widgets one under the other."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        for theme in themes():
            self.register_theme(theme)
        self.theme = "planta"

    def compose(self) -> ComposeResult:
        yield GateBanner()
        yield Notes()
        yield BigCode(SafeText("LOTE"))


@pytest.mark.parametrize("no_color", [False, True])
async def test_the_banner_says_every_reason_whole_and_takes_the_room_it_needs(
    monkeypatch: pytest.MonkeyPatch, *, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    app = ToldApp()
    async with app.run_test(size=(80, 24)) as pilot:
        banner = app.query_one(GateBanner)
        banner.show(CLOSED)
        await pilot.pause()
        assert banner.size.height == 4
        text = " ".join(banner.render_line(y).text.strip() for y in range(4))
        assert "LIBERACIÓN DE CALIDAD: CERRADA" in text
        for reason in CLOSED.reasons:
            assert reason in text.replace("- ", "")
        banner.show(GateNews(SafeText("LIBERACIÓN DE CALIDAD: ABIERTA"), "done"))
        await pilot.pause()
        assert banner.size.height == 1


async def test_notes_wrap_and_show_data_as_it_is() -> None:
    app = ToldApp()
    async with app.run_test(size=(40, 24)) as pilot:
        notes = app.query_one(Notes)
        notes.show([Cell(safe("orden [/x] \x1b[31m"), "wrong"), Cell(SafeText("una " * 15))])
        await pilot.pause()
        lines = [notes.render_line(y).text for y in range(3)]
        assert lines[0].strip() == "orden [/x] <U+001B>[31m"
        assert all(len(line) == 40 for line in lines)
        notes.show([Cell(SafeText("una " * 60), "wrong")])
        await pilot.pause()
        assert notes.render_line(2).text.rstrip().endswith(" ~")
        notes.show([])
        await pilot.pause()
        assert notes.render_line(0).text.strip() == ""


async def test_a_code_is_painted_large_and_hidden_without_one() -> None:
    app = ToldApp()
    async with app.run_test(size=(80, 24)) as pilot:
        large = app.query_one(BigCode)
        assert large.styles.display == "none"
        large.show(SafeText("4567890-001"))
        await pilot.pause()
        assert large.size.height == 5
        assert large.render_line(2).text.startswith(" LOTE ")
        assert all(large.render_line(y).cell_length == 80 for y in range(5))
        large.show(SafeText(""))
        await pilot.pause()
        assert large.styles.display == "none"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("t05", Scanned(Shape.MACHINE, "T05")),
        (" EXTPP01 ", None),
        ("2000145", Scanned(Shape.ORDER, "2000145")),
        ("0000145", None),
        ("20001456", None),
        ("4567890-001", Scanned(Shape.BATCH, "4567890-001")),
        ("4567890'1001", Scanned(Shape.BATCH, "4567890-1001")),
        ("L4567890N001", Scanned(Shape.BATCH, "4567890-001")),
        ("lem0001n012", Scanned(Shape.BATCH, "EM-0001-012")),
        ("4567890-01", None),
        ("L4567890N01", None),
        ("12 1/8", None),
        ("٢٠٠٠١٤٥", None),
        ("", None),
    ],
)
def test_a_code_is_told_by_its_shape(text: str, found: Scanned | None) -> None:
    assert recognised(text, ("T04", "T05")) == found


@given(st.text())
def test_no_text_breaks_the_recognition(text: str) -> None:
    recognised(text, ("T05",))


@pytest.mark.parametrize(
    ("typed", "shape", "code"),
    [
        ("EM-0001", Shape.ORDER, "EM-0001"),
        ("em'0012", Shape.ORDER, "EM-0012"),
        ("EM'0001'003", Shape.BATCH, "EM-0001-003"),
    ],
)
def test_emergency_codes_are_recognised(typed: str, shape: Shape, code: str) -> None:
    assert recognised(typed, ["T05"]) == Scanned(shape, code)
