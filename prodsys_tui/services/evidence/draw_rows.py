"""A work record with its whole chain, as an auditor follows it with a finger. Keys are those of the store."""

from collections.abc import Iterable, Mapping, Sequence

from prodsys_tui.domain.evidence.certificate import reading, specification
from prodsys_tui.domain.lineage.genealogy import Genealogy, Way
from prodsys_tui.domain.model import Correction, Disposition, Sample, Shift, WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.batch.consumption import find_record
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.evidence.document import (
    code_or_none,
    contract_named,
    instant,
    instant_or_none,
    number_or_none,
)
from prodsys_tui.services.lineage.genealogy import genealogy_of
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import Named, NamedThing
from prodsys_tui.services.shift.shifts import find_shift

MOST_SAMPLES = 60
"""Samples of a gate that are told of one record; how many there are is told beside."""

MOST_NODES = 25
"""Batches above and below that are told of one record, the nearest first."""

Row = dict[str, object]


def record_rows(
    reads: Reads, contracts: ContractBook, uid: str, fault: str | None, fallen: Sequence[str]
) -> Row:
    """Everything that proves a record. ``fault``: why its gate proof does not hold; None while it does."""
    record = find_record(reads, uid)
    shift = find_shift(reads, record.shift.id)
    contract = contracts.of(reads, record.process_id).contract
    corrections = reads.signed_corrections(record=record.ref)
    return {
        "registro": {
            "uid": record.ref.uid,
            "proceso_id": contract.id,
            "proceso": contract.name,
            "maquina": code_or_none(record.machine),
            "orden": code_or_none(record.order),
            "lote": code_or_none(record.batch),
            "cantidad": show_number(record.quantity),
            "unidad": contract.unit,
            "merma_kg": number_or_none(record.waste_kg),
            "contador": number_or_none(record.counter),
            "contador_anterior": number_or_none(record.previous_counter),
            "en_disputa": record.disputed,
            "tardio": record.late,
            "usuario": record.author,
            "capturado_en": instant(record.recorded_at),
            "medido_en": instant_or_none(record.measured_at),
        },
        "turno": _shift(reads, shift),
        "compuerta": _gate(reads, contracts, record, fault, fallen),
        "consumos": _consumed(reads, record),
        "lote": _batch(reads, record),
        "correcciones": [_correction(each) for each in corrections],
        "entradas": _entries(reads, record, shift, corrections),
    }


def _shift(reads: Reads, shift: Shift) -> Row:
    received = reads.handover(shift.ref)
    return {
        "uid": shift.ref.uid,
        "turno": shift.turn,
        "fecha_operativa": shift.operating_date.isoformat(),
        "estado": shift.state.value,
        "abierta_por": shift.opened_by,
        "abierta_en": instant(shift.opened_at),
        "cerrada_por": shift.closed_by,
        "cerrada_en": instant_or_none(shift.closed_at),
        "revisiones": [
            {
                "decision": each.decision,
                "comentario": each.comment,
                "usuario": each.author,
                "en": instant(each.recorded_at),
            }
            for each in reads.reviews(shift.ref)
        ],
        "recibida_por": None if received is None else received.author,
    }


def _gate(
    reads: Reads, contracts: ContractBook, record: WorkRecord, fault: str | None, fallen: Sequence[str]
) -> Row:
    """Why the gate was open: what the record keeps of it, and what came of judging it again."""
    proof = record.proof
    named = _texts(proof.get("samples"))
    settled = {
        each.sample.uid: each
        for each in reads.dispositions(record.shift)
        if each.ref.uid in _texts(proof.get("dispositions"))
    }
    found = (reads.sample(uid) for uid in named[:MOST_SAMPLES])
    samples = sorted((each for each in found if each is not None), key=lambda sample: sample.measured_at)
    version = contract_named(reads, proof.get("contract"))
    return {
        "vale": fault is None,
        "falla": fault,
        "contrato": proof.get("contract"),
        "version": proof.get("contract_version"),
        "contrato_sha256": None if version is None else version.sha256,
        "minimo": proof.get("minimum"),
        "muestras_que_contaron": len(named),
        "muestras": [_sample(reads, contracts, each, settled.get(each.ref.uid)) for each in samples],
        "base_que_cayo": list(fallen),
    }


def _sample(reads: Reads, contracts: ContractBook, sample: Sample, settled: Disposition | None) -> Row:
    version = reads.contract_by_uid(sample.contract.uid)
    parameter = contracts.version(version).contract.parameter(sample.parameter)
    return {
        "uid": sample.ref.uid,
        "parametro": sample.parameter,
        "lectura": reading(parameter, sample),
        "especificacion": specification(parameter, sample),
        "resultado": sample.result.value,
        "maquina": code_or_none(sample.machine),
        "hora_medicion": instant(sample.measured_at),
        "usuario": sample.author,
        "disposicion": None if settled is None else _words(settled),
    }


def _words(settled: Disposition) -> str:
    return settled.explanation or f"{settled.cause}: {settled.action}"


def _consumed(reads: Reads, record: WorkRecord) -> list[Row]:
    """What went into a record: batches, rolls, suppliers' lots."""
    batches: list[Row] = [
        {
            "tipo": "lote",
            "codigo": each.batch.code,
            "retenido": each.held,
            "firmado_por": each.signed_by,
            "motivo": each.reason,
        }
        for each in reads.consumptions(record.ref)
    ]
    rolls: list[Row] = [{"tipo": "rollo", "codigo": each.code} for each in reads.roll_uses(record.ref)]
    mixed: list[Row] = [
        {"tipo": "material", "codigo": each.material.code, "porcentaje": show_number(each.percent)}
        for each in reads.mixes(record.ref)
    ]
    return [*batches, *rolls, *mixed]


def _batch(reads: Reads, record: WorkRecord) -> Row | None:
    """The batch of a record, its states, and what is near it in its lineage; None for one without a batch."""
    if record.batch is None:
        return None
    batch = record.batch
    known = genealogy_of(reads, NamedThing(Named.BATCH, batch.id, batch.code, (batch.id,)))
    return {
        "codigo_lote": batch.code,
        "estado": find_batch(reads, batch.code).state.value,
        "historial": [
            {
                "estado_nuevo": each.after.value,
                "comentario": each.comment,
                "changed_by": each.author,
                "changed_at": instant(each.recorded_at),
            }
            for each in reads.batch_history(batch)
        ],
        "aguas_arriba": _near(known, Way.UP),
        "aguas_abajo": _near(known, Way.DOWN),
    }


def _near(known: Genealogy, way: Way) -> Row:
    steps = known.walk(way)
    return {
        "total": len(steps),
        "cercanos": [{"nivel": step.level, "codigo": step.node.code} for step in steps[:MOST_NODES]],
    }


def _correction(correction: Correction) -> Row:
    return {
        "campo": correction.field,
        "antes": correction.before,
        "despues": correction.after,
        "categoria": correction.category.value,
        "motivo": correction.reason,
        "firmada_por": correction.signed_by,
        "usuario": correction.author,
        "en": instant(correction.recorded_at),
    }


def _entries(reads: Reads, record: WorkRecord, shift: Shift, corrections: Iterable[Correction]) -> list[Row]:
    """The journal entries about a record, its batch, its shift and its corrections, oldest first."""
    about: Mapping[str, None] = dict.fromkeys(
        (
            record.ref.uid,
            *([record.batch.uid] if record.batch is not None else []),
            shift.ref.uid,
            *(each.ref.uid for each in corrections),
        )
    )
    return [
        {
            "entidad": each.entity,
            "accion": each.action,
            "usuario": each.person,
            "en": instant(each.at),
            "motivo": each.reason,
            "auditoria_id": each.audit,
            "origen": each.origin,
            "secuencia": each.seq,
            "hash": each.hash,
        }
        for each in reads.anchors(list(about))
    ]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
