"""The form of one column: keys in order, paste, what is drawn; never a crash."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.entry_form import EntryForm
from prodsys_tui.widgets.form_line import Entry, FormColumns, FormLine, painted
from prodsys_tui.widgets.line_editor import EDITING, LineEditor
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.theme import PAIRS, themes

LINES = (
    FormLine("machine", safe("Máquina"), (Cell(safe("telar")),)),
    FormLine("", safe("Parámetro"), (Cell(safe("Límites")),)),
    FormLine("ancho", safe("Ancho"), (Cell(safe("11.875-12.375 pulgadas")),)),
    FormLine("color", safe("Color"), keys={"c": "Cumple", "n": "No cumple"}),
    FormLine("tenacidad", safe("Tenacidad"), locked=True),
)


class FormApp(App[None]):
    """A form alone, and what it said."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self.said: list[object] = []
        for theme in themes():
            self.register_theme(theme)
        self.theme = "planta"

    def compose(self) -> ComposeResult:
        yield EntryForm(FormColumns(12, 10, (24,)))

    def on_mount(self) -> None:
        self.query_one(EntryForm).show(LINES)

    def on_entry_form_accepted(self, event: EntryForm.Accepted) -> None:
        self.said.append(event)

    def on_entry_form_locked(self, event: EntryForm.Locked) -> None:
        self.said.append(event)

    def on_entry_form_turned(self, event: EntryForm.Turned) -> None:
        self.said.append(event)

    def on_entry_form_pasted(self, event: EntryForm.Pasted) -> None:
        self.said.append(event)


@asynccontextmanager
async def running() -> AsyncIterator[tuple[FormApp, EntryForm, Pilot[None]]]:
    app = FormApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        yield app, app.query_one(EntryForm), pilot


def row(form: EntryForm, y: int) -> str:
    return form.render_line(y).text


async def test_enter_accepts_and_goes_on_while_tab_and_arrows_only_move() -> None:
    async with running() as (app, form, pilot):
        await pilot.press("T", "0", "5", "enter", "1", "2", "tab", "up", "enter")
        assert app.said == [EntryForm.Accepted("machine", "T05"), EntryForm.Accepted("ancho", "12")]
        assert form.current == "color"


async def test_two_hundred_queued_scans_are_all_right() -> None:
    async with running() as (app, _, pilot):
        codes = [f"20001{n:02d}" for n in range(200)]
        for code in codes:
            for character in code:
                app.post_message(events.Key(character, character))
            app.post_message(events.Key("enter", "\r"))
            for _ in range(3):
                app.post_message(events.Key("down", None))
        await pilot.pause()
        while len(app.said) < len(codes):
            await pilot.pause()
        assert app.said == [EntryForm.Accepted("machine", code) for code in codes]


async def test_a_letter_writes_one_of_few_values() -> None:
    async with running() as (_, form, pilot):
        form.go("color")
        await pilot.press("n")
        assert form.value("color") == "No cumple"
        await pilot.press("C")
        assert form.value("color") == "Cumple"


async def test_a_locked_line_takes_nothing_and_says_so() -> None:
    async with running() as (app, form, pilot):
        form.go("tenacidad")
        await pilot.press("5")
        assert app.said == [EntryForm.Locked("tenacidad")]
        assert form.values == {}
        assert "(        )" in row(form, 4)


async def test_typing_replaces_what_was_there_and_editing_keeps_it() -> None:
    async with running() as (_, form, pilot):
        form.write("ancho", "12.5")
        form.go("ancho")
        await pilot.press("8")
        assert form.value("ancho") == "8"
        form.go("ancho")
        await pilot.press("end", "1")
        assert form.value("ancho") == "81"


async def test_a_pasted_column_fills_the_lines_and_accepts_nothing() -> None:
    async with running() as (app, form, pilot):
        form.post_message(events.Paste("T05\r\n12 1/8\r\nCumple\r\n5\r\nmás\r\n"))
        await pilot.pause()
        assert form.values == {"machine": "T05", "ancho": "12 1/8", "color": "Cumple"}
        assert app.said == [EntryForm.Locked("tenacidad"), EntryForm.Pasted(3, 2)]


async def test_escape_bytes_are_kept_for_the_refusal_and_never_drawn() -> None:
    async with running() as (_, form, pilot):
        form.post_message(events.Paste("\x1b]52;c;aG9sYQ==\x07[/x]"))
        await pilot.pause()
        assert form.value("machine").startswith("\x1b]52")
        assert "\x1b" not in row(form, 0)
        form.show((FormLine("machine", safe("Máquina"), (Cell(safe("\x1b[31m[/x]")),)),))
        assert "<U+001B>[31m[/x]" in row(form, 0)


async def test_lines_are_drawn_in_columns_with_the_cursor_marked_by_a_sign() -> None:
    async with running() as (_, form, pilot):
        form.write("ancho", "12 1/8")
        form.go("ancho")
        await pilot.pause()
        assert row(form, 0).startswith(" Máquina      [        ] telar")
        assert row(form, 2).startswith(">Ancho        [12 1/8  ] 11.875-12.375 pulgadas")
        assert all(len(row(form, y)) == 80 for y in range(len(LINES)))


async def test_typed_text_stays_when_the_lines_are_told_again() -> None:
    async with running() as (_, form, pilot):
        form.go("ancho")
        await pilot.press("1", "2")
        form.show((*LINES[:2], FormLine("ancho", safe("Ancho"), (Cell(safe("Cumple"), "done"),)), LINES[4]))
        assert form.values == {"ancho": "12"}
        assert form.current == "ancho"


async def test_the_page_keys_ask_for_another_machine() -> None:
    async with running() as (app, _, pilot):
        await pilot.press("pagedown", "pageup")
        assert app.said == [EntryForm.Turned(1), EntryForm.Turned(-1)]


@given(keys=st.lists(st.sampled_from(sorted(EDITING)) | st.characters(), max_size=30))
def test_no_key_breaks_the_line_and_the_cursor_stays_inside(keys: list[str]) -> None:
    line = LineEditor()
    for key in keys:
        line = EDITING[key](line) if key in EDITING else line.typed(key)
        assert 0 <= line.cursor <= len(line.text)


@given(text=st.text(), cursor=st.integers(0, 40), fresh=st.booleans())
def test_any_text_is_drawn_exactly_as_wide_as_its_column(text: str, cursor: int, *, fresh: bool) -> None:
    styles = dict.fromkeys(PAIRS["planta"], Style())
    editor = LineEditor(text, min(cursor, len(text)), fresh)
    line = painted(FormLine("k", safe(text)), Entry(editor, here=True), FormColumns(12, 10), 40, styles)
    assert line.cell_length == 40
    assert cell_len(line.text) == 40
