"""What screens of bars share: one list at a time, how many days it looks back, the row under the cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.paged_list import PagedList
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowHead

DAYS = (1, 7, 30, 90, 366)
"""How far back one can look."""
_GAP = 1
_SCROLLBAR = 1
_WHOLE = "█"
_LEAST_BAR = 4


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, what tells about each by its key, and what is said below all of them.

    ``more``: the store may have rows after the last one.
    """

    rows: list[Row]
    told: Mapping[str, tuple[SafeText, ...]]
    foot: tuple[SafeText, ...] = field(default=())
    more: bool = False


def bar(part: Decimal, columns: Sequence[Column], wide: int) -> SafeText:
    """A bar as long as a part of 1 is of the room that a terminal so wide leaves; the least is one sign."""
    room = wide - sum(column.width + _GAP for column in columns) - _SCROLLBAR
    length = int((min(part, Decimal(1)) * max(room, _LEAST_BAR)).to_integral_value(ROUND_HALF_EVEN))
    return safe(_WHOLE * max(length, 1 if part else 0))


def rounded(value: Decimal | None, places: int = 1) -> SafeText:
    """A figure as it is shown, half to even; a dash where it cannot be told."""
    return safe("-" if value is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))


class BarsScreen(PlantScreen[None]):
    """The base: it says which list it shows (``part``), reads in ``action_reload`` and makes the ``Page``.

    Its keys are ``more`` and ``fewer`` (days), and ``open``, which Enter asks for too.
    """

    LISTS: ClassVar[Mapping[str, Sequence[Column]]]
    """The columns of its lists, by name."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.page: Page | None = None
        """The rows on the screen, and what tells about each; None until they were read."""
        self.days = DAYS[2]
        """How many days it looks back."""

    @property
    def part(self) -> str:
        """The name of the list that is shown."""
        raise NotImplementedError

    def heading(self, part: str) -> Row:
        """The names of a list's columns."""
        raise NotImplementedError

    def action_reload(self) -> None:
        """Read what is shown, or read it again."""
        raise NotImplementedError

    def made(self) -> Page | None:
        """The page of what was read, as wide as the terminal is now; None until it was read."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The lists, of which one is seen, and the row under the cursor in full."""
        for part, columns in self.LISTS.items():
            with Vertical(id=f"part-{part}"):
                yield RowHead(columns, self.heading(part))
                yield PagedList(columns, id=f"rows-{part}")
        yield Notes(id="detail")

    def on_mount(self) -> None:
        """Read it."""
        self.begin()

    def on_resize(self) -> None:
        """The bars take what the terminal has."""
        self.show_page()

    def lock_of(self, action: str) -> SafeText | None:
        """There may be no more days."""
        if action == "more" and self.days == DAYS[-1]:
            return self.say("bars.no-more")
        if action == "fewer" and self.days == DAYS[0]:
            return self.say("bars.no-fewer")
        return super().lock_of(action)

    @property
    def rows(self) -> PagedList:
        """The list that is seen."""
        return self.query_one(f"#rows-{self.part}", PagedList)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.rows.key

    def begin(self) -> None:
        """Show the list that is wanted now, and read it."""
        self.page = None
        for part in self.LISTS:
            self.query_one(f"#part-{part}").display = part == self.part
        self.rows.focus()
        self.action_reload()

    def show_page(self) -> None:
        """Show what was read."""
        self.page = self.made()
        if self.page is not None:
            self.rows.show_pages(self.page.rows, more=self.page.more)
            self.show_status()
            self._show_detail()

    def action_more(self) -> None:
        """Look further back."""
        self.days = DAYS[DAYS.index(self.days) + 1]
        self.begin()

    def action_fewer(self) -> None:
        """Look less far back."""
        self.days = DAYS[DAYS.index(self.days) - 1]
        self.begin()

    def on_row_list_chosen(self) -> None:
        """Enter in the list."""
        self.call_next(self.app.run_action, "open", self)

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor."""
        self._show_detail()

    def _show_detail(self) -> None:
        if self.page is not None:
            lines = [*self.page.told.get(self.key or "", ()), *self.page.foot]
            self.query_one(Notes).show([Cell(line) for line in lines or [self.say("bars.empty")]])
            self.reload_keys()
