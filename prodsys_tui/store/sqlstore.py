"""The store that services run on: readers, and units of work under the write lock."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store.connection import FileEngine
from prodsys_tui.store.driver import Connection, StorageError
from prodsys_tui.store.engine import Engine, Held, Pool
from prodsys_tui.store.journal import Head
from prodsys_tui.store.reads import SqlReads
from prodsys_tui.store.reads.base import Known
from prodsys_tui.store.uow import SqlUnitOfWork

if TYPE_CHECKING:
    from prodsys_tui.services.evidence.proof import GateCheck, Progress, Verification

_ORIGIN = "SELECT origen FROM local_origen ORDER BY id DESC LIMIT 1"
_HAS = "SELECT 1 FROM journal WHERE origin = ? AND seq = ? AND hash = ?"


def _look(held: Held) -> None:
    held.look()


def _lock(held: Held) -> None:
    held.lock()


class SqlStore:
    """A store in a database. Threads may share it: each block has a connection of its own.

    After a failure of the disk nothing is written until the database was opened anew and still holds the
    last entry that was acknowledged (spec ``sync.md``): SQLite itself would go on.
    """

    def __init__(self, engine: Engine | Path, clock: Clock) -> None:
        self.engine: Engine = FileEngine(engine) if isinstance(engine, Path) else engine
        self.clock = clock
        self._pool = Pool(self.engine.connect)
        self._lock = threading.Lock()
        self._faulty = False
        self._acknowledged: Head | None = None
        self._distrust: Refusal | None = None
        with self.connected() as connection:
            row = connection.execute(_ORIGIN).fetchone()
        self.origin: str = row[0]
        self._known = Known(self.origin)

    @property
    def place(self) -> str:
        """Where the store is, as people may read it."""
        return self.engine.place

    @property
    def path(self) -> Path:
        """The store's file. Raises ``Refused`` (``not-a-store``) when it is in none."""
        return self.engine.path

    @contextmanager
    def read(self) -> Iterator[SqlReads]:
        """A reader that sees one state of the store; closes with the block."""
        with self._held(_look) as held:
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
        self.engine.need_room()
        with self._held(_lock) as held:
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
            try:
                held.commit(head)
            except self.engine.errors as error:
                if head is None or not self.engine.lost(error) or not self._kept(head):
                    raise
            if head is not None:
                self._acknowledge(head)

    def proved(self, told: "Progress") -> "Verification":
        """Whether journal and audit hold, over one state of the store."""
        from prodsys_tui.store.verify import verify

        return verify(self, told=told)

    def gates_proved(self, told: "Progress") -> "GateCheck":
        """Whether the gate of every record was open, over one state of the store."""
        from prodsys_tui.store.gate_check import check_gates

        return check_gates(self, told)

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
    def state(self) -> Iterator[Connection]:
        """As ``connected``, over one state of the store."""
        with self._held(_look) as held:
            yield held.connection

    @contextmanager
    def _held(self, begin: Callable[[Held], None] | None = None) -> Iterator[Held]:
        """A connection in a transaction that ``begin`` opens, or in none."""
        held = self._pool.take()
        try:
            if begin is not None:
                try:
                    begin(held)
                except self.engine.errors as error:
                    if not self.engine.lost(error):
                        raise
                    # It was lost while it waited, and nothing was asked of it yet.
                    held = self._renewed(held)
                    begin(held)
            yield held
        except self.engine.errors as error:
            meant = self.engine.meaning(error)
            if meant is None:
                raise
            raise self._noted(meant) from error
        finally:
            self._pool.give(held)

    def _renewed(self, held: Held) -> Held:
        """A new connection for one that was lost, and with it all that wait."""
        held.close()
        self._pool.close()
        return self._pool.take()

    def _noted(self, meant: Refused | StorageError) -> Refused:
        """The refusal for what went wrong, after what it asks of the store itself was done."""
        if isinstance(meant, StorageError):
            self._faulty = True
            return refuse(Code.STORE_READ_ONLY, variant="fault", detail=str(meant))
        if meant.reasons[0].code is Code.STORE_FULL:
            self.engine.make_room()
        return meant

    def _kept(self, head: Head) -> bool:
        """Whether an entry was committed although the connection was lost before the answer came.

        Under the write lock: whoever committed or lost it is done then. Raises ``Refused`` (``store-busy``,
        ``unsure``) when that cannot be asked either.
        """
        try:
            with self._held(_lock) as held:
                found = held.connection.execute(_HAS, (self.origin, head.seq, head.hash)).fetchone()
                return found is not None
        except Refused as refused:
            raise refuse(Code.STORE_BUSY, variant="unsure", path=self.place) from refused

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
