"""What the list of batches shows: its rows, and what stands below of the one under the cursor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Batch, BatchState, Hold
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.batch_words import MARK, codes_told, part_told, state_sign
from prodsys_tui.services.batch.batch_pages import BatchLine, BatchPage
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.reads.batch_list import BatchBrief
from prodsys_tui.text.age import short_age
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (
    *(Column(1), Column(12), Column(), Column(8), Column(11)),
    *(Column(8, "right"), Column(12), Column(6, "right")),
)
"""Its mark, code, product, date and turn, process, quantity, state with the parts that are held, its age."""

VIEWS: Mapping[str, tuple[BatchState, ...]] = {
    "all": (),
    "active": (BatchState.ACTIVE,),
    "held": (BatchState.HELD,),
    "closed": (BatchState.CLOSED,),
}
"""What F6 turns through, by name: the states that are shown, all of them where none is named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The list as it was read, and by when ages are counted."""

    page: BatchPage
    now: datetime
    contracts: Mapping[int, ProcessContract]
    machines: tuple[str, ...]

    def line(self, code: str | None) -> BatchLine | None:
        """The row of a batch."""
        return next((each for each in self.page.lines if each.batch.code == code), None)

    def amount(self, line: BatchLine) -> SafeText:
        """How much was made of a batch, with its unit."""
        contract = self.contracts.get(line.figures.process_id)
        return safe(f"{show_number(line.figures.quantity)} {contract.unit if contract else ''}".rstrip())

    def process(self, line: BatchLine) -> SafeText:
        """The name of the process that made a batch."""
        contract = self.contracts.get(line.figures.process_id)
        return safe(contract.name if contract else line.figures.process_id)


@dataclass(frozen=True, slots=True)
class Below:
    """One batch in more words: where it came from and went, and the holds of it that last."""

    batch: Batch
    brief: BatchBrief
    holds: Sequence[Hold]


def read_shown(plant: Plant, read: Callable[[Reads], BatchPage]) -> Shown:
    """Read a page, with what is needed to show it."""
    with plant.read() as reads:
        return Shown(
            read(reads),
            plant.clock.now(),
            {each.contract.id: each.contract for each in plant.contracts.all(reads)},
            tuple(machine.code for machine in reads.machines()),
        )


def read_below(plant: Plant, batch: Batch) -> Below:
    """Read one batch in more words."""
    with plant.read() as reads:
        return Below(batch, reads.batch_brief(batch.ref), reads.open_holds((batch.ref,)))


def heading(say: Texts) -> Row:
    """The names of the columns."""
    names = ("code", "product", "made", "process", "quantity", "state", "age")
    named = (Cell(say(f"batches.column.{name}"), "head") for name in names)
    return Row("", (Cell(safe("")), *named))


def batch_row(line: BatchLine, shown: Shown, say: Texts, *, marked: bool) -> Row:
    """A batch by its code."""
    batch, figures = line.batch, line.figures
    state, meaning = state_words(line, say)
    return Row(
        batch.code,
        (
            Cell(safe(MARK if marked else ""), "waiting"),
            Cell(safe(batch.code), "strong"),
            Cell(safe(figures.product)),
            Cell(safe(f"{batch.produced_on:%d/%m} {figures.turn}")),
            Cell(shown.process(line)),
            Cell(safe(show_number(line.figures.quantity)), "strong"),
            Cell(state, meaning),
            Cell(short_age(shown.now - (batch.changed_at or batch.recorded_at), say)),
        ),
    )


def state_words(line: BatchLine, say: Texts) -> tuple[SafeText, str]:
    """A batch's state as sign and word, with how many parts of it are held, and its colour pair."""
    words, meaning = state_sign(line.batch.state)
    if not line.figures.parts:
        return words, meaning
    return joined((words, say("batches.parts-short", count=line.figures.parts))), "waiting"


def below_lines(line: BatchLine, below: Below | None, shown: Shown, say: Texts) -> Iterator[Cell]:
    """What stands below the list of the batch under the cursor; more once it was read."""
    batch = line.batch
    changed = "batches.changed" if batch.changed_at is not None else "batches.made"
    said = say(
        changed,
        state=batch.state.value,
        at=batch.changed_at or batch.recorded_at,
        person=batch.changed_by or batch.author,
        text=batch.state_comment or "-",
    )
    what = (safe(batch.code), safe(line.figures.product), shown.amount(line), said)
    yield Cell(joined(what, "  "), "strong")
    if below is None or below.batch.ref != batch.ref:
        return
    for hold in below.holds:
        if not hold.whole:
            text = say("batches.part-held", part=part_told(hold, say), reason=hold.reason, person=hold.author)
            yield Cell(text, "waiting")
    yield Cell(joined(_brief(below.brief, say)), "base")


def _brief(brief: BatchBrief, say: Texts) -> Iterator[SafeText]:
    if brief.machines:
        yield say("batches.by-machines", machines=codes_told(brief.machines, say))
    yield (
        say("batches.used-by", codes=codes_told(brief.consumers, say))
        if brief.consumers
        else say("batches.not-used")
    )
    key = "batches.samples-failing" if brief.failing else "batches.samples"
    yield say.n(key, brief.samples, failing=brief.failing)
