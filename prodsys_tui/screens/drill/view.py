"""What the list of a recall shows: where each batch stands, and where it was located."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from prodsys_tui.domain.lineage.recall import Recall, RecallLine, Standing
from prodsys_tui.domain.model import DrillFind
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.services.lineage.drills import DrillStory, drill_of, drill_story
from prodsys_tui.services.lineage.recall import recall
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_time
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.row_list import Cell, Column, Row

COLUMNS = (Column(3), Column(16), Column(11), Column(18, "right"), Column(8), Column())
"""Whether it was located, batch, standing, quantity, date and turn, where."""

MOST_NAMED = 2
"""Of what a batch went into, so many are named."""

VIEWS = ("all", "missing", "located")

_MEANINGS = {Standing.HELD: "waiting", Standing.IN_USE: "ready", Standing.CLOSED: "done"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The recall list of a subject, its last drill if it ever had one, and the processes' units."""

    recall: Recall
    story: DrillStory | None
    units: Mapping[int, str]
    now: datetime

    @property
    def runs(self) -> bool:
        """Whether a drill runs."""
        return self.story is not None and self.story.drill.ended_at is None

    @property
    def finds(self) -> Mapping[int, DrillFind]:
        """What was located in the last drill, by the batches' local ids."""
        return {} if self.story is None else self.story.finds

    def lines(self, view: str) -> tuple[RecallLine, ...]:
        """The lines of a view: all, or those that are still to be located, or those that were."""
        if view == VIEWS[0]:
            return self.recall.lines
        return tuple(
            line for line in self.recall.lines if (line.node.key in self.finds) is (view == VIEWS[2])
        )


def read_shown(plant: Plant, code: str) -> Shown:
    """What is to be shown of a subject. Raises ``Refused`` as ``find_named``."""
    with plant.read() as reads:
        units = {each.contract.id: each.contract.unit for each in plant.contracts.all(reads)}
        story = drill_story(reads, code) if drill_of(reads, code) is not None else None
        found = story.recall if story is not None else recall(reads, code)
        return Shown(found, story, units, plant.clock.now())


def clock(passed: timedelta, *, coarse: bool) -> SafeText:
    """A length of time as a stopwatch shows it; ``coarse`` leaves the seconds out."""
    minutes, seconds = divmod(int(passed.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return safe(f"{hours}:{minutes:02d}" if coarse else f"{hours}:{minutes:02d}:{seconds:02d}")


def clock_line(shown: Shown, now: datetime, say: Texts, *, coarse: bool) -> Cell:
    """How the drill stands."""
    story = shown.story
    if story is None:
        return Cell(say("drill.none"))
    told = {"found": story.found, "total": story.total, "percent": show_number(story.percent)}
    passed = clock(story.passed(now), coarse=coarse)
    if story.drill.ended_at is not None:
        return Cell(say("drill.ended", passed=passed, person=story.drill.ended_by, **told), "done")
    at = show_time(story.drill.recorded_at, say.zone)
    return Cell(say("drill.running", passed=passed, at=at, person=story.drill.author, **told), "waiting")


def heading(say: Texts) -> Row:
    """The names of the columns."""
    names = ("batch", "standing", "quantity", "when", "where")
    heads = (Cell(say(f"drill.column.{name}"), "head") for name in names)
    return Row("", (Cell(safe(""), "head"), *heads))


def drill_row(line: RecallLine, shown: Shown, say: Texts) -> Row:
    """A batch to call back."""
    find, node = shown.finds.get(line.node.key), line.node
    unit = shown.units.get(node.process_id or 0, "")
    when = "" if node.day is None else f"{show_date(node.day)[:5]} {node.turn}"
    return Row(
        node.code,
        (
            Cell(safe("[ ]" if find is None else "[x]"), "base" if find is None else "ready"),
            Cell(safe(node.code), "strong"),
            Cell(say(f"drill.standing.{line.standing.name.lower()}"), _MEANINGS.get(line.standing, "base")),
            Cell(safe(f"{show_number(line.quantity)} {unit}")),
            Cell(safe(when)),
            Cell(place_of(find, unit, say) if find is not None else where_of(line, say)),
        ),
    )


def place_of(find: DrillFind, unit: str, say: Texts) -> SafeText:
    """Where a batch was located, and how much."""
    if find.quantity is None:
        return safe(find.location)
    return say("drill.at", place=find.location, quantity=show_number(find.quantity), unit=unit)


def where_of(line: RecallLine, say: Texts) -> SafeText:
    """Where a batch is used, or what it went into."""
    used = say("drill.in-use", machines=line.machines) if line.machines else safe("")
    named, more = line.into[:MOST_NAMED], len(line.into) - MOST_NAMED
    into = safe("")
    if more > 0:
        into = say("drill.into-more", batches=named, count=more)
    elif named:
        into = say("drill.into", batches=named)
    return joined(filter(None, (used, into)), ", ")


def told_lines(line: RecallLine, shown: Shown, say: Texts) -> Iterator[Cell]:
    """A batch in full."""
    node = line.node
    yield Cell(
        say(
            "drill.told",
            batch=node.code,
            product=node.product,
            order=node.order,
            date=node.day,
            turn=node.turn,
            level=line.level,
        ),
        "strong",
    )
    find = shown.finds.get(node.key)
    if find is not None:
        at = show_time(find.recorded_at, say.zone)
        yield Cell(say("drill.told.found", place=find.location, person=find.author, at=at))
    if line.parts:
        yield Cell(say("drill.told.parts", parts=line.parts), "waiting")
    where = where_of(line, say)
    if where:
        yield Cell(where)
    if shown.recall.nameless:
        yield Cell(say("drill.told.nameless", count=len(shown.recall.nameless)))
