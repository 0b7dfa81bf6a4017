"""The draw depends on the seed and the uids alone."""

import hashlib
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from prodsys_tui.domain.evidence.draw import MOST, Lottery, draw_key, lottery_faults, lowest

DRAW = Lottery("2026-A", 3)


def test_a_key_is_what_sha256sum_says() -> None:
    assert draw_key("S", "u-1") == hashlib.sha256(b"S:u-1").hexdigest()


@given(st.sets(st.text("0123456789abcdef", min_size=8, max_size=8), max_size=40), st.integers(1, 9))
def test_the_order_of_arrival_does_not_matter(uids: set[str], count: int) -> None:
    one, other = sorted(uids), sorted(uids, reverse=True)
    drawn = lowest("S", one, count)
    assert drawn == lowest("S", other, count)
    assert len(drawn) == min(count, len(uids))
    assert drawn == sorted(uids, key=lambda uid: draw_key("S", uid))[:count]


def test_more_records_never_change_the_order_of_those_that_stay() -> None:
    uids = [f"uid-{number}" for number in range(200)]
    first, more = lowest("S", uids[:100], 10), lowest("S", uids, 10)
    assert [uid for uid in more if uid in first] == [uid for uid in first if uid in more]
    assert lowest("T", uids, 10) != more


def variants(lottery: Lottery) -> list[str]:
    return [f"{each.field}.{each.variant}" for each in lottery_faults(lottery)]


def test_everything_that_is_wrong_with_a_draw_is_told_at_once() -> None:
    day = date(2026, 3, 2)
    assert variants(DRAW) == []
    assert variants(replace(DRAW, since=day, until=day, count=MOST)) == []
    assert variants(replace(DRAW, since=day)) == []
    assert variants(Lottery(" ", 0, day, date(2026, 3, 1))) == ["seed.empty", "count.count", "until.days"]
    assert variants(replace(DRAW, count=MOST + 1)) == ["count.count"]
    assert variants(replace(DRAW, seed="a\x1bb")) == ["seed.unprintable"]
