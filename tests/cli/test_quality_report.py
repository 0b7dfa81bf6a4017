"""Quality reports by command: the rows of the seed's queries, down to samples, batches and stays."""

import sqlite3
from typing import Any

import pytest

from tests.cli.floor import WIDE, spin
from tests.cli.terminal import Terminal


@pytest.fixture
def worked(shift: Terminal) -> Terminal:
    """A rejection at the extruder and one at a loom, and a batch that was held and is closed."""
    spin(shift)
    shift.ok("sample", "add", "--process", "1", "--parameter", "Denier", "--value", "850")
    shift.ok(*WIDE, "--value", "14")
    shift.ok("batch", "state", "1000012-001", "pausado", "--comment", "en espera")
    shift.set(PRODSYS_NOW="2026-03-02T19:00:00-06:00")
    shift.ok("batch", "state", "1000012-001", "cerrado", "--comment", "agotado")
    return shift


def asked(shift: Terminal, sql: str) -> list[dict[str, Any]]:
    """The rows of a statement on the store's file, by their column's name."""
    with sqlite3.connect(shift.db) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def test_rows_have_the_names_and_values_of_the_seed(worked: Terminal) -> None:
    rejected = "sum(resultado = 'Rechazo') + sum(resultado = 'No cumple')"
    assert worked.ok("report", "rejection")["rows"] == asked(
        worked,
        f"SELECT proceso_id, count(*) AS total_muestras, {rejected} AS rechazos, "
        f"({rejected}) * 1.0 / count(*) * 100 AS tasa_rechazo FROM muestras GROUP BY 1",
    )
    assert worked.ok("report", "closure")["rows"] == asked(
        worked,
        "SELECT estado, count(*) AS cantidad, total(julianday(updated_at) - julianday(created_at)) "
        "/ count(updated_at) AS dias_promedio FROM lotes GROUP BY estado",
    )
    assert worked.ok("report", "coverage")["rows"] == asked(
        worked, "SELECT codigo_lote, fecha_produccion, 0 AS consumos_registrados FROM lotes"
    )


def test_down_to_the_samples_page_by_page(worked: Terminal) -> None:
    by = worked.ok("report", "rejection", "--by", "Machine")["rows"]
    assert [(row["maquina"], row["total_muestras"], row["rechazos"]) for row in by] == [
        ("T05", 1, 1),
        ("EXTPP01", 4, 1),
    ]
    wide = ("report", "rejection", "--process", "2", "--machine", "t05")
    assert worked.ok(*wide, "--by", "parameter")["rows"][0]["parametro"] == "Ancho"
    (bad,) = worked.ok(*wide, "--parameter", "ancho", "--samples")["samples"]
    assert (bad["valor"], bad["resultado"], bad["fecha_analisis"]) == (14, "No cumple", "2026-03-02")
    good = ("report", "rejection", "--result", "cumple", "--day", "2026-03-02", "--samples")
    first = worked.ok(*good, "--limit", "2")
    rest = worked.ok(*good, "--before", first["next"])
    assert (len(first["samples"]), len(rest["samples"]), rest["next"]) == (2, 1, None)
    assert worked.ok("report", "rejection", "--person", "admin", "--turn", "T2")["rows"] == []
    assert worked.ok("report", "rejection", "--by", "order")["rows"][-1]["codigo_orden"] is None


def test_batches_of_a_state_and_those_that_nobody_consumed(worked: Terminal) -> None:
    (batch,) = worked.ok("report", "closure", "--state", "cerrado")["rows"]
    assert (batch["codigo_lote"], batch["dias"], batch["consumos_registrados"]) == ("1000012-001", 0.5, 0)
    told = worked.ok("report", "coverage", "--missing")
    assert told["procesos"] == [
        {
            "proceso_id": 1,
            "lotes": 1,
            "con_consumo": 0,
            "sin_consumo": 1,
            "cobertura": 0,
            "se_consume": True,
        }
    ]
    assert [row["codigo_lote"] for row in told["rows"]] == ["1000012-001"]


def test_how_long_batches_stay(worked: Terminal) -> None:
    worked.set(PRODSYS_NOW="2026-03-03T07:00:00-06:00")
    told = worked.ok("report", "dwell")
    assert told["ahora"] == "2026-03-03T13:00:00Z"
    assert [(row["estado"], row["estancias"], row["vigentes"]) for row in told["rows"]] == [
        ("activo", 1, 0),
        ("pausado", 1, 0),
    ]
    assert told["rows"][1]["mayor_dias"] == 0.5
    (stay,) = worked.ok("report", "dwell", "--state", "pausado", "--process", "1")["rows"]
    assert (stay["codigo_lote"], stay["dias"]) == ("1000012-001", 0.5)
    assert stay["hasta"] == "2026-03-03T01:00:00Z"
    assert worked.ok("report", "dwell", "--process", "4")["rows"] == []


def test_people_read_rounded_figures(worked: Terminal) -> None:
    assert "25" in worked("report", "rejection").out.splitlines()[3].split("\t")
    assert worked("report", "dwell", "--process", "4").code == 0
    assert "0.5" in worked("report", "dwell").out
    assert "0.5" in worked("report", "closure", "--state", "cerrado").out


@pytest.mark.parametrize(
    ("args", "code", "reason"),
    [
        (("rejection", "--by", "moon"), 3, "bad-value"),
        (("rejection", "--day", "2026-02-30"), 3, "bad-value"),
        (("rejection", "--process", "77"), 9, "not-found"),
        (("rejection", "--samples", "--before", "nope"), 9, "not-found"),
        (("rejection", "--days", "0"), 3, "bad-value"),
        (("closure", "--state", "roto"), 3, "bad-value"),
        (("coverage", "--days", "9999"), 3, "bad-value"),
        (("dwell", "--process", "77"), 9, "not-found"),
    ],
)
def test_bad_input_is_told(shift: Terminal, args: tuple[str, ...], code: int, reason: str) -> None:
    answer = shift("report", *args, "--json")
    assert (answer.code, answer.reasons) == (code, [reason])
