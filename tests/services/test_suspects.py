"""What a failing sample makes suspect, holding it, and changing what a record consumed."""

from datetime import timedelta

import pytest

from prodsys_tui.domain.model import BatchState, Person, Shift, ShiftState
from prodsys_tui.services.batch.consumption import change_consumption
from prodsys_tui.services.batch.holds import hold_batches
from prodsys_tui.services.batch.suspects import Suspects, suspects_of
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.shift.shifts import find_shift
from tests.services.shop import Shop, told


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def suspects(shop: Shop, uid: str) -> Suspects:
    with shop.plant.read() as reads:
        return suspects_of(reads, uid)


def supervisor(shop: Shop) -> Person:
    with shop.plant.read() as reads:
        found = reads.person("svera")
    assert found is not None
    return found


def denier(shop: Shop, value: str, order: str = "1000345") -> str:
    command = AddSample(1, "Denier", value, "EXTPP01", order)
    return shop.do(add_sample, "rperez", command).sample.ref.uid


def test_what_was_made_since_the_last_complying_sample_is_suspect(shop: Shop, shift: Shift) -> None:
    before = shop.tape("100").record
    shop.later(minutes=30)
    denier(shop, "805")
    shop.later(minutes=30)
    made = shop.produce(1, "1000345", "EXTPP01", quantity="200")
    shop.order("1000999")
    other = shop.produce(1, "1000999", "EXTPP01", quantity="50")
    shop.produce(1, "1000999", "EXTPP01", quantity="0", waste="3")
    since = shop.clock.at - timedelta(minutes=30)
    shop.later(minutes=30)
    failing = denier(shop, "850")
    found = suspects(shop, failing)
    assert (found.since, found.records) == (since, (made.record, other.record))
    assert [batch.code for batch in found.batches] == ["1000345-001", "1000999-001"]
    assert found.free == found.batches
    assert before not in found.records
    shop.later(minutes=10)
    shop.do(justify, "iortiz", failing, text="Se ajustó la temperatura del horno")
    complying = denier(shop, "805")
    shop.later(minutes=10)
    reaching = shop.produce(1, "1000345", "EXTPP01", quantity="20").record
    shop.later(minutes=10)
    shop.produce(1, "1000345", "EXTPP01", quantity="20")
    assert suspects(shop, failing).records == (made.record, other.record, reaching)
    with shop.plant.read() as reads, pytest.raises(Exception, match="nothing-to-settle"):
        suspects_of(reads, complying)
    with shop.plant.read() as reads, pytest.raises(Exception, match="not-found"):
        suspects_of(reads, "nada")


def test_suspect_batches_are_held_together_with_one_signed_reason(shop: Shop, shift: Shift) -> None:
    shop.tape("100")
    shop.order("1000999")
    shop.produce(1, "1000999", "EXTPP01", quantity="50")
    codes = ("1000345-001", "1000999-001", " 1000999-001 ", "")
    reason = "Denier fuera de norma"
    assert told(shop.refused(hold_batches, "rperez", codes, reason)) == ["not-permitted"]
    assert told(shop.refused(hold_batches, "svera", (), reason)) == ["not-found.batch"]
    assert told(shop.refused(hold_batches, "svera", (*codes, "nada"), " ")) == [
        "comment-required",
        "not-found.batch-named",
    ]
    held = shop.do(hold_batches, "rperez", codes, reason, supervisor(shop))
    assert [(batch.state, batch.state_comment, batch.changed_by) for batch in held] == [
        (BatchState.HELD, reason, "svera")
    ] * 2
    again = ["transition-not-allowed.batch", "already-exists.held"]
    assert told(shop.refused(hold_batches, "svera", codes, reason)) == again * 2


def test_a_worker_holds_one_batch_alone(shop: Shop, shift: Shift) -> None:
    shop.tape("100")
    assert shop.do(hold_batches, "rperez", ("1000345-001",), "Se ve manchado")[0].state is BatchState.HELD


def test_what_a_record_consumed_may_change_while_its_shift_takes_entries(shop: Shop, shift: Shift) -> None:
    tape = shop.tape().batch
    assert tape is not None
    order = shop.loom("T05")
    record = shop.produce(2, order, "T05", quantity="640", counter="640", consumes=(tape.code,)).record
    shop.order("1000999")
    other = shop.produce(1, "1000999", "EXTPP01", quantity="50").batch
    assert other is not None

    def refused(
        uid: str = record.ref.uid, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()
    ) -> list[str]:
        return told(shop.refused(change_consumption, "rperez", uid, add, remove))

    assert refused(remove=(tape.code,)) == ["batch-demanded"]
    assert refused(add=("nada", "2000145-001"), remove=("nada",)) == [
        "not-found.batch-id",
        "not-found.not-consumed",
        "batch-other-process.itself",
    ]
    assert refused("nada") == ["not-found.record"]
    shop.do(change_consumption, "rperez", record.ref.uid, (other.code, tape.code), ())
    shop.do(change_consumption, "rperez", record.ref.uid, (), (tape.code,))
    with shop.plant.read() as reads:
        assert [each.batch.code for each in reads.consumptions(record.ref)] == [other.code]
    with shop.plant.store.begin("svera", "shift-close", shop.clock.at) as uow:
        uow.change(find_shift(uow, None), state=ShiftState.CLOSED)
    assert refused(add=(tape.code,)) == ["shift-closed"]


def test_support_work_has_no_machine_that_consumes(shop: Shop, shift: Shift) -> None:
    tape = shop.tape().batch
    assert tape is not None
    hours = shop.produce(99, None, None, quantity="2").record  # type: ignore[arg-type]
    shop.do(change_consumption, "rperez", hours.ref.uid)
    faults = shop.refused(change_consumption, "rperez", hours.ref.uid, (tape.code,))
    assert told(faults) == ["machine-missing", "batch-other-process"]
