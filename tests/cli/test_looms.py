"""All looms at once by command: files of records, the sheet of counters, the round of a parameter."""

import pytest

from tests.cli.floor import WIDE, spin
from tests.cli.terminal import Answer, Terminal

HEAD = "process,machine,counter,quantity,consumes,stop,at,uid"


def saved(at: Terminal, *lines: str, head: str = HEAD) -> Answer:
    """A file of records, saved by command."""
    file = at.home / "lecturas.csv"
    file.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return at("production", "add", "--file", str(file), "--json")


@pytest.fixture
def tape(shift: Terminal) -> str:
    """Two looms with their gate passed and their base read; the batch of tape that they weave."""
    code: str = spin(shift)["batch"]["codigo_lote"]
    for machine in ("T05", "T06"):
        shift.ok("machine", "run", machine, "--order", "2000145")
        shift.ok(*WIDE[:5], machine, *WIDE[6:], "--value", "12 1/8")
    assert saved(shift, f"2,T05,1000,300,{code},,,", f"2,T06,2000,300,{code},,,").code == 0
    shift.set(PRODSYS_NOW="2026-03-02T09:00:00-06:00")
    return code


def test_a_file_of_readings_is_saved_as_one(shift: Terminal, tape: str) -> None:
    both = (f"2,T05,1250,,{tape},,08:45,lectura-T05-1", "2,T06,2000,,,Limpieza,08:45,lectura-T06-1")
    answer = saved(shift, *both)
    assert answer.code == 0, answer.err
    told = [(row["maquina"], row["contador"], row["cantidad"]) for row in answer.json["records"]]
    assert told == [("T05", 1250, 250), ("T06", 2000, 0)]
    assert saved(shift, *both).json["records"] == answer.json["records"]
    sheet = {row["maquina"]: row for row in shift.ok("production", "counters", "--process", "2")["counters"]}
    assert len(sheet) == 13
    assert (sheet["T05"]["lectura_anterior"], sheet["T05"]["registros"]) == (1250, 2)
    (stop,) = shift.ok("stop", "list")["stops"]
    assert (stop["maquina"], stop["motivo"]) == ("T06", "Limpieza")


def test_every_wrong_row_is_told_with_its_line_and_none_is_saved(shift: Terminal, tape: str) -> None:
    head = shift.head()
    answer = saved(shift, f"2,T05,1250,,{tape},,,", "2,T06,2000,,,,,", "x,T06,1,,,,,", "2,T06,2,,,,99:99,")
    assert answer.code == 3
    assert answer.reasons == ["stop-missing", "not-a-number", "bad-value"]
    assert "Renglón 3: El contador de T06 no avanzó." in answer.err
    assert shift.head() == head


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("process,counter", ("2,5",)),
        ("process,machine,metros", ("2,T05,5",)),
        (HEAD, ()),
    ],
)
def test_a_file_of_another_shape_is_refused(shift: Terminal, head: str, lines: tuple[str, ...]) -> None:
    answer = saved(shift, *lines, head=head)
    assert (answer.code, answer.reasons) == (3, ["file-refused"])


def test_a_file_comes_alone_and_a_record_names_its_process(shift: Terminal) -> None:
    for args in (("--file", "x.csv", "--process", "2"), ("--quantity", "5")):
        assert shift("production", "add", *args).code == 2


def test_a_single_loom_that_stood_still_says_why(shift: Terminal, tape: str) -> None:
    still = ("production", "add", "--process", "2", "--machine", "T05", "--counter", "1000")
    assert shift(*still, "--json").reasons == ["stop-missing"]
    record = shift.ok(*still, "--stop", "Limpieza")["record"]
    assert record["cantidad"] == 0
    moved = ("production", "add", "--process", "2", "--machine", "T05", "--counter", "1010")
    assert shift(*moved, "--stop", "Limpieza", "--consumes", tape, "--json").reasons == ["bad-value"]


def test_the_round_says_which_looms_remain(shift: Terminal, tape: str) -> None:
    early = shift.ok("sample", "round", "--process", "2")
    assert early["round"] == {"parametro": "Construcción urdido", "hora": None, "faltan": ["T05", "T06"]}
    shift.set(PRODSYS_NOW="2026-03-02T11:00:00-06:00")
    answer = shift.ok("sample", "round", "--process", "2")
    assert answer["round"] == {"parametro": "Ancho", "hora": 4, "faltan": ["T05", "T06"]}
    assert (
        shift.ok("sample", "round", "--process", "2", "--parameter", "Ancho", "--at", "09:00")["round"][
            "faltan"
        ]
        == []
    )
    shift.ok(*WIDE, "--value", "12 1/4")
    again = shift.ok("sample", "round", "--process", "2", "--parameter", "Ancho")
    assert again["round"]["faltan"] == ["T06"]
    rows = {row["maquina"]: row for row in again["machines"]}
    assert (rows["T05"]["valor"], rows["T05"]["muestras"], rows["T01"]["aparte"]) == (12.25, 2, "no-order")
