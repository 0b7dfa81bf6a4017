"""``prodsys`` and ``python -m prodsys_tui``."""

import gc
import sys

_BETWEEN_COLLECTIONS = 50_000
"""Objects made between two garbage collections: importing makes many and no garbage (a tenth of a start)."""


def main() -> int:
    """Run the command line of this process and answer its exit code."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    from prodsys_tui.cli.program import fault, run

    sys.excepthook = fault
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
