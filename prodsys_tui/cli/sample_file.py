"""Files of samples: spec ``cli.md``, ``sample add --file``. Nothing is saved unless every row can be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.reports.table_file import read_table
from prodsys_tui.services.refused import Refused, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodsys_tui.services.quality.samples import AddSample

REQUIRED = ("process", "parameter", "value", "machine")
OPTIONAL = ("order", "batch", "code")


def read_samples(
    raw: bytes, name: str, *, shift: int | str | None, sure: bool
) -> "list[tuple[int, AddSample | Refusal]]":
    """The samples of a CSV file or workbook, with their lines.

    Columns: ``process,parameter,value,machine`` and, where they are known, ``order,batch,code``.
    A row whose process is no number is a refusal. Raises ``Refused`` (``file-refused``).
    """
    from prodsys_tui.services.quality.samples import AddSample

    table = read_table(raw, name)
    check_columns(table.columns, name, REQUIRED, OPTIONAL)
    if not table.rows:
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

    return [(line, sample(row)) for line, row in table.rows]


def by_line(refused: Refused, lines: Sequence[int]) -> Refused:
    """The same refusal with the file's lines where services count the samples, from 1."""
    return Refused(*(_at_line(reason, lines) for reason in refused.reasons))


def _at_line(reason: Refusal, lines: Sequence[int]) -> Refusal:
    row = reason.params.get("row")
    if not isinstance(row, int):
        return reason
    line = lines[row - 1]
    _, _, field = (reason.field or "").partition(".")
    return replace(reason, params={**reason.params, "row": line}, field=f"{line}.{field}")


def check_columns(names: Sequence[str], file: str, required: Sequence[str], optional: Sequence[str]) -> None:
    """Raise ``Refused`` (``file-refused``) for columns that are missing or that nobody knows."""
    missing = [column for column in required if column not in names]
    unknown = [column for column in names if column not in (*required, *optional)]
    if missing:
        raise Refused(Refusal(Code.FILE_REFUSED, {"file": file, "columns": missing}, "file", "columns"))
    if unknown:
        raise refuse(Code.FILE_REFUSED, "file", "unknown-columns", file=file, columns=unknown)
