"""What control charts are made of."""

from collections.abc import Sequence
from datetime import datetime

from prodsys_tui.domain.model import ControlCause, ControlLimits, Ref, Sample
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.reads.base import Reader
from prodsys_tui.store.shapes import SAMPLE
from prodsys_tui.store.trust_shapes import CONTROL_CAUSE, CONTROL_LIMITS

MILESTONES = 200
"""The most milestones that are looked at: the newest ones."""
CAUSES = 10_000
"""The most causes of one chart."""

_MEASURED = (
    "WHERE t.parametro = ? AND {machine} AND t.proceso_id = ? AND t.hora_medicion >= ? "
    "AND t.hora_medicion < ? AND NOT EXISTS (SELECT 1 FROM muestras c WHERE c.corrige_id = t.id) "
    "ORDER BY t.hora_medicion DESC, t.id DESC LIMIT ?"
)
_OF_MACHINE = SAMPLE.select(_MEASURED.format(machine="t.maquina_id = ?"))
_OF_NONE = SAMPLE.select(_MEASURED.format(machine="t.maquina_id IS NULL"))
_LIMITS = "WHERE t.proceso_id = ? AND t.parametro = ? AND {machine} ORDER BY t.id DESC LIMIT ?"
_LIMITS_OF_MACHINE = CONTROL_LIMITS.select(_LIMITS.format(machine="t.maquina_id = ?"))
_LIMITS_OF_ALL = CONTROL_LIMITS.select(_LIMITS.format(machine="t.maquina_id IS NULL"))


class ControlReads(Reader):
    """Queries of control charts. An equality with NULL is a statement of its own, for its index."""

    def measured(
        self,
        process_id: int,
        parameter: str,
        machine: Ref | None,
        *,
        since: datetime,
        before: datetime,
        limit: int,
    ) -> Sequence[Sample]:
        """The samples of a parameter that count, of a machine or of none, by time of measuring."""
        rest = (process_id, instant_text(since), instant_text(before), limit)
        if machine is None:
            return self._many(SAMPLE, _OF_NONE, parameter, *rest)
        return self._many(SAMPLE, _OF_MACHINE, parameter, machine.id, *rest)

    def control_limits(self, process_id: int, parameter: str, machine: Ref | None) -> Sequence[ControlLimits]:
        """The limits that were frozen for a machine, or for all together, the newest first."""
        if machine is None:
            return self._many(CONTROL_LIMITS, _LIMITS_OF_ALL, process_id, parameter, MILESTONES)
        return self._many(CONTROL_LIMITS, _LIMITS_OF_MACHINE, process_id, parameter, machine.id, MILESTONES)

    def control_causes(self, samples: Sequence[Ref]) -> Sequence[ControlCause]:
        """The causes that were given for violations at these samples, oldest first."""
        if not samples:
            return ()
        marks = ", ".join("?" * len(samples))
        sql = CONTROL_CAUSE.select(f"WHERE t.muestra_id IN ({marks}) ORDER BY t.id LIMIT ?")
        return self._many(CONTROL_CAUSE, sql, *(sample.id for sample in samples), CAUSES)
