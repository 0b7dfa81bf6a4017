"""A screen that shows one workplace in a form: what is read, what is shown, what is told of a line."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult

from prodsys_tui.screens.drafting import Drafting
from prodsys_tui.screens.gate import gate_news
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.screens.shift_words import shift_words
from prodsys_tui.screens.standing import StandingScreen
from prodsys_tui.services.drafts import DraftForm
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.workplace import Where, Workplace
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.entry_form import EntryForm
from prodsys_tui.widgets.form_line import FormColumns, FormLine
from prodsys_tui.widgets.gate_banner import GateBanner
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell

S = TypeVar("S")

MACHINE = "@machine"
ORDER = "@order"
"""The keys of the first two lines of every form."""


class SheetScreen(StandingScreen, Drafting[None], Generic[S]):
    """Banner, form, notes. ``S`` is the sheet that a subclass reads, ``place`` the workplace in it."""

    COLUMNS: ClassVar[FormColumns]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.where = Where(target.process or 0, target.machine, target.order, target.shift)
        self.sheet: S | None = None
        """What is shown; None until it was read."""

    def body(self) -> ComposeResult:
        """The gate, the form, and more about the line under the cursor."""
        yield GateBanner()
        yield EntryForm(self.COLUMNS)
        yield Notes(id="notes")

    def on_mount(self) -> None:
        """Read the form."""
        super().on_mount()
        self.form.focus()
        where = self.where
        self.call(lambda plant: self.read(plant, where), self.shown, hold=True)

    def draft_form(self) -> DraftForm | None:
        """The task at this workplace in this shift."""
        place = self.place
        if place is None:
            return None
        names = (self.say(f"{self.AREA}.title"), safe(place.contract.name), safe(place.machine_code or ""))
        title, shift = joined([name for name in names if name]), place.shift.ref.uid
        return DraftForm(self.AREA, self.target.place, title, place.contract.id, place.machine_code, shift)

    # What a subclass gives

    @abstractmethod
    def read(self, plant: Plant, where: Where) -> S:
        """Read the sheet of a workplace, on a service thread."""

    @property
    @abstractmethod
    def place(self) -> Workplace | None:
        """The workplace in the sheet."""

    @abstractmethod
    def lines(self) -> Sequence[FormLine]:
        """The form's lines."""

    @abstractmethod
    def notes(self, key: str) -> Sequence[Cell]:
        """More about a line."""

    @abstractmethod
    def first(self) -> str:
        """The line where typing begins once the machine is known."""

    # Showing

    @property
    def form(self) -> EntryForm:
        """The form."""
        return self.query_one(EntryForm)

    def status(self) -> tuple[SafeText, ...]:
        """The task, the process, the turn."""
        place = self.place
        if place is None:
            return (self.say(f"{self.AREA}.title"),)
        title = joined((self.say(f"{self.AREA}.title"), safe(place.contract.name)))
        return (title, shift_words(place.shift, self.say))

    def shown(self, sheet: S) -> None:
        """Show a sheet that was read."""
        begins, self.sheet = self.sheet is None, sheet
        place = self.place
        if place is None:
            return
        self.mind_shift(place.shift)
        self.query_one(GateBanner).show(gate_news(place, self.say))
        self.refresh_lines()
        self.write_place()
        if begins:
            self.begin()
        self.show_status()
        self.refresh_notes()
        self.offer_draft(at_once=self.target.draft)

    def begin(self) -> None:
        """Go to where typing begins: the machine while it is not known."""
        self.form.home = self.first()
        place = self.place
        self.form.go(self.first() if place and (place.machine or not place.contract.machines) else MACHINE)

    def refresh_lines(self) -> None:
        """Tell the form its lines again."""
        if self.sheet is not None:
            self.form.show(self.lines())

    def refresh_notes(self) -> None:
        """Tell more about the line under the cursor, and which keys are locked now."""
        if self.sheet is not None:
            self.query_one(Notes).show(self.notes(self.form.current))
            self.reload_keys()

    def on_screen_resume(self) -> None:
        """Back from another screen, where a deviation may have been settled."""
        self.data_changed()

    def data_changed(self) -> None:
        """Another terminal wrote something."""
        if self.sheet is not None:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the form again; what is typed stays."""
        where = self.where

        def read(sheet: S) -> None:
            if self.where == where:  # else another machine was taken meanwhile
                self.shown(sheet)

        self.read_again(lambda plant: self.read(plant, where), read)

    def on_resize(self) -> None:
        """A wider terminal shows more."""
        self.refresh_lines()

    # Machine and order

    @property
    def held(self) -> dict[str, str | None]:
        """The machine that is worked at, and the order if it is not the machine's own."""
        place = self.place
        return {MACHINE: place.machine_code if place else None, ORDER: self.where.order}

    def write_place(self) -> None:
        """Write the machine and order that hold; not over what is being typed."""
        for key, code in self.held.items():
            if self.form.current != key and self.form.value(key) != (code or ""):
                self.form.write(key, code or "")
