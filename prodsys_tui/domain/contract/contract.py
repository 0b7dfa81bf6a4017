"""A process contract: what a process measures, demands and produces.

Seed "Process-Specific Validation", spec ``process-contracts.md``.

Three limits exist and never mix: *validity* (can the number be a real measurement), *specification*
(does the product comply), *control* (is the process drifting; computed from history, not here).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from re import Pattern

from prodsys_tui.domain.contract.formula import Formula
from prodsys_tui.domain.numbers import show_number

STOP_GROUPS = ("operativos", "mecanicos", "calidad", "externos")
"""The groups of stop reasons, in the order in which they are listed."""

COUNTER_MOST = Decimal("1.5")
"""How many times the target a counter may say before its reading is disputed, if the contract is silent."""


class Kind(StrEnum):
    """What a parameter's value is."""

    NUMBER = "number"
    PASS_FAIL = "pass_fail"  # noqa: S105 - a kind of parameter, no password
    TEXT = "text"
    CALCULATED = "calculated"


class GateScope(StrEnum):
    """Who opens and locks together: the whole process, or each machine alone."""

    PROCESS = "process"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Limits:
    """A range whose ends are inclusive; ``None`` is no limit, ``above`` excludes the lower end (``>0``)."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    above: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies inside."""
        if self.minimum is not None and (value <= self.minimum if self.above else value < self.minimum):
            return False
        return self.maximum is None or value <= self.maximum

    @property
    def empty(self) -> bool:
        """Whether no number at all lies inside."""
        if self.minimum is None or self.maximum is None:
            return False
        return self.minimum >= self.maximum if self.above else self.minimum > self.maximum

    @property
    def text(self) -> str:
        """The range as the seed prints it: ``50-300``, ``>0``; nothing where there is no limit."""
        if self.minimum is None:
            return "" if self.maximum is None else f"<={show_number(self.maximum)}"
        least = f">{show_number(self.minimum)}" if self.above else show_number(self.minimum)
        if self.maximum is not None:
            return f"{least}-{show_number(self.maximum)}"
        return least if self.above else f">={least}"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a value may lie from its nominal: an amount in the parameter's unit, or a percentage of it."""

    amount: Decimal = Decimal(0)
    percent: Decimal | None = None

    def around(self, nominal: Decimal) -> Limits:
        """The specification that this tolerance gives around a nominal."""
        reach = abs(nominal) * self.percent / 100 if self.percent is not None else self.amount
        return Limits(nominal - reach, nominal + reach)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that is measured.

    ``nominal`` is the contract's own; ``order_nominal`` says that it comes from the order's
    specification of the same name (``order_key`` where the order calls it otherwise), with
    ``tolerance`` round it. ``due`` is how many samples a shift owes for each machine that ran,
    ``due_per_order`` that it owes them for every order that the machine took up, and ``due_when`` says
    when, in words, ``due_hours`` at which hours of the turn (empty: at none in particular; else one for
    each sample due). ``formula`` belongs to calculated parameters alone and finds its
    inputs by ``fold`` of their names. A valid value outside ``doubt`` is asked for again.
    ``stops_machine``: not complying, the machine has to stop; ``needs_note``: the process then needs
    an observation.
    """

    name: str
    unit: str
    kind: Kind
    validity: Limits | None = None
    specification: Limits | None = None
    nominal: Decimal | None = None
    order_nominal: bool = False
    order_key: str = ""
    tolerance: Tolerance | None = None
    doubt: Limits | None = None
    critical: bool = False
    eighths: bool = False
    formula: Formula | None = None
    due: int = 0
    due_when: str = ""
    due_hours: tuple[int, ...] = ()
    due_per_order: bool = False
    stops_machine: bool = False
    note: str = ""
    needs_note: bool = False


def limits_text(parameter: Parameter) -> str:
    """The validity of a parameter in the seed's words: ``50-300 g/m2``, ``>0 kg``, ``0.1-5 mm``."""
    limits = parameter.validity.text if parameter.validity else ""
    return f"{limits} {parameter.unit}".strip() if limits else ""


@dataclass(frozen=True, slots=True)
class Gate:
    """What opens production: ``minimum`` samples, among them the parameters in ``requires``."""

    minimum: int = 1
    requires: tuple[str, ...] = ()
    scope: GateScope = GateScope.PROCESS


@dataclass(frozen=True, slots=True)
class ProductionRules:
    """What a production record of the process must bring. Quantities are in the process's unit.

    ``waste_destinations`` are codes, ``waste_names`` their words; ``waste_kinds`` the plant's codes of
    waste. An order with one of ``refused_properties`` does not run here, with one of those under a
    machine in ``refusing_machines`` not on that machine. A counter's reading is disputed when it says
    more than ``counter_most`` times the target; ``counter_resets`` are the reasons to reset one. What
    bags weigh is highlighted when it differs from their nominal by more than ``bag_alert_percent``.
    ``whole``: pieces are counted, and there is no half a piece. ``rolls``: what is made may be told roll by
    roll; ``roll_pattern`` is the shape of the codes of those that are made here, and with ``rolls_again``
    the rolls are those that are used up here, so that one may come again.
    """

    counter: bool = False
    waste_demanded: bool = False
    waste_destinations: tuple[str, ...] = ()
    batches_demanded: bool = False
    order_demanded: bool = True
    machine_demanded: bool = True
    quantity_name: str = ""
    refused_properties: tuple[str, ...] = ()
    refusing_machines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bag_nominal_kg: Decimal | None = None
    bag_alert_percent: Decimal | None = None
    counter_most: Decimal = COUNTER_MOST
    counter_resets: tuple[str, ...] = ()
    waste_names: Mapping[str, str] = field(default_factory=dict)
    waste_kinds: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    rolls: bool = False
    rolls_again: bool = False
    roll_pattern: Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A machine setting that operators note; never judged.

    ``text``: it takes words, not a number. ``copied``: it may be taken over from the last shift.
    """

    name: str
    unit: str
    group: str
    text: bool = False
    copied: bool = True


@dataclass(frozen=True, slots=True)
class Inks:
    """How many inks a print may have on each side, and what is noted of each."""

    front: int
    back: int
    noted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessContract:
    """One process with all its rules. ``target`` is per turn, and per machine where ``target_per_machine``.

    ``upstream`` are the processes whose batches are consumed here and ``downstream`` those that consume
    what is made here; they mirror each other. Two marks say how: ``by_hand`` names the neighbours whose
    goods are carried over by hand, ``as_material`` those upstream whose goods enter as raw material.
    ``waste_from`` names processes whose waste comes back as material, without batches and so without a
    mirror. ``shared_machines`` may also stand in another contract that shares them too.
    ``machines_per_crew`` is the most machines that one person, a pair, … may cover (empty: no rule).
    """

    id: int
    name: str
    version: str
    unit: str
    order_pattern: Pattern[str] | None
    machines: tuple[str, ...]
    upstream: tuple[int, ...]
    downstream: tuple[int, ...]
    gate: Gate
    parameters: tuple[Parameter, ...]
    production: ProductionRules
    target: Decimal | None = None
    target_per_machine: bool = False
    people: tuple[int, int] = (0, 0)
    support: bool = False
    stop_reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    idle_reasons: tuple[str, ...] = ()
    raw_materials: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    defects: Mapping[str, str] = field(default_factory=dict)
    by_hand: tuple[int, ...] = ()
    as_material: tuple[int, ...] = ()
    waste_from: tuple[int, ...] = ()
    shared_machines: tuple[str, ...] = ()
    machines_per_crew: tuple[int, ...] = ()
    inks: Inks | None = None

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that exact name, if the contract knows it."""
        return next((p for p in self.parameters if p.name == name), None)

    def takes_order(self, code: str) -> bool:
        """Whether an order code belongs to this process: its pattern fits the whole code."""
        return self.order_pattern is not None and self.order_pattern.fullmatch(code) is not None

    def may_consume(self, process_id: int) -> bool:
        """Whether batches of a process may be named as consumed here; those behind waste may, too."""
        return process_id in self.upstream or process_id in self.waste_from
