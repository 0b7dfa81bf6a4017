"""What all commands that print labels do."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodsys_tui.services.batch.labels import Label

OutPdf = Annotated[str, typer.Option("--out", metavar="F.pdf", help="cli.option.out_pdf")]


def print_labels(desk: Desk, labels: "Sequence[Label]", out: str) -> None:
    """Write labels to a file and answer what each says to a scanner."""
    from prodsys_tui.reports.label_paper import LabelSheet

    sheet = LabelSheet(labels, desk.texts, desk.plant.clock.now())
    sheet.save(out)
    rows = [{"codigo": label.code, "escaneado": label.scanned} for label in labels]
    desk.answer({"file": out, "pages": sheet.pages_count, "labels": rows}, {"labels": tuple(rows[0])})
