"""The five steps of a hold in words: the seed's "Standard Operating Procedure"."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import wrap

from prodsys_tui.domain.batch.hold_steps import Step, StepKind, StepState
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.screens.batch_words import disposition_words, part_told
from prodsys_tui.screens.holds.view import Detail
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.form_line import CUT
from prodsys_tui.widgets.row_list import Cell

_MARKS: Mapping[StepState, str] = {
    StepState.DONE: "[x]",
    StepState.NEXT: "[>]",
    StepState.WAITING: "[ ]",
    StepState.NONE: "[-]",
}
"""What stands before a step: it carries the meaning where there are no colours."""


def fitted(cells: Iterable[Cell], width: int, height: int) -> list[Cell]:
    """Texts cut so that all of them, wrapped, have room in so many lines; the longest is cut first."""
    told = list(cells)
    lines = [wrap(cell.text, width) for cell in told]
    while sum(map(len, lines)) > height and max(map(len, lines), default=0) > 1:
        longest = max(lines, key=len)
        longest.pop()
        longest[-1] = f"{longest[-1][: width - len(CUT) - 1]} {CUT}"
    return [Cell(safe(" ".join(part)), cell.meaning) for part, cell in zip(lines, told, strict=True)]


def step_lines(detail: Detail, say: Texts) -> Iterator[Cell]:
    """What is told of each step."""
    for number, step in enumerate(detail.story.row.steps, 1):
        words = joined(_WORDS[step.kind](detail, step, say), "  ")
        mark = safe(f"{number} {_MARKS[step.state]}")
        line = joined((mark, joined((say(f"holds.step.{step.kind.value}"), words), ": ")))
        yield Cell(line, "waiting" if step.state is StepState.NEXT else "base")


def _detection(detail: Detail, step: Step, say: Texts) -> Iterator[SafeText]:
    sample = detail.story.row.sample
    if sample is None:
        yield say("holds.told.seen")
        return
    machine = sample.machine.code if sample.machine is not None else detail.blocked
    yield say(
        "holds.told.sample",
        machine=machine,
        parameter=sample.parameter,
        value=detail.value,
        result=sample.result.value,
    )
    if detail.wanted:
        yield say("holds.told.wanted", limits=detail.wanted)
    yield say("holds.told.by", person=step.person, at=step.at)


def _block(detail: Detail, _step: Step, say: Texts) -> Iterator[SafeText]:
    blocked = detail.story.blocked
    if blocked is None:
        yield say("holds.told.no-block")
        return
    state = say(f"board.state.{blocked.state}")
    yield say("holds.told.block", process=detail.blocked, state=state, shift=safe(label(blocked.shift)))


def _pause(detail: Detail, step: Step, say: Texts) -> Iterator[SafeText]:
    hold = detail.story.row.hold
    yield say("holds.told.pause", part=part_told(hold, say), reason=hold.reason)
    if hold.signed_by is not None and hold.signed_by != hold.author:
        yield say("holds.told.signed", person=hold.author, signer=hold.signed_by, at=step.at)
    else:
        yield say("holds.told.by", person=hold.author, at=step.at)
    if detail.mates > 1:
        yield say("holds.told.mates", count=detail.mates)


def _investigation(detail: Detail, step: Step, say: Texts) -> Iterator[SafeText]:
    notes = detail.story.row.notes
    if not notes:
        yield say("holds.told.no-note") if step.state is StepState.NEXT else say("holds.told.never-noted")
        return
    last = notes[-1]
    if last.cause:
        yield safe(f"{last.cause}.")
    yield safe(last.text)
    yield say("holds.told.by", person=last.author, at=last.recorded_at)
    if len(notes) > 1:
        yield say("holds.told.more-notes", count=len(notes) - 1)


def _resolution(detail: Detail, step: Step, say: Texts) -> Iterator[SafeText]:
    story = detail.story
    unit = story.unit
    if step.state is not StepState.DONE:
        yield say("holds.told.left", left=story.left, made=story.made, unit=unit)
    if story.dispositions:
        yield disposition_words(*story.dispositions[-1], say)
    if len(story.dispositions) > 1:
        yield say("holds.told.more-decided", count=len(story.dispositions) - 1)
    if step.state is StepState.DONE:
        yield say("holds.told.by", person=step.person, at=step.at)


_WORDS: Mapping[StepKind, Callable[[Detail, Step, Texts], Iterator[SafeText]]] = {
    StepKind.DETECTION: _detection,
    StepKind.BLOCK: _block,
    StepKind.PAUSE: _pause,
    StepKind.INVESTIGATION: _investigation,
    StepKind.RESOLUTION: _resolution,
}
