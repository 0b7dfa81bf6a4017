"""Keeps drafts behind the screens: soon after a key, off the screens' thread, never twice the same."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from prodsys_tui.services.refused import Refused

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Person
    from prodsys_tui.services.plant import Plant

DELAY = 0.4
"""Seconds from the first key behind the last look until the next one; what is left of half a second is for
the disk. Keys that come meanwhile are seen by the same look, so that fast typing costs no more writes."""

_log = logging.getLogger(__name__)

News = tuple["Person", str, str | None]
"""Whose draft, of which form (its key), and what is typed there now; None when nothing is."""


class Drafted(Protocol):
    """A screen with a form."""

    def draft_news(self) -> Iterable[News]:
        """What changed since it was asked last."""
        ...


class DraftKeeper:
    """The drafts of one terminal.

    ``plant`` may block until the store is open. ``later`` calls something after so many seconds on the
    screens' thread, ``run`` does at once on another one, ``quiet`` tells that no key waits. A write that is
    refused (the store is busy, full, or cannot be written) is told to the log alone and tried again behind
    the next key.
    """

    def __init__(
        self,
        plant: "Callable[[], Plant]",
        later: Callable[[float, Callable[[], None]], object],
        run: Callable[[Callable[[], None]], object],
        quiet: Callable[[], bool],
    ) -> None:
        self._plant = plant
        self._later = later
        self._run = run
        self._quiet = quiet
        self._screens: list[Drafted] = []
        self._asked = False
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._pending: dict[tuple[str, str], tuple[Person, str | None]] = {}
        self._writes = False

    def watch(self, screen: Drafted) -> None:
        """Look at a screen from now on."""
        if screen not in self._screens:
            self._screens.append(screen)

    def unwatch(self, screen: Drafted) -> None:
        """Look at a screen no more; what was kept of it stays."""
        if screen in self._screens:
            self._screens.remove(screen)

    def touched(self) -> None:
        """Something may have changed: look soon, unless that is under way."""
        if not self._asked and (self._screens or self._pending):
            self._asked = True
            self._later(DELAY, self.look)

    def look(self) -> None:
        """Look at all screens now and write what changed."""
        self._asked = False
        self._collect()
        self._write_soon()
        if not self._quiet():
            self.touched()

    def write_now(self) -> None:
        """Look and write before anything else happens: the program ends."""
        self._collect()
        self.settle()

    def settle(self) -> None:
        """Write what waits, on whatever thread asks; afterwards no write is under way."""
        self._write()

    def put(self, who: "Person", form: str, content: str | None) -> None:
        """Have something written with the next look; it takes the place of what waits for that form."""
        with self._lock:
            self._pending[who.code, form] = (who, content)

    def _collect(self) -> None:
        for screen in self._screens:
            for who, form, content in screen.draft_news():
                self.put(who, form, content)

    def _write_soon(self) -> None:
        with self._lock:
            begins = bool(self._pending) and not self._writes
            self._writes = self._writes or begins
        if begins:
            self._run(self._write)

    def _write(self) -> None:
        with self._turn:
            while taken := self._taken():
                who, drafts = taken
                try:
                    _keep(self._plant(), who, drafts)
                except Refused as refused:
                    _log.warning("draft-not-kept", extra={"reasons": str(refused)})
                    self._give_back(who, drafts)
                    return

    def _taken(self) -> "tuple[Person, dict[str, str | None]] | None":
        """All that waits of one person; None ends the writing."""
        with self._lock:
            if not self._pending:
                self._writes = False
                return None
            who, _ = next(iter(self._pending.values()))
            mine = [key for key in self._pending if key[0] == who.code]
            return who, {key[1]: self._pending.pop(key)[1] for key in mine}

    def _give_back(self, who: "Person", drafts: dict[str, str | None]) -> None:
        with self._lock:
            for form, content in drafts.items():
                self._pending.setdefault((who.code, form), (who, content))
            self._writes = False


def _keep(plant: "Plant", who: "Person", drafts: dict[str, str | None]) -> None:
    from prodsys_tui.services.drafts import keep_drafts  # noqa: PLC0415 - the login is painted before

    plant.do(keep_drafts, who, drafts)
