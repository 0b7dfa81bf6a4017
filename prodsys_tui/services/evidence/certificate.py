"""Certificates of batches: issued, counted and kept. Spec ``domain.md`` §3.

A certificate is a row of its own that nobody can change; because it is stored through the unit of work, the
hash of its content is in the journal's chain from that moment on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from prodsys_tui.domain.evidence.canonical import fingerprint
from prodsys_tui.domain.evidence.certificate import (
    Making,
    certificate_faults,
    certificate_number,
    open_deviations,
)
from prodsys_tui.domain.model import Batch, Certificate, Disposition, Ref, Sample
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Right
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.evidence.certificate_content import Behind, certificate_content
from prodsys_tui.services.line.orders import find_order
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.reads.certificates import Anchor
from prodsys_tui.services.refused import ensure, refuse
from prodsys_tui.services.shift.shifts import find_shift
from prodsys_tui.services.use_case import Act, use_case

Printer = Callable[[Mapping[str, object], str], bytes]
"""Makes the PDF of a certificate: of its document and of that one's SHA-256. The same every time."""

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A certificate that was printed ahead: as of when, with which head of the journal, and what it says."""

    at: datetime
    head: tuple[int, str]
    sha256: str
    paper: bytes


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as it was kept, and the bytes of its paper; None when none was printed."""

    certificate: Certificate
    paper: bytes | None


def draft_certificate(reads: Reads, act: Act, code: str, printer: Printer) -> Draft:
    """Print the next certificate of a batch ahead of issuing it: nobody waits for the store meanwhile.

    A paper of a thousand samples takes seconds. Raises ``Refused`` as ``issue_certificate``.
    """
    act.need(Right.CERTIFY)
    behind, number = _certifiable(reads, code)
    head = reads.head()
    content = certificate_content(reads, act.contracts, behind, number, act.person, act.now, head)
    digest = fingerprint(content)
    return Draft(act.now, head, digest, printer(content, digest))


@use_case("batch-certificate", Right.CERTIFY)
def issue_certificate(
    uow: UnitOfWork, act: Act, code: str, printer: Printer | None = None, draft: Draft | None = None
) -> Issued:
    """Issue the next certificate of a batch, signed by who acts; its shift not closed, it is preliminary.

    Every call issues another one: what is known of a batch may change, what was certified does not. A
    ``draft`` is taken as it is where nothing about the batch has changed since; else it is printed anew.
    Raises ``Refused`` with every reason: ``not-permitted``, ``not-found``, ``unexplained-deviation``
    (one for each deviation of the samples behind it that nothing settled), ``batch-held``, ``batch-closed``
    (scrapped).
    """
    behind, number = _certifiable(uow, code)

    def said(at: datetime, head: tuple[int, str]) -> Mapping[str, object]:
        return certificate_content(uow, act.contracts, behind, number, act.person, at, head)

    if draft is not None and fingerprint(content := said(draft.at, draft.head)) == draft.sha256:
        digest = draft.sha256
        paper: bytes | None = draft.paper
    else:
        content = said(act.now, uow.head())
        digest = fingerprint(content)
        paper = None if printer is None else printer(content, digest)
    certificate = uow.add(
        Certificate(
            batch=behind.batch.ref,
            number=number,
            preliminary=behind.preliminary,
            content=content,
            sha256=digest,
            paper_sha256=None if paper is None else sha256(paper).hexdigest(),
            author=act.person.code,
            recorded_at=act.now,
        )
    )
    return Issued(certificate, paper)


def _certifiable(reads: Reads, code: str) -> tuple[Behind, int]:
    """What is behind a batch that may be certified, and the number of its next certificate."""
    behind = what_is_behind(reads, find_batch(reads, code))
    deviations = open_deviations(behind.samples, behind.dispositions, behind.making)
    ensure(certificate_faults(behind.batch, deviations, behind.holds, behind.decided))
    return behind, len(reads.certificates(behind.batch.ref)) + 1


def find_certificate(reads: Reads, code: str, number: int) -> Certificate:
    """A certificate of a batch by its number. Raises ``Refused`` (``not-found``)."""
    batch = find_batch(reads, code)
    for each in reads.certificates(batch.ref):
        if each.number == number:
            return each
    raise refuse(Code.NOT_FOUND, "number", "certificate", value=certificate_number(batch.code, number))


def anchor_of(reads: Reads, certificate: Ref) -> Anchor | None:
    """The journal entry that a certificate was kept in; None while its transaction is not finished."""
    return next(iter(reads.anchors([certificate.uid])), None)


def what_is_behind(reads: Reads, batch: Batch) -> Behind:
    """Everything that a certificate of a batch is made of, as it is now."""
    order, shift = find_order(reads, batch.order.code), find_shift(reads, batch.shift.id)
    records = tuple(reads.records_of_batch(batch.ref))
    making = Making.of(batch, order.process_id, records)
    samples = _samples(reads, making)
    return Behind(
        batch,
        order,
        shift,
        making,
        records,
        samples,
        tuple(_dispositions(reads, batch, samples)),
        tuple(reversed(reads.holds(batch=batch.ref, limit=_PAGE))),
        tuple(reads.batch_dispositions(batch.ref)),
    )


def _samples(reads: Reads, making: Making) -> Sequence[Sample]:
    """All samples that may speak of a batch: of its shift and process, of itself, and what corrects them."""
    batch = making.batch
    found = {
        sample.ref.id: sample
        for sample in (
            *_all(reads, shift=batch.shift, process_id=making.process_id),
            *_all(reads, batch=batch.ref),
        )
    }
    waiting = [sample for sample in found.values() if sample.shift.id != batch.shift.id]
    while waiting:
        correction = reads.correction_of(waiting.pop().ref)
        if correction is not None and correction.ref.id not in found:
            found[correction.ref.id] = correction
            waiting.append(correction)
    return tuple(found.values())


def _all(
    reads: Reads, *, shift: Ref | None = None, process_id: int | None = None, batch: Ref | None = None
) -> Iterable[Sample]:
    """Every sample of a place or batch, page by page."""
    last: Ref | None = None
    while page := reads.samples(shift=shift, process_id=process_id, batch=batch, before=last, limit=_PAGE):
        yield from page
        last = page[-1].ref


def _dispositions(reads: Reads, batch: Batch, samples: Iterable[Sample]) -> Iterable[Disposition]:
    """How the samples were settled: all of the shift in one query, those of other shifts one by one."""
    yield from reads.dispositions(batch.shift)
    for sample in samples:
        if sample.shift.id != batch.shift.id:
            settled = reads.disposition(sample.ref)
            if settled is not None:
                yield settled
