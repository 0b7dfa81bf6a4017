"""The store: the only package that knows SQL. Spec ``architecture.md``, "Store"; ``sync.md``."""

from prodsys_tui.store.opening import create_store, open_store
from prodsys_tui.store.sqlstore import SqlStore

__all__ = ["SqlStore", "create_store", "open_store"]
