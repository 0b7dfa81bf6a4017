"""The machines of a round as the command line answers them."""

from collections.abc import Callable

from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.rows import Row
from prodsys_tui.services.line.machine_lines import Aside
from prodsys_tui.services.quality.round_sheet import RoundSheet

Told = Callable[[Aside | None], str | None]


def aside_words(desk: Desk) -> Told:
    """Why nobody goes to a machine: its code in JSON, words for people."""

    def told(aside: Aside | None) -> str | None:
        if aside is None or desk.asked.json:
            return None if aside is None else aside.value
        return desk.texts(f"round.state.{aside}")

    return told


def round_rows(sheet: RoundSheet, told: Told) -> list[Row]:
    """A row a machine: what the shift has and owes, the value of this round, why nobody goes there.

    ``told`` puts the last of these into words; JSON keeps its code.
    """
    return [
        {
            "maquina": row.code,
            "orden": row.line.order.code if row.line.order else None,
            "muestras": row.values.counted,
            "pendientes": row.values.owed,
            "valor": row.done.value if row.done else None,
            "resultado": row.done.result.value if row.done else None,
            "aparte": told(row.line.aside),
        }
        for row in sheet.rows
    ]
