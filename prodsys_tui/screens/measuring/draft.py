"""What is being typed on a line and is no sample yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from prodsys_tui.domain.model import Result, Sample
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.sheet import MACHINE, ORDER
from prodsys_tui.services.quality.sample_sheet import SheetLine
from prodsys_tui.services.quality.samples import AddSample
from prodsys_tui.services.shift.workplace import Where

BATCH = "@batch"
MEASURED = "@measured"
"""The keys of the other lines above the parameters; those of the parameters are their names."""

FIELDS = {"machine": MACHINE, "order": ORDER, "batch": BATCH, "measured_at": MEASURED}
"""The lines of the fields that refusals name."""


@dataclass(slots=True)
class Draft:
    """A sample to be.

    ``uid`` is made when the line is begun, so that saving twice saves once. ``corrects`` is the sample
    whose place it takes; ``result`` with ``comment`` is the worse one that a person sets. ``outcome`` or
    ``faults`` are what the services said about it, ``doubted`` the text that they asked about.
    """

    uid: str = field(default_factory=lambda: str(uuid4()))
    corrects: Sample | None = None
    result: Result | None = None
    comment: str | None = None
    outcome: Result | None = None
    faults: tuple[Refusal, ...] = ()
    doubted: str | None = None

    def kept(self) -> dict[str, str | None]:
        """What restores it, beside the text."""
        return {
            "uid": self.uid,
            "corrects": self.corrects.ref.uid if self.corrects else None,
            "result": self.result.value if self.result else None,
            "comment": self.comment,
        }

    @classmethod
    def restored(cls, kept: Mapping[str, str | None], line: SheetLine) -> "Draft":
        """What was kept, as its line is now."""
        corrects = next((one.sample for one in line.taken if one.sample.ref.uid == kept["corrects"]), None)
        result = Result(kept["result"]) if kept["result"] else None
        return cls(str(kept["uid"]), corrects, result, kept["comment"])

    def answered(self, text: str, outcome: Result | None, faults: tuple[Refusal, ...]) -> None:
        """Keep what the services said about a text."""
        self.outcome, self.faults = outcome, faults
        asked = faults and all(fault.code is Code.DOUBTFUL for fault in faults)
        self.doubted = text if asked else None


class Drafts(dict[str, Draft]):
    """The drafts by parameter."""

    def begun(self, key: str) -> Draft:
        """The draft of a parameter, begun when there is none."""
        return self.setdefault(key, Draft())

    def typed(self, key: str, text: str) -> None:
        """The text of a line was changed; an empty one of which nothing was said is no draft."""
        draft = self.begun(key)
        draft.answered(text, None, ())
        if not text and draft.corrects is None and draft.result is None:
            del self[key]

    def command(self, key: str, typed: Mapping[str, str], where: Where, *, sure: bool = False) -> AddSample:
        """What the services are asked to save of a line."""
        draft = self.begun(key)
        return AddSample(
            where.process,
            key,
            typed.get(key, ""),
            machine=where.machine,
            order=where.order,
            batch=typed.get(BATCH),
            result=draft.result.value if draft.result else None,
            comment=draft.comment,
            corrects=draft.corrects.ref.uid if draft.corrects else None,
            sure=sure,
            shift=where.shift,
            uid=draft.uid,
        )
