"""P1: one sample saved through every rule, against a raw transaction of three rows."""

from collections.abc import Iterator
from pathlib import Path

from prodsys_tui.services.samples import AddSample, add_sample
from tests.bench.harness import Outcome, in_turns
from tests.bench.plants import demonstration, lose_nothing, person
from tests.bench.reference import RawWriter

GOALS = {"FULL": 2.5, "NORMAL": 6.0}


def run(folder: Path) -> Iterator[Outcome]:
    """Login right, contract, judgement, gate, audit and journal, at both settings of SQLite."""
    for synchronous, goal in GOALS.items():
        own = folder / synchronous
        own.mkdir()
        plant, _ = demonstration(own, days=1)
        lose_nothing(plant, synchronous)
        who = person(plant, "mdzul")
        command = AddSample(2, "Ancho", "12 1/8", "T01", "2000145")
        writer = RawWriter(own / "raw.db", synchronous)
        mine, theirs = in_turns(lambda: plant.do(add_sample, who, command), writer.save)
        yield Outcome("P1", f"one sample saved, synchronous={synchronous}", mine, theirs, "ms", goal)
