"""The board as it is read and shown; what its keys do is the screen's."""

from textual.app import ComposeResult

from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.board.rows import COLUMNS, details, heading, rows
from prodsys_tui.screens.board.view import BoardView, Scope, read_view
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.text.dates import show_date
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import RowHead, RowList


class ShiftBoard(ReadScreen[None]):
    """The rows of a shift with a cursor, and the row under it in full."""

    AREA = "board"
    CSS_PATH = "screen.tcss"

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: BoardView | None = None
        """What is on the screen; None until it was read."""
        self.shift_key = target.shift
        """The uid of the shift to show; None: the open one."""
        self.opened: set[int] = set()
        """The processes whose machines are shown."""

    def body(self) -> ComposeResult:
        """Heading, rows, and the row under the cursor in full."""
        yield RowHead(COLUMNS, heading(self.say))
        yield RowList(COLUMNS, id="processes")
        yield Notes(id="detail")

    def on_screen_resume(self) -> None:
        """Turn to the shift that another screen wants to be shown."""
        if self.session.wanted is not None:
            self.shift_key, self.session.wanted = self.session.wanted, None

    def action_reload(self) -> None:
        """Read the board again."""
        shift = self.shift_key
        self.call(lambda plant: read_view(plant, shift), self._show, hold=self.shown is None)

    def action_view(self) -> None:
        """Turn to the next shift that waits, and back to the open one."""
        if self.shown is not None:
            keys = [None, *(each.ref.uid for each in self.shown.waiting)]
            at = keys.index(self.shift_key) if self.shift_key in keys else 0
            self.shift_key = keys[(at + 1) % len(keys)]
            self.action_reload()

    # What it says

    @property
    def scope(self) -> Scope | None:
        """The process or machine under the cursor."""
        key = self.query_one(RowList).key
        return next((each for each in self.shown.scopes if each.key == key), None) if self.shown else None

    @property
    def shift_uid(self) -> str | None:
        """The uid of the shift that is shown."""
        return self.shown.shift.ref.uid if self.shown and self.shown.shift else None

    def status(self) -> tuple[SafeText, ...]:
        """Turn, date and state of the shift."""
        shift = self.shown.shift if self.shown else None
        if shift is None:
            return (self.say("board.title"),)
        return (
            joined(
                (
                    safe(shift.turn),
                    safe(show_date(shift.operating_date)),
                    self.say(f"board.shift.{shift.state}"),
                )
            ),
        )

    def on_row_list_moved(self) -> None:
        """Tell the row under the cursor."""
        self._show_detail()

    def _show(self, view: BoardView) -> None:
        self.shown = view
        self._show_rows()
        self.show_status()
        self._show_detail()

    def _show_rows(self) -> None:
        if self.shown is not None:
            self.query_one(RowList).show(rows(self.shown, self.say, self.opened))

    def _show_detail(self) -> None:
        if self.shown is not None:
            self.query_one(Notes).show(list(details(self.shown, self.scope, self.say)))
            self.reload_keys()

    def action_unfold(self) -> None:
        """Show the machines of the row's process."""
        if self.scope is not None:
            self.fold(self.scope, folded=False)

    def action_fold(self) -> None:
        """Hide the machines of the row's process."""
        if self.scope is not None:
            self.fold(self.scope, folded=True)

    def fold(self, scope: Scope, *, folded: bool) -> None:
        """Hide the machines of a process, or show them."""
        (self.opened.discard if folded else self.opened.add)(scope.process.id)
        self._show_rows()
        if folded:
            self.query_one(RowList).go_to(str(scope.process.id))
