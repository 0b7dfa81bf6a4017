"""Correcciones: a shift's records and samples, each corrected under a supervisor's signature."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import Result, Sample, Shift, ShiftState, WorkRecord
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.corrections.forms import CorrectionForms, Draft
from prodsys_tui.screens.corrections.view import (
    ENTRIES,
    SHIFTS,
    Holds,
    entry_heading,
    entry_rows,
    read_holds,
    read_older,
    read_shifts,
    shift_heading,
    shift_row,
)
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.services.production.corrections import Signed
from prodsys_tui.services.shift.shift_pages import ShiftPage
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList


class CorrectionsScreen(ReadScreen[None]):
    """The shifts above, what one of them holds below."""

    AREA = "corrections"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "reload"),
        own("corrections.correct", "enter", "correct"),
        own("corrections.chain", "k", "chain"),
        own("corrections.suspects", "l", "suspects"),
        own("corrections.older", "a", "older"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shifts: ShiftPage | None = None
        """The shifts that can be looked at; None until they were read."""
        self.holds: Holds | None = None
        """What the one under the cursor holds."""
        self._forms = CorrectionForms(session)

    def body(self) -> ComposeResult:
        """Shifts, what one holds, and the row under the cursor in full."""
        yield RowHead(SHIFTS, shift_heading(self.say))
        yield PagedList(SHIFTS, id="shifts")
        yield RowHead(ENTRIES, entry_heading(self.say))
        yield RowList(ENTRIES, id="entries")
        yield Notes(id="detail")

    @property
    def was_read(self) -> bool:
        """Whether the shifts were."""
        return self.shifts is not None

    def action_reload(self) -> None:
        """Read the shifts again."""
        known, wanted = self.shifts, self.target.shift
        self.call(
            lambda plant: read_shifts(plant, known, wanted), self._show_shifts, hold=self.shifts is None
        )

    def on_paged_list_wanted(self) -> None:
        """The end of the shifts that were read: read older ones too."""
        if not self.busy:
            self.action_older()

    def action_older(self) -> None:
        """Read older shifts too."""
        known = self.shifts
        if known is not None:
            self.call(lambda plant: read_older(plant, known), self._show_shifts, hold=True)

    # What it says

    def status(self) -> Iterator[SafeText]:
        """Which of the shifts that were read, and whether there are more."""
        yield self.say("corrections.title")
        if self.shifts is not None:
            at, count = self.query_one("#shifts", PagedList).at, len(self.shifts.shifts)
            yield safe(f"{at}/{count}{'+' if self.shifts.more else ''}")

    @property
    def shift(self) -> Shift | None:
        """The shift under the upper cursor."""
        uid = self.query_one("#shifts", RowList).key
        known = self.shifts.shifts if self.shifts else ()
        return next((each for each in known if each.ref.uid == uid), None)

    @property
    def here(self) -> WorkRecord | Sample | None:
        """What can be corrected under the lower cursor."""
        kind, _, uid = (self.query_one("#entries", RowList).key or "").partition(" ")
        if self.holds is None:
            return None
        known: dict[str, tuple[WorkRecord | Sample, ...]] = {
            "record": tuple(self.holds.records),
            "sample": self.holds.samples,
        }
        return next((each for each in known.get(kind, ()) if each.ref.uid == uid), None)

    def lock_of(self, action: str) -> SafeText | None:
        """What a key needs under the cursor."""
        here = self.here if self._lower else None
        if action == "correct":
            return self._lock_of_row(here) if self._lower else None
        missing = {
            "older": self.shifts is not None and not self.shifts.more,
            "chain": not (isinstance(here, WorkRecord) and here.counter is not None),
            "suspects": not (isinstance(here, Sample) and here.result is not Result.COMPLIES),
        }
        return self.say(f"corrections.lock.{action}") if missing.get(action) else None

    def _lock_of_row(self, here: WorkRecord | Sample | None) -> SafeText | None:
        if here is None:
            return self.say("corrections.nothing-here")
        if self.holds is not None and self.holds.shift.state is ShiftState.VOID:
            return self.say("corrections.void")
        return no_right(self.person, self.say, Right.PRODUCE)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Read another shift, or tell another row."""
        if event.rows.id == "shifts":
            self.show_status()
            self._read_holds()
        else:
            self._show_detail()

    def on_descendant_focus(self) -> None:
        """What Enter does depends on the list."""
        self.reload_keys()

    @property
    def _lower(self) -> bool:
        return self.focused is not None and self.focused.id == "entries"

    def _show_shifts(self, shifts: ShiftPage) -> None:
        first = self.shifts is None
        self.shifts = shifts
        rows = self.query_one("#shifts", PagedList)
        told = [shift_row(each, shifts.signed.get(each.ref.id, 0), self.say) for each in shifts.shifts]
        rows.show_pages(told, more=shifts.more)
        if first and self.target.shift:
            rows.go_to(self.target.shift)
        self.show_status()
        self._read_holds()

    def _read_holds(self) -> None:
        shift = self.shift
        if shift is not None:
            self.call(lambda plant: read_holds(plant, shift), self._show_holds, hold=self.holds is None)

    def _show_holds(self, holds: Holds) -> None:
        if self.shift is None or holds.shift.ref != self.shift.ref:
            return  # the cursor went on meanwhile
        self.holds = holds
        self.query_one("#entries", RowList).show(list(entry_rows(holds, self.session.zone, self.say)))
        self._show_detail()

    def _show_detail(self) -> None:
        self.query_one(Notes).show([Cell(line) for line in self._detail()])
        self.reload_keys()

    def _detail(self) -> Iterator[SafeText]:
        rows, holds = self.query_one("#entries", RowList), self.holds
        kind, _, uid = (rows.key or "").partition(" ")
        if holds is None or not kind:
            yield self.say("corrections.empty")
            return
        if kind == "record":
            if holds.used.get(uid):
                yield self.say("corrections.consumes", batches=holds.used[uid])
            for flip in holds.flips:
                if uid in {record.ref.uid for record in flip.records}:
                    after, value = flip.after, flip.after.words or flip.after.value
                    yield self.say("corrections.fallen", parameter=after.parameter, value=value)
        for entry in reversed(holds.signed):
            if uid in (entry.ref.uid, entry.record and entry.record.uid, entry.sample and entry.sample.uid):
                yield self.say(
                    "corrections.entry",
                    field=entry.field,
                    before=entry.before or "-",
                    after=entry.after or "-",
                    category=entry.category.value,
                    reason=entry.reason,
                    person=entry.signed_by,
                )

    # What is done

    def on_row_list_chosen(self) -> None:
        """Enter in either list."""
        self.call_next(self.app.run_action, "correct", self)

    def action_correct(self) -> None:
        """From the shifts go down to what they hold; there correct a row."""
        here, holds = self.here, self.holds
        if not self._lower:
            self.query_one("#entries").focus()
        elif isinstance(here, Sample) and holds is not None:
            self.ask(self._forms.sample(here, holds), self._signed)
        elif isinstance(here, WorkRecord) and holds is not None:
            self.ask(self._forms.record(here, holds), self._planned)

    def action_chain(self) -> None:
        """The chain of the counter under the cursor."""
        if isinstance(self.here, WorkRecord) and self.here.machine is not None:
            self.go(Target(Place.CHAIN, machine=self.here.machine.code))

    def action_suspects(self) -> None:
        """What the failing sample under the cursor makes suspect."""
        if isinstance(self.here, Sample):
            self.go(Target(Place.SUSPECTS, sample=self.here.ref.uid))

    def _planned(self, draft: Draft) -> None:
        self.ask(self._forms.sign_record(draft), self._signed)

    def _signed(self, signed: Signed) -> None:
        fallen = sum(len(flip.records) for flip in signed.flips)
        if fallen:
            self.complain(self.say("corrections.done.fallen", count=fallen))
        else:
            self.tell(self.say("corrections.done", count=len(signed.corrections)))
        self.action_reload()
