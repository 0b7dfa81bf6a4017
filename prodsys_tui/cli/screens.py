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

if TYPE_CHECKING:
    from prodsys_tui.services.plant import Plant
    from prodsys_tui.text.safe import SafeText


def open_screens(ctx: typer.Context) -> None:
    """Open the screens on the store of the settings. Raises as ``need_terminal`` and ``show``."""
    need_terminal()
    desk = Desk.of(ctx)
    raise typer.Exit(show(desk, desk.settings))


def need_terminal(instead: str = "cli.usage.no_terminal") -> None:
    """Raise ``UsageError`` where no terminal can show screens; the text ``instead`` says what to do."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise UsageError(instead)


def show(desk: Desk, settings: Settings, hint: "SafeText | None" = None) -> int:
    """Run the screens until they are left, and answer the exit code; ``hint`` stands at the login.

    Raises ``Refused`` when the store cannot be opened, ``BadSettingError``, ``UsageError``.
    """
    # Imported here: commands must not pay for Textual.
    from prodsys_tui.app import ProdsysApp
    from prodsys_tui.bootstrap import open_plant, set_up_log, write_report
    from prodsys_tui.widgets.ascii import needs_ascii
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
        ascii_only=sys.platform != "win32" and needs_ascii(os.environ),
    )
    app.run(mouse=_mouse())
    if bad:
        raise bad[0]
    if app.refusal is not None:
        raise Refused(*app.refusal.reasons)
    return app.return_code or exits.DONE


def _mouse() -> bool:
    """Over SSH and on a console the terminal's own selection is worth more than the mouse."""
    return "SSH_CONNECTION" not in os.environ and os.environ.get("TERM") != "linux"
