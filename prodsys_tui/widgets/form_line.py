"""One line of a form as it is drawn: mark, label, entry, then what is told beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.line_editor import LineEditor
from prodsys_tui.widgets.row_list import Cell

CUT = "~"
"""Stands where a text was cut: every console font has it."""

Styles = Mapping[str, Style]
"""The styles by meaning, as ``theme.PAIRS`` names them."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of a form.

    A line without a ``key`` is a heading. ``locked`` shows the entry in parentheses and lets nothing be
    typed. ``keys`` are letters that write a whole value each, where the values are few; those in
    ``answers`` write nothing and answer what the line asks.
    """

    key: str
    label: SafeText
    cells: tuple[Cell, ...] = ()
    locked: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    answers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FormColumns:
    """Widths in terminal cells; the entry's counts its two brackets.

    The last cell of a line takes all that is left, so that a line with few cells can say more.
    """

    label: int
    entry: int
    cells: tuple[int, ...] = ()

    @property
    def before_entry(self) -> int:
        """Where the entry begins: after the mark, the label and a blank."""
        return self.label + 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line holds: its text while it is typed; ``here`` when the cursor is on it."""

    editor: LineEditor
    here: bool


def painted(line: FormLine, entry: Entry | None, columns: FormColumns, width: int, styles: Styles) -> Strip:
    """The line, exactly ``width`` wide. Without an entry it is a heading."""
    here = entry is not None and entry.here
    meaning = "head" if entry is None else "strong" if here else "base"
    label = fitted(f"{'>' if here else ' '}{line.label}", columns.label + 1)
    segments = [Segment(f"{label} ", styles[meaning])]
    if entry is None:
        segments.append(Segment(" " * columns.entry, styles["base"]))
    else:
        segments.extend(_entry(line, entry, columns.entry, styles))
    left = width - columns.before_entry - columns.entry
    segments.extend(_cells(line.cells, columns.cells, left, styles, "head" if entry is None else ""))
    return Strip(segments).adjust_cell_length(width, styles["base"])


def fitted(text: str, width: int) -> str:
    """The text in exactly so many terminal cells; what was cut is marked."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + CUT if width > 0 else ""


def cursor_column(editor: LineEditor, width: int) -> int:
    """Where the cursor stands inside an entry ``width`` wide, brackets included."""
    before = cell_len("".join(_shown(editor.text)[: editor.cursor]))
    return 1 + min(before, width - 3)


def _cells(
    cells: Sequence[Cell], widths: Sequence[int], left: int, styles: Styles, meaning: str
) -> Iterator[Segment]:
    for number, cell in enumerate(cells):
        width = left - 1 if number == len(cells) - 1 else widths[number]
        if left - 1 < width or width <= 0:
            return
        text = fitted(cell.text, width).rstrip()
        yield Segment(" ", styles["base"])
        yield Segment(text, styles[meaning or cell.meaning])
        yield Segment(" " * (width - cell_len(text)), styles["base"])
        left -= width + 1


def _entry(line: FormLine, entry: Entry, width: int, styles: Styles) -> Iterator[Segment]:
    inner = width - 2
    if line.locked:
        yield Segment(f"({fitted(safe(entry.editor.text), inner)})", styles["dim"])
        return
    frame = styles["field"]
    yield Segment("[", frame)
    if entry.here:
        yield from edited(entry.editor, inner, frame, styles["cursor"])
    else:
        yield Segment(fitted("".join(_shown(entry.editor.text)), inner), frame)
    yield Segment("]", frame)


def edited(editor: LineEditor, width: int, frame: Style, cursor: Style) -> Iterator[Segment]:
    """The text with its cursor, pushed to the left as far as the cursor needs; chosen when it is fresh."""
    shown = [*_shown(editor.text), " "]
    before, at, after = shown[: editor.cursor], shown[editor.cursor], shown[editor.cursor + 1 :]
    chosen = cursor if editor.fresh and editor.text else frame
    head = Segment("".join(before), chosen)
    strip = Strip([head, Segment(at, frame if chosen is cursor else cursor), Segment("".join(after), frame)])
    # At the end of a chosen text the cursor needs no cell of its own.
    start = max(cell_len(head.text) - width + (0 if chosen is cursor else 1), 0)
    yield from strip.crop(start, start + width).extend_cell_length(width, frame)


def _shown(text: str) -> list[str]:
    """Each character as it is shown, so that the cursor stays beside what it edits."""
    return [safe(character) for character in text]
