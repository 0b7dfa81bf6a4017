"""The part of ``prodsys shift`` that goes to paper: the sheet of a shift, and the blank one."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import ProcessFilter, ShiftArgument, shift_key
from prodsys_tui.cli.shift_process import app

if TYPE_CHECKING:
    from prodsys_tui.reports.paper import Paper

__all__ = ["app"]

_Out = Annotated[str, typer.Option("--out", metavar="F.pdf", help="cli.option.out_pdf")]


@verb(app, "print", "prodsys shift print --out turno.pdf", "prodsys shift print 12 --out turno.pdf")
def print_(ctx: typer.Context, out: _Out, shift: ShiftArgument = None) -> None:
    """Write the sheet of a shift as PDF."""
    from prodsys_tui.reports.shift_paper import folio_of, print_shift
    from prodsys_tui.services.shift.shift_sheet import shift_sheet

    desk = Desk.of(ctx)
    with desk.read() as reads:
        sheet = shift_sheet(reads, desk.plant.contracts, shift_key(shift))
        contracts = {force.contract.id: force.contract for force in desk.plant.contracts.all(reads)}
    paper = print_shift(sheet, contracts, desk.texts, desk.plant.clock.now())
    _save(desk, paper, out, str(folio_of(sheet.site.code, sheet.shift)))


@verb(app, "blank", "prodsys shift blank --process 2 --out contingencia.pdf")
def blank(ctx: typer.Context, out: _Out, process: ProcessFilter = None) -> None:
    """Write the blank contingency sheet as PDF, of all processes or of one."""
    from prodsys_tui.reports.blank_paper import print_blank

    desk = Desk.of(ctx)
    with desk.read() as reads:
        site, book = reads.site(), desk.plant.contracts
        chosen = book.all(reads) if process is None else (book.of(reads, process),)
    contracts = [force.contract for force in chosen if not force.contract.support]
    _save(desk, print_blank(site, contracts, desk.texts, desk.plant.clock.now()), out)


def _save(desk: Desk, paper: "Paper", out: str, folio: str | None = None) -> None:
    paper.save(out)
    desk.answer({"file": out, "folio": folio, "pages": paper.pages_count})
