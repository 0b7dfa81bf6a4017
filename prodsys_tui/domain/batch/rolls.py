"""The codes of rolls: what a roll was made of is told by its own code.

Roll 47 of loom 5 is ``R047-T05``, laminated ``R047-T05-L001``, printed ``R047-T05-L001-I001``. Spec
``process-contracts.md``, "Production rules a process".
"""

import re
from collections.abc import Iterable, Iterator

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.words import tidy

_OF_BATCH = re.compile(r"(?:EM-)?[0-9]+(?:-[0-9]+)*")
"""Ids, and the codes of orders and batches, right or not."""


def roll_code(text: str) -> str:
    """A roll's code as it is kept: tidy and in capitals."""
    return tidy(text).upper()


def resembles_batch(text: str) -> bool:
    """Whether a text was meant for a batch: an id, or of the shape of an order, a batch or its label."""
    return _OF_BATCH.fullmatch(batch_meant(text).upper()) is not None


def descends(code: str, roll: str) -> bool:
    """Whether a roll is another one, or was made of it by its own code."""
    return code == roll or code.startswith(f"{roll}-")


def made_of(code: str, sources: Iterable[ProcessContract]) -> Iterator[str]:
    """The rolls that a roll was made of by its own code, the nearest first, of those that sources make."""
    patterns = [each.production.roll_pattern for each in sources]
    rest = code.rpartition("-")[0]
    while rest:
        if any(pattern is not None and pattern.fullmatch(rest) for pattern in patterns):
            yield rest
        rest = rest.rpartition("-")[0]
