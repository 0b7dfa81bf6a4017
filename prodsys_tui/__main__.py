"""``prodsys`` and ``python -m prodsys_tui``."""

import sys


def main() -> int:
    """Run the command line of this process and answer its exit code."""
    from prodsys_tui.cli.program import fault, run

    sys.excepthook = fault
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
