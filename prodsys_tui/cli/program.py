"""The command line as a whole: its groups, how it begins, and how everything that can go wrong is told."""

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Annotated

import typer

from prodsys_tui import __version__
from prodsys_tui.cli.asked import Asked, early
from prodsys_tui.cli.command import LostAnswerError, Root, UsageError, dress
from prodsys_tui.config import BadSettingError, resolve
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.catalog import Texts

MODULES: dict[str, tuple[str, str | None]] = {
    "init": ("store", "init"),
    "demo": ("demo", "demo"),
    "shift": ("shift", None),
    "sample": ("sample", None),
    "production": ("production", None),
    "stop": ("stop", None),
    "order": ("order", None),
    "machine": ("machine", None),
    "batch": ("batch", None),
    "contract": ("contract", None),
    "audit": ("audit", None),
    "user": ("user", None),
    "backup": ("store", "backup"),
    "restore": ("store", "restore"),
    "doctor": ("store", "doctor"),
    "config": ("config", None),
}
"""What stands at the top: the module below ``cli`` and, where a module has several, the command in it."""


INTERRUPTED = 130
"""The exit code of whoever presses Ctrl-C, by custom."""
_EXAMPLES = """\
prodsys demo
prodsys init --site P1 --name "Planta 1"
prodsys shift status --json
prodsys sample add --process 1 --parameter Espesor --value 0.5"""


class _Program(Root):
    modules = MODULES


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"prodsys {__version__}\n")
        raise typer.Exit


def _begin(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Without a command: the screens."""
    del version  # answered by its callback
    if ctx.invoked_subcommand is None:
        from prodsys_tui.cli.screens import open_screens

        open_screens(ctx)


def program(texts: Texts) -> Root:
    """The whole command line, told in the language of the texts."""
    app = typer.Typer(cls=_Program, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True, epilog=_EXAMPLES)(_begin)
    command = typer.main.get_command(app)
    if not isinstance(command, Root):
        raise TypeError(command)
    dress(command, "program", texts)
    return command


def run(args: Sequence[str]) -> int:
    """Run one command line and answer its exit code. A fault of the program is raised: see ``fault``."""
    asked = Asked(Texts(language_of_settings(args)))
    if early(args, "json") is not None:
        asked.given["json"] = True
    try:
        code = program(asked.texts).main(list(args), prog_name="prodsys", standalone_mode=False, obj=asked)
    except (Refused, BadSettingError, UsageError, LostAnswerError, typer.TyperException) as error:
        from prodsys_tui.cli.errors import tell

        return tell(asked, error)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


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
