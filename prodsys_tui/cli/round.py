"""The machines of a round as the command line answers them."""

from prodsys_tui.cli.rows import Row
from prodsys_tui.services.round_sheet import RoundSheet


def round_rows(sheet: RoundSheet) -> list[Row]:
    """A row a machine: what the shift has and owes, the value of this round, why nobody goes there."""
    return [
        {
            "maquina": row.code,
            "orden": row.line.order.code if row.line.order else None,
            "muestras": row.values.counted,
            "pendientes": row.values.owed,
            "valor": row.done.value if row.done else None,
            "resultado": row.done.result.value if row.done else None,
            "aparte": row.line.aside.value if row.line.aside else None,
        }
        for row in sheet.rows
    ]
