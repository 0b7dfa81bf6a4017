"""People with an account: codes, PINs, and how long a wrong PIN makes one wait. Spec ``domain.md`` §7."""

import re
from datetime import timedelta
from itertools import pairwise

from prodsys_tui.domain.names import pick
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Role
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy

FREE_TRIES = 5
"""Wrong PINs in a row from which on every further try has to wait."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

_PIN = re.compile(r"[0-9]{4,8}")
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")
_BADGE = re.compile(r"[0-9A-Za-z-]{3,40}")
_UP, _DOWN, _SAME = 1, -1, 0


def pin_faults(pin: str) -> tuple[Refusal, ...]:
    """Why a PIN is refused (``weak-pin``): not 4 to 8 digits, all the same, or a run up or down."""
    weak = _PIN.fullmatch(pin) is None or _steps(pin) in ({_UP}, {_DOWN}, {_SAME})
    return (Refusal(Code.WEAK_PIN, {}, "pin"),) if weak else ()


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many wrong PINs in a row: 30 s from the fifth, doubling to 15 minutes."""
    if failures < FREE_TRIES:
        return timedelta()
    doublings = min(failures - FREE_TRIES, 10)  # far past the longest wait; keeps the number small
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def person_faults(code: str, name: str) -> tuple[Refusal, ...]:
    """Why a tidy code or name is refused: codes are 1 to 32 letters, digits and ``._-`` between them."""
    faults: list[Refusal] = []
    if _CODE.fullmatch(code) is None:
        faults.append(Refusal(Code.BAD_VALUE, {"value": code}, "code", "user-code"))
    if not name:
        faults.append(Refusal(Code.BAD_VALUE, {}, "name", "empty"))
    return (*faults, *text_faults(name, "name", 2 * MAX_CODE))


def is_badge(text: str) -> bool:
    """Whether a text can be what a scanner reads of a badge: 3 to 40 letters, digits and hyphens."""
    return _BADGE.fullmatch(text) is not None


def find_role(text: str) -> Role | Refusal:
    """The role that a typed text means, its case and accents not minded."""
    found = pick(tidy(text), Role)
    if found is None:
        return Refusal(Code.BAD_VALUE, {"value": text, "among": tuple(Role)}, "role", "role")
    return Role(found)


def _steps(pin: str) -> set[int]:
    """How each digit follows from the one before."""
    return {int(after) - int(before) for before, after in pairwise(pin)}
