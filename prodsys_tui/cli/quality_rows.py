"""What the quality reports answer, as rows: to the last digit for programs, rounded for people."""

from decimal import Decimal
from typing import TYPE_CHECKING

from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.report import percent
from prodsys_tui.cli.rows import Row

if TYPE_CHECKING:
    from prodsys_tui.domain.batch.coverage import Covered, MadeBatch
    from prodsys_tui.domain.batch.dwell import Dwell, Stay


def told(desk: Desk, value: float | None) -> object:
    """A figure of the seed's queries: itself for programs, to a hundredth for people."""
    return value if value is None or desk.asked.json else Decimal(repr(value)).quantize(Decimal("0.01"))


def batch_row(desk: Desk, batch: "MadeBatch") -> Row:
    """A batch; ``dias`` from its making to its last change, null where nobody changed it."""
    from prodsys_tui.domain.batch.dwell import days_in

    changed = None if batch.changed_at is None else days_in(batch.changed_at - batch.made_at)
    return {
        "codigo_lote": batch.code,
        "proceso_id": batch.process_id,
        "fecha_produccion": batch.produced_on,
        "estado": batch.state.value,
        "dias": _rounded(desk, changed),
        "consumos_registrados": batch.consumed,
    }


def process_row(covered: "Covered") -> Row:
    """The batches of a process."""
    return {
        "proceso_id": covered.process_id,
        "lotes": covered.batches,
        "con_consumo": covered.consumed,
        "sin_consumo": covered.missing,
        "cobertura": percent(covered.share),
        "se_consume": covered.expected,
    }


def dwell_row(desk: Desk, dwell: "Dwell") -> Row:
    """The stays in a state."""
    from prodsys_tui.domain.batch.dwell import days_in

    lasting = dwell.lasting
    lengths = {
        "mediana_dias": dwell.median,
        "media_dias": dwell.mean,
        "p90_dias": dwell.p90,
        "mayor_dias": dwell.longest.lasted(dwell.now),
    }
    return {
        "estado": dwell.state.value,
        "estancias": len(dwell.stays),
        "vigentes": len(lasting),
        "siguen_desde": lasting[0].since if lasting else None,
        **{name: _rounded(desk, days_in(length)) for name, length in lengths.items()},
        "lote_mayor": dwell.longest.batch,
    }


def stay_row(desk: Desk, stay: "Stay", dwell: "Dwell") -> Row:
    """One stay; ``hasta`` is null while it lasts."""
    from prodsys_tui.domain.batch.dwell import days_in

    return {
        "codigo_lote": stay.batch,
        "proceso_id": stay.process_id,
        "desde": stay.since,
        "hasta": stay.until,
        "dias": _rounded(desk, days_in(stay.lasted(dwell.now))),
    }


def _rounded(desk: Desk, days: Decimal | None) -> Decimal | None:
    """Days to a hundredth for people, to the microsecond's digits for programs."""
    step = Decimal("1e-8") if desk.asked.json else Decimal("0.01")
    return None if days is None else days.quantize(step)
