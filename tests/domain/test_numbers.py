"""What people type as a number is that number, or asked again; never a guess and never 0."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.numbers import read_number, show_eighths, show_number
from prodsys_tui.domain.refusal import Code, Refusal

MEASURES = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 12),
)
EIGHTHS = st.integers(-8000, 8000).map(lambda eighths: Decimal(eighths) / 8)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("805", "805"),
        (" 4.5 ", "4.5"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("12,25", "12.25"),
        ("1,2345", "1.2345"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.234", "1.234"),
        ("-3", "-3"),
        ("+3", "3"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("999999999999999", "999999999999999"),
        ("12.50000000000000000", "12.5"),
        ("0.000000123456789012345", "0.000000123456789012345"),
    ],
)
def test_numbers_are_read(typed: str, number: str) -> None:
    read = read_number(typed)
    assert read == Decimal(number)
    assert str(read) != "-0"


@pytest.mark.parametrize(
    "typed", ["1,234", "-12,345", "1.234,5", "1,234.50", "1,234,567", "1.234.567", "12.345,678"]
)
def test_what_can_be_read_in_two_ways_is_asked_again(typed: str) -> None:
    assert read_number(typed, field="value") == Refusal(Code.AMBIGUOUS_NUMBER, {"text": typed}, "value")


WORDS = ("NaN", "nan", "inf", "-Infinity", "sNaN", "abc", "True", "1e3", "1_000", "0x10", "$5", "5 kg", "5%")
SIGNS = ("--5", "+", ".", ",", "5.", "5,", "1,,2", "1.2.3", "12,34,5", "1 234", "12 1/8", "1/2")
OTHER_CHARACTERS = ("٣", "１２", "½", "−5", "\x1f5")


@pytest.mark.parametrize("typed", [*WORDS, *SIGNS, *OTHER_CHARACTERS])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert read_number(typed) == Refusal(Code.NOT_A_NUMBER, {"text": typed})


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0"])
def test_nothing_is_not_zero(typed: str) -> None:
    assert read_number(typed) == Refusal(Code.NOT_A_NUMBER, {}, None, "empty")


@pytest.mark.parametrize(
    "typed", ["1234567890.123456", "1000000000000000", "9" * 400, "0." + "0" * 400 + "1"]
)
def test_more_digits_than_the_store_keeps_are_refused(typed: str) -> None:
    read = read_number(typed)
    assert isinstance(read, Refusal)
    assert (read.code, read.variant) == (Code.NOT_A_NUMBER, "digits")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12 1/8", "12.125"),
        ("12-1/8", "12.125"),
        ("12  1/2", "12.5"),
        ("1/2", "0.5"),
        ("3/4", "0.75"),
        ("-12 1/8", "-12.125"),
        ("12.125", "12.125"),
        ("12,5", "12.5"),
    ],
)
def test_eighths_are_read_where_the_parameter_takes_them(typed: str, number: str) -> None:
    assert read_number(typed, eighths=True) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["12 1/3", "12 1/16", "12 9/8", "8/8", "0/8", "1/0", "12.5 1/8", "12/1/8", "12 1 / 8"]
)
def test_other_fractions_are_refused(typed: str) -> None:
    assert read_number(typed, eighths=True) == Refusal(Code.NOT_A_NUMBER, {"text": typed}, None, "eighths")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("50.0", "50"),
        ("5.590", "5.59"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("-0.0", "0"),
        ("100", "100"),
    ],
)
def test_numbers_are_shown_without_trailing_zeros(number: str, shown: str) -> None:
    assert show_number(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("12.125", "12 1/8"),
        ("12.50", "12 1/2"),
        ("0.75", "3/4"),
        ("12", "12"),
        ("0", "0"),
        ("-12.5", "-12 1/2"),
        ("12.13", "12.13"),
    ],
)
def test_inches_are_shown_in_eighths(number: str, shown: str) -> None:
    assert show_eighths(Decimal(number)) == shown


@given(MEASURES)
def test_a_shown_number_is_read_back(number: Decimal) -> None:
    read = read_number(show_number(number))
    assert read == number


@given(EIGHTHS)
def test_shown_eighths_are_read_back(number: Decimal) -> None:
    assert read_number(show_eighths(number), eighths=True) == number


@given(MEASURES)
def test_a_decimal_comma_means_the_same_or_is_asked_again(number: Decimal) -> None:
    read = read_number(show_number(number).replace(".", ","))
    assert read == number or (isinstance(read, Refusal) and read.code is Code.AMBIGUOUS_NUMBER)


@given(st.one_of(st.text(max_size=12), st.text("0123456789.,-+/ eE", max_size=12)), st.booleans())
def test_only_a_written_zero_is_zero(typed: str, eighths: bool) -> None:
    read = read_number(typed, eighths=eighths)
    if isinstance(read, Decimal):
        assert read.is_finite()
        assert bool(read) == any(digit in typed for digit in "123456789")
        assert any(digit in typed for digit in "0123456789")
