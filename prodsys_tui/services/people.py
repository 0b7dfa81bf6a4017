"""People with an account: adding, locking, PINs. Spec ``domain.md`` §7."""

from prodsys_tui.domain.model import Person, PersonState
from prodsys_tui.domain.people import find_role, person_faults, pin_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, Role
from prodsys_tui.domain.words import reason_faults, tidy
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

    Codes are kept in small letters. Raises ``Refused`` with every reason.
    """
    wanted, called = tidy(code).casefold(), tidy(name)
    faults = Faults()
    faults.add(person_faults(wanted, called))
    known = find_role(role)
    faults.keep(known)
    faults.add(pin_faults(pin))
    if uow.person(wanted) is not None:
        faults.add((Refusal(Code.ALREADY_EXISTS, {"user": wanted}, "code", "user"),))
    ensure(faults.all)
    person = uow.add(Person(code=wanted, name=called, role=found(known)))
    uow.set_pin(person, hasher.hash(pin))
    return person


@use_case("user-pin", Right.USERS, Right.ASSIGN_SELF)
def change_pin(uow: UnitOfWork, act: Act, code: str, pin: str, hasher: PinHasher) -> Person:
    """Change a person's PIN: one's own, or anybody's by whoever keeps the accounts.

    The audit has who changed whose; the PIN and its hash stay out of it.
    """
    person = found(person_of(uow, code))
    faults = () if person.code == act.person.code else act.lacks(Right.USERS)
    ensure((*faults, *pin_faults(pin)))
    uow.set_pin(person, hasher.hash(pin))
    uow.set_login_delay(person.code, _NO_DELAY)
    return uow.change(person, pin_changes=person.pin_changes + 1)


@use_case("user-lock", Right.USERS)
def lock_user(uow: UnitOfWork, _act: Act, code: str, reason: str) -> Person:
    """Lock an account, for a reason; the last active administrator stays (``last-admin``)."""
    person = found(person_of(uow, code))
    because = tidy(reason)
    ensure((*_step_faults(person, PersonState.LOCKED), *reason_faults(because)))
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
    uow.set_login_delay(person.code, _NO_DELAY)
    return uow.change(person, state=PersonState.ACTIVE)


def _step_faults(person: Person, after: PersonState) -> tuple[Refusal, ...]:
    if person.state is not after:
        return ()
    params = {"before": person.state.value, "after": after.value}
    return (Refusal(Code.TRANSITION_NOT_ALLOWED, params, "code"),)


def _is_admin(person: Person) -> bool:
    return person.role is Role.ADMIN and person.state is PersonState.ACTIVE
