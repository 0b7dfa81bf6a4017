"""What is looked at before a file is trusted to be a store."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.text.place import shown_place

PRIVATE: Final = 0o600
"""The mode of a store's file: whoever can read it can read everything in it."""

_SERVERS: Final = ("postgresql+psycopg://", "postgresql://", "postgres://")
_MAGIC: Final = b"SQLite format 3\x00"
_APPLICATION_ID_AT: Final = 68
_MOUNTS: Final = Path("/proc/self/mountinfo")
_NETWORK: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "fuse.sshfs",
        "fuse.glusterfs",
    }
)


def server_url(place: str | Path) -> str | None:
    """The PostgreSQL URL that a place is; None for a file."""
    text = str(place)
    return text if text.startswith(_SERVERS) else None


def local_path(place: str | Path) -> Path:
    """The file that a path or a ``sqlite:///`` URL names.

    Raises ``Refused`` (``not-a-store``) for a URL: of a server, where there is no file to work on, or of an
    engine that this release cannot open.
    """
    text = str(place)
    if server_url(text) is not None:
        raise refuse(Code.NOT_A_STORE, variant="no-file", path=shown_place(text))
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///"))
    if "://" in text:
        raise refuse(Code.NOT_A_STORE, variant="engine", engine=text.partition(":")[0])
    return Path(place)


def network_kind(path: Path, mounts: str) -> str | None:
    """The kind of network file system that a path lies on; ``mounts`` is the text of ``mountinfo``."""
    best, kind = "", ""
    absolute = str(path.resolve())
    for line in mounts.splitlines():
        fields, _, tail = line.partition(" - ")
        point = fields.split()[4].replace("\\040", " ")
        inside = absolute == point or absolute.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, tail.split()[0]
    return kind if kind in _NETWORK else None


def refuse_network(path: Path) -> None:
    """Raise ``Refused`` (``not-a-store``) for a path on a network file system, whose locks are not sure."""
    if not _MOUNTS.exists():
        return
    kind = network_kind(path, _MOUNTS.read_text(encoding="utf-8"))
    if kind is not None:
        raise refuse(Code.NOT_A_STORE, variant="network", path=str(path), kind=kind)


def check_file(path: Path, application_id: int) -> None:
    """Raise ``Refused`` when there is no file (``store-missing``) or it is no store (``not-a-store``)."""
    if not path.exists():
        raise refuse(Code.STORE_MISSING, path=str(path))
    refuse_network(path)
    if not path.is_file():
        raise refuse(Code.NOT_A_STORE, path=str(path))
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except PermissionError as error:
        raise refuse(Code.STORE_READ_ONLY, variant="unreadable", path=str(path)) from error
    named = int.from_bytes(start[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    if not start.startswith(_MAGIC) or named != application_id:
        raise refuse(Code.NOT_A_STORE, path=str(path))


def make_private(path: Path) -> None:
    """Create an empty file that only its owner can read. Raises ``FileExistsError`` when there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Raise what an error of the file system means for a path that is being written.

    ``Refused``: ``store-full``, ``store-read-only``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise refuse(Code.STORE_FULL) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise refuse(Code.STORE_READ_ONLY, variant="place", path=str(path)) from error
        detail = f"{path}: {error.strerror}"
        raise refuse(Code.STORE_READ_ONLY, variant="fault", detail=detail) from error


class File:
    """The file that a name stood for when it was first used: another one may come to bear that name.

    Whoever has a file open goes on writing to it when it was removed or replaced, and nobody ever reads that.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[int, int] | None = None

    def need(self) -> None:
        """Raise ``Refused`` (``store-read-only``, ``gone``) unless the name still stands for that file."""
        try:
            found = self._path.stat()
        except OSError as error:
            raise self._gone() from error
        now = (found.st_dev, found.st_ino)
        if self._known is None:
            self._known = now
        elif self._known != now:
            raise self._gone()

    def _gone(self) -> Refused:
        return refuse(Code.STORE_READ_ONLY, variant="gone", path=str(self._path))
