"""Rows: the cursor stays on its key, cells fit their columns, data is shown as it is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowHead, RowList
from prodsys_tui.widgets.theme import themes

COLUMNS = (Column(), Column(8, "right"), Column(6, least=5))


def row(key: str, *texts: str) -> Row:
    return Row(key, tuple(Cell(safe(text)) for text in texts))


class RowApp(App[None]):
    """A list alone, and what it said."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self.said: list[object] = []
        for theme in themes():
            self.register_theme(theme)
        self.theme = "planta"

    def compose(self) -> ComposeResult:
        yield RowHead(COLUMNS, row("", "Proceso", "Meta", "x"))
        yield RowList(COLUMNS)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self.said.append(event.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.said.append(f"chosen {event.key}")


async def test_the_cursor_stays_on_its_row_while_rows_come_and_go() -> None:
    app = RowApp()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(RowList)
        rows.show([row(key, key, "1", "") for key in "abc"])
        await pilot.press("down", "down")
        rows.show([row(key, key, "2", "") for key in "xabcd"])
        kept = [rows.key]
        rows.show([row(key, key, "2", "") for key in "xd"])
        kept.append(rows.key)
        rows.show([])
        kept.append(rows.key)
        await pilot.press("down", "enter", "end", "home", "pagedown")
        await pilot.pause()
        assert kept == ["c", "d", None]
        assert app.said == ["a", "b", "c", "d", None]


async def test_enter_and_two_clicks_choose() -> None:
    app = RowApp()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(RowList)
        rows.show([row(key, key, "1", "") for key in "abc"])
        await pilot.press("enter")
        assert await pilot.click(RowList, offset=(2, 2))
        assert await pilot.click(RowList, offset=(2, 2))
        await pilot.pause()
        assert app.said == ["a", "chosen a", "c", "chosen c"]


async def test_a_long_list_scrolls_with_the_cursor() -> None:
    app = RowApp()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(RowList)
        rows.show([row(str(number), str(number), "", "") for number in range(100)])
        await pilot.press("end")
        await pilot.pause()
        assert rows.key == "99"
        assert any("99" in rows.render_line(y).text for y in range(rows.size.height))


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(max_size=30), min_size=3, max_size=3), width=st.integers(20, 90))
async def test_any_text_fits_and_nothing_is_obeyed(texts: list[str], width: int) -> None:
    app = RowApp()
    async with app.run_test(size=(width, 6)) as pilot:
        rows = app.query_one(RowList)
        rows.show([row("a", *texts)])
        await pilot.pause()
        line = rows.render_line(0).text
        assert cell_len(line) == rows.size.width
        assert "\x1b" not in line
