"""Commands that speak the user's language: help, usage errors, and the options that all of them take.

Typer writes its headings and errors in English only; here they come from the catalog ``cli``. The text
of a command is ``cli.help.<group>.<command>``, of an option ``cli.option.<name>`` unless it names another.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from prodsys_tui.cli.asked import Asked
from prodsys_tui.cli.overview import first_sentence, overview
from prodsys_tui.cli.usage import LostAnswerError, UsageError

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand
    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter

    from prodsys_tui.text.catalog import Texts

F = TypeVar("F", bound=Callable[..., Any])
_Text = str | None

__all__ = [
    "Command",
    "Group",
    "LostAnswerError",
    "Root",
    "UsageError",
    "asked_of",
    "commands",
    "common_options",
    "dress",
    "texts_of",
    "verb",
]


def asked_of(ctx: "Context") -> Asked:
    """What was given of the common options."""
    asked = ctx.find_root().obj
    if not isinstance(asked, Asked):
        raise TypeError(asked)
    return asked


def texts_of(ctx: "Context") -> "Texts":
    """The texts in the language that was asked for."""
    return asked_of(ctx).texts


class Command(TyperCommand):
    """A command whose help is told in the user's language."""

    def invoke(self, ctx: "Context") -> Any:
        """Run the command; from now on errors know its name."""
        asked_of(ctx).command = ctx.command_path
        return super().invoke(ctx)

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The usage line."""
        _format_usage(self, ctx, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Arguments, options, the options of every command."""
        _format_options(self, ctx, formatter)

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Examples, as they are typed."""
        _format_examples(self, ctx, formatter)


class Group(TyperGroup):
    """A group of commands whose help and errors are told in the user's language."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The usage line."""
        _format_usage(self, ctx, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Options, then the commands."""
        _format_options(self, ctx, formatter)
        rows = [(name, self.summary(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(texts_of(ctx)("cli.section.commands")):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Examples, as they are typed."""
        _format_examples(self, ctx, formatter)

    def summary(self, ctx: "Context", name: str) -> str:
        """One line about a command of the group."""
        command = self.get_command(ctx, name)
        return first_sentence(command.help or "") if command else ""

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> "tuple[str | None, AnyCommand | None, list[str]]":
        """Find the command that is named. Raises ``UsageError`` with the nearest names."""
        names = self.list_commands(ctx)
        if args[0] not in names and not ctx.resilient_parsing:
            near = ", ".join(get_close_matches(args[0], names) or names)
            raise UsageError("cli.usage.no_command", name=args[0], near=near)
        return super().resolve_command(ctx, args)


class Root(Group):
    """The program: its groups are imported when they are used, so that help stays quick."""

    modules: dict[str, tuple[str, str | None]]

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002 - typer's interface
        """The names at the top."""
        return list(self.modules)

    def get_command(self, ctx: "Context", cmd_name: str) -> "AnyCommand | None":
        """A command or group at the top, from its module."""
        if cmd_name not in self.modules:
            return None
        if cmd_name not in self.commands:
            module, one = self.modules[cmd_name]
            group = typer.main.get_group(import_module(f"prodsys_tui.cli.{module}").app)
            command: AnyCommand = group.commands[one] if one else group
            command.name = cmd_name
            dress(command, cmd_name, texts_of(ctx))
            self.commands[cmd_name] = command
        return self.commands[cmd_name]

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The overview, without importing a group."""
        formatter.write(overview(texts_of(ctx)))


def commands() -> typer.Typer:
    """An empty group, to which ``verb`` adds commands."""
    return typer.Typer(cls=Group, rich_markup_mode=None, add_completion=False)


def verb(app: typer.Typer, name: str, *examples: str) -> Callable[[F], F]:
    """Add a function to a group as a command, with examples of how it is typed."""
    return app.command(name, cls=Command, epilog="\n".join(examples))


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: str | bool | None) -> str | bool | None:
    if value and isinstance(ctx.obj, Asked):
        ctx.obj.given[param.name] = value
    return value


def _common(
    json: Annotated[bool, typer.Option("--json", callback=_keep, expose_value=False)] = False,
    user: Annotated[_Text, typer.Option(metavar="CODE", callback=_keep, expose_value=False)] = None,
    db: Annotated[_Text, typer.Option(metavar="STORE", callback=_keep, expose_value=False)] = None,
    lang: Annotated[_Text, typer.Option(metavar="es|en", callback=_keep, expose_value=False)] = None,
) -> None:
    """Only its signature is used: the options of every command."""


@cache
def common_options() -> "tuple[Parameter, ...]":
    """The common options as parameters of a command."""
    carrier = typer.Typer(add_completion=False)
    carrier.command()(_common)
    return tuple(typer.main.get_command(carrier).params)


def dress(command: "AnyCommand", path: str, texts: "Texts") -> None:
    """Give a command and all below it their texts and the options that every command takes."""
    command.help = texts(f"cli.help.{path}")
    command.params = [*command.params, *common_options()]
    for param in command.params:
        if isinstance(param, TyperOption | TyperArgument):
            known = param.help or ""
            param.help = texts(known if known.startswith("cli.") else f"cli.option.{param.name}")
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            dress(below, f"{path}.{name}", texts)


def _format_examples(command: "AnyCommand", ctx: "Context", formatter: "HelpFormatter") -> None:
    if command.epilog:
        with formatter.section(texts_of(ctx)("cli.section.examples")):
            for line in command.epilog.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def _format_usage(command: "AnyCommand", ctx: "Context", formatter: "HelpFormatter") -> None:
    texts = texts_of(ctx)
    pieces = [f"[{texts('cli.section.options').upper()}]"]
    for param in command.params:
        pieces.extend(param.get_usage_pieces(ctx))
    if isinstance(command, TyperGroup):
        pieces.append(texts("cli.section.command"))
    formatter.write_usage(ctx.command_path, " ".join(pieces), f"{texts('cli.section.usage')}: ")


def _format_options(command: "AnyCommand", ctx: "Context", formatter: "HelpFormatter") -> None:
    texts = texts_of(ctx)
    everywhere = {param.name for param in common_options()}
    shown = [param for param in command.get_params(ctx) if isinstance(param, TyperOption | TyperArgument)]
    sections: dict[str, Sequence[TyperOption | TyperArgument]] = {
        "cli.section.arguments": [param for param in shown if isinstance(param, TyperArgument)],
        "cli.section.options": [
            param for param in shown if isinstance(param, TyperOption) and param.name not in everywhere
        ],
        "cli.section.everywhere": [param for param in shown if param.name in everywhere],
    }
    for title, params in sections.items():
        if params:
            with formatter.section(texts(title)):
                formatter.write_dl(list(_rows(params, texts)))


def _rows(params: Sequence[TyperOption | TyperArgument], texts: "Texts") -> Iterator[tuple[str, str]]:
    for param in params:
        name = ", ".join(param.opts)
        if isinstance(param, TyperArgument):
            name = param.metavar or param.name.upper()
        elif not param.is_flag:
            name = f"{name} {param.metavar or param.name.upper()}"
        told = texts("cli.option.help") if param.name == "help" else param.help or ""
        yield name, f"{told} ({texts('cli.section.required')})" if param.required else told
