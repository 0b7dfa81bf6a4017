"""The workbook of rows that were not taken, each with its reason, to be mended and imported again."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.text.safe import SafeText

WIDTH = 18
"""Characters of a column; the reason has more."""

REASON_WIDTH = 80


def write_rejects(
    name: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Mapping[str, str], str]],
    reason: SafeText,
) -> None:
    """Write a workbook with the file's own columns and one more, headed ``reason``.

    Every cell is text, so that nothing of it becomes a formula or a number that the file never had. Raises
    ``Refused`` (``file-refused``) when it cannot be written.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - most imports reject nothing
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = Workbook(Path(name), plain)
    sheet = book.add_worksheet()
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(columns) - 1, 0), WIDTH)
    sheet.set_column(len(columns), len(columns), REASON_WIDTH)
    for at, heading in enumerate((*columns, str(reason))):
        sheet.write_string(0, at, heading, bold)
    for line, (cells, why) in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            sheet.write_string(line, at, cells.get(column, ""))
        sheet.write_string(line, len(columns), why, wrapped)
    try:
        book.close()
    except FileCreateError as error:
        raise refuse(Code.FILE_REFUSED, "file", "unwritable", file=name) from error
