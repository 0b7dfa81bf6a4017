"""What a connection remembers between its blocks: the plant itself, for as long as nobody changes it."""

from typing import Any, Final

from prodsys_tui.store.driver import Runner
from prodsys_tui.store.shapes import CONTRACT, MACHINE, ORDER, PERSON, SHIFT, SHIFT_PROCESS, SITE

REMEMBERED: Final = frozenset(
    shape.table for shape in (SITE, PERSON, CONTRACT, MACHINE, ORDER, SHIFT, SHIFT_PROCESS)
)
"""The tables that remembered answers come from; they are read for every entry and written seldom."""

Question = tuple[str, tuple[object, ...]]
"""A statement and its parameters."""

UNKNOWN: Final = object()
"""What is recalled of a question that was not asked yet."""

_MOST: Final = 1000


class Memory:
    """Answers of one connection about the tables in ``REMEMBERED``, never older than its transaction.

    A signal of the engine tells whether anybody else committed since: one row, whose every change empties
    the memory. So does the connection's own transaction when it writes to one of those tables; what it reads
    after that may still be undone, so it is forgotten with its end.
    """

    def __init__(self, signal: str) -> None:
        self._signal = signal
        self._answers: dict[Question, Any] = {}
        self._version: object = None
        self._passing = True

    def begin(self, runner: Runner) -> None:
        """Begin a transaction, which was opened already: forget what is no longer so."""
        ((version,),) = runner.execute(self._signal).fetchall()
        if self._passing or version != self._version or len(self._answers) > _MOST:
            self._answers.clear()
            self._version = version
            self._passing = False

    def committed(self, version: object) -> None:
        """Note what the signal will say after the connection's own commit, where it says that too."""
        self._version = version

    def recall(self, question: Question) -> Any:
        """The answer to a question, ``UNKNOWN`` when it was not asked yet."""
        return self._answers.get(question, UNKNOWN)

    def keep(self, question: Question, answer: object) -> None:
        """Remember an answer."""
        self._answers[question] = answer

    def changed(self, table: str) -> None:
        """Note that this transaction wrote to a table."""
        if table in REMEMBERED:
            self._answers.clear()
            self._passing = True
