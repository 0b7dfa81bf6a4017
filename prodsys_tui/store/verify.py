"""Checking that nothing in a store was changed past the one door. Spec ``sync.md``, "The journal".

The chain of hashes, the header copies and the audit trail of every entry; against a known head, that its
tail was neither cut nor rewritten; with ``replay``, that every synced row is what the journal says.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence.proof import Break, Progress, Verification, silent
from prodsys_tui.services.refused import Refused
from prodsys_tui.store.codec import instant_text
from prodsys_tui.store.connection import FileEngine
from prodsys_tui.store.driver import Connection
from prodsys_tui.store.journal import Said
from prodsys_tui.store.replay import Replay, ReplayError, differing, empty_replay
from prodsys_tui.store.shapes import SHAPES
from prodsys_tui.store.walk import ORIGINS, BrokenError, Walk

if TYPE_CHECKING:
    from prodsys_tui.store.sqlstore import SqlStore

_LAST: Final = "SELECT max(seq) FROM journal WHERE origin = ? AND at <= ?"


def verify(
    store: "SqlStore",
    *,
    replay: bool = False,
    head: str | None = None,
    table: str | None = None,
    until: datetime | None = None,
    told: Progress = silent,
) -> Verification:
    """Check a store, reading one state of it.

    ``head`` is a hash noted earlier, or how it begins, which must still be in the chain. ``replay`` rebuilds
    the rows and compares every table, or ``table`` alone, and looks at the file's pages; with ``until``
    nothing is compared, and the answer holds the rows of ``table`` as they were after the last entry of that
    time. ``told`` hears now and then how many entries were read.
    """
    walk: Walk | None = None
    try:
        with store.state() as connection:
            walk = Walk(connection, head, told)
            rows = _walked(walk, connection, replay=replay or until is not None, table=table, until=until)
            if replay and isinstance(store.engine, FileEngine):
                _sound(connection)
    except BrokenError as broken:
        found = broken.found
    except Refused as refused:
        if refused.reasons[0].code is not Code.NOT_A_STORE:
            raise
        found = Break("damage")
    else:
        return Verification(True, walk.entries, walk.head, None, rows)  # noqa: FBT003 - its first field
    entries, last = (0, "") if walk is None else (walk.entries, walk.head)
    return Verification(False, entries, last, found)  # noqa: FBT003 - its first field


def _sound(connection: Connection) -> None:
    """Raise ``BrokenError`` unless the file is whole: no entry tells of the indexes that find rows."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise BrokenError(Break("damage"))


def _walked(
    walk: Walk, connection: Connection, *, replay: bool, table: str | None, until: datetime | None
) -> tuple[Mapping[str, object], ...]:
    if not replay:
        walk.check()
        return ()
    with empty_replay() as rebuilt:
        if until is not None:
            entries = walk.said()
            _apply(_up_to(entries, _last_made_by(connection, until)), rebuilt)
            rows = tuple(rebuilt.rows(table)) if table is not None else ()
            for _ in entries:  # the chain is checked to its end all the same
                pass
            return rows
        _apply(walk.said(), rebuilt)
        tables = [shape.table for shape in SHAPES] if table is None else [table]
        _compare(connection, rebuilt, tables)
    return ()


def _last_made_by(connection: Connection, until: datetime) -> tuple[str, int] | None:
    """The last entry that a clock dates up to a time; clocks may jump, so later dates can stand before it."""
    for (origin,) in reversed(connection.execute(ORIGINS).fetchall()):
        ((seq,),) = connection.execute(_LAST, (origin, instant_text(until)))
        if seq is not None:
            return origin, seq
    return None


def _up_to(entries: Iterator[Said], last: tuple[str, int] | None) -> Iterator[Said]:
    if last is None:
        return
    for said in entries:
        yield said
        if (said.origin, said.seq) == last:
            return


def _apply(entries: Iterable[Said], rebuilt: Replay) -> None:
    for said in entries:
        for change in said.changes:
            try:
                rebuilt.apply(change)
            except ReplayError as error:
                found = Break("replay", said.origin, said.seq, change.table, change.uid)
                raise BrokenError(found) from error


def _compare(connection: Connection, rebuilt: Replay, tables: Iterable[str]) -> None:
    for table in tables:
        uid = differing(connection, rebuilt.connection, table)
        if uid is not None:
            raise BrokenError(Break("row", table=table, uid=uid))
