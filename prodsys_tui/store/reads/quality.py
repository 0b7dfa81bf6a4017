"""Samples and how their deviations were settled."""

from collections.abc import Sequence
from decimal import Decimal

from prodsys_tui.domain.model import Disposition, Ref, Sample
from prodsys_tui.services.rows import RoundPoint
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.reads.base import MOST, Filter, Reader, local_id
from prodsys_tui.store.shapes import DISPOSITION, SAMPLE

_BY_ID = SAMPLE.select("WHERE t.id = ?")
_BY_UID = SAMPLE.select("WHERE t.uid = ?")
_CORRECTION = SAMPLE.select("WHERE t.corrige_id = ?")
_CORRECTIONS = SAMPLE.select(
    "WHERE t.bitacora_id = ? AND t.corrige_id IS NOT NULL AND t.calculada = 0 ORDER BY t.id LIMIT ?"
)
_DISPOSITION = DISPOSITION.select("WHERE t.muestra_id = ?")
_DISPOSITIONS = DISPOSITION.select(
    "WHERE t.muestra_id IN (SELECT id FROM muestras WHERE bitacora_id = ?) ORDER BY t.id LIMIT ?"
)
_COMPLIED = (
    "SELECT 1 FROM muestras t WHERE t.bitacora_id >= ? AND t.proceso_id = ? AND t.parametro = ? "
    "AND t.maquina_id IS NOT DISTINCT FROM ? AND t.orden_produccion_id IS NOT DISTINCT FROM ? "
    "AND t.resultado = 'Cumple' AND (t.hora_medicion > ? OR t.hora_medicion = ? AND t.id > ?) "
    "AND NOT EXISTS (SELECT 1 FROM muestras c WHERE c.corrige_id = t.id) LIMIT 1"
)
_POINTS = (
    "SELECT t.parametro, t.valor, t.id, t.uid FROM muestras t WHERE t.bitacora_id = ? AND t.proceso_id = ? "
    "AND t.maquina_id IS NOT DISTINCT FROM ? AND t.ronda = ? "
    "AND NOT EXISTS (SELECT 1 FROM muestras c WHERE c.corrige_id = t.id) ORDER BY t.id LIMIT ?"
)


class QualityReads(Reader):
    """Queries of samples."""

    def sample(self, uid: str) -> Sample | None:
        """A sample by uid (an id as text is taken too)."""
        number = local_id(uid)
        return self._one(SAMPLE, _BY_UID, uid) if number is None else self._one(SAMPLE, _BY_ID, number)

    def samples(
        self,
        *,
        shift: Ref | None = None,
        process_id: int | None = None,
        batch: Ref | None = None,
        machine: Ref | None = None,
        parameter: str | None = None,
        before: Ref | None = None,
        limit: int = 500,
    ) -> Sequence[Sample]:
        """Samples, newest first."""
        wanted = Filter()
        wanted.equal("t.bitacora_id", None if shift is None else shift.id)
        wanted.equal("t.proceso_id", process_id)
        wanted.equal("t.lote_id", None if batch is None else batch.id)
        wanted.equal("t.maquina_id", None if machine is None else machine.id)
        wanted.equal("t.parametro", parameter)
        wanted.before(before)
        return self._many(SAMPLE, SAMPLE.select(wanted.newest(limit)), *wanted.parameters)

    def correction_of(self, sample: Ref) -> Sample | None:
        """The sample that corrects this one."""
        return self._one(SAMPLE, _CORRECTION, sample.id)

    def corrections(self, shift: Ref) -> Sequence[Sample]:
        """The samples of a shift that people typed in another's place, oldest first."""
        return self._many(SAMPLE, _CORRECTIONS, shift.id, MOST)

    def disposition(self, sample: Ref) -> Disposition | None:
        """How a deviation was settled."""
        return self._one(DISPOSITION, _DISPOSITION, sample.id)

    def dispositions(self, shift: Ref) -> Sequence[Disposition]:
        """All dispositions of a shift's samples."""
        return self._many(DISPOSITION, _DISPOSITIONS, shift.id, MOST)

    def complied_since(self, sample: Sample) -> bool:
        """Whether a later sample of the same parameter, machine and order complies, in its shift or after."""
        measured = instant_text(sample.measured_at)
        row = self._row(
            _COMPLIED,
            sample.shift.id,
            sample.process_id,
            sample.parameter,
            None if sample.machine is None else sample.machine.id,
            None if sample.order is None else sample.order.id,
            measured,
            measured,
            sample.ref.id,
        )
        return row is not None

    def round_points(
        self, shift: Ref, process_id: int, machine: Ref | None, number: int
    ) -> Sequence[RoundPoint]:
        """The values of one round that count (not corrected), calculated ones included."""
        place = (shift.id, process_id, None if machine is None else machine.id)
        rows = self._rows(_POINTS, *place, number, MOST)
        return tuple(RoundPoint(name, Decimal(repr(value)), Ref(*ref)) for name, value, *ref in rows)
