"""Lotes sospechosos: what was made on a machine since a parameter complied last, held with one signature."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.model import BatchState, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.batch.holds import hold_batches
from prodsys_tui.services.batch.suspects import Suspects, suspects_of
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.site.login import sign
from prodsys_tui.text.dates import show_instant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import general, own
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, Column, Row, RowHead, RowList

COLUMNS = (Column(16), Column(12), Column(9), Column(12, "right"), Column(18), Column())
"""When, batch, the batch's state, quantity, who, order."""


class SuspectsScreen(PlantScreen[None]):
    """What the failing sample that the target names makes suspect."""

    AREA = "suspects"
    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        own("suspects.hold", "f2", "hold"),
        *general("leave", "reload"),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.found: Suspects | None = None
        """What is suspect; None until it was read."""

    def body(self) -> ComposeResult:
        """The records, and what the window is."""
        yield RowHead(COLUMNS, self._heading())
        yield RowList(COLUMNS)
        yield Notes(id="detail")

    def on_mount(self) -> None:
        """Read what is suspect."""
        self.action_reload()

    def data_changed(self) -> None:
        """Somebody wrote something."""
        self.action_reload()

    def action_reload(self) -> None:
        """Read it again."""
        uid = self.target.sample or ""

        def read(plant: Plant) -> Suspects:
            with plant.read() as reads:
                return suspects_of(reads, uid)

        self.call(read, self._show, hold=self.found is None)

    def lock_of(self, action: str) -> SafeText | None:
        """There must be something to hold, and the right to hold any."""
        if action != "hold":
            return None
        if self.found is not None and not self.found.free:
            return self.say("suspects.none-free")
        return no_right(self.person, self.say, Right.PAUSE_BATCH)

    def action_hold(self) -> None:
        """Ask for the reason and the signature, then hold every batch that nobody holds."""
        found = self.found
        if found is not None and found.free:
            self.ask(self._form(found), self._held)

    def _form(self, found: Suspects) -> FormScreen[int]:
        codes, who = [batch.code for batch in found.free], self.person
        right = Right.HOLD_MANY if len(codes) > 1 else Right.PAUSE_BATCH

        def save(plant: Plant, answers: Answers) -> int:
            signer = sign(plant, answers["signer"], answers["pin"], right)
            uid = found.sample.ref.uid
            return len(plant.do(hold_batches, who, codes, answers["comment"], signer, sample=uid))

        signer = who.code if may(who.role, right) else ""
        asks = (
            Ask("comment", self.say("suspects.ask.reason"), self._proposed(found), max_length=500),
            Ask("signer", self.say("suspects.ask.signer"), signer, help=self.say("suspects.ask.signer.help")),
            Ask("pin", self.say("suspects.ask.pin"), secret=True, max_length=8),
        )
        intro = self.say("suspects.form.intro", count=len(codes), batches=codes)
        return FormScreen(self.session, self.say("suspects.form"), asks, save, intro=intro)

    def _proposed(self, found: Suspects) -> str:
        sample = found.sample
        return f"{sample.parameter} {sample.words or show_number(sample.value)}: {sample.result.value}"

    def _held(self, count: int) -> None:
        self.tell(self.say("suspects.done", count=count))
        self.action_reload()

    def _show(self, found: Suspects) -> None:
        self.found = found
        states = {batch.code: batch.state for batch in found.batches}
        rows = [self._row(record, states) for record in reversed(found.records)]
        self.query_one(RowList).show(rows)
        self.query_one(Notes).show([Cell(line) for line in self._detail(found)])
        self.reload_keys()

    def _heading(self) -> Row:
        names = ("at", "batch", "state", "quantity", "who", "order")
        return Row("", tuple(Cell(self.say(f"suspects.column.{name}"), "head") for name in names))

    def _row(self, record: WorkRecord, states: dict[str, BatchState]) -> Row:
        code = record.batch.code if record.batch is not None else ""
        state = states.get(code)
        at = record.measured_at or record.recorded_at
        meaning = "waiting" if state is BatchState.ACTIVE else "done"
        return Row(
            record.ref.uid,
            (
                Cell(safe(show_instant(at, self.session.zone))),
                Cell(safe(code), "strong"),
                Cell(safe(state.value if state else ""), meaning),
                Cell(safe(show_number(record.quantity)), "strong"),
                Cell(safe(record.author)),
                Cell(safe(record.order.code if record.order is not None else "")),
            ),
        )

    def _detail(self, found: Suspects) -> Iterator[SafeText]:
        sample, zone = found.sample, self.session.zone
        machine = sample.machine.code if sample.machine is not None else ""
        what = safe(f"{machine} {sample.parameter}: {sample.words or show_number(sample.value)}")
        yield joined((what, safe(sample.result.value), safe(show_instant(sample.measured_at, zone))), "  ")
        if found.since is None:
            yield self.say("suspects.never")
        else:
            yield self.say("suspects.since", at=show_instant(found.since, zone))
        if not found.records:
            yield self.say("suspects.none")
