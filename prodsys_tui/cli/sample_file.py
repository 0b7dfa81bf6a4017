"""Files of samples: spec ``cli.md``, ``sample add --file``. Nothing is saved unless every row can be."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.refused import Refused, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from prodsys_tui.services.samples import AddSample

REQUIRED = ("process", "parameter", "value", "machine")
OPTIONAL = ("order", "batch", "code")
MAX_BYTES = 5_000_000
_DELIMITERS = ",;\t"


def read_file(name: str) -> bytes:
    """The bytes of a file. Raises ``Refused`` (``file-refused``) when it cannot be read or is too big."""
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refuse(Code.FILE_REFUSED, "file", "too-big", file=name)
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refuse(Code.FILE_REFUSED, "file", "missing", file=name) from error


def read_samples(
    raw: bytes, name: str, *, shift: int | str | None, sure: bool
) -> "list[tuple[int, AddSample | Refusal]]":
    """The samples of a CSV file in UTF-8, its cells between commas, semicolons or tabs, with their lines.

    Columns: ``process,parameter,value,machine`` and, where they are known, ``order,batch,code``.
    A row whose process is no number is a refusal. Raises ``Refused`` (``file-refused``).
    """
    from prodsys_tui.services.samples import AddSample

    rows = list(_rows(raw, name))
    if not rows:
        raise refuse(Code.FILE_REFUSED, "file", "empty", file=name)

    def sample(row: "Mapping[str, str]") -> AddSample | Refusal:
        process = row["process"]
        if not (process.isascii() and process.isdecimal()):
            return Refusal(Code.NOT_A_NUMBER, {"text": process}, "process")
        return AddSample(
            int(process),
            row["parameter"],
            row["value"],
            machine=row["machine"] or None,
            order=row.get("order") or None,
            batch=row.get("batch") or None,
            code=row.get("code") or None,
            sure=sure,
            shift=shift,
        )

    return [(line, sample(row)) for line, row in rows]


def by_line(refused: Refused, lines: "Sequence[int]") -> Refused:
    """The same refusal with the file's lines where services count the samples, from 1."""
    return Refused(*(_at_line(reason, lines) for reason in refused.reasons))


def _at_line(reason: Refusal, lines: "Sequence[int]") -> Refusal:
    row = reason.params.get("row")
    if not isinstance(row, int):
        return reason
    line = lines[row - 1]
    _, _, field = (reason.field or "").partition(".")
    return replace(reason, params={**reason.params, "row": line}, field=f"{line}.{field}")


def _rows(raw: bytes, name: str) -> "Iterator[tuple[int, Mapping[str, str]]]":
    """The rows that hold anything, each with the number of its line."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(Code.FILE_REFUSED, "file", "text", file=name) from error
    if "\0" in text:
        raise refuse(Code.FILE_REFUSED, "file", "text", file=name)
    if not text.strip():
        raise refuse(Code.FILE_REFUSED, "file", "empty", file=name)
    heading = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter, strict=True, restval="")
    try:
        names = [column.strip().lower() for column in reader.fieldnames or ()]
        _check_columns(names, name)
        reader.fieldnames = names
        for row in reader:
            if None in row:
                raise refuse(Code.FILE_REFUSED, "file", "row", file=name, line=reader.line_num)
            if any(row.values()):
                yield reader.line_num, {column: cell.strip() for column, cell in row.items()}
    except csv.Error as error:
        raise refuse(Code.FILE_REFUSED, "file", "row", file=name, line=reader.reader.line_num) from error


def _check_columns(names: list[str], file: str) -> None:
    missing = [column for column in REQUIRED if column not in names]
    unknown = [column for column in names if column not in (*REQUIRED, *OPTIONAL)]
    if missing:
        raise Refused(Refusal(Code.FILE_REFUSED, {"file": file, "columns": missing}, "file", "columns"))
    if unknown or len(set(names)) < len(names):
        columns = unknown or names
        raise Refused(
            Refusal(Code.FILE_REFUSED, {"file": file, "columns": columns}, "file", "unknown-columns")
        )
