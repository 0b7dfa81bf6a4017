"""What goes to the services when a line is previewed or saved, and what comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.services.aftermath import Aftermath, aftermath
from prodsys_tui.services.control.control_note import ControlNote, warnings_of
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.quality.sample_sheet import SampleSheet, sample_sheet
from prodsys_tui.services.quality.samples import (
    AddSample,
    Preview,
    SampleSaved,
    add_sample,
    add_samples,
    preview_sample,
)
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.shift.workplace import Where
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import read_moment


@dataclass(frozen=True, slots=True)
class Saving:
    """Samples to be saved together: the commands, and the time of measuring as it was typed."""

    commands: tuple[AddSample, ...]
    measured: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, the form as it is now, what the samples bring about, and where they warn of drift."""

    samples: tuple[SampleSaved, ...]
    sheet: SampleSheet
    after: Aftermath
    warnings: tuple[ControlNote, ...] = ()


def read_sheet(plant: Plant, where: Where) -> SampleSheet:
    """The form of a workplace."""
    with plant.read() as reads:
        return sample_sheet(reads, plant.contracts, where)


def preview(plant: Plant, command: AddSample) -> Preview:
    """What saving would answer."""
    with plant.read() as reads:
        return preview_sample(reads, plant.contracts, command)


def save(plant: Plant, who: Person, saving: Saving, where: Where, say: Texts) -> Saved:
    """Save all or nothing, and read the form again. Raises ``Refused``."""
    commands = _measured(plant, saving, say)
    if len(commands) == 1:
        samples: tuple[SampleSaved, ...] = (plant.do(add_sample, who, commands[0]),)
    else:
        samples = plant.do(add_samples, who, commands)
    with plant.read() as reads:
        after = aftermath(reads, (one.sample for one in samples))
    return Saved(
        samples, read_sheet(plant, where), after, warnings_of(plant, (one.sample for one in samples))
    )


def faults_by_line(reasons: Sequence[Refusal], lines: Sequence[str]) -> Mapping[str, tuple[Refusal, ...]]:
    """The reasons by the line that they speak about: many rows number theirs, a single one does not."""
    found: dict[str, tuple[Refusal, ...]] = {}
    for reason in reasons:
        row = reason.params.get("row", 1)
        line = lines[row - 1] if isinstance(row, int) else lines[0]
        found[line] = (*found.get(line, ()), reason)
    return found


def field_of(reason: Refusal) -> str:
    """The field that a reason names, without its row."""
    return (reason.field or "").rpartition(".")[2]


def _measured(plant: Plant, saving: Saving, say: Texts) -> tuple[AddSample, ...]:
    if not saving.measured:
        return saving.commands
    at = read_moment(saving.measured, say.zone, plant.clock.now(), "measured_at")
    if isinstance(at, Refusal):
        raise Refused(at)
    return tuple(replace(command, measured_at=at) for command in saving.commands)
