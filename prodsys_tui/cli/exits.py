"""Exit codes: one table. Spec ``cli.md``, "Conventions"."""

from collections.abc import Iterable

from prodsys_tui.domain.refusal import Code, Refusal

DONE = 0
UNEXPECTED = 1
USAGE = 2
REFUSED = 3
GATE = 4
CONFLICT = 5
STORE = 6
FORBIDDEN = 8
MISSING = 9
INTERRUPTED = 130
"""The exit code of whoever presses Ctrl-C, by custom."""

_EXITS = {
    Code.USAGE: USAGE,
    Code.STORE_MISSING: USAGE,
    Code.STORE_NEWER: USAGE,
    Code.NOT_A_STORE: USAGE,
    Code.GATE_CLOSED: GATE,
    Code.PROCESS_IN_REVIEW: GATE,
    Code.SHIFT_ALREADY_OPEN: CONFLICT,
    Code.SHIFT_EXISTS: CONFLICT,
    Code.SHIFT_CLOSED: CONFLICT,
    Code.ORDER_EXISTS: CONFLICT,
    Code.ALREADY_EXISTS: CONFLICT,
    Code.CHANGED_MEANWHILE: CONFLICT,
    Code.STORE_EXISTS: CONFLICT,
    Code.STORE_BUSY: STORE,
    Code.STORE_FULL: STORE,
    Code.STORE_READ_ONLY: STORE,
    Code.NOT_PERMITTED: FORBIDDEN,
    Code.LOGIN_REQUIRED: FORBIDDEN,
    Code.WRONG_PIN: FORBIDDEN,
    Code.LOCKED_OUT: FORBIDDEN,
    Code.NOT_FOUND: MISSING,
}
_FIRST_OF = (FORBIDDEN, CONFLICT, GATE, REFUSED)


def exit_code(reasons: Iterable[Refusal]) -> int:
    """The exit code of a refusal; of several kinds the first of 8, 5, 4, 3, else the first reason's."""
    exits = [_EXITS.get(reason.code, REFUSED) for reason in reasons]
    return next((exit_ for exit_ in _FIRST_OF if exit_ in exits), exits[0])
