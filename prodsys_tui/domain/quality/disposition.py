"""Settling a deviation: the seed's ``CORREGIR_O_JUSTIFICAR``. Spec ``domain.md`` §2, "Disposition"."""

from collections.abc import Iterable
from dataclasses import dataclass

from prodsys_tui.domain.contract.catalogs import DeviationCatalog
from prodsys_tui.domain.model import Disposition, Result, Sample
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import text_faults, tidy

LONGER_THAN = 10
"""An explanation has more characters than this, blanks at its ends not counted."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person gives to settle a deviation: an explanation, or a cause and an action, or all."""

    text: str | None = None
    cause: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a deviation is settled, in the catalog's spelling."""

    cause: str | None
    action: str | None
    explanation: str | None


def explains(text: str | None) -> bool:
    """Whether a text is long enough to explain a deviation."""
    return len(tidy(text)) > LONGER_THAN


def settle(
    sample: Sample,
    existing: Disposition | None,
    proposal: Proposal,
    catalog: DeviationCatalog,
    *,
    measured_again: bool,
) -> Settlement | tuple[Refusal, ...]:
    """How a sample's deviation is settled, or everything that speaks against it.

    Either an explanation, or a cause and an action together, which need ``measured_again``: that a later
    sample of the same parameter, machine and order complies.
    """
    if sample.result is Result.COMPLIES or sample.calculated:
        return (Refusal(Code.NOTHING_TO_SETTLE, {"sample": sample.ref.uid}, "sample"),)
    if existing is not None:
        params = {"sample": sample.ref.uid, "person": existing.author}
        return (Refusal(Code.NOTHING_TO_SETTLE, params, "sample", "settled"),)
    words, cause, action = tidy(proposal.text), tidy(proposal.cause), tidy(proposal.action)
    wanted = Settlement(catalog.cause(cause), catalog.action(action), words or None)
    faults = list(_text_faults(words, demanded=not (cause or action)))
    if cause or action:
        faults += _code_faults(wanted, cause, action, measured_again=measured_again)
    return tuple(faults) or wanted


def _text_faults(words: str, *, demanded: bool) -> Iterable[Refusal]:
    if (words or demanded) and not explains(words):
        yield Refusal(Code.JUSTIFICATION_TOO_SHORT, {"minimum": LONGER_THAN}, "text")
    yield from text_faults(words, "text")


def _code_faults(wanted: Settlement, cause: str, action: str, *, measured_again: bool) -> Iterable[Refusal]:
    for field, typed, found in (("cause", cause, wanted.cause), ("action", action, wanted.action)):
        if not typed:
            yield Refusal(Code.REASON_REQUIRED, {}, field)
        elif found is None:
            yield Refusal(Code.REASON_UNKNOWN, {"reason": typed}, field)
    if not measured_again:
        yield Refusal(Code.NOT_MEASURED_AGAIN, {}, "sample")
