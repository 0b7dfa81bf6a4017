"""Bad input through the command line: a clear message, the exit code of the spec, nothing half-written."""

import pytest

from tests.cli.floor import SPUN, THICK, WIDE, spin
from tests.cli.terminal import Terminal

WOVEN = ("production", "add", "--process", "2", "--order", "2000145", "--machine", "T05")

REFUSED = {
    "unknown parameter": (
        ("sample", "add", "--process", "1", "--parameter", "Peso", "--value", "1"),
        3,
        "unknown-parameter",
    ),
    "out of validity": ((*THICK, "6"), 3, "out-of-validity"),
    "doubtful": (
        ("sample", "add", "--process", "1", "--parameter", "Denier", "--value", "8.05"),
        3,
        "doubtful",
    ),
    "text for a number": ((*THICK, "grueso"), 3, "not-a-number"),
    "nothing for a number": ((*THICK, " "), 3, "not-a-number"),
    "ambiguous comma": ((*THICK, "1,234"), 3, "ambiguous-number"),
    "ambiguous signs": ((*THICK, "1.234,5"), 3, "ambiguous-number"),
    "NaN": ((*THICK, "NaN"), 3, "not-a-number"),
    "infinity": ((*THICK, "inf"), 3, "not-a-number"),
    "infinity in words": ((*THICK, "-Infinity"), 3, "not-a-number"),
    "exponent": ((*THICK, "1e2"), 3, "not-a-number"),
    "other digits": ((*THICK, "٠.٥"), 3, "not-a-number"),
    "neither pass nor fail": (
        (
            "sample",
            "add",
            "--process",
            "2",
            "--machine",
            "T05",
            "--parameter",
            "Color trama",
            "--value",
            "azul",
        ),
        3,
        "bad-value",
    ),
    "better than the contract": ((*WIDE, "--value", "13", "--result", "Cumple"), 3, "bad-result"),
    "result without comment": ((*THICK, "0.5", "--result", "Rechazo"), 3, "comment-required"),
    "calculated": (
        ("sample", "add", "--process", "1", "--parameter", "Tenacidad", "--value", "5"),
        3,
        "calculated-parameter",
    ),
    "order of another process": ((*WIDE, "--value", "12", "--order", "1000012"), 3, "order-other-process"),
    "unknown order": ((*THICK, "0.5", "--order", "1999999"), 9, "not-found"),
    "machine of another process": ((*THICK, "0.5", "--machine", "T05"), 3, "machine-other-process"),
    "unknown machine": ((*THICK, "0.5", "--machine", "T99"), 9, "not-found"),
    "unknown process": (
        ("sample", "add", "--process", "12", "--parameter", "X", "--value", "1"),
        9,
        "not-found",
    ),
    "unknown shift": ((*THICK, "0.5", "--shift", "77"), 9, "not-found"),
    "shift of more digits than any": ((*THICK, "0.5", "--shift", "9" * 5000), 9, "not-found"),
    "sample of more digits than any": ((*THICK, "0.5", "--corrects", "1" * 40), 9, "not-found"),
    "process of more digits than any": (
        ("sample", "add", "--process", "1" * 40, "--parameter", "Espesor", "--value", "1"),
        9,
        "not-found",
    ),
    "unknown batch": ((*THICK, "0.5", "--batch", "1000012-009"), 9, "not-found"),
    "no time": ((*THICK, "0.5", "--at", "25:00"), 3, "bad-value"),
    "no date": (("shift", "open", "--date", "2026-02-30"), 3, "bad-value"),
    "date beyond all calendars": (("shift", "open", "--date", "9999-12-31"), 3, "bad-value"),
    "second open shift": (("shift", "open"), 5, "shift-already-open"),
    "unknown turn": (("shift", "open", "--turn", "T9"), 3, "turn-unknown"),
    "gate closed": ((*SPUN, "250"), 4, "gate-closed"),
    "nothing to close": (("shift", "approve", "1", "--comment", "Visto"), 3, "shift-not-in-review"),
    "unknown user": (("shift", "assign", "1", "nadie"), 9, "not-found"),
    "empty observation": (("shift", "observe", "1", "  "), 3, "bad-value"),
    "idle without reason": (("shift", "idle", "4"), 3, "reason-required"),
    "stop without time": (
        ("stop", "add", "--process", "2", "--machine", "T05", "--reason", "Limpieza"),
        3,
        None,
    ),
    "stop too long": (
        ("stop", "add", "--process", "2", "--machine", "T05", "--reason", "Limpieza", "--minutes", "481"),
        3,
        "stop-exceeds-schedule",
    ),
    "reason not in the catalog": (
        ("stop", "add", "--process", "2", "--machine", "T05", "--reason", "Siesta", "--minutes", "5"),
        3,
        "reason-unknown",
    ),
    "unknown stop": (("stop", "end", "nada"), 9, "not-found"),
    "order code": (("order", "add", "20X", "--product", "Tela", "--quantity", "1"), 3, "bad-order-code"),
    "order twice": (("order", "add", "2000145", "--product", "Tela", "--quantity", "1"), 5, "order-exists"),
    "negative order": (
        ("order", "add", "2000777", "--product", "Tela", "--quantity", "-1"),
        3,
        "bad-quantity",
    ),
    "batch that is none": (("batch", "state", "x", "pausado", "--comment", "y"), 9, "not-found"),
    "weak pin": (("user", "add", "x1", "--name", "X", "--role", "Operario"), 3, "weak-pin"),
    "contract that is none": (("contract", "show", "12"), 9, "not-found"),
    "file that is not there": (("sample", "add", "--file", "nada.csv"), 3, "file-refused"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_and_nothing_is_written(shift: Terminal, name: str) -> None:
    args, code, reason = REFUSED[name]
    shift.set(PRODSYS_NEW_PIN="1111")
    before = shift.head()
    answer = shift(*args, "--json")
    assert answer.code == code
    if reason:
        assert answer.reasons[0] == reason
    message = answer.json["error"]["message"]
    assert message
    assert message in answer.err
    assert shift.head() == before


PRODUCED = {
    "negative": ((*SPUN, "-5"), 3, "bad-quantity"),
    "absurd": ((*SPUN, "99999999999"), 3, "bad-quantity"),
    "NaN": ((*SPUN, "nan"), 3, "not-a-number"),
    "infinity": ((*SPUN, "Infinity"), 3, "not-a-number"),
    "thousands": ((*SPUN, "1,234"), 3, "ambiguous-number"),
    "order of another process": (
        ("production", "add", "--process", "1", "--order", "2000145", "--quantity", "5"),
        3,
        "order-other-process",
    ),
    "machine of another process": ((*SPUN, "5", "--machine", "T05"), 3, "machine-other-process"),
    "without batches": ((*WOVEN, "--counter", "100", "--quantity", "5"), 3, "batch-demanded"),
    "batch that does not exist": (
        (*WOVEN, "--counter", "100", "--quantity", "5", "--consumes", "1000012-099"),
        9,
        "not-found",
    ),
    "without counter": ((*WOVEN, "--quantity", "5", "--consumes", "1000012-001"), 3, "counter-missing"),
}


@pytest.mark.parametrize("name", PRODUCED)
def test_production_is_refused_although_the_gate_is_open(shift: Terminal, name: str) -> None:
    args, code, reason = PRODUCED[name]
    spin(shift)
    shift.ok(*WIDE, "--value", "12 1/8")
    before = shift.head()
    answer = shift(*args, "--json")
    assert (answer.code, answer.reasons[0]) == (code, reason)
    assert shift.head() == before


def test_a_cancelled_order_takes_no_production(shift: Terminal) -> None:
    spin(shift)
    shift.ok("order", "state", "1000012", "Cancelada", "--reason", "El cliente canceló")
    before = shift.head()
    answer = shift(*SPUN, "5", "--json")
    assert (answer.code, answer.reasons) == (3, ["order-not-open"])
    assert shift.head() == before


@pytest.mark.parametrize("state", ["pausado", "cerrado"])
def test_a_batch_that_is_held_or_closed_is_not_consumed(shift: Terminal, state: str) -> None:
    code = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    shift.ok("batch", "state", code, state, "--comment", "Se revisa")
    before = shift.head()
    answer = shift(*WOVEN, "--counter", "100", "--quantity", "5", "--consumes", code, "--json")
    assert answer.code == 3
    assert answer.reasons == ["batch-held" if state == "pausado" else "batch-closed"]
    assert shift.head() == before


def test_a_deviation_locks_production(shift: Terminal) -> None:
    spin(shift)
    shift.ok(*THICK, "0.6", "--result", "Rechazo", "--comment", "Grumos")
    answer = shift(*SPUN, "5", "--json")
    assert (answer.code, answer.reasons) == (4, ["process-in-review"])
    assert answer.json["error"]["message"] == (
        "Proceso en REVISIÓN: corrija el proceso y vuelva a medir, o justifique la desviación, "
        "antes de registrar producción."
    )


def test_a_missing_nominal_waits_and_never_complies(shift: Terminal) -> None:
    """The order says nothing of its width: nobody can know whether the measure complies."""
    answer = shift.ok(*WIDE[:-1], "2000146", "--value", "12")
    assert (answer["sample"]["resultado"], answer["sample"]["valor_nominal"]) == ("En espera", None)
    assert answer["gate"]["estado"] == "REVISION"


def test_a_closed_shift_takes_nothing(plant: Terminal) -> None:
    """Closed with every process at rest, there is nothing to review."""
    plant.ok("shift", "open", user="svera")
    for process in range(1, 10):
        plant.ok("shift", "idle", str(process), "--reason", "No hay orden", user="svera")
    closed = plant.ok("shift", "close", user="svera")["shift"]
    assert closed["estado"] == "CERRADA"
    before = plant.head()
    for args in ((*THICK, "0.5"), (*SPUN, "5"), ("shift", "observe", "1", "Tarde"), ("shift", "close")):
        shift = () if args[-1] == "close" else ("--shift",)
        answer = plant(*args, *shift, str(closed["id"]), "--json")
        assert (answer.code, answer.reasons[0]) == (5, "shift-closed")
    assert plant(*THICK, "0.5", "--json").reasons == ["no-open-shift"]
    assert plant.head() == before


def test_several_faults_are_told_at_once_and_the_exit_code_is_the_gravest(shift: Terminal) -> None:
    """A gate that is closed (4) comes before a bad number (3), whichever is told first."""
    answer = shift(*SPUN, "-5", "--waste", "x", "--json")
    assert {"gate-closed", "bad-quantity", "not-a-number"} <= set(answer.reasons)
    assert answer.code == 4
    answer = shift(*WIDE, "--value", "1,234", "--machine", "LAM01", "--json")
    assert set(answer.reasons) == {"ambiguous-number", "machine-other-process"}
    fields = {motive["field"] for motive in answer.json["error"]["details"]["motivos"]}
    assert fields == {"value", "machine"}
