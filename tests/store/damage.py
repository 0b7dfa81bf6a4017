"""Ways in which a store's files get damaged, by a seed."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

PAGE = 4096
HEADER = 100

Damage = Callable[[Path, random.Random], None]


def _edit(path: Path, change: Callable[[bytearray], bytearray | None]) -> None:
    content = bytearray(path.read_bytes())
    changed = change(content)
    path.write_bytes(content if changed is None else changed)


def flip_bits(path: Path, chance: random.Random) -> None:
    """One to eight bits, anywhere."""

    def flip(content: bytearray) -> None:
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)

    _edit(path, flip)


def truncate(path: Path, chance: random.Random) -> None:
    """The end is missing, at a page or anywhere."""
    _edit(path, lambda content: content[: chance.randrange(len(content)) // chance.choice((1, PAGE)) or 1])


def zero_page(path: Path, chance: random.Random) -> None:
    """A page is all zeros."""

    def zero(content: bytearray) -> None:
        at = chance.randrange(len(content) // PAGE) * PAGE
        content[at : at + PAGE] = bytes(PAGE)

    _edit(path, zero)


def swap_pages(path: Path, chance: random.Random) -> None:
    """Two pages lie in each other's place."""

    def swap(content: bytearray) -> None:
        one, other = (number * PAGE for number in chance.sample(range(len(content) // PAGE), 2))
        kept = content[one : one + PAGE]
        content[one : one + PAGE] = content[other : other + PAGE]
        content[other : other + PAGE] = kept

    _edit(path, swap)


def edit_header(path: Path, chance: random.Random) -> None:
    """A byte of the file's header is another one."""

    def edit(content: bytearray) -> None:
        content[chance.randrange(HEADER)] = chance.randrange(256)

    _edit(path, edit)


def noise(path: Path, chance: random.Random) -> None:
    """A stretch of the file is something else."""

    def write(content: bytearray) -> None:
        at = chance.randrange(len(content))
        length = min(chance.randint(16, 2 * PAGE), len(content) - at)
        content[at : at + length] = chance.randbytes(length)

    _edit(path, write)


def log_of(path: Path) -> Path:
    """The write-ahead log beside a store."""
    return path.with_name(f"{path.name}-wal")


def cut_log(path: Path, chance: random.Random) -> None:
    """The end of the log is missing."""
    _edit(log_of(path), lambda content: content[: chance.randrange(len(content))])


def flip_log(path: Path, chance: random.Random) -> None:
    """Bits of the log are flipped."""
    flip_bits(log_of(path), chance)


def foreign_log(path: Path, chance: random.Random) -> None:
    """The log is another file's, or a part of the store itself."""
    content = path.read_bytes()
    log_of(path).write_bytes(content[chance.randrange(len(content)) :])


def drop_log(path: Path, chance: random.Random) -> None:
    """The log is gone."""
    log_of(path).unlink()


OF_THE_FILE: tuple[Damage, ...] = (flip_bits, truncate, zero_page, swap_pages, edit_header, noise)
OF_THE_LOG: tuple[Damage, ...] = (cut_log, flip_log, foreign_log, drop_log)


def copied(path: Path, to: Path) -> Path:
    """A store's file with its log, under another name."""
    shutil.copy(path, to)
    if log_of(path).exists():
        shutil.copy(log_of(path), log_of(to))
    return to
