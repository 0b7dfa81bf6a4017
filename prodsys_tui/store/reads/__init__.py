"""The queries of the store: every one a prepared statement, answered in entities and frozen rows."""

from prodsys_tui.store.reads.batch_list import BatchListReads
from prodsys_tui.store.reads.batches import BatchReads
from prodsys_tui.store.reads.certificates import CertificateReads
from prodsys_tui.store.reads.control import ControlReads
from prodsys_tui.store.reads.counters import CounterReads
from prodsys_tui.store.reads.drills import DrillReads
from prodsys_tui.store.reads.facts import FactsReads
from prodsys_tui.store.reads.genealogy import GenealogyReads
from prodsys_tui.store.reads.holds import HoldReads
from prodsys_tui.store.reads.ledger import LedgerReads
from prodsys_tui.store.reads.line import LineReads
from prodsys_tui.store.reads.plant import PlantReads
from prodsys_tui.store.reads.production import ProductionReads
from prodsys_tui.store.reads.quality import QualityReads
from prodsys_tui.store.reads.report import ReportReads
from prodsys_tui.store.reads.shift import ShiftReads
from prodsys_tui.store.reads.stops import StopReads
from prodsys_tui.store.reads.turnover import TurnoverReads


class SqlReads(
    PlantReads,
    ShiftReads,
    QualityReads,
    ProductionReads,
    StopReads,
    ControlReads,
    CounterReads,
    BatchReads,
    BatchListReads,
    HoldReads,
    FactsReads,
    DrillReads,
    GenealogyReads,
    LineReads,
    LedgerReads,
    CertificateReads,
    TurnoverReads,
    ReportReads,
):
    """All queries, over one state of the store."""
