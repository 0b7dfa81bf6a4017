"""The shapes of what makes batches trustworthy: holds, rolls used, drills, certificates, control limits."""

from prodsys_tui.domain import model
from prodsys_tui.store.shaping import shape_of

_MADE = "author=created_by recorded_at=created_at"

HOLD = shape_of(
    model.Hold,
    "retencion",
    "Retencion",
    "batch=lote_id machine=maquina_id roll=rollo group=grupo sample=muestra_id reason=motivo "
    f"signed_by=firmada_por ended_at=terminada_en ended_by=terminada_por {_MADE}",
)
HOLD_NOTE = shape_of(
    model.HoldNote, "retencion_nota", "RetencionNota", f"hold=retencion_id cause=causa text=texto {_MADE}"
)
BATCH_DISPOSITION = shape_of(
    model.BatchDisposition,
    "lote_disposicion",
    "LoteDisposicion",
    "batch=lote_id hold=retencion_id outcome=destino quantity=cantidad comment=comentario "
    f"signed_by=firmada_por {_MADE}",
)
ROLL_USE = shape_of(
    model.RollUse,
    "rollo_consumido",
    "RolloConsumido",
    f"record=registro_trabajo_id code=codigo batch=lote_id {_MADE}",
)
DRILL = shape_of(
    model.Drill,
    "simulacro_retiro",
    "SimulacroRetiro",
    "subject=objeto batches=lotes found=hallados note=nota ended_at=terminado_en ended_by=terminado_por "
    f"{_MADE}",
)
DRILL_FIND = shape_of(
    model.DrillFind,
    "simulacro_hallazgo",
    "SimulacroHallazgo",
    f"drill=simulacro_id batch=lote_id location=ubicacion quantity=cantidad {_MADE}",
)
CERTIFICATE = shape_of(
    model.Certificate,
    "certificado",
    "Certificado",
    "batch=lote_id number=numero preliminary=preliminar content=contenido sha256 "
    f"paper_sha256=sha256_impreso {_MADE}",
)
CONTROL_LIMITS = shape_of(
    model.ControlLimits,
    "limite_control",
    "LimiteControl",
    "process_id=proceso_id parameter=parametro machine=maquina_id chart=carta subgroup=subgrupo "
    "centre=centro sigma lower=inferior upper=superior spread=dispersion spread_lower=dispersion_inferior "
    "spread_upper=dispersion_superior since=desde until=hasta points=puntos rules=reglas milestone=hito "
    f"{_MADE}",
    real=frozenset({"centre", "sigma", "lower", "upper", "spread", "spread_lower", "spread_upper"}),
)
CONTROL_CAUSE = shape_of(
    model.ControlCause,
    "causa_control",
    "CausaControl",
    f"sample=muestra_id rule=regla cause=causa comment=comentario {_MADE}",
)
