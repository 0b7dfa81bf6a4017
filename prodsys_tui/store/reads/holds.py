"""Holds, their notes and dispositions, and what a batch is made of."""

from collections.abc import Sequence

from prodsys_tui.domain.model import Batch, BatchDisposition, Hold, HoldNote, Ref, Roll, WorkRecord
from prodsys_tui.store.reads.base import MOST, Filter, local_id
from prodsys_tui.store.reads.corrected import CorrectedReads
from prodsys_tui.store.shapes import BATCH, ROLL, WORK_RECORD
from prodsys_tui.store.trust_shapes import BATCH_DISPOSITION, HOLD, HOLD_NOTE

_HOLD = HOLD.select("WHERE t.uid = ?")
_HOLD_ID = HOLD.select("WHERE t.id = ?")
_OPEN = "t.id IN (SELECT id FROM retencion WHERE terminada_en IS NULL)"
"""Read from their own index: a walk by id would pass all those of the years before."""
_NOTES = HOLD_NOTE.select(f"WHERE t.retencion_id = ? ORDER BY t.id LIMIT {MOST}")
_DECIDED = BATCH_DISPOSITION.select(f"WHERE t.lote_id = ? ORDER BY t.id LIMIT {MOST}")
_RECORDS = WORK_RECORD.select(f"WHERE t.lote_id = ? ORDER BY t.id LIMIT {MOST}")
_ROLLS = ROLL.select(
    "WHERE t.registro_trabajo_id IN (SELECT id FROM registros_trabajo WHERE lote_id = ?) "
    "ORDER BY t.id LIMIT ?"
)
_RECORD_BATCHES = "(SELECT r.lote_id FROM {0} u JOIN registros_trabajo r ON r.id = u.registro_trabajo_id {1})"
_BY_BATCH, _BY_ROLL = "WHERE u.lote_id = ?", "WHERE u.lote_id = ? AND u.codigo = ?"
_USED, _ROLLED = "telar_consumo_lote", "rollo_consumido"
_CONSUMERS = BATCH.select(
    f"WHERE t.id IN {_RECORD_BATCHES.format(_USED, _BY_BATCH)} "
    f"OR t.id IN {_RECORD_BATCHES.format(_ROLLED, _BY_BATCH)} ORDER BY t.id LIMIT {MOST}"
)
_ROLL_CONSUMERS = BATCH.select(
    f"WHERE t.id IN {_RECORD_BATCHES.format(_ROLLED, _BY_ROLL)} ORDER BY t.id LIMIT {MOST}"
)


class HoldReads(CorrectedReads):
    """Queries of holds."""

    def hold(self, uid: str) -> Hold | None:
        """A hold by uid (an id as text is taken too)."""
        number = local_id(uid)
        by, key = (_HOLD, uid) if number is None else (_HOLD_ID, number)
        return self._one(HOLD, by, key)

    def holds(
        self,
        *,
        open_only: bool = False,
        batch: Ref | None = None,
        group: str | None = None,
        before: Ref | None = None,
        limit: int = 200,
    ) -> Sequence[Hold]:
        """Holds, newest first; those of every batch and group when none is named."""
        wanted = Filter()
        if open_only:
            wanted.where(_OPEN)
        wanted.equal("t.lote_id", None if batch is None else batch.id)
        wanted.equal("t.grupo", group)
        wanted.before(before)
        return self._many(HOLD, HOLD.select(wanted.newest(limit)), *wanted.parameters)

    def open_holds(self, batches: Sequence[Ref]) -> Sequence[Hold]:
        """The holds of some batches that last, oldest first."""
        if not batches:
            return ()
        wanted = Filter()
        wanted.missing("t.terminada_en")
        wanted.among("t.lote_id", [batch.id for batch in batches])
        found = self._many(HOLD, HOLD.select(wanted.newest(MOST)), *wanted.parameters)
        return tuple(reversed(found))

    def hold_notes(self, hold: Ref) -> Sequence[HoldNote]:
        """What the investigation of a hold found, oldest first."""
        return self._many(HOLD_NOTE, _NOTES, hold.id)

    def batch_dispositions(self, batch: Ref) -> Sequence[BatchDisposition]:
        """What was decided of a batch, in all its holds, oldest first."""
        return self._many(BATCH_DISPOSITION, _DECIDED, batch.id)

    def records_of_batch(self, batch: Ref) -> Sequence[WorkRecord]:
        """The work records of a batch as corrected, oldest first."""
        return self._as_corrected(self._many(WORK_RECORD, _RECORDS, batch.id))

    def rolls_of_batch(self, batch: Ref) -> Sequence[Roll]:
        """The rolls of a batch's records, as they were typed, oldest first."""
        return self._many(ROLL, _ROLLS, batch.id, MOST)

    def consumers_of(self, batch: Ref, roll: str | None = None) -> Sequence[Batch]:
        """The batches whose records consumed a batch, or one roll of it."""
        if roll is not None:
            return self._many(BATCH, _ROLL_CONSUMERS, batch.id, roll)
        return self._many(BATCH, _CONSUMERS, batch.id, batch.id)
