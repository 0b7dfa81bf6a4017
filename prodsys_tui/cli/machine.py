"""``prodsys machine``: machines, what they run and what their counters say."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Reason
from prodsys_tui.cli.rows import MACHINE_COLUMNS, machine_row

app = commands()

_Code = Annotated[str, typer.Argument(metavar="M", help="cli.option.machine")]
_STATES = "Operativa|Mantenimiento|Baja"


@verb(app, "list", "prodsys machine list")
def list_(ctx: typer.Context) -> None:
    """List the machines."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        rows = [machine_row(machine) for machine in reads.machines()]
    desk.answer({"machines": rows}, {"machines": MACHINE_COLUMNS})


@verb(app, "state", 'prodsys machine state T05 Mantenimiento --reason "Cambio de levas"')
def state(
    ctx: typer.Context,
    code: _Code,
    state: Annotated[str, typer.Argument(metavar=_STATES, help="cli.option.machine_state")],
    reason: Reason,
) -> None:
    """Change the state of a machine."""
    from prodsys_tui.services.machines import set_machine_state

    desk = Desk.of(ctx)
    desk.answer({"machine": machine_row(desk.do(set_machine_state, code, state, reason))})


@verb(app, "run", "prodsys machine run T05 --order 2000145", "prodsys machine run T05 --none")
def run(
    ctx: typer.Context,
    code: _Code,
    order: Annotated[str | None, typer.Option("--order", metavar="O", help="cli.option.run_order")] = None,
    none: Annotated[bool, typer.Option("--none")] = False,
) -> None:
    """Assign the running order of a machine, or none."""
    from prodsys_tui.services.runs import run_order

    if none == (order is not None):
        raise UsageError("cli.usage.one_of", "order", names=("--order", "--none"))
    desk = Desk.of(ctx)
    desk.answer({"machine": machine_row(desk.do(run_order, code, order).machine)})


@verb(app, "counter", 'prodsys machine counter T05 --reset --reading 0 --reason "Contador nuevo"')
def counter(
    ctx: typer.Context,
    code: _Code,
    reading: Annotated[str, typer.Option("--reading", metavar="N")],
    reason: Reason,
    reset: Annotated[bool, typer.Option("--reset")] = False,
) -> None:
    """Declare the reset of a machine's counter."""
    from prodsys_tui.services.machines import reset_counter

    if not reset:
        raise UsageError("cli.usage.missing", "reset", name="--reset")
    desk = Desk.of(ctx)
    declared = desk.do(reset_counter, code, reading, reason)
    with desk.read() as reads:
        machine = reads.machine(code)
    if machine is not None:
        desk.answer({"machine": machine_row(machine) | {"contador": declared.reading}})
