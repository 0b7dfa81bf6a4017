"""What goes to the services from the Ronda, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.measuring.draft import Draft
from prodsys_tui.services.control.control_note import ControlNote, warnings_of
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.round_sheet import RoundRow, RoundSheet, round_sheet
from prodsys_tui.services.quality.samples import AddSample, SampleSaved, add_sample, add_samples
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import read_moment


@dataclass(frozen=True, slots=True)
class Asked:
    """Which round is asked for: the parameter (None: the first that is owed) and the time as it was typed."""

    where: Where
    parameter: str | None
    measured: str
    say: Texts

    def at(self, plant: Plant) -> datetime | None:
        """The time of measuring, None for now. Raises ``Refused`` for what is no time."""
        if not self.measured:
            return None
        at = read_moment(self.measured, self.say.zone, plant.clock.now(), "at")
        if isinstance(at, Refusal):
            raise Refused(at)
        return at


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, the round as it is now, and the samples that warn of drift."""

    samples: tuple[SampleSaved, ...]
    sheet: RoundSheet
    warnings: tuple[ControlNote, ...] = ()


def command(sheet: RoundSheet, row: RoundRow, draft: Draft, text: str, *, sure: bool = False) -> AddSample:
    """What the services are asked to save of a row. A correction was measured when its sample was."""
    corrected = draft.corrects
    return AddSample(
        sheet.contract.id,
        sheet.parameter.name,
        text,
        machine=row.code,
        order=None if row.line.order is None or corrected is not None else row.line.order.code,
        measured_at=corrected.measured_at if corrected is not None else None,
        corrects=corrected.ref.uid if corrected is not None else None,
        sure=sure,
        shift=sheet.shift.ref.uid,
        uid=draft.uid,
    )


def read_sheet(plant: Plant, asked: Asked) -> RoundSheet:
    """The round of a parameter."""
    at = asked.at(plant) or plant.clock.now()
    with plant.read() as reads:
        return round_sheet(reads, plant.contracts, asked.where, asked.parameter, at)


def save(plant: Plant, who: Person, commands: Sequence[AddSample], asked: Asked) -> Saved:
    """Save all or nothing, and read the round again. Raises ``Refused``."""
    at = asked.at(plant)
    timed = [each if each.corrects else replace(each, measured_at=at) for each in commands]
    if len(timed) == 1:
        samples: tuple[SampleSaved, ...] = (plant.do(add_sample, who, timed[0]),)
    else:
        samples = plant.do(add_samples, who, timed)
    return Saved(samples, read_sheet(plant, asked), warnings_of(plant, (one.sample for one in samples)))
