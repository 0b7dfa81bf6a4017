"""The options that every command takes, before its name or after it, and what was given of them."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.text.catalog import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typer._click.core import Parameter


@dataclass(slots=True)
class Asked:
    """What was given of the common options, the texts in the language asked for, the command's path."""

    texts: Texts
    command: str = "prodsys"
    given: dict[str, str | bool] = field(default_factory=dict)

    @property
    def json(self) -> bool:
        """Whether the answer is to be one JSON document."""
        return bool(self.given.get("json"))

    @property
    def flags(self) -> "Mapping[str, str | None]":
        """The options that are settings: ``db``, ``user``, ``lang``."""
        return {name: value for name, value in self.given.items() if isinstance(value, str)}


def early(args: "Sequence[str]", name: str) -> str | None:
    """An option looked up before anything is parsed: errors and help need the language and the form."""
    flag = f"--{name}"
    for at, arg in enumerate(args):
        if arg == "--":
            return None
        if arg == flag:
            return args[at + 1] if at + 1 < len(args) else ""
        if arg.startswith(f"{flag}="):
            return arg.removeprefix(f"{flag}=")
    return None


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: str | bool | None) -> str | bool | None:
    if value and isinstance(ctx.obj, Asked):
        ctx.obj.given[param.name] = value
    return value


_Text = str | None


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
