"""The plant's contracts as they ship, held against the facts of spec ``process-contracts.md``."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.contract.contract import (
    Gate,
    GateScope,
    Kind,
    Limits,
    Parameter,
    ProcessContract,
    limits_text,
)
from prodsys_tui.domain.contract.contract_lint import Level, lint_files
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.text.resources import data_path
from tests.domain.contract_texts import text_of

READS = tuple(
    read_contract(path.read_text(encoding="utf-8"), path.name)
    for path in sorted(data_path("contracts").glob("*.toml"))
)
CONTRACTS: dict[int, ProcessContract] = {
    read.contract.id: read.contract for read in READS if read.contract is not None
}
RUNNING = {process: contract for process, contract in CONTRACTS.items() if not contract.support}
LOOMS = tuple(f"T{number:02}" for number in range(1, 14))


def parameter(process: int, name: str) -> Parameter:
    found = CONTRACTS[process].parameter(name)
    assert found is not None
    return found


def test_the_nine_processes_and_the_support_work_are_there() -> None:
    assert [fault for read in READS for fault in read.faults] == []
    assert {process: (contract.name, contract.unit) for process, contract in CONTRACTS.items()} == {
        1: ("Extrusor PP", "kg"),
        2: ("Telares", "metros"),
        3: ("Laminado", "metros"),
        4: ("Imprenta", "impresiones"),
        5: ("Conversión Sacos", "unidades"),
        6: ("Extrusión PE", "kg"),
        7: ("Liner PE", "unidades"),
        8: ("Peletizado", "kg"),
        9: ("Sacos Vestidos", "unidades"),
        99: ("Tareas Generales", "horas"),
    }


def test_the_check_finds_the_one_fact_of_the_plant_that_cannot_be_right() -> None:
    (message,) = lint_files(READS)
    assert (message.process, message.level) == (1, Level.WARNING)
    assert text_of(message.text_key).format_map(message.params) == (
        "Tenacidad: con los nominales (Denier 805, Resistencia 4.5) da 5.59, "
        "fuera de su especificación 4.5-5.5"
    )


@pytest.mark.parametrize(
    ("process", "machines", "target", "people", "gate"),
    [
        (1, ("EXTPP01",), 1000, (1, 2), Gate(3, scope=GateScope.PROCESS)),
        (2, LOOMS, 1000, (1, 2), Gate(1, scope=GateScope.MACHINE)),
        (3, ("LAM01",), 21000, (2, 2), Gate(1, scope=GateScope.PROCESS)),
        (4, ("IMP01",), 15000, (2, 2), Gate(3, scope=GateScope.PROCESS)),
        (5, ("CONV01", "CONV02", "CONV03"), 9000, (1, 1), Gate(4, scope=GateScope.MACHINE)),
        (6, ("EXTPE01", "EXTPE02"), 250, (1, 1), Gate(1, scope=GateScope.MACHINE)),
        (7, ("CONVLI",), 12000, (1, 1), Gate(1, scope=GateScope.PROCESS)),
        (8, ("PELET",), 250, (1, 1), Gate(1, scope=GateScope.PROCESS)),
        (9, ("CONV03",), 10000, (2, 3), Gate(1, scope=GateScope.PROCESS)),
    ],
)
def test_machines_targets_people_and_gates(
    process: int, machines: tuple[str, ...], target: int, people: tuple[int, int], gate: Gate
) -> None:
    contract = CONTRACTS[process]
    assert contract.machines == machines
    assert contract.target == target
    assert contract.target_per_machine is (process == 2)
    assert contract.people == people
    assert contract.gate == gate


@pytest.mark.parametrize(
    ("code", "process"),
    [("4567890", 4), ("2345678", 2), ("2000145", 2), ("9000001", 9)],
)
def test_an_order_code_tells_its_process(code: str, process: int) -> None:
    assert [number for number, contract in CONTRACTS.items() if contract.takes_order(code)] == [process]


@pytest.mark.parametrize("code", ["0567890", "456789", "45678901", "4567890 ", "A567890"])
def test_other_codes_tell_none(code: str) -> None:
    assert not any(contract.takes_order(code) for contract in CONTRACTS.values())


def test_where_goods_come_from_and_go() -> None:
    assert {
        process: (set(contract.upstream), set(contract.downstream)) for process, contract in RUNNING.items()
    } == {
        1: ({8}, {2}),
        2: ({1}, {3, 4, 5, 9}),
        3: ({2, 8}, {4, 5, 9}),
        4: ({2, 3}, {5, 9}),
        5: ({2, 3, 4}, set()),
        6: (set(), {7, 9}),
        7: ({6}, {9}),
        8: (set(), {1, 3}),
        9: ({2, 3, 4, 6, 7}, set()),
    }
    assert {process: contract.by_hand for process, contract in RUNNING.items() if contract.by_hand} == {
        7: (9,),
        9: (7,),
    }
    assert {
        process: contract.as_material for process, contract in RUNNING.items() if contract.as_material
    } == {
        1: (8,),
        3: (8,),
    }
    assert CONTRACTS[8].waste_from == (1, 2, 3, 4, 5)


LIMITS = [
    (1, "Gramaje", "50-300 g/m2", None, None),
    (1, "Espesor", "0.1-5 mm", None, None),
    (1, "Tracción", "10-100 N", None, None),
    (1, "Denier", ">0 g/9000m", "790-820", 805),
    (1, "Resistencia", ">0 kg", "4-5", Decimal("4.5")),
    (1, "Elongación", "0-100 %", "14-20", 17),
    (1, "Ancho de cinta", ">0 mm", "2.9-3.1", 3),
    (1, "Tenacidad", "", "4.5-5.5", 5),
    (3, "Gramaje de cortina", ">0 g/m2", "17-23", 20),
    (3, "Gramaje de tejido", ">0 g/m2", None, None),
    (4, "Viscosidad de tinta", ">0 s (Zahn #2)", "19-25", 22),
    (5, "Puntadas", ">0 puntadas/10cm", "12-14", 13),
    (9, "Puntadas", ">0 puntadas/10cm", "12-14", 13),
]


@pytest.mark.parametrize(("process", "name", "validity", "specification", "nominal"), LIMITS)
def test_fixed_limits(
    process: int, name: str, validity: str, specification: str | None, nominal: Decimal | None
) -> None:
    found = parameter(process, name)
    assert limits_text(found) == validity
    assert (found.specification.text if found.specification else None) == specification
    assert found.nominal == nominal
    assert not found.order_nominal
    if nominal is not None and found.kind is Kind.NUMBER:
        assert found.doubt == Limits(nominal / Decimal(2), nominal * Decimal(2))
    else:
        assert found.doubt is None


@pytest.mark.parametrize(
    ("process", "name", "reach", "eighths"),
    [
        (2, "Ancho", "0.25", True),
        (2, "Construcción urdido", "0", False),
        (2, "Construcción trama", "0", False),
        (3, "Ancho de tela", "0.25", True),
        (4, "Ancho de tela", "0.25", True),
        *(
            (process, name, "0.25", True)
            for process in (5, 9)
            for name in ("Ancho del saco", "Largo del saco")
        ),
        *((process, "Doble costura", "0.125", True) for process in (5, 9)),
        (6, "Espesor", "1.2", False),
        (6, "Ancho de burbuja", "0.25", True),
        (7, "Ancho del liner", "0.25", True),
        (7, "Largo del liner", "0.25", True),
    ],
)
def test_limits_around_the_nominal_of_the_order(
    process: int, name: str, reach: str, *, eighths: bool
) -> None:
    found = parameter(process, name)
    assert limits_text(found).startswith(">0 ")
    assert found.order_nominal
    assert found.tolerance is not None
    nominal = Decimal(12)
    around = found.tolerance.around(nominal)
    assert around == Limits(nominal - Decimal(reach), nominal + Decimal(reach))
    assert (found.eighths, found.doubt) == (eighths, None)


def test_kinds_that_are_not_numbers() -> None:
    kinds = {
        (process, each.name): each.kind
        for process, contract in CONTRACTS.items()
        for each in contract.parameters
        if each.kind is not Kind.NUMBER
    }
    assert kinds == {
        (1, "Tenacidad"): Kind.CALCULATED,
        (2, "Color urdido"): Kind.PASS_FAIL,
        (2, "Color trama"): Kind.PASS_FAIL,
        (3, "Adherencia"): Kind.PASS_FAIL,
        (3, "Color de cortina"): Kind.PASS_FAIL,
        (4, "Adherencia de tinta"): Kind.PASS_FAIL,
        (6, "Microperforado"): Kind.PASS_FAIL,
        (7, "Sello de fondo"): Kind.PASS_FAIL,
        (8, "Color del pelet"): Kind.TEXT,
        (8, "Tipo de material"): Kind.TEXT,
        (9, "Sello del liner"): Kind.PASS_FAIL,
    }
    perforated = parameter(6, "Microperforado")
    assert (perforated.order_nominal, perforated.order_key) == (True, "microperforado")


def test_what_is_critical_and_what_stops_a_loom() -> None:
    assert {
        process: {each.name for each in contract.parameters if not each.critical}
        for process, contract in RUNNING.items()
    } == {
        1: {"Gramaje", "Espesor", "Tracción", "Elongación", "Ancho de cinta", "Tenacidad"},
        2: set(),
        3: {"Gramaje de tejido", "Color de cortina"},
        4: set(),
        5: set(),
        6: {"Ancho de burbuja"},
        7: {"Ancho del liner", "Largo del liner"},
        8: {"Color del pelet", "Tipo de material"},
        9: {"Ancho del saco", "Largo del saco", "Doble costura", "Puntadas"},
    }
    stopping = {
        each.name for contract in CONTRACTS.values() for each in contract.parameters if each.stops_machine
    }
    assert stopping == {"Color urdido", "Color trama"}
    assert parameter(3, "Color de cortina").needs_note


def test_samples_that_a_shift_owes() -> None:
    owed = {
        process: sorted({each.due for each in contract.parameters if each.kind is not Kind.CALCULATED})
        for process, contract in RUNNING.items()
    }
    assert owed == {1: [3], 2: [1, 4], 3: [1], 4: [3], 5: [4], 6: [4], 7: [4], 8: [2], 9: [4]}
    assert parameter(1, "Tenacidad").due == 0
    assert {each.name for each in CONTRACTS[2].parameters if each.due == 4} == {"Ancho"}
    assert parameter(2, "Ancho").due_when == "horas 2, 4, 6 y 8"
    per_order = {
        (process, each.name)
        for process, contract in CONTRACTS.items()
        for each in contract.parameters
        if each.due_per_order
    }
    assert per_order == {(2, each.name) for each in CONTRACTS[2].parameters if each.name != "Ancho"}


def test_what_production_must_bring() -> None:
    def processes(rule: str) -> set[int]:
        return {process for process, contract in RUNNING.items() if getattr(contract.production, rule)}

    assert processes("counter") == {2, 3}
    assert processes("waste_demanded") == processes("waste_destinations") == {3, 4, 5}
    assert processes("batches_demanded") == {2}
    assert processes("whole") == {4, 5, 7, 9}
    assert processes("bag_nominal_kg") == {8}
    assert processes("order_demanded") == processes("machine_demanded") == set(RUNNING)
    assert CONTRACTS[3].production.waste_destinations == ("peletizado", "descarte")
    assert CONTRACTS[3].production.waste_names["descarte"] == "Descarte final"
    assert CONTRACTS[8].production.bag_nominal_kg == 25
    assert CONTRACTS[8].production.bag_alert_percent == 5
    assert CONTRACTS[9].production.refused_properties == ("con_fuelle", "microperforado")
    assert CONTRACTS[5].production.refusing_machines == {"CONV03": ("con_fuelle", "microperforado")}
    assert CONTRACTS[2].machines_per_crew == (3, 5)


@pytest.mark.parametrize(
    ("process", "roll"), [(2, "R047-T05"), (3, "R047-T05-L001"), (4, "R047-T05-L001-I001")]
)
def test_rolls_are_told_by_their_code(process: int, roll: str) -> None:
    pattern = CONTRACTS[process].production.roll_pattern
    assert pattern is not None
    assert pattern.fullmatch(roll)
    assert not pattern.fullmatch(f"{roll}-")


def test_support_work_is_in_nobodys_way() -> None:
    support = CONTRACTS[99]
    assert support.support
    assert (support.machines, support.parameters, support.order_pattern) == ((), (), None)
    assert support.gate.minimum == 0
    assert not support.production.order_demanded
    assert not support.production.machine_demanded


def test_the_lists_of_each_process_are_complete() -> None:
    sizes = {
        process: (
            [len(reasons) for reasons in contract.stop_reasons.values()],
            len(contract.idle_reasons),
            len(contract.raw_materials),
            len(contract.settings),
        )
        for process, contract in RUNNING.items()
    }
    assert sizes == {
        1: ([4, 4, 3, 3], 4, 6, 20),
        2: ([4, 4, 3, 3], 5, 0, 2),
        3: ([4, 3, 3, 3], 5, 6, 21),
        4: ([4, 3, 4, 3], 5, 0, 4),
        5: ([4, 4, 4, 3], 4, 0, 0),
        6: ([4, 3, 4, 3], 5, 5, 0),
        7: ([4, 3, 3, 2], 4, 0, 2),
        8: ([4, 3, 3, 2], 3, 0, 0),
        9: ([4, 3, 4, 3], 5, 0, 0),
    }
    assert list(CONTRACTS[2].defects) == ["DEF-01", "DEF-02", "DEF-03"]
    assert list(CONTRACTS[4].production.waste_kinds) == ["DESP-01", "DESP-02"]
    inks = CONTRACTS[4].inks
    assert inks is not None
    assert (inks.front, inks.back, len(inks.noted)) == (5, 3, 4)
