"""PostgreSQL as the engine of a store: its connections, its write lock, its transactions."""

import re
from pathlib import Path
from typing import Final

import psycopg

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store.driver import StorageError
from prodsys_tui.store.journal import Head
from prodsys_tui.store.memory import Memory
from prodsys_tui.store.postgres import errors
from prodsys_tui.store.postgres.connection import Connection
from prodsys_tui.text.place import shown_place

LOCK: Final = "SELECT pg_advisory_xact_lock(0x50524F44)"
"""Taken by every writer as the first statement of its transaction; free again with its end."""

BEGIN_WRITE: Final = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""What the next statement reads must be what the last writer committed: no snapshot of before the lock."""
_BEGIN_LOCKED: Final = f"{BEGIN_WRITE}; {LOCK}"
_BEGIN_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

_HEAD: Final = (
    "SELECT string_agg((SELECT hash FROM journal WHERE origin = o.origen ORDER BY seq DESC LIMIT 1), ' ' "
    "ORDER BY o.id) FROM local_origen o"
)
"""The journal's end: every change of a remembered table moves it, in the same transaction.

After a restore there are several, for a terminal that was open may still write under the origin of before.
"""

_HOST: Final = r"(?:\[[^\]]*\]|[^:@/?#,\[]*)(?::\d*)?"
_ADDRESS: Final = re.compile(
    rf"\w+://(?:[^:@/?#]*(?::[^@/?#]*)?@)?{_HOST}(?:,{_HOST})*(?:/[^:@?#]*)?(?:\?.*)?"
)
"""``SCHEME://[USER[:PASSWORD]@]HOST[:PORT],…/DATABASE?…``"""

_CONNECTING: Final = {
    "connect_timeout": 10,
    "application_name": "prodsys",
    "client_encoding": "UTF8",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A network that is gone is noticed within half a minute."""

SETTINGS: Final = {"lock_timeout": "10s", "idle_in_transaction_session_timeout": "1min"}
"""What every connection sets; ``doctor`` reads them back."""
_SETTLED: Final = "SELECT set_config('{}', '{}', false)"
_DURABLE: Final = (
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
)
_SET_UP: Final = "; ".join((*(_SETTLED.format(*pair) for pair in SETTINGS.items()), _DURABLE))


class ServerHeld:
    """A connection to a server with what it remembers between its blocks."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.memory = Memory(_HEAD)

    def usable(self) -> bool:
        """Whether the server has not ended it meanwhile."""
        return self.connection.alive()

    def look(self) -> None:
        """Begin a transaction that sees one state of the store."""
        self.connection.run(_BEGIN_READ)

    def lock(self) -> None:
        """Begin a transaction under the write lock."""
        self.connection.run(_BEGIN_LOCKED)

    def commit(self, head: Head | None) -> None:
        """Commit the transaction; what is remembered stays so while this head is the journal's."""
        self.connection.run("COMMIT")
        if head is not None:
            self.memory.committed(head.hash)

    def undo(self) -> bool:
        """Undo what is open; whether that could be done."""
        try:
            if self.connection.in_transaction:
                self.connection.run("ROLLBACK")
        except psycopg.Error:
            self.connection.close()
        return not self.connection.raw.closed

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


class ServerEngine:
    """PostgreSQL, at a URL."""

    errors: type[Exception] | tuple[type[Exception], ...] = psycopg.Error

    def __init__(self, url: str) -> None:
        self._conninfo = url.replace("+psycopg", "", 1)
        self.place = shown_place(url)

    @property
    def path(self) -> Path:
        """Raises ``Refused``: a server has no file to copy."""
        raise refuse(Code.NOT_A_STORE, variant="no-file", path=self.place)

    def open(self) -> Connection:
        """A new connection. Raises ``Refused``.

        ``store-missing`` (no such database, wrong password, or what else the server says),
        ``store-busy`` (no server there), ``not-a-store`` (an address that none can have).
        """
        if _ADDRESS.fullmatch(self._conninfo) is None:
            # A password with an @ or a / that was not escaped: a part of it would be taken for host or port,
            # and told.
            raise self._not_understood()
        try:
            connection = Connection(self._conninfo, **_CONNECTING)
            connection.run(_SET_UP)
        except psycopg.OperationalError as error:
            raise self._not_opened(error) from error
        except (psycopg.ProgrammingError, UnicodeError):
            # Its message may quote a part of the address, and with it of the password.
            raise self._not_understood() from None
        return connection

    def connect(self) -> ServerHeld:
        """A new connection. Raises ``Refused`` as ``open``."""
        return ServerHeld(self.open())

    def meaning(self, error: Exception) -> Refused | StorageError | None:
        """What an error says to a person; None when it is a fault of the program."""
        return errors.meaning(error, self.place)

    def lost(self, error: Exception) -> bool:
        """Whether the connection is gone."""
        return errors.lost(error)

    def need_room(self) -> None:
        """The server looks after its own disk."""

    def make_room(self) -> None:
        """Nothing of the server's disk is ours to throw off."""

    def _not_understood(self) -> Refused:
        return refuse(Code.NOT_A_STORE, variant="address", path=self.place)

    def _not_opened(self, error: psycopg.OperationalError) -> Refused:
        return errors.not_opened(error, self.place)
