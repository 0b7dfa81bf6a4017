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


class MachineState(StrEnum):
    """Whether a machine can be used."""

    USABLE = "Operativa"
    MAINTENANCE = "Mantenimiento"
    RETIRED = "Baja"


class PersonState(StrEnum):
    """Whether a person can work with an account."""

    ACTIVE = "activo"
    LOCKED = "bloqueado"
