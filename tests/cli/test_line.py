"""The line at work by commands: runs, batches in use, parts of records, settings, crews and badges."""

from tests.cli.floor import SPUN, THICK, spin
from tests.cli.terminal import Terminal

PULLED = ("production", "add", "--process", "6", "--machine", "EXTPE01", "--order", "6000087")
MIX = ("--mix", "resina de polipropileno,Polimar,PM-1,97", "--mix", "Antifibrilante,Polimar,A-1,3")


def test_a_b_a_by_commands(plant: Terminal) -> None:
    orders = ("2000145", "2000146", "2000145")
    for minute, order in enumerate(orders):
        plant.set(PRODSYS_NOW=f"2026-03-02T07:0{minute}-06:00")
        change = plant.ok("machine", "run", "T05", "--order", order)
        assert len(change["muestras_debidas"]) == 4
    story = plant.ok("machine", "show", "t05")
    assert [run["orden"] for run in story["corridas"]] == ["2000145", "2000146", "2000145"]
    assert story["machine"]["desde"] == story["corridas"][0]["inicio"] == "2026-03-02T13:02:00Z"
    (row,) = (row for row in plant.ok("machine", "list")["machines"] if row["codigo"] == "T05")
    assert (row["orden_en_curso"], row["desde"]) == ("2000145", "2026-03-02T13:02:00Z")
    assert "Construcción urdido" in plant("machine", "run", "T05", "--order", "2000146").out


def test_a_loom_takes_its_tape_from_the_batch_in_use(shift: Terminal) -> None:
    code = spin(shift)["batch"]["codigo_lote"]
    used = shift.ok("machine", "batches", "T05", "--use", code)["lotes_en_uso"]
    assert [row["codigo_lote"] for row in used] == [code]
    kept = shift.ok("machine", "run", "T05", "--order", "2000145", "--counter", "100", "--keeps", code)
    assert [row["codigo_lote"] for row in kept["lotes_en_uso"]] == [code]
    shift.ok(
        "sample", "add", "--process", "2", "--machine", "T05", "--parameter", "Ancho", "--value", "12 1/8"
    )
    woven = (
        "production",
        "add",
        "--process",
        "2",
        "--machine",
        "T05",
        "--counter",
        "150",
        "--quantity",
        "50",
    )
    assert shift.ok(*woven)["record"]["lotes_consumidos"] == [code]
    assert shift.ok("machine", "batches", "T05", "--drop", code)["lotes_en_uso"] == []
    assert shift.ok("machine", "batches", "T05")["lotes_en_uso"] == []
    refused = shift("machine", "batches", "T05", "--drop", code, "--json")
    assert (refused.code, refused.reasons) == (9, ["not-found"])


def test_a_mix_is_told_copied_and_listed(shift: Terminal) -> None:
    for value in ("0.5", "0.6", "0,7"):
        shift.ok(*THICK, value)
    record = shift.ok(*SPUN, "250", *MIX, "--at", "07:00")["record"]
    assert record["mezcla"][0] == {
        "tipo": "Resina de polipropileno",
        "marca": "Polimar",
        "lote": "PM-1",
        "porcentaje": 97,
    }
    assert record["hora_lectura"] == "2026-03-02T13:00:00Z"
    assert shift.ok(*SPUN, "10", "--copy-mix")["record"]["mezcla"] == record["mezcla"]
    listed = shift.ok("production", "list", "--process", "1")["records"]
    assert [row["mezcla"] for row in listed] == [record["mezcla"]] * 2
    wrong = shift(*SPUN, "10", *MIX[:2], "--roll", "R1=4", "--bags", "x", "--json")
    assert (wrong.code, wrong.reasons) == (3, ["bad-value", "bad-value"])
    assert shift.ok(*SPUN, "10", *MIX[:2], "--why")["motivos"][0]["field"] == "mix"
    assert "suman 97" in shift(*SPUN, "10", *MIX[:2]).err
    assert "Antifibrilante Polimar A-1 3 %" in shift(*SPUN, "10", *MIX).out


def test_settings_are_noted_shown_and_copied(shift: Terminal) -> None:
    noted = shift.ok("shift", "settings", "1", "RPM Tornillo=42", "ratio holding=1,1")
    assert {row["ajuste"]: row["valor"] for row in noted["ajustes"] if row["valor"]} == {
        "RPM Tornillo": "42",
        "Ratio Holding": "1.1",
    }
    refused = shift("shift", "settings", "1", "Gramaje=85", "--json")
    assert (refused.code, refused.reasons) == (3, ["unknown-parameter"])
    shift.set(PRODSYS_NOW="2026-03-02T15:01-06:00")
    shift.ok("shift", "open", user="svera")
    copied = shift.ok("shift", "settings", "1", "--copy")
    assert [row["valor"] for row in copied["ajustes"] if row["anterior"]] == ["42", "1.1"]
    assert "RPM Tornillo\t42" in shift("shift", "settings", "1").out


def test_a_crew_is_made_assigned_and_bound_by_the_rule(shift: Terminal) -> None:
    added = shift.ok("user", "add", "acanche", "--name", "Abel Canché", "--crew")["user"]
    assert added["estado"] == "sin cuenta"
    shift.ok("crew", "add", "tel-a", "--name", "Telares A", "--process", "2", "--turn", "T1")
    for loom in ("T01", "T02", "T03"):
        crew = shift.ok("crew", "member", "TEL-A", "acanche", "--machine", loom)["crew"]
    assert crew["integrantes"][-1] == {"codigo": "acanche", "maquina": "T03"}
    assert crew["trabaja_ahora"] is True
    assert "acanche T01 T02 T03" in shift("crew", "list").out
    shift.ok("shift", "assign", "2", "--on-duty")
    shift.ok("shift", "assign", "2", "--crew", "tel-a")
    fourth = shift("shift", "assign", "2", "acanche", "--machine", "T04", "--json")
    assert (fourth.code, fourth.reasons) == (3, ["crew-exceeded"])
    assert "acanche: 4 máquinas (T01, T02, T03, T04); son 3" in fourth.err
    shift.ok("shift", "assign", "2", "acanche", "--machine", "T03", "--undo")
    shift.ok("shift", "assign", "2", "acanche", "--machine", "T04")
    shift.ok("crew", "member", "TEL-A", "acanche", "--leave")
    assert shift.ok("crew", "disband", "TEL-A", "--reason", "Se repartió")["crew"]["disuelta"] is True
    assert shift.ok("crew", "list", "--process", "2")["crews"] == []


def test_what_does_not_go_together_is_told(shift: Terminal) -> None:
    for args in (
        ("shift", "assign", "2"),
        ("shift", "assign", "2", "rperez", "--crew", "TEL-A"),
        ("shift", "assign", "2", "--crew", "TEL-A", "--undo"),
        ("user", "add", "nadie", "--name", "Nadie"),
        ("user", "add", "nadie", "--name", "Nadie", "--crew", "--role", "Operario"),
        ("user", "badge", "rperez"),
        ("user", "badge", "rperez", "0041", "--none"),
    ):
        answer = shift(*args, "--json")
        assert (answer.code, answer.reasons) == (2, ["usage"]), args


def test_a_badge_names_the_person_of_a_command(shift: Terminal) -> None:
    assert shift.ok("user", "badge", "rperez", "00417733")["user"]["gafete"] == "00417733"
    shift.ok("shift", "observe", "1", "Se cambió la resina", user="00417733")
    assert shift.ok("user", "badge", "rperez", "--none")["user"]["gafete"] is None
    assert shift("shift", "observe", "1", "Otra nota", user="00417733").code == 8
