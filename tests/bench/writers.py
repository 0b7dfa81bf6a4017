"""P12: four processes that save samples at once, against four raw writers."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO

from prodsys_tui.services.quality.samples import AddSample, add_sample
from tests.bench.harness import Outcome
from tests.bench.plants import demonstration, opened, person
from tests.bench.reference import RawWriter, copied
from tests.bench.sample import LOOMS

WRITERS = 4
SAVES = 150
ROUNDS = 9
GOAL = 0.5


def run(folder: Path) -> Iterator[Outcome]:
    """Saves a second of all writers together, in turns, each time on a fresh copy of the same store.

    A failed save fails the benchmark.
    """
    _, store = demonstration(folder)
    measured: dict[str, list[float]] = {"ours": [], "raw": []}
    for number in range(ROUNDS):
        for kind, found in measured.items():
            found.append(_together(kind, copied(store, folder / f"{kind}-{number}.db")))
    yield Outcome(
        "P12",
        f"{WRITERS} writing processes, 0 failed",
        median(measured["ours"]),
        median(measured["raw"]),
        "saves/s",
        GOAL,
        at_most=False,
    )


def _together(kind: str, path: Path) -> float:
    """Saves a second of writers that start together. Raises when one of them failed."""
    command = [sys.executable, "-m", "tests.bench.writers", kind, str(path)]
    writers = [
        subprocess.Popen([*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(WRITERS)
    ]
    for writer in writers:
        _pipe(writer.stdout).readline()  # it is warm
    begin = perf_counter()
    for writer in writers:
        _pipe(writer.stdin).write("go\n")
        _pipe(writer.stdin).flush()
    failed = [writer.wait() for writer in writers]
    took = perf_counter() - begin
    for writer in writers:
        writer.communicate()
    if any(failed):
        raise RuntimeError("a writer failed")
    return WRITERS * SAVES / took


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise RuntimeError("a writer has no pipe")
    return stream


def write(kind: str, path: Path, number: int) -> None:
    """One writer: opens, saves once to be warm, says so, waits for the word and saves.

    Samples go to one loom after another.
    """
    if kind == "raw":
        save = RawWriter(path).save
    else:
        plant = opened(path)
        who = person(plant, "mdzul")
        looms = [AddSample(2, "Ancho", value, machine, order) for machine, order, value in LOOMS]
        commands = cycle(looms[number:] + looms[:number])

        def save() -> None:
            plant.do(add_sample, who, next(commands))

    save()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for _ in range(SAVES):
        save()


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
