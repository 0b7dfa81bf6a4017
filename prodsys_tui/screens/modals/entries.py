"""Short entries about a process in a shift, asked for from several screens: each is one service call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from prodsys_tui.domain.contract.catalogs import StopCatalog
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.stop import stopped_by
from prodsys_tui.domain.model import Person, Shift, Stop
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import UID, Answers, Ask, FormScreen
from prodsys_tui.screens.session import Place, Session
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.drafts import DraftForm
from prodsys_tui.services.line.stops import add_stop, end_stop
from prodsys_tui.services.places import found, only_machine
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.shift import shifts
from prodsys_tui.text.dates import read_moment
from prodsys_tui.text.safe import SafeText, joined, safe

Form = FormScreen[str]
"""Answers the key of what is said when it was saved."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A process (id), or one of its machines (code)."""

    process: int
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class EntryBook:
    """What the forms offer: contracts and people, and the stops of the shift."""

    catalogs: Catalogs
    contracts: Mapping[int, ProcessContract]
    people: tuple[Person, ...]
    stops: tuple[Stop, ...]

    @classmethod
    def read(cls, plant: Plant, reads: Reads, shift: Shift | None) -> "EntryBook":
        """The book of a shift; without one there are no stops."""
        return cls(
            plant.catalogs,
            {each.contract.id: each.contract for each in plant.contracts.all(reads)},
            tuple(reads.people()),
            tuple(reads.stops(shift.ref)) if shift else (),
        )

    def name(self, spot: Spot) -> SafeText:
        """A spot in words: the process, or the process and its machine."""
        name = safe(self.contracts[spot.process].name)
        return joined((name, safe(spot.machine))) if spot.machine else name

    def machine(self, spot: Spot) -> str | None:
        """The machine that an entry here means: the spot's own, or the only one of the process."""
        return spot.machine or only_machine(self.contracts[spot.process])

    def lasting(self, spot: Spot) -> Stop | None:
        """The stop that still lasts on the spot's machine."""
        machine = self.machine(spot)
        return next((stop for stop in self.stops_of(spot) if code_of(stop) == machine), None)

    def stops_of(self, spot: Spot) -> tuple[Stop, ...]:
        """The stops that still last on the spot's machines, whatever process they were noted at."""
        contract = self.contracts[spot.process]
        here = stopped_by(contract, spot.machine)
        return tuple(
            stop
            for stop in self.stops
            if stop.ends is None
            and stop.minutes is None
            and here & stopped_by(self.contracts[stop.process_id], code_of(stop))
        )


def code_of(stop: Stop) -> str | None:
    """The machine that stands still; None where the process as a whole does."""
    return stop.machine.code if stop.machine else None


class EntryForms:
    """Makes the forms for one shift (its uid)."""

    def __init__(self, session: Session, book: EntryBook, shift: str | None) -> None:
        self._session = session
        self._say = session.texts
        self._book = book
        self._shift = shift

    def idle(self, spot: Spot) -> Form:
        """Why a process or machine does not run."""
        reasons = [Choice(reason, safe(reason)) for reason in self._contract(spot).idle_reasons]

        def save(plant: Plant, answers: Answers) -> str:
            reason = answers["reason"]
            plant.do(shifts.set_idle, self._who, spot.process, reason, spot.machine, self._shift)
            return "entry.done.idle"

        return self._form("idle", (self._ask("reason", "", reasons),), save, spot)

    def assign(self, spot: Spot) -> Form:
        """Who works here; proposed is whoever asks."""
        people = [Choice(each.code, safe(each.code), safe(each.name)) for each in self._book.people]

        def save(plant: Plant, answers: Answers) -> str:
            person = answers["person"]
            plant.do(shifts.assign, self._who, spot.process, person, spot.machine, self._shift)
            return "entry.done.assigned"

        return self._form("assign", (self._ask("person", self._who.code, people),), save, spot)

    def observe(self, spot: Spot) -> Form:
        """An observation in words."""

        def save(plant: Plant, answers: Answers) -> str:
            text = answers["text"]
            plant.do(shifts.observe, self._who, spot.process, text, spot.machine, self._shift, answers[UID])
            return "entry.done.observed"

        return self._form("observe", (self._ask("text", most=500),), save, spot)

    def again(self, form: DraftForm) -> Form | None:
        """The form of a draft; None when what it was about is no more."""
        spot = Spot(form.process or 0, form.machine)
        lasting = next((stop for stop in self._book.stops_of(spot) if stop.ref.uid == form.about), None)
        match form.name:
            case "end-stop":
                return None if lasting is None else self.end_stop(spot, lasting)
            case "stop":
                return self.new_stop(spot)
            case "idle":
                return self.idle(spot)
            case "assign":
                return self.assign(spot)
        return self.observe(spot)

    def omit(self, spot: Spot, parameter: str) -> Form:
        """Why samples of a parameter are missing."""

        def save(plant: Plant, answers: Answers) -> str:
            reason = answers["reason"]
            plant.do(shifts.omit, self._who, spot.process, parameter, reason, spot.machine, self._shift)
            return "entry.done.omitted"

        ask = (self._ask("reason", most=500),)
        return self._form("omit", ask, save, spot, safe(parameter), key=parameter)

    def stop(self, spot: Spot) -> Form:
        """The end of the stop that lasts, or a new one."""
        lasting = self._book.lasting(spot)
        return self.new_stop(spot) if lasting is None else self.end_stop(spot, lasting)

    def new_stop(self, spot: Spot) -> Form:
        """A machine stands still: minutes alone, or from–to, to be left open while it lasts."""
        contract = self._contract(spot)
        machine = self._book.machine(spot)
        machines = [] if machine else [Choice(code, safe(code)) for code in contract.machines]
        reasons = stop_choices(self._book.catalogs.stops, contract)

        def save(plant: Plant, answers: Answers) -> str:
            minutes = found(_minutes(answers["minutes"]))
            starts, ends = (self._moment(plant, answers, name) for name in ("from", "to"))
            if minutes is None and starts is None:
                starts = _began(plant, answers[UID])
            plant.do(
                add_stop,
                self._who,
                spot.process,
                answers["reason"],
                machine or answers.get("machine") or None,
                minutes,
                starts,
                ends,
                self._shift,
                answers[UID],
            )
            return "entry.done.stopped"

        asks = [
            *([self._ask("machine", "", machines)] if machines else []),
            replace(self._ask("reason", "", reasons), grouped=True),
            *(self._ask(name) for name in ("minutes", "from", "to")),
        ]
        return self._form("stop", asks, save, spot)

    def end_stop(self, spot: Spot, stop: Stop) -> Form:
        """When an open stop ended."""

        def save(plant: Plant, answers: Answers) -> str:
            ends = self._moment(plant, answers, "to") or plant.clock.now()
            plant.do(end_stop, self._who, stop.ref.uid, ends)
            return "entry.done.running"

        return self._form("end-stop", (self._ask("to"),), save, spot, safe(stop.reason), key=stop.ref.uid)

    @property
    def _who(self) -> Person:
        return self._session.who

    def _contract(self, spot: Spot) -> ProcessContract:
        return self._book.contracts[spot.process]

    def _ask(self, key: str, value: str = "", choices: Sequence[Choice] = (), most: int = 200) -> Ask:
        label, wanted = self._say(f"entry.ask.{key}"), self._say(f"entry.ask.{key}.help")
        return Ask(key, label, value, choices, wanted, max_length=most)

    def _form(
        self,
        name: str,
        asks: Sequence[Ask],
        save: Callable[[Plant, Answers], str],
        spot: Spot,
        about: SafeText | None = None,
        *,
        key: str | None = None,
    ) -> Form:
        parts = (self._say(f"entry.form.{name}"), self._book.name(spot), *((about,) if about else ()))
        intro = self._say(f"entry.form.{name}.intro")
        title, place = joined(parts, ": "), Place.CLOSING if name == "omit" else Place.BOARD
        words = name == "observe"
        draft = DraftForm(name, place, title, spot.process, spot.machine, self._shift, key, words)
        return FormScreen(self._session, title, asks, save, intro=intro, draft=draft)

    def _moment(self, plant: Plant, answers: Answers, name: str) -> datetime | None:
        typed = answers[name]
        return found(read_moment(typed, self._session.zone, plant.clock.now(), name)) if typed else None


def stop_choices(catalog: StopCatalog, contract: ProcessContract) -> list[Choice]:
    """The reasons for a stop of a process, each with the name of its group."""
    return [
        Choice(catalog.typed(contract, group, reason), safe(reason), safe(catalog.names.get(group, group)))
        for group, entries in catalog.of(contract).items()
        for reason in entries
    ]


def _began(plant: Plant, uid: str) -> datetime:
    """When a stop began that nobody gave a time for: now, unless it was saved already."""
    with plant.read() as reads:
        saved = reads.stop(uid)
    return saved.starts if saved is not None and saved.starts is not None else plant.clock.now()


def _minutes(text: str) -> int | Refusal | None:
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    return Refusal(Code.BAD_INTERVAL, {"value": text}, "minutes", "minutes")
