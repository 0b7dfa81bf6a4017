"""A whole shift by commands alone, and the keys of its answers: spec ``cli.md``, the table of commands."""

from pathlib import Path

from tests.cli.floor import SPUN, THICK, WIDE, spin
from tests.cli.terminal import Terminal

SHIFT = {"id", "uid", "site", "turno", "fecha_operativa", "estado", "fuera_de_horario"}
PROCESS = {
    "id",
    "nombre",
    "estado",
    "siguiente_accion",
    "acciones_permitidas",
    "bloqueos",
    "muestras",
    "muestras_minimas",
    "produccion_total",
    "unidad",
    "desviaciones_abiertas",
}
SAMPLE = {"id", "uid", "parametro", "valor", "valor_nominal", "resultado", "lote"}
RECORD = {"id", "uid", "cantidad", "merma_kg"}
BATCH = {"id", "estado", "codigo_lote"}


def test_opening_answers_the_shift_and_the_board_what_it_waits_for(plant: Terminal) -> None:
    opened = plant.ok("shift", "open", user="svera")["shift"]
    assert opened.keys() >= SHIFT
    assert (opened["turno"], opened["fecha_operativa"], opened["estado"]) == ("T1", "2026-03-02", "ABIERTA")
    assert opened["site"] == "P1"
    assert opened["fuera_de_horario"] is False

    board = plant.ok("shift", "status")
    assert board.keys() >= {"shift", "estado_turno", "siguiente_accion", "puede_cerrar", "procesos"}
    assert (board["estado_turno"], board["puede_cerrar"]) == ("ABIERTA", False)
    assert [process["id"] for process in board["procesos"]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 99]
    first = board["procesos"][0]
    assert first.keys() >= PROCESS
    assert first["estado"] == "ESPERANDO_CALIDAD"
    assert first["acciones_permitidas"] == ["REGISTRAR_CALIDAD"]
    assert first["bloqueos"] == [
        "No se puede registrar producción hasta validar calidad (mínimo 3 muestras)."
    ]


def test_a_turn_and_date_may_be_given(plant: Terminal) -> None:
    opened = plant.ok("shift", "open", "--turn", "T2", "--date", "2026-03-01", user="svera")["shift"]
    assert (opened["turno"], opened["fecha_operativa"]) == ("T2", "2026-03-01")
    assert opened["fuera_de_horario"] is True
    listed = plant.ok("shift", "list")["shifts"]
    assert [row["id"] for row in listed] == [opened["id"]]
    assert listed[0].keys() >= SHIFT


def test_a_sample_answers_the_gate_with_it(shift: Terminal) -> None:
    answer = shift.ok(*THICK, "0.5", "--code", "M-1", "--at", "06:55", "--comment", "arranque")
    sample, gate = answer["sample"], answer["gate"]
    assert sample.keys() >= SAMPLE
    assert (sample["parametro"], sample["valor"], sample["resultado"]) == ("Espesor", 0.5, "Cumple")
    assert sample["hora_medicion"] == "2026-03-02T12:55:00Z"
    assert gate == {
        "estado": "ESPERANDO_CALIDAD",
        "muestras": 1,
        "muestras_minimas": 3,
        "bloqueos": ["No se puede registrar producción hasta validar calidad (mínimo 3 muestras)."],
    }


def test_a_deviation_is_justified_and_listed(shift: Terminal) -> None:
    wide = shift.ok(*WIDE, "--value", "13 1/8")
    assert (wide["sample"]["valor"], wide["sample"]["valor_nominal"]) == (13.125, 12.125)
    assert (wide["sample"]["resultado"], wide["gate"]["estado"]) == ("No cumple", "REVISION")
    uid = wide["sample"]["uid"]
    settled = shift.ok("sample", "justify", uid, "--text", "Regla mal colocada", user="iortiz")["samples"]
    assert [row["uid"] for row in settled] == [uid]
    looms = shift.ok("shift", "status")["procesos"][1]
    assert looms["desviaciones_abiertas"] == 0
    states = {loom["codigo"]: loom["estado"] for loom in looms["maquinas"]}
    assert (states["T05"], states["T06"]) == ("ESPERANDO_PRODUCCION", "ESPERANDO_CALIDAD")
    listed = shift.ok("sample", "list", "--process", "2")["samples"]
    assert [row["uid"] for row in listed] == [uid]
    assert listed[0].keys() >= SAMPLE


def test_a_sample_that_complies_settles_by_cause_and_action(shift: Terminal) -> None:
    uid = shift.ok(*WIDE, "--value", "13 1/8")["sample"]["uid"]
    shift.ok(*WIDE, "--value", "12 1/8")
    by_cause = ("sample", "justify", uid, "--cause", "máquina", "--action", "ajuste")
    assert shift.ok(*by_cause, user="iortiz")["samples"]


def test_a_correction_names_what_it_corrects(shift: Terminal) -> None:
    wrong = shift.ok(*WIDE, "--value", "13 1/8")["sample"]["uid"]
    right = shift.ok(*WIDE, "--value", "12 1/4", "--corrects", wrong)
    assert right["sample"]["corrige"] == wrong
    assert right["gate"]["estado"] == "ESPERANDO_PRODUCCION"


def test_samples_come_from_a_file_all_or_none(shift: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "muestras.csv"
    file.write_text(
        "process;parameter;value;machine;order;batch;code\n"
        "1;Espesor;0,5;EXTPP01;1000012;;A-1\n2;Ancho;12 1/8;T05;2000145;;\n2;Color trama;Cumple;T05;;;\n",
        "utf-8-sig",
    )
    saved = shift.ok("sample", "add", "--file", str(file))["samples"]
    assert [row["valor"] for row in saved] == [0.5, 12.125, 1]
    assert saved[0]["codigo_muestra"] == "A-1"
    file.write_text("process,parameter,value,machine\n1,Espesor,0.5,EXTPP01\n1,Nada,1,\n1,Espesor,99,\n")
    before = shift.head()
    answer = shift("sample", "add", "--file", str(file), "--json")
    assert (answer.code, answer.reasons) == (3, ["unknown-parameter", "out-of-validity"])
    assert "Renglón 3: Validación de parámetro fallida: Parámetro 'Nada' no reconocido" in answer.err
    assert shift.head() == before


def test_production_answers_its_record_and_batch(shift: Terminal) -> None:
    made = spin(shift)
    assert made["record"].keys() >= RECORD
    assert (made["record"]["cantidad"], made["record"]["merma_kg"]) == (250, None)
    assert made["batch"].keys() >= BATCH
    assert (made["batch"]["codigo_lote"], made["batch"]["estado"]) == ("1000012-001", "activo")
    listed = shift.ok("production", "list", "--process", "1")["records"]
    assert [row["uid"] for row in listed] == [made["record"]["uid"]]


def test_a_record_without_a_batch_is_answered_too(shift: Terminal) -> None:
    support = ("production", "add", "--process", "99", "--quantity", "8")
    assert shift.ok(*support)["batch"] is None
    plain = shift(*support)
    assert (plain.code, plain.err) == (0, "")
    assert "Cantidad\t8\n" in plain.out


def test_saving_twice_saves_once(shift: Terminal) -> None:
    spin(shift)
    uid = "01950000-0000-7000-8000-000000000001"
    once = shift.ok(*SPUN, "12.5", "--uid", uid)
    again = shift.ok(*SPUN, "12.5", "--uid", uid)
    assert once["record"]["id"] == again["record"]["id"]
    assert len(shift.ok("production", "list")["records"]) == 2


def test_a_loom_counts_wastes_and_consumes(shift: Terminal) -> None:
    spun = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    woven = ("production", "add", "--process", "2", "--order", "2000145", "--machine", "T05")
    first = shift.ok(*woven, "--counter", "15000", "--quantity", "800", "--consumes", spun, "--waste", "1.5")
    assert (first["record"]["contador"], first["record"]["merma_kg"]) == (15000, 1.5)
    second = shift.ok(*woven, "--counter", "15230", "--consumes", spun)
    assert second["record"]["cantidad"] == 230
    assert second["batch"]["codigo_lote"] == first["batch"]["codigo_lote"] == "2000145-001"
    story = shift.ok("batch", "show", spun)
    assert story.keys() >= {"batch", "historial", "consumos", "muestras"}
    assert {sample["lote"] for sample in story["muestras"]} == {None}  # made before it, and yet behind it
    assert [use["codigo_telar"] for use in story["consumos"]] == ["T05", "T05"]
    back = shift.ok("machine", "counter", "T05", "--reset", "--reading", "0", "--reason", "Contador nuevo")
    assert back["machine"]["codigo"] == "T05"
    third = shift.ok(*woven, "--counter", "40", "--consumes", spun)
    assert third["record"]["cantidad"] == 40


def test_what_did_not_run_is_proposed_as_idle(shift: Terminal) -> None:
    spin(shift)
    shift.ok("shift", "idle", "4", "--reason", "Falta de tinta", user="svera")
    shift.set(PRODSYS_NOW="2026-03-02T15:10-06:00")
    opened = shift.ok("shift", "open", user="svera")
    proposed = {row["proceso_id"]: row["motivo"] for row in opened["inactivos_propuestos"]}
    assert set(proposed) == {2, 3, 4, 5, 6, 7, 8, 9}
    assert proposed[4] == "Falta de tinta"
    assert shift.ok("shift", "status")["procesos"][3]["estado"] == "ESPERANDO_CALIDAD"


def test_a_process_that_does_not_run_is_said_so_and_taken_back(shift: Terminal) -> None:
    idle = shift.ok("shift", "idle", "4", "--reason", "Falta de tinta", user="iortiz")["process"]
    assert (idle["id"], idle["estado"]) == (4, "NO_OPERATIVO")
    assert idle.keys() >= PROCESS
    back = shift.ok("shift", "idle", "4", "--undo", user="iortiz")["process"]
    assert back["estado"] == "ESPERANDO_CALIDAD"
    loom = ("shift", "idle", "2", "--machine", "T07", "--reason", "Falta de cinta")
    assert shift.ok(*loom, user="iortiz")["process"]["id"] == 2


def test_a_shift_is_closed_returned_and_approved(shift: Terminal) -> None:
    """Everything but the extruder rests; a deviation sends the shift to review."""
    for process in ("2", "3", "4", "5", "6", "7", "8", "9"):
        shift.ok("shift", "idle", process, "--reason", "No hay orden", user="svera")
    spin(shift)
    shift.ok("shift", "assign", "1", "rperez", user="svera")
    rejected = shift.ok(*THICK, "0.8", "--result", "Rechazo", "--comment", "Cinta con grumos")["sample"]
    shift.ok("sample", "justify", rejected["uid"], "--text", "Resina húmeda, se cambió", user="iortiz")
    for parameter in ("Gramaje", "Tracción", "Denier", "Resistencia", "Elongación", "Ancho de cinta"):
        shift.ok("shift", "omit", "1", parameter, "--reason", "Balanza en reparación", user="svera")
    shift.ok("shift", "observe", "1", "Resina húmeda en el arranque", user="svera")
    closed = shift.ok("shift", "close", user="svera")["shift"]
    assert closed["estado"] == "REVISION"
    key = str(closed["id"])

    review = shift.ok("shift", "review", key)
    (deviation,), (note,) = review["desviaciones"], review["observaciones"]
    assert (deviation["uid"], deviation["resultado"], deviation["resuelta"]) == (
        rejected["uid"],
        "Rechazo",
        True,
    )
    assert (deviation["comentario"], deviation["explicacion"]) == (
        "Cinta con grumos",
        "Resina húmeda, se cambió",
    )
    assert note["texto"] == "Resina húmeda en el arranque"
    assert len(review["omisiones"]) == 6
    assert (review["espera_desde"], review["revisiones"]) == ("2026-03-02T13:00:00Z", [])

    returned = shift.ok("shift", "return", key, "--comment", "Falta el lote de la resina", user="tnoh")
    assert (returned["shift"]["estado"], returned["shift"]["devuelta"]) == ("REVISION", True)
    task = shift.ok("shift", "review", key)["revisiones"][0]
    assert (task["decision"], task["comentario"]) == ("devuelta", "Falta el lote de la resina")
    assert "Falta el lote de la resina" in shift("shift", "review", key).out
    shift.ok("shift", "observe", "1", "Resina del lote R-12", "--shift", key, user="svera")
    shift.ok("shift", "close", key, user="svera")
    by_uid = f"{rejected['uid']}=Visto con calidad"
    approved = shift.ok("shift", "approve", key, "--comment", by_uid, user="tnoh")["shift"]
    assert approved["estado"] == "CERRADA"


def test_an_empty_shift_is_voided(shift: Terminal) -> None:
    key = str(shift.ok("shift", "status")["shift"]["id"])
    voided = shift.ok("shift", "void", key, "--reason", "Se abrió por error", user="svera")["shift"]
    assert voided["estado"] == "ANULADA"
