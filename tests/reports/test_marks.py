"""What a scanner reads of labels: decoded again, from what is really drawn, by decoders of their own.

The Code 128 decoder knows the standard's rule for symbols (each is three bars and three spaces of eleven
modules) and its table by value; the QR decoder reads version 1 and 2 in alphanumeric and byte mode, as
ISO/IEC 18004 says, without correcting anything: on paper of our own there is nothing to correct.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from prodsys_tui.reports.code128 import widths
from prodsys_tui.reports.label_paper import LabelSheet
from prodsys_tui.services.batch.labels import Label, LabelKind, scanner_label
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.scanner import CODE

MADE = datetime(2026, 3, 2, 21, tzinfo=UTC)
POINTS = 72 / 25.4
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# Values 0 to 94 of set B by where they begin: pairs of the table that the standard prints.
KNOWN = {
    "A": "111323",
    "L": "132131",
    "N": "113321",
    "0": "123122",
    "1": "123221",
    "4": "221231",
    "9": "321122",
    "-": "122132",
}
Rect = tuple[float, float, float, float]


def rectangles(sheet: LabelSheet) -> list[list[Rect]]:
    """The filled rectangles of every page as x, y, width, height in millimetres from the top."""
    pages = []
    for page in PdfReader(io.BytesIO(bytes(sheet.output()))).pages:
        content = ContentStream(page["/Contents"].get_object(), page.pdf)
        found = [list(map(float, numbers)) for numbers, sign in content.operations if sign == b"re"]
        top = float(page.mediabox.height)
        pages.append([(x / POINTS, (top - y) / POINTS, w / POINTS, -h / POINTS) for x, y, w, h in found])
    return pages


def read_bars(rects: Sequence[Rect]) -> tuple[int, ...]:
    """The widths of bars and spaces in modules, from where the bars lie."""
    bars = sorted((x, w) for x, _, w, _ in rects)
    module = min(w for _, w in bars)
    found: list[int] = []
    for (x, w), (after, _) in zip(bars, [*bars[1:], (0.0, 0.0)], strict=True):
        found += [round(w / module), round((after - x - w) / module)]
    return tuple(found[:-1])


def decode128(parts: Sequence[int]) -> str:
    """The text of a Code 128 in set B; checks start, check symbol and stop."""
    symbols = [tuple(parts[at : at + 6]) for at in range(0, len(parts) - 7, 6)]
    assert tuple(parts[-7:]) == (2, 3, 3, 1, 1, 1, 2)
    assert all(sum(each) == 11 for each in symbols)
    values = [TABLE[each] for each in symbols]
    assert values[0] == 104
    total = values[0] + sum(at * value for at, value in enumerate(values[1:-1], start=1))
    assert values[-1] == total % 103
    return "".join(chr(32 + value) for value in values[1:-1])


def _table() -> dict[tuple[int, ...], int]:
    """The symbols by their value, from two signs at a time: what follows the start is the sign itself."""
    first = [tuple(widths(chr(32 + value))[6:12]) for value in range(95)]
    table = {symbol: value for value, symbol in enumerate(first)}
    for value in range(95):
        for other in range(95):
            check = (104 + value + 2 * other) % 103
            table[tuple(widths(chr(32 + value) + chr(32 + other))[18:24])] = check
    table[tuple(widths("A")[:6])] = 104
    return table


TABLE = _table()


def modules(rects: Sequence[Rect], size: int, module: float) -> list[list[int]]:
    """The dark modules of a QR code from its rectangles."""
    left, top = min(x for x, *_ in rects), min(y for _, y, _, _ in rects)
    matrix = [[0] * size for _ in range(size)]
    for x, y, width, _ in rects:
        row, column = round((y - top) / module), round((x - left) / module)
        for at in range(round(width / module)):
            matrix[row][column + at] = 1
    return matrix


def decode_qr(matrix: Sequence[Sequence[int]]) -> str:
    """The text of a QR code of version 1 or 2 (one block of data): format, mask, path, mode, signs."""
    size = len(matrix)
    told = [matrix[8][at] for at in (0, 1, 2, 3, 4, 5, 7)] + [matrix[8][8]]
    mask = (told[2] ^ 1) << 2 | (told[3] ^ 0) << 1 | (told[4] ^ 1)
    bits = [
        matrix[row][column] ^ _masked(mask, row, column)
        for row, column in _path(size)
        if not _fixed(row, column, size)
    ]
    mode, rest = _number(bits[:4]), bits[4:]
    if mode == 2:
        count, rest = _number(rest[:9]), rest[9:]
        signs = []
        for at in range(count // 2):
            pair = _number(rest[at * 11 : at * 11 + 11])
            signs += [ALPHANUMERIC[pair // 45], ALPHANUMERIC[pair % 45]]
        if count % 2:
            start = count // 2 * 11
            signs.append(ALPHANUMERIC[_number(rest[start : start + 6])])
        return "".join(signs)
    assert mode == 4
    count, rest = _number(rest[:8]), rest[8:]
    return bytes(_number(rest[at * 8 : at * 8 + 8]) for at in range(count)).decode()


def _masked(mask: int, row: int, column: int) -> int:
    rules = (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        row * column % 2 + row * column % 3,
        (row * column % 2 + row * column % 3) % 2,
        ((row + column) % 2 + row * column % 3) % 2,
    )
    return int(rules[mask] == 0)


def _fixed(row: int, column: int, size: int) -> bool:
    """Whether a module belongs to finders, timing, format or (version 2) the alignment pattern."""
    far = size - 8
    corner = (row < 9 and column < 9) or (row < 9 and column >= far) or (row >= far and column < 9)
    aligned = size > 21 and abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or aligned or row == 6 or column == 6


def _path(size: int) -> list[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, past the timing column."""
    path = []
    up = True
    for right in [at for at in range(size - 1, 0, -2) if at > 6] + [5, 3, 1]:
        rows = range(size - 1, -1, -1) if up else range(size)
        path += [(row, column) for row in rows for column in (right, right - 1)]
        up = not up
    return path


def _number(bits: Sequence[int]) -> int:
    return int("".join(map(str, bits)), 2)


def test_known_symbols_are_those_of_the_standard() -> None:
    for sign, symbol in KNOWN.items():
        assert "".join(map(str, widths(sign)[6:12])) == symbol
    assert "".join(map(str, widths("A")[:6])) == "211214"
    assert len(TABLE) >= 104


@given(st.text([chr(code) for code in range(32, 127)], min_size=1, max_size=30))
def test_every_text_is_read_again(text: str) -> None:
    assert decode128(widths(text)) == text


@pytest.mark.parametrize("text", ["", "ñ", "a\tb", "\x7f"])
def test_what_code_128_has_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        widths(text)


def batch(number: int) -> Label:
    return Label(LabelKind.BATCH, f"4567890-{number:03d}", f"L4567890N{number:03d}", product="Saco")


def drawn(labels: Sequence[Label]) -> list[list[Rect]]:
    return rectangles(LabelSheet(labels, Texts("es"), MADE))


def split(rects: Sequence[Rect]) -> tuple[list[Rect], list[Rect]]:
    """The QR code's rectangles and the bars of one label: bars are nine millimetres high."""
    return [each for each in rects if each[3] < 8], [each for each in rects if each[3] > 8]


@pytest.mark.parametrize("label", [batch(1), batch(999), scanner_label(CODE), scanner_label("T05")])
def test_a_label_says_the_same_to_both_scanners(label: Label) -> None:
    (page,) = drawn([label])
    code, bars = split(page)
    assert decode128(read_bars(bars)) == label.scanned
    module = min(height for _, _, _, height in code)
    size = round((max(x + w for x, _, w, _ in code) - min(x for x, *_ in code)) / module)
    assert size in {21, 25}
    assert decode_qr(modules(code, size, module)) == label.scanned


def test_ten_labels_lie_on_a_page_without_touching() -> None:
    pages = drawn([batch(number) for number in range(1, 22)])
    assert len(pages) == 3
    bars = [sorted({round(y) for _, y, _, height in page if height > 8}) for page in pages]
    assert [len(rows) for rows in bars] == [5, 5, 1]
    for page in pages:
        assert all(x > 0 and x + w < 215.9 and y > 0 and y + h < 279.4 for x, y, w, h in page)


def test_a_long_code_still_fits_its_label() -> None:
    (page,) = drawn([scanner_label("X" * 40)])
    _, bars = split(page)
    assert decode128(read_bars(bars)) == "X" * 40
    assert max(x + w for x, _, w, _ in bars) - min(x for x, *_ in bars) < 101.6


def test_everything_that_a_label_tells_fits_its_width() -> None:
    long = Label(LabelKind.ORDER, "2000145", "2000145", product="Tela " * 40, process="Telares")
    sheet = LabelSheet([long], Texts("es"), MADE)
    text = PdfReader(io.BytesIO(bytes(sheet.output()))).pages[0].extract_text()
    assert "Tela Tela" in text
    assert "…" in text
