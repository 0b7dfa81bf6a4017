"""Control charts by command: the published answer through the program, frozen limits, causes, warnings."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.domain.spc.published import FLOW_RATES

SAMPLE = ("sample", "add", "--process", "1", "--parameter", "Tracción", "--machine", "EXTPP01", "--value")
REPORT = ("report", "spc", "--process", "1", "--parameter", "Tracción")
FREEZE = ("control", "freeze", "--process", "1", "--parameter", "Tracción", "--from", "2026-03-02")


def measure(at: Terminal, values: Sequence[object]) -> list[Any]:
    """Samples, one after the other."""
    return [at.ok(*SAMPLE, str(value)) for value in values]


def refused(at: Terminal, *args: str, user: str | None = None) -> tuple[int, list[str]]:
    """The exit code and the reasons of a command that must be refused."""
    answer = at(*args, "--json", user=user)
    return answer.code, answer.reasons


def test_the_handbooks_answer_from_samples_to_limits(shift: Terminal) -> None:
    saved = measure(shift, FLOW_RATES)
    assert {one["control"] for one in saved} == {None}
    answer = shift.ok(*REPORT)
    limits = answer["limites"]
    assert limits["centro"] == 50.81
    assert limits["inferior"] == pytest.approx(45.8159, abs=1e-4)
    assert limits["superior"] == pytest.approx(55.8041, abs=1e-4)
    assert limits["rango_centro"] == pytest.approx(1.8778, abs=1e-4)
    assert limits["provisionales"] is True
    assert [row["valor"] for row in answer["rows"]] == [float(value) for value in FLOW_RATES]
    row = answer["rows"][1]
    assert row.keys() >= {"uid", "hora", "valor", "centro", "superior", "inferior", "reglas", "causa"}
    assert (row["rango"], row["reglas"], row["causa"]) == (2.0, [], None)
    assert answer["capacidad"]["motivo"] == "sin especificación"
    assert answer["violaciones"] == []
    assert [note["nota"] for note in answer["notas"]] == ["provisional", "weak"]


def test_frozen_limits_warn_while_sampling_and_take_a_cause(shift: Terminal) -> None:
    measure(shift, FLOW_RATES)
    frozen = shift.ok(*FREEZE, "--milestone", "Arranque", "--rules", "1,2,5", user="svera")["limites"]
    assert (frozen["hito"], frozen["reglas"], frozen["puntos"]) == ("Arranque", "1,2,5", 10)
    (inside, beyond, out) = measure(shift, (51, 54.5, 60))
    assert (inside["control"]["aviso"], inside["control"]["provisionales"]) == (False, False)
    assert beyond["control"]["aviso"] is True
    assert beyond["control"]["reglas"] == []
    assert beyond["gate"]["bloqueos"] == []
    assert out["control"]["reglas"] == [1, 5]
    told = shift(*SAMPLE, "54.5")
    assert "Aviso de control: Tracción 54.5" in told.err

    answer = shift.ok(*REPORT)
    assert answer["limites"]["hito"] == "Arranque"
    rules = [(each["regla"], each["valor"], each["causa"]) for each in answer["violaciones"]]
    assert rules == [(1, 60, None), (5, 60, None), (2, 54.5, None), (5, 54.5, None)]
    assert answer["violaciones"][1]["puntos"] == [beyond["sample"]["uid"], out["sample"]["uid"]]
    assert answer["sin_causa"] == 4
    uid = out["sample"]["uid"]
    named = shift.ok(
        "control", "cause", uid, "--rule", "1", "--cause", "maquina", "--comment", "Rodillo", user="rperez"
    )
    assert named["causa"] == {
        "uid": uid,
        "regla": 1,
        "causa": "máquina",
        "comentario": "Rodillo",
        "persona": "rperez",
    }
    answer = shift.ok(*REPORT)
    assert answer["sin_causa"] == 3
    assert [row["causa"] for row in answer["rows"] if row["causa"]] == ["máquina"]
    left = shift.ok("control", "list")["violaciones"]
    assert [each["regla"] for each in left] == [5, 2, 5]
    assert {(each["proceso_id"], each["parametro"], each["maquina"]) for each in left} == {
        (1, "Tracción", "EXTPP01")
    }
    assert shift.ok("control", "list", "--process", "2")["violaciones"] == []


def test_the_answer_as_a_table(shift: Terminal) -> None:
    measure(shift, FLOW_RATES)
    text = shift(*REPORT).out
    assert "50.81" in text
    assert "45.82" in text
    assert "45.8158" not in text
    assert "Límites provisionales" in text
    assert "Centro\t50.81\n" in shift(*FREEZE, "--milestone", "Arranque", user="svera").out
    english = shift("--lang", "en", *REPORT).out
    assert "Milestone\tArranque" in english


def test_what_is_refused(shift: Terminal) -> None:
    measure(shift, (50, 51))
    assert refused(shift, *REPORT, "--rules", "1,9") == (3, ["bad-value"])
    assert shift(*REPORT, "--chart", "p").code == 2
    assert refused(shift, *REPORT, "--from", "2026-02-30") == (3, ["bad-value"])
    nothing = ("report", "spc", "--process", "1", "--parameter", "Nada")
    assert refused(shift, *nothing) == (3, ["unknown-parameter"])
    words = ("report", "spc", "--process", "2", "--parameter", "Color urdido")
    assert refused(shift, *words) == (3, ["no-control-chart"])
    few = refused(shift, *FREEZE, "--milestone", " ", user="svera")
    assert few == (3, ["reason-required", "no-control-limits"])
    assert refused(shift, *FREEZE, "--milestone", "x", user="rperez") == (8, ["not-permitted"])
    gone = ("control", "cause", "nada", "--rule", "1", "--cause", "máquina")
    assert refused(shift, *gone) == (9, ["not-found"])


def test_a_chart_of_means_by_command(shift: Terminal) -> None:
    for number in range(1, 7):
        for value in ("100", "102", "101"):
            shift.ok(*SAMPLE[:5], "Gramaje", *SAMPLE[6:], value, "--round", str(number))
    answer = shift.ok("report", "spc", "--process", "1", "--parameter", "Gramaje")
    assert (answer["carta"], answer["subgrupo_de"], answer["limites"]["subgrupo"]) == ("X-R", "ronda", 3)
    assert [row["valor"] for row in answer["rows"]] == [101] * 6
    single = shift.ok("report", "spc", "--process", "1", "--parameter", "Gramaje", "--chart", "i-mr")
    assert len(single["rows"]) == 18
