"""What a certificate says of where a batch comes from: everything above it, to its suppliers' lots."""

from prodsys_tui.domain.model import Batch
from prodsys_tui.services.ports import Reads

MOST = 400
"""Nodes that are told, the nearest first; a circle of waste can hold years of batches."""


def lineage(reads: Reads, batch: Batch) -> dict[str, object]:
    """What a batch was made of, the nearest first."""
    direct = {
        use.batch.code: use.batch
        for record in reads.records_of_batch(batch.ref)
        for use in reads.consumptions(record.ref)
    }
    return {"total": len(direct), "origenes": [{"nivel": 1, "codigo": code} for code in direct]}
