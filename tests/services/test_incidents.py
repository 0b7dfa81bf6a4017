"""Incidents: reported by anybody who works, closed with what was done."""

from prodsys_tui.domain.batch.batch import label_code
from prodsys_tui.domain.model import IncidentState, Severity
from prodsys_tui.services.shift.incidents import add_incident, close_incident, find_incident
from prodsys_tui.services.shift.news import critical_incidents
from tests.services.shop import Shop, told


def test_an_incident_is_of_the_open_shift_or_of_none(shop: Shop) -> None:
    early = shop.do(add_incident, "rperez", " Fuga de aceite ", "menor")
    assert (early.title, early.severity, early.shift, early.state) == (
        "Fuga de aceite",
        Severity.LOW,
        None,
        IncidentState.OPEN,
    )
    shift = shop.open()
    of_shift = shop.do(add_incident, "rperez", "Corte de luz", "CRITICA", machine="t05")
    assert (of_shift.shift, of_shift.severity) == (shift.ref, Severity.CRITICAL)
    assert of_shift.machine is not None
    assert of_shift.machine.code == "T05"
    named = shop.do(add_incident, "rperez", "Corte de luz", "mayor", "EXTPP01", 1, "T1")
    assert (named.process_id, named.shift) == (1, shift.ref)


def test_an_incident_may_be_about_a_batch(shop: Shop) -> None:
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    for typed in (f" {tape.code} ", label_code(tape.code)):
        made = shop.do(add_incident, "rperez", "Rollo mojado", "menor", batch=typed)
        assert made.batch == tape.ref
    faults = shop.refused(add_incident, "rperez", " ", "menor", batch="1000345-999")
    assert told(faults) == ["bad-value.empty", "not-found.batch"]


def test_the_critical_ones_are_found_behind_many_others(shop: Shop) -> None:
    critical = shop.do(add_incident, "rperez", "Corte de luz", "crítica")
    for _ in range(3):
        shop.do(add_incident, "rperez", "Fuga de aceite", "menor")
    with shop.plant.read() as reads:
        assert critical_incidents(reads) == (critical,)
        assert reads.incidents(severity=Severity.CRITICAL, limit=1) == (critical,)


def test_every_fault_of_a_report_is_told(shop: Shop) -> None:
    faults = shop.refused(add_incident, "rperez", " ", "grave", "T99", None, "T9")
    assert told(faults) == [
        "bad-value.empty",
        "bad-value.severity",
        "not-found.machine",
        "not-found.shift",
    ]
    assert faults[1].params["among"] == ("Menor", "Mayor", "Crítica")
    assert told(shop.refused(add_incident, "rperez", "x" * 161, "mayor", "T05", 1)) == [
        "bad-value.too-long",
        "machine-other-process",
    ]


def test_closing_says_what_was_done_once(shop: Shop) -> None:
    made = shop.do(add_incident, "rperez", "Fuga de aceite", "mayor")
    assert told(shop.refused(close_incident, "iortiz", made.ref.uid, " ")) == ["reason-required"]
    shop.later(minutes=5)
    closed = shop.do(close_incident, "iortiz", str(made.ref.id), "Se cambió el sello")
    assert (closed.state, closed.action, closed.closed_by, closed.closed_at) == (
        IncidentState.CLOSED,
        "Se cambió el sello",
        "iortiz",
        shop.clock.at,
    )
    assert told(shop.refused(close_incident, "svera", made.ref.uid, "otra vez")) == ["already-exists.closed"]
    with shop.plant.read() as reads:
        assert find_incident(reads, made.ref.uid) == closed
        assert reads.incidents(state=IncidentState.OPEN) == ()
        assert reads.incidents() == (closed,)
    assert told(shop.refused(close_incident, "iortiz", "nada", "x")) == ["not-found.incident"]
