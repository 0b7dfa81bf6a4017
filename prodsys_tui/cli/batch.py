"""``prodsys batch``: batches and their states."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.hold_rows import (
    HELD_COLUMNS,
    HOLD_COLUMNS,
    batch_rows,
    hold_row,
    named_parts,
    versions,
    with_parts,
)
from prodsys_tui.cli.options import Machine, Order, ProcessFilter
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.rows import (
    SAMPLE_COLUMNS,
    change_row,
    consumption_row,
    sample_row,
    worded,
)

app = commands()

_Code = Annotated[str, typer.Argument(metavar="CODE", help="cli.option.batch")]
_STATES = "activo|pausado|cerrado"
_CHANGES = ("estado_anterior", "estado_nuevo", "comentario", "changed_by", "changed_at")
_SHOWN = {"historial": _CHANGES}


@verb(app, "list", "prodsys batch list --available", "prodsys batch list --order 4567890 --state pausado")
def list_(
    ctx: typer.Context,
    state: Annotated[
        str | None, typer.Option("--state", metavar=_STATES, help="cli.option.batch_state")
    ] = None,
    order: Order = None,
    process: ProcessFilter = None,
    machine: Machine = None,
    available: Annotated[bool, typer.Option("--available")] = False,
    limit: Limit = 200,
    before: Before = None,
) -> None:
    """List batches, newest first."""
    from prodsys_tui.domain.model import BatchState
    from prodsys_tui.domain.names import pick
    from prodsys_tui.domain.refusal import Code
    from prodsys_tui.services.refused import refuse

    chosen = pick(state, BatchState) if state else None
    if state and chosen is None:
        raise UsageError("cli.usage.not_one_of", "state", name="--state", allowed=tuple(BatchState))
    usable = (BatchState.ACTIVE, BatchState.HELD) if available else tuple(BatchState)
    states = [one for one in usable if chosen is None or one.value == chosen]
    desk = Desk.of(ctx)
    with desk.read() as reads:
        of_order = reads.order(order) if order else None
        if order and of_order is None:
            raise refuse(Code.NOT_FOUND, "order", "order", order=order)
        made_by = reads.machine(machine) if machine else None
        if machine and made_by is None:
            raise refuse(Code.NOT_FOUND, "machine", "machine", machine=machine)
        last, order_ref = cursor(reads.batch, before), of_order.ref if of_order else None
        found = (
            reads.listed_batches(
                states=states,
                process_id=process,
                order=order_ref,
                machine=made_by.ref if made_by else None,
                before=last,
                limit=limit + 1,
            )
            if states
            else ()
        )
        batches, following = page(found, limit, lambda batch: batch.code)
        rows = batch_rows(reads, batches)
    desk.answer({"next": following, "batches": with_parts(desk, rows)}, {"batches": HELD_COLUMNS})


@verb(app, "show", "prodsys batch show 4567890-001")
def show(ctx: typer.Context, code: _Code) -> None:
    """Show a batch: its history, where it was used, the samples behind it."""
    from prodsys_tui.domain.evidence.certificate import counted_behind
    from prodsys_tui.services.batch.batches import batch_story
    from prodsys_tui.services.evidence.certificate import what_is_behind

    desk = Desk.of(ctx)
    with desk.read() as reads:
        story = batch_story(reads, code)
        batch = with_parts(desk, batch_rows(reads, (story.batch,)))[0]
        holds = [hold_row(hold) for hold in reversed(reads.holds(batch=story.batch.ref))]
        behind = what_is_behind(reads, story.batch)
    samples = [sample_row(sample) for sample in reversed(counted_behind(behind.samples, behind.making))]
    desk.answer(
        {
            "batch": batch,
            "historial": [change_row(change) for change in story.history],
            "retenciones": named_parts(desk, holds),
            "consumos": [consumption_row(use) for use in story.consumed_in],
            "muestras": samples if desk.asked.json else worded(samples),
        },
        {
            "historial": _CHANGES,
            "retenciones": HOLD_COLUMNS,
            "consumos": ("codigo_telar", "fecha_operativa", "turno"),
            "muestras": SAMPLE_COLUMNS,
        },
    )


@verb(app, "state", 'prodsys batch state 4567890-001 pausado --comment "En espera de calidad"')
def state(
    ctx: typer.Context,
    code: _Code,
    state: Annotated[str, typer.Argument(metavar=_STATES, help="cli.option.batch_state")],
    comment: Annotated[
        str | None, typer.Option("--comment", metavar="T", help="cli.option.batch_comment")
    ] = None,
) -> None:
    """Change the state of a batch."""
    from prodsys_tui.services.batch.batches import batch_story, set_batch_state

    desk = Desk.of(ctx)
    seen = versions(desk, (code,))
    changed = desk.do(set_batch_state, code, state, comment, seen=seen)
    with desk.read() as reads:
        history = batch_story(reads, changed.code).history
        row = batch_rows(reads, (changed,))
    desk.answer(
        {"batch": with_parts(desk, row)[0], "historial": [change_row(change) for change in history]}, _SHOWN
    )


@verb(app, "suspect", "prodsys batch suspect SAMPLE_UID")
def suspect(
    ctx: typer.Context,
    sample: Annotated[str, typer.Argument(metavar="SAMPLE_UID", help="cli.option.of_failing")],
) -> None:
    """List what a failing sample makes suspect."""
    from prodsys_tui.cli.corrections import answer_suspects

    answer_suspects(Desk.of(ctx), sample)
