"""Everything that happened to a batch, part by part, to be read from top to bottom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.app import ComposeResult

from prodsys_tui.domain.evidence.certificate import counted_behind
from prodsys_tui.domain.model import (
    BatchDisposition,
    Certificate,
    Hold,
    HoldNote,
    Result,
    Sample,
    WorkRecord,
)
from prodsys_tui.screens.batch_words import disposition_words, part_told
from prodsys_tui.screens.measured import value_told
from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.services.batch.batches import BatchStory, batch_story
from prodsys_tui.services.evidence.certificate import what_is_behind
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowList

COLUMNS = (Column(16), Column(12), Column())
"""When, who or where, and what."""

SHOWN = 500
"""The most holds and samples that are told of one batch."""

_Line = tuple[SafeText, SafeText, SafeText, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A batch with its holds (newest first), what was found and decided of them, the samples behind it.

    ``made`` are the batches that its consumption made, by the uid of the work record.
    """

    story: BatchStory
    holds: tuple[Hold, ...]
    notes: tuple[HoldNote, ...]
    dispositions: tuple[BatchDisposition, ...]
    certificates: tuple[Certificate, ...]
    samples: tuple[Sample, ...]
    made: Mapping[str, str]


def read_told(plant: Plant, code: str) -> Told:
    """Read everything of a batch. Raises ``Refused`` (``not-found``)."""
    with plant.read() as reads:
        story = batch_story(reads, code)
        batch = story.batch.ref
        holds = tuple(reads.holds(batch=batch, limit=SHOWN))
        behind = what_is_behind(reads, story.batch)
        samples = counted_behind(behind.samples, behind.making)
        notes = tuple(note for hold in holds for note in reads.hold_notes(hold.ref))
        decided, certificates = tuple(reads.batch_dispositions(batch)), tuple(reads.certificates(batch))
        made = {use.record_uid: _made_by(reads.record(use.record_uid)) for use in story.consumed_in}
        return Told(story, holds, notes, decided, certificates, samples[::-1], made)


def _made_by(record: WorkRecord | None) -> str:
    return record.batch.code if record is not None and record.batch is not None else ""


def story_rows(told: Told, say: Texts) -> list[Row]:
    """A heading with the count for each part that has something in it, and a row for each thing."""
    parts = {
        "history": list(_history(told, say)),
        "holds": list(_holds(told, say)),
        "notes": list(_notes(told, say)),
        "dispositions": list(_dispositions(told, say)),
        "consumed": list(_consumed(told)),
        "samples": list(_samples(told, say)),
        "certificates": list(_certificates(told, say)),
    }
    rows: list[Row] = []
    for name, lines in parts.items():
        more = "+" if name in {"holds", "samples"} and len(lines) == SHOWN else ""
        many = Cell(safe(f"{len(lines)}{more}"), "head")
        rows.append(Row(name, (Cell(say(f"batches.story.{name}"), "head"), many, Cell(safe(""), "head"))))
        for at, (when, who, what, meaning) in enumerate(lines):
            rows.append(Row(f"{name} {at}", (Cell(when), Cell(who, "strong"), Cell(what, meaning))))
    return rows


def _history(told: Told, say: Texts) -> Iterator[_Line]:
    batch = told.story.batch
    yield (
        safe(show_instant(batch.recorded_at, say.zone)),
        safe(batch.author),
        say("batches.story.made"),
        "base",
    )
    for each in told.story.history:
        what = say(
            "batches.story.change", before=each.before.value, after=each.after.value, text=each.comment or "-"
        )
        yield safe(show_instant(each.recorded_at, say.zone)), safe(each.author), what, "base"


def _holds(told: Told, say: Texts) -> Iterator[_Line]:
    for hold in told.holds:
        key = "lasts" if hold.ended_at is None else "ended"
        what = say(
            f"batches.story.hold-{key}",
            part=part_told(hold, say),
            reason=hold.reason,
            at=hold.ended_at,
            person=hold.ended_by,
        )
        meaning = "waiting" if hold.ended_at is None else "base"
        yield safe(show_instant(hold.recorded_at, say.zone)), safe(hold.author), what, meaning


def _notes(told: Told, say: Texts) -> Iterator[_Line]:
    for note in told.notes:
        words = (safe(note.cause), safe(note.text)) if note.cause else (safe(note.text),)
        yield safe(show_instant(note.recorded_at, say.zone)), safe(note.author), joined(words, ": "), "base"


def _dispositions(told: Told, say: Texts) -> Iterator[_Line]:
    for each in told.dispositions:
        what = disposition_words(each, each.quantity, say)
        yield safe(show_instant(each.recorded_at, say.zone)), safe(each.author), what, "base"


def _consumed(told: Told) -> Iterator[_Line]:
    for each in told.story.consumed_in:
        when = safe(show_date(each.operating_date))
        what = joined(filter(None, (safe(each.turn), safe(told.made[each.record_uid]))), "  ")
        yield when, safe(each.machine), what, "base"


def _samples(told: Told, say: Texts) -> Iterator[_Line]:
    for sample in told.samples[:SHOWN]:
        machine = sample.machine.code if sample.machine is not None else ""
        what = safe(f"{sample.parameter} {value_told(sample)}: {sample.result.value}")
        meaning = "base" if sample.result is Result.COMPLIES else "wrong"
        yield safe(show_instant(sample.measured_at, say.zone)), safe(machine or sample.author), what, meaning


def _certificates(told: Told, say: Texts) -> Iterator[_Line]:
    for each in told.certificates:
        key = "preliminary" if each.preliminary else "final"
        what = say(f"batches.story.certificate-{key}", number=each.number, sha256=each.sha256)
        yield safe(show_instant(each.recorded_at, say.zone)), safe(each.author), what, "base"


class StoryScreen(Dialog[None]):
    """A batch's story; the row under the cursor stands below in full."""

    DEFAULT_CSS = """
    StoryScreen > .box { width: 100%; height: 1fr; max-height: 100%; margin: 0 0 2 0; }
    StoryScreen RowList { height: 1fr; }
    StoryScreen Notes { height: 3; border-top: solid $base-text; }
    """

    def __init__(self, session: Session, title: SafeText, rows: list[Row]) -> None:
        super().__init__(session, title)
        self._rows = rows

    def body(self) -> ComposeResult:
        """The rows, and one of them in full."""
        yield RowList(COLUMNS)
        yield Notes()

    def on_mount(self) -> None:
        """Show them."""
        self.query_one(RowList).show(self._rows)
        self.query_one(RowList).focus()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell the row under the cursor."""
        event.stop()
        row = next((each for each in self._rows if each.key == event.key), None)
        self.query_one(Notes).show([row.cells[-1]] if row and row.cells[-1].text else [])
