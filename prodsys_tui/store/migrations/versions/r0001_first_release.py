"""The tables of the first release, written out: later declarations do not change what this one makes."""

from pathlib import Path
from typing import Final

from alembic import op

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Create every table and index."""
    dialect = op.get_bind().dialect.name
    statements = Path(__file__).with_name(f"r0001.{dialect}.sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
