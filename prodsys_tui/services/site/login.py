"""Who somebody is: user and PIN, with a wait that grows after wrong ones. Spec ``domain.md`` §7.

The PIN is checked before any lock is taken, and an unknown user is answered exactly like a wrong PIN.
"""

from datetime import datetime

from prodsys_tui.domain.model import Person, PersonState
from prodsys_tui.domain.people import wait_after
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.rows import LoginDelay
from prodsys_tui.services.use_case import Act, use_case

_NOBODY = "?"
"""Who is named by the audit when an unknown code was tried too often: a code may be a mistyped PIN."""


def log_in(plant: Plant, code: str, pin: str) -> Person:
    """The person of a user code, or of what was scanned of a badge, and a PIN.

    Raises ``Refused``: ``wrong-pin`` (also for an unknown user), ``locked-out`` while one has to wait or
    when the account is locked.
    """
    now = plant.clock.now()
    with plant.read() as reads:
        typed = user_of(reads, code)
        person, kept, delay = reads.person(typed), reads.pin_hash(typed), reads.login_delay(typed)
    _wait(delay, now)
    if not plant.hasher.matches(kept, pin) or person is None:
        _failed(plant, typed, person, now)
        raise refuse(Code.WRONG_PIN, "pin")
    if delay.failures:
        _forgive(plant, person, now)
    if person.state is not PersonState.ACTIVE:
        raise refuse(Code.LOCKED_OUT, "user", "account", user=person.code)
    return person


def user_of(reads: Reads, code: str) -> str:
    """The user that a scanned badge stands for, else the code itself: a badge identifies, the PIN signs."""
    person = reads.person_of_badge(tidy(code))
    return tidy(code).casefold() if person is None else person.code


def sign(plant: Plant, code: str, pin: str, right: Right) -> Person:
    """The person who signs with a PIN, who must hold a right (``not-permitted``); else as ``log_in``."""
    person = log_in(plant, code, pin)
    plant.act(person).need(right)
    return person


@use_case("session")
def record_session(_uow: UnitOfWork, _act: Act) -> None:
    """Leave the audit entry of a screen session; the use case itself is what is kept."""


def _wait(delay: LoginDelay, now: datetime) -> None:
    if delay.until is not None and delay.until > now:
        seconds = -int(-(delay.until - now).total_seconds() // 1)
        raise refuse(Code.LOCKED_OUT, "pin", seconds=seconds, until=delay.until)


def _failed(plant: Plant, code: str, person: Person | None, now: datetime) -> None:
    """Count a wrong PIN. The one that makes somebody wait leaves an audit entry."""
    with plant.read() as reads:
        locks_out = bool(wait_after(reads.login_delay(code).failures + 1))
    actor = person.code if person is not None else _NOBODY
    with plant.store.begin(actor, "lock-out" if locks_out else "login-failed", now) as uow:
        failures = uow.login_delay(code).failures + 1
        wait = wait_after(failures)
        uow.set_login_delay(code, LoginDelay(failures, now + wait if wait else None))


def _forgive(plant: Plant, person: Person, now: datetime) -> None:
    """Start counting anew, unless somebody else's wrong tries made this one wait meanwhile."""
    with plant.store.begin(person.code, "login", now) as uow:
        _wait(uow.login_delay(person.code), now)
        uow.set_login_delay(person.code, LoginDelay(0, None))
