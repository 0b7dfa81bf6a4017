"""What an opened shift proposes as idle; nothing is until a person says so."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.proposals import IdleProposal, proposed_idle
from prodsys_tui.services.shift.shifts import find_shift, set_idle
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowList


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a shift (its uid), and the names of the processes."""

    shift: str
    proposals: tuple[IdleProposal, ...]
    names: dict[int, str]


def read_proposed(plant: Plant, shift: str | None) -> Proposed:
    """Read what did not run in the shift before."""
    with plant.read() as reads:
        place = find_shift(reads, shift)
        names = {each.contract.id: each.contract.name for each in plant.contracts.all(reads)}
        return Proposed(place.ref.uid, proposed_idle(reads, plant.contracts, place), names)


class IdleScreen(Dialog[int]):
    """The proposals, all marked; Space takes a mark away, F2 declares those that have one.

    Answers how many were declared.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*general("save"), own("board.mark", "space", "mark")]
    DEFAULT_CSS = """
    IdleScreen RowList { height: auto; max-height: 12; margin: 1 0 0 0; }
    """

    def __init__(self, session: Session, proposed: Proposed) -> None:
        super().__init__(session, session.texts("board.form.propose"))
        self._proposed = proposed
        self._marked = set(range(len(proposed.proposals)))

    def body(self) -> ComposeResult:
        """The question and the list."""
        yield Static(as_content(self.say("board.form.propose.intro")))
        yield RowList((Column(3), Column(28), Column()))

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def on_row_list_chosen(self) -> None:
        """Enter marks as Space does."""
        self.action_mark()

    def action_mark(self) -> None:
        """Set the mark of the row, or take it away."""
        key = self.query_one(RowList).key
        if key is not None:
            self._marked ^= {int(key)}
            self._show()

    def action_save(self) -> None:
        """Declare what is marked, each as its own entry."""
        who, shift = self.session.who, self._proposed.shift
        chosen = [self._proposed.proposals[at] for at in sorted(self._marked)]
        entries = [(each.process, self._reason(each), each.machine) for each in chosen]

        def declare(plant: Plant) -> int:
            for process, reason, machine in entries:
                plant.do(set_idle, who, process, reason, machine, shift)
            return len(entries)

        def done(count: int) -> None:
            self.dismiss(count)

        self.call(declare, done, hold=True)

    def _show(self) -> None:
        self.query_one(RowList).show(
            [self._row(at, each) for at, each in enumerate(self._proposed.proposals)]
        )

    def _row(self, at: int, proposal: IdleProposal) -> Row:
        mark = "[x]" if at in self._marked else "[ ]"
        name = f"{self._proposed.names[proposal.process]} {proposal.machine or ''}".rstrip()
        return Row(
            str(at), (Cell(safe(mark), "strong"), Cell(safe(name), "strong"), Cell(self._reason(proposal)))
        )

    def _reason(self, proposal: IdleProposal) -> SafeText:
        return safe(proposal.reason) if proposal.reason else self.say("board.rested")
