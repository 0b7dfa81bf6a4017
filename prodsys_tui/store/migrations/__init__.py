"""Migrations: one alembic revision a change of the schema, run by :mod:`prodsys_tui.store.schema`."""
