"""A held batch is consumed with a signature, or because its use had begun before. Spec ``domain.md`` §3."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from prodsys_tui.domain.batch.hold import Part
from prodsys_tui.domain.model import Consumption, Person
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.batch.consumption import change_consumption
from prodsys_tui.services.batch.holds import hold_batches
from prodsys_tui.services.batch.tainted import went_into
from prodsys_tui.services.line.runs import run_order, use_batches
from prodsys_tui.services.production.corrections import Signature, correct_record
from prodsys_tui.services.production.production import AddProduction, ProductionSaved, add_production
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.production.record_corrections import CorrectRecord
from tests.services.floor_rolls import (
    LAMINATED,
    PRINTED,
    ROLL,
    WASTE,
    batch_of,
    laminated,
    printed,
    sewn,
    woven,
)
from tests.services.shop import SPECS, Shop, told

WHY = "solo hay este; se revisa al final"


@pytest.fixture
def tape(shop: Shop) -> str:
    """A batch of tape in an open shift, with loom T05 ready."""
    shop.open()
    code = batch_of(shop.tape()).code
    shop.loom("T05")
    shop.later(minutes=5)
    return code


def person(shop: Shop, code: str) -> Person:
    with shop.plant.read() as reads:
        found = reads.person(code)
    assert found is not None
    return found


def hold(shop: Shop, code: str, **part: Any) -> None:
    shop.later(minutes=5)
    shop.do(hold_batches, "iortiz", [code], "denier fuera de norma", **part)
    shop.later(minutes=5)


def reading(code: str | None, **typed: str) -> AddProduction:
    given = {"quantity": "500", "counter": "500"} | typed
    return AddProduction(2, "2000145", "T05", consumes=() if code is None else (code,), **given)  # type: ignore[arg-type]


def link(shop: Shop, saved: ProductionSaved) -> Consumption:
    with shop.plant.read() as reads:
        (found,) = reads.consumptions(saved.record.ref)
    return found


def test_a_second_person_signs_with_a_reason(shop: Shop, tape: str) -> None:
    hold(shop, tape)
    assert told(shop.refused(add_production, "rperez", reading(tape, reason=WHY))) == ["batch-held"]
    signer = person(shop, "svera")
    assert told(shop.refused(add_production, "rperez", reading(tape), signer)) == ["batch-held.reason"]
    saved = shop.do(add_production, "rperez", reading(tape, reason=WHY), signer)
    kept = link(shop, saved)
    assert (kept.held, kept.before_hold, kept.signed_by, kept.reason) == (True, False, "svera", WHY)


def test_who_may_sign_signs_for_themselves(shop: Shop, tape: str) -> None:
    hold(shop, tape)
    own = person(shop, "svera")
    assert told(shop.refused(add_production, "svera", reading(tape, reason=WHY))) == ["batch-held"]
    assert told(shop.refused(add_production, "svera", reading(tape), own)) == ["batch-held.reason"]
    kept = link(shop, shop.do(add_production, "svera", reading(tape, reason=WHY), own))
    assert (kept.signed_by, kept.reason, kept.author) == ("svera", WHY, "svera")


@pytest.mark.parametrize("signer", ["iortiz", "gpech"])
def test_whoever_may_not_sign_lets_nothing_in(shop: Shop, tape: str, signer: str) -> None:
    hold(shop, tape)
    refused = shop.refused(add_production, "rperez", reading(tape), person(shop, signer))
    assert told(refused) == ["not-permitted", "batch-held.reason"]
    assert told(shop.refused(add_production, signer, reading(tape, reason=WHY))) == ["batch-held"]


def test_no_signature_lets_a_closed_batch_in(shop: Shop, tape: str) -> None:
    shop.do(set_batch_state, "iortiz", tape, "cerrado", "agotado")
    refused = shop.refused(add_production, "svera", reading(tape, reason=WHY), person(shop, "svera"))
    assert told(refused) == ["batch-closed"]


def test_several_held_batches_are_told_each_with_everything_else(shop: Shop, tape: str) -> None:
    shop.order("1000346")
    other = batch_of(shop.produce(1, "1000346", "EXTPP01", quantity="5")).code
    for code in (tape, other):
        hold(shop, code)
    shop.order("1000347")
    closed = batch_of(shop.produce(1, "1000347", "EXTPP01", quantity="5")).code
    shop.do(set_batch_state, "iortiz", closed, "cerrado", "agotado")
    command = replace(reading(None, quantity="mil"), consumes=(tape, other, closed, "9-9"))
    refused = shop.refused(add_production, "rperez", command)
    assert told(refused) == [
        "not-found.batch-id",
        "not-a-number",
        "batch-closed",
        "batch-held",
        "batch-held",
    ]
    assert [fault.params.get("batch") for fault in refused[2:]] == [closed, tape, other]


def test_a_use_that_began_before_the_hold_is_accepted_and_flagged(shop: Shop, tape: str) -> None:
    shop.do(use_batches, "rperez", "T05", [tape])
    began = shop.clock.at
    hold(shop, tape)
    kept = link(shop, shop.do(add_production, "rperez", reading(None)))
    assert (kept.held, kept.before_hold, kept.since) == (True, True, began)
    assert (kept.signed_by, kept.reason) == (None, None)
    shop.later(minutes=5)
    named = shop.do(add_production, "rperez", reading(tape, counter="600", quantity="100"))
    assert link(shop, named).before_hold


def test_what_was_read_while_it_was_in_use_is_accepted_later_too(shop: Shop, tape: str) -> None:
    shop.do(use_batches, "rperez", "T05", [tape])
    hold(shop, tape)
    read_at = shop.clock.at
    shop.later(minutes=5)
    shop.do(use_batches, "rperez", "T05", (), [tape])
    shop.later(minutes=5)
    late = replace(reading(tape), measured_at=read_at)
    assert link(shop, shop.do(add_production, "rperez", late)).before_hold
    refused = shop.refused(add_production, "rperez", reading(tape, counter="600", quantity="100"))
    assert told(refused) == ["batch-held"]


def test_a_use_in_another_place_says_nothing(shop: Shop, tape: str) -> None:
    shop.do(use_batches, "rperez", "T06", [tape])
    hold(shop, tape)
    assert told(shop.refused(add_production, "rperez", reading(tape))) == ["batch-held"]


def test_a_held_batch_is_put_to_use_with_a_signature_that_its_records_keep(shop: Shop, tape: str) -> None:
    hold(shop, tape)
    assert told(shop.refused(use_batches, "rperez", "T05", [tape], (), WHY)) == ["batch-held"]
    refused = shop.refused(use_batches, "rperez", "T05", [tape, "9-9"], (), " ", person(shop, "svera"))
    assert told(refused) == ["not-found.batch-named", "batch-held.reason"]
    (use,) = shop.do(use_batches, "rperez", "T05", [tape], (), WHY, person(shop, "svera"))
    assert (use.signed_by, use.reason) == ("svera", WHY)
    shop.later(minutes=5)
    kept = link(shop, shop.do(add_production, "rperez", reading(None)))
    assert (kept.held, kept.before_hold, kept.signed_by, kept.reason) == (True, False, "svera", WHY)


def test_an_order_change_moves_what_is_held_and_takes_up_more_with_a_signature(shop: Shop, tape: str) -> None:
    shop.order("2000146", **SPECS)
    shop.do(run_order, "rperez", "T05", "2000145", None, None, [tape])
    hold(shop, tape)
    moved = shop.do(run_order, "rperez", "T05", "2000146")
    assert [use.batch.code for use in moved.kept] == [tape]
    shop.do(run_order, "rperez", "T05", "2000146", None, [])
    assert told(shop.refused(run_order, "rperez", "T05", "2000145", None, None, [tape])) == ["batch-held"]
    own = person(shop, "svera")
    again = shop.do(run_order, "svera", "T05", "2000145", None, None, [tape], WHY, own)
    assert [use.signed_by for use in again.kept] == ["svera"]
    shop.do(run_order, "svera", "T05", "2000145", None, [])
    same = shop.do(run_order, "rperez", "T05", "2000145", None, None, [tape], WHY, person(shop, "tnoh"))
    assert [use.signed_by for use in same.kept] == ["tnoh"]
    assert shop.do(run_order, "rperez", "T05", "2000145", None, [f" {tape.casefold()} "]).kept == same.kept


def test_after_a_release_nothing_is_signed_or_flagged(shop: Shop, tape: str) -> None:
    hold(shop, tape)
    shop.do(use_batches, "svera", "T05", [tape], (), WHY, person(shop, "svera"))
    shop.do(set_batch_state, "iortiz", tape, "activo", "medido otra vez")
    kept = link(shop, shop.do(add_production, "rperez", reading(None)))
    assert (kept.held, kept.before_hold, kept.signed_by, kept.reason) == (False, False, None, None)


def test_what_a_record_consumed_is_changed_with_a_signature(shop: Shop, tape: str) -> None:
    saved = shop.do(add_production, "rperez", reading(tape))
    shop.order("1000346")
    other = batch_of(shop.produce(1, "1000346", "EXTPP01", quantity="5")).code
    hold(shop, other)
    uid = saved.record.ref.uid
    assert told(shop.refused(change_consumption, "rperez", uid, (other,), (), WHY)) == ["batch-held"]
    shop.do(change_consumption, "rperez", uid, (other,), (tape,), WHY, person(shop, "svera"))
    kept = link(shop, saved)
    assert (kept.batch.code, kept.signed_by, kept.reason) == (other, "svera", WHY)


def test_a_signed_correction_links_what_is_held_or_closed(shop: Shop, tape: str) -> None:
    saved = shop.do(add_production, "rperez", reading(tape))
    shop.order("1000346")
    other = batch_of(shop.produce(1, "1000346", "EXTPP01", quantity="5")).code
    under = Signature("ERROR_CAPTURA", "se declaró otro", person(shop, "svera"))
    hold(shop, other)
    command = CorrectRecord(saved.record.ref.uid, links=(other,), unlinks=(tape,))
    shop.do(correct_record, "rperez", command, under)
    kept = link(shop, saved)
    assert (kept.batch.code, kept.signed_by, kept.reason) == (other, "svera", "se declaró otro")
    shop.do(set_batch_state, "iortiz", tape, "cerrado", "agotado")
    back = CorrectRecord(saved.record.ref.uid, links=(tape,), unlinks=(other,))
    shop.do(correct_record, "rperez", back, under)
    assert (link(shop, saved).batch.code, link(shop, saved).held) == (tape, False)


def test_a_correction_of_rolls_is_signed_once(shop: Shop) -> None:
    shop.open()
    loom = batch_of(woven(shop))
    saved = laminated(shop, consumes=("azul",))
    under = Signature("ERROR_CAPTURA", "era otro rollo", person(shop, "svera"), group=str(uuid4()))
    command = CorrectRecord(saved.record.ref.uid, links=(ROLL,), unlinks=("azul",))
    first = shop.do(correct_record, "rperez", command, under)
    assert [(each.before, each.after) for each in first.corrections] == [(None, ROLL), ("AZUL", None)]
    assert shop.do(correct_record, "rperez", command, under).corrections == first.corrections
    kept = link(shop, saved)
    assert kept.batch == loom.ref


def test_a_held_roll_needs_a_signature_and_the_rest_of_its_batch_is_flagged(shop: Shop) -> None:
    shop.open()
    loom = batch_of(woven(shop))
    woven(shop, "480", machine="T06", roll="R048-T06")
    hold(shop, loom.code, roll=ROLL)
    assert shop.unproduced(3, _film(shop), "LAM01", **_of(ROLL)) == ["batch-held"]
    free = link(shop, laminated(shop, consumes=("R048-T06",)))
    assert (free.held, free.before_hold) == (False, False)
    whole = link(shop, laminated(shop, counter="960", consumes=(loom.code,)))
    assert (whole.held, whole.before_hold, whole.signed_by) == (True, False, None)
    signed = shop.do(
        add_production,
        "svera",
        AddProduction(3, "3000210", "LAM01", counter="1000", consumes=(ROLL,), reason=WHY, **WASTE),
        person(shop, "svera"),
    )
    assert link(shop, signed).signed_by == "svera"


def test_what_a_held_machine_made_needs_a_signature_by_its_rolls(shop: Shop) -> None:
    shop.open()
    loom = batch_of(woven(shop))
    woven(shop, "480", machine="T06", roll="R048-T06")
    hold(shop, loom.code, machine="T05")
    assert shop.unproduced(3, _film(shop), "LAM01", **_of(LAMINATED, made=True)) == ["batch-held"]
    assert link(shop, laminated(shop, consumes=("R048-T06",))).held is False


def test_what_a_held_batch_went_into_is_told_to_the_end(shop: Shop) -> None:
    shop.open()
    loom = batch_of(woven(shop))
    woven(shop, "480", machine="T06", roll="R048-T06")
    film = batch_of(laminated(shop, LAMINATED))
    press = batch_of(printed(shop, PRINTED))
    sacks = batch_of(sewn(shop, "R048-T06"))
    assert _steps(shop, loom.code) == {film.code: 1, sacks.code: 1, press.code: 2}
    assert _steps(shop, loom.code, Part(roll=ROLL)) == {film.code: 1, press.code: 2}
    assert _steps(shop, loom.code, Part(machine="T06")) == {sacks.code: 1}
    assert _steps(shop, sacks.code) == {}
    hold(shop, press.code)
    with shop.plant.read() as reads:
        found = {each.batch.code: each.to_hold for each in went_into(reads, loom)}
    assert found == {film.code: True, sacks.code: True, press.code: False}


def _steps(shop: Shop, code: str, *part: Part) -> dict[str, int]:
    with shop.plant.read() as reads:
        batch = reads.batch(code)
        assert batch is not None
        return {each.batch.code: each.steps for each in went_into(reads, batch, *part)}


def _film(shop: Shop) -> str:
    shop.order("3000210")
    shop.sample(3, "Gramaje de cortina", "20", "LAM01", "3000210")
    return "3000210"


def _of(roll: str, *, made: bool = False) -> dict[str, object]:
    typed = {"quantity": "480", "counter": "480", **WASTE}
    return typed | ({"parts": TypedParts(rolls=(f"{roll}=480",))} if made else {"consumes": (roll,)})
