"""What all screens of one sitting share: the plant, who works, the texts, the way to another screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from textual.message import Message
from textual.message_pump import MessagePump

from prodsys_tui.screens.draft_keeper import DraftKeeper
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.scanner import Scanner

if TYPE_CHECKING:  # the login is painted before they are imported
    from concurrent.futures import Future

    from prodsys_tui.domain.model import Person, Site
    from prodsys_tui.services.plant import Plant

Report = Callable[[BaseException], Path | None]
"""Writes a scrubbed report of a fault of the program and answers where, None when it could not."""


class Papers(Protocol):
    """Writes papers to files, whole or not at all; whoever starts the app knows how."""

    def certificate(self, plant: "Plant", person: "Person", code: str, file: str) -> None:
        """Issue the next certificate of a batch into a file. Raises ``Refused``; then nothing was issued."""
        ...

    def labels(self, plant: "Plant", codes: Sequence[str], file: str) -> None:
        """Write the labels of batches into a file. Raises ``Refused``."""
        ...


class Place(StrEnum):
    """The screens that can be gone to; ``app.py`` knows which class each one is."""

    LOGIN = "login"
    BOARD = "board"
    SAMPLE = "sample"
    PRODUCTION = "production"
    COUNTERS = "counters"
    ROUND = "round"
    DISPOSITION = "disposition"
    CLOSING = "closing"
    APPROVAL = "approval"
    CORRECTIONS = "corrections"
    HISTORY = "history"
    CHAIN = "chain"
    SUSPECTS = "suspects"
    HANDOVER = "handover"
    ANALYSIS = "analysis"
    BATCHES = "batches"
    TRACE = "trace"
    HOLDS = "holds"
    DRILL = "drill"
    QUALITY = "quality"
    CONTROL = "control"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Target:
    """A screen and what to show there; screens take of it what they need.

    ``process`` is an id, ``machine`` and ``order`` are codes, ``parameter`` a name, ``shift`` a uid (None:
    the open one), ``sample`` one too; ``batch`` is a code. ``draft`` goes on with the draft of that form,
    without a question.
    """

    place: Place
    process: int | None = None
    machine: str | None = None
    parameter: str | None = None
    order: str | None = None
    shift: str | None = None
    draft: bool = False
    sample: str | None = None
    batch: str | None = None


class Go(Message):
    """Asks the app for another screen: screens do not know each other."""

    def __init__(self, target: Target) -> None:
        super().__init__()
        self.target = target


class Stop(Message):
    """Asks the app to lock the terminal, to let another person in, or to end."""

    class Kind(StrEnum):
        """How to stop."""

        LOCK = "lock"
        LOG_OUT = "log-out"
        EXIT = "exit"

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind


class LoggedIn(Message):
    """Somebody proved who he is; the app goes on from there."""

    def __init__(self, person: "Person", site: "Site") -> None:
        super().__init__()
        self.person = person
        self.site = site


@dataclass(slots=True)
class Session:
    """One sitting at one terminal.

    ``plant`` may be asked for in service calls only (a worker's thread): it waits until the store is open.
    ``hold`` and ``release`` keep typed keys waiting, ``typed_ahead`` tells whether some do: see
    ``widgets.key_gate``. ``drafts`` keeps what is typed. ``hint`` stands at the login, with the
    ``site_name`` until the site is known; ``said`` is what the screen below tells when the one
    above was left; ``since`` when the person was here before, ``wanted`` the shift (uid) that the
    board is to show next. ``ahead`` tells which characters wait;
    ``papers`` is None where none can be written.
    """

    texts: Texts
    report: Report
    opening: "Future[Plant]"
    hold: Callable[[], None]
    release: Callable[[MessagePump], None]
    typed_ahead: Callable[[], bool]
    drafts: DraftKeeper
    hint: SafeText | None = None
    site_name: str = ""
    scanner: Scanner = field(default_factory=Scanner)
    site: "Site | None" = None
    person: "Person | None" = None
    said: SafeText | None = None
    since: datetime | None = None
    wanted: str | None = None
    ahead: Callable[[], str] = str
    papers: Papers | None = None

    @property
    def plant(self) -> "Plant":
        """The plant, as soon as it is open. Blocks: never on the screen's own thread."""
        return self.opening.result()

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone; UTC before the site is known."""
        return ZoneInfo(self.site.zone if self.site else "UTC")

    @property
    def who(self) -> "Person":
        """The person who is logged in; only screens behind the login ask."""
        if self.person is None:
            raise LookupError("nobody is logged in")
        return self.person
