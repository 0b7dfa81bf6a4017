"""``prodsys shift``: a shift from its opening to its approval."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import UsageError, verb
from prodsys_tui.cli.corrections import EXAMPLES, correct
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import (
    Machine,
    Reason,
    Shift,
    ShiftArgument,
    Why,
    shift_key,
)
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.paper import app
from prodsys_tui.cli.rows import REASON_COLUMNS, SHIFT_COLUMNS, reason_rows, shift_row

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Shift as ShiftEntity

Comments = Annotated[list[str] | None, typer.Option("--comment", metavar="[UID=]T")]


@verb(app, "open", "prodsys shift open", "prodsys shift open --turn T1 --date 2026-03-15")
def open_(
    ctx: typer.Context,
    turn: Annotated[str | None, typer.Option("--turn", metavar="CODE")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="D")] = None,
) -> None:
    """Open a shift; what did not run in the last one is proposed as idle, for a person to confirm."""
    from prodsys_tui.services.shift.proposals import proposed_idle
    from prodsys_tui.services.shift.shifts import open_shift
    from prodsys_tui.text.dates import read_date

    day = needed(read_date(date, "date")) if date else None
    desk = Desk.of(ctx)
    shift = desk.do(open_shift, turn, day)
    with desk.read() as reads:
        proposals = proposed_idle(reads, desk.plant.contracts, shift)
    rows = [{"proceso_id": one.process, "maquina": one.machine, "motivo": one.reason} for one in proposals]
    columns = ("proceso_id", "maquina", "motivo")
    desk.answer({"shift": shift_row(shift), "inactivos_propuestos": rows}, {"inactivos_propuestos": columns})


@verb(app, "status", "prodsys shift status", "prodsys shift status --json", "prodsys shift status --why 2")
def status(
    ctx: typer.Context,
    shift: Shift = None,
    why: Annotated[
        int | None, typer.Option("--why", metavar="PROCESS", help="cli.option.why_process")
    ] = None,
    machine: Machine = None,
) -> None:
    """Show the board, or every reason why a process or machine is locked."""
    from prodsys_tui.cli.board import answer_board
    from prodsys_tui.services.shift.why import why as reasons_of

    desk, key = Desk.of(ctx), shift_key(shift)
    if why is None:
        answer_board(desk, key)
        return
    with desk.read() as reads:
        refusals = reasons_of(reads, desk.plant.contracts, why, machine, key)
    desk.answer({"motivos": reason_rows(desk.texts, refusals)}, {"motivos": REASON_COLUMNS})


@verb(app, "close", "prodsys shift close", "prodsys shift close --why")
def close(ctx: typer.Context, shift: ShiftArgument = None, why: Why = False) -> None:
    """Close a shift; the head of the journal that it prints is for ``audit verify --head``."""
    from prodsys_tui.services.shift.closing import close_shift, closing_faults

    desk, key = Desk.of(ctx), shift_key(shift)
    if not why:
        closed = desk.do(close_shift, key)
        with desk.plant.read() as reads:
            _, head = reads.head()
        desk.answer({"head": head, "shift": shift_row(closed)})
        return
    with desk.read() as reads:
        faults = closing_faults(reads, desk.plant.contracts, key)
    rows = reason_rows(desk.texts, faults)
    desk.answer({"puede_cerrar": not faults, "motivos": rows}, {"motivos": REASON_COLUMNS})


@verb(app, "review", "prodsys shift review 12")
def review(ctx: typer.Context, shift: ShiftArgument = None) -> None:
    """Show what a reviewer has to read."""
    from prodsys_tui.cli.review import answer_review

    answer_review(Desk.of(ctx), shift_key(shift))


@verb(app, "approve", 'prodsys shift approve 12 --comment "Revisado con calidad"')
def approve(
    ctx: typer.Context,
    shift: Annotated[str, typer.Argument(metavar="SHIFT")],
    comment: Comments = None,
) -> None:
    """Approve a shift in review."""
    from prodsys_tui.services.shift.closing import approve_shift

    desk = Desk.of(ctx)
    _answer(desk, desk.do(approve_shift, shift_key(shift), _comments(comment)))


@verb(app, "return", 'prodsys shift return 12 --comment "Falta la causa en el telar T05"')
def return_(
    ctx: typer.Context,
    shift: Annotated[str, typer.Argument(metavar="SHIFT")],
    comment: Comments = None,
) -> None:
    """Return a shift in review."""
    from prodsys_tui.services.shift.closing import return_shift

    desk = Desk.of(ctx)
    _answer(desk, desk.do(return_shift, shift_key(shift), _comments(comment)))


@verb(app, "void", 'prodsys shift void 12 --reason "Turno abierto por error"')
def void(
    ctx: typer.Context,
    shift: Annotated[str, typer.Argument(metavar="SHIFT")],
    reason: Reason,
) -> None:
    """Void an empty shift."""
    from prodsys_tui.services.shift.shifts import void_shift

    desk = Desk.of(ctx)
    _answer(desk, desk.do(void_shift, shift_key(shift), reason))


@verb(
    app,
    "handover",
    "prodsys shift handover",
    "prodsys shift handover --accept",
    'prodsys shift handover --accept --note "Falta limpiar el telar T05"',
)
def handover(
    ctx: typer.Context,
    accept: Annotated[bool, typer.Option("--accept")] = False,
    note: Annotated[str | None, typer.Option("--note", metavar="T")] = None,
    shift: Annotated[
        str | None, typer.Option("--shift", metavar="S", help="cli.option.leaving_shift")
    ] = None,
) -> None:
    """Show what a shift hands over, or receive it."""
    from prodsys_tui.cli.turnover import answer_handover
    from prodsys_tui.services.shift.handover import handover_of, receive_shift

    if note is not None and not accept:
        raise UsageError("cli.usage.note_needs_accept", "note")
    desk, key = Desk.of(ctx), shift_key(shift)
    received = desk.do(receive_shift, key, note) if accept else None
    with desk.read() as reads:
        of = key if received is None else received.shift.ref.id
        view = handover_of(reads, desk.plant.contracts, desk.plant.clock.now(), of)
    answer_handover(desk, view, () if received is None else received.incidents)


@verb(
    app,
    "list",
    "prodsys shift list --limit 21",
    "prodsys shift list --until 2026-03-15",
    "prodsys shift list --waiting",
)
def list_(
    ctx: typer.Context,
    limit: Limit = 50,
    before: Before = None,
    until: Annotated[str | None, typer.Option("--until", metavar="D", help="cli.option.until_date")] = None,
    waiting: Annotated[bool, typer.Option("--waiting")] = False,
) -> None:
    """List the shifts, newest first, or those that wait to be closed or approved."""
    from prodsys_tui.text.dates import read_date

    day = needed(read_date(until, "until")) if until else None
    desk = Desk.of(ctx)
    if waiting:
        from prodsys_tui.cli.turnover import waiting_row
        from prodsys_tui.services.shift.handover import waiting_shifts

        now = desk.plant.clock.now()
        with desk.read() as reads:
            waits = [waiting_row(desk, each, now) for each in waiting_shifts(reads, now)]
        columns = ("id", "turno", "fecha_operativa", "estado", "espera", "edad", "cerrada_por")
        desk.answer({"shifts": waits}, {"shifts": columns})
        return
    with desk.read() as reads:
        found = reads.shifts(before=cursor(reads.shift, before), until=day, limit=limit + 1)
        shifts, following = page(found, limit, lambda shift: shift.ref.uid)
        signed = reads.corrected_shifts([shift.ref for shift in shifts])
    rows = [{**shift_row(shift), "correcciones": signed.get(shift.ref.id, 0)} for shift in shifts]
    desk.answer({"next": following, "shifts": rows}, {"shifts": (*SHIFT_COLUMNS, "correcciones")})


def _answer(desk: Desk, shift: "ShiftEntity") -> None:
    desk.answer({"shift": shift_row(shift)})


def _comments(texts: list[str] | None) -> dict[str, str]:
    """Comments by the sample they are for; one without a uid covers all that have none of their own."""
    named: dict[str, str] = {}
    for text in texts or ():
        uid, sign, comment = text.partition("=")
        if sign and _is_uid(uid):
            named[uid] = comment
        else:
            named[""] = text
    return named


def _is_uid(text: str) -> bool:
    return bool(text) and all(character.isalnum() or character == "-" for character in text)


verb(app, "correct", *EXAMPLES)(correct)
