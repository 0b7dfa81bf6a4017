"""The board as an answer: what every process waits for, and why it is locked."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.rows import Row, reasons, shift_row
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse

if TYPE_CHECKING:
    from prodsys_tui.cli.desk import Desk
    from prodsys_tui.services.shift.board import Board, BoardMachine, BoardProcess

BOARD_COLUMNS = (
    "id",
    "nombre",
    "estado",
    "muestras",
    "muestras_minimas",
    "produccion",
    "desviaciones_abiertas",
)
PROCESS_COLUMNS = (
    "id",
    "nombre",
    "estado",
    "siguiente_accion",
    "muestras",
    "muestras_minimas",
    "produccion_total",
    "unidad",
    "desviaciones_abiertas",
    "bloqueos",
)


def answer_board(desk: "Desk", shift: int | str | None) -> None:
    """Answer with the whole board of a shift. Raises ``Refused`` (``no-open-shift``, ``not-found``)."""
    shown = _board(desk, shift)
    rows = [_process_row(desk, process) for process in shown.processes]
    document: Row = {
        "shift": shift_row(shown.shift),
        "estado_turno": shown.shift.state.value,
        "siguiente_accion": shown.next_action,
        "puede_cerrar": shown.can_close,
        "procesos": rows,
    }
    columns = {"shift": ("id", "turno", "fecha_operativa"), "procesos": BOARD_COLUMNS}
    if not desk.asked.json:
        for row, process in zip(rows, shown.processes, strict=True):
            row["produccion"] = f"{show_number(process.produced)} {process.unit}"
        # Reasons are long: in a table of their own they leave the board its shape.
        locked = [row for row in rows if row["bloqueos"]]
        document["bloqueos"] = [{"id": row["id"], "motivo": row["bloqueos"]} for row in locked]
        columns["bloqueos"] = ("id", "motivo")
    desk.answer(document, columns)


def answer_process(desk: "Desk", process: int, shift: int | str | None) -> None:
    """Answer with one process of the board, after something about it changed."""
    row = next(one for one in _board(desk, shift).processes if one.id == process)
    desk.answer({"process": _process_row(desk, row)}, {"process": PROCESS_COLUMNS})


def _board(desk: "Desk", shift: int | str | None) -> "Board":
    from prodsys_tui.services.shift.board import board

    with desk.read() as reads:
        shown = board(reads, desk.plant.contracts, shift)
    if shown is None:
        raise refuse(Code.NO_OPEN_SHIFT, "shift")
    return shown


def _process_row(desk: "Desk", process: "BoardProcess") -> Row:
    """A process; ``maquinas`` are those that lock alone."""
    machines = [{"codigo": machine.code, **_scope_row(desk, machine)} for machine in process.machines]
    whole = _scope_row(desk, process) | {"unidad": process.unit, "maquinas": machines}
    return {"id": process.id, "nombre": process.name, **whole}


def _scope_row(desk: "Desk", scope: "BoardProcess | BoardMachine") -> Row:
    """What is said alike of a process and of a machine that locks alone."""
    return {
        "estado": scope.state.value,
        "siguiente_accion": scope.next_action.value,
        "acciones_permitidas": [action.value for action in scope.allowed],
        "bloqueos": reasons(desk.texts, scope.blocks),
        "muestras": scope.samples,
        "muestras_minimas": scope.minimum,
        "produccion_total": scope.produced,
        "registros_corregidos": scope.corrected,
        "objetivo": scope.target,
        "desviaciones_abiertas": scope.open_deviations,
        "motivo_inactivo": scope.idle,
    }
