"""The board's forms about the shift itself."""

from collections.abc import Callable, Sequence

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Order
from prodsys_tui.screens.board.view import BoardView
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services.line.orders import add_emergency_order
from prodsys_tui.services.places import found
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.shift import shifts
from prodsys_tui.text.dates import read_day, show_date
from prodsys_tui.text.safe import joined, safe

Form = FormScreen[str]
"""Answers the key of what is said when it was saved."""


def open_form(session: Session, view: BoardView) -> Form:
    """Turn and operating date as the clock proposes them."""
    turns, say = view.turns, session.texts
    choices = [Choice(turn.code, safe(turn.code), safe(turn.name)) for turn in turns.choices]

    def save(plant: Plant, answers: Answers) -> str:
        day = found(read_day(answers["date"], "date"))
        plant.do(shifts.open_shift, session.who, answers["turn"], day)
        return "board.done.opened"

    asks = (
        Ask("turn", say("board.ask.turn"), turns.proposed.code, choices, say("board.ask.turn.help")),
        Ask("date", say("board.ask.date"), show_date(turns.operating_date), (), say("board.ask.date.help")),
    )
    return _form(session, "open", asks, save)


def void_form(session: Session, view: BoardView) -> Form:
    """Why a shift with nothing in it never was."""
    shift = view.shift.ref.uid if view.shift else None

    def save(plant: Plant, answers: Answers) -> str:
        plant.do(shifts.void_shift, session.who, shift, answers["reason"])
        return "board.done.voided"

    return _form(session, "void", (Ask("reason", session.texts("board.ask.reason")),), save)


def emergency_form(session: Session, contract: ProcessContract) -> FormScreen[Order]:
    """An order that the process needs before its real one has come, with the nominals that it asks for."""
    say, who = session.texts, session.who
    named = {parameter.name: parameter for parameter in contract.parameters if parameter.order_nominal}

    def save(plant: Plant, answers: Answers) -> Order:
        specs = {name: answers[f"spec-{at}"] for at, name in enumerate(named) if answers[f"spec-{at}"]}
        product, quantity = answers["product"], answers["quantity"]
        return plant.do(add_emergency_order, who, contract.id, product, quantity, specs)

    asks = [
        Ask("product", say("board.ask.product"), "", (), say("board.ask.product.help")),
        Ask(
            "quantity", say("board.ask.quantity", unit=contract.unit), "", (), say("board.ask.quantity.help")
        ),
    ]
    for at, parameter in enumerate(named.values()):
        help_ = say("board.ask.spec.help", unit=parameter.unit)
        asks.append(Ask(f"spec-{at}", safe(parameter.name), "", (), help_))
    title = joined((say("board.form.emergency"), safe(contract.name)), ": ")
    return FormScreen(session, title, asks, save, intro=say("board.form.emergency.intro"))


def _form(session: Session, name: str, asks: Sequence[Ask], save: Callable[[Plant, Answers], str]) -> Form:
    say = session.texts
    title, intro = say(f"board.form.{name}"), say(f"board.form.{name}.intro")
    return FormScreen(session, title, asks, save, intro=intro)
