"""The line at work on the board: what a machine runs and takes its material from, crews, settings."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import BatchState, Order
from prodsys_tui.screens.batch_choices import batch_choices
from prodsys_tui.screens.board.forms import emergency_form
from prodsys_tui.screens.board.settings import SettingsScreen
from prodsys_tui.screens.board.turnover import TurnoverBoard
from prodsys_tui.screens.held_signature import signature_asks, signer_of
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.services.line.crews import CrewNow, assign_crew, crews_now, unassign
from prodsys_tui.services.line.runs import Change, MachineStory, machine_story, orders_for, run_order
from prodsys_tui.services.line.settings import SettingsSheet, settings_sheet
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production_sheet import Offered, offered_batches
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.text.safe import SafeText, joined, safe


@dataclass(frozen=True, slots=True)
class LineNow:
    """A machine as it works now, and what it may take up: orders and batches."""

    story: MachineStory
    orders: Sequence[Order]
    batches: Sequence[Offered]
    counter: bool


class RunScreen(FormScreen[Change]):
    """Begins at the order, so that a scan says what runs from now on."""

    begin = "order"


class LineBoard(TurnoverBoard):
    """A board on which orders are changed, crews are put to work and settings are noted."""

    def action_run(self) -> None:
        """Ask which order the machine of the row runs, and which batches it takes its material from."""
        scope, view = self.scope, self.shown
        machine = view.book.machine(scope.spot) if scope is not None and view is not None else None
        if scope is None or machine is None:
            self.complain(self.say("board.choose-machine"))
            return
        process, code = scope.process.id, machine
        self.call(lambda plant: read_line(plant, process, code), self._ask_run, hold=True)

    def action_emergency(self) -> None:
        """Release an order for the process of the row that cannot wait for its real code."""
        if self.scope is None:
            return
        process = self.scope.process.id

        def read(plant: Plant) -> ProcessContract:
            with plant.read() as reads:
                return plant.contracts.of(reads, process).contract

        self.call(read, self._ask_emergency, hold=True)

    def _ask_emergency(self, contract: ProcessContract) -> None:
        if contract.order_pattern is None:
            self.complain(self.say("board.emergency.none", process=contract.name))
            return
        self.ask(emergency_form(self.session, contract), self._released)

    def _released(self, order: Order) -> None:
        self.tell(self.say("board.done.emergency", order=order.code))

    def action_crew(self) -> None:
        """Ask for a crew: all its people go to their machines. Or take somebody off."""
        scope, shift = self.scope, self.shift_uid
        if scope is not None:
            process = scope.process.id
            self.call(lambda plant: read_crews(plant, process, shift), self._ask_crew, hold=True)

    def action_settings(self) -> None:
        """Note the settings of the machine of the row."""
        scope, view, shift = self.scope, self.shown, self.shift_uid
        if scope is None or view is None:
            return
        machine, process = view.book.machine(scope.spot), scope.process.id

        def read(plant: Plant) -> SettingsSheet:
            with plant.read() as reads:
                return settings_sheet(reads, plant.contracts, process, machine, shift)

        self.call(read, self._ask_settings, hold=True)

    def _ask_run(self, now: LineNow) -> None:
        story, say, who = now.story, self.say, self.session.who
        running = story.run.order.code if story.run is not None else ""
        in_use = [use.batch.code for use in story.in_use]

        def save(plant: Plant, answers: Answers) -> Change:
            used = [batch_meant(word).upper() for word in answers.get("use", "").split()]
            keeps = [code for code in in_use if code in used]
            new = [code for code in used if code not in in_use]
            code, order, reason = story.machine.code, answers["order"], answers.get("reason")
            signer = signer_of(plant, answers) if "pin" in answers else None
            return plant.do(run_order, who, code, order, answers.get("counter"), keeps, new, reason, signer)

        orders = [Choice(order.code, safe(order.code), safe(order.product)) for order in now.orders]
        asks = [Ask("order", say("board.run.order"), running, orders, say("board.run.order.help"))]
        if now.counter:
            asks.append(Ask("counter", say("board.run.counter"), "", (), say("board.run.counter.help")))
        if now.batches or in_use:
            help_ = say("board.run.use.help")
            choices = batch_choices(now.batches, say, in_use)
            asks.append(Ask("use", say("board.run.use"), " ".join(in_use), choices, help_, many=True))
        if any(each.batch.state is BatchState.HELD and each.since is None for each in now.batches):
            asks += signature_asks(self.session)
        title = joined((say("board.run.title"), safe(story.machine.code)), ": ")
        self.ask(RunScreen(self.session, title, asks, save, intro=say("board.run.intro")), self._changed)

    def _changed(self, change: Change) -> None:
        told = {"machine": change.machine.code, "order": change.run.order.code if change.run else ""}
        lines = [self.say("board.run.done" if change.run else "board.run.none", **told)]
        if change.due:
            lines.append(self.say("board.run.due", parameters=[each.name for each in change.due]))
        self.tell(*lines)
        self.action_reload()

    def _ask_crew(self, crews: tuple[CrewNow, ...]) -> None:
        scope, say, shift, who = self.scope, self.say, self.shift_uid, self.session.who
        if scope is None or self.shown is None:
            return
        process, machine = scope.process.id, scope.spot.machine
        choices = [Choice(each.crew.code, safe(each.crew.code), self._crew_told(each)) for each in crews]
        there = [each for each in self.shown.crew if each.process_id == process]
        people = dict.fromkeys(each.person.code for each in there)
        choices += [Choice(person, safe(person), say("board.crew.off")) for person in people]
        codes = {person.casefold() for person in people}

        def save(plant: Plant, answers: Answers) -> str:
            wanted = answers["crew"]
            if wanted.casefold() not in codes:
                plant.do(assign_crew, who, process, wanted, shift)
                return "board.crew.done"
            plant.do(unassign, who, process, wanted, machine, shift)
            return "board.crew.gone"

        working = next((each.crew.code for each in crews if each.works), "")
        ask = Ask("crew", say("board.crew.ask"), working, choices, say("board.crew.ask.help"))
        title = joined((say("board.crew.title"), self.shown.book.name(scope.spot)), ": ")
        intro = say("board.crew.intro")
        self.ask(FormScreen(self.session, title, (ask,), save, intro=intro), self._crew_done)

    def _crew_done(self, said: str) -> None:
        self.tell(self.say(said))
        self.action_reload()

    def _crew_told(self, now: CrewNow) -> SafeText:
        people = list(dict.fromkeys(each.person.code for each in now.members))
        key = "board.crew.works" if now.works else "board.crew.rests"
        return self.say(key, name=now.crew.name, turn=now.turn, people=people)

    def _ask_settings(self, sheet: SettingsSheet) -> None:
        if not sheet.contract.settings:
            self.complain(self.say("board.settings.none", process=sheet.contract.name))
            return
        self.ask(SettingsScreen(self.session, sheet), self._noted)

    def _noted(self, sheet: SettingsSheet) -> None:
        self.tell(self.say("board.settings.done", count=len(sheet.now)))


def read_line(plant: Plant, process: int, machine: str) -> LineNow:
    """What a machine runs and may take up."""
    with plant.read() as reads:
        contract = plant.contracts.of(reads, process).contract
        batches = offered_batches(reads, plant.contracts, process, machine)
        return LineNow(
            machine_story(reads, plant.contracts, machine),
            orders_for(reads, plant.contracts, machine),
            batches,
            contract.production.counter,
        )


def read_crews(plant: Plant, process: int, shift: str | None) -> tuple[CrewNow, ...]:
    """The crews of a process, that of the shift's turn first."""
    with plant.read() as reads:
        place = find_shift(reads, shift)
        return crews_now(reads, plant.catalogs, process, place, place.operating_date)
