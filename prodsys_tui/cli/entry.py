"""Where every run begins: help and screens without the parser, and how what goes wrong is told."""

import os
import sys
from collections.abc import Sequence
from types import TracebackType

from prodsys_tui.cli.asked import Asked, early, only_common
from prodsys_tui.cli.exits import DONE, INTERRUPTED
from prodsys_tui.cli.usage import LostAnswerError, UsageError
from prodsys_tui.config import BadSettingError, resolve
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.catalog import Texts

_HELP = "--help"
_COMPLETION = "_PRODSYS_COMPLETE"
"""Set by a shell that wants to know how a command line may go on."""


def run(args: Sequence[str]) -> int:
    """Run one command line and answer its exit code. A fault of the program is raised: see ``fault``."""
    asked = Asked(Texts(language_of_settings(args)))
    if early(args, "json") is not None:
        asked.given["json"] = True
    try:
        return _answered(asked, args)
    except (Refused, BadSettingError, UsageError, LostAnswerError) as error:
        from prodsys_tui.cli.errors import tell

        return tell(asked, error)
    except KeyboardInterrupt:
        return INTERRUPTED


def _answered(asked: Asked, args: Sequence[str]) -> int:
    """The exit code of what was asked for. The parser takes a third of a start: what can do without does."""
    given = only_common([arg for arg in args if arg != _HELP])
    if given is None or _COMPLETION in os.environ:
        from prodsys_tui.cli.program import parsed

        return parsed(asked, args)
    if _HELP in args:
        from prodsys_tui.cli.answer import write_text
        from prodsys_tui.cli.overview import overview

        write_text(overview(asked.texts))
        return DONE
    from prodsys_tui.cli.screens import open_screens

    asked.given.update(given)
    return open_screens(asked)


def fault(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """The last resort, set as ``sys.excepthook``: a scrubbed report instead of a traceback; exit code 1."""
    args = sys.argv[1:]
    try:
        from prodsys_tui.bootstrap import set_up_log, write_report
        from prodsys_tui.cli.errors import tell_fault

        set_up_log()
        texts = Texts(language_of_settings(args))
        tell_fault(texts, write_report(error), json=early(args, "json") is not None)
    except (ImportError, LookupError, OSError, ValueError):  # an installation that is not whole
        sys.stderr.write("prodsys failed, and so did its report; the installation may not be whole\n")


def language_of_settings(args: Sequence[str]) -> str | None:
    """The language to begin with; a bad setting is told later, by the command that needs the settings."""
    found = resolve({"lang": early(args, "lang")}).found
    return next(one.value for one in found if one.name == "lang")
