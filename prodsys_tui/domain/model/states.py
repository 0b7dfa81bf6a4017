"""Where things stand, in the words that the store keeps and people read."""

from enum import StrEnum


class ShiftState(StrEnum):
    """Where a shift stands (``bitacora_turno.estado``)."""

    OPEN = "ABIERTA"
    CLOSING = "EN_CIERRE"
    REVIEW = "REVISION"
    CLOSED = "CERRADA"
    VOID = "ANULADA"


class Result(StrEnum):
    """How a sample was judged (``muestras.resultado``)."""

    COMPLIES = "Cumple"
    FAILS = "No cumple"
    REJECTED = "Rechazo"
    WAITING = "En espera"


class OrderState(StrEnum):
    """Where an order stands."""

    RELEASED = "Liberada"
    RUNNING = "En Proceso"
    DONE = "Completada"
    CANCELLED = "Cancelada"


class BatchState(StrEnum):
    """Where a batch stands (``lotes.estado``)."""

    ACTIVE = "activo"
    HELD = "pausado"
    CLOSED = "cerrado"


class Outcome(StrEnum):
    """What was decided of a held batch, or of a part of it (``lote_disposicion.destino``)."""

    RELEASED = "liberado"
    CONCESSION = "concesión"
    REWORK = "reproceso"
    SCRAP = "desecho"


class ChartKind(StrEnum):
    """Which control chart limits belong to (``limite_control.carta``)."""

    INDIVIDUALS = "I-MR"
    MEANS = "X-R"


class MachineState(StrEnum):
    """Whether a machine can be used."""

    USABLE = "Operativa"
    MAINTENANCE = "Mantenimiento"
    RETIRED = "Baja"


class PersonState(StrEnum):
    """Whether a person can work with an account."""

    ACTIVE = "activo"
    LOCKED = "bloqueado"
    WITHOUT_ACCOUNT = "sin cuenta"


class CorrectionCategory(StrEnum):
    """Why a closed shift is corrected (``correccion.categoria``)."""

    TYPING_ERROR = "ERROR_CAPTURA"
    ADJUSTMENT = "AJUSTE_OPERATIVO"
    REOPENING = "REACTIVACION_AUTORIZADA"


class ResetKind(StrEnum):
    """Why a counter began anew (``contador_reinicio.tipo``)."""

    YEARLY = "anual"
    REPLACED = "reemplazo"


class IncidentState(StrEnum):
    """Where an incident stands (``incidente.estado``)."""

    OPEN = "Abierto"
    CLOSED = "Cerrado"


class IncidentOrigin(StrEnum):
    """What opened an incident that nobody typed (``incidente.origen``)."""

    COUNTER = "contador"
    HOLD = "retención"


class Severity(StrEnum):
    """How bad an incident is (``incidente.gravedad``)."""

    LOW = "Menor"
    HIGH = "Mayor"
    CRITICAL = "Crítica"
