"""An auditor's draw: a sample of records that nobody can choose, and everybody can draw again.

A record's place in the draw is the SHA-256 of the seed, a colon and its uid; those with the lowest are drawn.
It depends on nothing else: not on the order of arrival, not on the computer, not on a random number. With the
uid in hand, ``printf '%s:%s' SEED UID | sha256sum`` tells it too.
"""

import hashlib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy

MOST = 100
"""Records of one draw: more than anybody looks through with a pen in the hand."""


@dataclass(frozen=True, slots=True)
class Lottery:
    """How many records are drawn with a seed, and of which.

    Of the shifts from ``since`` to ``until`` (operating dates, both included; None: no end there), of one
    process or of all.
    """

    seed: str
    count: int
    since: date | None = None
    until: date | None = None
    process_id: int | None = None


def lottery_faults(lottery: Lottery) -> tuple[Refusal, ...]:
    """Why nothing can be drawn: no seed, too many records or none, an end before its beginning."""
    seed = tidy(lottery.seed)
    faults = list(text_faults(seed, "seed", MAX_CODE))
    if not seed:
        faults.append(Refusal(Code.BAD_VALUE, {}, "seed", "empty"))
    if not 1 <= lottery.count <= MOST:
        limits = {"value": lottery.count, "minimum": 1, "maximum": MOST}
        faults.append(Refusal(Code.BAD_VALUE, limits, "count", "count"))
    if lottery.since is not None and lottery.until is not None and lottery.until < lottery.since:
        faults.append(Refusal(Code.BAD_INTERVAL, {}, "until", "days"))
    return tuple(faults)


def draw_key(seed: str, uid: str) -> str:
    """Where a record stands in a draw: 64 hexadecimal digits, the lowest first."""
    return hashlib.sha256(f"{seed}:{uid}".encode()).hexdigest()


def lowest(seed: str, uids: Iterable[str], count: int) -> list[str]:
    """The uids that are drawn, in the order of the draw, however many there are to draw from."""
    return [uid for _, uid in heapq.nsmallest(count, ((draw_key(seed, uid), uid) for uid in uids))]
