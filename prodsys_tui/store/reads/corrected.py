"""Records as their signed corrections leave them: the one place where readers of records count them in."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from prodsys_tui.domain.model import Correction, WorkRecord
from prodsys_tui.domain.production.correction import as_corrected
from prodsys_tui.store.reads.base import Reader
from prodsys_tui.store.shapes import CORRECTION

_ADDED: Final = (
    "CASE WHEN a.corregido = 1 THEN coalesce((SELECT sum(c.{0}) FROM correccion c "
    "WHERE c.registro_trabajo_id = a.id), 0) ELSE 0 END"
)
QUANTITY: Final = f"(a.cantidad + {_ADDED.format('cantidad')})"
"""What a record (``registros_trabajo a``) made, with its signed corrections: for sums by SQL."""
WASTE: Final = f"(coalesce(a.merma_kg, 0) + {_ADDED.format('merma_kg')})"
"""Its waste in kg, likewise."""

_AT_ONCE: Final = 500


class CorrectedReads(Reader):
    """What every reader of work records does with them."""

    def _as_corrected(self, records: Sequence[WorkRecord]) -> Sequence[WorkRecord]:
        """The records with what was corrected of them; asks for nothing where none is marked."""
        marked = [record.ref.id for record in records if record.corrected]
        if not marked:
            return records
        by_record: dict[int, list[Correction]] = defaultdict(list)
        for at in range(0, len(marked), _AT_ONCE):
            ids = marked[at : at + _AT_ONCE]
            chosen = f"WHERE t.registro_trabajo_id IN ({', '.join('?' * len(ids))}) ORDER BY t.id"
            for each in self._many(CORRECTION, CORRECTION.select(chosen), *ids):
                if each.record is not None:
                    by_record[each.record.id].append(each)
        return tuple(as_corrected(record, by_record[record.ref.id]) for record in records)
