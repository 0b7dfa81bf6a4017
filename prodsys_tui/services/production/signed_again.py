"""Whether a correction that is sent again is the one that was signed: signing twice corrects once."""

from collections.abc import Sequence

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.model import Correction
from prodsys_tui.domain.numbers import read_number
from prodsys_tui.domain.production.correction import Corrected
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.production.record_corrections import CorrectRecord


def says_again(known: Sequence[Correction], command: CorrectRecord) -> bool:
    """Whether a command says what was signed; a value that was so already left no entry."""
    own = [each for each in known if each.record is not None and each.record.uid == tidy(command.record)]
    return bool(own) and all(_said(command, each) for each in own)


def _said(command: CorrectRecord, entry: Correction) -> bool:
    """Whether a command asks for what an entry holds. A declared reset alone corrects a counter too."""
    if entry.field == Corrected.CONSUMED:
        codes = command.links if entry.before is None else command.unlinks
        named = {batch_meant(code).casefold() for code in codes}
        return (entry.after or entry.before or "").casefold() in named
    if entry.field == Corrected.COUNTER and command.counter is None:
        return command.reset is not None
    typed = {Corrected.QUANTITY: command.quantity, Corrected.WASTE: command.waste}
    text = typed.get(Corrected(entry.field), command.counter)
    return text is not None and read_number(text) == read_number(entry.after or "")
