"""The store: the only package that knows SQL. Spec ``architecture.md``, "Store"; ``sync.md``.

What stands here is imported when it is asked for, so that a glance at a file does not pay for all of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodsys_tui.store.opening import create_store, open_store
    from prodsys_tui.store.sqlstore import SqlStore

__all__ = ["SqlStore", "create_store", "open_store"]

_PLACES = {"SqlStore": "sqlstore", "create_store": "opening", "open_store": "opening"}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
