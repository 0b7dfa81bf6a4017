"""Holds by command: held, followed, decided; what is printed, and how a command ends."""

from pathlib import Path

import pytest

from tests.cli.floor import WIDE, spin
from tests.cli.terminal import PIN, Terminal
from tests.cli.test_on_event import heard, hears
from tests.cli.test_two_at_once import at_once

__all__ = ["hears"]

WHY = ("--reason", "Se ve manchado")
FAILING = ("sample", "add", "--process", "1", "--parameter", "Denier", "--value", "900")
WOVEN = ("production", "add", "--process", "2", "--order", "2000145")


@pytest.fixture
def tape(shift: Terminal) -> str:
    """A batch of 250 kg."""
    code: str = spin(shift)["batch"]["codigo_lote"]
    return code


@pytest.fixture
def cloth(shift: Terminal, tape: str) -> str:
    """A batch of one loom, made of the other."""
    shift.ok(*WIDE, "--value", "12 1/8")
    made = shift.ok(*WOVEN, "--machine", "T05", "--counter", "10", "--quantity", "10", "--consumes", tape)
    code: str = made["batch"]["codigo_lote"]
    return code


def test_the_printed_texts_of_the_states(shift: Terminal, tape: str) -> None:
    active = "Transición de estado no permitida: activo → activo."
    blank = "El comentario es obligatorio para pausar o cerrar un lote."
    told = {
        ("state", tape, "activo", "--comment", "ya"): (3, active),
        ("state", tape, "pausado"): (3, blank),
        ("state", tape, "cerrado", "--comment", "  "): (3, blank),
        ("hold", tape, "--reason", " "): (3, blank),
        ("scrap", tape, "--reason", " "): (3, blank),
        ("release", tape, *WHY): (3, active),
        ("state", "1000012-099", "pausado", "--comment", "ya"): (9, "Lote no encontrado."),
        ("use-up", "1000012-099"): (9, "Lote no encontrado."),
    }
    for args, (code, text) in told.items():
        answer = shift("batch", *args)
        assert (answer.code, answer.err) == (code, f"{text}\n"), args
    shift.ok("batch", "use-up", tape)
    answer = shift("batch", "hold", tape, *WHY)
    assert (answer.code, answer.err) == (3, "Transición de estado no permitida: cerrado → pausado.\n")


def test_a_hold_is_followed_from_the_sample_to_what_it_went_into(
    shift: Terminal, tape: str, cloth: str
) -> None:
    failing = shift.ok(*FAILING)["sample"]["uid"]
    (held,) = shift.ok("batch", "hold", tape, *WHY, "--sample", failing, user="rperez")["batches"]
    assert (held["estado"], [hold["muestra"] for hold in held["retenciones"]]) == ("pausado", [failing])
    (listed,) = shift.ok("batch", "holds", "--open")["holds"]
    assert (listed["detectado"], listed["siguiente_paso"], listed["consumido_en"]) == (
        "Denier 900",
        "investigacion",
        [cloth],
    )
    (note,) = shift.ok("batch", "investigate", tape, "--text", "Agua", "--cause", "maquina")["notas"]
    assert note["causa"] == "máquina"
    story = shift.ok("batch", "hold-show", tape)
    assert [step["estado"] for step in story["pasos"]] == ["hecho", "hecho", "hecho", "hecho", "sigue"]
    assert (story["hold"]["estado_proceso"], story["hold"]["estado_turno"]) == ("REVISION", "ABIERTA")
    assert [
        (each["codigo_lote"], each["nivel"], each["se_propone_retener"]) for each in story["llego_a"]
    ] == [(cloth, 1, True)]
    plain = shift("batch", "hold-show", held["retenciones"][0]["uid"]).out
    assert "Detección\thecho\tadmin" in plain
    assert "Pause\tdone\trperez" in shift("--lang", "en", "batch", "hold-show", tape).out
    assert "Máquina" not in plain.partition("\n\n")[0]  # what there is none of is not told


def test_a_part_is_held_and_named_wherever_its_batch_is_shown(shift: Terminal, cloth: str) -> None:
    (held,) = shift.ok("batch", "hold", cloth, *WHY, "--machine", "T05")["batches"]
    assert (held["estado"], [hold["maquina"] for hold in held["retenciones"]]) == ("activo", ["T05"])
    line = next(line for line in shift("batch", "list").out.splitlines() if line.startswith(cloth))
    assert line.endswith("\tT05")
    assert "Retenido\tT05" in shift("batch", "show", cloth).out
    shown = shift.ok("batch", "show", cloth)
    assert shown["batch"]["retenciones"] == shown["retenciones"]
    made = shift.ok(*WOVEN, "--machine", "T05", "--counter", "20", "--consumes", "1000012-001")
    assert [hold["maquina"] for hold in made["batch"]["retenciones"]] == ["T05"]
    again = shift("batch", "hold", cloth, *WHY, "--machine", "T05", "--json", user="rperez")
    assert (again.code, again.reasons) == (5, ["already-exists"])
    assert "admin" in again.json["error"]["message"]
    shift.ok("batch", "scrap", cloth, *WHY, "--machine", "T05", "--disposition", "reproceso")
    assert shift.ok("batch", "show", cloth)["batch"]["retenciones"] == []


def test_quantities_add_up(shift: Terminal, tape: str) -> None:
    shift.ok("batch", "hold", tape, *WHY)
    (left,) = shift.ok("batch", "scrap", tape, *WHY, "--quantity", "100.5")["batches"]
    assert left["estado"] == "pausado"
    for quantity, reason in (("0", "bad-quantity"), ("200", "bad-quantity"), ("", "not-a-number")):
        answer = shift("batch", "release", tape, *WHY, "--quantity", quantity, "--json")
        assert (answer.code, answer.reasons) == (3, [reason])
    (done,) = shift.ok("batch", "release", tape, *WHY, "--quantity", "149,5")["batches"]
    assert (done["estado"], done["retenciones"]) == ("activo", [])
    decided = shift.ok("batch", "hold-show", tape)["disposiciones"]
    assert [(each["destino"], each["cantidad"]) for each in decided] == [
        ("desecho", 100.5),
        ("liberado", 149.5),
    ]


def test_what_needs_a_supervisor_is_signed_by_one(shift: Terminal, tape: str, cloth: str) -> None:
    shift.set(PRODSYS_SIGN_PIN=PIN)
    many = ("batch", "hold", tape, cloth, *WHY)
    assert shift(*many, user="rperez").code == 8
    assert shift(*many, "--sign", "iortiz", user="rperez").code == 8
    held = shift.ok(*many, "--sign", "svera", user="rperez")["batches"]
    (group,) = {hold["grupo"] for batch in held for hold in batch["retenciones"]}
    conceded = ("batch", "release", group, "--reason", "El cliente lo acepta", "--disposition", "concesion")
    assert shift(*conceded, user="iortiz").code == 8
    assert shift(*conceded, "--sign", "iortiz", user="iortiz").code == 8
    released = shift.ok(*conceded, "--sign", "svera", user="iortiz")["batches"]
    assert {batch["estado"] for batch in released} == {"activo"}
    assert shift("batch", "release", tape, *WHY, user="rperez").code == 8
    assert shift("batch", "scrap", tape, *WHY, user="visita").code == 8


def test_the_site_says_whether_another_person_releases(shift: Terminal, tape: str) -> None:
    assert shift.ok("site", "show")["sitio"]["libera_otra_persona"] is False
    assert shift("site", "set", "--release-by-another", "tal vez").code == 2
    assert shift("site", "set", "--release-by-another", "yes", user="svera").code == 8
    assert shift.ok("site", "set", "--release-by-another", "Yes")["sitio"]["libera_otra_persona"] is True
    shift.ok("batch", "hold", tape, *WHY, user="iortiz")
    answer = shift("batch", "release", tape, *WHY, user="iortiz")
    assert (answer.code, "otra persona" in answer.err) == (3, True)
    shift.ok("batch", "release", tape, *WHY, user="svera")
    shift.ok("site", "set", "--release-by-another", "no")
    shift.ok("batch", "hold", tape, *WHY, user="iortiz")
    shift.ok("batch", "release", tape, *WHY, user="iortiz")


def test_holds_come_in_pages(shift: Terminal, tape: str, cloth: str) -> None:
    shift.ok("batch", "hold", tape, *WHY)
    shift.ok("batch", "hold", cloth, *WHY)
    shift.ok("batch", "release", tape, *WHY)
    first = shift.ok("batch", "holds", "--limit", "1")
    assert [hold["codigo_lote"] for hold in first["holds"]] == [cloth]
    rest = shift.ok("batch", "holds", "--before", first["next"])
    assert ([hold["codigo_lote"] for hold in rest["holds"]], rest["next"]) == ([tape], None)
    assert [hold["codigo_lote"] for hold in shift.ok("batch", "holds", "--batch", tape)["holds"]] == [tape]
    assert [hold["codigo_lote"] for hold in shift.ok("batch", "holds", "--open")["holds"]] == [cloth]
    for args in (("--before", "nada"), ("--batch", "nada")):
        assert shift("batch", "holds", *args).code == 9
    assert shift("batch", "hold-show", "nada").code == 9


def test_of_two_who_decide_at_once_one_does(shift: Terminal, tape: str) -> None:
    shift.ok("batch", "hold", tape, *WHY)
    answers = at_once(
        ("svera", ("batch", "release", tape, "--reason", "Cumple")),
        ("iortiz", ("batch", "scrap", tape, "--reason", "No cumple")),
    )
    assert sorted(code for code, _ in answers) == [0, 5]
    told = [document["error"]["details"]["motivos"][-1]["message"] for code, document in answers if code]
    (winner,) = ["svera" if code == 0 else "iortiz" for code, _ in answers[:1]]
    assert winner in told[0]
    assert len(shift.ok("batch", "hold-show", tape)["disposiciones"]) == 1
    assert len(shift.ok("batch", "show", tape)["historial"]) == 2


def test_of_two_who_hold_at_once_one_does(shift: Terminal, tape: str) -> None:
    answers = at_once(*((who, ("batch", "hold", tape, *WHY)) for who in ("svera", "iortiz")))
    assert sorted(code for code, _ in answers) == [0, 5]
    assert len(shift.ok("batch", "holds")["holds"]) == 1


def test_a_hold_of_a_part_is_told_to_the_plants_own_command(shift: Terminal, cloth: str, hears: Path) -> None:
    shift.ok("batch", "hold", cloth, *WHY, "--machine", "T05")
    said = heard(hears)
    assert (said["evento"], said["que"], said["detalle"]) == (
        "retencion",
        f"{cloth} (T05)",
        "Se ve manchado",
    )


def test_what_a_failing_sample_makes_suspect_is_held_with_it(shift: Terminal, tape: str) -> None:
    saved = shift.ok(*FAILING)
    assert saved["lotes_sospechosos"] == [{"codigo_lote": tape}]
    codes = [each["codigo_lote"] for each in saved["lotes_sospechosos"]]
    shift.ok("batch", "hold", *codes, *WHY, "--sample", saved["sample"]["uid"])
    suspects = shift.ok("batch", "suspect", saved["sample"]["uid"])
    assert [len(batch["retenciones"]) for batch in suspects["batches"]] == [1]


def test_batches_are_listed_by_process_and_by_the_machine_that_made_them(
    shift: Terminal, tape: str, cloth: str
) -> None:
    def listed(*options: str) -> list[str]:
        return [row["codigo_lote"] for row in shift.ok("batch", "list", *options)["batches"]]

    assert listed("--process", "1") == [tape]
    assert listed("--machine", "EXTPP01") == [tape]
    assert cloth in listed("--process", "2")
    assert listed("--process", "9") == []
    assert shift("batch", "list", "--machine", "T99").code == 9
