"""What a reviewer reads of a shift before approving or returning it, and its crew after it was returned."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.corrections import CORRECTION_COLUMNS, FLIP_COLUMNS, correction_row, flip_row
from prodsys_tui.cli.rows import Row, sample_row, shift_row

if TYPE_CHECKING:
    from prodsys_tui.cli.desk import Desk
    from prodsys_tui.domain.model import Note, Omission, Ref, Review
    from prodsys_tui.services.shift.closing import ReviewedDeviation

COLUMNS = {
    "shift": ("id", "turno", "fecha_operativa", "estado", "devuelta", "cerrada_por"),
    "desviaciones": ("uid", "proceso_id", "maquina", "parametro", "valor", "resultado", "explicacion"),
    "correcciones": ("uid", "maquina", "parametro", "valor", "resultado", "corrige", "usuario"),
    "correcciones_firmadas": CORRECTION_COLUMNS,
    "flips": FLIP_COLUMNS,
    "omisiones": ("proceso_id", "maquina", "parametro", "motivo", "usuario"),
    "observaciones": ("proceso_id", "maquina", "texto", "usuario"),
    "revisiones": ("decision", "uid", "comentario", "usuario"),
}


def answer_review(desk: "Desk", shift: int | str | None) -> None:
    """Answer with all of it. Raises ``Refused`` (``no-open-shift``, ``not-found``)."""
    from prodsys_tui.services.shift.closing import review_of

    with desk.read() as reads:
        review = review_of(reads, shift)
    document: Row = {
        "shift": shift_row(review.shift),
        "espera_desde": review.waits_since,
        "desviaciones": [_deviation_row(each) for each in review.deviations],
        "correcciones": [sample_row(each) for each in review.corrections],
        "correcciones_firmadas": [correction_row(each) for each in review.signed],
        "flips": [flip_row(each) for each in review.flips],
        "omisiones": [_omission_row(each) for each in review.omissions],
        "observaciones": [_note_row(each) for each in review.notes],
        "revisiones": [_review_row(each) for each in review.reviews],
    }
    desk.answer(document, COLUMNS)


def _deviation_row(reviewed: "ReviewedDeviation") -> Row:
    """A deviation with how it was settled: by a disposition, or by the sample that corrects it."""
    deviation, settled = reviewed.deviation, reviewed.disposition
    return {
        "uid": deviation.sample.uid,
        "proceso_id": deviation.process_id,
        "maquina": deviation.machine,
        "orden": deviation.order,
        "parametro": deviation.parameter,
        "valor": deviation.value,
        "resultado": deviation.result.value,
        "comentario": reviewed.comment,
        "resuelta": deviation.settled,
        "causa": settled.cause if settled else None,
        "accion": settled.action if settled else None,
        "explicacion": settled.explanation if settled else None,
        "corregida_por": reviewed.corrected_by.ref.uid if reviewed.corrected_by else None,
        "usuario": deviation.author,
        "hora_medicion": deviation.measured_at,
    }


def _omission_row(omission: "Omission") -> Row:
    return {
        "proceso_id": omission.process_id,
        "maquina": _code(omission.machine),
        "parametro": omission.parameter,
        "motivo": omission.reason,
        "usuario": omission.author,
        "timestamp": omission.recorded_at,
    }


def _note_row(note: "Note") -> Row:
    return {
        "proceso_id": note.process_id,
        "maquina": _code(note.machine),
        "texto": note.text,
        "tardia": note.late,
        "usuario": note.author,
        "timestamp": note.recorded_at,
    }


def _review_row(review: "Review") -> Row:
    """What a reviewer said of one deviation (``uid``), or of the whole shift."""
    return {
        "decision": review.decision,
        "uid": review.sample.uid if review.sample else None,
        "comentario": review.comment,
        "usuario": review.author,
        "timestamp": review.recorded_at,
    }


def _code(machine: "Ref | None") -> str | None:
    return machine.code if machine else None
