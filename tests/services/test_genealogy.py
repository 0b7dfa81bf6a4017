"""Genealogy, recall and drills in a real store, on both engines."""

from datetime import timedelta
from decimal import Decimal

import pytest

from prodsys_tui.domain.lineage.genealogy import Genealogy, Kind, Way
from prodsys_tui.domain.lineage.recall import Standing
from prodsys_tui.domain.model import (
    Batch,
    BatchInUse,
    BatchState,
    Consumption,
    Hold,
    Roll,
    RollUse,
    Shift,
    WorkRecord,
)
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.lineage.drills import (
    DrillStory,
    begin_drill,
    drill_of,
    drill_story,
    end_drill,
    locate,
)
from prodsys_tui.services.lineage.genealogy import find_named, genealogy, trace
from prodsys_tui.services.lineage.recall import recall
from prodsys_tui.services.lineage.recall_packet import recall_packet, samples_of
from prodsys_tui.services.production.production import ProductionSaved
from prodsys_tui.services.production.production_parts import TypedParts
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.rows import Named, NamedThing
from tests.services.shop import Shop, told

ROLL = "R047-T05-L001-I001"


@pytest.fixture
def shift(shop: Shop) -> Shift:
    return shop.open()


def consume(shop: Shop, record: WorkRecord, batch: Batch, *, held: bool = False) -> None:
    """Link a batch to a record, whatever the rules say: what old shifts left."""
    assert record.machine is not None
    with shop.plant.store.begin("rperez", "test", shop.clock.at) as uow:
        uow.add(
            Consumption(
                record=record.ref,
                machine=record.machine,
                shift=record.shift,
                batch=batch.ref,
                held=held,
                author="rperez",
                recorded_at=shop.clock.at,
            )
        )


def use_roll(shop: Shop, record: WorkRecord, code: str, batch: Batch | None) -> None:
    with shop.plant.store.begin("rperez", "test", shop.clock.at) as uow:
        behind = None if batch is None else batch.ref
        uow.add(
            RollUse(record=record.ref, code=code, batch=behind, author="rperez", recorded_at=shop.clock.at)
        )


def batch_of(made: ProductionSaved) -> Batch:
    assert made.batch is not None
    return made.batch


class Line:
    """Material → tape → cloth → laminate, and hours of support that belong to no batch."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        order = shop.order("1000345")
        for value in ("805", "806", "804"):
            shop.sample(1, "Denier", value, "EXTPP01", order)
        mix = ("PP,Braskem,L-77,60", "PP,Indelpro,L-78,40")
        self.tape = shop.produce(1, order, "EXTPP01", quantity="900", parts=TypedParts(mix=mix))
        loom = shop.loom("T05")
        parts = TypedParts(rolls=(f"{ROLL}=640",))
        self.cloth = shop.produce(
            2, loom, "T05", quantity="640", counter="640", consumes=(batch_of(self.tape).code,), parts=parts
        )
        shop.order("1000999")
        self.other = shop.produce(1, "1000999", "EXTPP01", quantity="50")
        use_roll(shop, self.other.record, ROLL, batch_of(self.cloth))
        use_roll(shop, self.other.record, "X-1", None)
        self.codes = [batch_of(made).code for made in (self.tape, self.cloth, self.other)]


@pytest.fixture
def line(shop: Shop, shift: Shift) -> Line:
    return Line(shop)


def ask(shop: Shop, code: str, way: Way = Way.BOTH) -> Genealogy:
    with shop.plant.read() as reads:
        return genealogy(reads, code, way)


def codes(tree: Genealogy, way: Way) -> list[tuple[str, int]]:
    return [(step.node.code, step.level) for step in tree.walk(way)]


def test_lineage_goes_from_suppliers_lots_to_the_end(shop: Shop, line: Line) -> None:
    tape, cloth, other = line.codes
    tree = ask(shop, cloth)
    assert codes(tree, Way.UP) == [(tape, 1), ("PP,Braskem,L-77", 2), ("PP,Indelpro,L-78", 2)]
    assert codes(tree, Way.DOWN) == [(other, 1)]
    (up,) = [link for link in tree.above if link.machine == "T05"]
    assert (up.turn, up.day, up.held, up.record) == (
        "T1",
        shop.clock.at.date(),
        False,
        line.cloth.record.ref.id,
    )
    (down,) = tree.below
    assert (down.roll, down.machine) == (ROLL, "EXTPP01")
    node = tree.nodes[batch_of(line.cloth).ref.id]
    assert (node.process_id, node.order, node.product, node.site) == (2, "2000145", "Tela", "P1")
    assert (node.turn, node.state, node.day) == ("T1", BatchState.ACTIVE, batch_of(line.cloth).produced_on)
    (lot, _) = [link for link in tree.above if link.percent is not None]
    assert (lot.percent, tree.nodes[lot.parent].kind) == (Decimal(60), Kind.MATERIAL)


def test_a_roll_that_nobody_knows_is_a_leaf(shop: Shop, line: Line) -> None:
    tree = ask(shop, line.codes[2], Way.UP)
    assert ("X-1", Kind.ROLL) in [(step.node.code, step.node.kind) for step in tree.walk(Way.UP)]
    assert codes(ask(shop, "x-1"), Way.DOWN) == [(line.codes[2], 1)]
    assert codes(ask(shop, "x-1", Way.UP), Way.UP) == []


def test_whatever_is_scanned_finds_its_lineage(shop: Shop, line: Line) -> None:
    tape, cloth, other = line.codes
    sample = shop.sample(2, "Ancho", "12 1/8", "T05", "2000145").sample.ref.uid
    everything = [(cloth, 2), (other, 3)]
    for code in ("L-77", "pp,braskem,l-77", "material:L-77"):
        assert codes(ask(shop, code, Way.DOWN), Way.DOWN) == [(tape, 1), *everything]
    for code in (ROLL.lower(), "2000145", sample, f"lote:{cloth}", "L2000145N001", f"Muestra: {sample}"):
        tree = ask(shop, code)
        assert [tree.nodes[key].code for key in tree.starts] == [cloth], code
    assert ask(shop, "L-77", Way.UP).walk(Way.UP) == ()


def test_a_sample_without_a_batch_has_no_lineage(shop: Shop, shift: Shift) -> None:
    order = shop.loom("T05")
    sample = shop.sample(2, "Ancho", "12 1/8", "T05", order).sample.ref.uid
    tree = ask(shop, sample)
    assert (tree.starts, dict(tree.nodes)) == ((), {})


def test_an_unknown_code_and_one_of_several_things_are_refused(shop: Shop, line: Line) -> None:
    use_roll(shop, line.other.record, "L-77", None)
    with shop.plant.read() as reads:
        for code in ("nada", "", "rollo:nada", "cosa:L-77"):
            with pytest.raises(Refused) as missing:
                find_named(reads, code)
            assert told(missing.value.reasons) == ["not-found.batch"]
        with pytest.raises(Refused) as several:
            find_named(reads, "L-77")
        (reason,) = several.value.reasons
        assert (reason.variant, reason.params["among"]) == (
            "ambiguous-code",
            ("rollo:L-77", "material:PP,Braskem,L-77"),
        )
        assert find_named(reads, "rollo:L-77") == NamedThing(Named.ROLL, 0, "L-77")
        assert find_named(reads, "material:PP,Braskem,L-77").kind is Named.MATERIAL


def test_the_trace_of_a_batch_is_its_uses_and_its_states(shop: Shop, line: Line) -> None:
    with shop.plant.read() as reads:
        told = trace(reads, "l1000345n001")
        with pytest.raises(Refused, match="not-found"):
            trace(reads, "nada")
    assert (told.batch.code, [use.machine for use in told.consumed_in], told.history) == (
        line.codes[0],
        ["T05"],
        (),
    )


def test_a_roll_code_that_came_again_names_its_batches(shop: Shop, line: Line) -> None:
    tape, cloth, _ = line.codes
    with shop.plant.store.begin("rperez", "test", shop.clock.at) as uow:
        roll = Roll(
            record=line.tape.record.ref, code=ROLL, quantity=Decimal(1), author="x", recorded_at=uow.at
        )
        uow.add(roll)
    with shop.plant.read() as reads, pytest.raises(Refused) as several:
        find_named(reads, ROLL)
    assert several.value.reasons[0].params["among"] == (f"lote:{tape}", f"lote:{cloth}")


def test_a_circle_ends(shop: Shop, line: Line) -> None:
    tape, cloth, other = line.codes
    shop.later(hours=8)
    consume(shop, line.tape.record, batch_of(line.other), held=True)
    tree = ask(shop, tape)
    assert codes(tree, Way.DOWN) == [(cloth, 1), (other, 2)]
    assert {code for code, _ in codes(tree, Way.UP) if "," not in code} == {other, "X-1", cloth}
    assert {tree.nodes[key].code for key in tree.circle} == {tape, cloth, other}
    assert [link.held for link in tree.above if link.parent == batch_of(line.other).ref.id] == [True]


def test_a_record_without_a_batch_is_an_end(shop: Shop, line: Line) -> None:
    hours = shop.produce(99, None, None, quantity="2").record  # type: ignore[arg-type]
    use_roll(shop, hours, "X-2", batch_of(line.cloth))
    tree = ask(shop, line.codes[1], Way.DOWN)
    ends = [(step.node.code, step.node.kind) for step in tree.walk(Way.DOWN)]
    assert (hours.ref.uid, Kind.RECORD) in ends
    with shop.plant.read() as reads:
        assert [node.code for node in recall(reads, line.codes[1]).nameless] == [hours.ref.uid]


def test_many_starts_are_read_in_parts(shop: Shop, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prodsys_tui.store.reads.genealogy._STARTS", 1)
    keys = [batch_of(made).ref.id for made in (line.tape, line.cloth)]
    with shop.plant.read() as reads:
        links, ends = reads.links_below(keys)
        assert [link.roll for link in links] == [None, ROLL]
        assert (reads.links_below(()), ends) == (([], ()), ())


def test_what_is_told_of_a_batch(shop: Shop, line: Line) -> None:
    batch = batch_of(line.tape)
    shop.sample(1, "Denier", "850", "EXTPP01", "1000345")
    with shop.plant.store.begin("rperez", "test", shop.clock.at) as uow:
        for machine, roll in ((None, None), (None, "R1"), (line.cloth.record.machine, None)):
            uow.add(
                Hold(
                    batch=batch.ref,
                    machine=machine,
                    roll=roll,
                    group="g",
                    reason="x",
                    author="rperez",
                    recorded_at=shop.clock.at,
                )
            )
    with shop.plant.read() as reads:
        (facts,) = reads.batch_facts([batch.ref.id])
        (cloth,) = reads.batch_facts([batch_of(line.cloth).ref.id])
    assert (facts.quantity, facts.samples, facts.deviations, facts.rolls) == (Decimal(900), 4, 1, 0)
    assert (facts.holds, facts.held_parts) == (3, ("R1", "T05"))
    assert (cloth.samples, cloth.rolls, cloth.holds) == (1, 1, 0)


def test_the_recall_list_says_where_everything_stands(shop: Shop, line: Line) -> None:
    tape, cloth, other = line.codes
    shop.do(set_batch_state, "iortiz", cloth, "pausado", "Se ve manchado")
    shop.do(set_batch_state, "iortiz", tape, "cerrado", "agotado")
    with shop.plant.read() as reads:
        found = recall(reads, "L-77")
    assert [(one.node.code, one.standing, one.quantity) for one in found.lines] == [
        (cloth, Standing.HELD, Decimal(640)),
        (other, Standing.IN_STOCK, Decimal(50)),
        (tape, Standing.CONSUMED, Decimal(900)),
    ]


def test_a_batch_in_use_says_where(shop: Shop, line: Line) -> None:
    machine, at = line.cloth.record.machine, shop.clock.at
    assert machine is not None
    with shop.plant.store.begin("rperez", "test", at) as uow:
        batch = batch_of(line.tape).ref
        if not uow.uses_of(batch):
            uow.add(BatchInUse(machine=machine, batch=batch, since=at, author="rperez", recorded_at=at))
    with shop.plant.read() as reads:
        (used,) = [one for one in recall(reads, line.codes[0]).lines if one.standing is Standing.IN_USE]
    assert (used.node.code, used.machines) == (line.codes[0], ("T05",))


def test_the_packet_has_the_drill_the_lineage_and_what_did_not_comply(shop: Shop, line: Line) -> None:
    tape, cloth, _ = line.codes
    failing = shop.sample(1, "Denier", "850", "EXTPP01", "1000345").sample
    shop.do(begin_drill, "svera", cloth)
    with shop.plant.read() as reads:
        packet = recall_packet(reads, shop.plant.contracts, cloth)
        assert len(samples_of(reads, tape)) == 4
        assert samples_of(reads, "nada") == ()
    assert (packet.site.code, packet.units[2]) == ("P1", "metros")
    assert [(code, sample.ref) for code, sample in packet.samples] == [(tape, failing.ref)]
    assert codes(packet.lineage, Way.UP)[0] == (tape, 1)
    assert packet.story.drill.subject == cloth
    assert packet.facts[batch_of(line.tape).ref.id].deviations == 1


def story(shop: Shop, code: str) -> DrillStory:
    with shop.plant.read() as reads:
        return drill_story(reads, code)


def test_a_drill_is_timed_from_its_beginning_to_its_end(shop: Shop, line: Line) -> None:
    tape, cloth, _ = line.codes
    assert told(shop.refused(begin_drill, "iortiz", tape)) == ["not-permitted"]
    drill = shop.do(begin_drill, "svera", tape)
    assert (drill.subject, drill.batches, drill.found) == (tape, 3, None)
    assert told(shop.refused(begin_drill, "svera", "L1000345N001")) == ["already-exists.drill"]
    shop.later(minutes=7)
    shop.do(locate, "svera", tape, "l2000145n001", " Almacén 2 ", "600")
    running = story(shop, tape)
    assert (running.found, running.total, running.percent) == (1, 3, Decimal("33.3"))
    assert running.passed(shop.clock.at) == timedelta(minutes=7)
    (find,) = running.finds.values()
    assert (find.batch.code, find.location, find.quantity) == (cloth, "Almacén 2", Decimal(600))
    assert told(shop.refused(locate, "svera", tape, cloth, "Patio")) == ["already-exists.located"]
    shop.do(locate, "svera", tape, tape, "Patio", "")
    shop.later(minutes=3)
    ended = shop.do(end_drill, "svera", tape, " Bien ")
    assert (ended.found, ended.note, ended.ended_by) == (2, "Bien", "svera")
    shop.later(hours=3)
    assert story(shop, tape).passed(shop.clock.at) == timedelta(minutes=10)
    assert story(shop, tape).total == 3
    assert told(shop.refused(end_drill, "svera", tape)) == ["not-found.drill"]
    shop.do(begin_drill, "svera", tape)
    shop.do(end_drill, "svera", tape)
    with shop.plant.read() as reads:
        newest, first = reads.drills()
        assert (newest.note, first.note) == (None, "Bien")
        assert reads.drills(before=newest.ref) == (first,)
        assert reads.drill(first.ref.uid) == reads.drill(str(first.ref.id)) == first


def test_a_drill_refuses_what_it_cannot_take(shop: Shop, line: Line) -> None:
    tape = line.codes[0]
    assert told(shop.refused(locate, "svera", tape, tape, "Patio")) == ["not-found.drill"]
    with shop.plant.read() as reads:
        assert drill_of(reads, tape) is None
        with pytest.raises(Refused, match="not-found"):
            drill_story(reads, tape)
    shop.do(begin_drill, "svera", tape)
    assert told(shop.refused(locate, "svera", tape, "nada", " ", "1,234")) == [
        "bad-value.empty",
        "ambiguous-number",
        "not-found.not-on-list",
    ]
    assert told(shop.refused(locate, "svera", tape, tape, "Patio", "-1")) == ["bad-quantity.negative"]
    assert told(shop.refused(end_drill, "svera", tape, "a\x1b")) == ["bad-value.unprintable"]


def test_a_drill_may_be_about_anything_that_batches_came_of(shop: Shop, line: Line) -> None:
    drill = shop.do(begin_drill, "svera", "L-77")
    assert (drill.subject, drill.batches) == ("material:PP,Braskem,L-77", 3)
    shop.do(locate, "svera", "l-77", line.codes[2], "Línea 1")
    assert story(shop, "L-77").found == 1
    shop.order("1000777")
    assert told(shop.refused(begin_drill, "svera", "1000777")) == ["not-found.nothing-to-locate"]


def test_what_is_made_while_a_drill_runs_is_to_be_located_too(shop: Shop, line: Line) -> None:
    other = line.codes[2]
    shop.do(begin_drill, "svera", other)
    consume(shop, line.tape.record, batch_of(line.other))
    assert story(shop, other).total == 3
