"""The auditor's draw: a seeded sample of work records, each with everything that proves it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prodsys_tui.domain.evidence.draw import Lottery, draw_key, lottery_faults, lowest
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.evidence.draw_rows import record_rows
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import ensure

SCHEMA_VERSION = 1
KIND = "sorteo-de-auditoria"

_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: uids in the order of the draw, out of how many, and the journal's head then."""

    lottery: Lottery
    uids: Sequence[str]
    population: int
    head: tuple[int, str]


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What came of judging the gate of records once more, by the record's uid.

    ``faults`` are those whose proof does not hold, and why; ``fallen`` the uids of samples that opened a gate
    and were corrected since to fail. A record without an entry in either holds.
    """

    faults: Mapping[str, str] = field(default_factory=dict)
    fallen: Mapping[str, Sequence[str]] = field(default_factory=dict)


def draw_records(reads: Reads, contracts: ContractBook, lottery: Lottery) -> Drawn:
    """Draw, of everything that is recorded now.

    Raises ``Refused``: ``bad-value``, ``bad-interval``, ``not-found`` for an unknown process.
    """
    ensure(lottery_faults(lottery))
    if lottery.process_id is not None:
        contracts.of(reads, lottery.process_id)
    population = 0

    def counted() -> Iterator[str]:
        nonlocal population
        for uid in _population(reads, lottery):
            population += 1
            yield uid

    uids = lowest(tidy(lottery.seed), counted(), lottery.count)
    return Drawn(lottery, uids, population, reads.head())


def draw_document(
    reads: Reads, contracts: ContractBook, drawn: Drawn, gates: GateVerdict
) -> Mapping[str, object]:
    """The draw with everything that proves its records, ready for JSON and for paper.

    Decimals are texts, instants ISO 8601.
    """
    lottery, site = drawn.lottery, reads.site()
    records = [
        record_rows(reads, contracts, uid, gates.faults.get(uid), gates.fallen.get(uid, ()))
        for uid in drawn.uids
    ]
    return {
        "schema_version": SCHEMA_VERSION,
        "tipo": KIND,
        "sitio": {"codigo": site.code, "nombre": site.name, "zona": site.zone},
        "semilla": tidy(lottery.seed),
        "desde": None if lottery.since is None else lottery.since.isoformat(),
        "hasta": None if lottery.until is None else lottery.until.isoformat(),
        "proceso_id": lottery.process_id,
        "pedidos": lottery.count,
        "poblacion": drawn.population,
        "registro": {"origen": reads.origin(), "secuencia": drawn.head[0], "cabeza": drawn.head[1]},
        "sorteados": [
            {"lugar": place, "clave": draw_key(tidy(lottery.seed), uid), **row}
            for place, (uid, row) in enumerate(zip(drawn.uids, records, strict=True), start=1)
        ],
    }


def document_text(document: Mapping[str, object]) -> bytes:
    """A draw's document as a JSON file in UTF-8: the same draw of the same journal gives the same bytes."""
    return f"{json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1)}\n".encode()


def _population(reads: Reads, lottery: Lottery) -> Iterator[str]:
    """The uids of all records that are drawn from, page by page."""
    last = 0
    while page := reads.record_uids(
        since=lottery.since,
        until=lottery.until,
        process_id=lottery.process_id,
        after=last,
        limit=_PAGE,
    ):
        yield from (uid for _, uid in page)
        last = page[-1][0]
