"""Settings of a machine as people note them. Facts, never judged: spec ``process-catalogs.md``."""

from collections.abc import Mapping
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import ProcessContract, Setting
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.numbers import read_number, show_number
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """Settings by the contract's own names, ready to be kept, and everything that was wrong with them."""

    values: Mapping[str, str]
    faults: tuple[Refusal, ...] = ()


def read_settings(contract: ProcessContract, typed: Mapping[str, str]) -> SettingsRead:
    """What people typed as settings of a process. Those that hold no words take a number."""
    known = {setting.name: setting for setting in contract.settings}
    values: dict[str, str] = {}
    faults: list[Refusal] = []
    for name, text in typed.items():
        found = pick(name, known)
        if found is None:
            params = {"setting": tidy(name), "process": contract.name}
            faults.append(Refusal(Code.UNKNOWN_PARAMETER, params, "setting", "setting"))
        elif found in values:
            faults.append(Refusal(Code.BAD_VALUE, {"value": found}, "setting", "spec-twice"))
        else:
            read = _value(known[found], text)
            values[found] = read if isinstance(read, str) else ""
            faults += () if isinstance(read, str) else read
    return SettingsRead(values, tuple(faults))


def _value(setting: Setting, text: str) -> str | tuple[Refusal, ...]:
    if setting.text:
        words = tidy(text)
        empty = () if words else (Refusal(Code.BAD_VALUE, {}, setting.name, "empty"),)
        return (*empty, *text_faults(words, setting.name, MAX_CODE)) or words
    number = read_number(text, field=setting.name)
    return (number,) if isinstance(number, Refusal) else show_number(number)
