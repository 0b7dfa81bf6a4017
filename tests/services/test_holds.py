"""Holds in a real store: whole batches and parts, decided by one or two people, and their story."""

from datetime import timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.batch.hold_steps import StepKind
from prodsys_tui.domain.model import BatchState, Hold, Outcome, Person
from prodsys_tui.domain.rights import Role
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.batch.hold_story import HoldStory, hold_rows, hold_story
from prodsys_tui.services.batch.holds import hold_batches, investigate, release_batches, scrap_batches, use_up
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.site.sites import set_site
from tests.services.shop import Shop, told

WHY = "Se ve manchado"
ROLLS = ("R001-T05=300", "R002-T05=340")


@pytest.fixture
def tape(shop: Shop) -> str:
    """A batch of 900 of one machine."""
    shop.open()
    made = shop.tape("900").batch
    assert made is not None
    return made.code


@pytest.fixture
def cloth(shop: Shop, tape: str) -> str:
    """A batch that two looms made: T05 640 on two rolls, T06 200."""
    order = shop.loom("T05")
    shop.loom("T06")
    parts = TypedParts(rolls=ROLLS)
    shop.produce(2, order, "T05", quantity="640", counter="640", consumes=(tape,), parts=parts)
    made = shop.produce(2, order, "T06", quantity="200", counter="200", consumes=(tape,)).batch
    assert made is not None
    return made.code


def someone(code: str, role: Role) -> Person:
    return Person(code=code, name=code, role=role)


VERA = someone("svera", Role.SUPERVISOR)


def state(shop: Shop, code: str) -> tuple[BatchState, str | None]:
    with shop.plant.read() as reads:
        batch = reads.batch(code)
    assert batch is not None
    return batch.state, batch.state_comment


def lasting(shop: Shop, code: str) -> list[Hold]:
    with shop.plant.read() as reads:
        batch = reads.batch(code)
        assert batch is not None
        return list(reads.open_holds((batch.ref,)))


def story(shop: Shop, key: str) -> HoldStory:
    with shop.plant.read() as reads:
        return hold_story(reads, shop.plant.contracts, key, shop.clock.at)


def decided(shop: Shop, key: str) -> list[tuple[Outcome, Decimal]]:
    return [(each.outcome, much) for each, much in story(shop, key).dispositions]


def test_whoever_pauses_a_batch_opens_a_hold_however_it_is_done(shop: Shop, tape: str) -> None:
    shop.do(set_batch_state, "rperez", tape, "pausado", WHY)
    (held,) = lasting(shop, tape)
    assert (held.whole, held.reason, held.author, held.signed_by, held.sample) == (
        True,
        WHY,
        "rperez",
        None,
        None,
    )
    shop.do(set_batch_state, "iortiz", tape, "activo", "Se revisó")
    assert lasting(shop, tape) == []
    told_of = story(shop, tape)
    assert (told_of.row.hold.ended_by, told_of.row.hold.ended_at) == ("iortiz", shop.clock.at)
    assert decided(shop, tape) == [(Outcome.RELEASED, Decimal(900))]
    shop.do(hold_batches, "rperez", (tape,), WHY)
    shop.do(set_batch_state, "iortiz", tape, "cerrado", "No sirve")
    assert lasting(shop, tape) == []
    assert decided(shop, tape) == []


def test_many_are_one_group_with_the_sample_behind_them(shop: Shop, tape: str) -> None:
    shop.order("1000999")
    shop.produce(1, "1000999", "EXTPP01", quantity="50")
    failing = shop.sample(1, "Denier", "850", "EXTPP01").sample.ref.uid
    good = shop.sample(1, "Denier", "805", "EXTPP01").sample.ref.uid
    codes = (tape, "1000999-001")
    for uid, fault in ((good, "nothing-to-settle"), ("nada", "not-found.sample")):
        assert told(shop.refused(hold_batches, "svera", codes, WHY, sample=uid)) == [fault]
    shop.do(hold_batches, "rperez", codes, WHY, VERA, sample=failing)
    first, second = lasting(shop, tape)[0], lasting(shop, "1000999-001")[0]
    assert first.group == second.group
    assert (first.author, first.signed_by) == ("rperez", "svera")
    assert first.sample is not None
    assert first.sample.uid == failing
    shop.do(investigate, "rperez", first.group, "Zona 3 fría", "MAQUINA")
    released = shop.do(release_batches, "iortiz", (first.group,), "Se volvió a medir")
    assert [batch.code for batch in released] == [tape, "1000999-001"]
    assert {batch.state for batch in released} == {BatchState.ACTIVE}
    assert [note.cause for note in story(shop, second.ref.uid).row.notes] == ["máquina"]


def test_one_batch_is_told_with_the_printed_texts_and_several_by_name(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "svera", (tape,), WHY)
    first, second = shop.refused(hold_batches, "iortiz", (tape,), WHY)
    assert told((first, second)) == ["transition-not-allowed", "already-exists.held"]
    assert (second.params["person"], second.params["at"]) == ("svera", shop.clock.at)
    assert told(shop.refused(hold_batches, "svera", (tape, "nada"), WHY)) == [
        "transition-not-allowed.batch",
        "already-exists.held",
        "not-found.batch-named",
    ]
    assert told(shop.refused(hold_batches, "svera", ("nada",), "")) == ["not-found.batch"]


def test_what_one_loom_made_is_held_and_the_batch_goes_on(shop: Shop, cloth: str) -> None:
    held = shop.do(hold_batches, "rperez", (cloth,), WHY, machine="t05")
    assert [batch.state for batch in held] == [BatchState.ACTIVE]
    (part,) = lasting(shop, cloth)
    assert part.machine is not None
    assert (part.machine.code, part.roll, part.whole) == ("T05", None, False)
    (fault,) = shop.refused(hold_batches, "iortiz", (cloth,), WHY, machine="T05")
    assert (told((fault,)), fault.params["person"]) == (["already-exists.held"], "rperez")
    shop.do(hold_batches, "rperez", (cloth,), WHY, roll="r001-t05")
    shop.do(hold_batches, "rperez", (cloth,), WHY)
    assert len(lasting(shop, cloth)) == 3
    shop.do(release_batches, "iortiz", (cloth,), "Solo los rollos de T05 están mal")
    assert [each.roll or each.machine for each in lasting(shop, cloth)] == [part.machine, "R001-T05"]
    assert state(shop, cloth)[0] is BatchState.ACTIVE


def test_a_part_must_have_made_something_of_the_batch(shop: Shop, cloth: str) -> None:
    def refused(
        code: str = cloth, reason: str = WHY, machine: str | None = None, roll: str | None = None
    ) -> list[str]:
        return told(shop.refused(hold_batches, "svera", (code,), reason, machine=machine, roll=roll))

    assert refused(machine="T09") == ["not-found.machine-of-batch"]
    assert refused(machine="nada") == ["not-found.machine"]
    assert refused(roll="R999-T05", reason=" ") == ["comment-required", "not-found.roll-of-batch"]
    assert refused(machine="T06", roll="R001-T05") == ["not-found.roll-of-batch"]
    shop.do(use_up, "iortiz", cloth)
    assert refused(machine="T05") == ["transition-not-allowed"]


def test_parts_are_decided_one_by_one_or_together(shop: Shop, cloth: str) -> None:
    shop.do(hold_batches, "rperez", (cloth,), WHY, machine="T06")
    shop.do(hold_batches, "rperez", (cloth,), WHY, roll="R002-T05")
    faults = shop.refused(release_batches, "iortiz", (cloth,), "Bien", quantity="10")
    assert told(faults) == ["bad-quantity.one-hold"]
    assert told(shop.refused(scrap_batches, "iortiz", (cloth,), "Mal", machine="T05")) == [
        "nothing-to-settle.part-not-held"
    ]
    loom = ("iortiz", (cloth,))
    shop.do(scrap_batches, *loom, "Roto", quantity="150", machine="T06")
    assert len(lasting(shop, cloth)) == 2
    (fault,) = shop.refused(scrap_batches, *loom, "Roto", quantity="50.5", machine="T06")
    assert (told((fault,)), fault.params["left"]) == (["bad-quantity.held"], 50)
    (batch,) = shop.do(scrap_batches, *loom, "Lo demás")
    assert batch.state is BatchState.ACTIVE
    assert lasting(shop, cloth) == []
    shop.do(hold_batches, "rperez", (cloth,), WHY)
    assert story(shop, cloth).left == 640 - 340


def test_dispositions_add_up_until_all_is_decided(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "rperez", (tape,), WHY)
    shop.do(scrap_batches, "iortiz", (tape,), "Quemado", quantity="300")
    shop.do(scrap_batches, "iortiz", (tape,), "Se peletiza", "reproceso", "100.5")
    assert state(shop, tape) == (BatchState.HELD, WHY)
    assert (story(shop, tape).made, story(shop, tape).left) == (Decimal(900), Decimal("499.5"))
    (batch,) = shop.do(release_batches, "iortiz", (tape,), "Lo demás cumple", quantity="499.5")
    assert (batch.state, batch.state_comment) == (BatchState.ACTIVE, "Lo demás cumple")
    assert decided(shop, tape) == [
        (Outcome.SCRAP, Decimal(300)),
        (Outcome.REWORK, Decimal("100.5")),
        (Outcome.RELEASED, Decimal("499.5")),
    ]


def test_what_may_not_be_used_at_all_closes_the_batch(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "rperez", (tape,), WHY)
    shop.do(scrap_batches, "iortiz", (tape,), "Quemado", quantity="300")
    (batch,) = shop.do(scrap_batches, "iortiz", (tape,), "Todo", "reproceso")
    assert batch.state is BatchState.CLOSED
    assert decided(shop, tape) == [(Outcome.SCRAP, Decimal(300)), (Outcome.REWORK, Decimal(600))]
    with shop.plant.read() as reads:
        entry = next(row for row in reads.audit(entity="Lote", limit=5))
    assert (entry.action, entry.reason) == ("STATUS_CHANGE", "Todo")


def test_a_batch_that_nobody_holds(shop: Shop, tape: str) -> None:
    def refused(body: object, **typed: str) -> list[str]:
        return told(shop.refused(body, "iortiz", (tape,), "Ya", **typed))  # type: ignore[arg-type]

    assert refused(release_batches) == ["transition-not-allowed"]
    assert refused(scrap_batches, quantity="5") == ["nothing-to-settle.not-held"]
    assert refused(scrap_batches, outcome="liberado") == ["bad-value.outcome"]
    assert refused(scrap_batches, machine="nada", quantity="mucho") == ["not-found.machine", "not-a-number"]
    assert refused(scrap_batches, quantity=" ") == ["not-a-number.empty"]
    assert told(shop.refused(scrap_batches, "iortiz", (), "Ya")) == ["not-found.batch"]
    assert told(shop.refused(release_batches, "iortiz", ("nada",), "Ya")) == ["not-found.batch"]
    assert told(shop.refused(scrap_batches, "iortiz", (tape,), " ")) == ["comment-required"]
    (batch,) = shop.do(scrap_batches, "iortiz", (tape,), "Se mojó")
    assert batch.state is BatchState.CLOSED
    assert decided(shop, tape) == [(Outcome.SCRAP, Decimal(900))]
    decided_already = ["transition-not-allowed", "already-exists.decided"]
    assert refused(scrap_batches) == decided_already
    assert refused(release_batches) == decided_already


def test_what_was_released_is_held_again_before_it_is_scrapped(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "rperez", (tape,), WHY)
    shop.do(release_batches, "hbalam", (tape,), "Bien")
    (fault,) = shop.refused(scrap_batches, "iortiz", (tape,), "Mal")
    assert (told((fault,)), fault.params["person"]) == (["already-exists.decided"], "hbalam")
    assert told(shop.refused(release_batches, "iortiz", (tape,), "Bien")) == [
        "transition-not-allowed",
        "already-exists.decided",
    ]


def test_the_whole_and_its_parts_are_decided_together(shop: Shop, cloth: str) -> None:
    shop.do(hold_batches, "rperez", (cloth,), WHY)
    shop.do(hold_batches, "rperez", (cloth,), WHY, machine="T05")
    whole, part = lasting(shop, cloth)
    (batch,) = shop.do(scrap_batches, "iortiz", (whole.ref.uid, part.ref.uid), "No sirve")
    assert batch.state is BatchState.CLOSED
    assert lasting(shop, cloth) == []
    assert decided(shop, part.ref.uid) == [(Outcome.SCRAP, Decimal(640))]
    assert decided(shop, whole.ref.uid) == [(Outcome.SCRAP, Decimal(200))]


def test_a_concession_is_signed_by_a_supervisor(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "rperez", (tape,), WHY)
    concession = Outcome.CONCESSION.value
    asked = ((tape,), "El cliente lo acepta", concession)
    assert told(shop.refused(release_batches, "iortiz", *asked)) == ["not-permitted"]
    shop.do(release_batches, "iortiz", *asked, None, VERA)
    ((kept, _),) = story(shop, tape).dispositions
    assert (kept.outcome, kept.author, kept.signed_by) == (Outcome.CONCESSION, "iortiz", "svera")
    shop.do(hold_batches, "rperez", (tape,), WHY)
    shop.do(release_batches, "svera", *asked)
    ((again, _),) = story(shop, tape).dispositions
    assert (again.author, again.signed_by) == ("svera", "svera")


def test_where_the_site_says_so_another_person_releases(shop: Shop, tape: str) -> None:
    assert shop.do(set_site, "admin").release_by_another is False
    shop.do(set_site, "admin", release_by_another=True)
    shop.do(hold_batches, "iortiz", (tape,), WHY)
    for body, typed in ((release_batches, ((tape,), "Bien")), (set_batch_state, (tape, "activo", "Bien"))):
        assert told(shop.refused(body, "iortiz", *typed)) == ["same-person.release"]  # type: ignore[arg-type]
    assert told(shop.refused(release_batches, "iortiz", (tape,), " ")) == [
        "comment-required.release",
        "same-person.release",
    ]
    shop.do(release_batches, "hbalam", (tape,), "Bien")
    shop.do(hold_batches, "iortiz", (tape,), WHY)
    shop.do(scrap_batches, "iortiz", (tape,), "No sirve")


def test_of_two_people_the_second_is_told_who_was_first(shop: Shop, tape: str) -> None:
    shop.do(hold_batches, "rperez", (tape,), WHY)
    with shop.plant.read() as reads:
        batch = reads.batch(tape)
    assert batch is not None
    (held,), seen = lasting(shop, tape), {tape: batch.version}
    at = shop.later(minutes=1)
    shop.do(release_batches, "hbalam", (tape,), "Bien", seen=seen)
    late = ((tape,), "Mal")
    for faults in (
        shop.refused(scrap_batches, "iortiz", *late, seen=seen),
        shop.refused(hold_batches, "iortiz", *late, seen=seen),
        shop.refused(use_up, "iortiz", tape, seen=seen),
        shop.refused(set_batch_state, "iortiz", tape, "cerrado", "Mal", seen=seen),
        shop.refused(scrap_batches, "iortiz", (held.ref.uid,), "Mal", seen=seen),
    ):
        assert told(faults) == ["changed-meanwhile"]
        assert (faults[0].params["person"], faults[0].params["at"]) == ("hbalam", at)
    (fault,) = shop.refused(scrap_batches, "iortiz", (held.ref.uid,), "Mal")
    assert (told((fault,)), fault.params["person"]) == (["already-exists.decided"], "hbalam")


def test_what_was_used_up_is_closed_in_one_step(shop: Shop, cloth: str, tape: str) -> None:
    assert shop.do(use_up, "iortiz", tape).state is BatchState.CLOSED
    assert state(shop, tape) == (BatchState.CLOSED, "agotado")
    assert told(shop.refused(use_up, "iortiz", tape)) == ["transition-not-allowed"]
    shop.do(hold_batches, "rperez", (cloth,), WHY, machine="T05")
    assert told(shop.refused(use_up, "iortiz", cloth)) == ["batch-held.used-up"]
    shop.do(set_batch_state, "iortiz", cloth, "cerrado", "Se quemó todo")
    assert lasting(shop, cloth) == []


def test_an_investigation_is_noted_with_its_cause(shop: Shop, tape: str) -> None:
    def refused(key: str, text: str, cause: str | None = None) -> list[str]:
        return told(shop.refused(investigate, "rperez", key, text, cause))

    assert refused(tape, " ", "brujas") == [
        "reason-required.found",
        "reason-unknown",
        "nothing-to-settle.not-held",
    ]
    assert refused("nada", "Aceite") == ["not-found.batch"]
    assert refused(" ", "Aceite") == ["not-found.batch"]
    shop.do(hold_batches, "rperez", (tape,), WHY)
    shop.do(investigate, "rperez", tape, "Aceite en el husillo", "metodo")
    shop.do(investigate, "svera", tape, "Se cambió el sello")
    assert [(note.author, note.cause, note.text) for note in story(shop, tape).row.notes] == [
        ("rperez", "método", "Aceite en el husillo"),
        ("svera", None, "Se cambió el sello"),
    ]


def test_the_story_of_a_hold_from_its_sample_to_what_consumed_it(shop: Shop, cloth: str, tape: str) -> None:
    shop.later(minutes=30)
    failing = shop.sample(1, "Denier", "850", "EXTPP01").sample.ref.uid
    shop.later(minutes=5)
    shop.do(hold_batches, "rperez", (tape,), WHY, sample=failing)
    shop.later(hours=2)
    held = story(shop, tape)
    assert (held.process_id, held.unit, held.made, held.left) == (1, "kg", Decimal(900), Decimal(900))
    assert held.blocked is not None
    assert held.blocked.state is StateName.REVIEW
    assert held.row.next is StepKind.INVESTIGATION
    assert held.row.age == timedelta(hours=2)
    assert held.row.sample is not None
    assert [(each.batch.code, each.to_hold) for each in held.went_into] == [(cloth, True)]
    with shop.plant.read() as reads:
        (row,) = hold_rows(reads, reads.holds(open_only=True), shop.clock.at)
        assert [batch.code for batch in row.went_into] == [cloth]
        assert reads.holds(before=row.hold.ref) == ()
        assert reads.hold(str(row.hold.ref.id)) == row.hold
        assert reads.open_holds(()) == ()
    with shop.plant.read() as reads, pytest.raises(Refused, match="not-found"):
        hold_story(reads, shop.plant.contracts, "nada", shop.clock.at)


def test_the_story_of_a_roll_names_what_used_it(shop: Shop, cloth: str) -> None:
    shop.do(hold_batches, "rperez", (cloth,), WHY, roll="R002-T05")
    held = story(shop, cloth)
    assert (held.made, tuple(held.row.went_into), held.blocked) == (Decimal(340), (), None)
    shop.do(scrap_batches, "iortiz", (cloth,), "Roto")
    assert story(shop, cloth).left == 0
    assert story(shop, cloth).row.next is None


def test_a_batch_that_was_paused_before_holds_were_kept_is_released_too(shop: Shop, tape: str) -> None:
    with shop.plant.store.begin("rperez", "batch-state", shop.clock.at) as uow:
        batch = uow.batch(tape)
        assert batch is not None
        uow.change(batch, state=BatchState.HELD)
    (released,) = shop.do(release_batches, "iortiz", (tape,), "Se revisó")
    assert released.state is BatchState.ACTIVE
    assert decided(shop, tape) == [(Outcome.RELEASED, Decimal(900))]
