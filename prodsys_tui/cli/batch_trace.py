"""The part of ``prodsys batch`` that follows: the trace, the recall list and recall drills."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.answer import say, write_gap, write_text
from prodsys_tui.cli.batch import app
from prodsys_tui.cli.command import UsageError, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.rows import Row, batch_row, change_row, consumption_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodsys_tui.domain.lineage.genealogy import Genealogy
    from prodsys_tui.services.ports import Reads
    from prodsys_tui.services.rows import NamedThing

__all__ = ["app"]

_Anything = Annotated[str, typer.Argument(metavar="CODE", help="cli.option.anything")]
_BATCH = ("id", "codigo_lote", "codigo_orden", "fecha_produccion", "estado")
_USE = ("codigo_telar", "fecha_operativa", "turno")


@verb(
    app,
    "trace",
    "prodsys batch trace 4567890-001",
    "prodsys batch trace R047-T05-L001-I001 --direction up",
    "prodsys batch trace material:PP,Braskem,L-77 --direction down --recall",
)
def trace(
    ctx: typer.Context,
    code: _Anything,
    direction: Annotated[
        str, typer.Option("--direction", metavar="up|down|both", help="cli.option.direction")
    ] = "both",
    recall: Annotated[bool, typer.Option("--recall", help="cli.option.recall")] = False,
) -> None:
    """Tell what something was made of, and what was made of it."""
    from prodsys_tui.cli.trace_rows import recall_rows, units_of
    from prodsys_tui.domain.lineage.genealogy import Way
    from prodsys_tui.services.lineage.genealogy import find_named, genealogy_of
    from prodsys_tui.services.lineage.recall import recall_of

    if direction not in set(Way):
        raise UsageError("cli.usage.not_one_of", "direction", name="--direction", allowed=tuple(Way))
    desk, way = Desk.of(ctx), Way(direction)
    with desk.read() as reads:
        thing = find_named(reads, code)
        lineage, units = genealogy_of(reads, thing, way), units_of(desk, reads)
        told, rows = _told(reads, thing), _lineage(desk, reads, lineage, units)
        called_back: Row | None = None
        if recall:
            down = lineage if Way.DOWN in way.ways else genealogy_of(reads, thing, Way.DOWN)
            called_back = recall_rows(recall_of(reads, down), units)
    if desk.asked.json:
        desk.answer({**told, "genealogia": rows, "recall": called_back})
    else:
        _tell(desk, told, rows, called_back)


def _told(reads: "Reads", thing: "NamedThing") -> Row:
    """The seed's answer for the batch that a code stands for; for what is no single batch nothing of it."""
    from prodsys_tui.services.lineage.genealogy import trace as trace_of
    from prodsys_tui.services.rows import Named

    codes = {node.key: node.code for node in reads.lineage_nodes(thing.batches)}
    named = [codes[key] for key in thing.batches]
    found: Row = {
        "objeto": {"tipo": thing.kind.value, "codigo": thing.code, "lotes": named},
        "lote": None,
        "consumos": [],
        "historial": [],
    }
    if len(named) == 1 and thing.kind is not Named.ORDER:
        story = trace_of(reads, named[0])
        row, uses = batch_row(story.batch), map(consumption_row, story.consumed_in)
        found["lote"] = {name: row[name] for name in _BATCH}
        found["consumos"] = [{name: use[name] for name in _USE} for use in uses]
        found["historial"] = [change_row(change) for change in story.history]
    return found


def _lineage(desk: Desk, reads: "Reads", lineage: "Genealogy", units: "Mapping[int, str]") -> Row:
    """Both ways, flat; for a terminal as a tree."""
    from prodsys_tui.cli.trace_rows import lineage_rows, tree_rows
    from prodsys_tui.domain.lineage.genealogy import Way

    facts = {each.batch: each for each in reads.batch_facts([key for key in lineage.nodes if key > 0])}
    if not desk.asked.json and sys.stdout.isatty():
        return {way.value: tree_rows(desk, lineage, way, facts) for way in lineage.way.ways}
    return {
        "aguas_arriba": lineage_rows(lineage, Way.UP, facts, units),
        "aguas_abajo": lineage_rows(lineage, Way.DOWN, facts, units),
    }


def _tell(desk: Desk, told: Row, rows: Row, called_back: Row | None) -> None:
    """The answer for people: tables on a terminal, lines with tabs between elsewhere."""
    from prodsys_tui.cli.trace_rows import (
        MOST_SHOWN,
        NODE_COLUMNS,
        RECALL_COLUMNS,
        TOTAL_COLUMNS,
        TREE_COLUMNS,
        flat_rows,
    )

    recall = called_back or {}
    back = {"retiro": recall.get("lotes"), "totales": recall.get("totales")}
    columns = {
        "lote": _BATCH,
        "consumos": _USE,
        "historial": ("estado_anterior", "estado_nuevo", "comentario", "changed_by", "changed_at"),
        "genealogia": NODE_COLUMNS,
        "retiro": RECALL_COLUMNS,
        "totales": TOTAL_COLUMNS,
    }
    if "aguas_arriba" in rows:
        desk.answer({**told, "genealogia": flat_rows(desk, rows), **back}, columns)
        return
    desk.answer({name: value for name, value in told.items() if value}, columns)
    for way, tree in rows.items():
        write_text(f"\n{desk.texts(f'trace.way.{way}')}\n")
        desk.answer({"genealogia": tree}, {"genealogia": TREE_COLUMNS})
        if isinstance(tree, list) and len(tree) == MOST_SHOWN:
            say(desk.texts("trace.more-in-json", count=len(tree)))
    if called_back is not None:
        write_gap()
        desk.answer(back, columns)


@verb(
    app,
    "drill",
    "prodsys batch drill 4567890-001",
    'prodsys batch drill 4567890-001 --found 2000145-003 --at "Almacén 2" --quantity 640',
    'prodsys batch drill 4567890-001 --end --note "Faltó un lote en patio"',
    "prodsys batch drill 4567890-001 --out retiro.pdf",
    "prodsys batch drill --list",
)
def drill(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="cli.option.anything")] = None,
    found: Annotated[str | None, typer.Option("--found", metavar="BATCH", help="cli.option.located")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="PLACE", help="cli.option.located_at")] = None,
    quantity: Annotated[
        str | None, typer.Option("--quantity", metavar="Q", help="cli.option.located_quantity")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="cli.option.drill_end")] = False,
    note: Annotated[str | None, typer.Option("--note", metavar="T", help="cli.option.drill_note")] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="F.pdf", help="cli.option.out_pdf")] = None,
    list_: Annotated[bool, typer.Option("--list", help="cli.option.drill_list")] = False,
    limit: Limit = 200,
    before: Before = None,
) -> None:
    """Begin a recall drill, say what was located, end it, print it, or tell how it stands."""
    from prodsys_tui.services.lineage.drills import begin_drill, drill_of, end_drill, locate

    desk = Desk.of(ctx)
    _check(code, found=found, at=at, quantity=quantity, end=end, note=note, out=out, list_=list_)
    if code is None:
        _list(desk, limit, before)
        return
    if found is not None:
        desk.do(locate, code, found, at or "", quantity)
    elif end:
        desk.do(end_drill, code, note)
    elif out is None:
        with desk.read() as reads:
            last = drill_of(reads, code)
        if last is None or last.ended_at is not None:
            desk.do(begin_drill, code)
    _show(desk, code, out)


def _check(code: str | None, **given: object) -> None:
    """Options that do not go together. Raises ``UsageError``."""
    doing = [name for name in ("found", "end", "out") if given[name]]
    if code is None and not given["list_"]:
        raise UsageError("cli.usage.drill_of_what", "code")
    if code is not None and given["list_"]:
        raise UsageError("cli.usage.one_of", "list", names=("CODE", "--list"))
    if len(doing) > 1 or (doing and code is None):
        raise UsageError("cli.usage.one_of", "found", names=("--found", "--end", "--out", "--list"))
    for name, goes_with in (("at", "found"), ("quantity", "found"), ("note", "end")):
        if given[name] is not None and not given[goes_with]:
            raise UsageError("cli.usage.goes_with", name, name=f"--{name}", other=f"--{goes_with}")


def _list(desk: Desk, limit: int, before: str | None) -> None:
    """All drills, newest first."""
    from prodsys_tui.cli.trace_rows import DRILL_COLUMNS, drill_row

    with desk.read() as reads:
        drills = reads.drills(before=cursor(reads.drill, before), limit=limit + 1)
        shown, following = page(drills, limit, lambda each: each.ref.uid)
        now = desk.plant.clock.now()
        rows = [drill_row(each, now, len(reads.drill_finds(each.ref))) for each in shown]
    desk.answer({"next": following, "drills": rows}, {"drills": DRILL_COLUMNS})


def _show(desk: Desk, code: str, out: str | None) -> None:
    """How a drill stands; its packet goes to a file where one is named."""
    from prodsys_tui.cli.trace_rows import DRILL_COLUMNS, FIND_COLUMNS, drill_row, find_rows, units_of
    from prodsys_tui.services.lineage.drills import drill_story

    now = desk.plant.clock.now()
    with desk.read() as reads:
        story, units = drill_story(reads, code), units_of(desk, reads)
    row = drill_row(story.drill, now, story.found, story.total)
    document: Row = {"drill": row, "lotes": list(find_rows(story, units))}
    if out is not None:
        document = {"drill": row, **_print(desk, code, out)}
    desk.answer(document, {"drill": DRILL_COLUMNS, "lotes": FIND_COLUMNS})


def _print(desk: Desk, code: str, out: str) -> Row:
    """Write the packet of a drill as PDF."""
    from prodsys_tui.reports.recall_paper import print_recall
    from prodsys_tui.services.lineage.recall_packet import recall_packet

    with desk.read() as reads:
        packet = recall_packet(reads, desk.plant.contracts, code)
    paper = print_recall(packet, desk.texts, desk.plant.clock.now())
    paper.save(out)
    return {"file": out, "pages": paper.pages_count}
