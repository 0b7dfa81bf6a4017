"""Plausible measurements: what an operator would type for a parameter, well or badly made."""

from decimal import ROUND_HALF_EVEN, Decimal
from random import Random

from prodsys_tui.domain.contract.contract import Kind, Limits, Parameter
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.services.demonstration.plan import DemoOrder, DemoPlan
from prodsys_tui.services.places import found


def _centre(parameter: Parameter, order: DemoOrder, plan: DemoPlan) -> Decimal:
    """The order's nominal, else the contract's, else what is typical. Raises ``Refused`` for a bad plan."""
    if parameter.order_nominal:
        text = order.specs[parameter.order_key or parameter.name]
        return found(read_number(text, eighths=parameter.eighths))
    if parameter.nominal is not None:
        return parameter.nominal
    return Decimal(plan.typical[parameter.name])


def _specification(parameter: Parameter, centre: Decimal) -> Limits:
    """Where a good value lies; a tenth around the centre where nothing is specified."""
    if parameter.specification is not None:
        return parameter.specification
    if parameter.tolerance is not None:
        return parameter.tolerance.around(centre)
    return Limits(centre * Decimal("0.9"), centre * Decimal("1.1"))


def measure(
    parameter: Parameter, order: DemoOrder, plan: DemoPlan, random: Random, *, good: bool = True
) -> str:
    """What is typed for one sample. A bad one lies just past the upper limit of the specification."""
    if parameter.kind is Kind.PASS_FAIL:
        return "Cumple" if good else "No cumple"
    if parameter.kind is Kind.TEXT:
        return plan.typical[parameter.name]
    centre = _centre(parameter, order, plan)
    limits = _specification(parameter, centre)
    low = centre if limits.minimum is None else limits.minimum
    high = centre if limits.maximum is None else limits.maximum
    reach = (high - low) / 2
    step = Decimal("0.125") if parameter.eighths else Decimal(1).scaleb(-plan.decimals.get(parameter.name, 2))
    if not good:
        return str((high + max(reach / 5, step)).quantize(step) if not parameter.eighths else high + step)
    wanted = centre + reach * Decimal(str(round(max(-0.9, min(0.9, random.gauss(0, 0.35))), 3)))
    steps = ((wanted - centre) / step).to_integral_value(rounding=ROUND_HALF_EVEN)
    value = centre + steps * step
    return str(value if limits.holds(value) else centre)
