"""The store that services run on: readers, and units of work under the write lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store import disk
from prodsys_tui.store.connection import Held, Pool
from prodsys_tui.store.driver import LIBRARY, Connection, StorageError, meaning
from prodsys_tui.store.journal import Head
from prodsys_tui.store.reads import SqlReads
from prodsys_tui.store.reads.base import Known
from prodsys_tui.store.uow import SqlUnitOfWork

_ORIGIN = "SELECT origen FROM local_origen ORDER BY id DESC LIMIT 1"
_HAS = "SELECT 1 FROM journal WHERE origin = ? AND seq = ? AND hash = ?"


class SqlStore:
    """A store in a SQLite file. Threads may share it: each block has a connection of its own.

    After a failure of the disk nothing is written until the file was opened anew and still holds the
    last entry that was acknowledged (spec ``sync.md``): SQLite itself would go on.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._pool = Pool(path)
        self._lock = threading.Lock()
        self._faulty = False
        self._acknowledged: Head | None = None
        self._distrust: Refusal | None = None
        with self.connected() as connection:
            row = connection.execute(_ORIGIN).fetchone()
        self.origin: str = row[0]
        self._known = Known(self.origin)

    @contextmanager
    def read(self) -> Iterator[SqlReads]:
        """A reader that sees one state of the store; closes with the block."""
        with self._held() as held:
            held.connection.execute("BEGIN")
            yield SqlReads(held.connection, held.memory, self._known)

    @contextmanager
    def begin(
        self, actor: str, action: str, at: datetime | None = None, *, leaves_entry: bool = False
    ) -> Iterator[SqlUnitOfWork]:
        """A unit of work under the write lock: commits when the block ends well, else changes nothing.

        ``at`` is the present instant unless given: it is read under the lock. ``leaves_entry`` writes a
        journal entry also when no row was changed. Raises ``Refused`` (``store-busy``, ``store-full``,
        ``store-read-only``) when the store cannot be written.
        """
        if self._distrust is not None:
            raise Refused(self._distrust)
        if self._faulty:
            self._recover()
        disk.need_room(self.path)
        with self._held() as held:
            held.lock()
            now = self.clock.now()
            uow = SqlUnitOfWork(
                held.connection,
                held.memory,
                self._known,
                actor=actor,
                action=action,
                at=at or now,
                now=now,
            )
            yield uow
            head = uow.finish(leaves_entry=leaves_entry)
            held.connection.execute("COMMIT")
            if head is not None:
                self._acknowledge(head)

    def refuse_writes(self, why: Refusal) -> None:
        """Take no more writes: what was found wrong with the store must not be built upon."""
        self._distrust = why

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._pool.close()

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection of this store, for the package's own checks: nothing is committed by the block."""
        with self._held() as held:
            yield held.connection

    @contextmanager
    def _held(self) -> Iterator[Held]:
        held = self._pool.take()
        try:
            yield held
        except LIBRARY.Error as error:
            meant = meaning(error, self.path)
            if meant is None:
                raise
            raise self._noted(meant) from error
        finally:
            self._pool.give(held)

    def _noted(self, meant: Refused | StorageError) -> Refused:
        """The refusal for what went wrong, after what it asks of the store itself was done."""
        if isinstance(meant, StorageError):
            self._faulty = True
            return refuse(Code.STORE_READ_ONLY, variant="fault", detail=str(meant))
        if meant.reasons[0].code is Code.STORE_FULL:
            disk.throw_ballast(self.path)
        return meant

    def _acknowledge(self, head: Head) -> None:
        with self._lock:
            if self._acknowledged is None or self._acknowledged.seq < head.seq:
                self._acknowledged = head

    def _recover(self) -> None:
        """Open the file anew; raises ``Refused`` unless the last acknowledged entry is still in it."""
        self._pool.close()
        with self.connected() as connection:
            last = self._acknowledged
            if (
                last is not None
                and not connection.execute(_HAS, (self.origin, last.seq, last.hash)).fetchone()
            ):
                raise refuse(Code.STORE_READ_ONLY, variant="fault", detail=f"{last.seq}")
        self._faulty = False
