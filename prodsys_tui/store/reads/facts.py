"""The counted facts of a shift, by five statements whatever the shift holds."""

from collections import Counter
from decimal import Decimal
from typing import Any, Final

from prodsys_tui.domain.model import Ref, Result, Shift
from prodsys_tui.domain.shift.facts import (
    Idle,
    Produced,
    SampleCount,
    SampleMark,
    ShiftFacts,
    Stopped,
    deviations_of,
)
from prodsys_tui.store.codec import UnreadableError, read_instant, unscaled
from prodsys_tui.store.reads.base import Reader

_COUNTS: Final = (
    "SELECT t.proceso_id, m.codigo, t.parametro, t.cuenta, t.ronda FROM ("
    "SELECT proceso_id, maquina_id, parametro, count(*) AS cuenta, max(ronda) AS ronda FROM muestras s "
    "WHERE s.bitacora_id = ? AND s.calculada = 0 {process}"
    "GROUP BY s.proceso_id, s.maquina_id, s.parametro) t LEFT JOIN maquinas m ON m.id = t.maquina_id"
)
_CORRECTED: Final = (
    "SELECT c.proceso_id, m.codigo, c.parametro FROM muestras t JOIN muestras c ON c.id = t.corrige_id "
    "LEFT JOIN maquinas m ON m.id = c.maquina_id WHERE t.bitacora_id = ? AND t.corrige_id IS NOT NULL "
    "AND c.bitacora_id = t.bitacora_id AND c.calculada = 0"
)
_MARKS: Final = (
    "SELECT t.id, t.uid, t.proceso_id, m.codigo, t.parametro, t.valor, t.resultado, o.codigo_orden, "
    "t.usuario_modificacion, t.hora_medicion, t.corrige_id, d.id, d.explicacion "
    "FROM muestras t LEFT JOIN maquinas m ON m.id = t.maquina_id "
    "LEFT JOIN orden_produccion o ON o.id = t.orden_produccion_id "
    "LEFT JOIN muestra_disposicion d ON d.muestra_id = t.id WHERE t.bitacora_id = ? AND t.calculada = 0 "
    "AND (t.resultado <> 'Cumple' OR t.corrige_id IS NOT NULL) {process}ORDER BY t.id"
)
_PRODUCED: Final = (
    "SELECT t.proceso_id, m.codigo, t.registros, t.cantidad, t.merma, t.lecturas, t.disputas, t.corregidos "
    "FROM ("
    "SELECT proceso_id, maquina_id, count(*) AS registros, sum(cantidad) AS cantidad, "
    "coalesce(sum(merma_kg), 0) AS merma, count(contador) AS lecturas, sum(contador_en_disputa) AS disputas, "
    "sum(corregido) AS corregidos FROM registros_trabajo s WHERE s.bitacora_id = ? {process}"
    "GROUP BY s.proceso_id, s.maquina_id) t LEFT JOIN maquinas m ON m.id = t.maquina_id"
)
_SIGNED: Final = (
    "SELECT c.proceso_id, m.codigo, sum(c.cantidad), sum(c.merma_kg), count(DISTINCT CASE WHEN "
    "r.contador_en_disputa = 1 AND c.campo IN ('cantidad', 'contador') THEN r.id END) "
    "FROM correccion c JOIN registros_trabajo r ON r.id = c.registro_trabajo_id "
    "LEFT JOIN maquinas m ON m.id = c.maquina_id WHERE c.bitacora_id = ? GROUP BY c.proceso_id, m.codigo"
)
"""What signed corrections add to quantity and waste, and how many disputed readings they decide."""
_STOPS: Final = (
    "SELECT t.proceso_id, m.codigo, t.inicio, t.fin, t.minutos FROM paro_proceso t "
    "LEFT JOIN maquinas m ON m.id = t.maquina_id WHERE t.bitacora_id = ? {process}ORDER BY t.id"
)
_IDLE: Final = (
    "SELECT t.proceso_id, m.codigo, t.motivo_inactivo FROM bitacora_proceso t "
    "LEFT JOIN maquinas m ON m.id = t.maquina_id "
    "WHERE t.bitacora_id = ? AND t.motivo_inactivo IS NOT NULL {process}"
)
_CORRECTS: Final = 10
"""Where a row of ``_MARKS`` names the sample that it corrects."""
_COUNT: Final = 3
"""Where a row of ``_COUNTS`` has the number of samples."""
_MARKED: Final = 7
"""Where a row of ``_PRODUCED`` has the number of corrected records."""
_NOTHING: Final = (0, 0, 0)
_NO_MINUTES: Final = (0, 0)


_PROCESS: Final = "AND {alias}.proceso_id = ? "
_MACHINE: Final = _PROCESS + "AND {alias}.maquina_id = ? "


def _narrowed(sql: str, alias: str) -> tuple[str, str, str]:
    """A statement for a whole shift, for a process in it, and for one machine of that process."""
    return (
        sql.format(process=""),
        sql.format(process=_PROCESS.format(alias=alias)),
        sql.format(process=_MACHINE.format(alias=alias)),
    )


_WORK: Final = (_narrowed(_COUNTS, "s"), _narrowed(_MARKS, "t"), _narrowed(_PRODUCED, "s"))
_STOPS_OF: Final = _narrowed(_STOPS, "t")
_IDLE_OF: Final = _narrowed(_IDLE, "t")


class FactsReads(Reader):
    """The one query of the gate, the board and the close."""

    def facts(self, shift: Shift, process_id: int | None = None) -> ShiftFacts:
        """The counted facts of a shift, or of one process in it."""
        place = (shift.ref.id,) if process_id is None else (shift.ref.id, process_id)
        stops = self._rows(_STOPS_OF[len(place) - 1], *place)
        return self._facts(shift, place, place, _stopped(stops))

    def gate_facts(self, shift: Shift, process_id: int, machine: Ref | None) -> ShiftFacts:
        """Only what decides the gate of a process or machine."""
        process = (shift.ref.id, process_id)
        return self._facts(shift, process if machine is None else (*process, machine.id), process)

    def _facts(
        self,
        shift: Shift,
        place: tuple[int, ...],
        idle_of: tuple[int, ...],
        stopped: tuple[Stopped, ...] = (),
    ) -> ShiftFacts:
        """The facts of a place (ids of the shift, a process in it, a machine of that) and who is idle."""
        counts, marks, produced = (self._rows(narrowed[len(place) - 1], *place) for narrowed in _WORK)
        idle = self._remembered_rows(_IDLE_OF[len(idle_of) - 1], *idle_of)
        return ShiftFacts(
            shift,
            self._counts(shift, counts, corrections=any(row[_CORRECTS] is not None for row in marks)),
            deviations_of(map(_mark, marks)),
            self._produced(shift, produced),
            stopped,
            tuple([Idle(*row) for row in idle]),
        )

    def _produced(self, shift: Shift, rows: list[Any]) -> tuple[Produced, ...]:
        """Production by place; its signed corrections are asked for only where there are any."""
        added: dict[Any, tuple[int, int, int]] = {}
        if any(row[_MARKED] for row in rows):
            added = {
                (process, machine): tuple(sums)
                for process, machine, *sums in self._rows(_SIGNED, shift.ref.id)
            }
        return tuple([_produced(row, *added.get((row[0], row[1]), _NOTHING)) for row in rows])

    def _counts(self, shift: Shift, rows: list[Any], *, corrections: bool) -> tuple[SampleCount, ...]:
        """Samples by parameter without the corrected ones, which are asked for only where there are any."""
        if not corrections:
            return tuple([SampleCount(*row) for row in rows])
        corrected = Counter(self._rows(_CORRECTED, shift.ref.id))
        left = ((*place, count - corrected[tuple(place)], last) for *place, count, last in rows)
        return tuple(SampleCount(*row) for row in left if row[_COUNT])


def _mark(row: Any) -> SampleMark:
    sample, uid, process, machine, parameter, value, result, order, author, at, corrects, settled, told = row
    try:
        measured, judged = Decimal(repr(value)), Result(result)
    except (ValueError, ArithmeticError) as error:
        raise UnreadableError(f"{value!r} {result!r}") from error
    return SampleMark(
        Ref(sample, uid),
        process,
        machine,
        parameter,
        measured,
        judged,
        order,
        author,
        read_instant(at),
        corrects,
        settled is not None,
        told,
    )


def _produced(row: Any, quantity: int, waste: int, decided: int) -> Produced:
    """What a place made, with what corrections add to it (millionths)."""
    process, machine, records, made, wasted, readings, disputed, corrected = row
    total, waste_kg = unscaled(made + quantity), unscaled(wasted + waste)
    return Produced(process, machine, records, total, waste_kg, readings, disputed - decided, corrected)


def _stopped(rows: list[Any]) -> tuple[Stopped, ...]:
    """Minutes of the closed stops and number of the open ones, by process and machine."""
    found: dict[tuple[int, str | None], tuple[int, int]] = {}
    for process, machine, starts, ends, minutes in rows:
        closed, lasting = found.get((process, machine), _NO_MINUTES)
        if minutes is not None:
            closed += minutes
        elif ends is None:
            lasting += 1
        else:
            closed += int((read_instant(ends) - read_instant(starts)).total_seconds() // 60)
        found[process, machine] = closed, lasting
    return tuple(Stopped(*key, *value) for key, value in found.items())
