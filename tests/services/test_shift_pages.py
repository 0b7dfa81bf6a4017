"""All shifts, page by page."""

from datetime import timedelta

import pytest

from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.services.shift import shift_pages
from prodsys_tui.services.shift.shift_pages import ShiftPage, older_shifts, shift_page, shifts_again
from tests.services.shop import Shop


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift_pages, "PAGE", 2)


@pytest.fixture
def shifts(shop: Shop) -> list[Shift]:
    """Five days, the newest first."""
    return [add(shop, days) for days in range(5)][::-1]


def add(shop: Shop, days: int) -> Shift:
    at = shop.clock.now() + timedelta(days=days)
    with shop.plant.read() as reads:
        site = reads.site().ref
    with shop.plant.store.begin("ins", "shift-open", at) as uow:
        return uow.add(
            Shift(
                site=site,
                turn="T1",
                operating_date=at.date(),
                state=ShiftState.CLOSED,
                out_of_hours=False,
                starts=at,
                ends=at + timedelta(hours=8),
                opened_by="ins",
                opened_at=at,
            )
        )


def test_pages_follow_each_other_to_the_end(shop: Shop, shifts: list[Shift]) -> None:
    with shop.plant.read() as reads:
        first = shift_page(reads)
        assert (list(first.shifts), first.more, first.newest) == (shifts[:2], True, True)
        second = older_shifts(reads, first)
        assert (list(second.shifts), second.more) == (shifts[:4], True)
        third = older_shifts(reads, second)
        assert (list(third.shifts), third.more, third.newest) == (shifts, False, True)


def test_a_page_begins_at_a_date_or_at_a_wanted_shift(shop: Shop, shifts: list[Shift]) -> None:
    with shop.plant.read() as reads:
        dated = shift_page(reads, until=shifts[3].operating_date)
        assert (list(dated.shifts), dated.more, dated.newest) == (shifts[3:], False, False)
        assert shift_page(reads, wanted=shifts[1].ref.uid) == shift_page(reads)
        assert shift_page(reads, wanted="nada") == shift_page(reads)
        wanted = shift_page(reads, wanted=shifts[2].ref.uid)
        assert (list(wanted.shifts), wanted.more, wanted.newest) == (shifts[2:4], True, False)


def test_what_was_read_is_read_again_with_what_is_new(shop: Shop, shifts: list[Shift]) -> None:
    with shop.plant.read() as reads:
        newest, wanted = older_shifts(reads, shift_page(reads)), shift_page(reads, wanted=shifts[2].ref.uid)
    opened = add(shop, 5)
    with shop.plant.read() as reads:
        again = shifts_again(reads, newest)
        assert (list(again.shifts), again.more, again.newest) == ([opened, *shifts[:4]], True, True)
        assert shifts_again(reads, wanted) == wanted


def test_a_plant_without_shifts_has_an_empty_page(shop: Shop) -> None:
    with shop.plant.read() as reads:
        empty = shift_page(reads)
        assert empty == ShiftPage((), {}, more=False, newest=True)
        assert older_shifts(reads, empty) == empty
        assert shifts_again(reads, empty) == empty
