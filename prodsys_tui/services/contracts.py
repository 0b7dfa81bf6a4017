"""The contracts in force, read from the store and parsed once a version."""

from dataclasses import dataclass

from prodsys_tui.domain.contract import ProcessContract
from prodsys_tui.domain.contract_reader import read_contract
from prodsys_tui.domain.model import Ref
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import Refused, refuse


@dataclass(frozen=True, slots=True)
class InForce:
    """A contract and the version row that samples and gate proofs name."""

    contract: ProcessContract
    version: Ref


class ContractBook:
    """Parsed contracts by their text's SHA-256, so that a changed contract is seen at once."""

    def __init__(self) -> None:
        self._parsed: dict[str, ProcessContract] = {}

    def of(self, reads: Reads, process_id: int) -> InForce:
        """The contract in force. Raises ``Refused`` (``not-found``) for a process without one."""
        version = reads.contract_version(process_id)
        if version is None:
            raise refuse(Code.NOT_FOUND, "process", "process", process=process_id)
        return InForce(self._parse(version.sha256, version.text), version.ref)

    def all(self, reads: Reads) -> tuple[InForce, ...]:
        """All contracts in force, by process."""
        return tuple(
            InForce(self._parse(version.sha256, version.text), version.ref)
            for version in reads.contract_versions()
        )

    def _parse(self, sha256: str, text: str) -> ProcessContract:
        if sha256 not in self._parsed:
            read = read_contract(text, f"contrato_version {sha256[:12]}")
            if read.contract is None:
                raise Refused(*read.faults)
            self._parsed[sha256] = read.contract
        return self._parsed[sha256]
