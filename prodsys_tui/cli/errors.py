"""How everything that can go wrong is told: spec ``cli.md``, "Conventions".

A message on stderr; with ``--json`` also a document on stdout, all reasons in ``details.motivos``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.core import TyperOption

from prodsys_tui.cli import exits
from prodsys_tui.cli.answer import say, write_json
from prodsys_tui.cli.asked import Asked
from prodsys_tui.cli.command import Group, LostAnswerError, UsageError
from prodsys_tui.config import BadSettingError, Found
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.safe import SafeText


@dataclass(frozen=True, slots=True)
class _Reason:
    """One reason as it is told."""

    code: str
    text: SafeText
    field: str | None = None

    def as_json(self) -> dict[str, str | None]:
        return {"code": self.code, "message": self.text, "field": self.field}


Told = Refused | BadSettingError | UsageError | LostAnswerError | typer.TyperException
"""What ends a command with a message instead of a report."""


def tell(asked: Asked, error: Told) -> int:
    """Say why nothing was done, and answer the exit code."""
    texts = asked.texts
    match error:
        case Refused():
            told = [_Reason(one.code.value, _refusal_text(texts, one), one.field) for one in error.reasons]
            _tell(told, json=asked.json)
            return exits.exit_code(error.reasons)
        case LostAnswerError():
            say(texts("cli.lost_answer", detail=error))
            return exits.UNEXPECTED
        case BadSettingError():
            told = [_usage(_setting_text(texts, fault), fault.name) for fault in error.faults]
        case UsageError():
            told = [_usage(texts(error.key, **{"command": asked.command, **error.params}), error.field)]
        case _:
            told = [_usage(_usage_text(texts, error), _field(error))]
    _tell(told, json=asked.json)
    return exits.USAGE


def tell_fault(texts: Texts, report: Path | None, *, json: bool) -> None:
    """Say that the program failed, and where the report of it is."""
    text = texts("cli.fault", path=report) if report else texts("cli.fault_unwritten")
    _tell([_Reason("unexpected", text)], json=json)


def _tell(reasons: Sequence[_Reason], *, json: bool) -> None:
    for reason in reasons:
        say(reason.text)
    if json:
        motives = [reason.as_json() for reason in reasons]
        first = {"code": reasons[0].code, "message": reasons[0].text, "details": {"motivos": motives}}
        write_json({"error": first})


def _refusal_text(texts: Texts, refusal: Refusal) -> SafeText:
    """What a refusal says, with the row of the file it concerns."""
    text = refusal_text(texts, refusal)
    row = refusal.params.get("row")
    return texts("cli.row", row=row, text=text) if row else text


def _usage(text: SafeText, field: str | None) -> _Reason:
    return _Reason(Code.USAGE.value, text, field)


def _setting_text(texts: Texts, fault: Found) -> SafeText:
    return texts(
        f"cli.setting.{fault.problem}",
        name=fault.name,
        value=fault.told,
        source=fault.source,
        allowed=fault.allowed,
    )


def _field(error: typer.TyperException) -> str | None:
    param = error.param if isinstance(error, typer.BadParameter) else None
    option = getattr(error, "option_name", None)
    return param.name if param else option.lstrip("-") if isinstance(option, str) else None


def _shown(error: typer.BadParameter) -> str:
    """An option or argument as help shows it."""
    if isinstance(error.param, TyperOption):
        return max(error.param.opts, key=len)
    return error.param.name.upper() if error.param else ""


def _usage_text(texts: Texts, error: typer.TyperException) -> SafeText:
    """What is wrong with a command line, told from what typer's error carries; its own text is English."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "prodsys"
    name = getattr(error, "option_name", None)
    if isinstance(error, typer.BadParameter):
        name = _shown(error)
        key = "cli.usage.bad_value" if error.message else "cli.usage.missing"
    elif hasattr(error, "possibilities"):
        key = "cli.usage.no_option"
    elif name:
        key = "cli.usage.bad_option"
    elif ctx and isinstance(ctx.command, Group):
        key = "cli.usage.no_subcommand"
    else:
        key = "cli.usage.extra"
    return texts(key, name=name, command=path)
