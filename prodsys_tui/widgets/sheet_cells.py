"""The cells of a sheet and how each is painted: pure, so that it can be tested without a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.form_line import Styles, edited, fitted
from prodsys_tui.widgets.line_editor import LineEditor


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: ``width`` in terminal cells (0 takes what is left, at least ``least``), then ``gap`` blanks.

    The cursor goes to ``entry`` columns alone. ``words``: its cells take letters, so that no letter is a
    command there.
    """

    key: str
    width: int = 0
    align: Literal["left", "right"] = "left"
    entry: bool = False
    words: bool = False
    gap: int = 1
    least: int = 6


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's text and the colour pair of its meaning.

    ``hint`` stands dimmed where there is no text. ``locked`` entries take nothing. One key of ``keys``
    writes a whole value; those in ``answers`` write nothing and answer what the cell asks.
    """

    text: SafeText = SafeText("")  # noqa: RUF009 - immutable
    meaning: str = "base"
    hint: SafeText = SafeText("")  # noqa: RUF009
    locked: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by a key that stays the same while its cells change."""

    key: str
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a column lies on a line."""

    x: int
    width: int


def spans_of(columns: Sequence[SheetColumn], width: int) -> tuple[Span, ...]:
    """Where the columns lie on a line so wide; one that finds no room has no width."""
    fixed = sum(column.width + column.gap for column in columns if column.width)
    spans: list[Span] = []
    x = 0
    for column in columns:
        wanted = column.width or max(width - fixed - column.gap, 0)
        if not column.width and wanted < column.least:
            wanted = 0
        wanted = wanted if x + wanted <= width else 0
        spans.append(Span(x, wanted))
        x += wanted + column.gap if wanted else 0
    return tuple(spans)


def plain(cell: SheetCell, column: SheetColumn, width: int, styles: Styles) -> Iterator[Segment]:
    """A cell that nobody is typing in; what is cut is marked."""
    entry = column.entry and not cell.locked and cell.meaning == "base"
    hinted = not cell.text and bool(cell.hint)
    style = styles["dim" if hinted else "field" if entry else cell.meaning]
    shown = cell.text or cell.hint
    text = fitted(shown, width)
    if column.align == "right" and cell_len(shown) < width:
        text = " " * (width - cell_len(shown)) + shown
    yield Segment(text, style)


def typed(editor: LineEditor, width: int, styles: Styles) -> Iterator[Segment]:
    """A cell that is being typed in, with its cursor; chosen as a whole when it was just reached."""
    yield from edited(editor, width, styles["field"], styles["cursor"])
