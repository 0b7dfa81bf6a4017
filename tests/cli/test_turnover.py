"""Turn-over by commands: handover, late entries, incidents, what waits, what changed."""

import pytest

from tests.cli.floor import spin
from tests.cli.terminal import Terminal

THREE = "2026-03-02T15:05-06:00"
"""T1 has ended."""
STOPPED = ("stop", "add", "--process", "1", "--reason", "Falta de material", "--minutes", "5")


@pytest.fixture
def ended(shift: Terminal) -> Terminal:
    """T1 with something made, at 15:05; nobody opened T2 yet."""
    spin(shift)
    shift.set(PRODSYS_NOW=THREE)
    return shift


def test_after_the_turn_one_says_which_shift_is_meant(ended: Terminal) -> None:
    refused = ended(*STOPPED, "--json", user="rperez")
    assert (refused.code, refused.reasons) == (3, ["shift-over"])
    assert "--shift T1" in refused.json["error"]["message"]
    assert ended.ok(*STOPPED, "--shift", "T1", user="rperez")["stop"]["tardio"] is False
    afternoon = ended.ok("shift", "open", user="iortiz")["shift"]
    assert ended.ok(*STOPPED, user="rperez")["stop"]["bitacora_id"] == afternoon["id"]
    assert ended.ok(*STOPPED, "--shift", "t1", user="rperez")["stop"]["tardio"] is True
    late = ended.ok("shift", "list", "--waiting")["shifts"]
    assert [(row["turno"], row["espera"], row["espera_minutos"]) for row in late] == [
        ("T1", "CERRAR_TURNO", 5)
    ]
    assert "0 h 5 min" in ended("shift", "list", "--waiting").out


def test_the_handover_is_shown_and_received_once(ended: Terminal) -> None:
    shown = ended.ok("shift", "handover")
    assert (shown["shift"]["turno"], shown["recibida"]) == ("T1", None)
    (made,) = [row for row in shown["produccion"] if row["cantidad"]]
    assert (made["nombre"], made["cantidad"], made["objetivo"]) == ("Extrusor PP", 250, 1000)
    assert made["ordenes"][0]["orden"] == "1000012"
    assert tuple(shown["cabeza"].values()) == ended.head()
    assert ended("shift", "handover", "--accept", "--json", user="svera").reasons == ["same-person"]
    assert ended("shift", "handover", "--note", "x").code == 2

    received = ended.ok("shift", "handover", "--accept", "--note", "Falta limpiar", user="rperez")
    assert (received["recibida"]["usuario"], received["recibida"]["observacion"]) == (
        "rperez",
        "Falta limpiar",
    )
    assert received["recibida"]["head"] == shown["cabeza"]["head"]
    assert received["recibida"]["contenido"]["produccion"][0]["cantidad"] == "250"
    again = ended("shift", "handover", "--accept", "--json", user="iortiz")
    assert (again.code, again.reasons) == (5, ["already-exists"])
    assert "rperez" in again.err
    assert "15:05" in again.err
    text = ended("shift", "handover")
    assert "Extrusor PP" in text.out
    assert "Falta limpiar" in text.out
    assert ended("shift", "handover", "--accept", "--json", user="visita").code == 8


def test_incidents_by_command(shift: Terminal) -> None:
    made = shift.ok(
        "incident", "add", "Corte de luz", "--severity", "critica", "--machine", "T05", user="rperez"
    )
    assert (made["incident"]["gravedad"], made["incident"]["maquina"]) == ("Crítica", "T05")
    number = str(made["incident"]["id"])
    assert shift("incident", "close", number, "--action", "Volvió", user="rperez").code == 8
    assert [row["uid"] for row in shift.ok("incident", "list")["incidents"]] == [made["incident"]["uid"]]
    closed = shift.ok("incident", "close", number, "--action", "Volvió", user="iortiz")["incident"]
    assert (closed["estado"], closed["accion_correctiva"]) == ("Cerrado", "Volvió")
    assert shift("incident", "close", number, "--action", "Otra vez").code == 5
    assert shift("incident", "close", "99", "--action", "Otra vez").code == 9
    assert shift.ok("incident", "list")["incidents"] == []
    assert len(shift.ok("incident", "list", "--all")["incidents"]) == 1


def test_an_incident_of_a_batch(ended: Terminal) -> None:
    made = ended.ok("incident", "add", "Rollo mojado", "--severity", "menor", "--batch", "1000012-001")
    assert made["incident"]["lote"] == "1000012-001"
    assert "1000012-001" in ended("incident", "list").out
    unknown = ended("incident", "add", "Rollo", "--severity", "menor", "--batch", "1000012-999", "--json")
    assert (unknown.code, unknown.reasons) == (9, ["not-found"])


def test_what_a_handover_opened_is_told_in_the_language_of_the_reader(ended: Terminal) -> None:
    ended.ok("batch", "state", "1000012-001", "pausado", "--comment", "Con grumos")
    ended.ok("shift", "handover", "--accept", user="rperez")
    (stored,) = ended.ok("incident", "list", "--lang", "en")["incidents"]
    assert stored["titulo"] == "Lote en retención: 1000012-001"
    for command in (("incident", "list"), ("shift", "handover"), ("news", "--user", "tnoh")):
        assert "Lote en retención: 1000012-001" in ended(*command).out
        assert "Batch on hold: 1000012-001" in ended(*command, "--lang", "en").out


def test_what_changed_is_told_to_whoever_asks(ended: Terminal) -> None:
    told = ended.ok("news", user="tnoh")
    assert [row["clase"] for row in told["news"]] == ["turno"]
    assert told["entrega_pendiente"]["turno"] == "T1"
    assert told["por_cerrar_o_aprobar"] == 1
    assert ended.ok("news", user="svera")["news"] == []
    ended.set(PRODSYS_USER=None)
    assert len(ended.ok("news", "--since", "06:30")["news"]) == 1
    assert ended.ok("news", "--since", "14:30")["news"] == []
    assert "ABIERTA" in ended("news").out
    assert ended("news", "--since", "ayer").code == 3


def test_a_store_of_two_turns_works_as_one_of_three(bare: Terminal) -> None:
    bare.ok("init", "--site", "P2", "--name", "Doce", "--calendar", "2x12", "--timezone", "America/Tijuana")
    day = bare.ok("shift", "open", "--turn", "dia", "--date", "2026-03-05")["shift"]
    assert (day["turno"], day["fuera_de_horario"]) == ("Día", True)
    assert bare.ok(*STOPPED)["stop"]["bitacora_id"] == day["id"]
    night = bare.ok("shift", "open", "--turn", "Noche", "--date", "2026-03-05")["shift"]
    assert [row["turno"] for row in bare.ok("shift", "list", "--waiting")["shifts"]] == ["Día", "Noche"]
    assert bare.ok(*STOPPED, "--shift", "día")["stop"]["tardio"] is True
    assert bare.ok(*STOPPED, "--shift", "noche")["stop"]["bitacora_id"] == night["id"]
    assert bare("shift", "open", "--turn", "T1").code == 3
