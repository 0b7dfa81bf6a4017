"""Refusals: why a rule says no, as values.

A rule returns every reason at once; a service raises them together (``services.refused.Refused``);
the texts people read live in the message catalogs under ``refusal.<code>`` or, where one code has
several wordings, ``refusal.<code>.<variant>``. Codes: spec ``cli.md``, "Conventions".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """The stable names of refusals, as answered by every way in."""

    GATE_CLOSED = "gate-closed"
    PROCESS_IN_REVIEW = "process-in-review"
    UNKNOWN_PARAMETER = "unknown-parameter"
    OUT_OF_VALIDITY = "out-of-validity"
    DOUBTFUL = "doubtful"
    NOT_A_NUMBER = "not-a-number"
    AMBIGUOUS_NUMBER = "ambiguous-number"
    BAD_VALUE = "bad-value"
    BAD_RESULT = "bad-result"
    CALCULATED = "calculated-parameter"
    JUSTIFICATION_TOO_SHORT = "justification-too-short"
    NOTHING_TO_SETTLE = "nothing-to-settle"
    NOTHING_TO_CORRECT = "nothing-to-correct"
    NOT_MEASURED_AGAIN = "not-measured-again"
    CORRECTION_NOT_ALLOWED = "correction-not-allowed"
    BAD_CORRECTION = "bad-correction"
    SHIFT_ALREADY_OPEN = "shift-already-open"
    SHIFT_EXISTS = "shift-exists"
    SHIFT_NOT_EMPTY = "shift-not-empty"
    NO_OPEN_SHIFT = "no-open-shift"
    SHIFT_CLOSED = "shift-closed"
    SHIFT_RUNNING = "shift-running"
    SHIFT_OVER = "shift-over"
    SHIFT_NOT_IN_REVIEW = "shift-not-in-review"
    TURN_UNKNOWN = "turn-unknown"
    SAME_PERSON = "same-person"
    ORDER_OTHER_PROCESS = "order-other-process"
    ORDER_NOT_OPEN = "order-not-open"
    ORDER_EXISTS = "order-exists"
    ORDER_MISSING = "order-missing"
    ORDER_UNFIT = "order-unfit"
    ORDER_FROZEN = "order-frozen"
    BAD_ORDER_CODE = "bad-order-code"
    CREW_EXCEEDED = "crew-exceeded"
    MACHINE_OTHER_PROCESS = "machine-other-process"
    MACHINE_MISSING = "machine-missing"
    MACHINE_NOT_USABLE = "machine-not-usable"
    PROCESS_IDLE = "process-idle"
    HAS_PRODUCTION = "has-production"
    BAD_QUANTITY = "bad-quantity"
    COUNTER_MISMATCH = "counter-mismatch"
    COUNTER_MISSING = "counter-missing"
    WASTE_DEMANDED = "waste-demanded"
    BATCH_DEMANDED = "batch-demanded"
    BATCH_CLOSED = "batch-closed"
    BATCH_HELD = "batch-held"
    BATCH_OTHER_PROCESS = "batch-other-process"
    COMMENT_REQUIRED = "comment-required"
    REASON_REQUIRED = "reason-required"
    REASON_UNKNOWN = "reason-unknown"
    TRANSITION_NOT_ALLOWED = "transition-not-allowed"
    STOP_EXCEEDS_SCHEDULE = "stop-exceeds-schedule"
    STOP_OVERLAPS = "stop-overlaps"
    STOP_OPEN = "stop-open"
    STOP_MISSING = "stop-missing"
    BAD_INTERVAL = "bad-interval"
    NO_PERSON_ASSIGNED = "no-person-assigned"
    UNEXPLAINED_DEVIATION = "unexplained-deviation"
    SAMPLE_MISSING = "sample-missing"
    PRODUCTION_MISSING = "production-missing"
    CHANGED_MEANWHILE = "changed-meanwhile"
    ALREADY_EXISTS = "already-exists"
    NOT_PERMITTED = "not-permitted"
    LOGIN_REQUIRED = "login-required"
    WRONG_PIN = "wrong-pin"
    WEAK_PIN = "weak-pin"
    LOCKED_OUT = "locked-out"
    LAST_ADMIN = "last-admin"
    NOT_FOUND = "not-found"
    STORE_BUSY = "store-busy"
    STORE_FULL = "store-full"
    STORE_READ_ONLY = "store-read-only"
    STORE_NEWER = "store-newer"
    NOT_A_STORE = "not-a-store"
    STORE_MISSING = "store-missing"
    STORE_EXISTS = "store-exists"
    NO_CONTROL_CHART = "no-control-chart"
    NO_CONTROL_LIMITS = "no-control-limits"
    NO_VIOLATION = "no-violation"
    FILE_REFUSED = "file-refused"
    CERTIFICATE_ALTERED = "certificate-altered"
    CERTIFICATE_UNKNOWN = "certificate-unknown"
    USAGE = "usage"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why something cannot be done.

    ``field`` names the input it concerns (the option's or form field's name), ``params`` fill the
    text's placeholders (plain values; they are made safe where they are shown), ``variant`` picks one
    of several wordings of the same code.
    """

    code: Code
    params: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None
    variant: str = ""

    @property
    def text_key(self) -> str:
        """The key of its text in the message catalogs."""
        return f"refusal.{self.code}.{self.variant}" if self.variant else f"refusal.{self.code}"
