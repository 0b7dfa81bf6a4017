"""What is missing, in columns: where, and what in a few words; the line below tells it in full."""

from prodsys_tui.domain.refusal import Code
from prodsys_tui.screens.closing.faults import REMEDIES, Fault
from prodsys_tui.screens.modals.entries import EntryBook
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (Column(18), Column(9), Column())
"""Process, machine, what is missing."""


def fault_row(key: str, fault: Fault, book: EntryBook, say: Texts) -> Row:
    """One fault; several machines with the same fault stand in one row."""
    process = book.contracts[fault.spot.process].name if fault.spot else ""
    machine = fault.spot.machine if fault.spot else None
    return Row(
        key,
        (Cell(safe(process)), Cell(safe(machine or "")), Cell(_short(fault, say), "strong")),
    )


def _short(fault: Fault, say: Texts) -> SafeText:
    refusal = fault.refusal
    if refusal.code not in REMEDIES:
        return refusal_text(say, refusal)
    machines = refusal.params.get("machines")
    if refusal.code is Code.NO_PERSON_ASSIGNED and isinstance(machines, tuple) and len(machines) > 1:
        return say("closing.short.no-person-assigned-at", machines=machines)
    return say(f"closing.short.{refusal.code}", **refusal.params)
