"""Orders from a file and orders that could not wait, by commands."""

from pathlib import Path

from xlsxwriter import Workbook

from prodsys_tui.reports.table_file import read_table
from tests.cli.terminal import Terminal

HEAD = "codigo_orden,producto,cantidad_objetivo,fecha_compromiso,Ancho,Cliente\n"
NEW = "2000150,Tela 48,12000,15/04/2026,48,ACME\n"
KNOWN = "2000146,Tela,12000,,,\n"
DIFFERENT = "1000012,Cinta azul,12000,,,\n"
UNKNOWN = "0000001,Tela,5,,,\n"
BAD = "2000151,,mil,31/02/2026,doce,\n"


def file(folder: Path, *rows: str) -> str:
    path = folder / "ordenes.csv"
    path.write_text(HEAD + "".join(rows), "utf-8")
    return str(path)


def test_a_preview_tells_what_each_row_is_and_saves_nothing(plant: Terminal, tmp_path: Path) -> None:
    before = plant.head()
    name = file(tmp_path, NEW, KNOWN, DIFFERENT, UNKNOWN, BAD)
    told = plant.ok("order", "import", name, "--dry-run")
    kinds = [(row["row"], row["clase"]) for row in told["rows"]]
    assert kinds == [(2, "nueva"), (3, "conocida"), (4, "por revisar"), (5, "desconocida"), (6, "nueva")]
    assert "producto" in told["rows"][2]["reason"]
    assert told["ignored_columns"] == ["cliente"]
    assert plant.head() == before


def test_a_wrong_row_refuses_the_file_with_everything_that_is_wrong(plant: Terminal, tmp_path: Path) -> None:
    answer = plant("order", "import", file(tmp_path, NEW, UNKNOWN, BAD), "--json")
    assert answer.code == 3
    fields = [reason["field"] for reason in answer.json["error"]["details"]["motivos"]]
    assert fields == ["3.order", "4.product", "4.quantity", "4.due", "4.spec"]
    assert plant("order", "import", file(tmp_path, NEW)).code == 0


def test_the_right_rows_are_taken_and_the_others_come_back_in_a_workbook(
    plant: Terminal, tmp_path: Path
) -> None:
    rejects = tmp_path / "rechazos.xlsx"
    name = file(tmp_path, NEW, UNKNOWN, BAD, DIFFERENT)
    done = plant.ok("order", "import", name, "--partial", "--rejects", str(rejects))
    assert done["accepted"] == 1
    assert [row["row"] for row in done["rejected"]] == [3, 4, 5]
    back = read_table(rejects.read_bytes(), "f")
    assert [row["codigo_orden"] for _, row in back.rows] == ["0000001", "2000151", "1000012"]
    assert all(row["motivo"] for _, row in back.rows)
    updated = plant.ok("order", "import", file(tmp_path, DIFFERENT), "--update")
    assert updated["accepted"] == 1
    listed = plant.ok("order", "list", "--process", "1")["orders"]
    assert [row["producto"] for row in listed if row["codigo_orden"] == "1000012"] == ["Cinta azul"]


def test_a_workbook_is_taken_as_a_text_file_is(plant: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "ordenes.xlsx"
    book = Workbook(path)
    book.add_worksheet().write_row(0, 0, ("codigo_orden", "producto", "cantidad_objetivo"))
    book.worksheets()[0].write_row(1, 0, (2000150, "Tela", 1200))
    book.close()
    assert plant.ok("order", "import", str(path))["accepted"] == 1


def test_a_file_without_its_columns_or_rows_is_refused(plant: Terminal, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("codigo_orden\n2000150\n", "utf-8")
    answer = plant("order", "import", str(tmp_path / "x.csv"))
    assert answer.code == 3
    assert "cantidad_objetivo" in answer.err
    assert plant("order", "import", file(tmp_path)).code == 3
    assert plant("order", "import", str(tmp_path / "none.csv")).code == 3


def test_an_emergency_order_runs_and_is_linked_later(shift: Terminal) -> None:
    new = ("order", "emergency", "--process", "2", "--product", "Tela urgente", "--quantity", "500")
    assert shift(*new, user="rperez").code == 8
    made = shift.ok(*new, "--spec", "Ancho=12 1/8", user="iortiz")["order"]
    assert (made["codigo_orden"], made["proceso_id"]) == ("EM-0001", 2)
    wide = (
        "sample",
        "add",
        "--process",
        "2",
        "--machine",
        "T07",
        "--parameter",
        "Ancho",
        "--value",
        "12 1/8",
    )
    shift.ok(*wide, "--order", "EM-0001")
    linked = shift.ok("order", "link", "EM-0001", "2000145", user="svera")["order"]
    assert linked["orden_definitiva"] == "2000145"


def test_an_order_changes_until_it_has_run(shift: Terminal) -> None:
    changed = shift.ok(
        "order", "change", "2000145", "--spec", "Ancho=13", "--due", "2026-05-01", user="svera"
    )
    assert changed["order"]["especificaciones"]["Ancho"] == "13"
    shift.ok("order", "state", "2000145", "En Proceso", "--reason", "arranca", user="svera")
    answer = shift("order", "change", "2000145", "--product", "Otra", "--json", user="svera")
    assert (answer.code, answer.json["error"]["code"]) == (3, "order-frozen")
