"""A small contract as text, to be changed by tests, and the texts of what is found in it."""

from collections.abc import Iterable

from babel.messages.pofile import read_po

from prodsys_tui.domain.contract.toml_fields import Fault
from prodsys_tui.text.resources import data_path

BAG = """
id = 3
name = "Bolsas"
version = "1"
unit = "unidades"
order_code = '3\\d{6}'
machines = ["B1", "B2"]

[production]
quantity_name = "Bolsas"
"""


def with_parameter(*lines: str) -> str:
    """The contract with one numeric parameter ``Peso`` and, in it, some more lines."""
    return "\n".join((BAG, "[[parameters]]", 'name = "Peso"', *lines))


def number(*lines: str) -> str:
    """The contract with ``Peso`` in kg, valid above 0, and some more lines in it."""
    return with_parameter('unit = "kg"', "validity = { above = 0 }", *lines)


def text_of(key: str) -> str:
    """The Spanish text of a key, as its catalog has it."""
    area = key.partition(".")[0]
    with data_path("locale", "es", "LC_MESSAGES", f"{area}.po").open("rb") as file:
        message = read_po(file).get(key)
    assert message is not None, key
    assert isinstance(message.string, str)
    return message.string


def told(faults: Iterable[Fault]) -> list[tuple[str | None, str]]:
    """Where and what the faults are; each has a text, and that text finds all it needs."""
    found = []
    for fault in faults:
        assert fault.text_key == f"contract.{fault.variant}"
        assert text_of(fault.text_key).format_map(fault.params).startswith(str(fault.params["file"]))
        found.append((fault.field, fault.variant))
    return found
