"""Clocks: the machine's, and one that stands still."""

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for rehearsals."""

    at: datetime

    def now(self) -> datetime:
        """Always the same instant."""
        return self.at
