"""P12: four processes that save samples at once, against four raw writers."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from prodsys_tui.services.samples import AddSample, add_sample
from tests.bench.harness import Outcome
from tests.bench.plants import demonstration, opened, person
from tests.bench.reference import RawWriter, copied

WRITERS = 4
SAVES = 150
GOAL = 0.5


def run(folder: Path) -> Iterator[Outcome]:
    """Saves a second of all writers together; a failed save fails the benchmark."""
    _, store = demonstration(folder)
    raw = copied(store, folder / "raw.db")
    ours = _together("ours", store)
    reference = _together("raw", raw)
    yield Outcome(
        "P12", f"{WRITERS} writing processes, 0 failed", ours, reference, "saves/s", GOAL, at_most=False
    )


def _together(kind: str, path: Path) -> float:
    """Saves a second of writers that start together. Raises when one of them failed."""
    command = [sys.executable, "-m", "tests.bench.writers", kind, str(path)]
    writers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(WRITERS)
    ]
    for writer in writers:
        _line(writer)  # it has opened the store
    begin = perf_counter()
    for writer in writers:
        writer.communicate("go\n")
    took = perf_counter() - begin
    if any(writer.returncode for writer in writers):
        raise RuntimeError("a writer failed")
    return WRITERS * SAVES / took


def _line(writer: subprocess.Popen[str]) -> str:
    if writer.stdout is None:
        raise RuntimeError("a writer has no output")
    return writer.stdout.readline()


def write(kind: str, path: Path) -> None:
    """One writer: opens, says so, waits for the word and saves."""
    if kind == "raw":
        save = RawWriter(path).save
    else:
        plant = opened(path)
        who = person(plant, "mdzul")
        command = AddSample(2, "Ancho", "12 1/8", "T01", "2000145")

        def save() -> None:
            plant.do(add_sample, who, command)

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for _ in range(SAVES):
        save()


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
