"""Measuring two ways of doing the same in turns, so that a noisy machine is noisy for both."""

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the table. ``at_most`` tells whether the ratio must stay below the goal or above it."""

    name: str
    what: str
    ours: float
    reference: float
    unit: str
    goal: float
    at_most: bool = True

    @property
    def ratio(self) -> float:
        """Ours divided by the reference."""
        return self.ours / self.reference

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal

    def as_json(self) -> dict[str, object]:
        """The line as JSON keys."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "ok": self.ok}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    begin = perf_counter()
    work()
    return (perf_counter() - begin) * 1000


def in_turns(
    ours: Callable[[], object], reference: Callable[[], object], repeats: int = 300
) -> tuple[float, float]:
    """The medians in milliseconds of both, taken in turns after a warm-up, without garbage collection."""
    for _ in range(repeats // 10):
        ours()
        reference()
    mine: list[float] = []
    theirs: list[float] = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeats):
            mine.append(timed(ours))
            theirs.append(timed(reference))
    finally:
        gc.enable()
    return median(mine), median(theirs)
