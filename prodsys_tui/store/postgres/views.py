"""Views for whoever reads the store with SQL.

``v_TABLE`` has the rows of a table with quantities as people write them, as on SQLite; here the table has
them so itself. The other three answer what the printed queries of the quality seed answer on SQLite, whose
functions of dates PostgreSQL does not have (spec ``domain.md`` §1).
"""

from typing import Any, Final

from prodsys_tui.store import codec
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.postgres.connection import Connection
from prodsys_tui.store.shapes import SHAPES

_INSTALLED: Final = "SELECT viewname FROM pg_views WHERE schemaname = current_schema()"
_ANSWERS: Final = (
    """\
CREATE VIEW v_tasa_rechazo AS
SELECT proceso_id, count(*) AS total_muestras,
  count(*) FILTER (WHERE resultado IN ('Rechazo', 'No cumple')) AS rechazos,
  count(*) FILTER (WHERE resultado IN ('Rechazo', 'No cumple'))::double precision / count(*) * 100
    AS tasa_rechazo
FROM muestras
WHERE fecha_analisis >= to_char((now() AT TIME ZONE 'UTC') - interval '30 days', 'YYYY-MM-DD')
GROUP BY proceso_id""",
    """\
CREATE VIEW v_cierre_lotes AS
SELECT estado, count(*) AS cantidad,
  avg(extract(epoch FROM updated_at::timestamptz - created_at::timestamptz)::double precision / 86400)
    AS dias_promedio
FROM lotes
WHERE fecha_produccion >= to_char((now() AT TIME ZONE 'UTC') - interval '90 days', 'YYYY-MM-DD')
GROUP BY estado""",
    """\
CREATE VIEW v_cobertura_consumo AS
SELECT l.codigo_lote, l.fecha_produccion, count(c.id) AS consumos_registrados
FROM lotes l LEFT JOIN telar_consumo_lote c ON c.lote_id = l.id
WHERE l.fecha_produccion >= to_char((now() AT TIME ZONE 'UTC') - interval '30 days', 'YYYY-MM-DD')
GROUP BY l.id ORDER BY consumos_registrados""",
)


def _view(shape: Shape[Any]) -> str:
    columns = ", ".join(("id", "uid", "ver", *shape.names))
    return " ".join((f"CREATE VIEW v_{shape.table} AS SELECT", columns, "FROM", shape.table))


VIEWS: Final = (
    *(_view(shape) for shape in SHAPES if any(column.codec is codec.DECIMAL for column in shape.columns)),
    *_ANSWERS,
)
"""The statements that create them."""


def install(connection: Connection) -> None:
    """Drop whatever views there are and create the list."""
    for (name,) in connection.cursor().execute(_INSTALLED).fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    for statement in VIEWS:
        connection.execute(statement)
