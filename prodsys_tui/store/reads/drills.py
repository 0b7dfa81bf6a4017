"""Recall drills, and what machines take their material from now."""

from collections.abc import Sequence

from prodsys_tui.domain.model import BatchInUse, Drill, DrillFind, Ref
from prodsys_tui.store.reads.base import MOST, Filter, Reader, local_id
from prodsys_tui.store.shapes import BATCH_IN_USE
from prodsys_tui.store.trust_shapes import DRILL, DRILL_FIND

_IN_USE = BATCH_IN_USE.select(f"WHERE t.hasta IS NULL ORDER BY +t.id LIMIT {MOST}")  # few are open
_DRILL = DRILL.select("WHERE t.uid = ?")
_DRILL_ID = DRILL.select("WHERE t.id = ?")
_LAST = DRILL.select("WHERE t.objeto = ? ORDER BY t.id DESC LIMIT 1")
_FINDS = DRILL_FIND.select("WHERE t.simulacro_id = ? ORDER BY t.id")


class DrillReads(Reader):
    """Queries of drills."""

    def uses_now(self) -> Sequence[BatchInUse]:
        """What every machine takes its material from now."""
        return self._many(BATCH_IN_USE, _IN_USE)

    def drill(self, key: str) -> Drill | None:
        """A drill by uid (an id as text is taken too)."""
        number = local_id(key)
        return self._one(DRILL, _DRILL, key) if number is None else self._one(DRILL, _DRILL_ID, number)

    def last_drill(self, subject: str) -> Drill | None:
        """The last drill of a subject: only that one can still run."""
        return self._one(DRILL, _LAST, subject)

    def drills(self, *, before: Ref | None = None, limit: int = 200) -> Sequence[Drill]:
        """Drills, newest first."""
        wanted = Filter()
        wanted.before(before)
        return self._many(DRILL, DRILL.select(wanted.newest(limit)), *wanted.parameters)

    def drill_finds(self, drill: Ref) -> Sequence[DrillFind]:
        """What was located in a drill, oldest first."""
        return self._many(DRILL_FIND, _FINDS, drill.id)
