"""The room that is left on a store's disk, and the ballast that is thrown off when there is none.

Spec ``sync.md``, "The store's settings": a full disk must not cost the form that somebody has open.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse
from prodsys_tui.store.files import PRIVATE

MIB: Final = 1 << 20
WARN_BELOW: Final = 500 * MIB
STOP_BELOW: Final = 100 * MIB
_BALLAST: Final = MIB


def free(path: Path) -> int:
    """The bytes that are free where a file lies."""
    return shutil.disk_usage(path.parent).free


def need_room(path: Path) -> None:
    """Raise ``Refused`` (``store-full``) when too little room is left to write.

    The first one to find so throws the ballast off instead, and may still save what is open.
    """
    if free(path) < STOP_BELOW and not throw_ballast(path):
        raise refuse(Code.STORE_FULL, variant="scarce", minimum=STOP_BELOW // MIB)


def take_ballast(path: Path) -> None:
    """Lay a ballast beside a store while there is plenty of room."""
    ballast = _ballast_of(path)
    if ballast.exists() or free(path) < WARN_BELOW:
        return
    with suppress(OSError):
        file = os.open(ballast, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
        try:
            os.posix_fallocate(file, 0, _BALLAST)
        finally:
            os.close(file)


def throw_ballast(path: Path) -> bool:
    """Throw the ballast off; whether there was one. What failed on a full disk can then be tried again."""
    try:
        _ballast_of(path).unlink()
    except OSError:
        return False
    return True


def _ballast_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.ballast")
