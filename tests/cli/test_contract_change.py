"""``contract replay`` and ``contract apply`` as an administrator uses them."""

from pathlib import Path

import pytest

from prodsys_tui.text.resources import data_path
from tests.cli.floor import spin
from tests.cli.terminal import Terminal

EXTRUDER = data_path("contracts", "01-extrusor-pp.toml").read_text("utf-8")
NARROW = EXTRUDER.replace("min = 0.1, max = 5", "min = 0.55, max = 5")


def written(at: Terminal, text: str, version: str = "2", name: str = "extrusor.toml") -> str:
    """A contract's file with a version of its own."""
    path = Path(at.home) / name
    path.write_text(text.replace('version = "1"', f'version = "{version}"'), "utf-8")
    return str(path)


def test_a_limit_is_changed_replayed_and_applied(shift: Terminal) -> None:
    shift.set(PRODSYS_NOW="2026-03-02T07:30-06:00")
    spin(shift)
    file = written(shift, NARROW)
    head = shift.head()
    told = shift.ok("contract", "replay", file, "--days", "5")
    assert shift.head() == head
    (sample,) = told["resultados"]
    assert (sample["valor"], sample["resultado"], sample["resultado_seria"]) == (0.5, "Cumple", None)
    assert sample["message"] == "Valor fuera de rango: 0.55-5 mm"
    (record,) = told["registros"]
    assert record["bloqueos"] == [
        "No se puede registrar producción hasta validar calidad (mínimo 3 muestras)."
    ]
    (gate,) = told["compuertas"]
    assert (gate["estado"], gate["estado_seria"], gate["abierta_seria"]) == (
        "COMPLETO",
        "ESPERANDO_CALIDAD",
        None,
    )
    assert told["cierres"] == []
    assert told["replay"] == {
        "process": 1,
        "nombre": "Extrusor PP",
        "version": "2",
        "dias": 5,
        "turnos": 1,
        "muestras": 3,
        "registros": 1,
        "resultados_distintos": 1,
        "a_no_cumple": 0,
        "a_cumple": 0,
        "no_admitidas": 1,
        "registros_sin_liberacion": 1,
        "compuertas_distintas": 1,
        "cierres_distintos": 0,
        "cierres_incompletos": 0,
    }
    applied = shift.ok("contract", "apply", file, "--reason", "Acta 14")
    assert applied["changes"] == [
        {"parametro": None, "campo": "version", "antes": "1", "despues": "2"},
        {"parametro": "Espesor", "campo": "validity", "antes": "0.1-5", "despues": "0.55-5"},
    ]
    assert applied["replay"]["no_admitidas"] == 1
    assert (applied["contract"]["version"], len(applied["contract"]["sha256"])) == ("2", 64)
    assert (applied["machines"], [each["level"] for each in applied["lint"]]) == ([], ["warning"])
    refused = shift("sample", "add", "--process", "1", "--parameter", "Espesor", "--value", "0.5", "--json")
    assert (refused.code, refused.reasons) == (3, ["out-of-validity"])
    (entry, *_) = shift.ok("audit", "list", "--entity", "ContratoVersion")["entries"]
    assert (entry["usuario"], entry["motivo_cambio"]) == ("admin", "Acta 14")


def test_tables_for_people(shift: Terminal) -> None:
    spin(shift)
    file = written(shift, NARROW.replace('["EXTPP01"]', '["EXTPP01", "EXTPP02"]'))
    told = shift("contract", "replay", file).out
    assert "No se admitirían\t1" in told
    assert "Valor fuera de rango: 0.55-5 mm" in told
    assert "Faltaría" not in told  # nothing was closed
    applied = shift("contract", "apply", file, "--no-replay").out
    assert "Espesor\tvalidity\t0.1-5\t0.55-5" in applied
    assert "EXTPP02" in applied
    assert "Turnos" not in applied
    assert "EXTPP02" in [each["codigo"] for each in shift.ok("machine", "list")["machines"]]


def test_a_dry_run_asks_for_nobody_and_keeps_nothing(plant: Terminal) -> None:
    file = written(plant, NARROW)
    head = plant.head()
    plant.set(PRODSYS_USER=None, PRODSYS_PIN=None)
    told = plant.ok("contract", "apply", file, "--dry-run")
    assert (told["contract"], len(told["changes"]), plant.head()) == (None, 2, head)
    refused = plant("contract", "apply", file, "--json")
    assert (refused.code, plant.head()) == (8, head)


@pytest.mark.parametrize(
    ("text", "version", "code", "reason"),
    [
        (EXTRUDER, "1", 5, "already-exists"),
        (NARROW, "1", 3, "file-refused"),
        (NARROW.replace("min = 0.55, max = 5", "min = 9, max = 5"), "2", 3, "file-refused"),
        ("id = 1\n", "2", 3, "file-refused"),
        ("id = [", "2", 3, "file-refused"),
        (NARROW.replace("id = 1\n", "id = 77\n"), "2", 9, "not-found"),
    ],
)
def test_what_cannot_be_applied(plant: Terminal, text: str, version: str, code: int, reason: str) -> None:
    head = plant.head()
    refused = plant("contract", "apply", written(plant, text, version), "--json")
    assert (refused.code, refused.reasons[0], plant.head()) == (code, reason, head)
    assert "Traceback" not in refused.err


def test_files_and_days_that_are_none(plant: Terminal) -> None:
    for command in ("apply", "replay"):
        missing = plant("contract", command, str(plant.home / "none.toml"), "--json")
        assert (missing.code, missing.reasons) == (3, ["file-refused"])
    file = written(plant, NARROW)
    for days in ("0", "367", "-1"):
        assert plant("contract", "replay", file, "--days", days, "--json").code == 3
    assert plant("contract", "apply", file, "--json", user="svera").reasons == ["not-permitted"]
