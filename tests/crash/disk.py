"""A disk whose power can fail and whose writes can fail, under SQLite: a VFS by ``apsw``.

What was written since a file's last sync may reach the disk whole, in part, in another order, or not at
all. ``Disk.after_a_cut`` says what a disk holds when the power fails now; the work itself goes on, so that
one run of work gives as many cuts as one likes. ``faults`` makes calls fail as a broken or full disk does.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512
"""The bytes that a disk writes whole or not at all."""

VFS = "cut"


@dataclass
class Held:
    """A file: what a sync made sure of, and what was written since; ``before`` had its name until a sync."""

    safe: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    synced: bool = False
    before: "Held | None" = None

    def sync(self) -> None:
        """All that was written is on the disk, and so is the name."""
        content = bytearray(self.safe)
        for offset, data in self.since:
            _apply(content, offset, data)
        self.safe, self.since, self.synced, self.before = bytes(content), [], True, None

    def left(self, chance: random.Random) -> bytes | None:
        """What the disk holds of it after a cut; None when it does not know the file."""
        if not self.synced and chance.random() < 0.5:
            return None if self.before is None else self.before.left(chance)
        content, kept = bytearray(self.safe), list(self.since)
        if chance.random() < 0.5:
            chance.shuffle(kept)
        for offset, data in kept:
            fate = chance.random()
            if fate < 0.4:
                _apply(content, offset, data)
            elif fate < 0.6 and data is not None:
                for at in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        _apply(content, offset + at, data[at : at + SECTOR])
        return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write at an offset; None cuts the file there, or lengthens it."""
    end = offset if data is None else offset + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset:end] = data


class Disk(apsw.VFS):
    """The VFS. ``seen`` is called before each write, sync, truncation and deletion; it may raise."""

    def __init__(self, seen: Callable[[str, str], None]) -> None:
        super().__init__(VFS, "")
        self.seen = seen
        self.files: dict[str, Held] = {}
        self.deleted: dict[str, Held] = {}

    def load(self, path: Path) -> None:
        """Take a file as it is, safe on the disk."""
        self.files[str(path)] = Held(path.read_bytes(), [], synced=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        file = _File(self, name, flags)
        if file.path and file.path not in self.files:
            self.files[file.path] = Held(before=self.deleted.pop(file.path, None))
        return file

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        self.seen("delete", name)
        super().xDelete(name, sync)
        gone = self.files.pop(name, None)
        if gone is not None and not sync:
            self.deleted[name] = gone

    def after_a_cut(self, chance: random.Random) -> Iterator[tuple[str, bytes]]:
        """The files, by name, that a disk holds whose power fails now."""
        for path, held in self.files.items():
            content = held.left(chance)
            if content is not None:
                yield os.path.basename(path), content  # noqa: PTH119 - SQLite's names are texts
        for path, held in self.deleted.items():
            content = held.left(chance) if chance.random() < 0.5 else None
            if content is not None:
                yield os.path.basename(path), content  # noqa: PTH119


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        self._disk = disk

    @property
    def _held(self) -> Held | None:
        return self._disk.files.get(self.path)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.seen("write", self.path)
        super().xWrite(data, offset)
        if self._held is not None:
            self._held.since.append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.seen("truncate", self.path)
        super().xTruncate(newsize)
        if self._held is not None:
            self._held.since.append((newsize, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.seen("sync", self.path)
        super().xSync(flags)
        if self._held is not None:
            self._held.sync()
