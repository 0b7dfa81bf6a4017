"""Reading contracts: all the faults of a file at once, each with its field, and nothing guessed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from prodsys_tui.domain.contract.contract import (
    COUNTER_MOST,
    Gate,
    GateScope,
    Inks,
    Kind,
    Limits,
    Parameter,
    ProcessContract,
    ProductionRules,
    Setting,
    Tolerance,
    limits_text,
)
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.refusal import Code
from tests.domain.contract_texts import BAG, number, told, with_parameter


def contract(text: str) -> ProcessContract:
    read = read_contract(text, "bolsas.toml")
    assert read.contract is not None, read.faults
    assert read.faults == ()
    assert read.process == read.contract.id
    return read.contract


def peso(*lines: str) -> Parameter:
    parameter = contract(number(*lines)).parameter("Peso")
    assert parameter is not None
    return parameter


def faults(text: str) -> list[tuple[str | None, str]]:
    read = read_contract(text, "bolsas.toml")
    assert read.contract is None
    return told(read.faults)


def test_what_a_contract_need_not_say_has_its_usual_meaning() -> None:
    read = contract(BAG)
    assert replace(read, order_pattern=None) == ProcessContract(
        id=3,
        name="Bolsas",
        version="1",
        unit="unidades",
        order_pattern=None,
        machines=("B1", "B2"),
        upstream=(),
        downstream=(),
        gate=Gate(1, (), GateScope.PROCESS),
        parameters=(),
        production=ProductionRules(quantity_name="Bolsas"),
    )
    assert read.production.counter_most == COUNTER_MOST == Decimal("1.5")
    assert read.parameter("Peso") is None


def test_everything_a_contract_can_say() -> None:
    read = contract(
        """
        id = 5
        name = "Bolsas"
        version = "2.1"
        unit = "unidades"
        order_code = '[56]\\d{6}'
        machines = ["B1", "B2"]
        shared_machines = ["B2"]
        target = 900.5
        target_per_machine = true
        people = { min = 1, max = 3 }
        machines_per_crew = [3, 3]
        idle_reasons = ["Sin tela"]
        raw_materials = ["Tinta"]
        inks = { front = 5, back = 3, noted = ["Marca"] }
        defects = { D1 = "Rota" }

        [links]
        upstream = [2, 8]
        downstream = [9]
        by_hand = [9]
        as_material = [8]
        waste_from = [1]

        [gate]
        minimum = 4
        requires = ["Peso"]
        scope = "machine"

        [sampling]
        due = 2
        when = "inicio y final"

        [production]
        quantity_name = "Bolsas"
        counter = true
        counter_most = 2
        counter_resets = ["Anual"]
        waste_demanded = true
        batches_demanded = true
        order_demanded = false
        machine_demanded = false
        whole = true
        rolls = true
        roll_code = 'R\\d{3}'
        refused_properties = ["con_fuelle"]
        refusing_machines = { B2 = ["microperforado"] }
        waste_destinations = { descarte = "Descarte final" }
        waste_kinds = { W1 = "Cuadre" }
        bag_nominal_kg = 25
        bag_alert_percent = 5

        [stop_reasons]
        calidad = ["Corte"]

        [[settings]]
        group = "maquina"
        unit = "m/min"
        names = ["Velocidad", "Avance"]

        [[parameters]]
        name = "Peso"
        unit = "kg"
        validity = { above = 0, max = 9 }
        critical = true
        eighths = true
        stops_machine = true
        needs_note = true
        note = "de 10"
        due_per_order = true

        [[parameters]]
        name = "Doble"
        kind = "calculated"
        formula = "2 × peso"

        [[parameters]]
        name = "Olor"
        kind = "text"
        due = 1
        due_when = "al inicio"
        """
    )
    weight, double, smell = read.parameters
    assert weight == Parameter(
        "Peso",
        "kg",
        Kind.NUMBER,
        validity=Limits(Decimal(0), Decimal(9), above=True),
        critical=True,
        eighths=True,
        due=2,
        due_when="inicio y final",
        stops_machine=True,
        note="de 10",
        due_per_order=True,
        needs_note=True,
    )
    assert double.formula is not None
    assert double.formula.evaluate({"peso": Decimal("1.5")}) == 3
    assert (double.due, double.due_when) == (0, "")
    assert (smell.kind, smell.due, smell.due_when) == (Kind.TEXT, 1, "al inicio")
    assert read.gate == Gate(4, ("Peso",), GateScope.MACHINE)
    assert (read.upstream, read.downstream, read.by_hand) == ((2, 8), (9,), (9,))
    assert (read.as_material, read.waste_from) == ((8,), (1,))
    assert [read.may_consume(process) for process in (1, 2, 8, 9)] == [True, True, True, False]
    assert (read.target, read.target_per_machine, read.people) == (Decimal("900.5"), True, (1, 3))
    assert (read.machines_per_crew, read.shared_machines) == ((3, 3), ("B2",))
    assert (read.idle_reasons, read.raw_materials) == (("Sin tela",), ("Tinta",))
    assert (read.stop_reasons, read.defects) == ({"calidad": ("Corte",)}, {"D1": "Rota"})
    assert read.inks == Inks(5, 3, ("Marca",))
    assert read.settings == (
        Setting("Velocidad", "m/min", "maquina"),
        Setting("Avance", "m/min", "maquina"),
    )
    rules = read.production
    assert rules.roll_pattern is not None
    assert rules == ProductionRules(
        counter=True,
        waste_demanded=True,
        waste_destinations=("descarte",),
        batches_demanded=True,
        order_demanded=False,
        machine_demanded=False,
        quantity_name="Bolsas",
        refused_properties=("con_fuelle",),
        refusing_machines={"B2": ("microperforado",)},
        bag_nominal_kg=Decimal(25),
        bag_alert_percent=Decimal(5),
        counter_most=Decimal(2),
        counter_resets=("Anual",),
        waste_names={"descarte": "Descarte final"},
        waste_kinds={"W1": "Cuadre"},
        whole=True,
        rolls=True,
        roll_pattern=rules.roll_pattern,
    )


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("5000001", True),
        ("6999999", True),
        ("7000001", False),
        ("50000011", False),
        ("x5000001", False),
        ("5٣00001", False),
    ],
)
def test_the_order_pattern_anchors_the_whole_code(code: str, *, fits: bool) -> None:
    assert contract(BAG.replace("3\\d{6}", "[56]\\d{6}")).takes_order(code) is fits


def test_support_work_has_neither_orders_nor_machines() -> None:
    support = contract(
        'id = 99\nname = "T"\nversion = "1"\nunit = "h"\nsupport = true\n'
        '[production]\nquantity_name = "Horas"'
    )
    assert support.support
    assert support.machines == ()
    assert not support.takes_order("3000001")


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        ((), None),
        (("nominal = 805",), Limits(Decimal("402.5"), Decimal(1610))),
        (("nominal = 0",), None),
        (("nominal = -4",), Limits(Decimal(-8), Decimal(-2))),
        (("nominal = 4", "specification = { min = 3, max = 5 }"), Limits(Decimal(2), Decimal(8))),
        (("nominal = 4", "specification = { min = 1, max = 9 }"), Limits(Decimal(1), Decimal(9))),
        (("nominal = 4", "specification = { above = 0 }"), Limits(Decimal(0), None)),
        (("nominal = 4", "specification = { max = 5 }"), Limits(None, Decimal(8))),
        (("nominal = 4", "doubt = { min = 3, max = 5 }"), Limits(Decimal(3), Decimal(5))),
        (("nominal = 4", "doubt = {}"), Limits()),
        (("nominal = 'order'", "tolerance = { amount = 1 }"), None),
    ],
)
def test_doubt_is_half_to_twice_a_fixed_nominal_unless_the_contract_says(
    lines: tuple[str, ...], doubt: Limits | None
) -> None:
    assert peso(*lines).doubt == doubt


def test_nothing_but_a_number_is_doubted() -> None:
    read = contract(with_parameter('kind = "calculated"', 'formula = "1"', "nominal = 5"))
    assert read.parameters[0].doubt is None


def test_a_tolerance_around_a_fixed_nominal_is_a_specification() -> None:
    assert peso("nominal = 8", "tolerance = { percent = 10 }").specification == Limits(
        Decimal("7.2"), Decimal("8.8")
    )
    assert peso("nominal = 8", "tolerance = { amount = 0.25 }").specification == Limits(
        Decimal("7.75"), Decimal("8.25")
    )


def test_a_nominal_of_the_order_has_its_tolerance_and_its_name_there() -> None:
    weight = peso('nominal = "order"', 'order_key = "peso_bolsa"', "tolerance = { percent = 10 }")
    assert (weight.order_nominal, weight.order_key, weight.nominal) == (True, "peso_bolsa", None)
    assert weight.specification is None
    assert weight.tolerance == Tolerance(percent=Decimal(10))
    agrees = contract(with_parameter('kind = "pass_fail"', 'nominal = "order"')).parameters[0]
    assert (agrees.order_nominal, agrees.tolerance) == (True, None)


@pytest.mark.parametrize(
    ("validity", "text"),
    [
        ("{ min = 50, max = 300 }", "50-300 kg"),
        ("{ min = 0.1, max = 5.0 }", "0.1-5 kg"),
        ("{ above = 0 }", ">0 kg"),
        ("{ above = 0, max = 2.50 }", ">0-2.5 kg"),
        ("{ min = 4 }", ">=4 kg"),
        ("{ max = 4 }", "<=4 kg"),
        ("{}", ""),
    ],
)
def test_limits_read_as_the_seed_prints_them(validity: str, text: str) -> None:
    read = contract(with_parameter('unit = "kg"', f"validity = {validity}"))
    assert limits_text(read.parameters[0]) == text


def test_limits_of_what_has_none_are_nothing() -> None:
    assert limits_text(contract(with_parameter('kind = "text"')).parameters[0]) == ""


@pytest.mark.parametrize(
    ("limits", "inside", "outside"),
    [
        (Limits(Decimal(1), Decimal(2)), (1, 2), (0, 3)),
        (Limits(Decimal(0), above=True), (1,), (0, -1)),
        (Limits(Decimal(0)), (0,), (-1,)),
        (Limits(maximum=Decimal(0)), (0, -1), (1,)),
    ],
)
def test_ends_are_inclusive_but_above(
    limits: Limits, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    assert all(limits.holds(Decimal(value)) for value in inside)
    assert not any(limits.holds(Decimal(value)) for value in outside)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id = ", [("", "no_toml")]),
        ("id = " + "9" * 5000, [("", "no_toml")]),
        ("x = " + "[" * 2000, [("", "no_toml")]),
        (BAG.replace("id = 3", "id = 0"), [("id", "too_small")]),
        (BAG.replace("id = 3", "id = true"), [("id", "a_whole_number")]),
        (BAG.replace("id = 3", "id = 3.0"), [("id", "a_whole_number")]),
        (BAG.replace("id = 3", ""), [("id", "missing")]),
        (BAG.replace('"Bolsas"\nversion', "7\nversion"), [("name", "a_text")]),
        (BAG.replace('name = "Bolsas"\nversion', 'name = ""\nversion'), [("name", "printable")]),
        (BAG.replace('name = "Bolsas"\nversion', 'name = " B"\nversion'), [("name", "printable")]),
        (BAG.replace('name = "Bolsas"\nversion', 'name = "B\\u001b"\nversion'), [("name", "printable")]),
        (BAG.replace("3\\d{6}", "3.*"), [("order_code", "a_pattern")]),
        (BAG.replace("order_code = '3\\d{6}'", ""), [("order_code", "missing")]),
        (BAG.replace('machines = ["B1", "B2"]', ""), [("machines", "missing")]),
        (BAG.replace('["B1", "B2"]', '["B1", "B1", "B1"]'), [("machines", "twice")]),
        (BAG.replace('["B1", "B2"]', '["B1", 2]'), [("machines", "texts"), ("machines", "missing")]),
        (BAG.replace('["B1", "B2"]', '"B1"'), [("machines", "a_list"), ("machines", "missing")]),
        (BAG.replace("[production]\nquantity_name", "[x]\ny"),
         [("production.quantity_name", "missing"), ("x", "unknown_field")]),
        (BAG + 'unidad = "kg"', [("production.unidad", "unknown_field")]),
        (BAG + "counter = 1", [("production.counter", "a_flag")]),
        (BAG + "counter_most = 0", [("production.counter_most", "not_positive")]),
        (BAG + "bag_nominal_kg = nan", [("production.bag_nominal_kg", "a_number")]),
        (BAG + "bag_nominal_kg = inf", [("production.bag_nominal_kg", "a_number")]),
        (BAG + "bag_nominal_kg = 1e13", [("production.bag_nominal_kg", "a_number")]),
        (BAG + "bag_nominal_kg = 1e-99", [("production.bag_nominal_kg", "a_number")]),
        (BAG + "bag_nominal_kg = 1e99999999999999999999", [("production.bag_nominal_kg", "a_number")]),
        (BAG + 'bag_nominal_kg = "25"', [("production.bag_nominal_kg", "a_number")]),
        (BAG + "bag_nominal_kg = true", [("production.bag_nominal_kg", "a_number")]),
        (BAG + "waste_demanded = true", [("production.waste_destinations", "missing")]),
        (BAG + "refusing_machines = { B3 = [] }", [("production.refusing_machines", "not_among")]),
        (BAG + "refusing_machines = 3", [("production.refusing_machines", "a_table")]),
        (BAG + '[gate]\nscope = "loom"\nrequires = ["Peso"]',
         [("gate.requires", "not_among"), ("gate.scope", "a_choice")]),
        (BAG + "[gate]\nminimum = -1", [("gate.minimum", "too_small")]),
        (BAG + "[people]\nmin = 3\nmax = 2", [("people.max", "too_small")]),
        (BAG + "[links]\nupstream = [1, 0, true]", [("links.upstream", "whole_numbers")]),
        (BAG + "[links]\nupstream = [1, 1]", [("links.upstream", "twice")]),
        (BAG + "[links]\nupstream = [1]\ndownstream = [2]\nby_hand = [1, 2, 4]\nas_material = [2]",
         [("links.by_hand", "not_among"), ("links.as_material", "not_among")]),
        (BAG + "[stop_reasons]\nvarios = []", [("stop_reasons.varios", "unknown_field")]),
        ('shared_machines = ["B3"]' + BAG, [("shared_machines", "not_among")]),
        ("settings = [3]" + BAG, [("settings[1]", "a_table")]),
        (BAG + '[[settings]]\nnames = ["V"]', [("settings[1].group", "missing")]),
    ],
)  # fmt: skip
def test_faults_name_their_field(text: str, found: list[tuple[str, str]]) -> None:
    assert faults(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (with_parameter('kind = "length"', "validity = {}"), [("kind", "a_choice")]),
        (with_parameter('unit = "kg"'), [("validity", "missing")]),
        (with_parameter("validity = 3"), [("validity", "a_table"), ("validity", "missing")]),
        (with_parameter("validity = { above = 0, min = 0 }"), [("validity.above", "one_of_two")]),
        (with_parameter('validity = { min = "0" }'), [("validity.min", "a_number")]),
        (with_parameter("validity = { mim = 0 }"), [("validity.mim", "unknown_field")]),
        (number('nominal = "pedido"'), [("nominal", "a_nominal")]),
        (number('nominal = "order"'), [("tolerance", "missing")]),
        (number('nominal = "order"', "tolerance = {}"), [("tolerance", "a_tolerance")]),
        (number("nominal = 3", "tolerance = { amount = 1, percent = 1 }"), [("tolerance", "a_tolerance")]),
        (number("nominal = 3", "tolerance = { percent = -1 }"), [("tolerance", "negative")]),
        (number("tolerance = { amount = 1 }"), [("nominal", "missing")]),
        (number("nominal = 3", "specification = { min = 1 }", "tolerance = { amount = 1 }"),
         [("specification", "one_of_two")]),
        (number("nominal = 'order'", "specification = { min = 1 }", "tolerance = { amount = 1 }"),
         [("specification", "one_of_two"), ("specification", "one_of_two")]),
        (number('order_key = "peso"'), [("order_key", "unknown_field")]),
        (number('formula = "1"'), [("formula", "other_kind")]),
        (number("due = -1"), [("due", "too_small")]),
        (number("due = 2\ndue_hours = [2]"), [("due_hours", "hours_and_due")]),
        (with_parameter('kind = "text"', "nominal = 3", "eighths = true"),
         [("nominal", "other_kind"), ("eighths", "other_kind")]),
        (with_parameter('kind = "pass_fail"', "specification = { min = 1 }"),
         [("specification", "other_kind")]),
        (with_parameter('kind = "calculated"'), [("formula", "missing")]),
        (with_parameter('kind = "calculated"', 'formula = "peso * largo + abs()"'),
         [("formula", "formula_unknown_name"), ("formula", "formula_unknown_name"),
          ("formula", "formula_arguments")]),
        (with_parameter('kind = "calculated"', 'formula = "__import__(1)"'),
         [("formula", "formula_not_allowed")]),
        (with_parameter('kind = "calculated"', 'formula = "2 +"'), [("formula", "formula_syntax")]),
        (with_parameter('kind = "calculated"', f'formula = "{"1" * 257}"'),
         [("formula", "formula_too_long")]),
        (with_parameter('kind = "calculated"', f'formula = "{"-" * 65}1"'),
         [("formula", "formula_too_complex")]),
    ],
)  # fmt: skip
def test_faults_of_parameters_name_the_parameter(text: str, found: list[tuple[str, str]]) -> None:
    assert faults(text) == [(f"parameters[Peso].{field}", variant) for field, variant in found]


def test_parameters_need_names_that_differ() -> None:
    twice = number() + '\n[[parameters]]\nname = "PESO"\nkind = "text"'
    assert faults(twice) == [("parameters[PESO].name", "same_name")]
    assert faults(BAG + '[[parameters]]\nkind = "text"') == [("parameters[1].name", "missing")]


def test_a_formula_may_use_numbers_anywhere_and_calculated_ones_above_it() -> None:
    later = '[[parameters]]\nname = "{}"\nkind = "calculated"\nformula = "{}"\n'
    good = BAG + later.format("Doble", "2 * peso") + later.format("Cuarto", "2 * doble")
    weight = '[[parameters]]\nname = "Peso"\nvalidity = { above = 0 }\n'
    assert len(contract(good + weight).parameters) == 3
    circle = BAG + later.format("Uno", "dos") + later.format("Dos", "uno")
    assert faults(circle) == [("parameters[Uno].formula", "formula_unknown_name")]
    words = '[[parameters]]\nname = "Peso"\nkind = "text"\n'
    assert faults(BAG + later.format("Doble", "2 * peso") + words) == [
        ("parameters[Doble].formula", "formula_unknown_name")
    ]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = BAG.replace("id = 3", "id = 3\ncolor = 1").replace('unit = "unidades"', "unit = 4")
    read = read_contract(text + '[gate]\nscope = "x"', "bolsas.toml")
    assert told(read.faults) == [("unit", "a_text"), ("gate.scope", "a_choice"), ("color", "unknown_field")]
    assert {fault.code for fault in read.faults} == {Code.FILE_REFUSED}
    assert {fault.params["file"] for fault in read.faults} == {"bolsas.toml"}
    assert read.process == 3


def test_accents_may_be_typed_in_two_ways() -> None:
    read = contract(with_parameter("validity = {}").replace("Peso", "Traccio\u0301n"))
    assert read.parameter("Tracción") is not None
