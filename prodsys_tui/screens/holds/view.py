"""What the screen of holds reads at once, and the rows of its two lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prodsys_tui.domain.batch.hold_steps import StepKind
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.domain.quality.judgement import target_of
from prodsys_tui.screens.batch_words import MARK, part_told, state_sign
from prodsys_tui.screens.measured import range_text
from prodsys_tui.services.batch.hold_pages import HoldPage
from prodsys_tui.services.batch.hold_story import HoldRow, HoldStory, hold_story
from prodsys_tui.services.batch.tainted import Tainted
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.reads.batch_list import BatchFigures
from prodsys_tui.text.age import short_age
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

HOLDS = (Column(12), Column(13), Column(), Column(9), Column(6, "right"), Column(14))
"""Batch, what of it, reason, who, its age, the step that comes next."""

CONSUMERS = (
    *(Column(1), Column(12), Column(4, "right"), Column(), Column(8), Column(11)),
    *(Column(8, "right"), Column(12)),
)
"""Mark, batch, over how many steps, product, date and turn, process, quantity, state."""

MOST_TAINTED = 500
"""The most batches that are shown of what a held one went into."""

_TOLD = 200
"""The most holds of one reason that are counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The list as it was read, and the contracts by which it is told."""

    page: HoldPage
    contracts: Mapping[int, ProcessContract]

    def row(self, uid: str | None) -> HoldRow | None:
        """A hold of the list."""
        return next((each for each in self.page.rows if each.hold.ref.uid == uid), None)


@dataclass(frozen=True, slots=True)
class Detail:
    """One hold in full.

    ``value`` and ``wanted`` are what the failing sample says and its specification; ``mates`` how many
    holds have one reason together (1: this alone); ``figures`` are those of its consumers, by id.
    """

    story: HoldStory
    process: str
    blocked: str
    value: SafeText
    wanted: SafeText
    mates: int
    figures: Mapping[int, BatchFigures]

    @property
    def tainted(self) -> Sequence[Tainted]:
        """The batches that what is held went into, the nearest first, as many as are shown."""
        return self.story.went_into[:MOST_TAINTED]

    @property
    def untold(self) -> int:
        """How many more there are."""
        return len(self.story.went_into) - len(self.tainted)

    def find(self, code: str | None) -> Tainted | None:
        """One of them."""
        return next((each for each in self.tainted if each.batch.code == code), None)


def read_shown(plant: Plant, read: Callable[[Reads, datetime], HoldPage]) -> Shown:
    """Read a page, with what is needed to show it."""
    with plant.read() as reads:
        contracts = {each.contract.id: each.contract for each in plant.contracts.all(reads)}
        return Shown(read(reads, plant.clock.now()), contracts)


def read_detail(plant: Plant, uid: str) -> Detail:
    """Read one hold in full. Raises ``Refused`` (``not-found``)."""
    with plant.read() as reads:
        story = hold_story(reads, plant.contracts, uid, plant.clock.now())
        contracts = {each.contract.id: each.contract for each in plant.contracts.all(reads)}
        sample, hold = story.row.sample, story.row.hold
        return Detail(
            story,
            contracts[story.process_id].name,
            contracts[sample.process_id].name if sample is not None else "",
            _value(sample, contracts),
            _wanted(reads, sample, contracts),
            len(reads.holds(group=hold.group, limit=_TOLD)),
            reads.batch_figures([each.batch.ref for each in story.went_into[:MOST_TAINTED]]),
        )


def _value(sample: Sample | None, contracts: Mapping[int, ProcessContract]) -> SafeText:
    if sample is None:
        return safe("")
    parameter = contracts[sample.process_id].parameter(sample.parameter)
    if sample.words:
        return safe(sample.words)
    shown = show_eighths(sample.value) if parameter and parameter.eighths else show_number(sample.value)
    return safe(f"{shown} {parameter.unit if parameter else ''}".rstrip())


def _wanted(reads: Reads, sample: Sample | None, contracts: Mapping[int, ProcessContract]) -> SafeText:
    parameter = contracts[sample.process_id].parameter(sample.parameter) if sample is not None else None
    if sample is None or parameter is None:
        return safe("")
    order = reads.order(sample.order.code) if sample.order is not None else None
    limits = target_of(parameter, order.specs if order is not None else {}).limits
    return safe("") if limits is None else joined((range_text(parameter, limits), safe(parameter.unit)))


def hold_heading(say: Texts) -> Row:
    """The names of the columns of the holds."""
    names = ("batch", "part", "reason", "who", "age", "next")
    return Row("", tuple(Cell(say(f"holds.column.{name}"), "head") for name in names))


def hold_row(row: HoldRow, say: Texts) -> Row:
    """A hold by its uid."""
    hold, lasts = row.hold, row.hold.ended_at is None
    return Row(
        hold.ref.uid,
        (
            Cell(safe(hold.batch.code), "strong"),
            Cell(part_told(hold, say)),
            Cell(safe(hold.reason)),
            Cell(safe(hold.author)),
            Cell(short_age(row.age, say), "waiting" if lasts else "base"),
            Cell(step_name(row.next, say), "waiting" if lasts else "off"),
        ),
    )


def step_name(kind: StepKind | None, say: Texts) -> SafeText:
    """A step by its name; that it is ended where none comes next."""
    return say("holds.ended") if kind is None else say(f"holds.step.{kind.value}")


def consumer_heading(say: Texts) -> Row:
    """The names of the columns of the consumers."""
    names = ("consumer", "steps", "product", "made", "process", "quantity", "state")
    named = (Cell(say(f"holds.column.{name}"), "head") for name in names)
    return Row("", (Cell(safe("")), *named))


def consumer_row(each: Tainted, detail: Detail, shown: Shown, *, marked: bool) -> Row:
    """A batch that what is held went into, by its code."""
    batch = each.batch
    figures = detail.figures[batch.ref.id]
    contract = shown.contracts.get(figures.process_id)
    state, meaning = state_sign(batch.state)
    return Row(
        batch.code,
        (
            Cell(safe(MARK if marked else ""), "waiting"),
            Cell(safe(batch.code), "strong"),
            Cell(safe(each.steps)),
            Cell(safe(figures.product)),
            Cell(safe(f"{batch.produced_on:%d/%m} {figures.turn}")),
            Cell(safe(contract.name if contract else "")),
            Cell(safe(show_number(figures.quantity)), "strong"),
            Cell(state, meaning),
        ),
    )


def untold_row(detail: Detail, say: Texts) -> Row:
    """That there are more than are shown."""
    nothing = Cell(safe(""))
    told = Cell(say("holding.and-more", count=detail.untold), "waiting")
    return Row("", (nothing, told, *(nothing for _ in CONSUMERS[2:])))
