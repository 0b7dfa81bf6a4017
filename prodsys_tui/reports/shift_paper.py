"""The printed sheet of a shift: what was written of it, process by process, with boxes to sign in."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.model import Disposition, Sample, Shift, Stop, WorkRecord
from prodsys_tui.domain.numbers import show_eighths, show_number
from prodsys_tui.reports.paper import NOTHING, Cell, Paper, or_nothing
from prodsys_tui.services.shift.shift_sheet import SheetProcess, ShiftSheet
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_time
from prodsys_tui.text.safe import SafeText, joined, safe

SIGNATURES = ("operator", "inspector", "supervisor")
_CALCULATED = 3
"""Decimals of a calculated value on paper."""


def folio_of(site: str, shift: Shift) -> SafeText:
    """What a sheet of a shift is filed under: ``P1-20260315-T1``."""
    return safe(f"{site}-{shift.operating_date:%Y%m%d}-{shift.turn}")


def print_shift(
    sheet: ShiftSheet, contracts: Mapping[int, ProcessContract], texts: Texts, made_at: datetime
) -> Paper:
    """The sheet of a shift; ``contracts`` by process, instants in the zone of ``texts``."""
    return _ShiftPaper(sheet, contracts, texts, made_at).printed()


class _ShiftPaper:
    """One sheet on its way to paper."""

    def __init__(
        self, sheet: ShiftSheet, contracts: Mapping[int, ProcessContract], texts: Texts, made_at: datetime
    ) -> None:
        self._sheet, self._contracts, self._say = sheet, contracts, texts
        shift, folio = sheet.shift, folio_of(sheet.site.code, sheet.shift)
        title = texts("paper.title", site=sheet.site.name, date=shift.operating_date, turn=shift.turn)
        self._paper = Paper(title, texts("paper.foot", folio=folio, at=made_at), made_at)

    def printed(self) -> Paper:
        """All parts, one below the other."""
        self._of_shift()
        for process in self._sheet.processes:
            self._of_process(process)
        for review in self._sheet.reviews:
            self._paper.line_of(
                self._say("paper.review", person=review.author, at=review.recorded_at, text=review.comment)
            )
        self._paper.boxes([self._say(f"paper.sign.{name}") for name in SIGNATURES])
        return self._paper

    def _of_shift(self) -> None:
        say, shift = self._say, self._sheet.shift
        self._paper.line_of(
            say("paper.shift", state=shift.state.value, person=shift.opened_by, at=shift.opened_at)
        )
        if shift.closed_at is not None:
            self._paper.line_of(say("paper.closed", person=shift.closed_by, at=shift.closed_at))
        received = self._sheet.handover
        if received is not None:
            self._paper.line_of(
                say(
                    "paper.received",
                    person=received.author,
                    at=received.recorded_at,
                    text=received.observation,
                )
            )
        number, head = self._sheet.head
        self._paper.line_of(say("paper.head", number=number, hash=head))

    def _of_process(self, process: SheetProcess) -> None:
        say, board = self._say, process.board
        self._paper.heading(say("paper.process", process=board.name, state=board.state.value))
        if board.idle is not None:
            self._paper.line_of(say("paper.idle", reason=board.idle))
        if process.is_empty:
            return
        target = None if board.target is None else show_number(board.target)
        made = f"{show_number(board.produced)} {board.unit}"
        self._paper.line_of(say("paper.made", made=made, target=target, samples=board.samples))
        if process.crew:
            names = joined((safe(each.person.code) for each in process.crew), ", ")
            self._paper.line_of(say("paper.crew", names=names))
        self._grid("samples", (14, 11, 24, 10, 9, 12, 12, 28), self._samples(process))
        self._grid("records", (14, 11, 17, 12, 12, 12, 11, 30), self._records(process))
        self._grid("stops", (11, 17, 43, 14, 14, 11), self._stops(process))
        for note in process.notes:
            self._paper.line_of(say("paper.note", person=note.author, at=note.recorded_at, text=note.text))

    def _grid(self, name: str, widths: tuple[int, ...], rows: Iterator[tuple[Cell, ...]]) -> None:
        self._paper.named_grid(self._say(f"paper.heads.{name}"), rows, widths)

    def _samples(self, process: SheetProcess) -> Iterator[tuple[Cell, ...]]:
        contract = self._contracts[process.board.id]
        for sample in process.samples:
            yield (
                self._time(sample.measured_at),
                _code(sample.machine),
                safe(sample.parameter),
                _value(contract, sample),
                NOTHING if sample.nominal is None else safe(show_number(sample.nominal)),
                safe(sample.result.value),
                safe(sample.author),
                self._settled(self._sheet.settled.get(sample.ref.uid), sample),
            )

    def _settled(self, disposition: Disposition | None, sample: Sample) -> SafeText:
        """How a deviation was settled, or what else is to be said of a sample."""
        if disposition is None:
            return self._say("paper.corrects") if sample.corrects is not None else safe(sample.comment or "")
        if disposition.explanation:
            return safe(disposition.explanation)
        return self._say("paper.settled", cause=disposition.cause, action=disposition.action)

    def _records(self, process: SheetProcess) -> Iterator[tuple[Cell, ...]]:
        for record in process.records:
            yield (
                self._time(record.measured_at or record.recorded_at),
                _code(record.machine),
                _code(record.batch or record.order),
                or_nothing(record.previous_counter),
                or_nothing(record.counter),
                self._quantity(record),
                or_nothing(record.waste_kg),
                joined(map(safe, process.consumed[record.ref.uid]), ", "),
            )

    def _quantity(self, record: WorkRecord) -> SafeText:
        return self._say("paper.disputed") if record.disputed else or_nothing(record.quantity)

    def _stops(self, process: SheetProcess) -> Iterator[tuple[Cell, ...]]:
        for stop in process.stops:
            yield (
                _code(stop.machine),
                safe(stop.group),
                safe(stop.reason),
                self._time(stop.starts),
                self._time(stop.ends),
                _minutes(stop),
            )

    def _time(self, at: datetime | None) -> SafeText:
        if at is None:
            return NOTHING
        shown, shift = show_time(at, self._say.zone), self._sheet.shift
        if shift.starts <= at <= shift.ends:
            return safe(shown)
        return safe(f"{show_date(at.astimezone(self._say.zone).date())[:5]} {shown}")


def _minutes(stop: Stop) -> SafeText:
    if stop.minutes is not None:
        return safe(stop.minutes)
    if stop.starts is None or stop.ends is None:
        return NOTHING
    return safe(int((stop.ends - stop.starts).total_seconds() // 60))


def _value(contract: ProcessContract, sample: Sample) -> SafeText:
    parameter = contract.parameter(sample.parameter)
    if sample.words is not None:
        return safe(sample.words)
    if parameter is not None and parameter.eighths:
        return safe(show_eighths(sample.value))
    return safe(show_number(round(sample.value, _CALCULATED) if sample.calculated else sample.value))


def _code(thing: object) -> SafeText:
    return safe(getattr(thing, "code", ""))
