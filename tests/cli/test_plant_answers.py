"""What stands around a shift by commands: orders, machines, batches, accounts, contracts, audit, why."""

import pytest

from tests.cli.floor import SPUN, THICK, WIDE, spin
from tests.cli.terminal import Terminal

ORDER = {"id", "codigo_orden", "proceso_id", "especificaciones"}
USER = {"codigo", "nombre", "rol", "estado"}


def test_why_tells_what_stands_against_it_and_saves_nothing(shift: Terminal) -> None:
    before = shift.head()
    against = shift.ok(*SPUN, "250", "--why")["motivos"]
    assert [one["code"] for one in against] == ["gate-closed"]
    closing = shift.ok("shift", "close", "--why")
    assert closing["puede_cerrar"] is False
    assert {"sample-missing", "production-missing"} <= {one["code"] for one in closing["motivos"]}
    assert all(one["message"] for one in closing["motivos"])
    assert shift.head() == before


def test_why_a_process_or_machine_is_locked(shift: Terminal) -> None:
    shift.ok(*WIDE, "--value", "13 1/8")
    locked = shift.ok("shift", "status", "--why", "2", "--machine", "T05")["motivos"]
    assert "process-in-review" in {one["code"] for one in locked}
    assert any("Ancho" in one["message"] for one in locked)
    other = shift.ok("shift", "status", "--why", "2", "--machine", "T06")["motivos"]
    assert [one["code"] for one in other] == ["gate-closed"]


def test_stops_are_added_ended_and_listed(shift: Terminal) -> None:
    add = ("stop", "add", "--process", "2", "--machine", "T05", "--reason")
    minutes = shift.ok(*add, "Limpieza", "--minutes", "25")["stop"]
    assert (minutes["minutos"], minutes["grupo"]) == (25, "operativos")
    shift.set(PRODSYS_NOW="2026-03-02T10:30-06:00")
    lasting = shift.ok(*add, "Rotura de lanceta", "--from", "09:40")["stop"]
    assert (lasting["inicio"], lasting["fin"]) == ("2026-03-02T15:40:00Z", None)
    ended = shift.ok("stop", "end", lasting["uid"], "--to", "10:05")["stop"]
    assert ended["fin"] == "2026-03-02T16:05:00Z"
    assert len(shift.ok("stop", "list")["stops"]) == 2


def test_orders_and_machines(plant: Terminal) -> None:
    new = ("order", "add", "2000999", "--product", "Tela", "--quantity", "5000", "--due", "2026-04-01")
    order = plant.ok(*new, "--spec", "Ancho=12 1/8", "--spec", "Construcción trama=10")["order"]
    assert order.keys() >= ORDER
    assert (order["codigo_orden"], order["proceso_id"]) == ("2000999", 2)
    assert order["especificaciones"] == {"Ancho": "12.125", "Construcción trama": "10"}
    listed = plant.ok("order", "list", "--process", "2", "--state", "liberada")["orders"]
    assert {row["codigo_orden"] for row in listed} == {"2000999", "2000145", "2000146"}
    cancelled = plant.ok("order", "state", "2000146", "Cancelada", "--reason", "El cliente canceló")
    assert cancelled["order"]["estado"] == "Cancelada"

    running = plant.ok("machine", "run", "T05", "--order", "2000999")["machine"]
    assert running["orden_en_curso"] == "2000999"
    assert plant.ok("machine", "run", "T05", "--none")["machine"]["orden_en_curso"] is None
    down = plant.ok("machine", "state", "T05", "Mantenimiento", "--reason", "Cambio de levas")["machine"]
    assert down["estado"] == "Mantenimiento"
    assert len(plant.ok("machine", "list")["machines"]) == 23


def test_batches_are_listed_held_and_released(shift: Terminal) -> None:
    code = spin(shift)["batch"]["codigo_lote"]
    held = shift.ok("batch", "state", code, "pausado", "--comment", "Se revisa", user="rperez")
    assert held["batch"]["estado"] == "pausado"
    released = shift.ok("batch", "state", code, "activo", "--comment", "Calidad lo aprobó", user="iortiz")
    steps = [(row["estado_anterior"], row["estado_nuevo"]) for row in released["historial"]]
    assert steps == [("activo", "pausado"), ("pausado", "activo")]
    shift.ok("batch", "state", code, "cerrado", "--comment", "Agotado", user="iortiz")
    assert shift.ok("batch", "list", "--available")["batches"] == []
    by_order = shift.ok("batch", "list", "--order", "1000012", "--state", "cerrado")["batches"]
    assert [row["codigo_lote"] for row in by_order] == [code]


def test_accounts(plant: Terminal) -> None:
    plant.set(PRODSYS_NEW_PIN="1357")
    added = plant.ok("user", "add", "jcanul", "--name", "José Canul", "--role", "operario")["user"]
    account = {"codigo": "jcanul", "nombre": "José Canul", "rol": "Operario", "estado": "activo"}
    assert added == {**account, "gafete": None}
    assert all(row.keys() >= USER for row in plant.ok("user", "list")["users"])
    plant.set(PRODSYS_NEW_PIN="8642")
    plant.ok("user", "pin", "jcanul")
    locked = plant.ok("user", "lock", "jcanul", "--reason", "Ya no trabaja aquí")["user"]
    assert locked["estado"] == "bloqueado"
    assert plant.ok("user", "unlock", "jcanul")["user"]["estado"] == "activo"


def test_contracts_are_listed_shown_and_checked(plant: Terminal) -> None:
    listed = plant.ok("contract", "list")["contracts"]
    assert [row["id"] for row in listed] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 99]
    shown = plant.ok("contract", "show", "2")
    assert shown["contract"]["codigo_orden"] == r"2\d{6}"
    assert shown["parametros"][0]["parametro"] == "Ancho"
    lint = plant.ok("contract", "lint")["lint"]
    assert [(row["process"], row["level"]) for row in lint] == [(1, "warning")]
    assert "5.59" in lint[0]["message"]


def test_the_audit_is_listed_and_verified(shift: Terminal) -> None:
    entries = shift.ok("audit", "list", "--entity", "BitacoraTurno", "--since", "2026-03-02")["entries"]
    assert [(row["accion"], row["usuario"]) for row in entries] == [("CREATE", "svera")]
    assert shift.ok("audit", "list", user="rperez")["entries"] == []
    verified = shift.ok("audit", "verify", "--replay")
    assert verified.keys() >= {"verified", "entries", "head", "first_break"}
    assert (verified["verified"], verified["first_break"]) == (True, None)
    assert (verified["entries"], verified["head"]) == shift.head()
    shift.ok(*THICK, "0.5")
    assert shift.ok("audit", "verify", "--head", verified["head"])["verified"] is True
    then = ("audit", "verify", "--replay", "--table", "muestras", "--until", "06:30")
    assert shift.ok(*then)["rows"] == []


@pytest.mark.parametrize("before", [True, False])
def test_json_is_understood_before_and_after_the_name(plant: Terminal, before: bool) -> None:
    args = ("--json", "user", "list") if before else ("user", "list", "--json")
    assert plant(*args).json["users"]
