"""Certificates, labels and the auditor's draw by command, in files."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from prodsys_tui.domain.evidence.draw import draw_key
from tests.cli.floor import spin
from tests.cli.terminal import Terminal
from tests.store.raw import without_triggers


@pytest.fixture
def made(shift: Terminal) -> str:
    """A batch."""
    code: str = spin(shift)["batch"]["codigo_lote"]
    return code


def test_a_batch_is_certified_and_proved_on_paper_and_as_json(shift: Terminal, made: str) -> None:
    paper, text = shift.home / "c.pdf", shift.home / "c.json"
    told = shift.ok("batch", "certificate", made, "--out", str(paper), "--out", str(text), user="iortiz")
    certificate = told["certificate"]
    assert (certificate["numero"], certificate["usuario"]) == (f"{made}/C01", "iortiz")
    assert certificate["archivos"] == [str(paper), str(text)]
    assert (certificate["secuencia"], certificate["cabeza"]) == shift.head()
    assert len(PdfReader(paper).pages) == 1
    before = shift.head()
    for file in (paper, text):
        found = shift.ok("batch", "certificate", "--verify", str(file))
        assert found["verified"] is True
        assert (
            found["certificate"]["sha256"] == certificate["sha256"] == json.loads(text.read_text())["sha256"]
        )
        assert found["batch"]["codigo_lote"] == made
        assert found["posteriores"] is None
    assert shift.head() == before
    shift.ok("batch", "certificate", made, "--out", str(shift.home / "d.JSON"))
    later = shift.ok("batch", "certificate", "--verify", str(paper))["posteriores"]
    assert [each["numero"] for each in later] == [f"{made}/C02"]
    assert not list(shift.home.glob("*.part"))
    assert shift.ok("audit", "verify", "--replay")["verified"] is True


def test_what_was_altered_ends_with_3_and_says_what_is_wrong(shift: Terminal, made: str) -> None:
    paper, text = shift.home / "c.pdf", shift.home / "c.json"
    shift.ok("batch", "certificate", made, "--out", str(paper), "--out", str(text))
    paper.write_bytes(paper.read_bytes() + b"%")
    text.write_bytes(text.read_bytes().replace(b"Cumple", b"cumple", 1))
    for file, said in ((paper, "PDF"), (text, "SHA-256")):
        answer = shift("batch", "certificate", "--verify", str(file))
        assert answer.code == 3
        assert said in answer.err
        assert shift("batch", "certificate", "--verify", str(file), "--json").reasons == [
            "certificate-altered"
        ]
    text.write_text("hola")
    assert shift("batch", "certificate", "--verify", str(text), "--json").reasons == ["file-refused"]
    assert shift("batch", "certificate", "--verify", "no-hay", "--json").reasons == ["file-refused"]
    assert shift("batch", "certificate", "--verify", "a\0b", "--json").reasons == ["file-refused"]


def test_one_of_another_plant_is_told_apart(shift: Terminal, made: str) -> None:
    text = shift.home / "c.json"
    shift.ok("batch", "certificate", made, "--out", str(text))
    shift.set(PRODSYS_DB=str(shift.home / "otra.db"), PRODSYS_NOW=None)
    shift.ok("init", "--site", "P2", "--name", "Otra planta")
    answer = shift("batch", "certificate", "--verify", str(text), "--json")
    assert (answer.code, answer.reasons) == (3, ["certificate-unknown"])


def test_nothing_is_issued_where_the_file_cannot_be_written(shift: Terminal, made: str) -> None:
    before = shift.head()
    for name in ("no/hay.pdf", str(shift.home / "carpeta.pdf"), "a\0.json"):
        (shift.home / "carpeta.pdf").mkdir(exist_ok=True)
        answer = shift("batch", "certificate", made, "--out", name, "--json")
        assert answer.reasons == ["file-refused"]
    good = shift.home / "c.pdf"
    refused = shift("batch", "certificate", made, "--out", str(good), "--json", user="rperez")
    assert (refused.code, refused.reasons) == (8, ["not-permitted"])
    assert shift("batch", "certificate", "9999999-001", "--out", str(good)).code == 9
    assert shift.head() == before
    assert [path.name for path in shift.home.iterdir() if path.suffix in {".part", ".pdf"}] == ["carpeta.pdf"]


@pytest.mark.parametrize(
    "args",
    [
        ("--out", "c.pdf"),
        ("CODE", "--number", "1"),
        ("--verify", "c.pdf", "--number", "1"),
        ("CODE", "--verify", "c.pdf"),
        ("--verify", "c.pdf", "--out", "d.pdf"),
        ("CODE", "--out", "c.txt"),
        ("CODE", "--out", "c.pdf", "--out", "pdf"),
    ],
)
def test_a_certificate_is_asked_for_in_one_way(shift: Terminal, args: tuple[str, ...]) -> None:
    assert shift("batch", "certificate", *args).code == 2


def test_an_open_deviation_and_a_hold_are_refused(shift: Terminal, made: str) -> None:
    shift.ok("sample", "add", "--process", "1", "--parameter", "Denier", "--value", "850")
    shift.ok("batch", "hold", made, "--reason", "Se ve manchado")
    answer = shift("batch", "certificate", made, "--out", str(shift.home / "c.pdf"), "--json")
    assert answer.code == 3
    assert answer.reasons == ["unexplained-deviation", "batch-held"]


def test_a_lost_file_is_written_again_as_it_was(shift: Terminal, made: str) -> None:
    paper, text, copy = shift.home / "c.pdf", shift.home / "c.json", shift.home / "copy.pdf"
    shift.ok("--lang", "en", "batch", "certificate", made, "--out", str(paper))
    shift.ok("batch", "certificate", made, "--out", str(text))
    before = shift.head()
    listed = shift.ok("batch", "certificate", made)["certificates"]
    assert [each["numero"] for each in listed] == [f"{made}/C01", f"{made}/C02"]
    told = shift.ok("batch", "certificate", made, "--number", "1", "--out", str(copy))
    assert told["certificate"]["archivos"] == [str(copy)]
    assert copy.read_bytes() == paper.read_bytes()
    other = shift.home / "copy.json"
    shift.ok("batch", "certificate", made, "--number", "2", "--out", str(other))
    assert other.read_bytes() == text.read_bytes()
    again = shift("batch", "certificate", made, "--number", "2", "--out", str(copy), "--json")
    assert (again.code, again.reasons) == (3, ["file-refused"])
    assert shift("batch", "certificate", made, "--number", "3", "--out", str(copy)).code == 9
    assert shift("batch", "certificate", "9999999-001").code == 9
    assert shift.head() == before


def test_labels_go_to_paper(shift: Terminal, made: str) -> None:
    out = shift.home / "l.pdf"
    for args, scanned in (
        (("batch", "label", made), [f"L{made.replace('-', 'N')}"]),
        (("order", "label", "1000012", "2000145"), ["1000012", "2000145"]),
        (("machine", "label", "T05"), ["T05"]),
        (("terminal", "label"), ["AMQWYZ-0123456789_/.:+"]),
    ):
        told = shift.ok(*args, "--out", str(out))
        assert [label["escaneado"] for label in told["labels"]] == scanned
        assert (told["file"], told["pages"]) == (str(out), 1)
        assert scanned[0] in PdfReader(out).pages[0].extract_text()
        out.unlink()
    everything = shift.ok("machine", "label", "--out", str(out))
    assert everything["pages"] == -(-len(everything["labels"]) // 10)
    assert shift("batch", "label", "9999999-001", "--out", str(out)).code == 9
    for thing in ("batch", "order", "machine"):
        assert shift(thing, "label", " ", "--out", str(out), "--json").reasons == ["bad-value"]
    assert shift("batch", "label", made, "--out", "no/hay.pdf", "--json").reasons == ["file-refused"]


def test_an_auditor_draws_again_what_was_drawn(shift: Terminal, made: str) -> None:
    shift.ok("production", "add", "--process", "1", "--order", "1000012", "--quantity", "20")
    paper, text = shift.home / "s.pdf", shift.home / "s.json"
    draw = ("audit", "draw", "--seed", "2026-A", "--count", "1")
    told = shift.ok(*draw, "--out", str(paper), "--out", str(text))
    assert (told["draw"]["poblacion"], told["draw"]["pages"]) == (2, 2)
    assert (told["draw"]["secuencia"], told["draw"]["cabeza"]) == shift.head()
    (row,) = told["records"]
    assert row["clave"] == draw_key("2026-A", row["registro_uid"])
    assert row["compuerta"] is True
    document = json.loads(text.read_text("utf-8"))
    assert document["sorteados"][0]["registro"]["uid"] == row["registro_uid"]
    assert row["registro_uid"] in " ".join(page.extract_text() for page in PdfReader(paper).pages)
    first = text.read_bytes()
    shift.ok(*draw, "--out", str(text))
    assert text.read_bytes() == first
    day = ("--since", "2026-03-02", "--until", "2026-03-02", "--process", "2")
    assert shift.ok(*draw, *day, "--out", str(text))["draw"]["poblacion"] == 0


def test_a_draw_that_makes_no_sense_is_refused(shift: Terminal) -> None:
    bad = ("--seed", " ", "--count", "0", "--since", "2026-03-02", "--until", "2026-03-01", "--out", "s.pdf")
    answer = shift("audit", "draw", *bad, "--json")
    assert answer.reasons == ["bad-value", "bad-value", "bad-interval"]
    assert shift("audit", "draw", "--seed", "A", "--count", "1", "--out", "s.txt").code == 2
    assert (
        shift("audit", "draw", "--seed", "A", "--count", "1", "--since", "ayer", "--out", "s.pdf").code == 3
    )
    assert not Path("s.pdf").exists()


def test_a_gate_that_does_not_hold_is_drawn_as_broken(shift: Terminal, made: str) -> None:
    with without_triggers(shift.db) as connection:
        connection.execute("UPDATE registros_trabajo SET prueba_compuerta = '{}'")
    told = shift.ok("audit", "draw", "--seed", "A", "--count", "5", "--out", str(shift.home / "s.pdf"))
    assert [row["compuerta"] for row in told["records"]] == [False]
