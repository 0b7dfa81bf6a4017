"""The blank sheet for a day without the terminal: each process on a page of its own, to be filled by hand.

It has a row for each value that the contract asks for, so that what was written can be typed in afterwards.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prodsys_tui.domain.contract.contract import Kind, Parameter, ProcessContract
from prodsys_tui.domain.model import Site
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.reports.paper import Cell, Paper
from prodsys_tui.reports.shift_paper import SIGNATURES
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, safe

COLUMNS = 6
"""Values that fit beside each other: a round each."""

RECORDS = 8
"""Empty rows for production where a process has fewer machines."""

STOPS = 5
_EMPTY = SafeText("")


def print_blank(site: Site, contracts: Iterable[ProcessContract], texts: Texts, made_at: datetime) -> Paper:
    """A page (or more) for each process."""
    paper = Paper(
        texts("paper.blank.title", site=site.name), texts("paper.blank.foot", site=site.code), made_at
    )
    for number, contract in enumerate(contracts):
        if number:
            paper.add_page()
        _process(paper, contract, texts)
    return paper


def _process(paper: Paper, contract: ProcessContract, texts: Texts) -> None:
    paper.heading(texts("paper.blank.process", process=contract.name))
    paper.line_of(texts("paper.blank.fields"))
    paper.line_of(texts.n("paper.blank.gate", contract.gate.minimum, unit=contract.unit))
    if contract.parameters:
        heads = [*_heads(texts, "samples"), *[safe(str(each + 1)) for each in range(COLUMNS)]]
        paper.grid(heads, list(_values(contract, texts)), (8, 26, 22, *[9] * COLUMNS))
    rows = contract.machines if len(contract.machines) > RECORDS else [*contract.machines, *[""] * RECORDS]
    blank = [_EMPTY] * 6
    paper.grid(
        _heads(texts, "records"),
        [(safe(code), *blank) for code in rows[: max(RECORDS, len(contract.machines))]],
        (9, 15, 14, 14, 14, 10, 24),
    )
    paper.grid(_heads(texts, "stops"), [[_EMPTY] * 4] * STOPS, (12, 50, 19, 19))
    paper.boxes([texts(f"paper.sign.{name}") for name in SIGNATURES])


def _heads(texts: Texts, name: str) -> list[Cell]:
    return [safe(head.strip()) for head in texts(f"paper.blank.heads.{name}").split("|")]


def _values(contract: ProcessContract, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    """A row for each value, machine by machine where machines are measured one by one."""
    typed = [each for each in contract.parameters if each.kind is not Kind.CALCULATED]
    alone = contract.machines if len(contract.machines) > 1 else ("",)
    for parameter in typed:
        for machine in alone:
            named = f"{parameter.name} [{parameter.unit}]" if parameter.unit else parameter.name
            yield (safe(machine), safe(named), _limits(parameter, texts), *[_EMPTY] * COLUMNS)


def _limits(parameter: Parameter, texts: Texts) -> SafeText:
    """What the value is held against."""
    if parameter.kind is Kind.PASS_FAIL:
        return texts("paper.blank.complies")
    if parameter.order_nominal and parameter.tolerance is not None:
        tolerance = parameter.tolerance
        if tolerance.percent is not None:
            return texts("paper.blank.around", tolerance=f"{show_number(tolerance.percent)} %")
        if tolerance.amount:
            return texts("paper.blank.around", tolerance=show_number(tolerance.amount))
    if parameter.order_nominal:
        return texts("paper.blank.equals")
    limits = parameter.specification or parameter.validity
    nominal = "" if parameter.nominal is None else f" ({show_number(parameter.nominal)})"
    return safe(f"{limits.text if limits is not None else ''}{nominal}".strip())
