"""The pure parts of a sheet of cells: what is typed and taken back, and what is pasted."""

from prodsys_tui.screens.grid_paste import fallen
from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.pasted_block import MOST_LENGTH, block_of
from prodsys_tui.widgets.sheet_cells import SheetCell, SheetColumn, SheetRow, spans_of
from prodsys_tui.widgets.typed_cells import TypedCells


def test_what_is_typed_in_one_go_is_one_step() -> None:
    cells = TypedCells()
    for text in ("1", "11", "112"):
        cells.type("T01", "counter", text)
    cells.left()
    cells.type("T01", "counter", "5")
    assert cells.undo() == (("T01", "counter"),)
    assert cells.text("T01", "counter") == "112"
    cells.undo()
    assert (cells.texts, cells.undo()) == ({}, ())


def test_a_fill_is_one_step_and_changes_only_what_is_other() -> None:
    cells = TypedCells()
    cells.write({("T01", "waste"): "5"})
    cells.write({("T01", "waste"): "5", ("T02", "waste"): "5"})
    assert cells.undo() == (("T02", "waste"),)
    cells.write({("T01", "waste"): "5"})
    assert cells.steps == 1


def test_what_was_saved_is_no_step_any_more() -> None:
    cells = TypedCells()
    cells.write({("T01", "waste"): "5", ("T02", "waste"): "6"})
    cells.forget("T01")
    assert (cells.rows, cells.steps) == (("T02",), 0)
    assert cells.of_row("T02") == {"waste": "6"}
    cells.forget()
    assert cells.texts == {}


def test_a_block_has_quoted_cells_line_ends_of_all_kinds_and_empty_cells() -> None:
    pasted = block_of('1\t"dos\nlíneas"\r\n\r\n3\t\t4\r')
    assert pasted == (("1", "dos líneas"), ("",), ("3", "", "4"))
    assert block_of("1" * (MOST_LENGTH + 1)) is None


def test_a_block_falls_on_entries_and_what_finds_none_is_counted() -> None:
    columns = (SheetColumn("name", 3), SheetColumn("a", 3, entry=True), SheetColumn("b", 3, entry=True))
    free, shut = SheetCell(), SheetCell(locked=True)
    rows = [SheetRow("1", (free, free, shut)), SheetRow("2", (free, free, free))]
    texts, lost = fallen(rows, columns, ("1", "a"), (("x", "y", "z"), ("", "w"), ("v",)))
    assert (texts, lost) == ({("1", "a"): "x", ("2", "b"): "w"}, 3)


def test_a_column_that_finds_no_room_has_none() -> None:
    columns = (SheetColumn("a", 4), SheetColumn("rest", least=6), SheetColumn("b", 4))
    assert [span.width for span in spans_of(columns, 30)] == [4, 19, 4]
    assert [span.width for span in spans_of(columns, 14)] == [4, 0, 4]
    assert SheetCell(safe("x")).text == "x"
