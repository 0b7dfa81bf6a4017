"""What one contract says and another does not."""

import pytest

from prodsys_tui.bootstrap import shipped_contracts
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.contract.contract_diff import contract_changes
from prodsys_tui.domain.contract.contract_reader import read_contract
from tests.domain.contract_texts import BAG, number, with_parameter


def read(text: str) -> ProcessContract:
    found = read_contract(text, "x.toml")
    assert found.contract is not None, found.faults
    return found.contract


def told(old: str, new: str) -> list[tuple[str | None, str, object, object]]:
    changes = contract_changes(read(old), read(new))
    return [(each.parameter, each.field, each.before, each.after) for each in changes]


@pytest.mark.parametrize("text", shipped_contracts().values())
def test_a_contract_differs_in_nothing_from_itself(text: str) -> None:
    assert contract_changes(read(text), read(text)) == ()


def test_fields_of_the_process_are_named_as_the_file_names_them() -> None:
    more = BAG.replace('version = "1"', 'version = "2"').replace('["B1", "B2"]', '["B1", "B3"]')
    more = more.replace("order_code = '3\\d{6}'", "order_code = '3\\d{7}'")
    rules = (
        'quantity_name = "Bolsas"\ncounter = true\nrolls = true\nroll_code = "R1"\n'
        'waste_destinations = { p = "Peletizado" }\nrefused_properties = ["fuelle"]\n'
        '[production.refusing_machines]\nB1 = ["fuelle"]\n'
        "[gate]\nminimum = 2\n[people]\nmin = 1\nmax = 2\n"
        '[inks]\nfront = 5\nback = 3\nnoted = ["Color"]\n'
        '[[settings]]\ngroup = "g"\nunit = "RPM"\nnames = ["Tornillo"]\n'
        '[[settings]]\ngroup = "g"\nnames = ["Orden"]\ntext = true\ncopied = false\n'
    )
    found = told(BAG, more.replace('quantity_name = "Bolsas"\n', rules))
    assert found == [
        (None, "version", "1", "2"),
        (None, "order_code", r"3\d{6}", r"3\d{7}"),
        (None, "machines", ["B1", "B2"], ["B1", "B3"]),
        (None, "gate.minimum", 1, 2),
        (None, "production.counter", False, True),
        (None, "production.refused_properties", None, ["fuelle"]),
        (None, "production.refusing_machines", None, ["B1 = fuelle"]),
        (None, "production.waste_destinations", None, ["p = Peletizado"]),
        (None, "production.rolls", False, True),
        (None, "production.roll_code", None, "R1"),
        (None, "people", [0, 0], [1, 2]),
        (None, "settings", None, ["g/Tornillo RPM", "g/Orden text copied = false"]),
        (None, "inks", None, "5 + 3: Color"),
    ]


def test_parameters_are_compared_by_their_names() -> None:
    old = number("specification = { min = 1, max = 2 }", "nominal = 1.5")
    new = number("specification = { min = 1, max = 3 }", "nominal = 1.5", "critical = true")
    assert told(old, new) == [("Peso", "specification", "1-2", "1-3"), ("Peso", "critical", False, True)]
    assert told(old, BAG) == [("Peso", "parameters", "number 1-2 kg", None)]
    assert told(BAG, with_parameter('kind = "pass_fail"')) == [("Peso", "parameters", None, "pass_fail")]


def test_a_tolerance_is_an_amount_or_a_percentage() -> None:
    amount = number('nominal = "order"', "tolerance = { amount = 0.25 }")
    percent = number('nominal = "order"', "tolerance = { percent = 10 }")
    assert told(amount, percent) == [("Peso", "tolerance", "± 0.25", "± 10 %")]
