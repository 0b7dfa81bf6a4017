"""A contract's own check, and that of all contracts together. Spec ``process-contracts.md``, last section.

Reading a contract refuses what cannot be understood; this tells what was understood and cannot be
right. An error keeps a contract from taking effect, a warning is for people to know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import StrEnum
from itertools import combinations

from prodsys_tui.domain.contract.code_pattern import overlap
from prodsys_tui.domain.contract.contract import Limits, Parameter, ProcessContract
from prodsys_tui.domain.contract.contract_reader import ContractRead
from prodsys_tui.domain.names import fold

_EXACT_DIGITS = 28
_READABLE_DIGITS = 4


class Level(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class LintMessage:
    """What was found in the contract of a process; ``text_key`` is the text's, ``params`` fill it.

    ``process`` is ``None`` where a file does not even tell its process.
    """

    process: int | None
    level: Level
    text_key: str
    params: Mapping[str, object] = field(default_factory=dict)


def lint_files(reads: Iterable[ContractRead]) -> tuple[LintMessage, ...]:
    """Check contracts as they were read: the faults of those that could not be, then ``lint`` of the rest."""
    found = tuple(reads)
    faults = [
        LintMessage(read.process, Level.ERROR, fault.text_key, fault.params)
        for read in found
        for fault in read.faults
    ]
    return (*faults, *lint([read.contract for read in found if read.contract is not None]))


def lint(contracts: Sequence[ProcessContract]) -> tuple[LintMessage, ...]:
    """Check contracts, each alone and all against each other; in the order of the processes."""
    ordered = sorted(contracts, key=lambda contract: contract.id)
    messages = [message for contract in ordered for message in _alone(contract)]
    messages += _together(ordered)
    return tuple(sorted(messages, key=lambda message: message.process or 0))


def _alone(contract: ProcessContract) -> Iterator[LintMessage]:
    for parameter in contract.parameters:
        for level, name, params in (*_ranges(parameter), *_formula(contract, parameter)):
            yield LintMessage(contract.id, level, f"lint.{name}", {"parameter": parameter.name, **params})
    for name, params in _line(contract):
        yield LintMessage(contract.id, Level.ERROR, f"lint.{name}", params)


def _line(contract: ProcessContract) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What is told of rolls, bags, settings and crews and cannot be right."""
    rules = contract.production
    if not rules.rolls and (rules.rolls_again or rules.roll_pattern is not None):
        yield "rolls_unused", {}
    if rules.bag_alert_percent is not None and rules.bag_nominal_kg is None:
        yield "bag_unused", {}
    names = [fold(setting.name) for setting in contract.settings]
    for setting in contract.settings:
        if names.count(fold(setting.name)) > 1:
            yield "setting_twice", {"setting": setting.name}
        if setting.text and setting.unit:
            yield "setting_text_unit", {"setting": setting.name}
    crews = contract.machines_per_crew
    if tuple(sorted(crews)) != crews:
        yield "crew_shrinks", {"numbers": ", ".join(map(str, crews))}


_Finding = tuple[Level, str, Mapping[str, object]]


def _ranges(parameter: Parameter) -> Iterator[_Finding]:
    """Ranges without any number, and ranges that reach out of the one that should hold them."""
    named = {
        "validity": parameter.validity,
        "specification": parameter.specification,
        "doubt": parameter.doubt,
    }
    ranges = {name: limits for name, limits in named.items() if limits is not None}
    for name, limits in ranges.items():
        if limits.empty:
            yield Level.ERROR, f"empty_{name}", {"range": limits.text}
    specification = ranges.get("specification")
    if specification is None:
        return
    for outer in ("validity", "doubt"):
        if outer in ranges and not _within(specification, ranges[outer]):
            params = {"range": specification.text, "outer": ranges[outer].text}
            yield Level.ERROR, f"specification_outside_{outer}", params
    if parameter.nominal is not None and not specification.holds(parameter.nominal):
        told = {"nominal": parameter.nominal, "range": specification.text}
        yield Level.ERROR, "nominal_outside_specification", told


def _within(inner: Limits, outer: Limits) -> bool:
    """Whether the ends that a range gives lie inside another; an end not given asks for nothing."""
    least, most = inner.minimum, inner.maximum
    least_fits = least is None or outer.holds(least) or (inner.above and least == outer.minimum)
    return least_fits and (most is None or outer.holds(most))


def _formula(contract: ProcessContract, parameter: Parameter) -> Iterator[_Finding]:
    """What a calculated parameter comes to when all its inputs are at their nominals."""
    if parameter.formula is None:
        return
    nominals = {fold(each.name): each.nominal for each in contract.parameters}
    if any(nominals.get(name) is None for name in parameter.formula.names):
        return  # nominals of the order: nothing to say before there is one
    value = parameter.formula.evaluate(nominals)
    if value is None:
        yield Level.ERROR, "formula_not_calculable", {"formula": parameter.formula.text}
    elif parameter.specification is not None and not parameter.specification.holds(value):
        params = {
            "formula": parameter.formula.text,
            "inputs": ", ".join(
                f"{each.name} {each.nominal}"
                for each in contract.parameters
                if fold(each.name) in parameter.formula.names
            ),
            "value": _shown(value, parameter.specification),
            "range": parameter.specification.text,
        }
        yield Level.WARNING, "formula_outside_specification", params


def _shown(value: Decimal, outside: Limits) -> Decimal:
    """A value rounded to few digits, as many as it takes to still lie outside the range."""
    rounded = (Context(prec=digits).plus(value) for digits in range(_READABLE_DIGITS, _EXACT_DIGITS))
    return next((each.normalize() for each in rounded if not outside.holds(each)), value)


def _together(contracts: Sequence[ProcessContract]) -> Iterator[LintMessage]:
    for one, other in combinations(contracts, 2):
        if one.id == other.id:
            yield _about(one, "same_process", this=one.name, other=other.name)
            continue
        if _orders_overlap(one, other):
            yield _about(one, "orders_overlap", other=other.name)
        for machine in one.machines:
            if machine in other.machines:
                yield from _sharing(machine, one, other)
    by_id = {contract.id: contract for contract in contracts}
    for contract in contracts:
        yield from _links(contract, by_id)


def _about(contract: ProcessContract, name: str, **params: object) -> LintMessage:
    return LintMessage(contract.id, Level.ERROR, f"lint.{name}", params)


def _orders_overlap(one: ProcessContract, other: ProcessContract) -> bool:
    """Whether some order code would belong to both processes."""
    if one.order_pattern is None or other.order_pattern is None:
        return False
    return overlap(one.order_pattern.pattern, other.order_pattern.pattern)


def _sharing(machine: str, one: ProcessContract, other: ProcessContract) -> Iterator[LintMessage]:
    """A machine of two contracts must be marked as shared in both."""
    for here, there in ((one, other), (other, one)):
        if machine not in here.shared_machines:
            yield _about(here, "machine_twice", machine=machine, other=there.name)


def _links(contract: ProcessContract, by_id: Mapping[int, ProcessContract]) -> Iterator[LintMessage]:
    """Who is upstream of whom must be told alike by both, and so must what is carried by hand."""
    for linked in dict.fromkeys((*contract.upstream, *contract.downstream, *contract.waste_from)):
        other = by_id.get(linked)
        if other is None:
            yield _about(contract, "unknown_process", other=linked)
            continue
        if linked in contract.upstream and contract.id not in other.downstream:
            yield _about(contract, "upstream_not_mirrored", other=other.name)
        if linked in contract.downstream and contract.id not in other.upstream:
            yield _about(contract, "downstream_not_mirrored", other=other.name)
        if linked in contract.by_hand and contract.id not in other.by_hand:
            yield _about(contract, "by_hand_not_mirrored", other=other.name)
