"""Batches in a real store: their states, their history, their story."""

import pytest

from prodsys_tui.domain.model import Batch, BatchState
from prodsys_tui.services.batch.batches import batch_story, set_batch_state
from prodsys_tui.services.refused import Refused
from tests.services.shop import Shop, told


@pytest.fixture
def tape(shop: Shop) -> Batch:
    shop.open()
    batch = shop.tape().batch
    assert batch is not None
    return batch


def test_a_hold_and_its_release_are_history_with_who_and_when(shop: Shop, tape: Batch) -> None:
    held_at = shop.later(minutes=10)
    held = shop.do(set_batch_state, "rperez", tape.code, "pausado", " en espera de calidad ")
    assert (held.state, held.state_comment, held.state_reason) == (
        BatchState.HELD,
        "en espera de calidad",
        "en espera de calidad",
    )
    assert (held.changed_by, held.changed_at) == ("rperez", held_at)
    shop.do(set_batch_state, "iortiz", tape.code, "activo", "liberado tras revisión")
    with shop.plant.read() as reads:
        story = batch_story(reads, tape.code)
    assert [(step.before, step.after, step.comment, step.author) for step in story.history] == [
        (BatchState.ACTIVE, BatchState.HELD, "en espera de calidad", "rperez"),
        (BatchState.HELD, BatchState.ACTIVE, "liberado tras revisión", "iortiz"),
    ]


def test_a_change_of_state_is_audited_as_the_seed_says(shop: Shop, tape: Batch) -> None:
    shop.do(set_batch_state, "iortiz", tape.code, "cerrado", "agotado")
    with shop.plant.read() as reads:
        entry = next(row for row in reads.audit(entity="Lote", limit=5) if row.action == "STATUS_CHANGE")
    assert (entry.person, entry.entity_id, entry.reason) == ("iortiz", tape.ref.id, "agotado")
    assert "activo" in (entry.before or "")
    assert "cerrado" in (entry.after or "")


@pytest.mark.parametrize("comment", [None, "", "   "])
def test_no_change_without_a_comment(shop: Shop, tape: Batch, comment: str | None) -> None:
    assert told(shop.refused(set_batch_state, "iortiz", tape.code, "pausado", comment)) == [
        "comment-required"
    ]
    shop.do(set_batch_state, "iortiz", tape.code, "pausado", "en espera")
    reasons = shop.refused(set_batch_state, "iortiz", tape.code, "activo", comment)
    assert told(reasons) == ["comment-required.release"]


def test_what_is_closed_stays_closed(shop: Shop, tape: Batch) -> None:
    shop.do(set_batch_state, "iortiz", tape.code, "cerrado", "agotado")
    for state in ("activo", "pausado", "cerrado"):
        reasons = shop.refused(set_batch_state, "iortiz", tape.code, state, "otra vez")
        assert told(reasons) == ["transition-not-allowed"]
        assert reasons[0].params == {"before": "cerrado", "after": state}


def test_unknown_batches_and_states(shop: Shop, tape: Batch) -> None:
    assert told(shop.refused(set_batch_state, "iortiz", "1000345-009", "pausado", "ya")) == [
        "not-found.batch"
    ]
    assert told(shop.refused(set_batch_state, "iortiz", tape.code, "liberado", "ya")) == ["bad-value"]
    with shop.plant.read() as reads, pytest.raises(Refused, match="not-found"):
        batch_story(reads, "1000345-009")


def test_operators_hold_and_inspectors_decide(shop: Shop, tape: Batch) -> None:
    for state in ("activo", "cerrado"):
        assert told(shop.refused(set_batch_state, "rperez", tape.code, state, "ya")) == ["not-permitted"]
    for who in ("gpech", "visita"):
        assert told(shop.refused(set_batch_state, who, tape.code, "pausado", "ya")) == ["not-permitted"]


def test_a_batchs_story_names_where_it_went(shop: Shop, tape: Batch) -> None:
    order = shop.loom("T05")
    shop.produce(2, order, "T05", quantity="5", counter="5", consumes=(tape.code,))
    with shop.plant.read() as reads:
        story = batch_story(reads, tape.code)
    assert [(use.machine, use.turn) for use in story.consumed_in] == [("T05", "T1")]
