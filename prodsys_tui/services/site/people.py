"""People with an account: adding, locking, PINs. Spec ``domain.md`` §7."""

from prodsys_tui.domain.model import Person, PersonState
from prodsys_tui.domain.people import find_role, is_badge, person_faults, pin_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, Role
from prodsys_tui.domain.words import MAX_CODE, reason_faults, tidy
from prodsys_tui.services.places import Faults, found, person_of
from prodsys_tui.services.ports import PinHasher, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.rows import LoginDelay
from prodsys_tui.services.use_case import Act, use_case

_NO_DELAY = LoginDelay(0, None)


@use_case("user-add", Right.USERS)
def add_user(
    uow: UnitOfWork, _act: Act, code: str, name: str, role: Role | str, pin: str, hasher: PinHasher
) -> Person:
    """Give a person an account with a role (its name in words is taken too) and a PIN.

    Codes are kept in small letters. Somebody who was crew alone gets an account so. Raises ``Refused``
    with every reason.
    """
    wanted, called = tidy(code).casefold(), tidy(name)
    faults = Faults()
    faults.add(person_faults(wanted, called))
    known = find_role(role)
    faults.keep(known)
    faults.add(pin_faults(pin))
    before = uow.person(wanted)
    if before is not None and before.state is not PersonState.WITHOUT_ACCOUNT:
        faults.add((Refusal(Code.ALREADY_EXISTS, {"user": wanted}, "code", "user"),))
    ensure(faults.all)
    if before is None:
        person = uow.add(Person(code=wanted, name=called, role=found(known)))
    else:
        person = uow.change(before, name=called, role=found(known), state=PersonState.ACTIVE)
    uow.set_pin(person, hasher.hash(pin))
    return person


@use_case("user-add-crew", Right.USERS)
def add_crew_person(uow: UnitOfWork, _act: Act, code: str, name: str) -> Person:
    """Note somebody who works in a crew without an account: no PIN, so neither login nor signature.

    Raises ``Refused`` with every reason.
    """
    wanted, called = tidy(code).casefold(), tidy(name)
    known = uow.person(wanted) is not None
    faults = (Refusal(Code.ALREADY_EXISTS, {"user": wanted}, "code", "user"),) if known else ()
    ensure((*person_faults(wanted, called), *faults))
    state = PersonState.WITHOUT_ACCOUNT
    return uow.add(Person(code=wanted, name=called, role=Role.OPERATOR, state=state))


@use_case("user-badge", Right.USERS)
def set_badge(uow: UnitOfWork, _act: Act, code: str, badge: str | None) -> Person:
    """Give a person a badge, or (None) take it away: a scan of it tells who logs in, the PIN is still asked.

    Raises ``Refused``: ``not-found``, ``bad-value``, ``already-exists``.
    """
    person, wanted = found(person_of(uow, code)), tidy(badge)
    if not wanted:
        return uow.change(person, badge=None)
    holder = uow.person_of_badge(wanted)
    faults = Faults()
    if not is_badge(wanted) or uow.person(wanted) is not None:
        faults.add((Refusal(Code.BAD_VALUE, {"value": wanted[:MAX_CODE]}, "badge", "badge"),))
    if holder is not None and holder.code != person.code:
        faults.add((Refusal(Code.ALREADY_EXISTS, {"user": holder.code}, "badge", "badge"),))
    ensure(faults.all)
    return uow.change(person, badge=wanted)


@use_case("user-pin", Right.USERS, Right.ASSIGN_SELF)
def change_pin(uow: UnitOfWork, act: Act, code: str, pin: str, hasher: PinHasher) -> Person:
    """Change a person's PIN: one's own, or anybody's by whoever keeps the accounts.

    The audit has who changed whose; the PIN and its hash stay out of it.
    """
    person = found(person_of(uow, code))
    faults = () if person.code == act.person.code else act.lacks(Right.USERS)
    ensure((*faults, *_account_faults(person), *pin_faults(pin)))
    uow.set_pin(person, hasher.hash(pin))
    uow.set_login_delay(person.code, _NO_DELAY)
    return uow.change(person, pin_changes=person.pin_changes + 1)


@use_case("user-lock", Right.USERS)
def lock_user(uow: UnitOfWork, _act: Act, code: str, reason: str) -> Person:
    """Lock an account, for a reason; the last active administrator stays (``last-admin``)."""
    person = found(person_of(uow, code))
    because = tidy(reason)
    ensure((*_account_faults(person), *_step_faults(person, PersonState.LOCKED), *reason_faults(because)))
    if person.role is Role.ADMIN and not any(_is_admin(one) and one != person for one in uow.people()):
        raise refuse(Code.LAST_ADMIN, "code", user=person.code)
    uow.because(because)
    return uow.change(person, state=PersonState.LOCKED)


@use_case("user-unlock", Right.USERS)
def unlock_user(uow: UnitOfWork, _act: Act, code: str) -> Person:
    """Unlock an account, and end the wait after wrong PINs.

    An account that is not locked only loses its wait.
    """
    person = found(person_of(uow, code))
    ensure(_account_faults(person))
    uow.set_login_delay(person.code, _NO_DELAY)
    return uow.change(person, state=PersonState.ACTIVE)


def _step_faults(person: Person, after: PersonState) -> tuple[Refusal, ...]:
    if person.state is not after:
        return ()
    params = {"before": person.state.value, "after": after.value}
    return (Refusal(Code.TRANSITION_NOT_ALLOWED, params, "code"),)


def _account_faults(person: Person) -> tuple[Refusal, ...]:
    """Why there is nothing to lock or to give a PIN to: crew without an account."""
    if person.state is not PersonState.WITHOUT_ACCOUNT:
        return ()
    return (Refusal(Code.TRANSITION_NOT_ALLOWED, {"user": person.code}, "code", "no-account"),)


def _is_admin(person: Person) -> bool:
    return person.role is Role.ADMIN and person.state is PersonState.ACTIVE
