"""Applying a changed contract: a new version beside the old ones, in force from then on.

Spec ``cli.md`` (``contract apply``), ``domain.md`` §1. A sample keeps the version that judged it; what is
judged, opened or closed from now on, in the open shift too, goes by the new one. Versions are only added.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.contract.contract_diff import FieldChange, contract_changes
from prodsys_tui.domain.contract.contract_lint import Level, LintMessage, lint
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.model import ContractVersion
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.words import text_faults, tidy
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import Refused, ensure
from prodsys_tui.services.shift.closing import known_contracts
from prodsys_tui.services.site.founding import WITH_MACHINES, add_machines, lacking_machines, version_of
from prodsys_tui.services.use_case import Act, use_case


@dataclass(frozen=True, slots=True)
class ContractFile:
    """A contract's text and the file it comes from."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """What the version is known by."""
        return sha256(self.text.encode()).hexdigest()


class LintFault(Refusal):
    """An error that ``contract lint`` tells: its text is ``lint.<variant>``."""

    @property
    def text_key(self) -> str:
        """The key of its text in the message catalogs."""
        return f"lint.{self.variant}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A contract that its own check has no error for, and what it warns of."""

    contract: ProcessContract
    warnings: tuple[LintMessage, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A contract that may be applied, against the one in force.

    ``machines`` are the codes that the store lacks and gets with it, ``warnings`` what the check warns of.
    """

    contract: ProcessContract
    before: ProcessContract
    changes: tuple[FieldChange, ...]
    machines: tuple[str, ...]
    warnings: tuple[LintMessage, ...]


def check_contract(reads: Reads, contracts: ContractBook, file: ContractFile) -> Checked:
    """A contract's file, checked in the place of the contract of its process.

    Raises ``Refused`` with every reason: ``file-refused`` for what it says wrong, ``not-found`` for a process
    that the plant does not have.
    """
    checked, faults = _checked(reads, contracts, file)
    ensure(faults)
    return checked


def propose(reads: Reads, contracts: ContractBook, file: ContractFile) -> Proposal:
    """What a contract's file would change.

    Raises ``Refused`` as ``check_contract``, ``file-refused`` too for a version number that another text of
    its process had, and ``already-exists`` for a contract that is in force already.
    """
    checked, faults = _checked(reads, contracts, file)
    contract = checked.contract
    history = reads.contract_history(contract.id)
    ensure((*faults, *_version_faults(history, contract.version, file.sha256)))
    before = contracts.of(reads, contract.id).contract
    lacking = lacking_machines(reads, contract) if reads.site().kind in WITH_MACHINES else ()
    return Proposal(contract, before, contract_changes(before, contract), lacking, checked.warnings)


def _checked(
    reads: Reads, contracts: ContractBook, file: ContractFile
) -> tuple[Checked, tuple[Refusal, ...]]:
    """A contract that can be read, with what its check warns of and what it refuses."""
    read = read_contract(file.text, file.name)
    if read.contract is None:
        raise Refused(*read.faults)
    contract = read.contract
    contracts.of(reads, contract.id)
    others = [each for each in known_contracts(reads, contracts) if each.id != contract.id]
    found = lint((*others, contract))
    faults = tuple(
        LintFault(Code.FILE_REFUSED, each.params, "file", each.text_key.removeprefix("lint."))
        for each in found
        if each.level is Level.ERROR
    )
    warnings = (each for each in found if each.level is Level.WARNING and each.process == contract.id)
    return Checked(contract, tuple(warnings)), faults


def _version_faults(history: Sequence[ContractVersion], number: str, digest: str) -> Iterator[Refusal]:
    """Why a text may not be the next version: a number means one text for ever. A former one may return."""
    if history[-1].sha256 == digest:
        yield Refusal(Code.ALREADY_EXISTS, {"version": number}, "file", "contract")
        return
    other = next((each for each in history if each.number == number and each.sha256 != digest), None)
    if other is not None:
        params = {"version": number, "at": other.in_force_at}
        yield Refusal(Code.FILE_REFUSED, params, "file", "contract-version")


@use_case("contract-apply", Right.CONTRACTS)
def apply_contract(
    uow: UnitOfWork, act: Act, file: ContractFile, reason: str | None = None
) -> tuple[Proposal, ContractVersion]:
    """Put a contract in force, and make the machines that it names and the store lacks.

    Answers what it changed and the new version. Raises ``Refused`` as ``propose``, and for a reason that
    cannot be kept.
    """
    words = tidy(reason)
    ensure(text_faults(words, "reason"))
    proposal = propose(uow, act.contracts, file)
    if proposal.machines:
        add_machines(uow, [proposal.contract])
    if words:
        uow.because(words)
    return proposal, uow.add(version_of(act, proposal.contract, file.text))
