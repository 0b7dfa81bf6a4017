"""What can be asked and done on a control chart: another chart, a cause, frozen limits."""

from dataclasses import replace
from typing import TYPE_CHECKING

from prodsys_tui.domain.model import ControlLimits
from prodsys_tui.domain.spc.chart import RANGE
from prodsys_tui.domain.spc.rules import RULES, Violation
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.modals.text import TextScreen
from prodsys_tui.services.control.control_chart import Wanted, read_rules, rules_text
from prodsys_tui.services.control.control_limits import freeze_limits, name_cause
from prodsys_tui.services.places import found
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.control_words import rule_text
from prodsys_tui.text.dates import read_date
from prodsys_tui.text.safe import joined, safe

if TYPE_CHECKING:
    from prodsys_tui.screens.control.screen import ControlScreen

_ALL = "all"
_AS_FROZEN = "frozen"


def ask_parameter(screen: "ControlScreen") -> None:
    """Every parameter that has a chart, process by process."""
    looked, say = screen.shown, screen.say
    if looked is None:
        return
    known = {f"{contract.id}:{name}": (contract, name) for contract, name in looked.choices}
    choices = [Choice(key, safe(name), safe(contract.name)) for key, (contract, name) in known.items()]

    def chosen(key: str) -> None:
        contract, name = known[key]
        screen.look(replace(screen.wanted, process=contract.id, parameter=name, machine=None))

    title = say("control.which-parameter")
    screen.ask(ChoiceScreen(screen.session, title, choices, grouped=True), chosen)


def ask_machine(screen: "ControlScreen") -> None:
    """The machines of the process, or all together."""
    chart, say = screen.chart, screen.say
    if chart is None:
        return
    choices = [Choice(_ALL, say("control.all-machines"))]
    choices += [Choice(code, safe(code)) for code in chart.subject.contract.machines]

    def chosen(code: str) -> None:
        screen.look(replace(screen.wanted, machine=None if code == _ALL else code))

    screen.ask(ChoiceScreen(screen.session, say("control.key.machine"), choices), chosen)


def ask_rules(screen: "ControlScreen") -> None:
    """One rule more or one less, or those in force with the limits."""
    chart, say = screen.chart, screen.say
    if chart is None:
        return
    on, marks = set(chart.rules), (say("control.off"), say("control.on"))
    choices = [
        Choice(str(rule), joined((safe(rule), marks[rule in on])), rule_text(say, rule)) for rule in RULES
    ]
    choices.append(Choice(_AS_FROZEN, say("control.rules-as-frozen")))

    def chosen(key: str) -> None:
        rules = () if key == _AS_FROZEN else tuple(sorted(on ^ {int(key)}))
        screen.look(replace(screen.wanted, rules=rules))

    screen.ask(ChoiceScreen(screen.session, say("control.key.rules"), choices), chosen)


def ask_cause(screen: "ControlScreen") -> None:
    """Which violation where there are several, then the cause, then what else is known."""
    at, say = screen.point, screen.say
    if at is None:
        return
    violations = {str(each.rule): each for each in at.point.violations}

    def of(violation: Violation) -> None:
        causes = screen.session.plant.catalogs.deviations.causes
        choices = [Choice(cause, safe(cause)) for cause in causes]
        title = say("control.cause-of", text=rule_text(say, violation.rule))
        screen.ask(ChoiceScreen(screen.session, title, choices), lambda cause: comment(violation, cause))

    def comment(violation: Violation, cause: str) -> None:
        dialog = TextScreen(screen.session, safe(cause), say("control.comment"), empty=True)
        screen.ask(dialog, lambda words: save(violation, cause, words))

    def save(violation: Violation, cause: str, words: str) -> None:
        uid, view, who = at.sample.ref.uid, screen.wanted, screen.person

        def work(plant: Plant) -> str:
            return plant.do(name_cause, who, uid, violation.rule, cause, words, view=view).cause

        def saved(named: str) -> None:
            screen.announce(say("control.cause-saved", cause=named))
            screen.action_reload()

        screen.call(work, saved, hold=True)

    if len(violations) == 1:
        of(next(iter(violations.values())))
        return
    choices = [
        Choice(key, rule_text(say, each.rule), safe("R" if each.rule == RANGE else each.rule))
        for key, each in violations.items()
    ]
    title = say("control.which-violation")
    screen.ask(ChoiceScreen(screen.session, title, choices), lambda key: of(violations[key]))


def ask_limits(screen: "ControlScreen") -> None:
    """Which days, which rules and why, after a question that says what follows."""
    chart, say = screen.chart, screen.say
    if chart is None:
        return
    zone, wanted, who = say.zone, screen.wanted, screen.person
    days = [each.sample.measured_at.astimezone(zone).date() for each in chart.points]
    asks = [
        Ask("since", say("control.since"), days[0].isoformat() if days else "", help=say("control.day-help")),
        Ask(
            "until", say("control.until"), days[-1].isoformat() if days else "", help=say("control.day-help")
        ),
        Ask("rules", say("control.rules"), rules_text(chart.rules), help=say("control.rules-help")),
        Ask("milestone", say("control.milestone"), help=say("control.milestone-help"), max_length=500),
    ]

    def freeze(plant: Plant, answers: Answers) -> ControlLimits:
        asked = _period(wanted, answers)
        return plant.do(freeze_limits, who, asked, answers["milestone"])

    def frozen(limits: ControlLimits) -> None:
        screen.announce(say("control.frozen-now", points=limits.points, milestone=limits.milestone))
        screen.action_reload()

    def form() -> None:
        title = say("control.freeze-title", parameter=chart.subject.parameter.name)
        screen.ask(FormScreen(screen.session, title, asks, freeze), frozen)

    machine = chart.subject.machine
    where = say("control.all-machines") if machine is None else machine.code
    question = say("control.freeze-question", parameter=chart.subject.parameter.name, machine=where)
    screen.confirm(question, form)


def _period(wanted: Wanted, answers: Answers) -> Wanted:
    """The chart of the days that were typed. Raises ``Refused`` (``bad-value``)."""
    since = found(read_date(answers["since"], "since"))
    until = found(read_date(answers["until"], "until")) if answers["until"] else None
    rules = found(read_rules(answers["rules"])) if answers["rules"] else ()
    return replace(wanted, since=since, until=until, rules=rules)
