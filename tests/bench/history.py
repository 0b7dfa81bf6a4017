"""P11: what operators ask, with five years of history behind the plant against one month."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from prodsys_tui.domain.model import BatchState, Result
from prodsys_tui.domain.quality.rejection import By
from prodsys_tui.services.batch.suspects import suspects_of
from prodsys_tui.services.control.control_chart import Wanted, control_chart
from prodsys_tui.services.control.control_open import open_violations
from prodsys_tui.services.evidence.audit_trail import AuditFilter, audit_entry, audit_page
from prodsys_tui.services.line.oee_report import oee_report
from prodsys_tui.services.line.stop_report import stop_report
from prodsys_tui.services.lineage.genealogy import find_named, genealogy, trace
from prodsys_tui.services.lineage.recall import recall
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.production.counter_chain import counter_chain
from prodsys_tui.services.production.counter_sheet import counter_sheet
from prodsys_tui.services.production.production_sheet import offered_batches, production_sheet
from prodsys_tui.services.quality.quality_report import (
    batches_behind,
    closure,
    coverage,
    dwell,
    rejection,
    samples_behind,
)
from prodsys_tui.services.quality.round_sheet import round_sheet
from prodsys_tui.services.quality.sample_sheet import sample_sheet
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.shift.board import board
from prodsys_tui.services.shift.closing import closing_faults, review_of
from prodsys_tui.services.shift.handover import handover_of, waiting_shifts
from prodsys_tui.services.shift.news import news
from prodsys_tui.services.shift.shift_sheet import shift_sheet
from prodsys_tui.services.shift.workplace import Where
from tests.bench.harness import Outcome, in_turns
from tests.bench.plants import demonstration, opened, person
from tests.bench.years import five_years

GOAL = 1.3
REPEATS = 40

Question = Callable[[Plant, Reads], object]


def _workplace(sheet: Callable[..., object], process: int, machine: str) -> Question:
    return lambda plant, reads: sheet(reads, plant.contracts, Where(process, machine))


def _suspects(_plant: Plant, reads: Reads) -> object:
    failing = (
        one.ref.uid for one in reads.samples(process_id=4, limit=10) if one.result is not Result.COMPLIES
    )
    return suspects_of(reads, next(failing))


def _newest(reads: Reads) -> str:
    return reads.batches(limit=1)[0].code


def _recall(_plant: Plant, reads: Reads) -> object:
    """Of the tapes that were made last."""
    made = reads.records(process_id=1, limit=1)[0]
    return recall(reads, made.batch.code if made.batch is not None else _newest(reads))


def _reports(days: int = 30) -> dict[str, Question]:
    """Rejections, states, coverage and dwell, from the top down to samples, batches and stays."""
    tape = {By.PROCESS: "1", By.MACHINE: "EXTPP01"}
    denier = {**tape, By.PARAMETER: "Denier"}
    return {
        "rejections by process": lambda plant, reads: rejection(reads, plant.clock.now(), days),
        "rejections of a machine by parameter": lambda plant, reads: rejection(
            reads, plant.clock.now(), days, By.PARAMETER, tape
        ),
        "rejections by turn": lambda plant, reads: rejection(reads, plant.clock.now(), days, By.TURN),
        "rejections by order": lambda plant, reads: rejection(reads, plant.clock.now(), days, By.ORDER),
        "rejected samples": lambda plant, reads: samples_behind(reads, plant.clock.now(), days, denier),
        "batches by state": lambda plant, reads: closure(reads, plant.clock.now(), days),
        "batches of a state": lambda plant, reads: batches_behind(
            reads, plant.clock.now(), days, BatchState.ACTIVE
        ),
        "coverage": lambda plant, reads: coverage(reads, plant.contracts, plant.clock.now(), days),
        "dwell": lambda plant, reads: dwell(reads, plant.contracts, plant.clock.now(), days),
    }


def _audits() -> dict[str, Question]:
    """The audit by each filter, page by page, and an entry in full."""
    day = timedelta(days=1)

    def page(**wanted: object) -> Question:
        return lambda _plant, reads: audit_page(reads, AuditFilter(**wanted))  # type: ignore[arg-type]

    def of_days(plant: Plant, reads: Reads) -> object:
        now = plant.clock.now()
        return audit_page(reads, AuditFilter(entity="Lote", since=now - 7 * day, until=now - 3 * day))

    return {
        "audit": page(),
        "audit of a person": page(person="rperez"),
        "audit of an entity": page(entity="Lote"),
        "audit of an action": page(action="STATUS_CHANGE"),
        "audit of some days": of_days,
        # One entry: in the copied history a thing has as many as there are months.
        "audit of a code": lambda _plant, reads: audit_page(reads, AuditFilter(code=_newest(reads)), None, 1),
        "audit entry": lambda _plant, reads: audit_entry(reads, reads.audit(limit=1)[0].id),
        "audit entities": lambda _plant, reads: reads.audit_entities(),
    }


QUESTIONS: dict[str, Question] = {
    "board": lambda plant, reads: board(reads, plant.contracts),
    "sample sheet": _workplace(sample_sheet, 3, "LAM01"),
    "production sheet": _workplace(production_sheet, 2, "T05"),
    "counters of the looms": _workplace(counter_sheet, 2, "T05"),
    "round of the looms": lambda plant, reads: round_sheet(
        reads, plant.contracts, Where(2, None), None, plant.clock.now()
    ),
    "batches offered": lambda plant, reads: offered_batches(reads, plant.contracts, 2),
    "what closing asks": lambda plant, reads: closing_faults(reads, plant.contracts),
    "review": lambda _plant, reads: review_of(reads, reads.shifts(limit=2)[1].ref.id),
    "handover": lambda plant, reads: handover_of(reads, plant.contracts, plant.clock.now()),
    "what waits": lambda plant, reads: waiting_shifts(reads, plant.clock.now()),
    "news": lambda plant, reads: news(reads, plant.clock.now(), "svera"),
    "counter chain": lambda _plant, reads: counter_chain(reads, "T05"),
    "suspect window": _suspects,
    "trace of a batch": lambda _plant, reads: trace(reads, _newest(reads)),
    "genealogy of a batch": lambda _plant, reads: genealogy(reads, _newest(reads)),
    "search by a code": lambda _plant, reads: find_named(reads, _newest(reads)),
    "recall list": _recall,
    "recall drills": lambda _plant, reads: reads.drills(),
    "list of batches": lambda _plant, reads: reads.batches(),
    "list of shifts": lambda _plant, reads: reads.shifts(),
    "list of orders": lambda _plant, reads: reads.orders(limit=10),
    "list of samples": lambda _plant, reads: reads.samples(process_id=2),
    "list of records": lambda _plant, reads: reads.records(process_id=2),
    **_audits(),
    "stops of a week": lambda plant, reads: stop_report(reads, plant.contracts, plant.clock.now(), 7),
    "OEE of a week": lambda plant, reads: oee_report(reads, plant.contracts, plant.clock.now(), 7),
    **_reports(),
    "control chart of a loom": lambda plant, reads: control_chart(
        reads, plant.contracts, plant.clock.now(), Wanted(2, "Ancho", "T05", days=7)
    ),
    "control chart of all looms": lambda plant, reads: control_chart(
        reads, plant.contracts, plant.clock.now(), Wanted(2, "Ancho", days=7)
    ),
    "violations without a cause": lambda plant, reads: open_violations(
        reads, plant.contracts, plant.clock.now(), 2, 7
    ),
    "sheet of the shift": lambda plant, reads: shift_sheet(reads, plant.contracts),
}


def run(folder: Path) -> Iterator[Outcome]:
    """Every question, and a sample saved, on the same month with and without what came before it."""
    month, path = demonstration(folder, days=30)
    years = opened(five_years(path, folder / "years.db"))
    for name, question in QUESTIONS.items():
        mine, theirs = in_turns(_asked(years, question), _asked(month, question), REPEATS)
        yield Outcome("P11", name, mine, theirs, "ms", GOAL)
    mine, theirs = in_turns(_saved(years), _saved(month), REPEATS)
    yield Outcome("P11", "one sample saved", mine, theirs, "ms", GOAL)


def _asked(plant: Plant, question: Question) -> Callable[[], object]:
    def ask() -> object:
        with plant.read() as reads:
            return question(plant, reads)

    return ask


def _saved(plant: Plant) -> Callable[[], object]:
    who = person(plant, "mdzul")
    looms = cycle(AddSample(2, "Ancho", "12 1/8", machine, "2000145") for machine in ("T01", "T02", "T03"))
    return lambda: plant.do(add_sample, who, next(looms))
