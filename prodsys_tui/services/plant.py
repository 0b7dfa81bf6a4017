"""The plant behind every way in: screens, commands and tests all hold one of these."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.quality.critical import CriticalEvent, events_of
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Clock, PinHasher, Reads, Store, UnitOfWork
from prodsys_tui.services.use_case import Act, name_of

P = ParamSpec("P")
R = TypeVar("R")


Announce = Callable[[str, Sequence[CriticalEvent]], None]
"""Tells people of events at a site (its code); it neither waits nor raises."""


class Plant:
    """A store with its clock, its contracts and catalogs, and its way to check PINs."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        hasher: PinHasher,
        catalogs: Catalogs,
        announce: Announce | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.hasher = hasher
        self.catalogs = catalogs
        self.announce = announce
        self.contracts = ContractBook()

    def read(self) -> AbstractContextManager[Reads]:
        """A reader for queries; asks for nobody (spec ``cli.md``: a read is protected by the file)."""
        return self.store.read()

    def act(self, person: Person, now: datetime | None = None) -> Act:
        """An act of a person, now or at a given instant, for bodies that share a unit of work."""
        return Act(person, now or self.clock.now(), self.contracts, self.catalogs)

    def do(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        person: Person,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run one use case as one transaction. Raises ``Refused``; then nothing was changed.

        What is critical in it is announced once it is committed.
        The person's role and state are read again inside the transaction.
        """
        with self.store.begin(person.code, name_of(body)) as uow:
            fresh = uow.person(person.code) or person
            answer = body(uow, self.act(fresh, uow.at), *args, **kwargs)
            events = () if self.announce is None else tuple(events_of(uow.written, person.code, uow.at))
            site = uow.site().code if events else ""
        if self.announce is not None and events:
            self.announce(site, events)
        return answer
