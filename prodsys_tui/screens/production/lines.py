"""The lines of the form of a record, each with what is to be known about it."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.counter import Made, read_counter
from prodsys_tui.domain.production.parts import bags_beside, read_parts
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.place_values import machine_name
from prodsys_tui.screens.production.fields import (
    BAGS,
    CONSUMES,
    COUNTER,
    MIX,
    QUANTITY,
    ROLLS,
    WASTE,
    WASTE_TO,
    Record,
    keys_of,
    locked,
    typed_parts,
)
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.production.production_sheet import ProductionSheet
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.form_line import FormColumns, FormLine
from prodsys_tui.widgets.row_list import Cell

COLUMNS = FormColumns(19, 14, (1,))
"""Label and entry; what is told of a line takes the rest."""


class RecordLines:
    """Makes the lines of one sheet, with what is typed on them now."""

    def __init__(self, sheet: ProductionSheet, record: Record, typed: Mapping[str, str], say: Texts) -> None:
        self._sheet = sheet
        self._record = record
        self._typed = typed
        self._say = say
        self._contract = sheet.place.contract
        self._cells: Mapping[str, Callable[[], Cell]] = {
            MACHINE: self._machine,
            ORDER: self._order,
            COUNTER: self._counter,
            QUANTITY: self._quantity,
            WASTE: self._waste,
            WASTE_TO: self._waste_to,
            CONSUMES: self._consumes,
            ROLLS: self._rolls,
            BAGS: self._bags,
            MIX: self._mix,
        }

    def lines(self) -> Iterator[FormLine]:
        """The lines in order; a fault of what is typed stands in place of the advice."""
        for key in keys_of(self._contract):
            shut = key == QUANTITY and locked(self._sheet)
            letters = self._letters() if key == WASTE_TO else {}
            yield FormLine(key, self._label(key), (self._cell(key),), locked=shut, keys=letters)

    def _cell(self, key: str) -> Cell:
        faults = self._record.shown_faults(key, self._typed)
        if faults:
            return Cell(refusal_text(self._say, faults[0]), "wrong")
        make = self._cells.get(key)
        return make() if make else Cell(self._say("production.optional"))

    def _label(self, key: str) -> SafeText:
        name = self._contract.production.quantity_name
        return (
            safe(name) if key == QUANTITY and name else self._say(f"production.field.{key.removeprefix('@')}")
        )

    def _letters(self) -> dict[str, str]:
        return {name[0].casefold(): name for name in self._contract.production.waste_names.values()}

    def _machine(self) -> Cell:
        machine = self._sheet.place.machine
        return Cell(machine_name(machine)) if machine else Cell(self._say("production.no-machine"), "waiting")

    def _order(self) -> Cell:
        place = self._sheet.place
        if place.order is None:
            return Cell(self._say("production.no-order"), "waiting")
        code = (safe(place.order.code),) if place.order_runs else ()
        return Cell(joined((*code, safe(place.order.product))))

    def _counter(self) -> Cell:
        if self._sheet.previous is None:
            key = "production.first-locked" if locked(self._sheet) else "production.first-reading"
            return Cell(self._say(key), "waiting")
        found, previous = counted(self._sheet, self._typed), self._sheet.previous.reading
        if found is None:
            return Cell(self._say("production.previous", previous=previous))
        if found.disputed:
            return Cell(self._say("production.disputed", previous=previous), "waiting")
        unit = self._contract.unit
        told = self._say("production.difference", previous=previous, quantity=found.quantity, unit=unit)
        return Cell(told, "strong")

    def _quantity(self) -> Cell:
        if locked(self._sheet):
            return Cell(self._say("production.locked"), "waiting")
        contract, made = self._contract, self._sheet.made
        if contract.production.counter and self._sheet.previous is not None:
            return Cell(self._say("production.by-counter", unit=contract.unit, made=made))
        return Cell(self._say("production.quantity", unit=contract.unit, made=made))

    def _waste(self) -> Cell:
        demanded = self._contract.production.waste_demanded
        return Cell(self._say("production.waste-demanded" if demanded else "production.waste-optional"))

    def _waste_to(self) -> Cell:
        names = self._contract.production.waste_names.values()
        return Cell(joined([safe(f"{name[0].upper()} {name}") for name in names], ", "))

    def _consumes(self) -> Cell:
        if self._record.consumes:
            return Cell(joined([safe(code) for code in self._record.consumes], ", "), "strong")
        if self._sheet.in_use:
            codes = joined([safe(code) for code in self._sheet.in_use], ", ")
            return Cell(self._say("production.in-use", batches=codes))
        demanded = self._contract.production.batches_demanded
        return Cell(self._say("production.batches-demanded" if demanded else "production.batches-optional"))

    def _rolls(self) -> Cell:
        parts = read_parts(self._contract, typed_parts(self._typed).rolls, None, ())
        if parts.sum_of_rolls is None:
            return Cell(self._say("production.rolls-optional"))
        free = [roll.code for roll in parts.rolls if roll.free]
        told = self._say("production.rolls", count=len(parts.rolls), total=parts.sum_of_rolls)
        if not free:
            return Cell(told, "strong")
        return Cell(joined((told, self._say("production.rolls-free", codes=free))), "waiting")

    def _bags(self) -> Cell:
        count = read_parts(self._contract, (), self._typed.get(BAGS), ()).bags
        weighed = read_number(self._typed.get(QUANTITY, ""))
        bags = bags_beside(self._contract, count, Decimal(0) if isinstance(weighed, Refusal) else weighed)
        if bags is None:
            return Cell(
                self._say("production.bags-optional", nominal=self._contract.production.bag_nominal_kg)
            )
        if isinstance(weighed, Refusal):
            return Cell(self._say("production.bags-theoretical", theoretical=bags.theoretical))
        told = {"theoretical": bags.theoretical, "difference": bags.difference}
        return Cell(self._say("production.bags", **told), "wrong" if bags.alert else "strong")

    def _mix(self) -> Cell:
        parts = read_parts(self._contract, (), None, typed_parts(self._typed).mix)
        if not parts.mix:
            key = "production.mix-copy" if self._sheet.last_mix else "production.mix-optional"
            return Cell(self._say(key))
        total = sum((part.percent for part in parts.mix), Decimal(0))
        return Cell(self._say("production.mix", count=len(parts.mix), total=total), "strong")


def counted(sheet: ProductionSheet, typed: Mapping[str, str]) -> Made | None:
    """What the typed reading says was made, when it can be told."""
    machine, reading = sheet.place.machine, read_number(typed.get(COUNTER, ""))
    if machine is None or sheet.previous is None or isinstance(reading, Refusal):
        return None
    contract = sheet.place.contract
    most = None if contract.target is None else contract.target * contract.production.counter_most
    found = read_counter(machine.code, reading, sheet.previous.reading, None, most)
    return None if isinstance(found, Refusal) else found
