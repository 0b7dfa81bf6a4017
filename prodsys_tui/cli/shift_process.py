"""The part of ``prodsys shift`` about one process or machine in a shift."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Machine, ProcessArgument, Shift, pairs, shift_key

app = commands()


@verb(
    app,
    "idle",
    'prodsys shift idle 4 --reason "Sin rollos de entrada"',
    "prodsys shift idle 2 --machine T05 --undo",
)
def idle(
    ctx: typer.Context,
    process: ProcessArgument,
    machine: Machine = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T")] = None,
    undo: Annotated[bool, typer.Option("--undo")] = False,
    shift: Shift = None,
) -> None:
    """Declare a process or machine idle, or undo it."""
    from prodsys_tui.cli.board import answer_process
    from prodsys_tui.services.shift.shifts import set_idle, undo_idle

    desk, key = Desk.of(ctx), shift_key(shift)
    if undo:
        desk.do(undo_idle, process, machine=machine, shift=key)
    else:
        desk.do(set_idle, process, reason or "", machine=machine, shift=key)
    answer_process(desk, process, key)


@verb(
    app,
    "assign",
    "prodsys shift assign 2 rperez --machine T05",
    "prodsys shift assign 2 rperez --undo",
    "prodsys shift assign 2 --crew TEL-A",
    "prodsys shift assign 2 --on-duty",
)
def assign(
    ctx: typer.Context,
    process: ProcessArgument,
    person: Annotated[str | None, typer.Argument(metavar="USER")] = None,
    machine: Machine = None,
    crew: Annotated[str | None, typer.Option("--crew", metavar="CODE")] = None,
    on_duty: Annotated[bool, typer.Option("--on-duty")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="cli.option.unassign")] = False,
    shift: Shift = None,
) -> None:
    """Assign a person, or all of a crew to their machines; or take somebody off."""
    from prodsys_tui.cli.board import answer_process
    from prodsys_tui.services.line.crews import assign_crew, unassign
    from prodsys_tui.services.shift.shifts import assign as body

    if sum((person is not None, crew is not None, on_duty)) != 1:
        raise UsageError("cli.usage.one_of", "person", names=("USER", "--crew", "--on-duty"))
    if person is None and (undo or machine):
        raise UsageError("cli.usage.missing", "person", name="USER")
    desk, key = Desk.of(ctx), shift_key(shift)
    if person is None:
        desk.do(assign_crew, process, crew, shift=key)
    elif undo:
        desk.do(unassign, process, person, machine=machine, shift=key)
    else:
        desk.do(body, process, person, machine=machine, shift=key)
    answer_process(desk, process, key)


@verb(app, "observe", 'prodsys shift observe 1 "Se cambió la resina a las 9:40"')
def observe(
    ctx: typer.Context,
    process: ProcessArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    machine: Machine = None,
    shift: Shift = None,
) -> None:
    """Write an observation."""
    from prodsys_tui.cli.board import answer_process
    from prodsys_tui.services.shift.shifts import observe as body

    desk, key = Desk.of(ctx), shift_key(shift)
    desk.do(body, process, text, machine=machine, shift=key)
    answer_process(desk, process, key)


@verb(
    app,
    "omit",
    'prodsys shift omit 2 Ancho --machine T07 --reason "Telar en arranque"',
    "prodsys shift omit 2 Ancho --machine T07 --undo",
)
def omit(
    ctx: typer.Context,
    process: ProcessArgument,
    parameter: Annotated[str, typer.Argument(metavar="PARAMETER")],
    machine: Machine = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T")] = None,
    undo: Annotated[bool, typer.Option("--undo")] = False,
    shift: Shift = None,
) -> None:
    """Say why samples are missing, or take it back."""
    from prodsys_tui.cli.board import answer_process
    from prodsys_tui.services.shift.shifts import omit as body
    from prodsys_tui.services.shift.shifts import undo_omission

    desk, key = Desk.of(ctx), shift_key(shift)
    if undo:
        desk.do(undo_omission, process, parameter, machine=machine, shift=key)
    else:
        desk.do(body, process, parameter, reason or "", machine=machine, shift=key)
    answer_process(desk, process, key)


@verb(
    app,
    "settings",
    "prodsys shift settings 1",
    'prodsys shift settings 1 "RPM Tornillo=42" "Temperatura Zona 1=215"',
    "prodsys shift settings 3 --copy",
)
def settings(
    ctx: typer.Context,
    process: ProcessArgument,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="NAME=VALUE", help="cli.option.setting")
    ] = None,
    machine: Machine = None,
    copy: Annotated[bool, typer.Option("--copy", help="cli.option.copy_settings")] = False,
    shift: Shift = None,
) -> None:
    """Note the settings of a machine, copy those of the last shift, or show them."""
    from prodsys_tui.cli.line import answer_settings
    from prodsys_tui.services.line.settings import copy_settings, settings_sheet, write_settings

    desk, key = Desk.of(ctx), shift_key(shift)
    typed = pairs(values, "setting")
    if copy:
        desk.do(copy_settings, process, machine=machine, shift=key)
    if typed:
        desk.do(write_settings, process, typed, machine=machine, shift=key)
    with desk.read() as reads:
        answer_settings(desk, settings_sheet(reads, desk.plant.contracts, process, machine, key))
