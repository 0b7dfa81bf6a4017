"""The packet of a recall drill: its times, the list with boxes to tick, the lineage, and lines to sign."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from prodsys_tui.domain.lineage.genealogy import Kind, Step, Way, short_code
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.reports.paper import NOTHING, Cell, Paper
from prodsys_tui.services.lineage.recall_packet import MOST_NODES, RecallPacket
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe

SIGNATURES = ("warehouse", "quality", "manager")
_CALCULATED = 3
"""Decimals of a calculated value on paper."""
_TICKED, _EMPTY = SafeText("[X]"), SafeText("[  ]")


def clock(passed: timedelta) -> SafeText:
    """A length of time as a stopwatch shows it: ``1:07:30``."""
    minutes, seconds = divmod(int(passed.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return safe(f"{hours}:{minutes:02d}:{seconds:02d}")


def print_recall(packet: RecallPacket, texts: Texts, made_at: datetime) -> Paper:
    """The packet; instants in the zone of ``texts``."""
    return _RecallPaper(packet, texts, made_at).printed()


class _RecallPaper:
    """One packet on its way to paper."""

    def __init__(self, packet: RecallPacket, texts: Texts, made_at: datetime) -> None:
        self._packet, self._say, self._made_at = packet, texts, made_at
        title = texts("drill.paper.title", subject=packet.story.drill.subject)
        foot = texts("drill.paper.foot", site=packet.site.name, at=made_at)
        self._paper = Paper(title, foot, made_at)

    def printed(self) -> Paper:
        """All parts, one below the other."""
        self._cover()
        self._list()
        for way in Way.BOTH.ways:
            self._lineage(way)
        self._samples()
        self._paper.boxes([self._say(f"drill.paper.sign.{name}") for name in SIGNATURES])
        return self._paper

    def _cover(self) -> None:
        say, story = self._say, self._packet.story
        drill, paper = story.drill, self._paper
        subject = say("drill.paper.subject", subject=drill.subject, product=self._product())
        paper.line_of(subject)
        paper.line_of(say("drill.paper.began", person=drill.author, at=drill.recorded_at))
        passed = clock(story.passed(self._made_at))
        if drill.ended_at is None:
            paper.line_of(say("drill.paper.running", passed=passed))
        else:
            paper.line_of(say("drill.paper.ended", person=drill.ended_by, at=drill.ended_at, passed=passed))
        told = {"found": story.found, "total": story.total, "percent": show_number(story.percent)}
        paper.banner(say("drill.paper.result", **told))
        if drill.note:
            paper.line_of(say("drill.paper.note", note=drill.note))
        for standing, processes in story.recall.totals().items():
            amounts = ", ".join(
                f"{show_number(quantity)} {self._packet.units.get(process, '')} ({number})"
                for process, (number, quantity) in processes.items()
            )
            where = say(f"drill.standing.{standing.name.lower()}")
            paper.line_of(say("drill.paper.total", where=where, amounts=amounts))

    def _product(self) -> SafeText:
        nodes = [self._packet.lineage.nodes[key] for key in self._packet.lineage.starts]
        return joined(dict.fromkeys(safe(node.product) for node in nodes if node.product), ", ")

    def _list(self) -> None:
        story = self._packet.story
        self._paper.heading(self._say("drill.paper.list"))
        self._grid("list", (5, 17, 15, 14, 14, 20, 24), self._lines())
        for node in story.recall.nameless:
            self._paper.line_of(self._say("drill.paper.nameless", record=node.code))

    def _lines(self) -> Iterator[tuple[Cell, ...]]:
        story = self._packet.story
        for line in story.recall.lines:
            find = story.finds.get(line.node.key)
            unit = self._packet.units.get(line.node.process_id or 0, "")
            where = safe("") if find is None else safe(find.location)
            located = "" if find is None or find.quantity is None else f"{show_number(find.quantity)} {unit}"
            yield (
                _EMPTY if find is None else _TICKED,
                safe(line.node.code),
                self._say(f"drill.standing.{line.standing.name.lower()}"),
                safe(f"{show_number(line.quantity)} {unit}"),
                _when(line.node.day, line.node.turn),
                joined(map(safe, (*line.machines, *line.into)), ", "),
                joined(filter(None, (where, safe(located))), ", "),
            )

    def _lineage(self, way: Way) -> None:
        steps = self._packet.lineage.walk(way)
        self._paper.heading(self._say(f"trace.way.{way}"))
        if not steps:
            self._paper.line_of(self._say("trace.nothing"))
            return
        self._grid("lineage", (7, 26, 9, 24, 16, 12, 14, 10, 12, 22), map(self._step, steps[:MOST_NODES]))
        if len(steps) > MOST_NODES:
            self._paper.line_of(self._say("drill.paper.more", count=len(steps) - MOST_NODES))

    def _step(self, step: Step) -> tuple[Cell, ...]:
        node = step.node
        facts = self._packet.facts.get(node.key)
        near = (self._packet.lineage.nodes[key].code for key in step.via[:3])
        unit = self._packet.units.get(node.process_id or 0, "")
        return (
            safe(step.level),
            safe(short_code(node)),
            safe(node.process_id or ""),
            safe(node.code.partition(",")[0] if node.kind is Kind.MATERIAL else node.product or ""),
            _when(node.day, node.turn),
            safe(node.state.value if node.state is not None else node.kind.value),
            NOTHING if facts is None else safe(f"{show_number(facts.quantity)} {unit}"),
            NOTHING if facts is None else safe(facts.samples),
            NOTHING if facts is None else safe(facts.deviations),
            joined(map(safe, near), ", "),
        )

    def _samples(self) -> None:
        self._paper.heading(self._say("drill.paper.samples"))
        rows = [
            (
                safe(code),
                safe(show_instant(sample.measured_at, self._say.zone)),
                safe(sample.machine.code if sample.machine is not None else ""),
                safe(sample.parameter),
                _value(sample),
                safe(sample.result.value),
                safe(sample.author),
            )
            for code, sample in self._packet.samples
        ]
        if rows:
            self._grid("samples", (18, 20, 12, 22, 12, 14, 14), iter(rows))
        else:
            self._paper.line_of(self._say("drill.paper.all-comply"))

    def _grid(self, name: str, widths: tuple[int, ...], rows: Iterator[tuple[Cell, ...]]) -> None:
        self._paper.named_grid(self._say(f"drill.paper.heads.{name}"), rows, widths)


def _value(sample: Sample) -> SafeText:
    value = round(sample.value, _CALCULATED) if sample.calculated else sample.value
    return safe(sample.words or show_number(value))


def _when(day: date | None, turn: str | None) -> SafeText:
    return NOTHING if day is None else safe(f"{show_date(day)} {turn or ''}")
