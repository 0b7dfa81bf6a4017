"""P2: the board of all processes against five grouped queries by hand on the same file."""

from collections.abc import Iterator
from pathlib import Path

from prodsys_tui.services.shift.board import board
from tests.bench.harness import Outcome, in_turns
from tests.bench.plants import demonstration
from tests.bench.reference import connect

GROUPED = (
    "SELECT proceso_id, maquina_id, parametro, count(*) FROM muestras WHERE bitacora_id = ?1"
    " AND calculada = 0 GROUP BY proceso_id, maquina_id, parametro",
    "SELECT s.proceso_id, s.maquina_id, s.resultado, count(*), count(d.id) FROM muestras s"
    " LEFT JOIN muestra_disposicion d ON d.muestra_id = s.id"
    " WHERE s.bitacora_id = ?1 AND s.resultado <> 'Cumple' GROUP BY s.proceso_id, s.maquina_id, s.resultado",
    "SELECT proceso_id, maquina_id, count(*), sum(cantidad), sum(merma_kg) FROM registros_trabajo"
    " WHERE bitacora_id = ?1 GROUP BY proceso_id, maquina_id",
    "SELECT proceso_id, maquina_id, count(*), sum(minutos) FROM paro_proceso"
    " WHERE bitacora_id = ?1 GROUP BY proceso_id, maquina_id",
    "SELECT proceso_id, maquina_id, max(motivo_inactivo) FROM bitacora_proceso"
    " WHERE bitacora_id = ?1 GROUP BY proceso_id, maquina_id",
)
GOAL = 4.0


def run(folder: Path) -> Iterator[Outcome]:
    """The board of the running shift, with the demonstration's seven days behind it."""
    plant, path = demonstration(folder)
    raw = connect(path, "FULL")
    (shift,) = raw.execute("SELECT id FROM bitacora_turno WHERE estado = 'ABIERTA'").fetchone()

    def ours() -> object:
        with plant.read() as reads:
            return board(reads, plant.contracts, None)

    def reference() -> object:
        return [raw.execute(query, (shift,)).fetchall() for query in GROUPED]

    mine, theirs = in_turns(ours, reference)
    yield Outcome("P2", "board of all processes, 7 days of history", mine, theirs, "ms", GOAL)
