"""Short lists of the plant that are no process's own. Spec ``process-catalogs.md``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.names import pick


@dataclass(frozen=True, slots=True)
class DeviationCatalog:
    """How a deviation may be settled once it was measured again: by a cause and an action."""

    causes: tuple[str, ...]
    actions: tuple[str, ...]

    def cause(self, text: str) -> str | None:
        """The cause that a typed text means, as the list spells it."""
        return pick(text, self.causes)

    def action(self, text: str) -> str | None:
        """The action that a typed text means, as the list spells it."""
        return pick(text, self.actions)


@dataclass(frozen=True, slots=True)
class StopCatalog:
    """The names of the groups of stops, and the reasons for a stop without a closer one, by group."""

    names: Mapping[str, str]
    reasons: Mapping[str, tuple[str, ...]]

    def of(self, contract: ProcessContract) -> Mapping[str, tuple[str, ...]]:
        """All the reasons that a process may give, by group: its own, then the general ones."""
        return {
            group: tuple(dict.fromkeys((*contract.stop_reasons.get(group, ()), *general)))
            for group, general in self.reasons.items()
        }

    def find(self, contract: ProcessContract, text: str) -> tuple[str, str] | None:
        """The group and reason that a typed text means in a process; its own reasons come first.

        The text is a reason, or a group (its key or its name) and a reason with ``/`` between.
        """
        for reasons in (contract.stop_reasons, self.reasons):
            for group, entries in reasons.items():
                found = pick(text, entries)
                if found is not None:
                    return group, found
        named, slash, rest = text.partition("/")
        groups = {spelled: key for key, name in self.names.items() for spelled in (key, name)}
        spelling = pick(named, groups) if slash else None
        if spelling is None:
            return None
        chosen = groups[spelling]
        reason = pick(rest, self.of(contract)[chosen])
        return None if reason is None else (chosen, reason)

    def typed(self, contract: ProcessContract, group: str, reason: str) -> str:
        """What somebody types for a reason of a group: the reason, with its group where that is ambiguous."""
        return reason if self.find(contract, reason) == (group, reason) else f"{group}/{reason}"


class PropertyKind(StrEnum):
    """What the value of an order property is."""

    FLAG = "flag"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class OrderProperty:
    """Something an order says besides nominals: ``con_fuelle``, ``microperforado``, ``ancho_liner``."""

    name: str
    kind: PropertyKind
    unit: str = ""
