"""The list of batches and the ways to find one in it: a code, states, a process, pages."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.batches.view import COLUMNS, VIEWS, Shown, batch_row, heading, read_shown
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.batch.batch_pages import (
    BatchLine,
    BatchPage,
    Wanted,
    batch_page,
    batches_again,
    batches_of_code,
    older_batches,
)
from prodsys_tui.services.ports import Reads
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import RowHead
from prodsys_tui.widgets.scan_code import recognised

_ALL = "all"


class FindingScreen(ReadScreen[None]):
    """Batches, newest first, page by page."""

    AREA = "batches"
    CSS_PATH = "screen.tcss"

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Shown | None = None
        self.view = next(iter(VIEWS))
        """Which states are shown: the name of one of ``VIEWS``."""
        self._turn = 0

    def body(self) -> ComposeResult:
        """The code to look for, and the list."""
        code = Field(id="code", max_length=60, help_text=self.say("batches.code.help"))
        code.select_on_focus = False  # the key that brought one here is its first sign
        with Horizontal(id="search"):
            yield Static(as_content(self.say("batches.code")))
            yield code
            yield Static(id="shown")
        yield RowHead(COLUMNS, heading(self.say))
        yield PagedList(COLUMNS)

    def on_mount(self) -> None:
        """The keys go to the list; digits and scans go on to the code by themselves."""
        self.rows.focus()

    # What a subclass tells

    def was_shown(self, *, first: bool) -> None:
        """The list was read, for the first time or again."""

    def is_marked(self, code: str) -> bool:  # noqa: ARG002 - of a list without marks none is
        """Whether a batch was marked."""
        return False

    # What it shows

    @property
    def rows(self) -> PagedList:
        """The list."""
        return self.query_one(PagedList)

    @property
    def line(self) -> BatchLine | None:
        """The batch under the cursor."""
        return self.shown.line(self.rows.key) if self.shown is not None else None

    @property
    def typing(self) -> bool:
        """Whether the keys go to the code."""
        return self.focused is self._code

    @property
    def dirty(self) -> bool:
        """A code that was typed and not looked for is nothing to lose."""
        return False

    def status(self) -> Iterator[SafeText]:
        """Which batches these are."""
        yield self.say("batches.title")
        yield self.say(f"batches.view.{self.view}")
        wanted = self.wanted
        if self.shown is not None and wanted.process_id is not None:
            yield safe(self.shown.contracts[wanted.process_id].name)
        if wanted.by_code is not None:
            yield safe(wanted.by_code)

    @property
    def wanted(self) -> Wanted:
        """Which batches the list is of."""
        return self.shown.page.wanted if self.shown is not None else Wanted()

    def show_place(self) -> None:
        """Where in the list one is."""
        if self.shown is not None:
            key = "batches.place-more" if self.shown.page.more else "batches.place-end"
            told = self.say(key, at=self.rows.at, count=len(self.shown.page.lines))
            self.query_one("#shown", Static).update(as_content(told))

    def show_rows(self) -> None:
        """Write the rows again."""
        shown = self.shown
        if shown is not None:
            lines = shown.page.lines
            rows = [
                batch_row(line, shown, self.say, marked=self.is_marked(line.batch.code)) for line in lines
            ]
            self.rows.show_pages(rows, more=shown.page.more)

    # Reading

    def action_reload(self) -> None:
        """Read the list again, as long as it was."""
        shown = self.shown
        if shown is None:
            code = self.target.batch
            self._read(lambda reads: _begun(reads, code), hold=True)
        elif not self.busy:
            self._read(lambda reads: batches_again(reads, shown.page))

    def read_again(self, then: Callable[[], object]) -> None:
        """Read the list again, with keys waiting, and go on."""
        page = self.shown.page if self.shown is not None else None
        if page is not None:
            self._read(lambda reads: batches_again(reads, page), hold=True, then=then)

    def on_paged_list_wanted(self) -> None:
        """Read the page after the last row."""
        shown = self.shown
        if shown is not None and not self.busy:
            self._read(lambda reads: older_batches(reads, shown.page), hold=True)

    def _read(
        self,
        read: Callable[[Reads], BatchPage],
        *,
        hold: bool = False,
        then: Callable[[], object] | None = None,
        refused: Callable[[tuple[Refusal, ...]], None] | None = None,
    ) -> None:
        self._turn += hold
        turn = self._turn

        def show(shown: Shown) -> None:
            if turn != self._turn:
                return  # what was asked for since is another list
            first, self.shown = self.shown is None, shown
            self.show_rows()
            self.show_place()
            self.show_status()
            self.was_shown(first=first)
            if then is not None:
                then()

        self.call(lambda plant: read_shown(plant, read), show, hold=hold, refused=refused)

    # Finding

    @property
    def _code(self) -> Field:
        return self.query_one("#code", Field)

    def takes_code(self, event: events.Key) -> bool:
        """Whether a key over the list begins a code: a digit, or the first letter of a scanned one."""
        sign = event.character or ""
        if self.typing or len(sign) != 1 or not sign.isalnum() or not sign.isascii():
            if self.typing and event.key in {"down", "up"}:
                self.rows.focus()
                return True
            return False
        machines = self.shown.machines if self.shown is not None else ()
        layout = self.session.scanner.layout
        if not sign.isdigit() and not recognised(sign + self.session.ahead(), machines, layout):
            return False
        self._code.value = sign
        self._code.focus()
        self._code.cursor_position = 1
        return True

    def action_find(self) -> None:
        """Type a code."""
        self._code.value = ""
        self._code.focus()

    def on_field_entered(self, event: Field.Entered) -> None:
        """Look for what the code means; without one show every batch again."""
        event.stop()
        typed, wanted = event.text.strip(), replace(self.wanted, order=None, machine=None)
        if not typed:
            self._read(lambda reads: batch_page(reads, wanted), hold=True, then=self._to_rows)
            return
        machines = self.shown.machines if self.shown is not None else ()
        layout = self.session.scanner.layout
        known = recognised(typed, machines, layout) or recognised(f"L{typed}", machines, layout)
        code = known.code if known is not None else typed  # the L of a label may have been taken for a key
        self._read(
            lambda reads: batches_of_code(reads, code, wanted),
            hold=True,
            then=self._found,
            refused=self._not_found,
        )

    def _found(self) -> None:
        shown = self.shown
        if shown is not None and shown.page.first is not None:
            self.view = next(iter(VIEWS))
            self.show_status()
            self.tell(self.say("batches.from", batch=shown.page.first))
        elif shown is not None:
            told = self.say.n("batches.found", len(shown.page.lines), code=shown.page.wanted.by_code)
            self.tell(told)
        self.rows.action_end(0)
        self._to_rows()

    def _to_rows(self) -> None:
        self._code.value = ""
        self.rows.focus()

    def _not_found(self, reasons: tuple[Refusal, ...]) -> None:
        self.refused(reasons)
        self._code.focus()
        self._code.action_select_all()

    def action_view(self) -> None:
        """Turn to the next states."""
        names = list(VIEWS)
        self.view = names[(names.index(self.view) + 1) % len(names)]
        wanted = replace(self.wanted, states=VIEWS[self.view])
        self._read(lambda reads: batch_page(reads, wanted), hold=True)

    def action_process(self) -> None:
        """Show the batches of one process, or of all."""
        shown = self.shown
        if shown is None:
            return
        choices = [Choice(_ALL, self.say("batches.all-processes"))]
        choices += [Choice(str(id_), safe(each.name), safe(id_)) for id_, each in shown.contracts.items()]

        def chosen(key: str) -> None:
            wanted = replace(self.wanted, process_id=None if key == _ALL else int(key))
            self._read(lambda reads: batch_page(reads, wanted), hold=True)

        self.ask(ChoiceScreen(self.session, self.say("batches.key.process"), choices), chosen)

    def action_back(self) -> None:
        """Out of the code, then out of what the list was narrowed to; else leave."""
        shown = self.shown
        if self.typing:
            self._to_rows()
        elif shown is not None and (self.wanted.by_code is not None or shown.page.first is not None):
            wanted = replace(self.wanted, order=None, machine=None)
            self._read(lambda reads: batch_page(reads, wanted), hold=True)
        else:
            self.action_leave()


def _begun(reads: Reads, code: str | None) -> BatchPage:
    """The newest batches, or those from the one that was asked for on."""
    return batch_page(reads, Wanted()) if code is None else batches_of_code(reads, code, Wanted())
