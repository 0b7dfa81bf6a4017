"""Which table keeps which entity, and under which names: spec ``domain.md`` §1.

The kinds of the columns follow from the entity's own types; only the names are given here. This is the
light half of the mapping, on which every read and write runs; ``tables`` declares the same columns for
the database, and a test holds the two together.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from prodsys_tui.domain import model
from prodsys_tui.domain.model import Entity, Ref
from prodsys_tui.store import codec
from prodsys_tui.store.codec import Codec
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.written_out import ColumnShape, Link

E = TypeVar("E", bound=Entity)

_BY_TYPE: Mapping[object, Codec] = {
    str: codec.PLAIN,
    int: codec.PLAIN,
    bool: codec.BOOLEAN,
    Decimal: codec.DECIMAL,
    datetime: codec.INSTANT,
    date: codec.DATE,
}


_SITE = Link("sitio", "{0}.codigo")
_PERSON = Link("usuarios", "{0}.codigo")
_MACHINE = Link("maquinas", "{0}.codigo")
_CONTRACT = Link("contrato_version", "{0}.version")
_ORDER = Link("orden_produccion", "{0}.codigo_orden")
_SHIFT = Link("bitacora_turno", "{0}.fecha_operativa || ' ' || {0}.turno")
_BATCH = Link("lotes", "{0}.codigo_lote")
_SAMPLE = Link("muestras")
_RECORD = Link("registros_trabajo")

_LINKS: Mapping[str, Link] = {
    "site": _SITE,
    "person": _PERSON,
    "machine": _MACHINE,
    "contract": _CONTRACT,
    "order": _ORDER,
    "running_order": _ORDER,
    "shift": _SHIFT,
    "batch": _BATCH,
    "sample": _SAMPLE,
    "corrects": _SAMPLE,
    "record": _RECORD,
    "after": _RECORD,
}


def _kind(hint: Any) -> Any:
    kinds = (
        [part for part in get_args(hint) if part is not NoneType] if NoneType in get_args(hint) else [hint]
    )
    return kinds[0]


def _column(field: str, column: str, hint: Any, *, real: bool) -> ColumnShape:
    kind = _kind(hint)
    if kind is Ref:
        return ColumnShape(field, column, codec.PLAIN, _LINKS[field])
    if real:
        return ColumnShape(field, column, codec.MEASURED)
    if get_origin(kind) is not None:
        return ColumnShape(field, column, codec.DOCUMENT)
    if issubclass(kind, Enum):
        return ColumnShape(field, column, codec.enumeration(kind))
    return ColumnShape(field, column, _BY_TYPE[kind])


def _shape(
    entity: type[E], table: str, audit: str, names: str, *, real: frozenset[str] = frozenset()
) -> Shape[E]:
    """Build a shape; ``names`` holds ``field=column`` pairs, or a field alone that is named as its column."""
    hints = get_type_hints(entity)
    pairs = [(field, column or field) for field, _, column in (name.partition("=") for name in names.split())]
    columns = tuple(_column(field, column, hints[field], real=field in real) for field, column in pairs)
    return Shape(entity, table, audit, columns)


_MADE = "author=created_by recorded_at=created_at"
_PLACE = "shift=bitacora_id process_id=proceso_id machine=maquina_id"

SITE = _shape(
    model.Site, "sitio", "Sitio", "code=codigo name=nombre kind=tipo zone=zona_horaria calendar=calendario"
)
PERSON = _shape(
    model.Person,
    "usuarios",
    "Usuario",
    "code=codigo name=nombre role=rol state=estado pin_changes=cambios_pin",
)
MACHINE = _shape(
    model.Machine,
    "maquinas",
    "Maquina",
    "code=codigo name=nombre state=estado state_reason=motivo_estado running_order=orden_en_curso_id",
)
CONTRACT = _shape(
    model.ContractVersion,
    "contrato_version",
    "ContratoVersion",
    "process_id=proceso_id number=version text=texto sha256 in_force_at=vigente_desde author=created_by",
)
ORDER = _shape(
    model.Order,
    "orden_produccion",
    "OrdenProduccion",
    "code=codigo_orden process_id=proceso_id product=producto quantity=cantidad_objetivo "
    f"due=fecha_compromiso state=estado state_reason=motivo_estado specs=especificaciones {_MADE}",
)
SHIFT = _shape(
    model.Shift,
    "bitacora_turno",
    "BitacoraTurno",
    "site=sitio_id turn=turno operating_date=fecha_operativa state=estado out_of_hours=fuera_de_horario "
    "starts=inicio ends=fin opened_by=abierta_por opened_at=abierta_en closed_by=cerrada_por "
    "closed_at=cerrada_en returned=devuelta void_reason=motivo_anulacion",
)
SHIFT_PROCESS = _shape(
    model.ShiftProcess, "bitacora_proceso", "BitacoraProceso", f"{_PLACE} idle_reason=motivo_inactivo {_MADE}"
)
ASSIGNMENT = _shape(
    model.Assignment, "bitacora_asignacion", "BitacoraAsignacion", f"{_PLACE} person=usuario_id {_MADE}"
)
NOTE = _shape(
    model.Note, "bitacora_observacion", "BitacoraObservacion", f"{_PLACE} text=texto late=tardia {_MADE}"
)
OMISSION = _shape(
    model.Omission,
    "bitacora_omision",
    "BitacoraOmision",
    f"{_PLACE} parameter=parametro reason=motivo withdrawn=retirada {_MADE}",
)
REVIEW = _shape(
    model.Review,
    "bitacora_revision",
    "BitacoraRevision",
    f"shift=bitacora_id sample=muestra_id decision comment=comentario {_MADE}",
)
SAMPLE = _shape(
    model.Sample,
    "muestras",
    "Muestra",
    "code=codigo_muestra analysis_date=fecha_analisis batch=lote_id shift=bitacora_id process_id=proceso_id "
    "machine=maquina_id order=orden_produccion_id parameter=parametro value=valor words=texto "
    "nominal=valor_nominal result=resultado round=ronda calculated=calculada comment=comentario "
    "corrects=corrige_id contract=contrato_version_id measured_at=hora_medicion late=tardia "
    "author=usuario_modificacion recorded_at=fecha_modificacion",
    real=frozenset({"value", "nominal"}),
)
DISPOSITION = _shape(
    model.Disposition,
    "muestra_disposicion",
    "MuestraDisposicion",
    f"sample=muestra_id cause=causa action=accion explanation=explicacion {_MADE}",
)
BATCH = _shape(
    model.Batch,
    "lotes",
    "Lote",
    "code=codigo_lote order=orden_produccion_id shift=bitacora_id number=correlativo "
    "produced_on=fecha_produccion state=estado state_comment=comentario_estado state_reason=motivo_cambio "
    f"{_MADE} changed_at=updated_at changed_by=updated_by",
)
BATCH_CHANGE = _shape(
    model.BatchChange,
    "lote_historial_estado",
    "LoteHistorialEstado",
    "batch=lote_id before=estado_anterior after=estado_nuevo comment=comentario author=changed_by "
    "recorded_at=changed_at",
)
WORK_RECORD = _shape(
    model.WorkRecord,
    "registros_trabajo",
    "RegistroTrabajo",
    f"{_PLACE} order=orden_produccion_id batch=lote_id quantity=cantidad waste_kg=merma_kg "
    "waste_to=destino_merma counter=contador previous_counter=contador_anterior disputed=contador_en_disputa "
    f"proof=prueba_compuerta late=tardio {_MADE}",
)
COUNTER_RESET = _shape(
    model.CounterReset,
    "contador_reinicio",
    "ContadorReinicio",
    f"machine=maquina_id after=registro_anterior_id reading=lectura reason=motivo {_MADE}",
)
CONSUMPTION = _shape(
    model.Consumption,
    "telar_consumo_lote",
    "TelarConsumoLote",
    f"record=registro_trabajo_id machine=maquina_id shift=bitacora_id batch=lote_id {_MADE}",
)
STOP = _shape(
    model.Stop,
    "paro_proceso",
    "ParoProceso",
    f"{_PLACE} reason=motivo group=grupo starts=inicio ends=fin minutes=minutos late=tardio {_MADE}",
)

SHAPES: tuple[Shape[Any], ...] = (
    SITE,
    PERSON,
    CONTRACT,
    ORDER,
    MACHINE,
    SHIFT,
    SHIFT_PROCESS,
    ASSIGNMENT,
    NOTE,
    OMISSION,
    BATCH,
    BATCH_CHANGE,
    SAMPLE,
    DISPOSITION,
    REVIEW,
    WORK_RECORD,
    COUNTER_RESET,
    CONSUMPTION,
    STOP,
)
"""Every synced table, each after those it refers to."""

BY_ENTITY: Mapping[type[Entity], Shape[Any]] = {shape.entity: shape for shape in SHAPES}
BY_TABLE: Mapping[str, Shape[Any]] = {shape.table: shape for shape in SHAPES}
