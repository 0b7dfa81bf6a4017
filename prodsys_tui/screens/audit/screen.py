"""Auditoría: who changed what and when, each entry before and after, and the proof that nothing else did."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.worker import get_current_worker

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.audit.finding import FindScreen, Found, Known, asks, find, read_known, read_page
from prodsys_tui.screens.audit.view import (
    ENTRIES,
    FIELDS,
    about_lines,
    entry_rows,
    field_heading,
    field_rows,
    filter_words,
    gate_words,
    heading,
    pair_lines,
    proof_words,
)
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.evidence.audit_trail import AuditEntry, AuditFilter, AuditPage, audit_entry
from prodsys_tui.services.evidence.proof import Progress
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList

if TYPE_CHECKING:
    from prodsys_tui.screens.modals.form import Answers


class LeftError(Exception):
    """Raised in a proof that nobody waits for any more."""


class AuditScreen(PlantScreen[None]):
    """The entries of the audit, newest first; the target's batch, if any, is what they are about."""

    AREA = "audit"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("audit.open", "enter", "open"),
        *general("leave", "reload"),
        own("audit.find", "slash,f", "find"),
        own("audit.all", "t", "all"),
        own("audit.verify", "v", "verify"),
        own("audit.gates", "g", "gates"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.page: AuditPage | None = None
        """What was read so far, all pages as one; None until the first was."""
        self.entry: AuditEntry | None = None
        """The entry that is shown in full; None while the list is."""
        self.proving = False
        """Whether a proof is under way."""
        self._wanted = AuditFilter(code=target.batch or "")
        self._typed: Answers = {"code": self._wanted.code}
        self._older_read = False

    def body(self) -> ComposeResult:
        """The list, or one entry; below both what the last proof said."""
        with Vertical(id="part-list"):
            yield RowHead(ENTRIES, heading(self.say))
            yield PagedList(ENTRIES, id="entries")
            yield Notes(id="place")
        with Vertical(id="part-entry"):
            yield Notes(id="about")
            yield RowHead(FIELDS, field_heading(self.say))
            yield RowList(FIELDS, id="fields")
            yield Notes(id="detail")
        yield Notes(id="proof")

    def on_mount(self) -> None:
        """Read the newest page."""
        self._swap()
        self.action_reload()

    def status(self) -> Iterator[SafeText]:
        """What it is, or what of it is shown."""
        yield self.say("audit.title")
        if self.entry is not None:
            yield safe(self.entry.row.id)

    def lock_of(self, action: str) -> SafeText | None:
        """Keys of the list do nothing in an entry; one proof at a time."""
        if action in {"open", "find", "all"} and self.entry is not None:
            return self.say("audit.inside")
        if action == "open" and self.page is not None and not self.page.rows:
            return self.say("audit.empty")
        if action == "all" and self._wanted == AuditFilter():
            return self.say("audit.all-shown")
        if action in {"verify", "gates"} and self.proving:
            return self.say("audit.proving")
        return super().lock_of(action)

    # The list

    def action_reload(self) -> None:
        """Begin again with the newest entries."""
        wanted = self._wanted
        self.call(lambda plant: read_page(plant, wanted), self._begin, hold=self.page is None)

    def data_changed(self) -> None:
        """Somebody wrote something: begin again, unless one is among older entries."""
        if self.page is not None and not self._older_read and not self.busy:
            self.action_reload()

    def on_paged_list_wanted(self) -> None:
        """Read the page after the last row."""
        page, wanted = self.page, self._wanted
        if page is not None and page.older is not None and not self.busy:
            self.call(lambda plant: read_page(plant, wanted, page.older), self._go_on, hold=True)

    def _begin(self, page: AuditPage) -> None:
        self.page, self._older_read = page, False
        self._show()

    def _go_on(self, page: AuditPage) -> None:
        if self.page is not None:
            read = self.page
            self.page = AuditPage((*read.rows, *page.rows), {**read.codes, **page.codes}, page.older)
            self._older_read = True
            self._show()

    def _show(self) -> None:
        page = self.page
        if page is not None:
            rows = entry_rows(page, self.session.zone)
            self.query_one(PagedList).show_pages(rows, more=page.older is not None)
            self._show_place()

    def _show_place(self) -> None:
        page = self.page
        if page is None:
            return
        told = self.say("audit.empty")
        if page.rows:
            key = "audit.place-end" if page.older is None else "audit.place-more"
            told = self.say(key, at=self.query_one(PagedList).at, count=len(page.rows))
        narrowed = filter_words(self._wanted, self.say)
        self.query_one("#place", Notes).show(
            [Cell(self.say("audit.narrowed", place=told, filter=narrowed))] if narrowed else [Cell(told)]
        )
        self.reload_keys()

    def on_row_list_moved(self) -> None:
        """Tell where one is."""
        if self.entry is None:
            self._show_place()
        else:
            self._show_pair()

    # Finding

    def action_find(self) -> None:
        """Narrow the list."""
        self.call(read_known, self._ask, hold=True)

    def action_all(self) -> None:
        """The whole list again."""
        self._wanted, self._typed = AuditFilter(), {}
        self.action_reload()

    def _ask(self, known: Known) -> None:
        questions = asks(known, self._typed, self.say)
        form = FindScreen(self.session, self.say("audit.find-title"), questions, find)
        form.begin = questions[0].key
        self.ask(form, self._found)

    def _found(self, found: Found) -> None:
        self._wanted, self._typed = found.wanted, found.typed
        self._begin(found.page)
        self.query_one(PagedList).action_end(0)

    # One entry

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "open", self)

    def action_open(self) -> None:
        """Show the entry under the cursor in full."""
        key = self.query_one(PagedList).key
        if key is not None:
            self.call(lambda plant: _read_entry(plant, int(key)), self._open, hold=True)

    def action_back(self) -> None:
        """Out of the entry, else out of the screen."""
        if self.entry is None:
            self.action_leave()
            return
        self.entry = None
        self._swap()

    def _open(self, entry: AuditEntry) -> None:
        self.entry = entry
        self.query_one("#about", Notes).show(list(about_lines(entry, self.say)))
        self.query_one("#fields", RowList).show(field_rows(entry))
        self.query_one("#fields", RowList).action_end(0)
        self._swap()
        self._show_pair()

    def _show_pair(self) -> None:
        name = self.query_one("#fields", RowList).key
        fields = self.entry.fields if self.entry else ()
        pair = next((each for each in fields if each.name == name), None)
        self.query_one("#detail", Notes).show([Cell(line) for line in pair_lines(pair, self.say)])

    def _swap(self) -> None:
        inside = self.entry is not None
        self.query_one("#part-list").display = not inside
        self.query_one("#part-entry").display = inside
        self.query_one("#fields" if inside else "#entries").focus()
        self.show_status()
        self.reload_keys()

    # Proofs

    def action_verify(self) -> None:
        """Check the chain of the journal and the audit, while one goes on reading."""
        self._prove("audit.entries-read", lambda plant, told: proof_words(plant.store.proved(told), self.say))

    def action_gates(self) -> None:
        """Judge the gate of every record again."""
        self._prove(
            "audit.places-judged", lambda plant, told: gate_words(plant.store.gates_proved(told), self.say)
        )

    def _prove(self, key: str, work: Callable[[Plant, Progress], Cell]) -> None:
        self.proving = True
        self._tell_proof(Cell(self.say("audit.begun"), "waiting"))
        self.reload_keys()

        def prove(plant: Plant) -> Cell:
            worker, seen = get_current_worker(), -1

            def told(done: int, total: int) -> None:
                nonlocal seen
                if worker.is_cancelled:
                    raise LeftError
                percent = 100 * done // total
                if percent != seen:
                    seen = percent
                    line = Cell(self.say(key, done=done, total=total, percent=percent), "waiting")
                    self.app.call_from_thread(self._tell_proof, line)

            return work(plant, told)

        self.call(prove, self._proved, refused=self._unproved)

    def _proved(self, told: Cell) -> None:
        self.proving = False
        self._tell_proof(told)
        if told.meaning == "wrong":
            self.complain(told.text)
        self.reload_keys()

    def _unproved(self, reasons: tuple[Refusal, ...]) -> None:
        """The store could not be read."""
        self._proved(Cell(joined(refusal_text(self.say, reason) for reason in reasons), "wrong"))

    def failed(self, error: BaseException) -> None:
        """A fault of the program; a proof that it struck is over."""
        if self.proving:
            self.proving = False
            self._tell_proof(Cell(self.say("audit.unproved"), "wrong"))
            self.reload_keys()
        super().failed(error)

    def _tell_proof(self, line: Cell) -> None:
        for notes in self.query("#proof").results(Notes):
            notes.show([line])


def _read_entry(plant: Plant, entry: int) -> AuditEntry:
    with plant.read() as reads:
        return audit_entry(reads, entry)
