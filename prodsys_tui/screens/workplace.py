"""What the forms of samples and of production have in common: where one works, taken by key, scan or list."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual.binding import BindingType

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.screens.sheet import MACHINE, ORDER, SheetScreen
from prodsys_tui.services.drafts import DraftContent
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.entry_form import EntryForm
from prodsys_tui.widgets.keymap import GENERAL, general, own
from prodsys_tui.widgets.scan_code import Scanned, Shape, recognised

S = TypeVar("S")

_ABOVE = frozenset({MACHINE, ORDER})


class WorkplaceScreen(SheetScreen[S]):
    """Machine and order are taken by Enter, by a scan on any line, or from the list.

    The page keys turn to the next machine. What was typed there without Enter is forgotten when the
    cursor leaves.

    Keys that were typed ahead of a refused machine or order were meant for a place where nobody is: until
    somebody could see that, what they bring stays on its lines and nothing is saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *general("save", "leave", "values", "reload"),
        own("back", GENERAL["back"], "back", shown=False),
    ]

    RIGHT: ClassVar[Right]
    """What saving needs."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self._missed: str | None = None
        """Which of machine and order was refused, until that could be seen or another one was accepted."""

    @abstractmethod
    def accepted(self, key: str, text: str) -> None:
        """Enter was pressed on one of the screen's own lines."""

    @abstractmethod
    def scanned(self, code: Scanned) -> None:
        """A batch was scanned, on whatever line."""

    @property
    def worth_keeping(self) -> bool:
        """Whether there is something for a draft."""
        return self.dirty

    def draft_rest(self) -> Mapping[str, Any]:
        """What a draft needs besides the texts on the lines: uids, choices. JSON."""
        return {}

    def restore_rest(self, content: DraftContent) -> None:
        """Put that back; the texts are on their lines already."""

    def may_be_code(self, key: str, code: Scanned) -> bool:  # noqa: ARG002 - for forms with such numbers
        """Whether what a line holds may be a code that was scanned there."""
        return True

    # Drafts

    def draft_content(self) -> DraftContent | None:
        """The texts on the lines, the order, and what the screen needs besides."""
        if not self.worth_keeping:
            return None
        typed = {key: text for key, text in self.form.values.items() if key not in _ABOVE}
        labels = {line.key: str(line.label) for line in self.lines() if line.key in typed}
        return DraftContent(typed, labels, {"order": self.where.order, **self.draft_rest()})

    def restore_draft(self, content: DraftContent) -> None:
        """Fill the lines and take the order again; says what has no line any more."""
        known = {line.key for line in self.lines()}
        for key in known & content.typed.keys():
            self.form.write(key, content.typed[key])
        self.restore_rest(content)
        self.refresh_lines()
        self.refresh_notes()
        order = content.rest.get("order")
        if order != self.where.order:
            self._take(replace(self.where, order=order), ORDER, str(order or ""))
        lost = [(content.labels.get(key, key), content.typed[key]) for key in content.typed.keys() - known]
        if lost:
            told = joined([joined((safe(label), safe(text)), ": ") for label, text in sorted(lost)])
            self.complain(self.say("draft.lost", fields=told))

    # Keys of the form

    def on_entry_form_moved(self, event: EntryForm.Moved) -> None:
        """Another line; a machine or order that was not accepted is forgotten."""
        event.stop()
        self.write_place()
        self.refresh_notes()

    def on_entry_form_accepted(self, event: EntryForm.Accepted) -> None:
        """Take a machine or an order, wherever it was scanned; the rest is the screen's."""
        event.stop()
        place = self.place
        if place is None:
            return
        key, text = event.key, event.text
        code = recognised(text, place.contract.machines, self.session.scanner.layout)
        if code is None or not self.may_be_code(key, code):
            self._took(key, text)
            return
        if key not in _ABOVE:
            self.form.clear(key)
            self.post_message(EntryForm.Changed(key, ""))  # or the line says what was wrong with a number
            self.form.go(key)
        match code.shape:
            case Shape.MACHINE:
                self._take_machine(code.code)
            case Shape.ORDER:
                self._take_order(code.code)
            case Shape.BATCH:
                self.scanned(code)

    def _took(self, key: str, text: str) -> None:
        if key == MACHINE:
            self._take_machine(text)
        elif key == ORDER:
            self._take_order(text)
        else:
            self.accepted(key, text)

    def action_back(self) -> None:
        """Take back what is typed on the line; from a line where nothing is, leave."""
        key, held = self.form.current, self.held.get(self.form.current) or ""
        if self.form.value(key) == held:
            super().action_back()
        else:
            self.form.write(key, held)
            self.post_message(EntryForm.Changed(key, held))

    def on_entry_form_turned(self, event: EntryForm.Turned) -> None:
        """The next or the previous machine."""
        event.stop()
        machines = self.place.contract.machines if self.place else ()
        if len(machines) < 2:  # noqa: PLR2004 - the one there is
            self.complain(self.say("workplace.one-machine"))
            return
        at = machines.index(self.where.machine) if self.where.machine in machines else -event.by
        self._take_machine(machines[(at + event.by) % len(machines)])

    def on_entry_form_locked(self, event: EntryForm.Locked) -> None:
        """Say why nothing can be typed there."""
        event.stop()
        self.complain(*(SafeText(cell.text) for cell in self.notes(event.key)[:1]))

    def on_entry_form_pasted(self, event: EntryForm.Pasted) -> None:
        """Say what became of a pasted column."""
        event.stop()
        said = self.say("workplace.pasted", written=event.written, lost=event.lost)
        (self.complain if event.lost else self.tell)(said)

    def go_back(self, key: str) -> None:
        """Go to a line that was refused.

        Keys that were pressed before the refusal could be seen were meant for the next lines: then the
        cursor stays where they left it, so that no value lands on the wrong line.
        """
        if not self.session.typed_ahead():
            self.form.go(key)

    @property
    def astray(self) -> bool:
        """Whether keys that were typed ahead may be meant for another place than the one that is shown."""
        return self._missed is not None

    def miss(self, key: str) -> None:
        """The next machine or order was not reached; say why as well."""
        if self._missed != MACHINE:
            self._missed = key

    def keeps_back(self) -> bool:
        """Whether nothing may be saved or left now; says so."""
        if self.astray:
            self.complain(self.say("workplace.kept-back"))
        return self.astray

    def forget(self) -> None:
        """What was refused could be seen: from here on keys mean the place that is shown."""
        self._missed = None
        super().forget()

    def leave(self, then: Callable[[], object]) -> None:
        """Go on, not away from what nobody could see yet."""
        if not self.keeps_back():
            super().leave(then)

    def choose(self, title: SafeText, find: Callable[[Plant], list[Choice]], key: str) -> None:
        """List values that are read from the store and take the chosen one on a line, as if typed."""

        def listed(choices: list[Choice]) -> None:
            self.ask(ChoiceScreen(self.session, title, choices), partial(self.chosen, key))

        self.call(find, listed, hold=True)

    def chosen(self, key: str, value: str) -> None:
        """A value was taken from a list: machine and order hold at once, others are as if typed."""
        self.form.go(key)
        self.form.write(key, value)
        if key in _ABOVE:
            self.form.go_by(1)
            self.post_message(EntryForm.Accepted(key, value))
        else:
            self.post_message(EntryForm.Changed(key, value))

    # Machine and order

    def lock_of(self, action: str) -> SafeText | None:
        """Nothing is saved without the right, or while a machine or order is typed that does not hold yet."""
        if action == "save" and (reason := no_right(self.person, self.say, self.RIGHT)):
            return reason
        if action == "save" and self.form.current in _ABOVE:
            key = self.form.current
            if self.form.value(key) != (self.held[key] or ""):
                return self.say("workplace.accept-first")
        return super().lock_of(action)

    def _take_machine(self, machine: str) -> None:
        if machine == self.where.machine:
            self.write_place()
            self._arrived(MACHINE)
        elif self.dirty:
            self.write_place()
            self.miss(MACHINE)
            self.complain(self.say("workplace.save-first"))
        else:
            self._take(replace(self.where, machine=machine or None, order=None), MACHINE, machine)

    def _take_order(self, order: str) -> None:
        if self._missed == MACHINE:
            self.write_place()
            self.keeps_back()
        else:
            self._take(replace(self.where, order=order or None), ORDER, order)

    def _take(self, where: Where, key: str, text: str) -> None:
        def refused(reasons: tuple[Refusal, ...]) -> None:
            self.form.write(key, text)
            self.go_back(key)
            self.miss(key)
            self.refused(reasons)

        def read(sheet: S) -> None:
            self.where = where
            self._arrived(key)
            self.shown(sheet)
            if self.form.current in _ABOVE:
                self.begin()

        self.call(lambda plant: self.read(plant, where), read, hold=True, refused=refused)

    def _arrived(self, key: str) -> None:
        """A place was accepted: what comes now is meant for it, but not what stands there already."""
        if not self.dirty and self._missed in {key, ORDER}:
            self._missed = None
