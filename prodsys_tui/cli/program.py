"""The command line as the parser knows it: its groups and its own options."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from prodsys_tui import __version__
from prodsys_tui.cli import exits
from prodsys_tui.cli.asked import Asked
from prodsys_tui.cli.command import Root, asked_of, dress
from prodsys_tui.cli.groups import MODULES
from prodsys_tui.text.catalog import Texts


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

        raise typer.Exit(open_screens(asked_of(ctx)))


def program(texts: Texts) -> Root:
    """The whole command line, told in the language of the texts."""
    app = typer.Typer(cls=_Program, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(_begin)
    command = typer.main.get_command(app)
    if not isinstance(command, Root):
        raise TypeError(command)
    dress(command, "program", texts)
    return command


def parsed(asked: Asked, args: Sequence[str]) -> int:
    """Run one command line through the parser and answer its exit code."""
    try:
        code = program(asked.texts).main(list(args), prog_name="prodsys", standalone_mode=False, obj=asked)
    except typer.TyperException as error:
        from prodsys_tui.cli.errors import tell

        return tell(asked, error)
    except typer.Abort:
        return exits.INTERRUPTED
    return code if isinstance(code, int) else exits.DONE
