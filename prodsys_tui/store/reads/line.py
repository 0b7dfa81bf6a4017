"""Runs, batches in use, rolls, mixes, settings and crews."""

from collections.abc import Sequence
from datetime import datetime

from prodsys_tui.domain.model import (
    Batch,
    BatchInUse,
    Crew,
    CrewMember,
    MaterialLot,
    Mix,
    Person,
    Ref,
    Roll,
    RollUse,
    Run,
    Setting,
    WorkRecord,
)
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.reads.base import MOST, Filter, Reader
from prodsys_tui.store.shapes import (
    BATCH,
    BATCH_IN_USE,
    CREW,
    CREW_MEMBER,
    MATERIAL_LOT,
    MIX,
    PERSON,
    ROLL,
    RUN,
    SETTING,
    WORK_RECORD,
)
from prodsys_tui.store.trust_shapes import ROLL_USE

_CURRENT = RUN.select("WHERE t.maquina_id = ? AND t.fin IS NULL")
_OPEN_RUNS = RUN.select(f"WHERE t.fin IS NULL ORDER BY t.id LIMIT {MOST}")
_IN_USE = BATCH_IN_USE.select(f"WHERE t.maquina_id = ? AND t.hasta IS NULL ORDER BY t.id LIMIT {MOST}")
_USES = BATCH_IN_USE.select(f"WHERE t.lote_id = ? AND t.hasta IS NULL ORDER BY t.id LIMIT {MOST}")
_ROLLS = ROLL.select(f"WHERE t.registro_trabajo_id = ? ORDER BY t.id LIMIT {MOST}")
_ROLL_BEFORE = WORK_RECORD.select(
    "WHERE t.id IN (SELECT registro_trabajo_id FROM rollo WHERE codigo = ?) AND t.proceso_id = ? "
    "AND (t.bitacora_id = ? OR t.orden_produccion_id = ?) ORDER BY t.id DESC LIMIT 1"
)
_USE_AT = BATCH_IN_USE.select(
    "WHERE t.lote_id = ? AND t.maquina_id = ? AND t.desde <= ? AND coalesce(t.hasta, ?) >= ? "
    "ORDER BY t.id DESC LIMIT 1"
)
_OPEN = BATCH.select(
    "WHERE t.id IN (SELECT l.id FROM lotes l CROSS JOIN orden_produccion o "
    "WHERE l.fecha_produccion >= (SELECT min(d) FROM "
    "(SELECT DISTINCT fecha_produccion AS d FROM lotes ORDER BY d DESC LIMIT ?) dias) "
    "AND o.id = l.orden_produccion_id AND l.estado <> 'cerrado' AND o.proceso_id IN ({0})) "
    "ORDER BY t.id DESC LIMIT ?"
)
"""Walks the batches of the last days to their orders, never the batches of an order (``CROSS JOIN``)."""

_ROLL_MADE = WORK_RECORD.select(
    "JOIN bitacora_turno b ON b.id = t.bitacora_id "
    "WHERE t.id IN (SELECT registro_trabajo_id FROM rollo WHERE codigo = ?) "
    "AND t.lote_id IS NOT NULL AND t.proceso_id IN ({0}) "
    "AND b.inicio <= ? ORDER BY b.inicio DESC, t.id DESC LIMIT 1"
)
_WAITING = WORK_RECORD.select(
    "WHERE t.bitacora_id IN (SELECT id FROM bitacora_turno "
    "WHERE estado NOT IN ('CERRADA', 'ANULADA') AND inicio >= ?) AND ("
    "EXISTS (SELECT 1 FROM rollo_consumido u WHERE u.registro_trabajo_id = t.id AND u.lote_id IS NULL "
    "AND substr(u.codigo || '-', 1, length(CAST(? AS TEXT))) = ?) OR "
    "EXISTS (SELECT 1 FROM rollo o WHERE o.registro_trabajo_id = t.id "
    "AND substr(o.codigo || '-', 1, length(CAST(? AS TEXT))) = ?)) ORDER BY t.id LIMIT ?"
)
_ROLL_USES = ROLL_USE.select(f"WHERE t.registro_trabajo_id = ? ORDER BY t.id LIMIT {MOST}")
_MIXES = MIX.select(f"WHERE t.registro_trabajo_id = ? ORDER BY t.id LIMIT {MOST}")
_MATERIAL = MATERIAL_LOT.select(
    "WHERE lower(t.tipo) = lower(?) AND lower(t.marca) = lower(?) AND lower(t.codigo) = lower(?)"
)
_MATERIALS = MATERIAL_LOT.select(
    "WHERE t.id IN (SELECT material_lote_id FROM mezcla WHERE registro_trabajo_id = ?) LIMIT ?"
)
_LAST_MIXED = WORK_RECORD.select(
    "WHERE t.proceso_id = ? AND t.maquina_id IS NOT DISTINCT FROM ? "
    "AND EXISTS (SELECT 1 FROM mezcla z WHERE z.registro_trabajo_id = t.id) ORDER BY t.id DESC LIMIT 1"
)
_SETTINGS = SETTING.select(
    "WHERE t.bitacora_id = ? AND t.proceso_id = ? AND t.maquina_id IS NOT DISTINCT FROM ? ORDER BY t.id "
    f"LIMIT {MOST}"
)
_LAST_SETTINGS = SETTING.select(
    "WHERE t.bitacora_id = (SELECT a.bitacora_id FROM ajuste_maquina a "
    "JOIN bitacora_turno b ON b.id = a.bitacora_id WHERE a.bitacora_id <> ? AND a.proceso_id = ? "
    "AND a.maquina_id IS NOT DISTINCT FROM ? ORDER BY b.inicio DESC, b.id DESC LIMIT 1) "
    "AND t.proceso_id = ? AND t.maquina_id IS NOT DISTINCT FROM ? ORDER BY t.id LIMIT ?"
)
_CREW = CREW.select("WHERE lower(t.codigo) = lower(?)")
_CREWS = CREW.select(f"WHERE t.disuelta = 0 ORDER BY t.proceso_id, t.codigo LIMIT {MOST}")
_MEMBERS = CREW_MEMBER.select(f"WHERE t.cuadrilla_id = ? AND t.retirado = 0 ORDER BY t.id LIMIT {MOST}")
_BADGE = PERSON.select("WHERE t.gafete = ?")


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _id(ref: Ref | None) -> int | None:
    return None if ref is None else ref.id


class LineReads(Reader):
    """Queries of the line at work."""

    def current_run(self, machine: Ref) -> Run | None:
        """The run of a machine that has not ended."""
        return self._one(RUN, _CURRENT, machine.id)

    def runs(self, *, machine: Ref | None = None, limit: int = 50) -> Sequence[Run]:
        """Runs, newest first."""
        wanted = Filter()
        wanted.equal("t.maquina_id", _id(machine))
        return self._many(RUN, RUN.select(wanted.newest(limit)), *wanted.parameters)

    def open_runs(self) -> Sequence[Run]:
        """The runs that have not ended."""
        return self._many(RUN, _OPEN_RUNS)

    def batches_in_use(self, machine: Ref) -> Sequence[BatchInUse]:
        """The batches that a machine takes its material from now."""
        return self._many(BATCH_IN_USE, _IN_USE, machine.id)

    def uses_of(self, batch: Ref) -> Sequence[BatchInUse]:
        """The uses of a batch that have not ended."""
        return self._many(BATCH_IN_USE, _USES, batch.id)

    def rolls(self, record: Ref) -> Sequence[Roll]:
        """The rolls of a work record, as they were typed."""
        return self._many(ROLL, _ROLLS, record.id)

    def roll_before(self, code: str, process_id: int, shift: Ref, order: Ref | None) -> WorkRecord | None:
        """The last record of a process with a roll of that code, in a shift or of an order."""
        return self._one(WORK_RECORD, _ROLL_BEFORE, code, process_id, shift.id, _id(order))

    def use_at(self, machine: Ref, batch: Ref, at: datetime) -> BatchInUse | None:
        """The use of a batch at a machine that had begun at an instant and had not ended before it."""
        moment = instant_text(at)
        return self._one(BATCH_IN_USE, _USE_AT, batch.id, machine.id, moment, moment, moment)

    def open_batches(self, processes: Sequence[int], days: int, limit: int) -> Sequence[Batch]:
        """The batches of some processes that are not closed, of the last days that anything was made on."""
        found = _OPEN.format(_marks(processes))
        return self._many(BATCH, found, days, *processes, limit)

    def roll_uses(self, record: Ref) -> Sequence[RollUse]:
        """The rolls that a work record used up."""
        return self._many(ROLL_USE, _ROLL_USES, record.id)

    def roll_made(self, code: str, processes: Sequence[int], until: datetime) -> WorkRecord | None:
        """The newest record of some processes that made a roll of that code and belongs to a batch."""
        made = _ROLL_MADE.format(_marks(processes))
        return self._one(WORK_RECORD, made, code, *processes, instant_text(until))

    def records_waiting(self, roll: str, since: datetime) -> Sequence[WorkRecord]:
        """The records of shifts that are not closed which used up or made what may be of a roll."""
        return self._many(WORK_RECORD, _WAITING, instant_text(since), *[f"{roll}-"] * 4, MOST)

    def mixes(self, record: Ref) -> Sequence[Mix]:
        """What a work record was mixed of, as it was typed."""
        return self._many(MIX, _MIXES, record.id)

    def material_lot(self, kind: str, brand: str, code: str) -> MaterialLot | None:
        """A supplier's lot, in whatever case it is written."""
        return self._one(MATERIAL_LOT, _MATERIAL, kind, brand, code)

    def material_lots(self, record: Ref) -> Sequence[MaterialLot]:
        """The suppliers' lots that a work record was mixed of."""
        return self._many(MATERIAL_LOT, _MATERIALS, record.id, MOST)

    def last_mixed(self, process_id: int, machine: Ref | None) -> WorkRecord | None:
        """The last record of a process and machine that names a mix."""
        return self._one(WORK_RECORD, _LAST_MIXED, process_id, _id(machine))

    def settings(self, shift: Ref, process_id: int, machine: Ref | None) -> Sequence[Setting]:
        """What was written down of the settings of a machine in a shift, oldest first."""
        return self._many(SETTING, _SETTINGS, shift.id, process_id, _id(machine))

    def last_settings(self, before: Ref, process_id: int, machine: Ref | None) -> Sequence[Setting]:
        """The same of the last shift before one that has any."""
        place = (process_id, _id(machine))
        return self._many(SETTING, _LAST_SETTINGS, before.id, *place, *place, MOST)

    def crew(self, code: str) -> Crew | None:
        """A crew by code, in whatever case it is written."""
        return self._one(CREW, _CREW, code)

    def crews(self, process_id: int | None = None) -> Sequence[Crew]:
        """The crews that were not disbanded, by process and code."""
        rows = self._many(CREW, _CREWS)
        return tuple(crew for crew in rows if process_id in (None, crew.process_id))

    def crew_members(self, crew: Ref) -> Sequence[CrewMember]:
        """The people of a crew that did not leave it, in the order in which they came."""
        return self._many(CREW_MEMBER, _MEMBERS, crew.id)

    def person_of_badge(self, badge: str) -> Person | None:
        """Whoever a badge belongs to."""
        return self._one(PERSON, _BADGE, badge)
