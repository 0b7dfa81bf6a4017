"""Answers: one JSON document, a table where a terminal reads it, tab-separated lines elsewhere.

One document serves all three: a list of rows becomes a table, a row becomes lines of name and value.
Column heads are ``cli.column.<key>``. Spec ``cli.md``, "Conventions".
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import TextIO

from prodsys_tui.cli.usage import LostAnswerError
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.text.catalog import MissingTextError, Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe

SCHEMA_VERSION = 1
Row = Mapping[str, object]
Columns = Sequence[str]

_LONG = frozenset(
    {
        "nombre",
        "producto",
        "motivo",
        "motivo_estado",
        "motivo_cambio",
        "comentario",
        "comentario_estado",
        "texto",
        "parametro",
        "unidad",
        "detail",
        "message",
        "value",
        "source",
        "maquinas",
        "consumido_en",
        "de",
        "nota",
        "objeto",
    }
)
"""Columns that may be broken into several lines; the others are read as one word."""
# Valid in JSON as they are, yet obeyed or hidden by terminals: C1, zero-width and bidirectional signs.
_UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def say(text: SafeText) -> None:
    """Talk: one line on stderr."""
    _robust(sys.stderr)
    sys.stderr.write(f"{text}\n")


def write_json(document: Row) -> None:
    """One JSON document on stdout, in UTF-8 whatever the locale says."""
    text = json.dumps({"schema_version": SCHEMA_VERSION, **document}, ensure_ascii=False, default=_plain)
    with _stdout("utf-8") as out:
        out.write(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def write_text(text: str) -> None:
    """Lines of the program's own on stdout."""
    with _stdout() as out:
        out.write(text)


def write_rows(texts: Texts, rows: Sequence[Row], columns: Columns) -> None:
    """A table: drawn for a terminal, else one line a row with tabs between, the heads first."""
    heads = [_head(texts, column) for column in columns]
    cells = [[_cell(texts, row.get(column)) for column in columns] for row in rows]
    with _stdout() as out:
        if out.isatty():
            _draw(heads, cells, [column not in _LONG for column in columns])
        else:
            out.writelines(f"{joined(line, by=chr(9))}\n" for line in (heads, *cells))


def write_row(texts: Texts, row: Row, columns: Columns = ()) -> None:
    """One thing: a line for each of its values, name and value."""
    named = [(_head(texts, name), _cell(texts, row.get(name))) for name in columns or row]
    with _stdout() as out:
        width = max(len(name) for name, _ in named)
        lines = (f"{name:<{width}}  {value}" if out.isatty() else f"{name}\t{value}" for name, value in named)
        out.writelines(f"{line}\n" for line in lines)


def write_gap() -> None:
    """The line between two parts of an answer."""
    with _stdout() as out:
        out.write("\n")


def instant(at: datetime) -> str:
    """An instant as answers carry it: ISO 8601 in UTC with ``Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _plain(value: object) -> object:
    """What JSON does not know: decimals as numbers, instants in UTC, dates."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return dict(value)
    raise TypeError(type(value))


def _head(texts: Texts, name: str) -> SafeText:
    """What a column is called; one of the database, as replayed rows have them, what it is called there."""
    try:
        return texts(f"cli.column.{name}")
    except MissingTextError:
        return safe(name)


def _cell(texts: Texts, value: object) -> SafeText:
    """A value as a person reads it, on one line."""
    match value:
        case None:
            shown: object = ""
        case bool():
            shown = texts("cli.yes" if value else "cli.no")
        case Decimal():
            shown = show_number(value)
        case datetime():
            shown = show_instant(value, texts.zone)
        case date():
            shown = show_date(value)
        case Mapping():
            shown = "; ".join(f"{name}={_cell(texts, part)}" for name, part in value.items())
        case list() | tuple():
            shown = "; ".join(_cell(texts, part) for part in value)
        case _:
            shown = value
    return safe(shown)


def _draw(heads: Sequence[SafeText], cells: Sequence[Sequence[SafeText]], whole: Sequence[bool]) -> None:
    """A table on a terminal, its ``whole`` columns on one line. Rich obeys ``NO_COLOR`` by itself."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from prodsys_tui.text.as_rich import as_rich

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head, one_line in zip(heads, whole, strict=True):
        table.add_column(as_rich(head), overflow="fold", no_wrap=one_line)
    for line in cells:
        table.add_row(*(as_rich(cell) for cell in line))
    Console(highlight=False, emoji=False, markup=False).print(table)


@contextmanager
def _stdout(encoding: str | None = None) -> Iterator[TextIO]:
    """Stdout for a part of an answer. Raises ``LostAnswerError`` when it takes no more.

    A reader that goes away (``| head -1``) has what it wanted: the command ends as it would have.
    """
    _robust(sys.stdout, encoding)
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_the_rest()
    except OSError as error:
        _drop_the_rest()
        raise LostAnswerError(error.strerror) from error


def _drop_the_rest() -> None:
    """Let what is still to be written, by the interpreter's own end too, go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _robust(stream: object, encoding: str | None = None) -> None:
    """Let a stream write what its encoding lacks as an escape, which inside JSON means the same sign."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=encoding or stream.encoding, errors="backslashreplace")
