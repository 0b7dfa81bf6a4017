"""``prodsys`` without a command: the screens."""

import os
import sys
from typing import TYPE_CHECKING

from prodsys_tui.cli import exits
from prodsys_tui.cli.usage import UsageError
from prodsys_tui.config import BadSettingError, Settings, resolve, state_folder
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse

if TYPE_CHECKING:
    from pathlib import Path

    from prodsys_tui.cli.asked import Asked
    from prodsys_tui.services.plant import Plant
    from prodsys_tui.text.catalog import Texts
    from prodsys_tui.text.safe import SafeText


def open_screens(asked: "Asked") -> int:
    """Open the screens on the store of the settings; the exit code. Raises as ``need_terminal``, ``show``."""
    need_terminal()
    return show(asked.texts, resolve(asked.flags).settings())


def need_terminal(instead: str = "cli.usage.no_terminal") -> None:
    """Raise ``UsageError`` where no terminal can show screens; the text ``instead`` says what to do."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise UsageError(instead)


def show(texts: "Texts", settings: Settings, hint: "SafeText | None" = None) -> int:
    """Run the screens until they are left, and answer the exit code; ``hint`` stands at the login.

    Raises ``Refused`` when the store cannot be opened, ``BadSettingError``, ``UsageError``.
    """
    from prodsys_tui.widgets.scanner import Scanner, terminal_name
    from prodsys_tui.widgets.terminals import is_lean, needs_ascii, wants_mouse

    lean = is_lean(settings.lean, os.environ)
    if lean:
        os.environ.setdefault("TEXTUAL_FPS", "15")  # read when Textual is imported
    # Imported here: commands must not pay for Textual, nor the first paint for the plant.
    from prodsys_tui.app import ProdsysApp
    from prodsys_tui.bootstrap.papers import PlantPapers
    from prodsys_tui.store.glance import site_name
    from prodsys_tui.widgets.theme import THEMES

    if settings.theme and settings.theme not in THEMES:
        raise UsageError("cli.usage.not_one_of", "theme", name="theme", allowed=THEMES)
    bad: list[BadSettingError] = []

    def opened() -> "Plant":
        from prodsys_tui.bootstrap import open_plant

        try:
            return open_plant(settings)
        except BadSettingError as error:
            bad.append(error)
            raise refuse(Code.USAGE) from error

    def report(error: BaseException) -> "Path | None":
        from prodsys_tui.bootstrap import set_up_log, write_report

        set_up_log()
        return write_report(error)

    app = ProdsysApp(
        opened,
        texts,
        report,
        theme=settings.theme or THEMES[0],
        keymap=dict(settings.keys),
        idle=settings.idle,
        hint=hint,
        site_name=site_name(settings.db),
        ascii_only=sys.platform != "win32" and needs_ascii(os.environ),
        lean=lean,
        scanner=Scanner(state_folder(), terminal_name(os.environ)),
        papers=PlantPapers(texts),
    )
    app.run(mouse=wants_mouse(os.environ, lean=lean))
    if bad:
        raise bad[0]
    if app.refusal is not None:
        raise Refused(*app.refusal.reasons)
    return app.return_code or exits.DONE
