"""What is consumed, by command: held batches signed for, rolls, what is offered, what was changed."""

from pathlib import Path

import pytest

from tests.cli.floor import WIDE, spin
from tests.cli.terminal import PIN, Terminal

WOVEN = ("production", "add", "--process", "2", "--order", "2000145", "--machine", "T05")
FIRST = ("--counter", "500", "--quantity", "500")
WHY = ("--reason", "Sólo hay este")
HELD = "está en retención. Use otro, o que un supervisor firme su uso con un motivo.\n"
FILM = ("production", "add", "--process", "3", "--order", "3000210", "--waste", "0", "--waste-to", "descarte")


@pytest.fixture
def tape(shift: Terminal) -> str:
    """A batch, and a loom whose gate has passed."""
    code: str = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    shift.set(PRODSYS_SIGN_PIN=PIN)
    return code


def hold(shift: Terminal, code: str, *part: str) -> None:
    shift.ok("batch", "hold", code, "--reason", "denier", *part, user="iortiz")


def test_a_held_batch_is_consumed_with_a_signature_and_a_reason(shift: Terminal, tape: str) -> None:
    hold(shift, tape)
    consumes = (*WOVEN, *FIRST, "--consumes", tape)
    answer = shift(*consumes, *WHY, user="rperez")
    assert (answer.code, answer.err) == (3, f"El lote {tape} {HELD}")
    answer = shift(*consumes, "--sign", "svera", user="rperez")
    assert answer.err == f"El lote {tape} está en retención: escriba por qué se usa.\n"
    assert shift(*consumes, *WHY, "--sign", "iortiz", user="rperez").code == 8
    (used,) = shift.ok(*consumes, *WHY, "--sign", "svera", user="rperez")["consumos"]
    told = {name: used[name] for name in ("estaba_pausado", "antes_de_retencion", "firmado_por", "motivo")}
    assert told == {
        "estaba_pausado": True,
        "antes_de_retencion": False,
        "firmado_por": "svera",
        "motivo": "Sólo hay este",
    }


def test_the_pin_of_a_supervisor_who_acts_is_the_signature(shift: Terminal, tape: str) -> None:
    hold(shift, tape)
    consumes = (*WOVEN, *FIRST, "--consumes", tape)
    assert shift(*consumes, user="svera").err.endswith("escriba por qué se usa.\n")
    assert shift.ok(*consumes, *WHY, user="svera")["consumos"][0]["firmado_por"] == "svera"
    told = shift("production", "consumes", "2")
    assert "Sólo hay este" in told.out


def test_a_closed_one_and_one_that_does_not_exist_are_told_in_the_words_of_the_plant(
    shift: Terminal, tape: str
) -> None:
    shift.ok("batch", "use-up", tape, user="iortiz")
    answer = shift(*WOVEN, *FIRST, "--consumes", tape, "--consumes", "9", "--json")
    assert answer.reasons == ["not-found", "batch-closed"]
    assert answer.err == (
        f"El lote con ID 9 no existe.\nEl lote {tape} está cerrado y no puede ser declarado como consumido.\n"
    )


def test_what_a_machine_uses_is_signed_for_and_moved(shift: Terminal, tape: str) -> None:
    hold(shift, tape)
    use = ("machine", "batches", "T05", "--use", tape)
    assert shift(*use, *WHY, user="rperez").err == f"El lote {tape} {HELD}"
    (row,) = shift.ok(*use, *WHY, "--sign", "svera", user="rperez")["lotes_en_uso"]
    assert (row["firmado_por"], row["motivo"]) == ("svera", "Sólo hay este")
    assert shift.ok("machine", "run", "T06", "--order", "2000145", "--use", tape, *WHY, user="svera")[
        "lotes_en_uso"
    ]
    (used,) = shift.ok(*WOVEN, *FIRST, user="rperez")["consumos"]
    assert (used["desde"], used["firmado_por"]) == (row["desde"], "svera")


def test_the_batches_that_may_be_consumed_are_listed(shift: Terminal, tape: str) -> None:
    shift.ok("machine", "batches", "T05", "--use", f"L{tape.replace('-', 'N')}")
    hold(shift, tape)
    (row,) = shift.ok("production", "batches", "--process", "2", "--machine", "T05")["batches"]
    assert (row["codigo_lote"], row["estado"], row["desde"] is None) == (tape, "pausado", False)
    (row,) = shift.ok("production", "batches", "--process", "2")["batches"]
    assert row["desde"] is None
    assert shift.ok("production", "batches", "--process", "6")["batches"] == []


def test_rolls_stand_for_their_batches(shift: Terminal, tape: str) -> None:
    cloth = shift.ok(*WOVEN, *FIRST, "--consumes", tape, "--roll", "R047-T05=500")["batch"]["codigo_lote"]
    shift.ok("order", "add", "3000210", "--product", "Laminada", "--quantity", "900")
    shift.ok("sample", "add", "--process", "3", "--parameter", "Gramaje de cortina", "--value", "20")
    made = shift.ok(*FILM, "--counter", "300", "--quantity", "300", "--roll", "R047-T05-L001=300")["record"]
    assert made["lotes_consumidos"] == [cloth]
    assert made["rollos_consumidos"] == [{"codigo": "R047-T05", "codigo_lote": cloth}]
    told = shift(*FILM, "--counter", "400", "--consumes", "azul").out
    assert "Rollos consumidos\tAZUL (sin conocer)\n" in told
    uid = str(made["id"])
    changed = shift.ok("production", "consumes", uid, "--add", "azul", "--remove", "R047-T05")
    assert (changed["consumos"], changed["rollos_consumidos"]) == (
        [],
        [{"codigo": "AZUL", "codigo_lote": None}],
    )
    assert "AZUL\tsin conocer\n" in shift("production", "consumes", uid).out
    assert shift("production", "consumes", "999").code == 9


def test_a_file_is_signed_for_as_one(shift: Terminal, tape: str, tmp_path: Path) -> None:
    hold(shift, tape)
    file = tmp_path / "lecturas.csv"
    columns, reading = "process,machine,order,counter,quantity", "2,T05,2000145,500,500"
    file.write_text(f"{columns},consumes,reason\n{reading},{tape},sólo hay este\n")
    add = ("production", "add", "--file", str(file))
    assert HELD.strip() in shift(*add, user="rperez").err
    (record,) = shift.ok(*add, "--sign", "svera", user="rperez")["records"]
    assert record["lotes_consumidos"] == [tape]
