"""What a replayed contract would have changed, as rows of an answer."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.rows import Row
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.text.catalog import Texts, refusal_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prodsys_tui.domain.refusal import Refusal
    from prodsys_tui.domain.shift.replay import (
        CloseChange,
        GateChange,
        RecordChange,
        ResultChange,
        ShiftReplay,
    )
    from prodsys_tui.services.contract.contract_replay import Replayed

RESULT_COLUMNS = (
    "turno",
    "maquina",
    "parametro",
    "valor",
    "valor_nominal",
    "resultado",
    "resultado_seria",
    "message",
    "muestra_uid",
)
RECORD_COLUMNS = ("turno", "maquina", "cantidad", "bloqueos", "registro_uid")
GATE_COLUMNS = ("turno", "maquina", "estado", "estado_seria", "abierta", "abierta_seria")
CLOSE_COLUMNS = ("turno", "estado", "estado_seria", "faltaria")
COLUMNS = {
    "resultados": RESULT_COLUMNS,
    "registros": RECORD_COLUMNS,
    "compuertas": GATE_COLUMNS,
    "cierres": CLOSE_COLUMNS,
}


def summary_row(total: "Replayed", days: int) -> Row:
    """How much was judged again and how much would have changed."""
    return {
        "dias": days,
        "turnos": total.shifts,
        "muestras": total.samples,
        "registros": total.records,
        "resultados_distintos": sum(total.results.values()),
        "a_no_cumple": total.failing,
        "a_cumple": total.complying,
        "no_admitidas": total.refused,
        "registros_sin_liberacion": total.locked,
        "compuertas_distintas": total.gates,
        "cierres_distintos": sum(total.closes.values()),
        "cierres_incompletos": total.lacking,
    }


def shift_rows(texts: Texts, one: "ShiftReplay") -> dict[str, list[Row]]:
    """What would have changed in a shift, by kind."""
    place = {
        "bitacora_id": one.shift.ref.id,
        "bitacora_uid": one.shift.ref.uid,
        "turno": label(one.shift),
    }
    return {
        "resultados": [{**place, **_result(texts, each)} for each in one.results],
        "registros": [{**place, **_record(texts, each)} for each in one.locked],
        "compuertas": [{**place, **_gate(each)} for each in one.gates],
        "cierres": [{**place, **_close(texts, one.close)}] if one.close is not None else [],
    }


def _result(texts: Texts, change: "ResultChange") -> Row:
    """A sample; ``resultado_seria`` is null where its value would have been refused, ``message`` says why."""
    sample, judged = change.sample, change.judged
    refused = judged if isinstance(judged, tuple) else ()
    return {
        "muestra_uid": sample.ref.uid,
        "maquina": sample.machine.code if sample.machine else None,
        "parametro": sample.parameter,
        "valor": sample.value if sample.words is None else sample.words,
        "valor_nominal": sample.nominal,
        "valor_nominal_seria": None if isinstance(judged, tuple) else judged.nominal,
        "resultado": sample.result.value,
        "resultado_seria": change.after.value if change.after else None,
        "message": "; ".join(_told(texts, refused)) or None,
    }


def _record(texts: Texts, change: "RecordChange") -> Row:
    record = change.record
    return {
        "registro_uid": record.ref.uid,
        "maquina": record.machine.code if record.machine else None,
        "cantidad": record.quantity,
        "bloqueos": _told(texts, change.blocks),
    }


def _gate(change: "GateChange") -> Row:
    return {
        "maquina": change.machine,
        "estado": change.state.value,
        "estado_seria": change.state_after.value,
        "abierta": change.opened,
        "abierta_seria": change.opened_after,
    }


def _close(texts: Texts, change: "CloseChange") -> Row:
    return {
        "estado": change.state.value,
        "estado_seria": change.state_after.value,
        "faltaria": _told(texts, change.missing),
    }


def _told(texts: Texts, reasons: "Iterable[Refusal]") -> list[str]:
    return [refusal_text(texts, reason) for reason in reasons]
