"""Reading the parameters of a process contract. The format is told in ``data/README.md``."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.contract.contract import Kind, Limits, Parameter, Tolerance
from prodsys_tui.domain.contract.formula import Formula
from prodsys_tui.domain.contract.toml_fields import Fields
from prodsys_tui.domain.names import fold

_ORDER = "order"
_NUMERIC = (Kind.NUMBER, Kind.CALCULATED)

_ALLOWED: Mapping[Kind, frozenset[str]] = {
    Kind.NUMBER: frozenset({"validity", "specification", "nominal", "tolerance", "doubt", "eighths"}),
    Kind.CALCULATED: frozenset({"formula", "specification", "nominal", "tolerance"}),
    Kind.PASS_FAIL: frozenset({"nominal"}),
    Kind.TEXT: frozenset(),
}
"""The fields of judgement that each kind knows; another kind's field is a fault, not ignored."""


@dataclass(frozen=True, slots=True)
class _Sampling:
    """What the process says of all its parameters, unless one says otherwise."""

    due: int
    when: str


@dataclass(frozen=True, slots=True)
class _Nominal:
    """Where a nominal comes from: the contract's own value, or the order."""

    value: Decimal | None = None
    of_order: bool = False


def read_parameters(contract: Fields) -> tuple[Parameter, ...]:
    """The parameters of a contract, in its order. Faults go where those of the contract go."""
    section = contract.section("sampling")
    sampling = _Sampling(section.integer("due", 0), section.text("when", ""))
    tables = contract.tables("parameters")
    kinds = [table.choice("kind", Kind, Kind.NUMBER) for table in tables]
    names = [table.text("name") for table in tables]
    numeric = {fold(name) for name, kind in zip(names, kinds, strict=True) if kind is Kind.NUMBER}
    parameters: list[Parameter] = []
    seen: set[str] = set()
    for table, name, kind in zip(tables, names, kinds, strict=True):
        if fold(name) in seen:
            table.fault("name", "same_name", value=name)
        seen.add(fold(name))
        parameters.append(_parameter(table, name, kind, numeric, sampling))
        if kind is Kind.CALCULATED:
            numeric.add(fold(name))  # for those below it alone: formulas cannot go in circles
    return tuple(parameters)


def _parameter(table: Fields, name: str, kind: Kind, numeric: set[str], sampling: _Sampling) -> Parameter:
    for foreign in ("validity", "specification", "nominal", "tolerance", "doubt", "eighths", "formula"):
        if table.has(foreign) and foreign not in _ALLOWED[kind]:
            table.fault(foreign, "other_kind", kind=kind.value)
    nominal = _nominal(table)
    tolerance = _tolerance(table)
    specification = _specification(table, kind, nominal, tolerance)
    owed = 0 if kind is Kind.CALCULATED else sampling.due
    due, hours = table.integer("due", owed), tuple(sorted(table.integers("due_hours")))
    if hours and len(hours) != due:
        table.fault("due_hours", "hours_and_due", due=due)
    return Parameter(
        name=name,
        unit=table.text("unit", ""),
        kind=kind,
        validity=_validity(table, kind),
        specification=specification,
        nominal=nominal.value,
        order_nominal=nominal.of_order,
        order_key=table.text("order_key", "") if nominal.of_order else "",
        tolerance=tolerance,
        doubt=_limits(table, "doubt") or _doubt(kind, nominal.value, specification),
        critical=table.flag("critical"),
        eighths=table.flag("eighths"),
        formula=_formula(table, kind, numeric),
        due=due,
        due_when=table.text("due_when", sampling.when if owed else ""),
        due_hours=hours,
        due_per_order=table.flag("due_per_order"),
        stops_machine=table.flag("stops_machine"),
        note=table.text("note", ""),
        needs_note=table.flag("needs_note"),
    )


def _limits(table: Fields, name: str) -> Limits | None:
    inner = table.table(name)
    if inner is None:
        return None
    above = inner.number("above")
    if above is not None and inner.has("min"):
        inner.fault("above", "one_of_two", other="min")
    least = inner.number("min")
    return Limits(above if above is not None else least, inner.number("max"), above is not None)


def _validity(table: Fields, kind: Kind) -> Limits | None:
    limits = _limits(table, "validity")
    if kind is Kind.NUMBER and limits is None:
        table.fault("validity", "missing")
    return limits


def _nominal(table: Fields) -> _Nominal:
    if table.is_text("nominal"):
        if table.text("nominal") == _ORDER:
            return _Nominal(of_order=True)
        table.fault("nominal", "a_nominal")
        return _Nominal()
    return _Nominal(table.number("nominal"))


def _tolerance(table: Fields) -> Tolerance | None:
    inner = table.table("tolerance")
    if inner is None:
        return None
    amount, percent = inner.number("amount"), inner.number("percent")
    if (amount is None) == (percent is None):
        table.fault("tolerance", "a_tolerance")
    if min(amount or 0, percent or 0) < 0:
        table.fault("tolerance", "negative")
    return Tolerance(amount or Decimal(0), percent)


def _specification(
    table: Fields, kind: Kind, nominal: _Nominal, tolerance: Tolerance | None
) -> Limits | None:
    """The range that complies, where the contract alone can tell it."""
    limits = _limits(table, "specification")
    if limits is not None and tolerance is not None:
        table.fault("specification", "one_of_two", other="tolerance")
    if nominal.of_order:
        if limits is not None:
            table.fault("specification", "one_of_two", other="nominal")
        if tolerance is None and kind in _NUMERIC:
            table.fault("tolerance", "missing")
        return None
    if tolerance is None:
        return limits
    if nominal.value is None:
        table.fault("nominal", "missing")
        return None
    return tolerance.around(nominal.value)


def _doubt(kind: Kind, nominal: Decimal | None, specification: Limits | None) -> Limits | None:
    """Half to twice a fixed nominal (spec ``process-contracts.md``), and never inside the specification."""
    if kind is not Kind.NUMBER or not nominal:
        return None
    least, most = sorted((nominal / 2, nominal * 2))
    if specification is None:
        return Limits(least, most)
    return Limits(
        None if specification.minimum is None else min(least, specification.minimum),
        None if specification.maximum is None else max(most, specification.maximum),
    )


def _formula(table: Fields, kind: Kind, numeric: set[str]) -> Formula | None:
    if kind is not Kind.CALCULATED:
        table.text("formula", "")
        return None
    text = table.text("formula")
    parsed = Formula.parse(text, numeric) if text else ()
    if isinstance(parsed, Formula):
        return parsed
    for fault in parsed:
        table.fault("formula", f"formula_{fault.name}", **fault.params)
    return None
