"""What the forms of samples and production show: workplace, sheet of samples, sheet of production."""

import pytest

from prodsys_tui.domain.model import Result
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.line.runs import run_order, use_batches
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production_sheet import (
    OFFERED_DAYS,
    ProductionSheet,
    offered_batches,
    production_sheet,
)
from prodsys_tui.services.quality.sample_sheet import SampleSheet, older_taken, sample_sheet
from prodsys_tui.services.quality.samples import AddSample, add_sample, justify
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.workplace import Where, Workplace, machines_at, workplace
from tests.services.shop import SPECS, Shop, told


def place_of(plant: Plant, where: Where) -> Workplace:
    with plant.read() as reads:
        return workplace(reads, plant.contracts, where)


def samples_of(plant: Plant, where: Where) -> SampleSheet:
    with plant.read() as reads:
        return sample_sheet(reads, plant.contracts, where)


def production_of(plant: Plant, where: Where) -> ProductionSheet:
    with plant.read() as reads:
        return production_sheet(reads, plant.contracts, where)


def refused(plant: Plant, where: Where) -> list[str]:
    with pytest.raises(Refused) as caught:
        place_of(plant, where)
    return told(caught.value.reasons)


def test_a_process_with_one_machine_needs_no_name_for_it(shop: Shop) -> None:
    shift = shop.open()
    place = place_of(shop.plant, Where(1))
    assert (place.machine_code, place.order, place.order_runs) == ("EXTPP01", None, False)
    assert place.shift.ref == shift.ref
    assert place.state.state is StateName.WAITING_QUALITY


def test_a_loom_shows_its_own_gate_and_its_running_order(shop: Shop) -> None:
    shop.open()
    order = shop.loom("T05")
    shop.do(run_order, "svera", "T05", order)
    assert place_of(shop.plant, Where(2)).machine is None
    ours, other = place_of(shop.plant, Where(2, "t05")), place_of(shop.plant, Where(2, "T06"))
    assert ours.order is not None
    assert (ours.order.code, ours.order_runs, ours.state.blocks) == (order, True, ())
    assert (other.order, other.state.state) == (None, StateName.WAITING_QUALITY)


def test_while_no_loom_is_chosen_the_worst_of_them_decides(shop: Shop) -> None:
    shop.open()
    shop.loom("T05")
    assert place_of(shop.plant, Where(2)).state.state is StateName.WAITING_QUALITY


def test_the_machines_of_a_process_are_listed_with_their_states(shop: Shop) -> None:
    shop.open()
    shop.loom("T05")
    with shop.plant.read() as reads:
        looms = machines_at(reads, shop.plant.contracts, Where(2))
        extruder = machines_at(reads, shop.plant.contracts, Where(1))
    assert [one.machine.code for one in looms] == [f"T{n:02d}" for n in range(1, 14)]
    assert [(one.state, one.samples) for one in looms[3:5]] == [
        (StateName.WAITING_QUALITY, 0),
        (StateName.WAITING_PRODUCTION, 1),
    ]
    assert [(one.machine.code, one.state) for one in extruder] == [("EXTPP01", None)]


def test_an_order_that_is_named_comes_before_the_running_one(shop: Shop) -> None:
    shop.open()
    for order in ("2000145", "2000146"):
        shop.order(order, **SPECS)
    shop.do(run_order, "svera", "T05", "2000145")
    named = place_of(shop.plant, Where(2, "T05", "2000146"))
    assert named.order is not None
    assert (named.order.code, named.order_runs) == ("2000146", False)
    assert place_of(shop.plant, Where(2, "T05", "2000145")).order_runs


def test_the_order_of_another_process_on_a_shared_machine_is_none_here(shop: Shop) -> None:
    shop.open()
    shop.order("5000001")
    shop.do(run_order, "svera", "CONV03", "5000001")
    assert place_of(shop.plant, Where(9)).order is None
    assert place_of(shop.plant, Where(5, "CONV03")).order is not None


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (Where(2, "T99"), "not-found.machine"),
        (Where(2, "EXTPP01"), "machine-other-process"),
        (Where(2, "T05", "2999999"), "not-found.order"),
        (Where(2, "T05", "1000345"), "order-other-process"),
        (Where(77), "not-found.process"),
        (Where(1, shift="no-such-uid"), "not-found.shift"),
    ],
)
def test_a_workplace_that_is_none_is_refused(shop: Shop, where: Where, code: str) -> None:
    shop.open()
    shop.order("1000345")
    assert refused(shop.plant, where) == [code]


def test_without_a_shift_there_is_no_workplace(shop: Shop) -> None:
    assert refused(shop.plant, Where(1)) == ["no-open-shift"]


def test_the_form_of_samples_tells_limits_rounds_and_what_is_owed(shop: Shop) -> None:
    shop.open()
    empty = samples_of(shop.plant, Where(1))
    assert empty.round == 1
    denier = empty.line("Denier")
    assert denier is not None
    assert denier.target.limits is not None
    assert (denier.target.limits.text, denier.counted, denier.owed, denier.last) == ("790-820", 0, 3, None)
    assert empty.line("Humedad") is None

    shop.sample(1, "Denier", "805", "EXTPP01")
    one = samples_of(shop.plant, Where(1))
    line = one.line("Denier")
    assert line is not None
    assert line.last is not None
    assert (one.round, line.counted, line.owed, line.last.sample.result) == (1, 1, 2, Result.COMPLIES)


def test_the_form_asks_for_samples_again_when_the_order_of_a_loom_changes(shop: Shop) -> None:
    def owed() -> dict[str, int]:
        return {line.parameter.name: line.owed for line in samples_of(shop.plant, Where(2, "T05")).lines}

    shop.open()
    tape, first = shop.tape().batch, shop.loom("T05")
    assert tape is not None
    shop.do(run_order, "svera", "T05", first)
    shop.sample(2, "Construcción urdido", "10", "T05")
    assert (owed()["Construcción urdido"], owed()["Ancho"]) == (0, 3)
    shop.produce(2, first, "T05", quantity="100", counter="100", consumes=(tape.code,))
    assert owed()["Construcción urdido"] == 0
    shop.do(add_order, "svera", "2000146", "Tela", "900", specs=SPECS)
    shop.do(run_order, "svera", "T05", "2000146")
    assert (owed()["Construcción urdido"], owed()["Ancho"]) == (1, 3)


def test_the_next_round_begins_when_every_parameter_was_measured(shop: Shop) -> None:
    shop.open()
    shop.do(add_order, "svera", "8000001", "Pelet", "900")
    shop.sample(8, "Color del pelet", "gris", "PELET")
    assert samples_of(shop.plant, Where(8)).round == 1
    shop.sample(8, "Tipo de material", "mezcla", "PELET")
    assert samples_of(shop.plant, Where(8)).round == 2


def test_samples_of_other_machines_and_shifts_are_told_apart(shop: Shop) -> None:
    shop.open()
    shop.loom("T05")
    shop.loom("T06")
    shop.later(hours=8)
    shop.open()
    line = samples_of(shop.plant, Where(2, "T05")).line("Ancho")
    assert line is not None
    assert [(one.sample.machine.code if one.sample.machine else "", one.here) for one in line.taken] == [
        ("T05", False)
    ]
    assert (line.counted, line.last) == (0, None)


def test_a_corrected_and_a_settled_sample_are_marked(shop: Shop) -> None:
    shop.open()
    bad = shop.sample(1, "Denier", "850", "EXTPP01").sample
    line = samples_of(shop.plant, Where(1)).line("Denier")
    assert line is not None
    assert [(one.open, one.corrected) for one in line.taken] == [(True, False)]

    shop.do(add_sample, "rperez", AddSample(1, "Denier", "805", corrects=bad.ref.uid))
    worse = shop.sample(1, "Denier", "700", "EXTPP01").sample
    shop.do(justify, "iortiz", worse.ref.uid, "Se cambió el rodillo y se midió otra vez")
    line = samples_of(shop.plant, Where(1)).line("Denier")
    assert line is not None
    marks = [(show_number(one.sample.value), one.open, one.corrected) for one in line.taken]
    assert marks == [("700", False, False), ("805", False, False), ("850", False, True)]
    assert line.counted == 2


def test_the_sheet_of_production_has_the_previous_reading_and_the_records(shop: Shop) -> None:
    shop.open()
    shop.tape()
    order = shop.loom("T05")
    first = production_of(shop.plant, Where(2, "T05"))
    assert (first.previous, first.records, first.last_batches) == (None, (), ())

    shop.produce(2, order, "T05", counter="1000", quantity="200", consumes=("1000345-001",))
    shop.loom("T06")
    shop.produce(2, order, "T06", counter="0", quantity="0")
    sheet = production_of(shop.plant, Where(2, "T05"))
    assert sheet.previous is not None
    assert str(sheet.previous.reading) == "1000"
    assert [str(record.quantity) for record in sheet.records] == ["0", "200"]
    assert (str(sheet.made), sheet.last_batches) == ("200", ("1000345-001",))


def test_a_process_without_machines_sums_all_its_records(shop: Shop) -> None:
    shop.open()
    for hours in ("2", "1.5"):
        shop.produce(99, "", "", quantity=hours)
    sheet = production_of(shop.plant, Where(99))
    assert (sheet.place.machine_code, str(sheet.made), sheet.previous) == (None, "3.5", None)


def offered(shop: Shop, process: int, machine: str | None = None) -> list[str]:
    with shop.plant.read() as reads:
        found = offered_batches(reads, shop.plant.contracts, process, machine)
    return [each.batch.code for each in found]


def test_the_batches_of_upstream_processes_that_are_not_closed_are_offered(shop: Shop) -> None:
    shop.open()
    shop.tape()
    assert (offered(shop, 2), offered(shop, 6), offered(shop, 8)) == (["1000345-001"], [], ["1000345-001"])
    shop.do(set_batch_state, "rperez", "1000345-001", "pausado", "se revisa")
    assert offered(shop, 2, "T99") == ["1000345-001"]
    shop.do(set_batch_state, "iortiz", "1000345-001", "cerrado", "agotado")
    assert offered(shop, 2) == []


def test_those_in_use_are_offered_first_and_old_ones_in_use_still(shop: Shop) -> None:
    shop.open()
    shop.tape()
    shop.do(use_batches, "rperez", "T05", ["1000345-001"])
    for day in range(OFFERED_DAYS + 1):
        shop.later(hours=24)
        shop.open()
        shop.tape()
        assert offered(shop, 2)[0] == f"1000345-{day + 2:03d}"
    newest = [f"1000345-{day:03d}" for day in range(OFFERED_DAYS + 2, 2, -1)]
    assert offered(shop, 2) == newest
    assert offered(shop, 2, "T05") == ["1000345-001", *newest]
    with shop.plant.read() as reads:
        first, second, *_ = offered_batches(reads, shop.plant.contracts, 2, "T05")
    assert (first.since is None, second.since) == (False, None)


def test_older_samples_of_a_parameter_are_read_page_by_page(shop: Shop) -> None:
    shop.open()
    saved = [shop.do(add_sample, "rperez", AddSample(1, "Espesor", value)).sample for value in ("1.4", "1.5")]
    change = AddSample(1, "Espesor", "1.6", corrects=saved[0].ref.uid, comment="se leyó mal")
    saved.append(shop.do(add_sample, "rperez", change).sample)
    shop.do(add_sample, "rperez", AddSample(1, "Gramaje", "120"))
    place = place_of(shop.plant, Where(1))
    with shop.plant.read() as reads:
        [older], more = older_taken(reads, place, "Espesor", saved[2], limit=1)
        assert (older.sample, older.here, older.corrected, older.open, more) == (
            saved[1],
            True,
            False,
            False,
            True,
        )
        [oldest], more = older_taken(reads, place, "Espesor", saved[1])
        assert (oldest.sample, oldest.corrected, more) == (saved[0], True, False)


def test_the_form_of_an_earlier_shift_has_the_samples_of_that_shift(shop: Shop) -> None:
    first = shop.open()
    shop.sample(1, "Denier", "805", "EXTPP01")
    shop.later(hours=8)
    shop.open()
    shop.sample(1, "Denier", "806", "EXTPP01")
    line = samples_of(shop.plant, Where(1, "EXTPP01", shift=first.ref.uid)).line("Denier")
    assert line is not None
    assert [show_number(one.sample.value) for one in line.taken if one.here] == ["805"]
    assert len(line.taken) == 1
