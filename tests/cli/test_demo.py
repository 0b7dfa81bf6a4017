"""``prodsys demo``: a whole shift without a terminal, told step by step; what it says where there is none."""

import re
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.services.broken_rule import never_opens, takes_any_weight
from tests.store.raw import ask


@pytest.mark.parametrize(
    ("language", "held", "verdict"),
    [
        ("es", "bien", "Todas las reglas se cumplieron: turno T"),
        ("en", "ok", "Every rule held: shift T"),
    ],
)
def test_it_tells_every_step_and_ends_well(bare: Terminal, language: str, held: str, verdict: str) -> None:
    answer = bare("demo", "--auto", "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    steps = re.findall(r"^ {0,2}(\d+)\. \[(.+)\] \S", answer.out, re.MULTILINE)
    assert steps == [(str(number), held) for number in range(1, len(steps) + 1)]
    assert len(steps) > 50
    assert answer.out.splitlines()[-1].startswith(verdict)


def test_its_document_has_the_steps_and_what_came_of_them(bare: Terminal) -> None:
    document = bare.ok("demo", "--auto")
    assert set(document) == {"schema_version", "steps", "shift", "batches", "passed"}
    assert document["passed"] is True
    assert document["shift"]["estado"] == "CERRADA"
    assert len(document["batches"]) == 10
    assert all(set(step) == {"step", "outcome"} for step in document["steps"])
    refused = next(step for step in document["steps"] if "850" in step["step"])
    assert refused["outcome"].startswith("rechazado: Valor fuera de rango")


def test_a_rule_that_does_not_hold_is_marked(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    takes_any_weight(monkeypatch)
    answer = bare("demo", "--auto")
    assert answer.code == 3
    assert [line[6:] for line in answer.out.splitlines() if "[MAL]" in line] == [
        "MAL] Gramaje 850: no puede ser una medición"
    ]
    assert answer.out.splitlines()[-1] == "Alguna regla no se cumplió; vea los pasos marcados."


def test_a_step_that_had_to_work_and_did_not_is_told_with_its_reason(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_opens(monkeypatch)
    answer = bare("demo", "--auto", "--json")
    assert (answer.code, answer.json["passed"], answer.json["batches"]) == (3, False, [])
    last = answer.json["steps"][-1]
    assert last["step"] == "Un paso que debía funcionar fue rechazado"
    assert last["outcome"].startswith("MAL, rechazado: No se puede registrar producción")


def test_nothing_stays_behind_unless_a_folder_is_named(
    bare: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    bare.ok("demo", "--auto")
    assert list(passing.iterdir()) == []
    assert not bare.db.exists()
    assert not (tmp_path / "data").exists()


def test_a_plant_that_stays_has_its_history_and_is_not_made_twice(bare: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "planta"
    document = bare.ok("demo", "--auto", "--dir", str(folder))
    assert document["passed"] is True
    assert "rechazado" in document["steps"][0]["outcome"]
    states = ask(folder / "demo.db", "SELECT estado, count(*) FROM bitacora_turno GROUP BY estado")
    assert [state for state, _ in states] == ["CERRADA"]
    assert states[0][1] > 21
    before = (folder / "demo.db").read_bytes()
    again = bare("demo", "--auto", "--dir", str(folder), "--json")
    assert (again.code, again.reasons) == (5, ["store-exists"])
    assert "--dir" in again.err
    assert (folder / "demo.db").read_bytes() == before


@pytest.mark.parametrize(("language", "told"), [("es", "Sin una terminal"), ("en", "Without a terminal")])
def test_without_a_terminal_it_says_what_to_do(bare: Terminal, language: str, told: str) -> None:
    answer = bare("demo", "--dir", str(bare.home / "planta"), "--json", "--lang", language)
    assert (answer.code, answer.reasons) == (2, ["usage"])
    assert answer.err.startswith(told)
    assert "prodsys demo --auto" in answer.err
    assert not (bare.home / "planta").exists()
