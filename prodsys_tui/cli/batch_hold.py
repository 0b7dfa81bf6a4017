"""The part of ``prodsys batch`` that holds: hold, investigate, release or scrap, and what is held."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.batch import app
from prodsys_tui.cli.command import verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.hold_rows import (
    DECIDED_COLUMNS,
    HELD_COLUMNS,
    HOLD_LIST_COLUMNS,
    NOTE_COLUMNS,
    STEP_COLUMNS,
    TAINTED_COLUMNS,
    batch_rows,
    listed_row,
    named_parts,
    note_row,
    story_rows,
    story_words,
    versions,
    with_parts,
)
from prodsys_tui.cli.options import Reason, Sign
from prodsys_tui.cli.pages import Before, Limit, cursor, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodsys_tui.domain.model import Batch

_Codes = Annotated[list[str], typer.Argument(metavar="CODE", help="cli.option.batches")]
_Held = Annotated[list[str], typer.Argument(metavar="CODE|HOLD", help="cli.option.held")]
_Hold = Annotated[str, typer.Argument(metavar="CODE|HOLD", help="cli.option.held")]
_Roll = Annotated[str | None, typer.Option("--roll", metavar="R", help="cli.option.of_roll")]
_OfMachine = Annotated[str | None, typer.Option("--machine", metavar="M", help="cli.option.made_by")]
_Sample = Annotated[str | None, typer.Option("--sample", metavar="UID", help="cli.option.of_failing")]
_Quantity = Annotated[str | None, typer.Option("--quantity", metavar="Q", help="cli.option.decided")]


@verb(
    app,
    "hold",
    'prodsys batch hold 4567890-001 --reason "Se ve manchado"',
    'prodsys batch hold 1000012-004 1000013-001 --reason "Denier fuera de norma" --sign svera',
    'prodsys batch hold 2000145-003 --machine T05 --reason "Hilos rotos"',
)
def hold(
    ctx: typer.Context,
    codes: _Codes,
    reason: Reason,
    machine: _OfMachine = None,
    roll: _Roll = None,
    sample: _Sample = None,
    sign: Sign = None,
) -> None:
    """Hold batches, or what a machine or roll made of them, all or none."""
    from prodsys_tui.domain.rights import Right
    from prodsys_tui.services.batch.holds import hold_batches

    desk = Desk.of(ctx)
    seen = versions(desk, codes)
    signer = desk.signer(sign, Right.HOLD_MANY) if sign else None
    held = desk.do(hold_batches, codes, reason, signer, machine=machine, roll=roll, sample=sample, seen=seen)
    _answer(desk, held)


@verb(
    app,
    "release",
    'prodsys batch release 4567890-001 --reason "Se volvió a medir: cumple"',
    'prodsys batch release 4567890-001 --reason "El cliente lo acepta" --disposition concesión --sign svera',
    'prodsys batch release 4567890-001 --reason "Sin mancha" --quantity 300',
)
def release(
    ctx: typer.Context,
    codes: _Held,
    reason: Reason,
    disposition: Annotated[
        str, typer.Option("--disposition", metavar="liberado|concesión", help="cli.option.disposition")
    ] = "liberado",
    quantity: _Quantity = None,
    machine: _OfMachine = None,
    roll: _Roll = None,
    sign: Sign = None,
) -> None:
    """Release what is held, or a part of it."""
    from prodsys_tui.domain.rights import Right
    from prodsys_tui.services.batch.holds import release_batches

    desk = Desk.of(ctx)
    seen = versions(desk, codes)
    signer = desk.signer(sign, Right.CHANGE_BATCH) if sign else None
    how = (codes, reason, disposition, quantity, signer)
    _answer(desk, desk.do(release_batches, *how, machine=machine, roll=roll, seen=seen))


@verb(
    app,
    "scrap",
    'prodsys batch scrap 4567890-001 --reason "Denier fuera de norma"',
    'prodsys batch scrap 4567890-001 --reason "Se peletiza" --disposition reproceso --quantity 120',
)
def scrap(
    ctx: typer.Context,
    codes: _Held,
    reason: Reason,
    disposition: Annotated[
        str, typer.Option("--disposition", metavar="desecho|reproceso", help="cli.option.disposition")
    ] = "desecho",
    quantity: _Quantity = None,
    machine: _OfMachine = None,
    roll: _Roll = None,
    sign: Sign = None,
) -> None:
    """Scrap what is held, or a part of it, or send it back to be worked again."""
    from prodsys_tui.domain.rights import Right
    from prodsys_tui.services.batch.holds import scrap_batches

    desk = Desk.of(ctx)
    seen = versions(desk, codes)
    signer = desk.signer(sign, Right.CHANGE_BATCH) if sign else None
    how = (codes, reason, disposition, quantity, signer)
    _answer(desk, desk.do(scrap_batches, *how, machine=machine, roll=roll, seen=seen))


@verb(app, "use-up", "prodsys batch use-up 4567890-001")
def use_up(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="cli.option.batch")],
) -> None:
    """Close a batch that was used up."""
    from prodsys_tui.services.batch.holds import use_up as close

    desk = Desk.of(ctx)
    seen = versions(desk, (code,))
    _answer(desk, (desk.do(close, code, seen=seen),))


@verb(
    app,
    "investigate",
    'prodsys batch investigate 4567890-001 --text "Husillo frío en la zona 3" --cause máquina',
)
def investigate(
    ctx: typer.Context,
    held: _Hold,
    text: Annotated[str, typer.Option("--text", metavar="T", help="cli.option.found")],
    cause: Annotated[str | None, typer.Option("--cause", metavar="C", help="cli.option.cause")] = None,
) -> None:
    """Note what the investigation of a hold found."""
    from prodsys_tui.services.batch.holds import investigate as note

    desk = Desk.of(ctx)
    notes = desk.do(note, held, text, cause)
    desk.answer({"notas": [note_row(each) for each in notes]}, {"notas": NOTE_COLUMNS})


@verb(app, "holds", "prodsys batch holds --open", "prodsys batch holds --batch 4567890-001")
def holds(
    ctx: typer.Context,
    open_: Annotated[bool, typer.Option("--open", help="cli.option.open")] = False,
    batch: Annotated[str | None, typer.Option("--batch", metavar="B", help="cli.option.of_batch")] = None,
    limit: Limit = 200,
    before: Before = None,
) -> None:
    """List holds, newest first: what was detected, for how long, and what comes next."""
    from prodsys_tui.services.batch.batches import find_batch
    from prodsys_tui.services.batch.hold_story import hold_rows

    desk = Desk.of(ctx)
    with desk.read() as reads:
        of = find_batch(reads, batch).ref if batch else None
        last = cursor(reads.hold, before)
        found = reads.holds(open_only=open_, batch=of, before=last, limit=limit + 1)
        shown, following = page(found, limit, lambda hold: hold.ref.uid)
        rows = [listed_row(row) for row in hold_rows(reads, shown, desk.plant.clock.now())]
    desk.answer({"next": following, "holds": named_parts(desk, rows)}, {"holds": HOLD_LIST_COLUMNS})


@verb(app, "hold-show", "prodsys batch hold-show 4567890-001")
def hold_show(ctx: typer.Context, held: _Hold) -> None:
    """Show a hold step by step, from what was detected to what was decided."""
    from prodsys_tui.services.batch.hold_story import hold_story

    desk = Desk.of(ctx)
    with desk.read() as reads:
        story = hold_story(reads, desk.plant.contracts, held, desk.plant.clock.now())
    columns = {
        "pasos": STEP_COLUMNS,
        "notas": NOTE_COLUMNS,
        "disposiciones": DECIDED_COLUMNS,
        "llego_a": TAINTED_COLUMNS,
    }
    desk.answer(story_rows(story) if desk.asked.json else story_words(desk, story), columns)


def _answer(desk: Desk, batches: "Sequence[Batch]") -> None:
    with desk.plant.read() as reads:
        rows = batch_rows(reads, batches)
    desk.answer({"batches": with_parts(desk, rows)}, {"batches": HELD_COLUMNS})
