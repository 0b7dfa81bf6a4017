"""The document of a certificate: what is known of a batch when it is issued, ready for JSON.

Keys are those of the store and the seeds. Decimals are texts, instants ISO 8601 in UTC, so that the document
has one canonical form. Spec ``domain.md`` §3, "certificate".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from prodsys_tui.domain.evidence.certificate import (
    Making,
    certificate_number,
    counted_behind,
    reading,
    specification,
    verdict,
)
from prodsys_tui.domain.model import (
    Batch,
    BatchChange,
    BatchDisposition,
    Disposition,
    Hold,
    Order,
    Person,
    Sample,
    Shift,
    ShiftState,
    WorkRecord,
)
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.evidence.certificate_lineage import lineage
from prodsys_tui.services.evidence.document import (
    code_or_none,
    contract_named,
    instant,
    instant_or_none,
    number_or_none,
)
from prodsys_tui.services.ports import Reads

SCHEMA_VERSION = 1
"""The form of the document; a reader that does not know it refuses it."""

KIND = "certificado-de-lote"
"""What the document says that it is."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything about a batch that its certificate is made of, read at one moment.

    ``samples`` are all that may speak of it, their corrections among them, ``dispositions`` theirs.
    """

    batch: Batch
    order: Order
    shift: Shift
    making: Making
    records: Sequence[WorkRecord]
    samples: Sequence[Sample]
    dispositions: Sequence[Disposition]
    holds: Sequence[Hold]
    decided: Sequence[BatchDisposition]

    @property
    def preliminary(self) -> bool:
        """Whether its shift can still change it."""
        return self.shift.state is not ShiftState.CLOSED


def certificate_content(
    reads: Reads,
    contracts: ContractBook,
    behind: Behind,
    number: int,
    signer: Person,
    at: datetime,
    head: tuple[int, str],
) -> Mapping[str, object]:
    """The document of a certificate, issued ``at`` an instant at which the journal had a ``head``.

    Raises ``Refused`` (``not-found``) for a process without a contract.
    """
    batch, order, shift, site = behind.batch, behind.order, behind.shift, reads.site()
    counted = counted_behind(behind.samples, behind.making)
    contract = contracts.of(reads, behind.making.process_id).contract
    return {
        "schema_version": SCHEMA_VERSION,
        "tipo": KIND,
        "numero": certificate_number(batch.code, number),
        "preliminar": behind.preliminary,
        "emitido_en": instant(at),
        "firmante": {"codigo": signer.code, "nombre": signer.name, "rol": signer.role.value},
        "sitio": {"codigo": site.code, "nombre": site.name, "zona": site.zone},
        "registro": {"origen": reads.origin(), "secuencia_anterior": head[0], "cabeza_anterior": head[1]},
        "lote": {
            "uid": batch.ref.uid,
            "codigo_lote": batch.code,
            "estado": batch.state.value,
            "fecha_produccion": batch.produced_on.isoformat(),
            "cantidad": _sum(record.quantity for record in behind.records),
            "unidad": contract.unit,
        },
        "orden": {
            "codigo_orden": order.code,
            "producto": order.product,
            "especificaciones": dict(order.specs),
        },
        "proceso": {"id": contract.id, "nombre": contract.name},
        "turno": {
            "uid": shift.ref.uid,
            "turno": shift.turn,
            "fecha_operativa": shift.operating_date.isoformat(),
            "estado": shift.state.value,
        },
        "dictamen": verdict(counted).value,
        "registros": [_record(record) for record in behind.records],
        "muestras": _samples(reads, contracts, counted, behind.dispositions),
        "contratos": _versions(reads, counted, behind.records),
        "historial": [_change(change) for change in reads.batch_history(batch.ref)],
        "retenciones": [_hold(hold) for hold in behind.holds],
        "disposiciones": [_decided(each) for each in behind.decided],
        "genealogia": lineage(reads, batch),
    }


def _record(record: WorkRecord) -> Row:
    return {
        "uid": record.ref.uid,
        "maquina": code_or_none(record.machine),
        "cantidad": show_number(record.quantity),
        "corregido": record.corrected,
        "usuario": record.author,
    }


def _samples(
    reads: Reads, contracts: ContractBook, samples: Sequence[Sample], dispositions: Iterable[Disposition]
) -> list[Row]:
    settled = {each.sample.id: each for each in dispositions}
    return [_sample(reads, contracts, each, settled.get(each.ref.id)) for each in samples]


def _sample(reads: Reads, contracts: ContractBook, sample: Sample, settled: Disposition | None) -> Row:
    version = reads.contract_by_uid(sample.contract.uid)
    then = contracts.version(version).contract
    parameter = then.parameter(sample.parameter)
    return {
        "uid": sample.ref.uid,
        "parametro": sample.parameter,
        "unidad": "" if parameter is None else parameter.unit,
        "critico": parameter is not None and parameter.critical,
        "valor": None if sample.words is not None else show_number(sample.value),
        "lectura": reading(parameter, sample),
        "valor_nominal": number_or_none(sample.nominal),
        "especificacion": specification(parameter, sample),
        "resultado": sample.result.value,
        "calculada": sample.calculated,
        "corrige": None if sample.corrects is None else sample.corrects.uid,
        "maquina": code_or_none(sample.machine),
        "hora_medicion": instant(sample.measured_at),
        "usuario": sample.author,
        "comentario": sample.comment,
        "contrato": then.version,
        "disposicion": None if settled is None else _settled(settled),
    }


def _settled(disposition: Disposition) -> Row:
    return {
        "causa": disposition.cause,
        "accion": disposition.action,
        "explicacion": disposition.explanation,
        "usuario": disposition.author,
        "en": instant(disposition.recorded_at),
    }


def _versions(reads: Reads, samples: Iterable[Sample], records: Iterable[WorkRecord]) -> list[Row]:
    """The contract versions by which the samples were judged and the gates of the records opened."""
    named = [sample.contract.uid for sample in samples]
    named += [str(record.proof.get("contract")) for record in records]
    found = (contract_named(reads, uid) for uid in dict.fromkeys(named))
    return [
        {
            "uid": each.ref.uid,
            "proceso_id": each.process_id,
            "version": each.number,
            "sha256": each.sha256,
            "vigente_desde": instant(each.in_force_at),
        }
        for each in found
        if each is not None
    ]


def _change(change: BatchChange) -> Row:
    return {
        "estado_anterior": change.before.value,
        "estado_nuevo": change.after.value,
        "comentario": change.comment,
        "changed_by": change.author,
        "changed_at": instant(change.recorded_at),
    }


def _hold(hold: Hold) -> Row:
    return {
        "uid": hold.ref.uid,
        "maquina": code_or_none(hold.machine),
        "rollo": hold.roll,
        "motivo": hold.reason,
        "abierta_por": hold.author,
        "abierta_en": instant(hold.recorded_at),
        "terminada_por": hold.ended_by,
        "terminada_en": instant_or_none(hold.ended_at),
    }


def _decided(decided: BatchDisposition) -> Row:
    return {
        "retencion": decided.hold.uid,
        "destino": decided.outcome.value,
        "cantidad": number_or_none(decided.quantity),
        "comentario": decided.comment,
        "firmada_por": decided.signed_by,
        "usuario": decided.author,
        "en": instant(decided.recorded_at),
    }


def _sum(quantities: Iterable[Decimal]) -> str:
    return show_number(sum(quantities, Decimal(0)))
