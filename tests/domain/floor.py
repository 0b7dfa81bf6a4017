"""The plant's shipped contracts, and a shift's things with as little said as a test needs."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.model import (
    Batch,
    BatchState,
    Machine,
    MachineState,
    Order,
    OrderState,
    Ref,
    Result,
    Shift,
    ShiftState,
    Stop,
)
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.shift.facts import Deviation
from prodsys_tui.text.resources import data_path

STARTS = datetime(2026, 3, 2, 13, tzinfo=UTC)  # T1, 07:00 at a site six hours behind UTC
ENDS = STARTS + timedelta(hours=8)
SITE = Ref(1, "site")


def at(hours: float) -> datetime:
    """An instant so many hours into the shift."""
    return STARTS + timedelta(hours=hours)


def shipped() -> Mapping[int, ProcessContract]:
    """The contracts as they come with the program, by process."""
    read = [
        read_contract(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(data_path("contracts").glob("*.toml"))
    ]
    return {one.contract.id: one.contract for one in read if one.contract is not None}


CONTRACTS = shipped()
EXTRUSION, WEAVING, LAMINATION, PRINTING, SACKS = (CONTRACTS[number] for number in range(1, 6))
PELLETS, DRESSED, SUPPORT = CONTRACTS[8], CONTRACTS[9], CONTRACTS[99]


def shift(
    state: ShiftState = ShiftState.OPEN, *, returned: bool = False, closed_by: str | None = None
) -> Shift:
    """T1 of 2 March 2026, eight hours long."""
    return Shift(
        ref=Ref(1, "shift"),
        site=SITE,
        turn="T1",
        operating_date=date(2026, 3, 2),
        state=state,
        out_of_hours=False,
        starts=STARTS,
        ends=ENDS,
        opened_by="iortiz",
        opened_at=STARTS,
        returned=returned,
        closed_by=closed_by,
    )


def order(
    code: str, state: OrderState = OrderState.RELEASED, specs: Mapping[str, str] | None = None
) -> Order:
    """An order of the process that its first digit names."""
    return Order(
        ref=Ref(int(code), f"order-{code}", code),
        code=code,
        process_id=int(code[0]),
        product="Tela",
        quantity=Decimal(1000),
        state=state,
        specs=specs or {},
        author="svera",
        recorded_at=STARTS,
    )


def machine(code: str, state: MachineState = MachineState.USABLE) -> Machine:
    """A machine of any process."""
    return Machine(ref=Ref(1, f"machine-{code}", code), code=code, name=code, state=state)


def batch(code: str, state: BatchState = BatchState.ACTIVE, number: int = 1) -> Batch:
    """A batch of the order that its code names."""
    made_of = code.partition("-")[0]
    return Batch(
        ref=Ref(number, f"batch-{code}", code),
        code=code,
        order=Ref(int(made_of), made_of, made_of),
        shift=Ref(1, "shift"),
        number=number,
        produced_on=date(2026, 3, 2),
        state=state,
        author="rperez",
        recorded_at=STARTS,
    )


def deviation(
    process: int,
    machine: str | None,
    parameter: str,
    *,
    result: Result = Result.FAILS,
    explanation: str | None = None,
    number: int = 1,
) -> Deviation:
    """A sample that did not comply and that nothing settled."""
    return Deviation(
        Ref(number, f"sample-{number}"),
        process,
        machine,
        parameter,
        Decimal(0),
        result,
        None,
        "rperez",
        at(1),
        settled=False,
        explanation=explanation,
    )


def stop(
    process: int,
    machine: str | None,
    *,
    starts: datetime | None = None,
    ends: datetime | None = None,
    minutes: int | None = None,
) -> Stop:
    """A stop for a mechanical reason."""
    return Stop(
        ref=Ref(1, "stop"),
        shift=Ref(1, "shift"),
        process_id=process,
        machine=None if machine is None else Ref(1, machine, machine),
        reason="Mecánico",
        group="mecanicos",
        starts=starts,
        ends=ends,
        minutes=minutes,
        author="rperez",
        recorded_at=STARTS,
    )


def told(faults: tuple[Refusal, ...]) -> list[str]:
    """The refusals as ``code`` or ``code.variant``, in their order."""
    return [f"{fault.code}.{fault.variant}" if fault.variant else str(fault.code) for fault in faults]


def only(faults: tuple[Refusal, ...], code: Code) -> Refusal:
    """The one refusal that there is, which must have a code."""
    assert [fault.code for fault in faults] == [code]
    return faults[0]
