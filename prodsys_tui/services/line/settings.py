"""Machine settings as people note them in a shift, and what is taken over from the last one.

Spec ``process-contracts.md``: quality values are never copied; machine settings and material mixes may be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.line.setting import read_settings
from prodsys_tui.domain.model import Machine, Setting, Shift
from prodsys_tui.domain.production.parts import MixPart
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.places import Key, found, machine_at, only_machine, ref_of
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.production.production_parts import last_mix
from prodsys_tui.services.refused import Refused, ensure, refuse
from prodsys_tui.services.shift.shifts import find_shift, shift_for_entry
from prodsys_tui.services.use_case import Act, use_case


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """The settings of a machine: ``now`` in this shift, ``last`` in the last one that has any.

    ``last`` holds only what may be copied; ``mix`` is the last raw-material mix, which a record may take.
    """

    shift: Shift
    contract: ProcessContract
    machine: Machine | None
    now: Mapping[str, str]
    last: Mapping[str, str]
    mix: tuple[MixPart, ...]


def settings_sheet(
    reads: Reads, contracts: ContractBook, process: int, machine: str | None = None, shift: Key = None
) -> SettingsSheet:
    """The settings of a machine. Raises ``Refused``: no such shift, process or machine, or none named."""
    place = find_shift(reads, shift)
    contract = contracts.of(reads, process).contract
    where = _machine(reads, contract, machine)
    now = _values(reads.settings(place.ref, process, ref_of(where)))
    last = _values(reads.last_settings(place.ref, process, ref_of(where)))
    copied = {setting.name for setting in contract.settings if setting.copied}
    may_copy = {name: value for name, value in last.items() if name in copied}
    return SettingsSheet(place, contract, where, now, may_copy, last_mix(reads, contract, where))


@use_case("shift-settings", Right.PRODUCE)
def write_settings(
    uow: UnitOfWork,
    act: Act,
    process: int,
    typed: Mapping[str, str],
    machine: str | None = None,
    shift: Key = None,
) -> SettingsSheet:
    """Note settings of a machine; what was noted already stays as it is.

    Raises ``Refused`` with all that is wrong: ``unknown-parameter``, ``not-a-number``, ``bad-value``.
    """
    sheet = _sheet(uow, act, process, machine, shift)
    read = read_settings(sheet.contract, typed)
    ensure(read.faults)
    return _note(uow, act, sheet, read.values)


@use_case("shift-settings-copy", Right.PRODUCE)
def copy_settings(
    uow: UnitOfWork, act: Act, process: int, machine: str | None = None, shift: Key = None
) -> SettingsSheet:
    """Note what the last shift noted of a machine, where this one has nothing yet.

    Raises ``Refused``: ``not-found`` when there is nothing to copy.
    """
    sheet = _sheet(uow, act, process, machine, shift)
    missing = {name: value for name, value in sheet.last.items() if name not in sheet.now}
    if not sheet.last:
        raise refuse(Code.NOT_FOUND, "setting", "settings")
    return _note(uow, act, sheet, missing)


def _sheet(uow: UnitOfWork, act: Act, process: int, machine: str | None, shift: Key) -> SettingsSheet:
    place, _ = shift_for_entry(uow, shift)
    return settings_sheet(uow, act.contracts, process, machine, place.ref.id)


def _note(uow: UnitOfWork, act: Act, sheet: SettingsSheet, values: Mapping[str, str]) -> SettingsSheet:
    for name, value in values.items():
        if sheet.now.get(name) != value:
            uow.add(
                Setting(
                    shift=sheet.shift.ref,
                    process_id=sheet.contract.id,
                    machine=ref_of(sheet.machine),
                    name=name,
                    value=value,
                    author=act.person.code,
                    recorded_at=act.now,
                )
            )
    code = None if sheet.machine is None else sheet.machine.code
    return settings_sheet(uow, act.contracts, sheet.contract.id, code, sheet.shift.ref.id)


def _machine(reads: Reads, contract: ProcessContract, code: str | None) -> Machine | None:
    machine = found(machine_at(reads, contract, code or only_machine(contract)))
    if machine is None and contract.machines:
        raise Refused(Refusal(Code.MACHINE_MISSING, {}, "machine"))
    return machine


def _values(noted: Iterable[Setting]) -> dict[str, str]:
    """The last value of each setting."""
    return {setting.name: setting.value for setting in noted}
