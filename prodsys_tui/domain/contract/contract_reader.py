"""Reading a process contract from its TOML text. The format is told in ``data/README.md``."""

from dataclasses import dataclass
from re import Pattern

from prodsys_tui.domain.contract.code_pattern import compiled
from prodsys_tui.domain.contract.contract import (
    COUNTER_MOST,
    STOP_GROUPS,
    Gate,
    GateScope,
    Inks,
    Parameter,
    ProcessContract,
    ProductionRules,
    Setting,
)
from prodsys_tui.domain.contract.parameter_reader import read_parameters
from prodsys_tui.domain.contract.toml_fields import Fault, Fields, open_fields


@dataclass(frozen=True, slots=True)
class ContractRead:
    """A contract, or ``None`` and everything that is wrong with its text.

    ``file`` and, where it could be read, ``process`` tell which contract it was meant to be.
    """

    file: str
    contract: ProcessContract | None
    faults: tuple[Fault, ...] = ()
    process: int | None = None


def read_contract(text: str, file: str) -> ContractRead:
    """Read one contract; ``file`` is the name that faults give it. All faults are told at once."""
    fields = open_fields(text, file)
    if isinstance(fields, Fault):
        return ContractRead(file, None, (fields,))
    contract = _contract(fields)
    fields.close()
    if fields.faults:
        return ContractRead(file, None, tuple(fields.faults), contract.id or None)
    return ContractRead(file, contract, process=contract.id)


def _contract(fields: Fields) -> ProcessContract:
    machines = fields.texts("machines")
    shared_machines = fields.texts("shared_machines")
    fields.among("shared_machines", shared_machines, machines)
    parameters = read_parameters(fields)
    links = _links(fields)
    support = fields.flag("support")
    if not support and not machines:
        fields.fault("machines", "missing")
    return ProcessContract(
        id=fields.integer("id", least=1),
        name=fields.text("name"),
        version=fields.text("version"),
        unit=fields.text("unit"),
        order_pattern=_pattern(fields, "order_code", demanded=not support),
        machines=machines,
        upstream=links.upstream,
        downstream=links.downstream,
        gate=_gate(fields, parameters),
        parameters=parameters,
        production=_production(fields, machines),
        target=fields.positive("target"),
        target_per_machine=fields.flag("target_per_machine"),
        people=_people(fields),
        support=support,
        stop_reasons=_stop_reasons(fields),
        idle_reasons=fields.texts("idle_reasons"),
        raw_materials=fields.texts("raw_materials"),
        settings=_settings(fields),
        defects=fields.text_map("defects"),
        by_hand=links.by_hand,
        as_material=links.as_material,
        waste_from=links.waste_from,
        shared_machines=shared_machines,
        machines_per_crew=fields.integers("machines_per_crew", different=False),
        inks=_inks(fields),
    )


@dataclass(frozen=True, slots=True)
class _Links:
    upstream: tuple[int, ...]
    downstream: tuple[int, ...]
    by_hand: tuple[int, ...]
    as_material: tuple[int, ...]
    waste_from: tuple[int, ...]


def _links(fields: Fields) -> _Links:
    table = fields.section("links")
    links = _Links(
        upstream=table.integers("upstream"),
        downstream=table.integers("downstream"),
        by_hand=table.integers("by_hand"),
        as_material=table.integers("as_material"),
        waste_from=table.integers("waste_from"),
    )
    table.among("by_hand", links.by_hand, links.upstream + links.downstream)
    table.among("as_material", links.as_material, links.upstream)
    return links


def _pattern(fields: Fields, name: str, *, demanded: bool = False) -> Pattern[str] | None:
    text = fields.text(name, None if demanded else "")
    pattern = compiled(text)
    if text and pattern is None:
        fields.fault(name, "a_pattern", text=text)
    return pattern


def _gate(fields: Fields, parameters: tuple[Parameter, ...]) -> Gate:
    table = fields.section("gate")
    requires = table.texts("requires")
    table.among("requires", requires, [parameter.name for parameter in parameters])
    return Gate(table.integer("minimum", 1), requires, table.choice("scope", GateScope, GateScope.PROCESS))


def _production(fields: Fields, machines: tuple[str, ...]) -> ProductionRules:
    table = fields.section("production")
    destinations = table.text_map("waste_destinations")
    waste_demanded = table.flag("waste_demanded")
    if waste_demanded and not destinations:
        table.fault("waste_destinations", "missing")
    return ProductionRules(
        counter=table.flag("counter"),
        waste_demanded=waste_demanded,
        waste_destinations=tuple(destinations),
        batches_demanded=table.flag("batches_demanded"),
        order_demanded=table.flag("order_demanded", default=True),
        machine_demanded=table.flag("machine_demanded", default=True),
        quantity_name=table.text("quantity_name"),
        refused_properties=table.texts("refused_properties"),
        refusing_machines=_refusing(table, machines),
        bag_nominal_kg=table.positive("bag_nominal_kg"),
        bag_alert_percent=table.positive("bag_alert_percent"),
        counter_most=table.positive("counter_most") or COUNTER_MOST,
        counter_resets=table.texts("counter_resets"),
        waste_names=destinations,
        waste_kinds=table.text_map("waste_kinds"),
        whole=table.flag("whole"),
        rolls=table.flag("rolls"),
        rolls_again=table.flag("rolls_again"),
        roll_pattern=_pattern(table, "roll_code"),
    )


def _refusing(table: Fields, machines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The order properties that some machines cannot run, by machine."""
    inner = table.section("refusing_machines")
    table.among("refusing_machines", inner.names(), machines)
    return {machine: inner.texts(machine) for machine in inner.names()}


def _people(fields: Fields) -> tuple[int, int]:
    table = fields.table("people")
    if table is None:
        return (0, 0)
    least = table.integer("min")
    return (least, table.integer("max", least=least))


def _stop_reasons(fields: Fields) -> dict[str, tuple[str, ...]]:
    table = fields.table("stop_reasons")
    return {group: table.texts(group) for group in STOP_GROUPS if table.has(group)} if table else {}


def _settings(fields: Fields) -> tuple[Setting, ...]:
    return tuple(
        Setting(name, unit, group, text, copied)
        for table in fields.tables("settings")
        for group, unit in [(table.text("group"), table.text("unit", ""))]
        for text, copied in [(table.flag("text"), table.flag("copied", default=True))]
        for name in table.texts("names")
    )


def _inks(fields: Fields) -> Inks | None:
    table = fields.table("inks")
    return Inks(table.integer("front"), table.integer("back"), table.texts("noted")) if table else None
