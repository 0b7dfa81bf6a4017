"""Holds page by page: those that last by their age, those that ended, and all of one batch."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from prodsys_tui.services.batch import hold_pages
from prodsys_tui.services.batch.hold_pages import HoldPage, hold_page, holds_again, more_holds
from prodsys_tui.services.batch.holds import hold_batches, release_batches
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused
from tests.services.shop import Shop, make_batches

T = TypeVar("T")


def read(shop: Shop, work: Callable[[Reads], T]) -> T:
    with shop.plant.read() as reads:
        return work(reads)


def codes(page: HoldPage) -> list[str]:
    return [row.hold.batch.code for row in page.rows]


@pytest.fixture
def five(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Five batches, held one after the other, and pages of two."""
    monkeypatch.setattr(hold_pages, "PAGE", 2)
    shop.open()
    make_batches(shop, *(shop.order(f"10000{at:02}") for at in range(5)))
    for at in range(5):
        shop.later(minutes=1)
        shop.do(hold_batches, "rperez", [f"10000{at:02}-001"], "manchado")
    return shop


def test_what_lasts_longest_stands_first_and_pages_go_on(five: Shop) -> None:
    now = five.later(hours=1)
    page = read(five, lambda reads: hold_page(reads, now))
    assert (codes(page), page.more) == (["1000000-001", "1000001-001"], True)
    page = read(five, lambda reads: more_holds(reads, now, page))
    page = read(five, lambda reads: more_holds(reads, now, page))
    assert (len(page.rows), page.more) == (5, False)
    assert [row.age.seconds for row in page.rows] == [3840, 3780, 3720, 3660, 3600]

    five.do(release_batches, "iortiz", ["1000001-001"], "se ve bien")
    again = read(five, lambda reads: holds_again(reads, now, page))
    assert codes(again) == ["1000000-001", "1000002-001", "1000003-001", "1000004-001"]


def test_what_ended_stands_apart_the_newest_first(five: Shop) -> None:
    for code in ("1000003-001", "1000001-001", "1000004-001"):
        five.do(release_batches, "iortiz", [code], "se ve bien")
    now = five.later(minutes=1)
    page = read(five, lambda reads: hold_page(reads, now, ended=True))
    assert (codes(page), page.more) == (["1000004-001", "1000003-001"], True)
    assert codes(read(five, lambda reads: more_holds(reads, now, page)))[2:] == ["1000001-001"]


def test_those_of_a_batch_ended_or_not(five: Shop) -> None:
    five.do(release_batches, "iortiz", ["1000001-001"], "se ve bien")
    five.do(hold_batches, "rperez", ["1000001-001"], "otra vez")
    now = five.later(minutes=1)
    page = read(five, lambda reads: hold_page(reads, now, batch="1000001-001"))
    assert [row.hold.reason for row in page.rows] == ["otra vez", "manchado"]
    assert codes(read(five, lambda reads: holds_again(reads, now, page))) == ["1000001-001"] * 2
    with pytest.raises(Refused, match="not-found"):
        read(five, lambda reads: hold_page(reads, now, batch="1000099-001"))
