"""Things of the plant as rows of an answer, under the names that the store and the seeds give them.

Values stay what they are (decimals, instants, dates); ``answer`` writes them. Spec ``cli.md``, "Commands
and the keys their JSON must have".
"""

from typing import TYPE_CHECKING

from prodsys_tui.domain.line.machine_time import minutes_in
from prodsys_tui.text.catalog import Texts, refusal_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prodsys_tui.domain.line.machine_time import MachineTime
    from prodsys_tui.domain.model import (
        Batch,
        BatchChange,
        Machine,
        Order,
        Person,
        Ref,
        Sample,
        Shift,
        Stop,
        WorkRecord,
    )
    from prodsys_tui.domain.refusal import Refusal
    from prodsys_tui.services.rows import AuditRow, ConsumedIn

Row = dict[str, object]

SHIFT_COLUMNS = ("id", "turno", "fecha_operativa", "estado", "fuera_de_horario", "abierta_por", "cerrada_por")
SAMPLE_COLUMNS = (
    "id",
    "maquina",
    "parametro",
    "valor",
    "valor_nominal",
    "resultado",
    "hora_medicion",
    "tardia",
)
RECORD_COLUMNS = (
    *("id", "maquina", "orden", "lote", "cantidad", "merma_kg", "contador", "tardio"),
    *("contador_en_disputa", "corregido"),
)
STOP_COLUMNS = ("maquina", "motivo", "inicio", "fin", "minutos", "tardio", "uid", "continua")
ORDER_COLUMNS = ("codigo_orden", "proceso_id", "producto", "cantidad_objetivo", "fecha_compromiso", "estado")
MACHINE_COLUMNS = ("codigo", "nombre", "estado", "motivo_estado", "orden_en_curso")
BATCH_COLUMNS = ("codigo_lote", "codigo_orden", "fecha_produccion", "estado", "comentario_estado")
USER_COLUMNS = ("codigo", "nombre", "rol", "estado")
REASON_COLUMNS = ("code", "message")
AUDIT_COLUMNS = ("id", "timestamp", "usuario", "accion", "entidad", "codigo", "motivo_cambio")


def shift_row(shift: "Shift") -> Row:
    """A shift."""
    return {
        "id": shift.ref.id,
        "uid": shift.ref.uid,
        "site": shift.site.code,
        "turno": shift.turn,
        "fecha_operativa": shift.operating_date,
        "estado": shift.state.value,
        "fuera_de_horario": shift.out_of_hours,
        "devuelta": shift.returned,
        "abierta_por": shift.opened_by,
        "cerrada_por": shift.closed_by,
    }


def sample_row(sample: "Sample") -> Row:
    """A sample; ``valor`` is 1 or 0 for what complies or not, 0 beside a ``texto``."""
    return {
        "id": sample.ref.id,
        "uid": sample.ref.uid,
        "bitacora_id": sample.shift.id,
        "proceso_id": sample.process_id,
        "maquina": _code(sample.machine),
        "orden": _code(sample.order),
        "lote": _code(sample.batch),
        "codigo_muestra": sample.code,
        "parametro": sample.parameter,
        "valor": sample.value,
        "texto": sample.words,
        "valor_nominal": sample.nominal,
        "resultado": sample.result.value,
        "ronda": sample.round,
        "calculada": sample.calculated,
        "comentario": sample.comment,
        "corrige": sample.corrects.uid if sample.corrects else None,
        "fecha_analisis": sample.analysis_date,
        "hora_medicion": sample.measured_at,
        "tardia": sample.late,
        "usuario": sample.author,
    }


def worded(samples: "Iterable[Row]") -> list[Row]:
    """Rows of samples for people: words stand where a number would mean nothing."""
    return [{**row, "valor": row["texto"] or row["valor"]} for row in samples]


def record_row(record: "WorkRecord") -> Row:
    """A work record; quantities are measured values in the unit of the process, waste in kg."""
    return {
        "id": record.ref.id,
        "uid": record.ref.uid,
        "bitacora_id": record.shift.id,
        "proceso_id": record.process_id,
        "maquina": _code(record.machine),
        "orden": _code(record.order),
        "lote": _code(record.batch),
        "cantidad": record.quantity,
        "merma_kg": record.waste_kg,
        "destino_merma": record.waste_to,
        "contador": record.counter,
        "contador_anterior": record.previous_counter,
        "contador_en_disputa": record.disputed,
        "hora_lectura": record.measured_at,
        "tardio": record.late,
        "corregido": record.corrected,
        "usuario": record.author,
    }


def stop_row(stop: "Stop") -> Row:
    """A stop."""
    return {
        "id": stop.ref.id,
        "uid": stop.ref.uid,
        "bitacora_id": stop.shift.id,
        "proceso_id": stop.process_id,
        "maquina": _code(stop.machine),
        "grupo": stop.group,
        "motivo": stop.reason,
        "inicio": stop.starts,
        "fin": stop.ends,
        "minutos": stop.minutes,
        "continua": stop.continues.uid if stop.continues else None,
        "tardio": stop.late,
        "usuario": stop.author,
    }


def minutes_row(time: "MachineTime") -> Row:
    """The minutes of a machine in a shift; an idle one has none."""
    return {
        "maquina": time.machine,
        "minutos_programados": minutes_in(time.scheduled),
        "minutos_paro": minutes_in(time.stopped),
        "minutos_efectivos": minutes_in(time.effective),
    }


def order_row(order: "Order") -> Row:
    """A production order."""
    return {
        "id": order.ref.id,
        "uid": order.ref.uid,
        "codigo_orden": order.code,
        "proceso_id": order.process_id,
        "producto": order.product,
        "cantidad_objetivo": order.quantity,
        "fecha_compromiso": order.due,
        "estado": order.state.value,
        "motivo_estado": order.state_reason,
        "especificaciones": dict(order.specs),
        "orden_definitiva": _code(order.linked),
    }


def machine_row(machine: "Machine") -> Row:
    """A machine."""
    return {
        "id": machine.ref.id,
        "uid": machine.ref.uid,
        "codigo": machine.code,
        "nombre": machine.name,
        "estado": machine.state.value,
        "motivo_estado": machine.state_reason,
        "orden_en_curso": _code(machine.running_order),
    }


def batch_row(batch: "Batch") -> Row:
    """A batch, with the keys of the seed's trace and more."""
    return {
        "id": batch.ref.id,
        "uid": batch.ref.uid,
        "codigo_lote": batch.code,
        "codigo_orden": batch.order.code,
        "bitacora_id": batch.shift.id,
        "fecha_produccion": batch.produced_on,
        "estado": batch.state.value,
        "comentario_estado": batch.state_comment,
    }


def change_row(change: "BatchChange") -> Row:
    """One change of a batch's state: the seed's ``historial``."""
    return {
        "estado_anterior": change.before.value,
        "estado_nuevo": change.after.value,
        "comentario": change.comment,
        "changed_by": change.author,
        "changed_at": change.recorded_at,
    }


def consumption_row(use: "ConsumedIn") -> Row:
    """Where a batch was consumed: the seed's ``consumos``."""
    return {
        "codigo_telar": use.machine,
        "fecha_operativa": use.operating_date,
        "turno": use.turn,
        "registro_uid": use.record_uid,
    }


def person_row(person: "Person") -> Row:
    """An account; nothing of its PIN."""
    return {
        "codigo": person.code,
        "nombre": person.name,
        "rol": person.role.value,
        "estado": person.state.value,
        "gafete": person.badge,
    }


def audit_row(entry: "AuditRow", code: str | None) -> Row:
    """One audit entry with the code of what it is about; the values before and after are JSON texts."""
    return {
        "id": entry.id,
        "usuario": entry.person,
        "accion": entry.action,
        "entidad": entry.entity,
        "entidad_id": entry.entity_id,
        "entidad_uid": entry.entity_uid,
        "codigo": code,
        "valor_anterior": entry.before,
        "valor_nuevo": entry.after,
        "motivo_cambio": entry.reason,
        "timestamp": entry.at,
        "origen": entry.origin,
        "secuencia": entry.seq,
    }


def reasons(texts: Texts, refusals: "Iterable[Refusal]") -> list[str]:
    """Reasons of a lock, as people read them."""
    return [refusal_text(texts, one) for one in refusals]


def reason_rows(texts: Texts, refusals: "Iterable[Refusal]") -> list[Row]:
    """Reasons with their codes and fields, as a refused command tells them too."""
    return [
        {"code": one.code.value, "message": refusal_text(texts, one), "field": one.field} for one in refusals
    ]


def _code(ref: "Ref | None") -> str | None:
    return ref.code if ref else None
