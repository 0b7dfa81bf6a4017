"""Roles and rights: one table. Spec ``domain.md`` §7; every use case names the right it needs."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is at the plant; the value is what the store keeps."""

    READER = "Consulta"
    OPERATOR = "Operario"
    INSPECTOR = "Inspector"
    SUPERVISOR = "Supervisor"
    SITE_ADMIN = "Administrador de sitio"
    ADMIN = "Administrador"


class Right(StrEnum):
    """What may be done."""

    SAMPLE = "sample"
    EXPLAIN = "explain"
    PRODUCE = "produce"
    STOP = "stop"
    CONSUME = "consume"
    OBSERVE = "observe"
    ASSIGN_SELF = "assign-self"
    RECEIVE_SHIFT = "receive-shift"
    REPORT_INCIDENT = "report-incident"
    CLOSE_INCIDENT = "close-incident"
    PAUSE_BATCH = "pause-batch"
    OPEN_SHIFT = "open-shift"
    CLOSE_OWN_SHIFT = "close-own-shift"
    CLOSE_SHIFT = "close-shift"
    IDLE = "idle"
    OMIT = "omit"
    ASSIGN = "assign"
    CORRECT_OTHERS = "correct-others"
    SETTLE_CRITICAL = "settle-critical"
    CHANGE_BATCH = "change-batch"
    APPROVE_SHIFT = "approve-shift"
    VOID_SHIFT = "void-shift"
    SIGN_CORRECTION = "sign-correction"
    HOLD_MANY = "hold-many"
    ORDERS = "orders"
    EMERGENCY_ORDER = "emergency-order"
    MACHINES = "machines"
    CREWS = "crews"
    SIGN_HELD_BATCH = "sign-held-batch"
    CERTIFY = "certify"
    DRILL = "drill"
    NAME_CAUSE = "name-cause"
    FREEZE_LIMITS = "freeze-limits"
    CONTRACTS = "contracts"
    USERS = "users"
    NODE = "node"


_OPERATOR = frozenset(
    {
        Right.SAMPLE,
        Right.EXPLAIN,
        Right.PRODUCE,
        Right.STOP,
        Right.CONSUME,
        Right.OBSERVE,
        Right.ASSIGN_SELF,
        Right.RECEIVE_SHIFT,
        Right.REPORT_INCIDENT,
        Right.PAUSE_BATCH,
        Right.NAME_CAUSE,
    }
)
_INSPECTOR = _OPERATOR | {
    Right.CLOSE_INCIDENT,
    Right.EMERGENCY_ORDER,
    Right.OPEN_SHIFT,
    Right.CLOSE_OWN_SHIFT,
    Right.IDLE,
    Right.OMIT,
    Right.ASSIGN,
    Right.CORRECT_OTHERS,
    Right.SETTLE_CRITICAL,
    Right.CHANGE_BATCH,
    Right.CERTIFY,
}
_SUPERVISOR = _INSPECTOR | {
    Right.CLOSE_SHIFT,
    Right.APPROVE_SHIFT,
    Right.VOID_SHIFT,
    Right.SIGN_CORRECTION,
    Right.HOLD_MANY,
    Right.ORDERS,
    Right.MACHINES,
    Right.CREWS,
    Right.SIGN_HELD_BATCH,
    Right.DRILL,
    Right.FREEZE_LIMITS,
}
_SITE_ADMIN = _SUPERVISOR - {
    Right.EXPLAIN,
    Right.SETTLE_CRITICAL,
    Right.PAUSE_BATCH,
    Right.CHANGE_BATCH,
    Right.HOLD_MANY,
    Right.SIGN_HELD_BATCH,
    Right.CERTIFY,
}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset(),
    Role.OPERATOR: _OPERATOR,
    Role.INSPECTOR: _INSPECTOR,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.SITE_ADMIN: _SITE_ADMIN,
    Role.ADMIN: frozenset(Right),
}


def first_with(*rights: Right) -> Role:
    """The role with the fewest rights that holds one of these."""
    return next(role for role, held in RIGHTS.items() if held.intersection(rights))


def may(role: Role, right: Right) -> bool:
    """Whether a role holds a right."""
    return right in RIGHTS[role]
