"""The rows of the sheet of counters, and what is told of the cell with the cursor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prodsys_tui.domain.model import WorkRecord
from prodsys_tui.domain.numbers import read_number, show_number
from prodsys_tui.domain.production.counter import Made, read_counter
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.counters.columns import (
    CONSUMES,
    COUNTER,
    MACHINE,
    MARK,
    ORDER,
    PREVIOUS,
    QUANTITY,
    STATE,
    WASTE_TO,
    columns,
)
from prodsys_tui.screens.place_values import machine_name
from prodsys_tui.services.production.counter_sheet import CounterRow, CounterSheet
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell
from prodsys_tui.widgets.sheet_cells import SheetCell, SheetRow
from prodsys_tui.widgets.typed_cells import Place, TypedCells


@dataclass(frozen=True, slots=True)
class CounterLines:
    """Makes the rows of one sheet, with what is typed and what the services said of it by machine."""

    sheet: CounterSheet
    cells: TypedCells
    faults: Mapping[str, tuple[Refusal, ...]]
    say: Texts

    def rows(self) -> Iterator[SheetRow]:
        """A row a machine."""
        keys = [column.key for column in columns(self.sheet.contract)]
        for row in self.sheet.rows:
            yield SheetRow(row.code, tuple(self._cell(row, key) for key in keys))

    def made(self, row: CounterRow) -> Made | None:
        """What the typed reading says was made, when it can be told."""
        text = self.cells.text(row.code, COUNTER)
        reading = read_number(text) if text else None
        if not isinstance(reading, Decimal) or row.previous is None or reading < 0:
            return None
        contract = self.sheet.contract
        most = None if contract.target is None else contract.target * contract.production.counter_most
        found = read_counter(row.code, reading, row.previous.reading, None, most)
        return None if isinstance(found, Refusal) else found

    def disputed(self) -> tuple[str, ...]:
        """The machines whose typed reading cannot be right."""
        found = ((row.code, self.made(row)) for row in self.sheet.rows)
        return tuple(code for code, made in found if made is not None and made.disputed)

    def facts(self) -> SafeText:
        """How many machines have a reading in this shift or on the sheet, and what they made together."""
        rows = self.sheet.rows
        at_work = sum(row.line.aside is None or bool(row.records) for row in rows)
        read = sum(any(one.counter is not None for one in row.records) for row in rows)
        typed = [made for made in map(self.made, rows) if made is not None]
        made = sum((row.made for row in rows), Decimal(0)) + sum(
            (each.quantity for each in typed), Decimal(0)
        )
        return self.say(
            "counters.facts", read=read, machines=at_work, made=made, unit=self.sheet.contract.unit
        )

    def notes(self, place: Place) -> Iterator[Cell]:
        """The machine, then what is wrong or why it is locked, then what the shift has of it."""
        row = self.sheet.row(place[0])
        if row is None:
            return
        order = row.line.order
        words = (safe(order.product),) if order is not None else (self.say("counters.no-order"),)
        yield Cell(joined((safe(row.code), machine_name(row.line.machine), *words), "  "), "strong")
        yield from self._told(row, place[1])
        if row.records:
            yield Cell(joined([self._record(one) for one in row.records], "; "))

    def _told(self, row: CounterRow, column: str) -> Iterator[Cell]:
        typed = self.cells.of_row(row.code)
        faults = self.faults.get(row.code, ())
        if row.previous is None and row.line.aside is None and not row.blocks:
            yield Cell(self.say("counters.first"), "waiting")
        yield from (Cell(refusal_text(self.say, fault), "wrong") for fault in faults)
        made = self.made(row)
        if made is not None and made.disputed:
            yield Cell(self.say("counters.disputed", previous=made.previous), "waiting")
        elif not faults and row.line.aside is not None:
            yield Cell(self.say(f"counters.aside.{row.line.aside}", reason=row.line.reason), "waiting")
        elif not faults and row.blocks:
            yield Cell(
                joined([refusal_text(self.say, row.blocks[0]), self.say("counters.locked")]), "waiting"
            )
        if column == CONSUMES and typed.get(CONSUMES):
            yield Cell(safe(typed[CONSUMES]), "strong")

    def _record(self, record: WorkRecord) -> SafeText:
        order = record.order.code if record.order is not None else "-"
        key = "counters.record-disputed" if record.disputed else "counters.record"
        return self.say(key, order=order, quantity=record.quantity, counter=record.counter)

    def _cell(self, row: CounterRow, key: str) -> SheetCell:
        make = {
            MARK: self._mark,
            MACHINE: lambda row: SheetCell(safe(row.code), "strong"),
            ORDER: lambda row: SheetCell(safe(row.line.order.code if row.line.order else "")),
            PREVIOUS: lambda row: SheetCell(safe(show_number(row.previous.reading) if row.previous else "")),
            QUANTITY: self._quantity,
            WASTE_TO: self._waste_to,
            CONSUMES: self._consumes,
            STATE: self._state,
        }.get(key)
        return make(row) if make is not None else SheetCell(safe(self.cells.text(row.code, key)))

    def _mark(self, row: CounterRow) -> SheetCell:
        if self.faults.get(row.code):
            return SheetCell(safe("!"), "wrong")
        return SheetCell(safe("*"), "strong") if self.cells.of_row(row.code) else SheetCell(safe(" "))

    def _waste_to(self, row: CounterRow) -> SheetCell:
        names = self.sheet.contract.production.waste_names.values()
        return SheetCell(
            safe(self.cells.text(row.code, WASTE_TO)), keys={name[0].casefold(): name for name in names}
        )

    def _consumes(self, row: CounterRow) -> SheetCell:
        """The batches that are named; else those in use, which the record takes by itself."""
        return SheetCell(safe(self.cells.text(row.code, CONSUMES)), hint=safe(" ".join(row.in_use)))

    def _quantity(self, row: CounterRow) -> SheetCell:
        """The difference; only of a counter that was never read it has to be typed."""
        if row.previous is None and not row.blocks:
            return SheetCell(safe(self.cells.text(row.code, QUANTITY)))
        made = self.made(row)
        if made is None:
            return SheetCell(safe(""), "dim", locked=True)
        meaning = "waiting" if made.disputed else "strong"
        shown = made.reading - row.previous.reading if made.reading and row.previous else made.quantity
        return SheetCell(safe(show_number(shown)), meaning, locked=True)

    def _state(self, row: CounterRow) -> SheetCell:
        say, made = self.say, self.made(row)
        if self.faults.get(row.code):
            return SheetCell(say("counters.state.wrong"), "wrong")
        if made is not None and made.disputed:
            return SheetCell(say("counters.state.disputed"), "waiting")
        if made is not None and made.still:
            return SheetCell(say("counters.state.still"), "waiting")
        if row.line.aside is not None:
            return SheetCell(say(f"counters.state.{row.line.aside}"), "off")
        if row.blocks:
            return SheetCell(say("counters.state.locked"), "waiting")
        return self._recorded(row.records)

    def _recorded(self, records: Sequence[WorkRecord]) -> SheetCell:
        if any(one.disputed for one in records):
            return SheetCell(self.say("counters.state.disputed"), "waiting")
        if records:
            return SheetCell(self.say("counters.state.recorded", n=len(records)), "done")
        return SheetCell(self.say("counters.state.open"))
