"""Commands and files that are not written right: told in the user's language, nothing is saved."""

import io
import sys

import pytest

from prodsys_tui import __version__
from prodsys_tui.cli.exits import exit_code
from prodsys_tui.domain.refusal import Code, Refusal
from tests.cli.floor import THICK
from tests.cli.terminal import Terminal

WRONG = {
    "no such command": (("turno",), "No hay un comando 'turno'"),
    "near a command": (("shft",), "¿Quiso decir: shift"),
    "no such subcommand": (("shift", "abrir"), "No hay un comando 'abrir'"),
    "subcommand missing": (("shift",), "Falta el comando. Vea prodsys shift --help."),
    "no such option": (("shift", "open", "--fecha", "x"), "No hay una opción --fecha"),
    "value missing": (("shift", "open", "--turn"), "--turn está mal escrita"),
    "value too many": (("shift", "idle", "4", "--undo=si"), "--undo está mal escrita"),
    "no whole number": (("shift", "idle", "uno"), "PROCESS no puede ser así"),
    "option no whole number": (("sample", "add", "--process", "1.5"), "--process no puede ser así"),
    "too little": (("shift", "list", "--limit", "0"), "--limit no puede ser así"),
    "option missing": (("order", "add", "2000145"), "Falta --product"),
    "argument missing": (("batch", "show"), "Falta CODE"),
    "too much": (("shift", "open", "T1"), "Sobra algo"),
    "sample without value": (("sample", "add", "--process", "1"), "Falta --parameter"),
    "no pair": (
        ("order", "add", "2000777", "--product", "T", "--quantity", "1", "--spec", "Ancho"),
        "--spec se escribe NOMBRE=VALOR",
    ),
    "neither order nor none": (("machine", "run", "T05"), "Use una de estas opciones: --order, --none."),
    "both order and none": (("machine", "run", "T05", "--order", "2000145", "--none"), "Use una de estas"),
    "counter that is not reset": (
        ("machine", "counter", "T05", "--reading", "0", "--reason", "Nuevo"),
        "Falta --reset. Vea prodsys machine counter --help.",
    ),
    "table without replay": (("audit", "verify", "--table", "lotes"), "Falta --replay"),
    "no such state": (
        ("order", "list", "--state", "Abierta"),
        "--state debe ser uno de: Liberada, En Proceso",
    ),
    "no such batch state": (("batch", "list", "--state", "x"), "activo, pausado, cerrado"),
    "no terminal": ((), "Aquí no se pueden abrir las pantallas"),
    "no such language": (
        ("--lang", "fr", "shift", "status"),
        "--lang: 'fr' no sirve para lang. Use: es, en.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_says_what_is_wrong_in_the_users_language(shift: Terminal, name: str) -> None:
    args, message = WRONG[name]
    before = shift.head()
    answer = shift(*args)
    assert answer.code == 2
    assert message in answer.err
    assert answer.out == ""
    document = shift("--json", *args)
    assert (document.code, document.reasons) == (2, ["usage"])
    assert message in document.json["error"]["message"]
    assert shift.head() == before


def test_english_is_spoken_on_request(shift: Terminal) -> None:
    assert "There is no command 'turno'" in shift("turno", "--lang=en").err
    shift.set(PRODSYS_LANG="en")
    assert "is no number" in shift(*THICK, "x").err or "not a number" in shift(*THICK, "x").err
    assert shift("user", "list").out.startswith("Code\tName\tRole\tState\n")


def test_what_follows_two_dashes_is_no_option(shift: Terminal) -> None:
    answer = shift("shift", "observe", "1", "--", "--json")
    assert answer.code == 0
    assert answer.out.startswith("Id\t1\n")


def test_the_version_is_told(bare: Terminal) -> None:
    answer = bare("--version")
    assert (answer.code, answer.out) == (0, f"prodsys {__version__}\n")


def test_the_shell_can_complete(bare: Terminal) -> None:
    words = bare.process(_PRODSYS_COMPLETE="complete_bash", COMP_WORDS="prodsys shift o", COMP_CWORD="2")
    assert words.stdout.decode().split() == ["observe", "omit", "open"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((Code.GATE_CLOSED, Code.BAD_QUANTITY), 4),
        ((Code.BAD_QUANTITY, Code.GATE_CLOSED), 4),
        ((Code.BAD_QUANTITY, Code.SHIFT_CLOSED, Code.GATE_CLOSED), 5),
        ((Code.SHIFT_CLOSED, Code.NOT_PERMITTED), 8),
        ((Code.NOT_FOUND, Code.NOT_A_NUMBER), 3),
        ((Code.NOT_FOUND,), 9),
        ((Code.STORE_BUSY,), 6),
        ((Code.STORE_FULL,), 6),
        ((Code.STORE_READ_ONLY,), 6),
        ((Code.STORE_NEWER,), 2),
        ((Code.CHANGED_MEANWHILE,), 5),
        ((Code.SAME_PERSON,), 3),
    ],
)
def test_of_several_faults_the_gravest_gives_the_exit_code(codes: tuple[Code, ...], expected: int) -> None:
    assert exit_code([Refusal(code) for code in codes]) == expected


def test_samples_are_read_from_the_input(shift: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b"process,parameter,value,machine\n1,Espesor,0.5,EXTPP01\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(rows)))
    assert len(shift.ok("sample", "add", "--file", "-")["samples"]) == 1


FILES = {
    "no text": (b"\xff\xfe\x00", "no es texto UTF-8"),
    "empty": (b"", "no tiene renglones"),
    "heads alone": (b"process,parameter,value,machine\n\n", "no tiene renglones"),
    "columns missing": (b"process,value\n1,2\n", "le faltan columnas: parameter, machine"),
    "columns unknown": (b"process,parameter,value,machine,peso\n1,Espesor,1,,\n", "que no se conocen: peso"),
    "columns twice": (b"process,parameter,value,machine,value\n1,Espesor,1,,2\n", "repetidas"),
    "too many cells": (b"process,parameter,value,machine\n1,Espesor,1,EXTPP01,x\n", "renglón 2"),
    "open quote": (b'process,parameter,value,machine\n1,"Espesor,1,EXTPP01\n', "renglón 2"),
    "process in words": (
        b"process,parameter,value,machine\nuno,Espesor,1,EXTPP01\n",
        "Renglón 2: 'uno' no es un número",
    ),
    "a NUL": (b"process,parameter,value,machine\n1,Espesor\x00,1,EXTPP01\n", "no es texto UTF-8"),
    "too big": (
        b"process,parameter,value,machine\n" + b"1,Espesor,1,EXTPP01\n" * 300_000,
        "demasiado grande",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_used_saves_nothing(shift: Terminal, name: str) -> None:
    content, message = FILES[name]
    file = shift.home / "muestras.csv"
    file.write_bytes(content)
    before = shift.head()
    answer = shift("sample", "add", "--file", str(file), "--json")
    assert answer.code == 3
    assert message in answer.err
    assert shift.head() == before


ROWS = b"""process,parameter,value,machine
uno,Espesor,0.5,EXTPP01
1,Nada,0.5,EXTPP01
1,Espesor,0.5,EXTPP01
1,Espesor,mucho,EXTPP01
"""


def test_every_row_of_a_file_that_is_wrong_is_told(shift: Terminal) -> None:
    file = shift.home / "muestras.csv"
    file.write_bytes(ROWS)
    before = shift.head()
    answer = shift("sample", "add", "--file", str(file), "--json")
    motives = answer.json["error"]["details"]["motivos"]
    assert [motive["field"] for motive in motives] == ["2.process", "3.parameter", "5.value"]
    assert shift.head() == before


def test_what_stands_against_the_shift_is_told_once_for_a_file(plant: Terminal) -> None:
    file = plant.home / "muestras.csv"
    file.write_bytes(b"process,parameter,value,machine\n" + b"1,Espesor,0.5,EXTPP01\n" * 3)
    answer = plant("sample", "add", "--file", str(file), "--json")
    (motive,) = answer.json["error"]["details"]["motivos"]
    assert (motive["code"], motive["field"]) == ("no-open-shift", "shift")
    assert "Renglón" not in answer.err


@pytest.mark.parametrize("also", [("--value", "1"), ("--process", "1"), ("--corrects", "uid")])
def test_a_file_leaves_no_option_unheard(shift: Terminal, also: tuple[str, str]) -> None:
    answer = shift("sample", "add", "--file", "muestras.csv", *also, "--json")
    assert (answer.code, answer.reasons) == (2, ["usage"])


def test_a_property_of_an_order_is_given_once(plant: Terminal) -> None:
    twice = ("--spec", "Ancho=12", "--spec", "Ancho=13")
    answer = plant("order", "add", "2000150", "--product", "Tela", "--quantity", "5", *twice, "--json")
    assert (answer.code, answer.reasons) == (3, ["bad-value"])
    assert "Ancho está dado dos veces" in answer.err


def test_what_does_not_exist_hides_no_number_that_cannot_be_read(shift: Terminal) -> None:
    wrong = ("--consumes", "nada", "--quantity", "mucho", "--waste", "NaN")
    answer = shift("production", "add", "--process", "2", "--machine", "T05", *wrong, "--json")
    assert answer.reasons[0] == "not-found"
    assert answer.reasons.count("not-a-number") == 2
    assert "gate-closed" in answer.reasons
    assert answer.code == 4


def test_a_reset_counter_is_a_number(shift: Terminal) -> None:
    reset = shift.ok(
        "machine", "counter", "T05", "--reset", "--reading", "1500.5", "--reason", "Tablero nuevo"
    )
    assert reset["machine"]["contador"] == 1500.5
