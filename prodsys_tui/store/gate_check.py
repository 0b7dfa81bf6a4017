"""``audit verify --gate``: the gate rule again over every work record. Spec ``domain.md`` §2, "Gate proof".

What was known when a record was saved is told by the order of the audit trail. One shift's process is read
at a time, so that a store of any age can be checked.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.contract.contract_reader import read_contract
from prodsys_tui.domain.evidence.gate_check import proof_fault
from prodsys_tui.domain.evidence.gate_proof import basis_fell_away
from prodsys_tui.domain.model import Disposition, Entity, Ref, Sample, WorkRecord
from prodsys_tui.services.evidence.proof import BadProof, Fallen, GateCheck, Progress, silent
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.shapes import CONTRACT, DISPOSITION, SAMPLE, WORK_RECORD

if TYPE_CHECKING:
    from prodsys_tui.store.sqlstore import SqlStore

_PLACES: Final = (
    "SELECT DISTINCT bitacora_id, proceso_id FROM registros_trabajo WHERE cantidad <> 0 ORDER BY 1, 2"
)
_PLACE_OF: Final = "SELECT bitacora_id, proceso_id FROM registros_trabajo WHERE uid = ? AND cantidad <> 0"
_RECORDS: Final = WORK_RECORD.select(
    "WHERE t.bitacora_id = ? AND t.proceso_id = ? AND t.cantidad <> 0 ORDER BY t.id"
)
_SAMPLES: Final = SAMPLE.select("WHERE t.bitacora_id = ? AND t.proceso_id = ?")
_DISPOSITIONS: Final = DISPOSITION.select(
    "WHERE t.muestra_id IN (SELECT id FROM muestras WHERE bitacora_id = ? AND proceso_id = ?)"
)
_CONTRACT: Final = CONTRACT.select("WHERE t.uid = ?")
_ORDER: Final = "SELECT entidad_id, id FROM auditoria WHERE accion = 'CREATE' AND entidad = ? ORDER BY id"
_CREATED: Final = (
    "SELECT id FROM auditoria WHERE entidad_uid = ? AND accion = 'CREATE' AND entidad = ? ORDER BY id LIMIT 1"
)


def check_gates(
    store: "SqlStore", told: Progress = silent, *, chosen: Collection[str] | None = None
) -> GateCheck:
    """Judge every record that made something, under the contract version that its proof names.

    ``told`` hears after each shift's process how many of those there were. With ``chosen`` only the records
    of these uids are judged, and only what they were judged by is read.
    """
    with store.state() as connection:
        check = _Check(connection) if chosen is None else _CheckOf(connection, chosen)
        places = check.places()
        for done, (shift, process) in enumerate(places, start=1):
            check.place(shift, process)
            told(done, len(places))
        return GateCheck(check.records, tuple(check.faults), tuple(check.fallen))


class _Check:
    """All records. What was created when is read at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made = self._created()
        self._contracts: dict[str, tuple[ProcessContract, Ref] | tuple[None, None]] = {}
        self.records = 0
        self.faults: list[BadProof] = []
        self.fallen: list[Fallen] = []

    def places(self) -> Sequence[tuple[int, int]]:
        """The places (shift and process) with records to judge."""
        places: Sequence[tuple[int, int]] = self._connection.execute(_PLACES).fetchall()
        return places

    def place(self, shift: int, process: int) -> None:
        """Judge the records of one shift's process."""
        where = (shift, process)
        samples: Sequence[Sample] = self._all(SAMPLE, _SAMPLES, where)
        dispositions: Sequence[Disposition] = self._all(DISPOSITION, _DISPOSITIONS, where)
        for record in filter(self._judges, self._all(WORK_RECORD, _RECORDS, where)):
            then = self._when(WORK_RECORD, record)
            contract, version = self._contract(record)
            fault = proof_fault(
                record,
                contract,
                version,
                tuple(self._before(SAMPLE, samples, then)),
                tuple(self._before(DISPOSITION, dispositions, then)),
            )
            self.records += 1
            if fault is not None:
                self.faults.append(BadProof(record, fault))
                continue
            fallen = basis_fell_away(record.proof, samples, dispositions)
            if fallen:
                self.fallen.append(Fallen(record, fallen))

    def _judges(self, record: WorkRecord) -> bool:  # noqa: ARG002 - a check of some asks
        """Whether a record is one to judge."""
        return True

    def _created(self) -> dict[str, "array[int]"]:
        shapes = (SAMPLE, DISPOSITION, WORK_RECORD)
        return {shape.table: _made(self._connection, shape) for shape in shapes}

    def _all(self, shape: Shape[Any], sql: str, where: tuple[int, int]) -> tuple[Any, ...]:
        return tuple(map(shape.decode, self._connection.execute(sql, where).fetchall()))

    def _before(self, shape: Shape[Any], rows: Iterable[Any], then: int) -> Iterator[Any]:
        return (row for row in rows if self._when(shape, row) < then)

    def _when(self, shape: Shape[Any], row: Entity) -> int:
        """Where the audit trail tells of a row's creation; 0 for one that it does not tell of."""
        made = self._made[shape.table]
        return made[row.ref.id] if 0 <= row.ref.id < len(made) else 0

    def _contract(self, record: WorkRecord) -> tuple[ProcessContract, Ref] | tuple[None, None]:
        """The contract version that a record's proof names, read once."""
        uid = record.proof.get("contract")
        if not isinstance(uid, str):
            return None, None
        if uid not in self._contracts:
            row = self._connection.execute(_CONTRACT, (uid,)).fetchone()
            self._contracts[uid] = (None, None) if row is None else _read(row)
        return self._contracts[uid]


class _CheckOf(_Check):
    """Some records. What was created when is asked of each row."""

    def __init__(self, connection: Connection, chosen: Collection[str]) -> None:
        super().__init__(connection)
        self._chosen = frozenset(chosen)

    def places(self) -> Sequence[tuple[int, int]]:
        """The places of the chosen records."""
        found = (self._connection.execute(_PLACE_OF, (uid,)).fetchone() for uid in sorted(self._chosen))
        return sorted({(place[0], place[1]) for place in found if place is not None})

    def _judges(self, record: WorkRecord) -> bool:
        return record.ref.uid in self._chosen

    def _created(self) -> dict[str, "array[int]"]:
        return {}

    def _when(self, shape: Shape[Any], row: Entity) -> int:
        found = self._connection.execute(_CREATED, (row.ref.uid, shape.audit)).fetchone()
        return 0 if found is None else int(found[0])


def _read(row: Any) -> tuple[ProcessContract, Ref] | tuple[None, None]:
    version = CONTRACT.decode(row)
    contract = read_contract(version.text, f"contrato_version {version.ref.uid}").contract
    return (None, None) if contract is None else (contract, version.ref)


def _made(connection: Connection, shape: Shape[Any]) -> "array[int]":
    """Where the audit trail tells of the creation of each row, by local id (they are dense)."""
    made = array("q", (0,))
    for row_id, told in connection.execute(_ORDER, (shape.audit,)):
        if row_id < 0:
            continue  # none of ours: somebody else put it in
        if row_id >= len(made):
            made.extend([0] * (row_id + 1 - len(made)))
        made[row_id] = told
    return made
