"""The contracts in force, read from the store and parsed once a version."""

from dataclasses import dataclass

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.model import ContractVersion, Ref
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused, refuse


@dataclass(frozen=True, slots=True)
class InForce:
    """A contract and the version row that samples and gate proofs name."""

    contract: ProcessContract
    version: Ref


class ContractBook:
    """Parsed contracts by the version's uid, so that a changed contract is seen at once."""

    def __init__(self) -> None:
        self._read: dict[str, InForce] = {}
        self._all: tuple[str | None, tuple[InForce, ...]] = (None, ())

    def of(self, reads: Reads, process_id: int) -> InForce:
        """The contract in force. Raises ``Refused`` (``not-found``) for a process without one."""
        version = reads.contract_version(process_id)
        if version is None:
            raise refuse(Code.NOT_FOUND, "process", "process", process=process_id)
        return self.version(version)

    def all(self, reads: Reads) -> tuple[InForce, ...]:
        """All contracts in force, by process. Versions are only ever added, so the newest one tells."""
        newest, known = reads.newest_contract(), self._all  # another thread may see another state
        if newest != known[0]:
            known = newest, tuple(self.version(version) for version in reads.contract_versions())
            self._all = known
        return known[1]

    def version(self, version: ContractVersion) -> InForce:
        """A contract as a version has it, in force or not."""
        return self._read.get(version.ref.uid) or self._parsed(version)

    def _parsed(self, version: ContractVersion) -> InForce:
        read = read_contract(version.text, f"contrato_version {version.ref.uid}")
        if read.contract is None:
            raise Refused(*read.faults)
        self._read[version.ref.uid] = InForce(read.contract, version.ref)
        return self._read[version.ref.uid]
