"""P1: one sample saved through every rule, against a raw transaction of three rows."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from prodsys_tui.services.quality.samples import AddSample, add_sample
from tests.bench.harness import Outcome, in_turns
from tests.bench.plants import demonstration, person, synchronise
from tests.bench.reference import RawWriter, copied

LOOMS = (
    ("T01", "2000145", "12 1/8"),
    ("T02", "2000145", "12 1/8"),
    ("T03", "2000145", "12 1/8"),
    ("T05", "2000145", "12 1/8"),
    ("T08", "2000146", "18 1/2"),
    ("T11", "2000146", "18 1/2"),
)
GOALS = {"FULL": 2.5, "NORMAL": 6.0}


def run(folder: Path) -> Iterator[Outcome]:
    """Login right, contract, judgement, gate, audit and journal, at both settings of SQLite."""
    for synchronous, goal in GOALS.items():
        yield _saved(folder / synchronous, synchronous, goal)


def _saved(folder: Path, synchronous: str, goal: float) -> Outcome:
    """Samples of the running looms in turn, as a round goes, so that no loom gets what no shift has."""
    folder.mkdir()
    plant, path = demonstration(folder)
    synchronise(plant, synchronous)
    who = person(plant, "mdzul")
    looms = cycle(AddSample(2, "Ancho", value, machine, order) for machine, order, value in LOOMS)
    writer = RawWriter(copied(path, folder / "raw.db"), synchronous)
    mine, theirs = in_turns(lambda: plant.do(add_sample, who, next(looms)), writer.save)
    return Outcome("P1", f"one sample saved, synchronous={synchronous}", mine, theirs, "ms", goal)
