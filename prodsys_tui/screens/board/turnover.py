"""The board between two crews: which shift an entry is for, incidents, what changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from prodsys_tui.domain.model import Incident, IncidentState, Severity, Shift, ShiftState
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.domain.shift.shift import label, over_faults
from prodsys_tui.screens.board.drafts import DraftBoard
from prodsys_tui.screens.board.view import BoardView, read_view
from prodsys_tui.screens.frame import put_up
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.modals.tell import TellScreen
from prodsys_tui.screens.news_words import news_lines
from prodsys_tui.screens.session import Place, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift.incidents import add_incident, close_incident
from prodsys_tui.services.shift.news import News, news
from prodsys_tui.text.incidents import incident_title
from prodsys_tui.text.safe import SafeText, joined, safe

BETWEEN = timedelta(minutes=60)
"""How long after a turn's end it is asked which of the two shifts an entry is for."""

EVERY = 60.0
"""Seconds between two looks whether a turn has ended."""

PAGE = 100
"""How many incidents are read at once."""

_OPEN, _NEW, _OLDER = "open", "new", "older"


class TurnoverBoard(DraftBoard):
    """Asks once which of two shifts somebody works for, and shows the one that was chosen."""

    _asked: frozenset[str] = frozenset()
    """The shifts among which was chosen, the last time."""

    def on_mount(self) -> None:
        """A turn ends although nobody writes anything: look every now and then."""
        self.set_interval(EVERY, self._look_again)

    def _look_again(self) -> None:
        if self.is_current and self.shown is not None:
            self.action_reload()

    def which(self, then: Callable[[], object]) -> None:
        """Go on with the shift that is meant: asked once, while one has just ended and the next is there."""
        self.call(lambda plant: plant.clock.now(), lambda now: self._which(now, then), hold=True)

    def _which(self, now: datetime, then: Callable[[], object]) -> None:
        view = replace(self.shown, now=now) if self.shown is not None else None
        choices = list(self._choices(view)) if view is not None else []
        among = frozenset(choice.key for choice in choices)
        if view is None or len(choices) < 2 or among == self._asked:  # noqa: PLR2004 - one is no choice
            then()
            return

        def chosen(key: str) -> None:
            if key == _OPEN:
                self.call_next(self.app.run_action, "turn", self)
                return
            self._asked = among
            self._turn_to(key, then)

        self.ask(ChoiceScreen(self.session, self.say("board.which"), choices), chosen)

    def _choices(self, view: BoardView) -> Iterator[Choice]:
        """The shifts that an entry may be for now, the one that has just ended last."""
        running = view.running
        if running is not None:
            over = bool(over_faults(running, view.now))
            if over and may(self.person.role, Right.OPEN_SHIFT):
                yield Choice(_OPEN, self.say("board.which.open"))
            yield self._choice(running, "over" if over else "now")
        for shift in view.waiting:
            if shift.state is ShiftState.CLOSING and view.now - shift.ends < BETWEEN:
                yield self._choice(shift, "late")

    def _choice(self, shift: Shift, how: str) -> Choice:
        return Choice(shift.ref.uid, safe(label(shift)), self.say(f"board.which.{how}"))

    def _turn_to(self, uid: str, then: Callable[[], object]) -> None:
        """Show another shift, then go on."""
        if uid == self.shift_uid:
            then()
            return
        self.shift_key = uid

        def read(view: BoardView) -> None:
            self._show(view)
            then()

        self.call(lambda plant: read_view(plant, uid), read, hold=True)

    def action_handover(self) -> None:
        """Go to what the leaving shift hands over."""
        self.go(Target(Place.HANDOVER))

    # What changed

    def action_news(self) -> None:
        """Everything that others did since the last visit."""
        who, since = self.person, self.session.since

        def read(plant: Plant) -> News:
            with plant.read() as reads:
                return news(reads, plant.clock.now(), who.code, since)

        self.call(read, self._tell_news, hold=True)

    def _tell_news(self, told: News) -> None:
        put_up(self.app, TellScreen(self.session, self.say("news.title"), list(news_lines(told, self.say))))

    # Incidents

    def action_incidents(self) -> None:
        """The open incidents: report another, or close one."""
        self._read_incidents(())

    def _read_incidents(self, known: tuple[Incident, ...]) -> None:
        """List those that are known and the page after them."""
        last = known[-1].ref if known else None

        def read(plant: Plant) -> tuple[Incident, ...]:
            with plant.read() as reads:
                return tuple(reads.incidents(state=IncidentState.OPEN, before=last, limit=PAGE + 1))

        def list_them(found: tuple[Incident, ...]) -> None:
            self._list_incidents((*known, *found[:PAGE]), more=len(found) > PAGE)

        self.call(read, list_them, hold=True)

    def _list_incidents(self, incidents: tuple[Incident, ...], *, more: bool) -> None:
        open_ones, say = {each.ref.uid: each for each in incidents}, self.say
        choices = [Choice(_NEW, say("incident.new"))]
        choices += [
            Choice(each.ref.uid, incident_title(each.title, each.origin, say), _about(each))
            for each in incidents
        ]
        if more:
            choices.append(Choice(_OLDER, say("incident.older")))

        def chosen(key: str) -> None:
            if key == _OLDER:
                self._read_incidents(incidents)
                return
            self.ask(self._report() if key == _NEW else self._close(open_ones[key]), self._saved_incident)

        self.ask(ChoiceScreen(self.session, self.say("incident.title"), choices), chosen)

    def _report(self) -> FormScreen[str]:
        who, say = self.person, self.say
        spot = self.scope.spot if self.scope is not None else None
        severities = [Choice(each.value, safe(each.value)) for each in Severity]

        def save(plant: Plant, answers: Answers) -> str:
            title, severity = answers["title"], answers["severity"]
            machine, batch = answers["machine"], answers["batch"]
            plant.do(add_incident, who, title, severity, machine, batch=batch)
            return "incident.done.added"

        asks = (
            Ask("title", say("incident.ask.title"), help=say("incident.ask.title.help")),
            Ask(
                "severity",
                say("incident.ask.severity"),
                Severity.HIGH.value,
                severities,
                say("incident.ask.severity.help"),
            ),
            Ask(
                "machine",
                say("incident.ask.machine"),
                (spot.machine or "") if spot else "",
                help=say("incident.ask.machine.help"),
            ),
            Ask("batch", say("incident.ask.batch"), help=say("incident.ask.batch.help")),
        )
        return FormScreen(self.session, say("incident.form.add"), asks, save)

    def _close(self, incident: Incident) -> FormScreen[str]:
        who, say = self.person, self.say

        def save(plant: Plant, answers: Answers) -> str:
            plant.do(close_incident, who, incident.ref.uid, answers["action"])
            return "incident.done.closed"

        asks = (
            Ask("action", say("incident.ask.action"), help=say("incident.ask.action.help"), max_length=500),
        )
        title = incident_title(incident.title, incident.origin, say)
        intro = say("incident.form.close.intro", severity=incident.severity.value, title=title)
        return FormScreen(self.session, say("incident.form.close"), asks, save, intro=intro)

    def _saved_incident(self, said: str) -> None:
        self.tell(self.say(said))
        self.action_reload()


def _about(incident: Incident) -> SafeText:
    places = (place.code for place in (incident.machine, incident.batch) if place is not None)
    return joined((safe(incident.severity.value), *map(safe, places)))
