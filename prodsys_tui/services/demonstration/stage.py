"""Where a shift is played aloud: every step is a transaction of its own, by a person who logged in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.board import board
from prodsys_tui.services.site.login import log_in
from prodsys_tui.services.use_case import Act

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a key of the ``demo`` texts with its parameters, what came of it, and whether it should."""

    key: str
    params: Mapping[str, object]
    held: bool
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A plant where everybody has the same PIN, and those who have logged in so far."""

    plant: Plant
    pin: str
    _people: dict[str, Person] = field(default_factory=dict)

    def log_in(self, person: str) -> None:
        """Somebody logs in with the PIN. Raises ``Refused``."""
        self._people[person] = log_in(self.plant, person, self.pin)

    def run(
        self,
        body: Callable[Concatenate[UnitOfWork, Act, P], R],
        person: str,
        _at: datetime | None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a body as somebody, who logs in first; aloud, everything happens now. Raises ``Refused``."""
        if person not in self._people:
            self.log_in(person)
        return self.plant.do(body, self._people[person], *args, **kwargs)

    def refused(self, key: str, code: Code, action: Callable[[], object], **params: object) -> Step:
        """A step that must be refused with a code and leave the journal where it was."""
        before = self._head()
        reasons = _reasons(action)
        held = code in {reason.code for reason in reasons} and self._head() == before
        return Step(key, params, held, reasons)

    def gate_open(self, process: int) -> bool:
        """Whether nothing locks a process in the open shift."""
        with self.plant.read() as reads:
            seen = board(reads, self.plant.contracts)
        return seen is not None and not any(one.blocks for one in seen.processes if one.id == process)

    def _head(self) -> tuple[int, str]:
        with self.plant.read() as reads:
            return reads.head()


def _reasons(action: Callable[[], object]) -> tuple[Refusal, ...]:
    """Why an action is refused; nothing when it is done."""
    try:
        action()
    except Refused as refused:
        return refused.reasons
    return ()
