"""Which table keeps which entity, and under which names: spec ``domain.md`` §1.

The kinds of the columns follow from the entity's own types; only the names are given here. This is the
light half of the mapping, on which every read and write runs; ``tables`` declares the same columns for
the database, and a test holds the two together.
"""

from collections.abc import Mapping
from typing import Any

from prodsys_tui.domain import model
from prodsys_tui.domain.model import Entity
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.shaping import shape_of
from prodsys_tui.store.trust_shapes import (
    BATCH_DISPOSITION,
    CERTIFICATE,
    CONTROL_CAUSE,
    CONTROL_LIMITS,
    DRILL,
    DRILL_FIND,
    HOLD,
    HOLD_NOTE,
    ROLL_USE,
)

_MADE = "author=created_by recorded_at=created_at"
_PLACE = "shift=bitacora_id process_id=proceso_id machine=maquina_id"

SITE = shape_of(
    model.Site,
    "sitio",
    "Sitio",
    "code=codigo name=nombre kind=tipo zone=zona_horaria calendar=calendario "
    "release_by_another=libera_otra_persona",
)
PERSON = shape_of(
    model.Person,
    "usuarios",
    "Usuario",
    "code=codigo name=nombre role=rol state=estado pin_changes=cambios_pin badge=gafete",
)
MACHINE = shape_of(
    model.Machine,
    "maquinas",
    "Maquina",
    "code=codigo name=nombre state=estado state_reason=motivo_estado running_order=orden_en_curso_id",
)
CONTRACT = shape_of(
    model.ContractVersion,
    "contrato_version",
    "ContratoVersion",
    "process_id=proceso_id number=version text=texto sha256 in_force_at=vigente_desde author=created_by",
)
ORDER = shape_of(
    model.Order,
    "orden_produccion",
    "OrdenProduccion",
    "code=codigo_orden process_id=proceso_id product=producto quantity=cantidad_objetivo "
    f"due=fecha_compromiso state=estado state_reason=motivo_estado specs=especificaciones "
    f"linked=orden_definitiva_id {_MADE}",
)
SHIFT = shape_of(
    model.Shift,
    "bitacora_turno",
    "BitacoraTurno",
    "site=sitio_id turn=turno operating_date=fecha_operativa state=estado out_of_hours=fuera_de_horario "
    "starts=inicio ends=fin opened_by=abierta_por opened_at=abierta_en closed_by=cerrada_por "
    "closed_at=cerrada_en returned=devuelta void_reason=motivo_anulacion",
)
SHIFT_PROCESS = shape_of(
    model.ShiftProcess, "bitacora_proceso", "BitacoraProceso", f"{_PLACE} idle_reason=motivo_inactivo {_MADE}"
)
ASSIGNMENT = shape_of(
    model.Assignment,
    "bitacora_asignacion",
    "BitacoraAsignacion",
    f"{_PLACE} person=usuario_id withdrawn=retirada {_MADE}",
)
NOTE = shape_of(
    model.Note, "bitacora_observacion", "BitacoraObservacion", f"{_PLACE} text=texto late=tardia {_MADE}"
)
OMISSION = shape_of(
    model.Omission,
    "bitacora_omision",
    "BitacoraOmision",
    f"{_PLACE} parameter=parametro reason=motivo withdrawn=retirada {_MADE}",
)
REVIEW = shape_of(
    model.Review,
    "bitacora_revision",
    "BitacoraRevision",
    f"shift=bitacora_id sample=muestra_id decision comment=comentario {_MADE}",
)
SAMPLE = shape_of(
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
DISPOSITION = shape_of(
    model.Disposition,
    "muestra_disposicion",
    "MuestraDisposicion",
    f"sample=muestra_id cause=causa action=accion explanation=explicacion late=tardia {_MADE}",
)
BATCH = shape_of(
    model.Batch,
    "lotes",
    "Lote",
    "code=codigo_lote order=orden_produccion_id shift=bitacora_id number=correlativo "
    "produced_on=fecha_produccion state=estado state_comment=comentario_estado state_reason=motivo_cambio "
    f"{_MADE} changed_at=updated_at changed_by=updated_by",
)
BATCH_CHANGE = shape_of(
    model.BatchChange,
    "lote_historial_estado",
    "LoteHistorialEstado",
    "batch=lote_id before=estado_anterior after=estado_nuevo comment=comentario author=changed_by "
    "recorded_at=changed_at",
)
WORK_RECORD = shape_of(
    model.WorkRecord,
    "registros_trabajo",
    "RegistroTrabajo",
    f"{_PLACE} order=orden_produccion_id batch=lote_id quantity=cantidad waste_kg=merma_kg "
    "waste_to=destino_merma counter=contador previous_counter=contador_anterior disputed=contador_en_disputa "
    f"proof=prueba_compuerta bags=sacos measured_at=hora_lectura late=tardio corrected=corregido {_MADE}",
)
COUNTER_RESET = shape_of(
    model.CounterReset,
    "contador_reinicio",
    "ContadorReinicio",
    "machine=maquina_id after=registro_anterior_id at=hora_reinicio kind=tipo reading=lectura "
    f"reason=motivo {_MADE}",
)
CONSUMPTION = shape_of(
    model.Consumption,
    "telar_consumo_lote",
    "TelarConsumoLote",
    "record=registro_trabajo_id machine=maquina_id shift=bitacora_id batch=lote_id since=en_uso_desde "
    f"held=estaba_pausado before_hold=antes_de_retencion reason=motivo signed_by=firmado_por {_MADE}",
)
STOP = shape_of(
    model.Stop,
    "paro_proceso",
    "ParoProceso",
    f"{_PLACE} reason=motivo group=grupo starts=inicio ends=fin minutes=minutos continues=continua_id "
    f"late=tardio {_MADE}",
)
CREW = shape_of(
    model.Crew,
    "cuadrilla",
    "Cuadrilla",
    "code=codigo name=nombre process_id=proceso_id turn=turno since=desde disbanded=disuelta",
)
CREW_MEMBER = shape_of(
    model.CrewMember,
    "cuadrilla_integrante",
    "CuadrillaIntegrante",
    "crew=cuadrilla_id person=usuario_id machine=maquina_id left=retirado",
)
SETTING = shape_of(
    model.Setting, "ajuste_maquina", "AjusteMaquina", f"{_PLACE} name=ajuste value=valor {_MADE}"
)
HANDOVER = shape_of(
    model.Handover,
    "entrega_turno",
    "EntregaTurno",
    f"shift=bitacora_id content=contenido observation=observacion head=cabeza {_MADE}",
)
CORRECTION = shape_of(
    model.Correction,
    "correccion",
    "Correccion",
    f"{_PLACE} record=registro_trabajo_id sample=muestra_id category=categoria reason=motivo field=campo "
    "before=valor_anterior after=valor_nuevo quantity=cantidad waste_kg=merma_kg counter=contador "
    f"group=grupo signed_by=firmada_por {_MADE}",
)
INCIDENT = shape_of(
    model.Incident,
    "incidente",
    "Incidente",
    f"title=titulo severity=gravedad origin=origen {_PLACE} batch=lote_id action=accion_correctiva "
    f"state=estado closed_by=cerrado_por closed_at=cerrado_en {_MADE}",
)
RUN = shape_of(
    model.Run,
    "corrida_maquina",
    "CorridaMaquina",
    "machine=maquina_id order=orden_produccion_id starts=inicio ends=fin start_counter=contador_inicial "
    f"end_counter=contador_final {_MADE}",
)
BATCH_IN_USE = shape_of(
    model.BatchInUse,
    "lote_en_uso",
    "LoteEnUso",
    f"machine=maquina_id batch=lote_id since=desde until=hasta reason=motivo signed_by=firmado_por {_MADE}",
)
ROLL = shape_of(
    model.Roll, "rollo", "Rollo", f"record=registro_trabajo_id code=codigo quantity=cantidad {_MADE}"
)
MATERIAL_LOT = shape_of(
    model.MaterialLot, "material_lote", "MaterialLote", f"kind=tipo brand=marca code=codigo {_MADE}"
)
MIX = shape_of(
    model.Mix,
    "mezcla",
    "Mezcla",
    f"record=registro_trabajo_id material=material_lote_id percent=porcentaje {_MADE}",
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
    CREW,
    CREW_MEMBER,
    SETTING,
    HANDOVER,
    CORRECTION,
    INCIDENT,
    RUN,
    BATCH_IN_USE,
    ROLL,
    MATERIAL_LOT,
    MIX,
    HOLD,
    HOLD_NOTE,
    BATCH_DISPOSITION,
    ROLL_USE,
    DRILL,
    DRILL_FIND,
    CERTIFICATE,
    CONTROL_LIMITS,
    CONTROL_CAUSE,
)
"""Every synced table, each after those it refers to."""

BY_ENTITY: Mapping[type[Entity], Shape[Any]] = {shape.entity: shape for shape in SHAPES}
BY_TABLE: Mapping[str, Shape[Any]] = {shape.table: shape for shape in SHAPES}
