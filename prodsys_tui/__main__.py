"""``prodsys`` and ``python -m prodsys_tui``."""

import gc
import os
import sys
from pathlib import Path

_BETWEEN_COLLECTIONS = 50_000
"""Objects made between two garbage collections: importing makes many and no garbage (a tenth of a start)."""


def main() -> int:
    """Run the command line of this process and answer its exit code."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    _open_what_is_closed()
    from prodsys_tui.cli.entry import fault, run

    sys.excepthook = fault
    return run(sys.argv[1:])


def _open_what_is_closed() -> None:
    """Give a process that was started without one of its streams (``>&-``) an empty one.

    Else the next file that is opened takes its number, and what is said to people lands in that file.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - kept open


if __name__ == "__main__":
    sys.exit(main())
