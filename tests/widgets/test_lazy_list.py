"""A list of very many rows: only those in sight are ever made."""

from textual.app import App, ComposeResult

from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.lazy_list import LazyList, LazyRows
from prodsys_tui.widgets.row_list import Cell, Column, Row
from prodsys_tui.widgets.theme import themes

MANY = 1_000_000
HEIGHT = 10


class LazyApp(App[None]):
    """A list alone, the numbers of the rows that were made, and the keys that came through."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self.made: list[int] = []
        self.pressed: list[str] = []
        for theme in themes():
            self.register_theme(theme)
        self.theme = "planta"

    def compose(self) -> ComposeResult:
        yield LazyList((Column(),))

    def on_key(self, event: object) -> None:
        self.pressed.append(str(getattr(event, "key", "")))

    def make(self, at: int) -> Row:
        self.made.append(at)
        return Row(str(at), (Cell(safe(at)),))


def place(rows: LazyList) -> tuple[int | None, str | None]:
    """Where the cursor is."""
    return rows.at, rows.key


async def test_only_rows_in_sight_are_made() -> None:
    app = LazyApp()
    async with app.run_test(size=(40, HEIGHT)) as pilot:
        rows = app.query_one(LazyList)
        assert place(rows) == (None, None)
        rows.show_lazily(MANY, app.make)
        await pilot.pause()
        await pilot.press("end")
        assert place(rows) == (MANY - 1, str(MANY - 1))
        await pilot.press("pageup", "home", "down")
        assert place(rows) == (1, "1")
        assert len(set(app.made)) <= 5 * HEIGHT
        rows.show_lazily(3, app.make, at=7)
        assert place(rows) == (2, "2")
        rows.show_lazily(0, app.make)
        await pilot.press("down", "right", "left")
        assert place(rows) == (None, None)
        assert app.pressed[-2:] == ["right", "left"]


def test_rows_by_number_and_by_slice() -> None:
    rows = LazyRows(3, lambda at: Row(str(at), ()))
    assert [row.key for row in rows[1:]] == ["1", "2"]
    assert (rows[-1].key, len(rows)) == ("2", 3)
