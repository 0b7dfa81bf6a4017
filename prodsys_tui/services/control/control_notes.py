"""What a reader of a control chart has to know beside it."""

from collections.abc import Mapping, Sequence

from prodsys_tui.domain.contract.contract import Kind
from prodsys_tui.domain.model import ControlLimits
from prodsys_tui.domain.spc.limits import Limits
from prodsys_tui.services.control.control_points import Points, Scale, Subject
from prodsys_tui.services.control.control_view import Note

WELL_KNOWN = 20
"""Limits of fewer points are told to be weak."""

Told = tuple[Note, Mapping[str, object]]
"""A note, and what its text shows."""


def notes_of(
    subject: Subject,
    shown: Points,
    limits: Limits | None,
    frozen: Sequence[ControlLimits | None],
    *,
    of_all: bool,
) -> tuple[Told, ...]:
    """The notes of a chart: ``limits`` are those of its last point, ``frozen`` where those of each come from.

    ``of_all``: a machine is judged by the limits of all together.
    """
    samples = [sample for group in shown.groups for sample in group.samples]
    machines = sorted({sample.machine.code for sample in samples if sample.machine is not None})
    nominals = list(dict.fromkeys(sample.nominal for sample in samples if sample.nominal is not None))
    changed = len(nominals) > 1 and not subject.parameter.order_nominal
    judged = limits is not None
    provisional = judged and frozen[-1] is None
    before = 0 if provisional or not judged else sum(each is None for each in frozen)
    weak = limits.points if limits is not None and limits.points < WELL_KNOWN else 0
    holding: Mapping[Note, object] = {
        Note.DEVIATION: subject.scale is Scale.DEVIATION,
        Note.PERCENT: subject.scale is Scale.PERCENT,
        Note.CALCULATED: subject.parameter.kind is Kind.CALCULATED,
        Note.MACHINES: machines if len(machines) > 1 else (),
        Note.NOMINALS: nominals if changed else (),
        Note.WAITING: shown.waiting,
        Note.LEFT_OUT: shown.left_out,
        Note.MORE: len(shown.groups) if shown.more else 0,
        Note.NO_LIMITS: not judged,
        Note.PROVISIONAL: provisional,
        Note.OF_ALL: of_all and judged and not provisional,
        Note.WEAK: weak,
        Note.BEFORE: before,
    }
    return tuple((note, {"about": about}) for note, about in holding.items() if about)
