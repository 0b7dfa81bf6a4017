"""Tables in files that people keep: CSV in UTF-8, or the first sheet of an ``.xlsx`` workbook.

Every cell is read as the text that a person would type: dates as ``YYYY-MM-DD``, whole numbers without a
decimal part. Files that would fill the memory are refused before they are unpacked: spec
``reference-faults.md``, "CSV/XLSX import".
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse

if TYPE_CHECKING:
    from prodsys_tui.services.refused import Refused

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 64 * 1024 * 1024
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 200
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 500

_DELIMITERS: Final = ",;\t"
_ZIP: Final = b"PK\x03\x04"
_SMALL: Final = 1024 * 1024
"""Bytes that may be packed as densely as they like."""

_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
"""Where a cell says that it stands."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file, in lower case, and its rows that hold anything with their line numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def read_file(name: str) -> bytes:
    """The bytes of a file. Raises ``Refused`` (``file-refused``) when it cannot be read or is too big."""
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refused(name, "too-big")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _refused(name, "missing") from error


def read_table(raw: bytes, name: str) -> Table:
    """The table in the bytes of a file; ``name`` is what messages call it.

    Raises ``Refused`` (``file-refused``) for what is no table, for an empty one, one with a column twice,
    and one that is a bomb.
    """
    lines = _of_workbook(raw, name) if raw.startswith(_ZIP) else _of_text(raw, name)
    heading = next(lines, None)
    if heading is None:
        raise _refused(name, "empty")
    columns = [cell.strip().lower() for cell in heading[1]]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MAX_COLUMNS:
        raise _refused(name, "too-big")
    if len(set(columns)) < len(columns):
        raise refuse(Code.FILE_REFUSED, "file", "unknown-columns", file=name, columns=columns)
    rows = tuple(islice(_rows(columns, lines, name), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise _refused(name, "too-big")
    return Table(tuple(columns), rows)


def _rows(
    columns: Sequence[str], lines: Iterator[tuple[int, list[str]]], name: str
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for line, cells in lines:
        texts = [cell.strip() for cell in cells]
        if any(texts[len(columns) :]):
            raise refuse(Code.FILE_REFUSED, "file", "row", file=name, line=line)
        if any(texts):
            padded = [*texts, *[""] * len(columns)]
            yield line, dict(zip(columns, padded, strict=False))


def _of_text(raw: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(name, "text") from error
    if "\0" in text:
        raise _refused(name, "text")
    heading = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise refuse(Code.FILE_REFUSED, "file", "row", file=name, line=reader.line_num) from error


def _of_workbook(raw: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    # Loaded here: most files are text, and most commands read none.
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    _refuse_bombs(raw, name)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)
    except (CalamineError, IndexError) as error:
        raise _refused(name, "workbook") from error
    for line, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            yield line, texts


def _refuse_bombs(raw: bytes, name: str) -> None:
    """Refuse a workbook that unpacks to more than anybody keeps in one, or has a cell at the far end of it.

    Everything is unpacked here once, piece by piece, so that what the archive says of its sizes is true.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            dense = unpacked > _SMALL and unpacked > MAX_RATIO * len(raw)
            if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or dense:
                raise _refused(name, "too-big")
            far = any(_is_far(archive.read(entry)) for entry in entries)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
        raise _refused(name, "workbook") from error
    if far:
        raise _refused(name, "too-big")


def _is_far(part: bytes) -> bool:
    """Whether a part of a workbook has a cell beyond the rows and columns that are read."""
    return any(int(row) > MAX_ROWS or _column(letters) > MAX_COLUMNS for letters, row in _PLACE.findall(part))


def _column(letters: bytes) -> int:
    """The number of a column: ``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(cell: object) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return show_number(Decimal(repr(cell)))
    return str(cell)


def _refused(name: str, variant: str) -> "Refused":
    return refuse(Code.FILE_REFUSED, "file", variant, file=name)
