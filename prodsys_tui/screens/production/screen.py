"""Producción: one record at a time, locked with the reason in sight until the gate is open."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.production.consuming import ConsumingScreen
from prodsys_tui.screens.production.entry import Saved, read_sheet, save
from prodsys_tui.screens.production.entry import preview as judged
from prodsys_tui.screens.production.fields import (
    CONSUMES,
    COUNTER,
    NUMBERS,
    QUANTITY,
    REASON,
    WASTE,
    Record,
    command,
    keys_of,
    line_of,
    locked,
)
from prodsys_tui.screens.production.lines import COLUMNS, RecordLines, counted
from prodsys_tui.screens.production.records import COLUMNS as RECORD_COLUMNS
from prodsys_tui.screens.production.records import heading, rows, saved_words
from prodsys_tui.screens.production.values import WITH_VALUES, values
from prodsys_tui.screens.session import Place, Target
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.drafts import DraftContent
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import AddProduction
from prodsys_tui.services.production.production_sheet import ProductionSheet
from prodsys_tui.services.shift.workplace import Where, Workplace
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.big_code import BigCode
from prodsys_tui.widgets.entry_form import EntryForm
from prodsys_tui.widgets.form_line import FormLine
from prodsys_tui.widgets.keymap import own
from prodsys_tui.widgets.row_list import Cell, RowHead, RowList
from prodsys_tui.widgets.scan_code import Scanned, Shape


class ProductionScreen(ConsumingScreen):
    """The fields that the process's rules ask for; below them the batch that it went to, and the records."""

    AREA = "production"
    RIGHT = Right.PRODUCE
    CSS_PATH = "screen.tcss"
    COLUMNS = COLUMNS
    BINDINGS: ClassVar[list[BindingType]] = [
        own("production.counters", "f6", "counters"),
        own("production.copy", "f7", "copy"),
        own("production.relink", "ctrl+o", "relink"),
        own("production.sample", "ctrl+g", "sample", shown=False),
    ]

    def body(self) -> ComposeResult:
        """The form, then the batch and the records of the shift."""
        yield from super().body()
        yield BigCode(self.say("production.batch"))
        yield RowHead(RECORD_COLUMNS, heading(self.say))
        records = RowList(RECORD_COLUMNS, id="records")
        records.can_focus = False
        yield records

    # The form

    def read(self, plant: Plant, where: Where) -> ProductionSheet:
        """What a record needs, and the records of the shift."""
        return read_sheet(plant, where)

    @property
    def place(self) -> Workplace | None:
        """The workplace."""
        return self.sheet.place if self.sheet else None

    def draft_rest(self) -> dict[str, Any]:
        """The record to be."""
        return {"uid": self._record.uid, "consumes": list(self._record.consumes)}

    def restore_rest(self, content: DraftContent) -> None:
        """The record to be, under the uid that it had."""
        self._record = Record(content.rest["uid"], tuple(content.rest["consumes"]))
        self.preview()

    @property
    def dirty(self) -> bool:
        """Something was typed and not saved."""
        return bool(self.typed()) or bool(self._record.consumes)

    @property
    def astray(self) -> bool:
        """A record is one whole: behind a refusal, whatever it was, keys may be meant for the next one."""
        return bool(self.standing)

    def lines(self) -> Sequence[FormLine]:
        """The lines that the process's rules ask for."""
        if self.sheet is None:
            return ()
        return tuple(RecordLines(self.sheet, self._record, self.typed(), self.say).lines())

    def notes(self, key: str) -> Sequence[Cell]:
        """What is wrong with the line, else what it is for."""
        if self.sheet is None:
            return ()
        if key == QUANTITY and locked(self.sheet):
            return tuple(
                Cell(refusal_text(self.say, block), "waiting") for block in self.sheet.place.state.blocks
            )
        faults = self._record.shown_faults(key, self.typed())
        told = [Cell(refusal_text(self.say, fault), "wrong") for fault in faults]
        return (*told, Cell(self.say(f"production.help.{key.removeprefix('@')}")))

    def first(self) -> str:
        """The order while there is none, else the first number that can be typed."""
        if self.sheet is None:
            return MACHINE
        keys = list(keys_of(self.sheet.place.contract))
        if ORDER in keys and self.sheet.place.order is None:
            return ORDER
        if COUNTER in keys:
            return COUNTER
        return WASTE if locked(self.sheet) and WASTE in keys else QUANTITY

    def shown(self, sheet: ProductionSheet) -> None:
        """Show a sheet with its records, and judge again what is typed."""
        super().shown(sheet)
        self.query_one(RowList).show(list(rows(sheet, self.say)))
        if self.dirty:
            self.preview()

    def refresh_notes(self) -> None:
        """The help of the line goes with its notes."""
        super().refresh_notes()
        if self.sheet is not None and self.form.current:
            self.form.help_text = self.say(f"production.help.{self.form.current.removeprefix('@')}")

    # Typing

    def on_entry_form_changed(self, event: EntryForm.Changed) -> None:
        """Judge while one types."""
        event.stop()
        self.query_one(BigCode).show(SafeText(""))
        self._record.faults = tuple(f for f in self._record.faults if line_of(f) != event.key)
        self.told()
        self.preview()

    def told(self) -> None:
        """Show the lines and what is told of them again."""
        self.refresh_lines()
        self.refresh_notes()

    def preview(self) -> None:
        """Judge what is typed, without saving."""
        if self.sheet is None:
            return
        typed = self.typed()
        wanted = command(self._record, typed, self.where, self.sheet)

        def found(faults: tuple[Refusal, ...]) -> None:
            if self.typed() == typed:  # a late answer about something else is dropped
                self._record.faults = faults
                self.told()

        self.call(lambda plant: judged(plant, wanted), found)

    def accepted(self, key: str, text: str) -> None:
        """Enter on the batches names one; on the last line it saves."""
        if key == CONSUMES and text:
            self.name_batch(text)
        elif key == REASON and self.dirty:
            self.action_save()

    def chosen(self, key: str, value: str) -> None:
        """A batch from the list is named, or taken back when it was."""
        if key == CONSUMES:
            self.name_batch(value)
        else:
            super().chosen(key, value)

    def may_be_code(self, key: str, code: Scanned) -> bool:
        """A quantity or a reading may have seven digits."""
        return key not in NUMBERS or code.shape is not Shape.ORDER

    # Saving

    def action_save(self) -> None:
        """Save the record; a reading that cannot be right only after a yes."""
        if self.keeps_back():
            return
        made = counted(self.sheet, self.typed()) if self.sheet else None
        if made is not None and made.disputed:
            asked = self.say("production.ask-disputed", counter=made.reading, previous=made.previous)
            self.confirm(asked, self._save)
        else:
            self._save()

    def _save(self) -> None:
        if self.sheet is None:
            return
        wanted = command(self._record, self.typed(), self.where, self.sheet)
        who, where = self.person, self.where
        self.call(
            lambda plant: save(plant, who, wanted, where),
            self.saved,
            hold=True,
            refused=partial(self._refused, wanted),
        )

    def saved(self, saved: Saved) -> None:
        """Begin the next record, and say what became of this one."""
        done, sheet = saved.production, saved.sheet
        self._record = Record()
        self.form.clear(*(key for key in self.form.values if key not in {MACHINE, ORDER}))
        self.was_saved()
        self.shown(sheet)
        self.query_one(BigCode).show(safe(done.batch.code if done.batch else ""))
        self.begin()
        self.tell(*saved_words(done, sheet, self.say))

    def _refused(self, wanted: AddProduction, reasons: tuple[Refusal, ...]) -> None:
        self._record.faults = reasons
        self.told()
        if self.sign_for(wanted, reasons):
            return
        keys = list(keys_of(self.sheet.place.contract)) if self.sheet else []
        named = [key for key in map(line_of, reasons) if key in keys]
        if named:
            self.go_back(str(named[0]))
        self.refused(reasons)

    def typed(self) -> dict[str, str]:
        """What is typed on the lines of the record."""
        return {key: text for key, text in self.form.values.items() if key not in {MACHINE, ORDER}}

    # Keys

    def lock_of(self, action: str) -> SafeText | None:
        """F2 while the gate is closed or nothing is typed, F4 without a list, F6 without counters."""
        if action == "save":
            return super().lock_of(action) or self._why_not_save()
        if action == "values" and self.form.current not in WITH_VALUES:
            return self.say("app.no-values")
        if action == "counters" and (self.sheet is None or not self.sheet.place.contract.production.counter):
            return self.say("production.no-counters")
        return super().lock_of(action)

    def action_values(self) -> None:
        """List the valid values of the line."""
        sheet, key, say, where, record = self.sheet, self.form.current, self.say, self.where, self._record
        if sheet is not None:
            contract = sheet.place.contract
            title = next(line.label for line in self.lines() if line.key == key)
            self.choose(title, lambda plant: values(plant, where, contract, key, record, say), key)

    def action_counters(self) -> None:
        """Go to the counters of all machines of the process."""
        where = self.where
        self.change_to(Target(Place.COUNTERS, where.process, where.machine, shift=self.target.shift))

    def action_sample(self) -> None:
        """Go to the samples of this workplace."""
        where = self.where
        target = Target(Place.SAMPLE, where.process, where.machine, shift=self.target.shift)
        self.leave(lambda: self.go(target))

    def _why_not_save(self) -> SafeText | None:
        typed = self.typed()
        blocks = self.sheet.place.state.blocks if self.sheet else ()
        if blocks and COUNTER not in typed and WASTE not in typed:
            return refusal_text(self.say, blocks[0])
        return None if self.dirty else self.say("production.nothing-typed")
