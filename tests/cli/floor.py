"""What commands of several tests do at the looms and the extruder."""

from typing import Any

from tests.cli.terminal import Terminal

WIDE = ("sample", "add", "--process", "2", "--machine", "T05", "--parameter", "Ancho", "--order", "2000145")
THICK = ("sample", "add", "--process", "1", "--parameter", "Espesor", "--value")
SPUN = ("production", "add", "--process", "1", "--order", "1000012", "--quantity")


def spin(at: Terminal) -> Any:
    """Open the gate of the extruder and record what it made."""
    for value in ("0.5", "0.6", "0,7"):
        at.ok(*THICK, value)
    return at.ok(*SPUN, "250")
