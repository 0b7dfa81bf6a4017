"""Trace, recall list and drills by command."""

from pathlib import Path

import pytest

from tests.cli.floor import spin
from tests.cli.terminal import Terminal

TAPE, CLOTH = "1000012-001", "2000145-001"


@pytest.fixture
def line(shift: Terminal) -> Terminal:
    """A tape that a loom consumed, by two machines' records."""
    spin(shift)
    for value in ("12 1/8",):
        shift.ok(
            "sample",
            "add",
            "--process",
            "2",
            "--machine",
            "T05",
            "--parameter",
            "Ancho",
            "--order",
            "2000145",
            "--value",
            value,
        )
    shift.ok(
        "production",
        "add",
        "--process",
        "2",
        "--machine",
        "T05",
        "--order",
        "2000145",
        "--quantity",
        "640",
        "--counter",
        "640",
        "--consumes",
        TAPE,
        "--roll",
        "R047-T05-L001-I001=640",
    )
    return shift


def test_the_trace_has_the_seeds_shape(line: Terminal) -> None:
    line.ok("batch", "hold", TAPE, "--reason", "Hold por verificación")
    told = line.ok("batch", "trace", TAPE)
    assert list(told["lote"]) == ["id", "codigo_lote", "codigo_orden", "fecha_produccion", "estado"]
    assert (told["lote"]["codigo_lote"], told["lote"]["estado"]) == (TAPE, "pausado")
    assert told["consumos"] == [{"codigo_telar": "T05", "fecha_operativa": "2026-03-02", "turno": "T1"}]
    (change,) = told["historial"]
    assert list(change) == ["estado_anterior", "estado_nuevo", "comentario", "changed_by", "changed_at"]
    assert told["genealogia"]["aguas_arriba"] == []
    (below,) = told["genealogia"]["aguas_abajo"]
    assert (below["codigo"], below["proceso_id"], below["nivel"], below["de"]) == (CLOTH, 2, 1, [TAPE])
    assert (below["cantidad"], below["unidad"], below["muestras"], below["rollos"]) == (640, "metros", 1, 1)
    assert [(link["maquina"], link["turno"]) for link in below["enlaces"]] == [("T05", "T1")]
    assert told["recall"] is None


def test_either_way_and_the_recall_list(line: Terminal) -> None:
    up = line.ok("batch", "trace", "r047-t05-l001-i001", "--direction", "up", "--recall")
    assert [one["codigo"] for one in up["genealogia"]["aguas_arriba"]] == [TAPE]
    assert up["genealogia"]["aguas_abajo"] == []
    assert up["objeto"] == {"tipo": "rollo", "codigo": "R047-T05-L001-I001", "lotes": [CLOTH]}
    (called,) = up["recall"]["lotes"]
    assert (called["codigo_lote"], called["situacion"], called["cantidad"]) == (CLOTH, "existencia", 640)
    (total,) = up["recall"]["totales"]
    assert (total["situacion"], total["lotes"], total["unidad"]) == ("existencia", 1, "metros")
    order = line.ok("batch", "trace", "1000012", "--direction", "down")
    assert (order["lote"], order["consumos"], order["objeto"]["lotes"]) == (None, [], [TAPE])


def test_people_read_a_tree_or_lines(line: Terminal) -> None:
    told = line("batch", "trace", TAPE, "--recall")
    assert told.code == 0
    assert f"En qué se usó\t1\t{CLOTH}\t2" in told.out
    assert "existencia" in told.out


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("trace", "nada"), 9),
        (("trace", TAPE, "--direction", "sideways"), 2),
        (("drill",), 2),
        (("drill", TAPE, "--list"), 2),
        (("drill", TAPE, "--found", TAPE, "--end"), 2),
        (("drill", TAPE, "--at", "Patio"), 2),
        (("drill", TAPE, "--note", "x"), 2),
        (("drill", "nada"), 9),
        (("drill", TAPE, "--out", "x.pdf"), 9),
        (("drill", TAPE, "--end"), 9),
    ],
)
def test_what_makes_no_sense_is_refused(line: Terminal, args: tuple[str, ...], code: int) -> None:
    assert line("batch", *args, user="svera").code == code


def test_an_unknown_batch_is_told_as_the_seed_says(line: Terminal) -> None:
    assert line("batch", "trace", "nada").err.strip() == "Lote no encontrado."


def test_a_drill_from_its_beginning_to_its_packet(line: Terminal, tmp_path: Path) -> None:
    begun = line.ok("batch", "drill", TAPE, user="svera")
    assert (begun["drill"]["estado"], begun["drill"]["lotes"], begun["drill"]["localizados"]) == (
        "en curso",
        2,
        0,
    )
    line.set(PRODSYS_NOW="2026-03-02T07:12:00-06:00")
    found = line.ok(
        "batch", "drill", TAPE, "--found", CLOTH, "--at", "Almacén 2", "--quantity", "600", user="svera"
    )
    (row,) = [one for one in found["lotes"] if one["localizado"]]
    assert (row["codigo_lote"], row["ubicacion"], row["cantidad_localizada"]) == (CLOTH, "Almacén 2", 600)
    status = line.ok("batch", "drill", TAPE)
    assert (status["drill"]["porcentaje"], status["drill"]["minutos"]) == (50, 12)
    file = tmp_path / "retiro.pdf"
    printed = line.ok("batch", "drill", TAPE, "--out", str(file))
    assert printed["pages"] == 1
    assert file.read_bytes().startswith(b"%PDF")
    ended = line.ok("batch", "drill", TAPE, "--end", "--note", "Faltó uno", user="svera")
    assert (ended["drill"]["estado"], ended["drill"]["nota"]) == ("terminado", "Faltó uno")
    listed = line.ok("batch", "drill", "--list", "--limit", "1")
    assert ([one["objeto"] for one in listed["drills"]], listed["next"]) == ([TAPE], None)
    assert line("batch", "drill", TAPE, user="rperez").code == 8


def test_a_terminal_shows_the_tree_both_ways(line: Terminal) -> None:
    code, shown = line.at_terminal("batch", "trace", CLOTH, "--recall")
    told = " ".join(shown.split())
    assert code == 0
    assert f"0 {CLOTH}" in told
    assert f"1 {TAPE}" in told
    assert told.index("De qué se hizo") < told.index("En qué se usó") < told.index("existencia")
