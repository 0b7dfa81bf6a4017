"""The chain of a counter: its order, what each reading is counted from, and counting anew."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.model import CounterReset, Ref, Shift, ShiftState, WorkRecord
from prodsys_tui.domain.production.counter_chain import Link, in_order, linked, read_when, recount

AT = datetime(2026, 3, 2, 14, tzinfo=UTC)
LOOM = Ref(5, "t05", "T05")
SHIFT = Shift(
    ref=Ref(1, "turno"),
    site=Ref(1, "sitio"),
    turn="T1",
    operating_date=date(2026, 3, 2),
    state=ShiftState.OPEN,
    out_of_hours=False,
    starts=AT - timedelta(hours=1),
    ends=AT + timedelta(hours=7),
    opened_by="iortiz",
    opened_at=AT,
)


def read(
    id_: int, counter: int, quantity: int = 0, *, disputed: bool = False, at: datetime | None = None
) -> Link:
    """A reading, each a minute after the one before."""
    typed = AT + timedelta(minutes=id_)
    return Link(
        WorkRecord(
            ref=Ref(id_, str(id_)),
            shift=SHIFT.ref,
            process_id=2,
            machine=LOOM,
            quantity=Decimal(quantity),
            counter=Decimal(counter),
            disputed=disputed,
            measured_at=at,
            author="rperez",
            recorded_at=typed,
        )
    )


def reset(after: int, reading: int) -> Link:
    at = AT + timedelta(minutes=after)
    return Link(
        CounterReset(
            machine=LOOM,
            after=Ref(after, str(after)) if after else None,
            at=at,
            reading=Decimal(reading),
            reason="Nuevo",
            author="svera",
            recorded_at=at,
        )
    )


def test_a_reading_lies_where_it_was_taken_and_a_reset_after_its_record() -> None:
    late = read(9, 5, at=AT + timedelta(seconds=90))
    links = (read(2, 20), late, reset(2, 0), read(1, 10), reset(0, 1))
    assert in_order(links) == (reset(0, 1), read(1, 10), late, read(2, 20), reset(2, 0))


def test_each_is_counted_from_the_last_one_that_holds() -> None:
    links = (read(1, 10), read(2, 5, disputed=True), read(3, 25), reset(3, 0), read(4, 7))
    found = list(linked(Decimal(4), links))
    assert [each.previous for each in found] == [4, 10, 10, 25, 0]
    assert [each.difference for each in found] == [6, -5, 15, None, 7]


def test_counting_anew_decides_what_fits_and_ends_where_the_chain_is_as_it_was() -> None:
    low, fair, wild = (read(1, 90, disputed=True), read(2, 130, disputed=True), read(3, 9000, disputed=True))
    last, beyond = read(4, 150, 50), read(5, 170, 20)
    found = recount(Decimal(100), (low, fair, wild, last, beyond), Decimal(1500))
    assert [(each.record.ref.id, each.quantity, each.previous) for each in found] == [
        (2, Decimal(30), Decimal(100)),
        (4, Decimal(20), Decimal(130)),
    ]
    assert recount(Decimal(100), (reset(0, 0), last), None) == ()
    assert [each.quantity for each in recount(Decimal(100), (wild,), None)] == [8900]


def test_a_reading_without_a_time_is_of_now_or_of_the_end_of_its_turn() -> None:
    assert read_when(SHIFT, AT, None, late=False) == AT
    assert read_when(SHIFT, AT, AT + timedelta(hours=1), late=False) == AT + timedelta(hours=1)
    assert read_when(SHIFT, AT + timedelta(days=1), AT, late=True) == SHIFT.ends - timedelta(microseconds=1)
    assert read_when(SHIFT, AT, None, late=True) == AT
