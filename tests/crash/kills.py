"""Programs that are killed in the middle of their work, one after the other."""

import os
import random
import signal
from pathlib import Path

from tests.crash import judge, work
from tests.crash.judge import Tally
from tests.crash.writers import processes
from tests.services.shop import HandClock

LONGEST = 0.03
"""Seconds that a program lives after its first save."""

VERIFY = 10
REPLAY = 50


def kill(path: Path, kills: int, seed: int) -> Tally:
    """Kill programs that work in a store, and look at what is left after each.

    What was acknowledged and is not there is counted. Raises ``AssertionError`` when the store is not whole.
    """
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - moments, not secrets
    for number in range(1, kills + 1):
        before = judge.kept(path)
        said = _killed_after(path, chance.uniform(0, LONGEST))
        lost = len(said) - judge.there(path, said)
        assert len(said) <= judge.kept(path) - before + lost <= len(said) + 1, (seed, tally)
        tally = Tally(number, tally.acknowledged + len(said), tally.lost + lost)
        if number % VERIFY == 0:
            assert judge.halves(path) == 0, (seed, tally)
            assert judge.is_whole(path, replay=number % REPLAY == 0), (seed, tally)
    return tally


def _killed_after(path: Path, seconds: float) -> list[str]:
    """Let a program work until it is killed; what it said was saved."""
    heard, told = processes.Pipe(duplex=False)

    def works() -> None:
        plant = work.plant_at(path, HandClock())
        for uid in work.saves(plant, work.person(plant)):
            told.send(uid)

    program = processes.Process(target=works)
    program.start()
    told.close()
    said = [heard.recv()]
    program.join(seconds)
    assert program.pid is not None
    os.kill(program.pid, signal.SIGKILL)
    program.join()
    assert program.exitcode == -signal.SIGKILL
    try:
        while True:
            said.append(heard.recv())
    except EOFError:
        heard.close()
        return said
