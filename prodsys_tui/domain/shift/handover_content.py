"""A handover as named values: what is kept of it when it is received, and what answers say."""

from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.line.machine_time import minutes_in
from prodsys_tui.domain.model import Ref
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.shift.handover import ProcessMade, Reading, Settled, Sheet


def content_of(sheet: Sheet) -> dict[str, object]:
    """A sheet as named values, under the names that the store and the seeds give them."""
    return {
        "produccion": [_process_content(each) for each in sheet.made],
        "desviaciones": [_deviation_content(each) for each in sheet.deviations],
        "paros_abiertos": [
            {
                "uid": stop.ref.uid,
                "proceso_id": stop.process_id,
                "maquina": _code(stop.machine),
                "motivo": stop.reason,
                "inicio": stop.starts,
            }
            for stop in sheet.stops
        ],
        "minutos": [
            {
                "maquina": each.machine,
                "minutos_programados": minutes_in(each.scheduled),
                "minutos_paro": minutes_in(each.stopped),
                "minutos_efectivos": minutes_in(each.effective),
            }
            for each in sheet.times
        ],
        "muestras_pendientes": [
            {
                "proceso": fault.params["process"],
                "maquina": fault.params["machine"],
                "parametro": fault.params["parameter"],
                "faltan": fault.params["missing"],
            }
            for fault in sheet.due
        ],
        "contadores": [_counter_content(each) for each in sheet.counters],
        "retenciones": [
            {
                "codigo_lote": hold.batch.code,
                "maquina": _code(hold.machine),
                "rollo": hold.roll,
                "motivo": hold.reason,
            }
            for hold in sheet.held
        ],
        "observaciones": [
            {
                "proceso_id": note.process_id,
                "maquina": _code(note.machine),
                "texto": note.text,
                "tardia": note.late,
                "usuario": note.author,
            }
            for note in sheet.notes
        ],
        "inactivos": [
            {"proceso_id": each.process_id, "maquina": each.machine, "motivo": each.reason}
            for each in sheet.idle
        ],
        "incidentes": [
            {"uid": each.ref.uid, "titulo": each.title, "gravedad": each.severity.value}
            for each in sheet.incidents
        ],
    }


def plain(value: object) -> object:
    """A content as JSON keeps it: decimals as texts, instants as ISO 8601."""
    match value:
        case dict():
            return {name: plain(part) for name, part in value.items()}
        case list():
            return [plain(part) for part in value]
        case Decimal():
            return show_number(value)
        case datetime():
            return value.isoformat()
    return value


def _process_content(made: ProcessMade) -> dict[str, object]:
    return {
        "proceso_id": made.process.id,
        "nombre": made.process.name,
        "unidad": made.process.unit,
        "cantidad": made.quantity,
        "merma_kg": made.waste_kg,
        "objetivo": made.target,
        "ordenes": [
            {
                "orden": each.order,
                "cantidad": each.quantity,
                "merma_kg": each.waste_kg,
                "acumulado": each.total,
                "cantidad_objetivo": each.wanted,
            }
            for each in made.orders
        ],
    }


def _deviation_content(settled: Settled) -> dict[str, object]:
    deviation = settled.deviation
    return {
        "uid": deviation.sample.uid,
        "proceso_id": deviation.process_id,
        "maquina": deviation.machine,
        "parametro": deviation.parameter,
        "valor": deviation.value,
        "resultado": deviation.result.value,
        "resuelta": deviation.settled,
        "explicacion": settled.words,
    }


def _counter_content(reading: Reading) -> dict[str, object]:
    disputed = reading.disputed
    return {
        "proceso_id": reading.process_id,
        "maquina": reading.machine,
        "lectura": reading.reading,
        "hora": reading.at,
        "en_disputa": None if disputed is None else disputed.counter,
    }


def _code(ref: Ref | None) -> str | None:
    return None if ref is None else ref.code
