"""P15: verifying a journal with its audit trail, against hashing the same bytes in a loop."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path

from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.store.sqlstore import SqlStore
from prodsys_tui.store.verify import verify
from tests.bench.harness import Outcome, in_turns
from tests.bench.plants import demonstration, person
from tests.bench.reference import connect
from tests.bench.sample import LOOMS

SAVES = 2000
REPEATS = 30
GOAL = 0.5

_ENTRIES = "SELECT prev_hash, body, hash FROM journal ORDER BY origin, seq"
_AUDIT = "SELECT usuario, valor_anterior, valor_nuevo, motivo_cambio FROM auditoria ORDER BY id"


def run(folder: Path) -> Iterator[Outcome]:
    """Megabytes a second: of a history of whole shifts in few large entries, then of samples one by one."""
    plant, path = demonstration(folder)
    store = plant.store
    if not isinstance(store, SqlStore):
        raise TypeError(store)
    yield _measured("a history of seven days, journal and audit", store, path)
    who = person(plant, "mdzul")
    for machine, order, value in islice(cycle(LOOMS), SAVES):
        plant.do(add_sample, who, AddSample(2, "Ancho", value, machine, order))
    yield _measured(f"and {SAVES} samples saved alone", store, path)


def _measured(what: str, store: SqlStore, path: Path) -> Outcome:
    raw = connect(path, "FULL")
    read = 0

    def hashes() -> None:
        nonlocal read
        read = 0
        for before, body, own in raw.execute(_ENTRIES):
            if sha256(before.encode() + body).hexdigest() != own:
                raise ValueError(own)
            read += len(body)
        for row in raw.execute(_AUDIT):
            told = "".join(filter(None, row)).encode()
            sha256(told).hexdigest()
            read += len(told)

    def verifies() -> None:
        found = verify(store)
        if not found.verified:
            raise ValueError(found)

    ours, theirs = in_turns(verifies, hashes, REPEATS)
    raw.close()
    megabytes = read / 1e6
    return Outcome(
        "P15", what, megabytes / ours * 1000, megabytes / theirs * 1000, "MB/s", GOAL, at_most=False
    )
