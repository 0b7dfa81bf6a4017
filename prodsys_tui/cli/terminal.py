"""``prodsys terminal``: the terminal that a command is given at, and its scanner."""

import os
import sys
from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.label import OutPdf, print_labels
from prodsys_tui.config import state_folder
from prodsys_tui.widgets.scanner import CODE, Layout, Scanner, terminal_name
from prodsys_tui.widgets.terminals import is_lean, needs_ascii

app = commands()
_COLUMNS = ("recibido", "significa")


@verb(app, "show", "prodsys terminal show")
def show(ctx: typer.Context) -> None:
    """Show what is known of this terminal."""
    desk = Desk.of(ctx)
    scanner = this_scanner()
    known = {
        "terminal": scanner.terminal,
        "ligera": is_lean(desk.settings.lean, os.environ),
        "ascii": sys.platform != "win32" and needs_ascii(os.environ),
    }
    desk.answer({"terminal": known, "scanner": _rows(scanner.layout)}, {"scanner": _COLUMNS})


@verb(
    app,
    "calibrate",
    "prodsys terminal calibrate",
    'prodsys terminal calibrate --code 1000345-001 --scanned "1000345\'001"',
)
def calibrate(
    ctx: typer.Context,
    code: Annotated[str, typer.Option(help="cli.option.label")] = CODE,
    scanned: Annotated[str | None, typer.Option(help="cli.option.scanned")] = None,
) -> None:
    """Learn from a scan what this terminal makes of codes."""
    desk = Desk.of(ctx)
    if scanned is None:
        sys.stderr.write(f"{desk.texts('cli.ask.scan', code=code)} ")
        sys.stderr.flush()
        scanned = sys.stdin.readline()
    try:
        found = this_scanner().calibrate(code, scanned)
    except OSError as error:
        raise UsageError("login.scanner.unkept", "scanned", detail=error.strerror) from error
    if found is None:
        raise UsageError("login.scanner.other", "scanned")
    known = {"terminal": this_scanner().terminal}
    desk.answer({"terminal": known, "scanner": _rows(found)}, {"scanner": _COLUMNS})


def this_scanner() -> Scanner:
    """The scanner of the terminal that one sits at."""
    return Scanner(state_folder(), terminal_name(os.environ))


def _rows(layout: Layout) -> list[dict[str, str]]:
    return [dict(zip(_COLUMNS, pair, strict=True)) for pair in layout.signs.items()]


@verb(app, "label", "prodsys terminal label --out lector.pdf")
def label(ctx: typer.Context, out: OutPdf) -> None:
    """Write the label that a scanner is calibrated with as PDF."""
    from prodsys_tui.services.batch.labels import scanner_label

    print_labels(Desk.of(ctx), [scanner_label(CODE)], out)
