"""Runs and batches in use in a real store. Spec ``domain.md`` §3, "Running order" and "Consumption"."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.model import Batch, Run
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.line.runs import (
    Change,
    MachineStory,
    machine_story,
    orders_for,
    run_order,
    use_batches,
)
from prodsys_tui.services.production.production import AddProduction, preview_production
from prodsys_tui.services.quality.samples import AddSample, add_sample
from tests.services.shop import SPECS, Shop, told

OTHER = "2000146"


@pytest.fixture
def loom(shop: Shop) -> Shop:
    """An open shift, tape that was made, two orders of the looms."""
    shop.open()
    shop.tape()
    for code in ("2000145", OTHER):
        shop.order(code, **SPECS)
    return shop


def tape(shop: Shop) -> str:
    with shop.plant.read() as reads:
        (batch,) = reads.batches(processes=(1,))
    return batch.code


def story(shop: Shop, machine: str = "T05") -> MachineStory:
    with shop.plant.read() as reads:
        return machine_story(reads, shop.plant.contracts, machine)


def run(shop: Shop, order: str | None, **more: object) -> Change:
    shop.later(minutes=1)
    return shop.do(run_order, "rperez", "T05", order, **more)  # type: ignore[arg-type]


def orders(runs: tuple[Run, ...]) -> list[str]:
    return [each.order.code for each in runs]


def test_a_b_a_stays_three_runs(loom: Shop) -> None:
    for order in ("2000145", OTHER, "2000145"):
        change = run(loom, order)
        assert [each.name for each in change.due][:1] == ["Construcción urdido"]
    now = story(loom)
    assert orders(now.runs) == ["2000145", OTHER, "2000145"]
    assert [each.ends is None for each in now.runs] == [True, False, False]
    assert [later.starts for later in now.runs[:2]] == [before.ends for before in now.runs[1:]]
    again = run(loom, "2000145")
    assert (again.run, again.ended, again.due) == (now.run, None, ())
    gone = run(loom, None)
    assert (gone.run, gone.machine.running_order, gone.due) == (None, None, ())
    assert story(loom).run is None
    assert run(loom, None).ended is None


def test_a_change_keeps_the_counter_of_both_runs(loom: Shop) -> None:
    run(loom, "2000145", counter="1000")
    loom.loom("T05")
    loom.later(minutes=5)
    loom.do(use_batches, "rperez", "T05", [tape(loom)])
    loom.produce(2, "2000145", "T05", counter="1200", quantity="200")
    assert run(loom, OTHER).ended is not None
    newest, before = story(loom).runs
    assert (before.start_counter, before.end_counter) == (Decimal(1000), Decimal(1200))
    assert newest.start_counter == Decimal(1200)
    assert told(loom.refused(run_order, "rperez", "T05", "2000145", "1100")) == ["counter-mismatch.run"]
    assert told(loom.refused(run_order, "rperez", "T05", "2000145", "mil")) == ["not-a-number"]
    assert told(loom.refused(run_order, "rperez", "EXTPP01", "1000345", "5")) == ["bad-value.no-counter"]
    assert run(loom, "2000145", counter="1250").run is not None


def test_what_an_order_made_until_the_change_is_not_counted_to_the_next(loom: Shop) -> None:
    run(loom, "2000145", use=[tape(loom)])
    loom.loom("T05")
    loom.produce(2, "2000145", "T05", counter="1200", quantity="200")
    loom.later(minutes=5)
    run(loom, OTHER, counter="1250")
    loom.later(minutes=5)
    assert loom.unproduced(2, OTHER, "T05", counter="1300") == ["counter-mismatch.before-run"]
    misread = AddProduction(2, OTHER, "T05", counter="1240")
    with loom.plant.read() as reads:
        assert preview_production(reads, loom.plant.contracts, misread) == ()
    assert loom.produce(2, "2000145", "T05", counter="1250").record.quantity == 50
    assert loom.produce(2, OTHER, "T05", counter="1300").record.quantity == 50


def test_records_take_the_batches_that_are_in_use(loom: Shop) -> None:
    run(loom, "2000145", use=[tape(loom)])
    loom.loom("T05")
    saved = loom.produce(2, "2000145", "T05", counter="500", quantity="500")
    loom.later(minutes=30)
    still = loom.produce(2, "2000145", "T05", counter="500", stop="Limpieza")
    with loom.plant.read() as reads:
        consumed = [each.batch.code for each in reads.consumptions(saved.record.ref)]
        assert consumed == [tape(loom)]
        assert reads.consumptions(still.record.ref) == ()
    assert len(story(loom).in_use) == 1


def test_batches_stay_on_the_machine_unless_they_cannot(loom: Shop) -> None:
    run(loom, "2000145", use=[tape(loom), " "])
    since = story(loom).in_use[0].since
    kept = run(loom, OTHER)
    assert [(use.batch.code, use.since) for use in kept.kept] == [(tape(loom), since)]
    dropped = run(loom, "2000145", keeps=())
    assert ([*dropped.kept], [use.batch.code for use in dropped.dropped]) == ([], [tape(loom)])
    same = run(loom, "2000145", use=[tape(loom)])
    assert [use.batch.code for use in same.kept] == [tape(loom)]
    assert run(loom, "2000145", keeps=()).kept == ()
    run(loom, "2000145", use=[tape(loom)])
    assert [use.batch.code for use in run(loom, None).dropped] == [tape(loom)]
    assert told(loom.refused(run_order, "rperez", "T05", OTHER, None, ["1000345-009"])) == ["not-found.use"]


def test_a_closed_batch_is_in_use_nowhere(loom: Shop) -> None:
    loom.do(use_batches, "rperez", "T05", [tape(loom), tape(loom)])
    loom.do(use_batches, "rperez", "T05", [tape(loom)])
    assert len(story(loom).in_use) == 1
    loom.do(set_batch_state, "iortiz", tape(loom), "cerrado", "agotado")
    assert story(loom).in_use == ()
    assert told(loom.refused(use_batches, "rperez", "T05", [tape(loom)])) == ["batch-closed"]


def test_a_batch_held_as_it_was_put_to_use_was_not_in_use_before(loom: Shop) -> None:
    run(loom, "2000145", use=[tape(loom)])
    loom.loom("T05")
    loom.do(set_batch_state, "rperez", tape(loom), "pausado", "se revisa")
    assert loom.unproduced(2, "2000145", "T05", counter="500", quantity="500") == ["batch-held"]
    assert loom.produce(2, "2000145", "T05", counter="500", quantity="0").record.quantity == 0
    loom.do(use_batches, "rperez", "T05", (), [tape(loom)])
    assert told(loom.refused(use_batches, "rperez", "T05", [tape(loom)])) == ["batch-held"]


def test_batches_that_a_machine_cannot_use(loom: Shop) -> None:
    refused = loom.refused(use_batches, "rperez", "T05", ["1-1"], ["1-2"])
    assert told(refused) == ["not-found.use", "not-found.batch-named"]
    assert told(loom.refused(use_batches, "rperez", "LAM01", [tape(loom)])) == ["batch-other-process"]
    assert told(loom.refused(use_batches, "rperez", "EXTPE01", [tape(loom)])) == ["bad-value.use"]
    run(loom, "2000145")
    assert told(loom.refused(use_batches, "rperez", "CONV03", [tape(loom)])) == ["batch-other-process"]


def test_a_machine_of_two_processes_uses_what_either_takes(loom: Shop) -> None:
    batch = woven(loom)
    assert [use.batch.code for use in loom.do(use_batches, "rperez", "CONV03", [batch.code])] == [batch.code]
    sewn, dressed = loom.order("5000410"), loom.order("9000008")
    loom.do(run_order, "rperez", "CONV03", sewn)
    assert len(loom.do(run_order, "rperez", "CONV03", dressed).kept) == 1
    with loom.plant.read() as reads:
        assert [each.code for each in orders_for(reads, loom.plant.contracts, "CONV03")] == [sewn, dressed]


def woven(shop: Shop) -> Batch:
    """What a loom made."""
    shop.loom("T05")
    saved = shop.produce(2, "2000145", "T05", counter="500", quantity="500", consumes=(tape(shop),))
    assert saved.batch is not None
    return saved.batch


def test_the_samples_due_are_those_since_the_change(loom: Shop) -> None:
    assert story(loom).due == ()
    run(loom, "2000145")
    assert len(story(loom).due) == 4
    loom.later(minutes=2)
    loom.do(add_sample, "rperez", AddSample(2, "Color trama", "Cumple", "T05", "2000145"))
    assert [each.name for each in story(loom).due] == [
        "Construcción urdido",
        "Construcción trama",
        "Color urdido",
    ]
    loom.later(minutes=2)
    run(loom, OTHER)
    loom.later(minutes=2)
    run(loom, "2000145")
    assert len(story(loom).due) == 4
    loom.do(run_order, "rperez", "EXTPP01", "1000345")
    assert story(loom, "EXTPP01").due == ()


def test_without_an_open_shift_nothing_is_due(shop: Shop) -> None:
    shop.order("2000145")
    shop.do(run_order, "rperez", "T05", "2000145")
    assert story(shop).due == ()
