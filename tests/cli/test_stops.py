"""Stops and OEE by command: reasons, chains, effective minutes, Pareto, what went in."""

from tests.cli.floor import spin
from tests.cli.terminal import Terminal

STOP = ("stop", "add", "--process", "2", "--machine", "T05")
REASON = "Rotura de lanceta"


def test_reasons_are_listed_by_group_and_typed_with_it(shift: Terminal) -> None:
    rows = shift.ok("stop", "reasons", "--process", "2")["motivos_paro"]
    assert [row["grupo"] for row in rows] == sorted(
        (row["grupo"] for row in rows), key=["operativos", "mecanicos", "calidad", "externos"].index
    )
    assert {"grupo": "mecanicos", "nombre": "Mecánicos", "motivo": REASON} in rows
    for reason in (REASON, f"mecanicos/{REASON}", f"Mecánicos/{REASON.upper()}"):
        assert shift.ok(*STOP, "--reason", reason, "--minutes", "1")["stop"]["motivo"] == REASON
    refused = shift(*STOP, "--reason", f"calidad/{REASON}", "--minutes", "1", "--json")
    assert (refused.code, refused.reasons) == (3, ["reason-unknown"])
    assert shift("stop", "reasons", "--process", "77").code == 9


def test_a_stop_that_outlasts_its_shift_is_one_chain(shift: Terminal) -> None:
    first = shift.ok(*STOP, "--reason", REASON, "--from", "07:30")["stop"]
    assert first["continua"] is None
    shift.set(PRODSYS_NOW="2026-03-02T15:10:00-06:00")
    shift.ok("shift", "open")
    (rest,) = shift.ok("stop", "list")["stops"]
    (before,) = shift.ok("stop", "list", "--shift", "T1")["stops"]
    assert (rest["continua"], before["fin"], rest["inicio"]) == (first["uid"], rest["inicio"], before["fin"])
    ended = shift.ok("stop", "end", first["uid"], "--to", "15:05")["stop"]
    assert ended["uid"] == rest["uid"]
    again = shift("stop", "end", first["uid"], "--json")
    assert (again.code, again.reasons) == (3, ["bad-interval"])
    minutes = {row["maquina"]: row for row in shift.ok("stop", "list", "--minutes")["minutos"]}
    assert minutes["T05"] == {
        "maquina": "T05",
        "minutos_programados": 480,
        "minutos_paro": 5,
        "minutos_efectivos": 475,
    }
    (row,) = shift.ok("report", "stops")["rows"]
    assert (row["minutos"], row["paros"], row["acumulado"]) == (455, 1, 100)


def test_pareto_down_to_the_machines(shift: Terminal) -> None:
    shift.ok(*STOP, "--reason", REASON, "--minutes", "30")
    shift.ok(*STOP[:-1], "T06", "--reason", REASON, "--minutes", "30")
    shift.ok(*STOP[:-1], "T06", "--reason", "Limpieza", "--minutes", "20")
    told = shift.ok("report", "stops", "--days", "1")
    assert [(row["grupo"], row["porcentaje"]) for row in told["grupos"]] == [
        ("mecanicos", 75),
        ("operativos", 25),
    ]
    machines = shift.ok("report", "stops", "--reason", REASON)
    assert (machines["grupo"], machines["motivo"]) == ("mecanicos", REASON)
    assert [(row["maquina"], row["acumulado"]) for row in machines["rows"]] == [("T05", 50), ("T06", 100)]
    assert shift.ok("report", "stops", "--machine", "T05")["rows"][0]["minutos"] == 30
    for args, code, reason in (
        (("--reason", "Siesta"), 9, "not-found"),
        (("--days", "0"), 3, "bad-value"),
        (("--machine", "T99"), 9, "not-found"),
        (("--process", "77"), 9, "not-found"),
    ):
        answer = shift("report", "stops", *args, "--json")
        assert (answer.code, answer.reasons) == (code, [reason])


def test_oee_with_the_numbers_that_went_in(shift: Terminal) -> None:
    spin(shift)
    shift.ok("stop", "add", "--process", "1", "--reason", "Limpieza", "--minutes", "96")
    shift.set(PRODSYS_NOW="2026-03-02T15:10:00-06:00")
    told = shift.ok("report", "oee", "--days", "1")
    (row,) = told["rows"]
    assert (row["turno"], row["proceso_id"], row["maquina"]) == ("T1", 1, "EXTPP01")
    assert (row["disponibilidad"], row["calidad"], row["base_calidad"]) == (80, 100, "merma")
    assert (row["minutos_efectivos"], row["hecho"], row["esperado"]) == (384, 250, 800)
    assert (row["rendimiento"], row["oee"]) == (31.2, 25)  # 31.25, half to even
    (total,) = told["totales"]
    assert (total["turnos"], total["oee"]) == (1, 25)
    left_out = {(each["proceso_id"], each["maquina"]): each["motivo"] for each in told["excluidos"]}
    assert left_out[99, None] == "apoyo"
    assert left_out[2, "T05"] == "sin registros"


def test_what_cannot_be_told_is_a_dash(shift: Terminal) -> None:
    shift.ok(*STOP, "--reason", REASON, "--from", "07:00")
    shift.set(PRODSYS_NOW="2026-03-02T15:10:00-06:00")
    (row,) = shift.ok("report", "oee", "--process", "2")["rows"]
    assert (row["disponibilidad"], row["rendimiento"], row["calidad"], row["oee"]) == (0, None, None, 0)
    lines = shift("report", "oee", "--process", "2", "--why").out.splitlines()
    assert "2\tT05\t1\t0\t-\t-\t0\t480\t0\t0\t0\t0\t0\tmuestras" in lines
