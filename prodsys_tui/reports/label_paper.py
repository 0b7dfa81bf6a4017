"""Labels, ten to a letter-size sheet of 4 × 2 inches: QR and Code 128, and beside them the same for people.

The sheet is what office suppliers sell as "4 × 2 in, 10 per sheet"; printed at 100 %, every label lies on its
own. Measures are in millimetres.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from fpdf import FPDF

from prodsys_tui.domain.numbers import show_number
from prodsys_tui.reports.marks import bars, qr
from prodsys_tui.reports.paper import printed, write_file
from prodsys_tui.services.batch.labels import Label
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, safe

PER_PAGE: Final = 10
_COLUMNS: Final = 2
_LEFT, _TOP = 3.97, 12.7
_ACROSS, _DOWN = 106.36, 50.8
_WIDTH, _HEIGHT = 101.6, 50.8
_PAD: Final = 4.0
_QR: Final = 27.0
_BAR_HEIGHT: Final = 9.0
_MODULE: Final = 0.4
"""The widest a bar gets; a long code gets narrower ones."""
_FONT: Final = "helvetica"
_LARGE, _SMALL = 20.0, 8.0


class LabelSheet(FPDF):
    """Sheets of labels, filled row by row."""

    def __init__(self, labels: Sequence[Label], texts: Texts, made_at: datetime) -> None:
        super().__init__(format="letter", unit="mm")
        self._say = texts
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.core_fonts_encoding = "cp1252"
        self.set_title(printed(texts("proof.label.title")))
        self.set_creation_date(made_at)
        for number, label in enumerate(labels):
            row, column = divmod(number % PER_PAGE, _COLUMNS)
            if number % PER_PAGE == 0:
                self.add_page()
            self._label(label, _LEFT + column * _ACROSS, _TOP + row * _DOWN)

    def save(self, name: str) -> None:
        """Write the file, whole or not at all. Raises ``Refused`` (``file-refused``)."""
        write_file(name, bytes(self.output()))

    def _label(self, label: Label, x: float, y: float) -> None:
        """One label: the QR at its left, what people read beside it, the bars below."""
        qr(self, label.scanned, x + _PAD, y + 3, _QR)
        beside = x + _PAD + _QR + 2
        room = x + _WIDTH - _PAD - beside
        self._line(self._say(f"proof.label.{label.kind}"), beside, y + 4.5, room, _SMALL)
        self._line(safe(label.code), beside, y + 8, room, _LARGE, bold=True)
        for at, text in enumerate(self._about(label)):
            self._line(text, beside, y + 16.5 + at * 3.6, room, _SMALL)
        self._bars(label.scanned, x, y + 32.5)

    def _bars(self, code: str, x: float, y: float) -> None:
        width = min(_WIDTH - 2 * _PAD, _MODULE * (11 * (len(code) + 3) + 22))
        bars(self, code, x + (_WIDTH - width) / 2, y, width, _BAR_HEIGHT)
        self.set_font(_FONT, "", _SMALL)
        self.set_xy(x, y + _BAR_HEIGHT + 0.5)
        self.cell(_WIDTH, 3.5, printed(code), align="C")

    def _about(self, label: Label) -> Iterator[SafeText]:
        """What a label tells beside its code, a line each."""
        if label.product is not None:
            yield safe(label.product)
        if label.order is not None:
            yield self._say("proof.label.order_of", order=label.order)
        if label.made_on is not None:
            yield self._say("proof.label.made", date=show_date(label.made_on), turn=label.turn)
        if label.quantity is not None:
            amount = f"{show_number(label.quantity)} {label.unit}"
            yield self._say("proof.label.amount", amount=amount, process=label.process)
        if label.due is not None:
            yield self._say("proof.label.due", date=show_date(label.due))

    def _line(
        self, text: SafeText, x: float, y: float, room: float, size: float, *, bold: bool = False
    ) -> None:
        """A line of text: smaller where it is too long, cut where even that does not fit."""
        shown, style = printed(text), "B" if bold else ""
        self.set_font(_FONT, style, size)
        while size > _SMALL and self.get_string_width(shown) > room:
            size -= 1
            self.set_font(_FONT, style, size)
        while self.get_string_width(shown) > room:
            shown = f"{shown.removesuffix('…')[:-1]}…"
        self.set_xy(x, y)
        self.cell(room, size * 0.42, shown)
