"""A list of valid values (F4) and the palette (F10): type to filter, Enter takes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from textual import events
from textual.app import ComposeResult

from prodsys_tui.domain.names import unaccented
from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowList

_GROUP = "\0group "
"""Begins the key of a group's row; no value has such a key."""
MOST = 500
"""The most rows a list shows; typing narrows it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be taken: what is answered, what is shown, what is said beside."""

    key: str
    label: SafeText
    detail: SafeText = field(default_factory=SafeText)


class ChoiceScreen(Dialog[str]):
    """Answers the key of the chosen value, or with ``free`` the typed words where none fits.

    With ``grouped`` the details are groups: they are listed first, Enter opens one and Esc closes it, and
    typing finds a value in all of them.
    """

    DEFAULT_CSS = """
    ChoiceScreen RowList { height: auto; max-height: 14; }
    """

    def __init__(
        self,
        session: Session,
        title: SafeText,
        choices: Sequence[Choice],
        *,
        free: bool = False,
        grouped: bool = False,
    ) -> None:
        super().__init__(session, title)
        self._choices = choices
        self._free = free
        self._groups = tuple(dict.fromkeys(choice.detail for choice in choices)) if grouped else ()
        self._group: SafeText | None = None

    def body(self) -> ComposeResult:
        """A line to filter by, and the values."""
        yield Field(id="filter", max_length=200)
        yield RowList((Column(34), Column()))

    def on_mount(self) -> None:
        """Show all values."""
        self._filter("")

    def on_input_changed(self, event: Field.Changed) -> None:
        """Show what holds every typed word."""
        self._filter(event.value)

    def on_key(self, event: events.Key) -> None:
        """What moves in a list does so while the keys go to the filter; Home and End while it is empty."""
        rows = self.query_one(RowList)
        moves = {
            "up": partial(rows.action_move, -1),
            "down": partial(rows.action_move, 1),
            "pageup": partial(rows.action_page, -1),
            "pagedown": partial(rows.action_page, 1),
        }
        if not self.query_one(Field).value:
            moves |= {"home": partial(rows.action_end, 0), "end": partial(rows.action_end, -1)}
        if event.key in moves and not isinstance(self.focused, RowList):
            event.stop()
            moves[event.key]()

    def on_field_entered(self, event: Field.Entered) -> None:
        """Take the value under the cursor, or the typed words."""
        key = self.query_one(RowList).key
        typed = event.text.strip()
        if key is not None:
            self._take(key)
        elif self._free and typed:
            self.dismiss(typed)
        else:
            self.complain(self.say("app.nothing-found"))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Take the value."""
        event.stop()
        self._take(event.key)

    def action_back(self) -> None:
        """Out of an open group, else out of the list."""
        if self._group is None:
            super().action_back()
        else:
            self._group = None
            self._filter("")

    def _take(self, key: str) -> None:
        """Answer a value, or open a group."""
        if not key.startswith(_GROUP):
            self.dismiss(key)
            return
        self._group = self._groups[int(key.removeprefix(_GROUP))]
        self._filter("")

    def _filter(self, typed: str) -> None:
        words = unaccented(typed).split()
        if self._groups and not words:
            self.query_one(RowList).show(self._tree())
            return
        shown = [
            Row(choice.key, (Cell(safe(choice.label), "strong"), Cell(safe(choice.detail))))
            for choice in self._choices
            if all(word in unaccented(f"{choice.label} {choice.detail} {choice.key}") for word in words)
        ]
        self.query_one(RowList).show(shown[:MOST])

    def _tree(self) -> list[Row]:
        """The groups with how many values each has, or the values of the one that is open."""
        if self._group is None:
            many = Counter(choice.detail for choice in self._choices)
            return [
                Row(f"{_GROUP}{at}", (Cell(group, "strong"), Cell(safe(many[group]))))
                for at, group in enumerate(self._groups)
            ]
        return [
            Row(choice.key, (Cell(safe(choice.label), "strong"), Cell(safe(choice.detail))))
            for choice in self._choices
            if choice.detail == self._group
        ]
