"""Tables in files: read as people would type them, and refused by name when they cannot be."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from prodsys_tui.reports import table_file
from prodsys_tui.reports.rejects import write_rejects
from prodsys_tui.reports.table_file import MAX_ENTRIES, MAX_ROWS, read_file, read_table
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.safe import safe


def workbook(*rows: tuple[object, ...]) -> bytes:
    kept = io.BytesIO()
    book = Workbook(kept, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    book.close()
    return kept.getvalue()


def archive(*entries: tuple[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries:
            book.writestr(name, content)
    return kept.getvalue()


def refused(raw: bytes) -> str:
    with pytest.raises(Refused) as told:
        read_table(raw, "f")
    (reason,) = told.value.reasons
    assert reason.code == "file-refused"
    return reason.variant


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_read_whatever_stands_between_its_cells(delimiter: str) -> None:
    text = (
        f'\ufeffCódigo{delimiter}Nota\r\n\r\n1{delimiter}"a{delimiter}b"\r\n{delimiter}\r\n2{delimiter}\r\n'
    )
    table = read_table(text.encode(), "f")
    assert table.columns == ("código", "nota")
    assert table.rows == (
        (3, {"código": "1", "nota": f"a{delimiter}b"}),
        (5, {"código": "2", "nota": ""}),
    )


def test_a_workbook_says_what_a_person_would_type() -> None:
    raw = workbook(
        ("Orden", "Cantidad", "Fecha", "Fuelle", "", ""),
        (2000145, 1200.5, date(2026, 4, 1), True),
        ("", "", ""),
        ("007", "12 1/8", "ayer", False),
    )
    assert read_table(raw, "f").rows == (
        (2, {"orden": "2000145", "cantidad": "1200.5", "fecha": "2026-04-01", "fuelle": "1"}),
        (4, {"orden": "007", "cantidad": "12 1/8", "fecha": "ayer", "fuelle": "0"}),
    )


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\xff\xfe", "text"),
        (b"a,b\n1,\0\n", "text"),
        (b'a,b\n"1,2\n', "row"),
        (b"a,b\n1,2,3\n", "row"),
        (b"a,A\n1,2\n", "unknown-columns"),
        (b"PK\x03\x04 and no more", "workbook"),
        (",".join(f"c{n}" for n in range(501)).encode() + b"\n1\n", "too-big"),
        (archive(("readme.txt", b"no workbook")), "workbook"),
        (archive(("a", b"0" * 2_000_000)), "too-big"),
        (archive(*[(f"{n}", b"") for n in range(MAX_ENTRIES + 1)]), "too-big"),
        (archive(("xl/worksheets/sheet1.xml", b'<c s="1" r="XFD1048576"/>')), "too-big"),
        (archive(("xl/worksheets/sheet1.xml", b'<c r="ZZ1"/>')), "too-big"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",
)
def test_what_is_no_table_is_refused_by_name(raw: bytes, variant: str) -> None:
    assert refused(raw) == variant


def test_a_workbook_whose_bytes_are_not_what_it_says_is_refused() -> None:
    raw = bytearray(archive(("xl/worksheets/sheet1.xml", b"<c/>" * 500)))
    raw[60] ^= 0xFF
    assert refused(bytes(raw)) == "workbook"


def test_more_rows_than_anybody_keeps_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_file, "MAX_ROWS", 3)
    assert refused(workbook(*[(str(n),) for n in range(5)])) == "too-big"
    assert refused(b"a\n1\n2\n3\n4\n") == "too-big"
    assert len(read_table(b"a\n1\n2\n3\n", "f").rows) == 3
    assert MAX_ROWS > 3


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (str(tmp_path / "none.csv"), str(tmp_path), "a\0b"):
        with pytest.raises(Refused) as told:
            read_file(name)
        assert told.value.reasons[0].variant == "missing"
    big = tmp_path / "big.csv"
    big.write_bytes(b"12345")
    assert read_file(str(big)) == b"12345"
    monkeypatch.setattr(table_file, "MAX_BYTES", 4)
    with pytest.raises(Refused) as told:
        read_file(str(big))
    assert told.value.reasons[0].variant == "too-big"


def test_rejects_hold_the_rows_as_text_with_their_reason(tmp_path: Path) -> None:
    out = tmp_path / "rejects.xlsx"
    rows = [({"orden": "=1+1", "nota": "007"}, "No existe"), ({"orden": "http://x"}, "@mal")]
    write_rejects(str(out), ("orden", "nota"), rows, safe("Motivo"))
    table = read_table(out.read_bytes(), "f")
    assert table.columns == ("orden", "nota", "motivo")
    assert [row for _, row in table.rows] == [
        {"orden": "=1+1", "nota": "007", "motivo": "No existe"},
        {"orden": "http://x", "nota": "", "motivo": "@mal"},
    ]
    with zipfile.ZipFile(out) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_place_where_no_workbook_can_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        write_rejects(str(tmp_path / "none" / "f.xlsx"), (), [], safe("Motivo"))
    assert told.value.reasons[0].variant == "unwritable"
