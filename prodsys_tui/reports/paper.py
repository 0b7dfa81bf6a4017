"""A sheet of paper as PDF: letter size, a heading and a foot on every page, tables, and boxes to sign in.

The fonts are those that every PDF reader has; they know the letters of Spanish and English, and a character
that they lack is printed as its number, as on the screens.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF, FontFace
from fpdf.enums import TableCellFillMode, XPos, YPos
from fpdf.errors import FPDFException

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.text.safe import SafeText, safe

Cell = SafeText
NOTHING: Final = SafeText("")
"""An empty cell."""

_FONT: Final = "helvetica"
_MARGIN: Final = 12.0
_SMALL, _NORMAL, _LARGE = 7.5, 9.0, 13.0
_LINE: Final = 4.2
_GREY: Final = (225, 225, 225)
_BOX_HEIGHT: Final = 16.0
_NAMES: Final = 42.0
_ENCODING: Final = "cp1252"


class Paper(FPDF):
    """A document that is filled from top to bottom; all measures are in millimetres."""

    def __init__(self, title: SafeText, foot: SafeText, made_at: datetime) -> None:
        super().__init__(format="letter", unit="mm")
        self._title, self._foot = printed(title), printed(foot)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN + 6)
        self.core_fonts_encoding = _ENCODING
        self.set_title(self._title)
        self.set_creation_date(made_at)
        self.set_compression(True)
        self.add_page()

    def header(self) -> None:
        """What the sheet is, on every page."""
        self.set_font(_FONT, "B", _LARGE)
        self.cell(0, 7, self._title, border="B", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1.5)

    def footer(self) -> None:
        """Folio and page, on every page."""
        self.set_y(-_MARGIN - 2)
        self.set_font(_FONT, "", _SMALL)
        self.cell(0, 4, self._foot)
        self.set_x(_MARGIN)
        self.cell(0, 4, f"{self.page_no()}/{{nb}}", align="R")

    def heading(self, text: SafeText) -> None:
        """The heading of a part; it never stands alone at the foot of a page."""
        if self.will_page_break(4 * _LINE):
            self.add_page()
        self.ln(1.5)
        self.set_font(_FONT, "B", _NORMAL + 1)
        self.cell(0, 5.5, printed(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def line_of(self, text: SafeText) -> None:
        """A line of text, broken where it is too long."""
        self.set_font(_FONT, "", _NORMAL)
        self.multi_cell(0, _LINE, printed(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def grid(self, heads: Sequence[Cell], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
        """A table with its heads repeated on every page; ``widths`` are parts of the page's."""
        self.set_font(_FONT, "", _SMALL)
        with self.table(
            col_widths=tuple(widths),
            line_height=_LINE,
            headings_style=FontFace(emphasis="BOLD", fill_color=_GREY),
            cell_fill_mode=TableCellFillMode.NONE,
            text_align="LEFT",
        ) as table:
            for row in (heads, *rows):
                table.row([printed(cell) for cell in row])
        self.ln(1)

    def named_grid(self, heads: SafeText, rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
        """A table whose heads are one text, separated by bars; none where it has no rows."""
        filled = list(rows)
        if filled:
            self.grid([safe(head.strip()) for head in heads.split("|")], filled, widths)

    def part(
        self, title: SafeText, heads: SafeText, rows: Iterable[Sequence[Cell]], widths: Sequence[int]
    ) -> None:
        """A heading and a table; neither where there are no rows."""
        filled = list(rows)
        if filled:
            self.heading(title)
            self.named_grid(heads, filled, widths)

    def fact(self, name: SafeText, value: SafeText, room: float) -> None:
        """A line of a name and, behind it, its value; both together are as wide as ``room``."""
        self.set_font(_FONT, "B", _NORMAL)
        self.cell(_NAMES, _LINE, printed(name))
        self.set_font(_FONT, "", _NORMAL)
        self.multi_cell(
            room - _NAMES - 2, _LINE, printed(value), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def banner(self, text: SafeText) -> None:
        """What nobody may overlook, in a grey box."""
        self.set_font(_FONT, "B", _NORMAL)
        self.set_fill_color(*_GREY)
        self.multi_cell(
            0,
            _LINE + 1,
            printed(text),
            border=1,
            align="L",
            fill=True,
            padding=1,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        self.set_fill_color(0)
        self.ln(1)

    def attach(self, name: str, content: bytes, mime_type: str, made_at: datetime) -> None:
        """Put a file into the document, as it is."""
        self.embed_file(
            basename=name,
            bytes=content,
            mime_type=mime_type,
            creation_date=made_at,
            modification_date=made_at,
            compress=False,
        )

    def boxes(self, names: Sequence[SafeText]) -> None:
        """Boxes side by side to sign in."""
        if self.will_page_break(_BOX_HEIGHT + _LINE):
            self.add_page()
        self.ln(2)
        width = self.epw / len(names)
        top = self.get_y()
        self.set_font(_FONT, "", _SMALL)
        for at, name in enumerate(names):
            self.rect(_MARGIN + at * width, top, width - 2, _BOX_HEIGHT)
            self.set_xy(_MARGIN + at * width + 1, top + _BOX_HEIGHT - 4.5)
            self.cell(width - 4, 4, printed(name))
        self.set_xy(_MARGIN, top + _BOX_HEIGHT + 2)

    def save(self, name: str) -> None:
        """Write the file, whole or not at all. Raises ``Refused`` (``file-refused``)."""
        try:
            content = bytes(self.output())
        except (ValueError, FPDFException) as error:
            raise refuse(Code.FILE_REFUSED, "out", "unwritable", file=name) from error
        write_file(name, content)


def begin_file(name: str) -> Path:
    """Begin a file beside the one that it becomes. Raises ``Refused`` (``file-refused``)."""
    return _begun(name, b"")


def write_file(name: str, content: bytes) -> None:
    """Write a file, whole or not at all. Raises ``Refused`` (``file-refused``)."""
    beside = _begun(name, content)
    try:
        beside.replace(name)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise refuse(Code.FILE_REFUSED, "out", "unwritable", file=name) from error


def _begun(name: str, content: bytes) -> Path:
    beside = Path(f"{name}.part")
    try:
        if Path(name).is_dir():
            raise IsADirectoryError(name)
        beside.write_bytes(content)
    except (OSError, ValueError) as error:
        raise refuse(Code.FILE_REFUSED, "out", "unwritable", file=name) from error
    return beside


def printed(text: str) -> str:
    """A text in the characters of the paper's fonts."""
    shown = safe(text)
    return "".join(each if _knows(each) else f"<U+{ord(each):04X}>" for each in shown)


def _knows(character: str) -> bool:
    try:
        character.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def or_nothing(value: object) -> SafeText:
    """A value as data, or an empty cell."""
    return NOTHING if value is None else safe(value)
