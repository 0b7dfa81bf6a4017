"""The options that every command takes, before its name or after it, and what was given of them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prodsys_tui.text.catalog import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_WITH_VALUE = ("--user", "--db", "--lang")


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


def only_common(args: "Sequence[str]") -> dict[str, str | bool] | None:
    """The common options of a command line that has nothing else; None when it has, or is written wrong."""
    given: dict[str, str | bool] = {}
    left = list(args)
    while left:
        name, sign, value = left.pop(0).partition("=")
        if name == "--json" and not sign:
            given["json"] = True
            continue
        if name not in _WITH_VALUE or not (sign or left):
            return None
        value = value if sign else left.pop(0)
        if value.startswith("-"):
            return None
        given[name.removeprefix("--")] = value
    return {name: value for name, value in given.items() if value}
