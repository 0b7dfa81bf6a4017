"""Tallies of samples, and which batches were consumed where that is to be expected."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.batch.coverage import MadeBatch, consumed_processes, covered, least_consumed
from prodsys_tui.domain.model import BatchState
from prodsys_tui.domain.quality.rejection import By, Tally, next_step, ordered, total
from tests.domain.floor import shipped


def made(id_: int, process: int, consumed: int, day: int = 1) -> MadeBatch:
    at = datetime(2026, 3, day, 12, tzinfo=UTC)
    return MadeBatch(
        id_, f"{id_}-001", process, date(2026, 3, day), BatchState.ACTIVE, at, None, consumed=consumed
    )


def test_the_rate_is_the_percentage_of_the_seed() -> None:
    assert Tally("1", 3, 1).rate == 1 / 3 * 100
    assert Tally("1", 4, 0).rate == 0


def test_so_few_that_the_rate_says_little() -> None:
    assert Tally("1", 19, 1).few
    assert not Tally("1", 20, 1).few


def test_processes_by_number_days_by_date_the_rest_by_rejections() -> None:
    numbers = [Tally("10", 5, 5), Tally("9", 5, 0)]
    assert [each.key for each in ordered(By.PROCESS, numbers)] == ["9", "10"]
    assert [each.key for each in ordered(By.DAY, numbers)] == ["10", "9"]
    same = [Tally("b", 5, 2), Tally("c", 9, 3), Tally("a", 5, 2), Tally("d", 4, 2)]
    assert [each.key for each in ordered(By.MACHINE, same)] == ["c", "d", "a", "b"]


def test_the_usual_way_down() -> None:
    assert next_step({}) is By.PROCESS
    assert next_step({By.PROCESS: "1", By.MACHINE: "T05"}) is By.PARAMETER
    assert next_step({By.PROCESS: "1", By.MACHINE: "T05", By.PARAMETER: "Ancho"}) is None


def test_all_of_them_as_one() -> None:
    assert total([Tally("a", 5, 2), Tally("b", 4, 1)]) == Tally("", 9, 3)
    assert total([]) == Tally("", 0, 0)


def test_only_processes_that_another_one_takes_from_can_miss_a_consumer() -> None:
    known = shipped()
    assert known[8].waste_from  # its batches are consumed, the waste that it takes has none
    assert consumed_processes(known.values()) == {1, 2, 3, 4, 6, 7, 8}
    tape, cloth = covered([made(1, 1, 0), made(2, 1, 2), made(3, 2, 0)], {1})
    assert (tape.batches, tape.consumed, tape.missing, tape.share) == (2, 1, 1, Decimal("0.5"))
    assert (cloth.batches, cloth.consumed, cloth.missing, cloth.share) == (1, 0, 0, None)


@given(st.lists(st.builds(made, st.integers(1, 9), st.just(1), st.integers(0, 3), st.integers(1, 28))))
def test_the_least_consumed_first_then_the_oldest(batches: list[MadeBatch]) -> None:
    keys = [(each.consumed, each.produced_on, each.id) for each in least_consumed(batches)]
    assert keys == sorted(keys)
