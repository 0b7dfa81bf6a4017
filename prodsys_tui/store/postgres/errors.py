"""What PostgreSQL's errors mean to a person. Codes: PostgreSQL's documentation, appendix A.

The server's own words are shown where they say more than ours could; they never hold a password.
"""

from typing import Final

import psycopg

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store.driver import StorageError

_LOCK: Final = ""
_BY_STATE: Final = {
    "25006": (Code.STORE_READ_ONLY, "server"),
    "40001": (Code.STORE_BUSY, _LOCK),
    "40P01": (Code.STORE_BUSY, _LOCK),
    "42501": (Code.STORE_READ_ONLY, "rights"),
    "53100": (Code.STORE_FULL, "server"),
    "53200": (Code.STORE_BUSY, "server"),
    "53300": (Code.STORE_BUSY, "server"),
    "55P03": (Code.STORE_BUSY, _LOCK),
    "57014": (Code.STORE_BUSY, _LOCK),
    "42P01": (Code.NOT_A_STORE, "database"),
    "42703": (Code.NOT_A_STORE, "database"),
    "XX001": (Code.NOT_A_STORE, "corrupted"),
    "XX002": (Code.NOT_A_STORE, "corrupted"),
}
_TAKEN: Final = "23505"
_IO: Final = "58030"
_GONE: Final = ("08", "57P", "25P03")
"""Classes of codes that say that the server ended the connection, or is starting or stopping."""


def lost(error: BaseException) -> bool:
    """Whether an error says that the connection is gone: the answer to a commit may be lost with it."""
    if not isinstance(error, psycopg.Error):
        return False
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return error.sqlstate.startswith(_GONE)


def said(error: BaseException) -> str:
    """The first line of what the server or its library said."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def meaning(error: BaseException, place: str) -> Refused | StorageError | None:
    """What a driver's error says to a person; None when it is a fault of the program."""
    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate == _TAKEN:
        table, constraint = error.diag.table_name or "", error.diag.constraint_name or ""
        column = constraint.removeprefix(f"{table}_").removesuffix("_key")
        return refuse(Code.ALREADY_EXISTS, what=f"{table}.{column}")
    if error.sqlstate == _IO:
        return StorageError(said(error))
    if error.sqlstate in _BY_STATE:
        code, variant = _BY_STATE[error.sqlstate]
        return refuse(code, variant=variant, path=place, detail=said(error))
    if lost(error):
        return refuse(Code.STORE_BUSY, variant="lost", path=place, detail=said(error))
    return None


def not_opened(error: psycopg.OperationalError, place: str) -> Refused:
    """Why no connection came about: no server, or what the server said in its own language.

    That may be a database that is not there or a wrong password: no code of it reaches us.
    """
    if "FATAL" not in str(error):
        return refuse(Code.STORE_BUSY, variant="unreachable", path=place, detail=said(error))
    words = said(error).rpartition("FATAL:")[2].strip()
    return refuse(Code.STORE_MISSING, variant="server", path=place, detail=words)
