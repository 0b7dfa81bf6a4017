"""``prodsys`` without a command: the screens."""

import os
import sys
from typing import TYPE_CHECKING

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.command import UsageError
from prodsys_tui.cli.desk import Desk
from prodsys_tui.config import BadSettingError, Settings
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.text.safe import SafeText

if TYPE_CHECKING:
    from prodsys_tui.services.plant import Plant


def open_screens(ctx: typer.Context) -> None:
    """Open the screens on the store of the settings.

    Raises ``UsageError`` where there is no terminal that can show them, ``Refused`` when the store cannot
    be opened.
    """
    need_terminal()
    desk = Desk.of(ctx)
    raise typer.Exit(show(desk, desk.settings))


def need_terminal() -> None:
    """Raise ``UsageError`` where there is no terminal that can show the screens."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise UsageError("cli.usage.no_terminal")


def show(desk: Desk, settings: Settings, hint: SafeText | None = None) -> int:
    """Run the screens until they end, and answer the exit code. ``hint`` stands on the login screen."""
    # Imported here: commands must not pay for Textual.
    from prodsys_tui.app import ProdsysApp
    from prodsys_tui.bootstrap import open_plant, set_up_log, write_report
    from prodsys_tui.widgets.theme import THEMES

    if settings.theme and settings.theme not in THEMES:
        raise UsageError("cli.usage.not_one_of", "theme", name="theme", allowed=THEMES)
    set_up_log()
    bad: list[BadSettingError] = []

    def opened() -> "Plant":
        try:
            return open_plant(settings)
        except BadSettingError as error:
            bad.append(error)
            raise refuse(Code.USAGE) from error

    app = ProdsysApp(
        opened,
        desk.texts,
        write_report,
        theme=settings.theme or THEMES[0],
        keymap=dict(settings.keys),
        idle=settings.idle,
        hint=hint,
    )
    app.run()
    if bad:
        raise bad[0]
    if app.refusal is not None:
        raise Refused(*app.refusal.reasons)
    return app.return_code or exits.DONE
