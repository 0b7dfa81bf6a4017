"""Options and arguments that several commands take; their texts are ``cli.option.<name>``."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.refused import ensure

_ID_DIGITS = 18

ProcessOption = Annotated[int, typer.Option("--process", metavar="N")]
ProcessFilter = Annotated[int | None, typer.Option("--process", metavar="N")]
ProcessArgument = Annotated[int, typer.Argument(metavar="PROCESS")]
Machine = Annotated[str | None, typer.Option("--machine", metavar="M")]
Order = Annotated[str | None, typer.Option("--order", metavar="O")]
Shift = Annotated[str | None, typer.Option("--shift", metavar="S")]
ShiftArgument = Annotated[str | None, typer.Argument(metavar="SHIFT")]
Reason = Annotated[str, typer.Option("--reason", metavar="T")]
Uid = Annotated[str | None, typer.Option("--uid", metavar="U")]
Sign = Annotated[str | None, typer.Option("--sign", metavar="USER")]
Why = Annotated[bool, typer.Option("--why")]


def shift_key(text: str | None) -> int | str | None:
    """A shift as services name it: an id, a uid, or None for the open one."""
    known = text is not None and text.isascii() and text.isdecimal() and len(text) <= _ID_DIGITS
    return int(text) if text is not None and known else text


def pairs(texts: Iterable[str] | None, option: str) -> dict[str, str]:
    """``NAME=VALUE`` options as a mapping.

    Raises ``UsageError`` for one without a sign or name, ``Refused`` (``bad-value``) for a name given twice.
    """
    split = [text.partition("=") for text in texts or ()]
    for name, sign, value in split:
        if not sign or not name.strip():
            raise UsageError("cli.usage.not_a_pair", option, name=f"--{option}", value=f"{name}{sign}{value}")
    names = [name.strip() for name, _, _ in split]
    ensure(
        Refusal(Code.BAD_VALUE, {"value": name}, option, "spec-twice")
        for name, times in Counter(names).items()
        if times > 1
    )
    return {name: value.strip() for name, (_, _, value) in zip(names, split, strict=True)}
