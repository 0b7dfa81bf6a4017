"""What a counter's reading says was made."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.production.counter import Made, read_counter
from prodsys_tui.domain.refusal import Code, Refusal

MOST = Decimal(1500)
readings = st.decimals(0, 10**6, places=1)


def read(reading: str, previous: str | None, given: str | None = None) -> Made | Refusal:
    return read_counter(
        "T05",
        Decimal(reading),
        None if previous is None else Decimal(previous),
        None if given is None else Decimal(given),
        MOST,
    )


def refused(answer: Made | Refusal) -> Refusal:
    assert isinstance(answer, Refusal)
    return answer


def test_production_is_the_difference_to_the_last_reading() -> None:
    assert read("12850.5", "12000") == Made(Decimal("850.5"), Decimal("12850.5"), Decimal(12000))


def test_a_loom_that_stood_still_reads_what_it_read_before() -> None:
    assert read("12000", "12000") == Made(Decimal(0), Decimal(12000), Decimal(12000))


def test_the_first_reading_needs_the_quantity_and_sets_the_base() -> None:
    assert refused(read("12000", None)).text_key == "refusal.counter-missing.first"
    assert read("12000", None, "640") == Made(Decimal(640), Decimal(12000))


def test_a_quantity_that_is_typed_too_must_be_the_difference() -> None:
    assert read("12850", "12000", "850") == Made(Decimal(850), Decimal(12850), Decimal(12000))
    fault = refused(read("12850", "12000", "800"))
    assert fault.code is Code.COUNTER_MISMATCH
    assert fault.params == {"value": Decimal(800), "difference": Decimal(850)}


def test_a_reading_below_the_last_is_disputed_whatever_was_typed_beside_it() -> None:
    disputed = Made(Decimal(0), Decimal(11999), Decimal(12000), disputed=True)
    assert read("11999", "12000") == disputed
    assert read("11999", "12000", "850") == disputed


def test_a_turn_can_make_one_and_a_half_times_its_target_and_no_more() -> None:
    assert read("13500", "12000") == Made(MOST, Decimal(13500), Decimal(12000))
    assert read("13500.5", "12000") == Made(Decimal(0), Decimal("13500.5"), Decimal(12000), disputed=True)


def test_without_a_target_no_reading_is_too_high() -> None:
    million = Decimal(10**6)
    assert read_counter("T05", million, Decimal(0), None, None) == Made(million, million, Decimal(0))


@given(readings, readings)
def test_only_a_plausible_difference_is_produced(reading: Decimal, previous: Decimal) -> None:
    answer = read_counter("T05", reading, previous, None, MOST)
    assert isinstance(answer, Made)
    assert answer.disputed is not (0 <= reading - previous <= MOST)
    assert answer.quantity == (0 if answer.disputed else reading - previous)


@given(st.lists(st.decimals(0, 1500, places=1), max_size=8), readings)
def test_undisputed_readings_add_up_to_the_way_the_counter_went(made: list[Decimal], base: Decimal) -> None:
    counter, total = base, Decimal(0)
    for quantity in made:
        answer = read_counter("T05", counter + quantity, counter, None, MOST)
        assert isinstance(answer, Made)
        counter += quantity
        total += answer.quantity
    assert total == counter - base
