"""One use case = one function = one transaction.

A body takes an open unit of work and an ``Act`` (who, when, under which rules), so that a file of
samples or a shift of history can be many bodies in one transaction. ``use_case`` gives it its name and
the rights of which one lets a person begin it (checked at every call, however it is reached) and keeps
it in ``USE_CASES``, the one table that is tested role by role.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from prodsys_tui.domain.model import Person, PersonState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.refused import ensure

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when (UTC), and the contracts and catalogs in force."""

    person: Person
    now: datetime
    contracts: ContractBook
    catalogs: Catalogs

    def may(self, *rights: Right) -> bool:
        """Whether the person's account is active and holds one of the rights, if any are named."""
        person = self.person
        if person.state is not PersonState.ACTIVE:
            return False
        return not rights or any(may(person.role, right) for right in rights)

    def lacks(self, *rights: Right) -> tuple[Refusal, ...]:
        """The refusal (``not-permitted``) of a person who holds none of the rights."""
        if self.may(*rights):
            return ()
        person = self.person
        params = {"person": person.code, "role": person.role.value, "right": ", ".join(rights)}
        return (Refusal(Code.NOT_PERMITTED, params),)

    def need(self, *rights: Right) -> None:
        """Raise ``Refused`` (``not-permitted``) unless the person holds one of the rights."""
        ensure(self.lacks(*rights))


def signed_by(uow: UnitOfWork, act: Act, signer: Person | None, right: Right) -> Act:
    """The act under the signature of a second person, whose PIN was checked; without one, of who acts.

    Raises ``Refused`` (``not-permitted``) unless who signs holds the right.
    """
    person = act.person if signer is None else uow.person(signer.code) or signer
    signed = replace(act, person=person)
    signed.need(right)
    return signed


@dataclass(frozen=True, slots=True)
class UseCase:
    """A registered use case: its stable name and the rights of which one is enough to begin it."""

    name: str
    rights: tuple[Right, ...]


USE_CASES: dict[str, UseCase] = {}

Body = Callable[Concatenate[UnitOfWork, Act, P], R]


def use_case(name: str, *rights: Right) -> Callable[[Body[P, R]], Body[P, R]]:
    """Register a body under a name; who holds none of the rights is refused before it runs.

    Without rights it is open to everybody with an active account.
    """

    def register(body: Body[P, R]) -> Body[P, R]:
        USE_CASES[name] = UseCase(name, rights)

        @wraps(body)
        def checked(uow: UnitOfWork, act: Act, /, *args: P.args, **kwargs: P.kwargs) -> R:
            act.need(*rights)
            return body(uow, act, *args, **kwargs)

        checked.__dict__["use_case"] = name
        return checked

    return register


def name_of(body: Callable[..., object]) -> str:
    """The name under which a body was registered."""
    name: str = body.__dict__["use_case"]
    return name
