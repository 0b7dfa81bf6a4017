"""Rejection, closure, coverage and dwell of a real store, beside SQL of its own words for the same."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prodsys_tui.domain.batch.coverage import consumed_processes
from prodsys_tui.domain.model import BatchState, Result
from prodsys_tui.domain.quality.rejection import By, Cut
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.quality.quality_report import (
    batches_behind,
    closure,
    coverage,
    dwell,
    rejection,
    samples_behind,
)
from prodsys_tui.services.quality.sample_cut import cut_of
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.refused import Refused
from tests.services.shop import SEVEN, Shop, told
from tests.store.raw import ask

BAD = "850"
"""A denier outside 790 to 820."""


def typed(shop: Shop, **words: str | None) -> Cut:
    with shop.plant.read() as reads:
        return cut_of(
            reads, shop.plant.contracts, shop.plant.catalogs, {By(by): text for by, text in words.items()}
        )


def keys(shop: Shop, by: By, cut: Cut | None = None, days: int = 30) -> list[tuple[str, int, int]]:
    """The tallies of a breakdown as (key, samples, rejected)."""
    with shop.plant.read() as reads:
        report = rejection(reads, shop.clock.at, days, by, cut)
    return [(each.key, each.samples, each.rejected) for each in report.tallies]


@pytest.fixture
def worked(shop: Shop) -> Shop:
    """Three days: tape with rejections, looms that consume one of its batches, one held and one closed."""
    shop.open()
    tape = shop.tape().batch
    assert tape is not None
    shop.do(add_sample, "iortiz", AddSample(1, "Denier", BAD, "EXTPP01"))
    order = shop.loom("T05")
    shop.produce(2, order, "T05", quantity="5", counter="5", consumes=(tape.code,))
    shop.sample(2, "Ancho", "14", "T06", order)
    shop.do(set_batch_state, "rperez", tape.code, "pausado", "en espera")
    shop.later(days=1, hours=8)
    shop.open()
    shop.do(set_batch_state, "iortiz", tape.code, "activo", "liberado tras revisión")
    shop.tape()
    shop.later(days=1, minutes=90)
    shop.do(set_batch_state, "iortiz", tape.code, "cerrado", "agotado")
    return shop


@pytest.mark.parametrize("days", [1, 2, 3])
def test_rejection_by_process_is_what_the_seed_counts(worked: Shop, days: int) -> None:
    since = (worked.clock.at.date() - timedelta(days=days)).isoformat()
    rows = ask(
        worked.place,
        "SELECT m.proceso_id, count(m.id), count(CASE m.resultado WHEN 'Rechazo' THEN 1 WHEN 'No cumple' "
        "THEN 1 END), CAST(count(CASE WHEN m.resultado LIKE 'Recha%' OR m.resultado LIKE 'No%' THEN 1 END) "
        "AS DOUBLE PRECISION) / count(m.id) * 100 FROM muestras m WHERE NOT m.fecha_analisis < "
        f"'{since}' GROUP BY m.proceso_id ORDER BY m.proceso_id",
    )
    with worked.plant.read() as reads:
        report = rejection(reads, worked.clock.at, days)
    told_rows = [(int(each.key), each.samples, each.rejected, each.rate) for each in report.tallies]
    assert told_rows == [tuple(row) for row in rows]
    assert sum(each.rejected for each in report.tallies) == (0 if days == 1 else 2)


def test_closure_by_state_is_what_the_seed_counts(worked: Shop) -> None:
    rows = ask(worked.place, "SELECT estado, created_at, updated_at FROM lotes")
    passed: dict[str, list[float]] = {}
    for state, made, changed in rows:
        own = passed.setdefault(state, [])
        if changed is not None:
            own.append((datetime.fromisoformat(changed) - datetime.fromisoformat(made)) / timedelta(days=1))
    with worked.plant.read() as reads:
        counts = closure(reads, worked.clock.at)
    assert [(each.state.value, each.batches) for each in counts] == [
        (state, sum(row[0] == state for row in rows)) for state in sorted(passed)
    ]
    for each in counts:
        own = passed[each.state.value]
        assert each.days == (pytest.approx(sum(own) / len(own), abs=1e-8) if own else None)
    assert {each.state: each.days is None for each in counts} == {
        BatchState.ACTIVE: True,
        BatchState.CLOSED: False,
    }
    if isinstance(worked.place, Path):  # to the last bit, where the seed's functions are
        days = "julianday(updated_at) - julianday(created_at)"
        exact = f"SELECT estado, sum(1), sum({days}) / count(updated_at) FROM lotes GROUP BY 1 ORDER BY 1"
        assert [(each.state.value, each.batches, each.days) for each in counts] == ask(worked.place, exact)


def test_coverage_is_what_the_seed_counts(worked: Shop) -> None:
    rows = ask(
        worked.place,
        "SELECT codigo_lote, fecha_produccion, (SELECT count(*) FROM telar_consumo_lote c "
        "WHERE c.lote_id = l.id) AS veces FROM lotes l ORDER BY veces, fecha_produccion, l.id",
    )
    with worked.plant.read() as reads:
        report = coverage(reads, worked.plant.contracts, worked.clock.at)
    told_rows = [(each.code, each.produced_on.isoformat(), each.consumed) for each in report.batches]
    assert told_rows == [tuple(row) for row in rows]
    assert [each.consumed for each in report.batches] == [0, 0, 1]
    assert [(each.process_id, each.batches, each.consumed, each.missing) for each in report.processes] == [
        (1, 2, 1, 1),
        (2, 1, 0, 1),
    ]
    assert [each.code for each in report.missing] == ["2000145-001", "1000345-002"]


def test_coverage_of_one_process_and_which_are_consumed_at_all(worked: Shop) -> None:
    with worked.plant.read() as reads:
        report = coverage(reads, worked.plant.contracts, worked.clock.at, process=1)
        contracts = [each.contract for each in worked.plant.contracts.all(reads)]
    assert [each.process_id for each in report.processes] == [1]
    finished = {each.id for each in contracts} - consumed_processes(contracts)
    assert finished == {each.id for each in contracts if not each.downstream} >= {5, 9}


def test_rejections_are_told_apart_by_everything_that_samples_have(worked: Shop) -> None:
    today, first = worked.clock.at.date(), SEVEN.date()
    assert keys(worked, By.PROCESS) == [("1", 7, 1), ("2", 2, 1)]
    assert keys(worked, By.MACHINE) == [("T06", 1, 1), ("EXTPP01", 7, 1), ("T05", 1, 0)]
    assert keys(worked, By.PARAMETER) == [("Ancho", 2, 1), ("Denier", 7, 1)]
    assert keys(worked, By.PERSON) == [("iortiz", 1, 1), ("rperez", 8, 1)]
    assert keys(worked, By.TURN) == [("T1", 6, 2), ("T2", 3, 0)]
    assert keys(worked, By.DAY) == [
        (first.isoformat(), 6, 2),
        ((first + timedelta(days=1)).isoformat(), 3, 0),
    ]
    assert keys(worked, By.ORDER)[0] == ("", 1, 1)
    assert keys(worked, By.RESULT) == [("No cumple", 2, 2), ("Cumple", 7, 0)]
    assert today > first


def test_a_cut_goes_down_to_the_samples_themselves(worked: Shop) -> None:
    cut = typed(worked, process="1", machine="extpp01", parameter="DENIER")
    assert keys(worked, By.DAY, cut)[0][1:] == (4, 1)
    with worked.plant.read() as reads:
        (bad,) = samples_behind(reads, worked.clock.at, 30, cut)
        every = samples_behind(reads, worked.clock.at, 30, {**cut, By.RESULT: Result.COMPLIES.value})
        page = samples_behind(reads, worked.clock.at, 30, {By.RESULT: "Cumple"}, limit=3)
        after = samples_behind(reads, worked.clock.at, 30, {By.RESULT: "Cumple"}, before=page[-1])
    assert (bad.parameter, bad.result, bad.author) == ("Denier", Result.FAILS, "iortiz")
    assert len(every) == 6
    days = [each.analysis_date for each in (*page, *after)]
    assert days == sorted(days, reverse=True)
    assert len({each.ref.uid for each in (*page, *after)}) == len(days) == 7


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"person": "IORTIZ"}, [("1", 1, 1)]),
        ({"turn": "t2"}, [("1", 3, 0)]),
        ({"day": "2026-03-02", "result": "no cumple"}, [("1", 1, 1), ("2", 1, 1)]),
        ({"order": "2000145"}, [("2", 2, 1)]),
        ({"machine": " ", "parameter": None}, [("1", 7, 1), ("2", 2, 1)]),
    ],
)
def test_names_are_found_as_people_type_them(
    worked: Shop, words: dict[str, str | None], expected: list[tuple[str, int, int]]
) -> None:
    assert keys(worked, By.PROCESS, typed(worked, **words)) == expected


def test_what_has_no_order_or_machine_is_a_cut_too(worked: Shop) -> None:
    assert keys(worked, By.PERSON, {By.ORDER: ""}) == [("iortiz", 1, 1)]
    assert keys(worked, By.PERSON, {By.MACHINE: ""}) == []


def test_every_name_that_is_unknown_is_told(worked: Shop) -> None:
    with pytest.raises(Refused) as refused:
        typed(
            worked,
            process="1",
            machine="T99",
            parameter="Ancho",
            person="nadie",
            turn="T9",
            order="9999999",
            result="Bien",
        )
    assert sorted(told(refused.value.reasons)) == [
        "bad-value.result",
        "not-found.machine",
        "not-found.order",
        "not-found.user",
        "turn-unknown",
        "unknown-parameter",
    ]
    with pytest.raises(Refused) as refused:
        typed(worked, process="77", machine="T99")
    assert told(refused.value.reasons) == ["not-found.process"]


def test_days_and_process_are_checked(worked: Shop) -> None:
    with worked.plant.read() as reads:
        now, contracts = worked.clock.at, worked.plant.contracts
        for ask_it, answer in (
            (lambda: rejection(reads, now, 0), "bad-value.days"),
            (lambda: closure(reads, now, 367), "bad-value.days"),
            (lambda: dwell(reads, contracts, now, 0), "bad-value.days"),
            (lambda: coverage(reads, contracts, now, process=77), "not-found.process"),
            (lambda: dwell(reads, contracts, now, process=77), "not-found.process"),
        ):
            with pytest.raises(Refused) as refused:
                ask_it()
            assert told(refused.value.reasons) == [answer]


def test_the_day_is_that_of_utc_as_in_the_seed(shop: Shop) -> None:
    shop.open()
    shop.sample(1, "Denier", "805", "EXTPP01")
    shop.clock.at = datetime(2026, 3, 4, 5, 59, tzinfo=UTC)  # still the 3rd at the site
    assert keys(shop, By.PROCESS, days=1) == []
    assert keys(shop, By.PROCESS, days=2) == [("1", 1, 0)]


def test_batches_behind_a_state(worked: Shop) -> None:
    with worked.plant.read() as reads:
        (closed,) = batches_behind(reads, worked.clock.at, 90, BatchState.CLOSED)
        every = batches_behind(reads, worked.clock.at, 90)
    assert (closed.code, closed.process_id, closed.consumed) == ("1000345-001", 1, 1)
    assert closed.changed_at == worked.clock.at
    assert [each.code for each in every] == ["1000345-002", "2000145-001", "1000345-001"]


def test_how_long_batches_stayed_and_stay(worked: Shop) -> None:
    with worked.plant.read() as reads:
        active, held = dwell(reads, worked.plant.contracts, worked.clock.at)
        (recent,) = dwell(reads, worked.plant.contracts, worked.clock.at, days=1, process=2)
    assert (active.state, len(active.stays), len(active.lasting)) == (BatchState.ACTIVE, 4, 2)
    assert [each.batch for each in active.lasting] == ["2000145-001", "1000345-002"]
    assert active.longest.lasted(worked.clock.at) == timedelta(days=2, hours=9, minutes=30)
    assert [(each.batch, each.lasted(worked.clock.at)) for each in held.stays] == [
        ("1000345-001", timedelta(days=1, hours=8))
    ]
    assert held.lasting == ()
    assert [each.batch for each in recent.stays] == ["2000145-001"]


def test_a_plant_without_anything_has_nothing_to_report(shop: Shop) -> None:
    with shop.plant.read() as reads:
        now, contracts = shop.clock.at, shop.plant.contracts
        assert rejection(reads, now).tallies == ()
        assert closure(reads, now) == ()
        assert coverage(reads, contracts, now).batches == ()
        assert dwell(reads, contracts, now) == ()
