"""Queries: the site, its people, contracts, machines and orders."""

from collections.abc import Sequence
from typing import Protocol

from prodsys_tui.domain.model import (
    ContractVersion,
    Machine,
    Order,
    OrderState,
    Person,
    Ref,
    Site,
)
from prodsys_tui.services.rows import LoginDelay


class PlantReads(Protocol):
    """The site, its people, contracts, machines and orders."""

    def site(self) -> Site:
        """The site that this store belongs to."""
        ...

    def person(self, code: str) -> Person | None:
        """A person by code (case-folded)."""
        ...

    def people(self) -> Sequence[Person]:
        """Everybody with an account, by code."""
        ...

    def pin_hash(self, code: str) -> str | None:
        """The stored hash of a person's PIN."""
        ...

    def login_delay(self, code: str) -> LoginDelay:
        """The failures in a row of a code, known or not."""
        ...

    def contract_version(self, process_id: int) -> ContractVersion | None:
        """The contract in force of a process."""
        ...

    def newest_contract(self) -> str | None:
        """The uid of the contract version that was applied last, whatever its process."""
        ...

    def contract_versions(self) -> Sequence[ContractVersion]:
        """The contracts in force, by process."""
        ...

    def contract_history(self, process_id: int) -> Sequence[ContractVersion]:
        """Every version that a process's contract ever had, in the order in which they were applied."""
        ...

    def machine(self, code: str) -> Machine | None:
        """A machine by code (case-folded)."""
        ...

    def machines(self) -> Sequence[Machine]:
        """All machines, by code."""
        ...

    def order(self, code: str) -> Order | None:
        """An order by code."""
        ...

    def last_emergency_order(self) -> str | None:
        """The highest code of an emergency order, None when there never was one."""
        ...

    def orders(
        self,
        *,
        process_id: int | None = None,
        states: Sequence[OrderState] = (),
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[Order]:
        """Orders, newest first; all states when none is named."""
        ...

    def retired_machines(self) -> frozenset[str]:
        """The codes of the machines that are used no more."""
        ...
