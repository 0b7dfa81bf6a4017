"""The gate of a workplace as the banner says it."""

from prodsys_tui.domain.contract.contract import GateScope
from prodsys_tui.domain.shift.gate import StateName
from prodsys_tui.services.shift.workplace import Workplace
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.safe import joined, safe
from prodsys_tui.widgets.gate_banner import GateNews


def gate_news(place: Workplace, say: Texts) -> GateNews:
    """Open or closed, the samples, the state, and every reason as the rules give it."""
    contract = place.contract
    state = say(f"board.state.{place.state.state}")
    if contract.support:
        return GateNews(say("gate.none"), "off", state)
    if place.machine is None and contract.gate.scope is GateScope.MACHINE:
        return GateNews(say("gate.choose"), "wrong", say("gate.each"))
    reasons = tuple(refusal_text(say, block) for block in place.state.blocks)
    closed = bool(reasons) or place.state.state is StateName.CLOSED
    samples = say("gate.samples", samples=place.scope.counted, minimum=contract.gate.minimum)
    alone = contract.gate.scope is GateScope.MACHINE and place.machine_code
    where = (safe(place.machine_code),) if alone else ()
    facts = joined((*where, samples, state), "  ")
    return GateNews(
        say("gate.closed" if closed else "gate.open"), "wrong" if closed else "done", facts, reasons
    )
