"""The board's short forms: each is one service call, and answers the key of what is said afterwards."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from prodsys_tui.domain.model import Person, Stop
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.board.view import BoardView, Scope
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services import shifts, stops
from prodsys_tui.services.places import found
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.dates import read_date, read_moment
from prodsys_tui.text.safe import SafeText, joined, safe

Form = FormScreen[str]


class BoardForms:
    """Makes the forms for the rows of one view of the board."""

    def __init__(self, session: Session, view: BoardView) -> None:
        self._session = session
        self._say = session.texts
        self._view = view
        self._shift = view.shift.ref.uid if view.shift else None

    def open_shift(self) -> Form:
        """Turn and operating date as the clock proposes them."""
        turns = self._view.turns
        choices = [Choice(turn.code, safe(turn.code), safe(turn.name)) for turn in turns.choices]

        def save(plant: Plant, answers: Answers) -> str:
            day = found(read_date(answers["operating_date"], "operating_date"))
            plant.do(shifts.open_shift, self._who, answers["turn"], day)
            return "board.done.opened"

        asks = (
            self._ask("turn", turns.proposed.code, choices),
            self._ask("operating_date", turns.operating_date.isoformat()),
        )
        return self._form("open", asks, save)

    def void_shift(self) -> Form:
        """Why a shift with nothing in it never was."""

        def save(plant: Plant, answers: Answers) -> str:
            plant.do(shifts.void_shift, self._who, self._shift, answers["reason"])
            return "board.done.voided"

        return self._form("void", (self._ask("reason"),), save)

    def idle(self, scope: Scope) -> Form:
        """Why a process or machine does not run."""
        reasons = [
            Choice(reason, safe(reason)) for reason in self._view.contracts[scope.process.id].idle_reasons
        ]

        def save(plant: Plant, answers: Answers) -> str:
            plant.do(
                shifts.set_idle, self._who, scope.process.id, answers["reason"], _machine(scope), self._shift
            )
            return "board.done.idle"

        return self._form("idle", (self._ask("reason", "", reasons),), save, scope)

    def assign(self, scope: Scope) -> Form:
        """Who works here; proposed is whoever asks."""
        people = [Choice(each.code, safe(each.code), safe(each.name)) for each in self._view.people]

        def save(plant: Plant, answers: Answers) -> str:
            plant.do(
                shifts.assign, self._who, scope.process.id, answers["person"], _machine(scope), self._shift
            )
            return "board.done.assigned"

        return self._form("assign", (self._ask("person", self._who.code, people),), save, scope)

    def observe(self, scope: Scope) -> Form:
        """An observation in words."""

        def save(plant: Plant, answers: Answers) -> str:
            plant.do(
                shifts.observe, self._who, scope.process.id, answers["text"], _machine(scope), self._shift
            )
            return "board.done.observed"

        return self._form("observe", (self._ask("text", most=500),), save, scope)

    def stop(self, scope: Scope) -> Form:
        """The end of the stop that lasts, or a new one."""
        lasting = self._view.open_stop(scope)
        return self._new_stop(scope) if lasting is None else self._end_stop(scope, lasting)

    def _new_stop(self, scope: Scope) -> Form:
        """A machine stands still: minutes alone, or from–to, to be left open while it lasts."""
        contract = self._view.contracts[scope.process.id]
        machine = self._view.only_machine(scope)
        machines = [] if machine else [Choice(code, safe(code)) for code in contract.machines]
        reasons = [
            Choice(reason, safe(reason), safe(self._view.catalogs.stops.names.get(group, group)))
            for group, entries in self._view.catalogs.stops.of(contract).items()
            for reason in entries
        ]

        def save(plant: Plant, answers: Answers) -> str:
            minutes = found(_minutes(answers["minutes"]))
            starts, ends = (self._moment(plant, answers, name) for name in ("from", "to"))
            if minutes is None and starts is None:
                starts = plant.clock.now()
            plant.do(
                stops.add_stop,
                self._who,
                scope.process.id,
                answers["reason"],
                machine or answers.get("machine") or None,
                minutes,
                starts,
                ends,
                self._shift,
            )
            return "board.done.stopped"

        asks = [
            *([self._ask("machine", "", machines)] if machines else []),
            self._ask("reason", "", reasons),
            *(self._ask(name) for name in ("minutes", "from", "to")),
        ]
        return self._form("stop", asks, save, scope)

    def _end_stop(self, scope: Scope, stop: Stop) -> Form:
        """When an open stop ended."""

        def save(plant: Plant, answers: Answers) -> str:
            ends = self._moment(plant, answers, "to") or plant.clock.now()
            plant.do(stops.end_stop, self._who, stop.ref.uid, ends)
            return "board.done.running"

        return self._form("end-stop", (self._ask("to"),), save, scope)

    @property
    def _who(self) -> Person:
        return self._session.who

    def _ask(self, key: str, value: str = "", choices: Sequence[Choice] = (), most: int = 200) -> Ask:
        say = self._say
        return Ask(
            key, say(f"board.ask.{key}"), value, choices, say(f"board.ask.{key}.help"), max_length=most
        )

    def _form(
        self,
        name: str,
        asks: Sequence[Ask],
        save: Callable[[Plant, Answers], str],
        scope: Scope | None = None,
    ) -> Form:
        title = self._say(f"board.form.{name}")
        if scope is not None:
            title = joined((title, scope_name(scope)), ": ")
        return FormScreen(self._session, title, asks, save, intro=self._say(f"board.form.{name}.intro"))

    def _moment(self, plant: Plant, answers: Answers, name: str) -> datetime | None:
        site = self._session.site
        if not answers[name] or site is None:
            return None
        return found(read_moment(answers[name], ZoneInfo(site.zone), plant.clock.now(), name))


def scope_name(scope: Scope) -> SafeText:
    """A row's name in words: the process, or the process and its machine."""
    name = safe(scope.process.name)
    return joined((name, safe(scope.machine.code)), " ") if scope.machine else name


def _machine(scope: Scope) -> str | None:
    return scope.machine.code if scope.machine else None


def _minutes(text: str) -> int | Refusal | None:
    if not text:
        return None
    return (
        int(text)
        if text.isascii() and text.isdigit()
        else Refusal(Code.BAD_INTERVAL, {"value": text}, "minutes", "minutes")
    )
