"""Signed corrections, counter chains, suspects and what a record consumed, by command."""

from tests.cli.floor import THICK, WIDE, spin
from tests.cli.terminal import PIN, Terminal

WHY = ("--category", "ERROR_CAPTURA", "--reason", "Se leyó mal la báscula")


def test_a_record_is_corrected_and_what_is_shown_is_marked(shift: Terminal) -> None:
    record = spin(shift)["record"]
    correct = ("shift", "correct", "1", *WHY, "--record", record["uid"])
    before = shift.head()
    planned = shift.ok(*correct, "--quantity", "200", "--waste", "3", "--dry-run")
    assert planned["motivos"] == []
    assert [(row["campo"], row["valor_anterior"], row["valor_nuevo"]) for row in planned["cambios"]] == [
        ("cantidad", "250", "200"),
        ("merma_kg", None, "3"),
    ]
    assert shift.ok(*correct, "--quantity", "250", "--dry-run")["motivos"][0]["code"] == "nothing-to-correct"
    assert shift.head() == before

    done = shift.ok(*correct, "--quantity", "200", "--waste", "3", "--uid", "form-0001")
    signed = done["correcciones_firmadas"]
    assert [(row["suma_cantidad"], row["suma_merma_kg"], row["grupo"]) for row in signed] == [
        (-50, 0, "form-0001"),
        (0, 3, "form-0001"),
    ]
    (shown,) = shift.ok("production", "list")["records"]
    assert (shown["cantidad"], shown["merma_kg"], shown["corregido"]) == (200, 3, True)
    assert shift.ok("shift", "list")["shifts"][0]["correcciones"] == 1
    review = shift.ok("shift", "review")
    assert [row["uid"] for row in review["correcciones_firmadas"]] == [row["uid"] for row in signed]
    board = shift.ok("shift", "status")["procesos"][0]
    assert (board["produccion_total"], board["registros_corregidos"]) == (200, 1)


def test_a_second_person_signs_with_a_pin_of_their_own(shift: Terminal) -> None:
    record = spin(shift)["record"]
    correct = ("shift", "correct", "1", *WHY, "--record", record["uid"], "--quantity", "200")
    assert shift(*correct, user="rperez").code == 8
    shift.set(PRODSYS_SIGN_PIN="1357")
    assert shift(*correct, "--sign", "svera", "--json", user="rperez").reasons == ["wrong-pin"]
    shift.set(PRODSYS_SIGN_PIN=PIN)
    assert shift(*correct, "--sign", "iortiz", user="rperez").code == 8
    (entry,) = shift.ok(*correct, "--sign", "svera", user="rperez")["correcciones_firmadas"]
    assert (entry["usuario"], entry["firmada_por"]) == ("rperez", "svera")


def test_a_correction_names_one_thing_and_says_what_is_wrong_with_it(shift: Terminal) -> None:
    record = spin(shift)["record"]
    correct = ("shift", "correct", "1", *WHY)
    assert shift(*correct).code == 2
    assert shift(*correct, "--record", "x", "--sample", "y", "--value", "1").code == 2
    assert shift(*correct, "--sample", "y").code == 2
    assert shift(*correct, "--record", record["uid"], "--value", "1").code == 2
    assert shift(*correct, "--record", "nada", "--quantity", "1").code == 9
    bad = shift(
        "shift", "correct", "1", "--category", "x", "--reason", " ", "--record", record["uid"], "--json"
    )
    assert bad.code == 3
    assert bad.reasons == ["bad-value", "reason-required"]


def test_a_corrected_sample_lists_the_records_that_lost_their_basis(shift: Terminal) -> None:
    record = spin(shift)["record"]
    sample = shift.ok("sample", "list")["samples"][-1]
    correct = ("shift", "correct", "1", *WHY, "--sample", sample["uid"])
    signed = shift.ok(*correct, "--value", "0.7")
    assert signed["flips"] == []
    assert signed["correcciones_firmadas"][0]["valor_nuevo"] == "0.7 (Cumple)"
    rejected = ("--result", "Rechazo", "--comment", "Cinta rota en la orilla")
    corrects = ("--corrects", signed["sample"]["uid"])
    flipped = shift.ok(*THICK, "0.8", *corrects, *rejected, user="iortiz")
    assert [flip["registros"] for flip in flipped["flips"]] == [[record["uid"]]]
    assert flipped["lotes_sospechosos"] == [{"codigo_lote": "1000012-001"}]
    (flip,) = shift.ok("sample", "flips")["flips"]
    assert (flip["antes"], flip["ahora"], flip["registros"]) == ("Cumple", "Rechazo", [record["uid"]])
    assert shift.ok("shift", "review")["flips"] == [flip]


def test_a_failing_sample_lists_what_it_makes_suspect_to_be_held_together(shift: Terminal) -> None:
    spin(shift)
    rejected = ("--result", "Rechazo", "--comment", "Cinta rota en la orilla")
    saved = shift.ok(*THICK, "0.8", *rejected)
    assert saved["lotes_sospechosos"] == [{"codigo_lote": "1000012-001"}]
    suspects = shift.ok("batch", "suspect", saved["sample"]["uid"])
    assert [batch["codigo_lote"] for batch in suspects["batches"]] == ["1000012-001"]
    assert [record["cantidad"] for record in suspects["records"]] == [250]
    assert shift("batch", "suspect", "nada").code == 9
    held = shift.ok("batch", "hold", "1000012-001", "--reason", "Cinta rota")["batches"]
    assert [(batch["estado"], batch["comentario_estado"]) for batch in held] == [("pausado", "Cinta rota")]
    assert shift("batch", "hold", "1000012-001", "nada", "--reason", "x", user="rperez").code == 8
    assert shift("batch", "hold", "1000012-001", "nada", "--reason", "x", "--json").reasons == [
        "transition-not-allowed",
        "already-exists",
        "not-found",
    ]


def test_a_counter_is_read_as_a_chain_and_begins_anew(shift: Terminal) -> None:
    batch = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    add = (
        "production",
        "add",
        "--process",
        "2",
        "--order",
        "2000145",
        "--machine",
        "T05",
        "--consumes",
        batch,
    )
    first = shift.ok(*add, "--quantity", "640", "--counter", "12640")["record"]
    wrong = shift.ok(*add, "--counter", "13300")["record"]
    after = shift.ok(*add, "--counter", "13500")["record"]
    correct = ("shift", "correct", "1", *WHY, "--record", wrong["uid"], "--counter", "13030")
    pair = shift.ok(*correct)["correcciones_firmadas"]
    assert [row["suma_cantidad"] for row in pair] == [-270, 270]
    assert pair[0]["grupo"] == pair[1]["grupo"]
    reset = (
        "machine",
        "counter",
        "T05",
        "--reset",
        "--reading",
        "0",
        "--kind",
        "anual",
        "--reason",
        "1 de enero",
    )
    assert shift.ok(*reset)["machine"]["contador"] == 0
    page = shift.ok("machine", "counter", "T05", "--limit", "2")
    assert [(row["lectura"], row["anterior"], row["reinicio"]) for row in page["lecturas"]] == [
        (0, 13500, "anual"),
        (13500, 13030, None),
    ]
    older = shift.ok("machine", "counter", "T05", "--before", page["antes_de"])
    assert [(row["uid"], row["diferencia"], row["corregido"]) for row in older["lecturas"]] == [
        (wrong["uid"], 390, True),
        (first["uid"], None, False),
    ]
    assert page["lecturas"][1]["uid"] == after["uid"]
    assert older["antes_de"] is None
    assert shift("machine", "counter", "T05", "--reading", "5").code == 2
    assert shift("machine", "counter", "T05", "--before", "nada").code == 9


def test_what_a_record_consumed_is_changed(shift: Terminal) -> None:
    batch = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    add = (
        "production",
        "add",
        "--process",
        "2",
        "--order",
        "2000145",
        "--machine",
        "T05",
        "--consumes",
        batch,
    )
    uid = shift.ok(*add, "--quantity", "640", "--counter", "12640")["record"]["uid"]
    assert shift("production", "consumes", uid, "--remove", batch, "--json").reasons == ["batch-demanded"]
    (used,) = shift.ok("production", "consumes", uid, "--add", batch)["consumos"]
    assert (used["codigo_lote"], used["estaba_pausado"], used["firmado_por"]) == (batch, False, None)
