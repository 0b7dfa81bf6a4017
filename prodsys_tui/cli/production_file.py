"""Files of production records: spec ``cli.md``, ``production add --file``. All rows are saved or none."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from prodsys_tui.cli.sample_file import check_columns
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.reports.table_file import read_table
from prodsys_tui.services.refused import refuse
from prodsys_tui.text.dates import read_moment

if TYPE_CHECKING:
    from prodsys_tui.services.production.production import AddProduction

REQUIRED = ("process", "machine")
OPTIONAL = (
    *("order", "counter", "quantity", "waste", "waste_to", "consumes"),
    *("stop", "reason", "at", "uid"),
)


def read_records(
    raw: bytes, name: str, zone: tzinfo, now: datetime, *, shift: int | str | None
) -> "list[tuple[int, AddProduction | Refusal]]":
    """The records of a CSV file or workbook, with their lines.

    Columns: ``process,machine`` and what is known of ``order,counter,quantity,waste,waste_to,consumes``
    (codes with blanks between), ``stop,reason,at,uid``. A row whose process or time cannot be read is a
    refusal. Raises ``Refused`` (``file-refused``).
    """
    table = read_table(raw, name)
    check_columns(table.columns, name, REQUIRED, OPTIONAL)
    if not table.rows:
        raise refuse(Code.FILE_REFUSED, "file", "empty", file=name)
    return [(line, _record(row, zone, now, shift)) for line, row in table.rows]


def _record(
    row: Mapping[str, str], zone: tzinfo, now: datetime, shift: int | str | None
) -> "AddProduction | Refusal":
    from prodsys_tui.services.production.production import AddProduction

    process, at = row["process"], row.get("at")
    if not (process.isascii() and process.isdecimal()):
        return Refusal(Code.NOT_A_NUMBER, {"text": process}, "process")
    measured = read_moment(at, zone, now, "at") if at else None
    if isinstance(measured, Refusal):
        return measured
    return AddProduction(
        int(process),
        order=row.get("order") or None,
        machine=row["machine"] or None,
        quantity=row.get("quantity") or None,
        waste=row.get("waste") or None,
        waste_to=row.get("waste_to") or None,
        counter=row.get("counter") or None,
        consumes=tuple(_codes(row.get("consumes") or "")),
        reason=row.get("reason") or None,
        shift=shift,
        uid=row.get("uid") or None,
        measured_at=measured,
        stop=row.get("stop") or None,
    )


def _codes(text: str) -> Sequence[str]:
    return text.replace(",", " ").replace(";", " ").split()
