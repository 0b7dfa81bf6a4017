"""Site, people, contracts, machines and orders."""

from collections.abc import Sequence

from prodsys_tui.domain.model import (
    ContractVersion,
    Machine,
    MachineState,
    Order,
    OrderState,
    Person,
    Ref,
    Site,
)
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.rows import LoginDelay
from prodsys_tui.store.codec import read_instant
from prodsys_tui.store.reads.base import MOST, Filter, Reader
from prodsys_tui.store.shapes import CONTRACT, MACHINE, ORDER, PERSON, SITE

_SITE = SITE.select("ORDER BY t.id LIMIT 1")
_PERSON = PERSON.select("WHERE lower(t.codigo) = lower(?)")
_PEOPLE = PERSON.select(f"ORDER BY t.codigo LIMIT {MOST}")
_PIN = "SELECT p.hash FROM usuarios u JOIN local_pin p ON p.uid = u.uid WHERE lower(u.codigo) = lower(?)"
_DELAY = "SELECT fallos, hasta FROM local_acceso WHERE codigo = ?"
_IN_FORCE = "SELECT uid FROM contrato_version WHERE proceso_id = ? ORDER BY id DESC LIMIT 1"
_NEWEST_CONTRACT = "SELECT uid FROM contrato_version ORDER BY id DESC LIMIT 1"
_ALL_IN_FORCE = (
    "SELECT uid FROM contrato_version WHERE id IN "
    "(SELECT max(id) FROM contrato_version GROUP BY proceso_id) ORDER BY proceso_id LIMIT ?"
)
_CONTRACT = CONTRACT.select("WHERE t.uid = ?")
_CONTRACT_HISTORY = "SELECT uid FROM contrato_version WHERE proceso_id = ? ORDER BY id LIMIT ?"
_MACHINE = MACHINE.select("WHERE lower(t.codigo) = lower(?)")
_MACHINES = MACHINE.select(f"ORDER BY t.codigo LIMIT {MOST}")
_RETIRED = "SELECT codigo FROM maquinas WHERE estado = ? LIMIT ?"
_ORDER = ORDER.select("WHERE t.codigo_orden = upper(?)")
_LAST_EMERGENCY = (
    "SELECT codigo_orden FROM orden_produccion WHERE codigo_orden LIKE 'EM-%' "
    "ORDER BY length(codigo_orden) DESC, codigo_orden DESC LIMIT 1"
)


class PlantReads(Reader):
    """Queries of what changes seldom."""

    def site(self) -> Site:
        """The site of this store. Raises ``Refused`` (``not-found``) when it was never founded."""
        site = self._remembered(SITE, _SITE)
        if site is None:
            raise refuse(Code.NOT_FOUND, variant="site")
        return site

    def person(self, code: str) -> Person | None:
        """A person by code, in whatever case it is written."""
        return self._remembered(PERSON, _PERSON, code)

    def people(self) -> Sequence[Person]:
        """Everybody with an account, by code."""
        return self._many(PERSON, _PEOPLE)

    def pin_hash(self, code: str) -> str | None:
        """The stored hash of a person's PIN."""
        row = self._row(_PIN, code)
        return None if row is None else row[0]

    def login_delay(self, code: str) -> LoginDelay:
        """The failures in a row of a code, known or not."""
        row = self._row(_DELAY, code.casefold())
        if row is None:
            return LoginDelay(0, None)
        return LoginDelay(row[0], None if row[1] is None else read_instant(row[1]))

    def contract_version(self, process_id: int) -> ContractVersion | None:
        """The contract in force of a process: the last that was applied."""
        rows = self._remembered_rows(_IN_FORCE, process_id)
        return self._contract(rows[0][0]) if rows else None

    def newest_contract(self) -> str | None:
        """The uid of the contract version that was applied last, whatever its process."""
        rows = self._remembered_rows(_NEWEST_CONTRACT)
        return rows[0][0] if rows else None

    def contract_versions(self) -> Sequence[ContractVersion]:
        """The contracts in force, by process."""
        return tuple(self._contract(uid) for (uid,) in self._rows(_ALL_IN_FORCE, MOST))

    def contract_history(self, process_id: int) -> Sequence[ContractVersion]:
        """Every version of a process's contract, in the order in which they were applied."""
        return tuple(self._contract(uid) for (uid,) in self._rows(_CONTRACT_HISTORY, process_id, MOST))

    def _contract(self, uid: str) -> ContractVersion:
        if uid not in self._contracts:
            self._contracts[uid] = CONTRACT.decode(self._row(_CONTRACT, uid))
        return self._contracts[uid]

    def machine(self, code: str) -> Machine | None:
        """A machine by code, in whatever case it is written."""
        return self._remembered(MACHINE, _MACHINE, code)

    def machines(self) -> Sequence[Machine]:
        """All machines, by code."""
        return self._many(MACHINE, _MACHINES)

    def retired_machines(self) -> frozenset[str]:
        """The codes of the machines that are used no more."""
        return frozenset(row[0] for row in self._remembered_rows(_RETIRED, MachineState.RETIRED.value, MOST))

    def order(self, code: str) -> Order | None:
        """An order by code."""
        return self._remembered(ORDER, _ORDER, code)

    def last_emergency_order(self) -> str | None:
        """The highest code of an emergency order."""
        row = self._row(_LAST_EMERGENCY)
        return None if row is None else row[0]

    def orders(
        self,
        *,
        process_id: int | None = None,
        states: Sequence[OrderState] = (),
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[Order]:
        """Orders, newest first; all states when none is named."""
        wanted = Filter()
        wanted.equal("t.proceso_id", process_id)
        wanted.among("t.estado", [state.value for state in states])
        wanted.before(before)
        return self._many(ORDER, ORDER.select(wanted.newest(limit)), *wanted.parameters)
