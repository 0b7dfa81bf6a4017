"""What became of the values of a round: in words, and which of them may be corrected."""

from collections.abc import Sequence

from prodsys_tui.domain.contract.contract import Parameter
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.grid_refusals import row_of
from prodsys_tui.screens.measuring.words import fault_text, result_text, value_text
from prodsys_tui.screens.round.entry import Saved
from prodsys_tui.services.quality.round_sheet import RoundSheet
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.control_words import warning
from prodsys_tui.text.safe import SafeText, joined, safe


def saved_words(saved: Saved, say: Texts) -> list[SafeText]:
    """Every sample that was saved, and what warns of drift, with its machine."""
    parameter = saved.sheet.parameter
    words = [_saved(parameter, one.sample, say) for one in saved.samples]
    return [*words, *(joined((_machine(each.sample), warning(say, each)), ": ") for each in saved.warnings)]


def _machine(sample: Sample) -> SafeText:
    return safe(sample.machine.code if sample.machine is not None else "")


def _saved(parameter: Parameter, sample: Sample, say: Texts) -> SafeText:
    """A sample that was saved: its machine, value and result."""
    code = _machine(sample)
    value, result = value_text(parameter, sample, say), result_text(say, sample.result)
    return say("round.saved", machine=code, value=value, result=result)


def last_of(sheet: RoundSheet, mine: Sequence[tuple[str, Sample]]) -> tuple[str, Sample] | None:
    """The newest of the samples saved here, by machine, that is of this parameter and not corrected."""
    for code, sample in reversed(mine):
        row = sheet.row(code)
        taken = row.values.taken if row is not None else ()
        if any(one.sample.ref == sample.ref and not one.corrected for one in taken):
            return code, sample
    return None


def refused_words(reasons: Sequence[Refusal], codes: Sequence[str], say: Texts) -> tuple[SafeText, ...]:
    """The reasons, each with its machine."""
    alone = codes[0] if len(codes) == 1 else ""
    found = ((row_of(reason, codes) or alone, fault_text(say, reason)) for reason in reasons)
    lines = (joined((safe(code), text), ": ") if code else text for code, text in found)
    return tuple(dict.fromkeys(lines))
