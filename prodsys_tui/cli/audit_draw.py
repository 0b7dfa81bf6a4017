"""The part of ``prodsys audit`` that an auditor asks for: a sample of records that anybody can draw again."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from prodsys_tui.cli.audit import app
from prodsys_tui.cli.command import UsageError, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import ProcessFilter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from prodsys_tui.services.evidence.draw import GateVerdict

__all__ = ["app"]

DRAWN_COLUMNS = ("lugar", "turno", "proceso_id", "maquina", "lote", "cantidad", "compuerta", "registro_uid")

_SUFFIXES = (".pdf", ".json")
_Out = Annotated[list[str], typer.Option("--out", metavar="F.pdf|F.json", help="cli.option.out_proof")]
_Day = str | None


@verb(
    app,
    "draw",
    "prodsys audit draw --seed 2026-A --count 10 --out sorteo.pdf",
    "prodsys audit draw --seed 77 --count 5 --since 2026-03-01 --until 2026-03-31 --out sorteo.json",
)
def draw(
    ctx: typer.Context,
    seed: Annotated[str, typer.Option("--seed", metavar="S", help="cli.option.seed")],
    count: Annotated[int, typer.Option("--count", metavar="K", help="cli.option.count")],
    out: _Out,
    since: Annotated[_Day, typer.Option("--since", metavar="D", help="cli.option.draw_since")] = None,
    until: Annotated[_Day, typer.Option("--until", metavar="D", help="cli.option.draw_until")] = None,
    process: ProcessFilter = None,
) -> None:
    """Draw work records with a seed and write each with its whole chain."""
    from prodsys_tui.domain.evidence.draw import Lottery
    from prodsys_tui.reports.draw_paper import print_draw
    from prodsys_tui.reports.paper import write_file
    from prodsys_tui.services.evidence.draw import document_text, draw_document, draw_records

    if not all(name.lower().endswith(_SUFFIXES) for name in out):
        raise UsageError("cli.usage.not_one_of", "out", name="--out", allowed="F.pdf, F.json")
    desk = Desk.of(ctx)
    lottery = Lottery(seed, count, _day(since, "since"), _day(until, "until"), process)
    with desk.read() as reads:
        drawn = draw_records(reads, desk.plant.contracts, lottery)
        verdict = _judged(desk, drawn.uids)
        document = draw_document(reads, desk.plant.contracts, drawn, verdict)
    pages = None
    for name in dict.fromkeys(out):
        if name.lower().endswith(".json"):
            write_file(name, document_text(document))
        else:
            paper = print_draw(document, desk.texts, desk.plant.clock.now())
            paper.save(name)
            pages = paper.pages_count
    _answer(desk, document, list(dict.fromkeys(out)), pages)


def _judged(desk: Desk, uids: "Sequence[str]") -> "GateVerdict":
    """The gates of the drawn records, judged once more."""
    from prodsys_tui.services.evidence.draw import GateVerdict
    from prodsys_tui.store.gate_check import check_gates

    found = check_gates(desk.store, chosen=uids)
    return GateVerdict(
        {bad.record.ref.uid: bad.fault.value for bad in found.faults},
        {each.record.ref.uid: tuple(fell.sample for fell in each.samples) for each in found.fallen},
    )


def _day(text: str | None, field: str) -> "date | None":
    from prodsys_tui.text.dates import read_date

    return needed(read_date(text, field)) if text else None


def _answer(desk: Desk, document: "Mapping[str, Any]", files: list[str], pages: int | None) -> None:
    """What was drawn out of what, and where it was written."""
    journal = document["registro"]
    rows = [
        {
            "lugar": row["lugar"],
            "turno": f"{row['turno']['fecha_operativa']} {row['turno']['turno']}",
            **{name: row["registro"][name] for name in ("proceso_id", "maquina", "lote")},
            "cantidad": Decimal(row["registro"]["cantidad"]),
            "compuerta": row["compuerta"]["vale"],
            "registro_uid": row["registro"]["uid"],
            "clave": row["clave"],
        }
        for row in document["sorteados"]
    ]
    desk.answer(
        {
            "draw": {
                "semilla": document["semilla"],
                "poblacion": document["poblacion"],
                "secuencia": journal["secuencia"],
                "cabeza": journal["cabeza"],
                "archivos": files,
                "pages": pages,
            },
            "records": rows,
        },
        {"records": DRAWN_COLUMNS},
    )
