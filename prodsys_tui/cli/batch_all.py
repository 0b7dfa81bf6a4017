"""``prodsys batch`` as a whole: the modules that add commands to the group."""

from prodsys_tui.cli import batch_hold, batch_proof, batch_trace
from prodsys_tui.cli.batch import app

__all__ = ["app", "batch_hold", "batch_proof", "batch_trace"]
