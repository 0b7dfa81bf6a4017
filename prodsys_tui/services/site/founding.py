"""The first transaction of a store: site, contracts, machines, administrator. Spec ``cli.md``, ``init``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.model import ContractVersion, Machine, Person, Site
from prodsys_tui.domain.people import pin_faults
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, Role
from prodsys_tui.domain.words import MAX_CODE, text_faults, tidy
from prodsys_tui.services.places import Faults
from prodsys_tui.services.ports import PinHasher, Reads, UnitOfWork
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.use_case import Act, use_case

_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9_-]{0,18}[A-Z0-9])?")


class SiteKind(StrEnum):
    """What a site is. Plants have machines; a demonstration is a plant whose time may be fixed."""

    PLANT = "plant"
    PLATFORM = "platform"
    VESSEL = "vessel"
    YARD = "yard"
    DEMO = "demo"


DEMO = SiteKind.DEMO.value
FIRST = Person(code="admin", name="Administrador", role=Role.ADMIN)
"""The administrator that a store begins with, who also signs its first transaction."""

WITH_MACHINES = frozenset({SiteKind.PLANT.value, SiteKind.DEMO.value})
"""The kinds of sites whose contracts' machines stand there."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What a store begins with: the site, and the contracts' TOML texts by file name.

    ``calendar`` "" is the default one.
    """

    code: str
    name: str
    kind: str
    zone: str
    calendar: str
    contracts: Mapping[str, str]


@use_case("site-found", Right.NODE)
def found_site(uow: UnitOfWork, act: Act, founding: Founding, pin: str, hasher: PinHasher) -> Site:
    """Fill an empty store: site, contracts, machines, and the person who acts with a PIN.

    Codes of sites are capital letters, digits, ``_`` and ``-``; machines are those of the contracts.
    Raises ``Refused`` with every reason, ``store-exists`` where there is somebody already.
    """
    if uow.people():
        raise refuse(Code.STORE_EXISTS, variant="founded")
    code, name = tidy(founding.code).upper(), tidy(founding.name)
    shifts = act.catalogs.shifts
    calendar = founding.calendar or shifts.default
    read = [read_contract(text, file) for file, text in founding.contracts.items()]
    faults = Faults()
    faults.add(_site_faults(founding, code, name))
    if calendar not in shifts.calendars:
        params = {"value": calendar, "among": tuple(shifts.calendars)}
        faults.add((Refusal(Code.BAD_VALUE, params, "calendar"),))
    faults.add(fault for one in read for fault in one.faults)
    faults.add(pin_faults(pin))
    ensure(faults.all)
    site = uow.add(Site(code=code, name=name, kind=founding.kind, zone=founding.zone, calendar=calendar))
    contracts = [(one.contract, founding.contracts[one.file]) for one in read if one.contract is not None]
    for contract, text in contracts:
        uow.add(version_of(act, contract, text))
    if founding.kind in WITH_MACHINES:
        add_machines(uow, [contract for contract, _ in contracts])
    uow.set_pin(uow.add(act.person), hasher.hash(pin))
    return site


def _site_faults(founding: Founding, code: str, name: str) -> tuple[Refusal, ...]:
    faults: list[Refusal] = []
    if _CODE.fullmatch(code) is None:
        faults.append(Refusal(Code.BAD_VALUE, {"value": code}, "site", "site-code"))
    if not name:
        faults.append(Refusal(Code.BAD_VALUE, {}, "name", "empty"))
    faults += text_faults(name, "name", 2 * MAX_CODE)
    if founding.kind not in list(SiteKind):
        faults.append(Refusal(Code.BAD_VALUE, {"value": founding.kind}, "kind"))
    if not _is_zone(founding.zone):
        faults.append(Refusal(Code.BAD_VALUE, {"value": founding.zone}, "timezone", "timezone"))
    return tuple(faults)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, no relative path, or a folder
        return False
    return True


def version_of(act: Act, contract: ProcessContract, text: str) -> ContractVersion:
    """A contract's text as the version that is in force from now on."""
    return ContractVersion(
        process_id=contract.id,
        number=contract.version,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        in_force_at=act.now,
        author=act.person.code,
    )


def add_machines(uow: UnitOfWork, contracts: Sequence[ProcessContract]) -> None:
    """The machines that the store lacks, in the contracts' order; one that serves two processes once."""
    names: dict[str, str] = {}
    for contract in contracts:
        for machine in lacking_machines(uow, contract):
            names.setdefault(machine, contract.name)
    for machine, process in names.items():
        uow.add(Machine(code=machine, name=f"{process} {machine}"))


def lacking_machines(reads: Reads, contract: ProcessContract) -> tuple[str, ...]:
    """The codes of a contract's machines that the store does not know."""
    return tuple(code for code in contract.machines if reads.machine(code) is None)
