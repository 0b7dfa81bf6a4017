"""Drives the app as a person does: keys in, words out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import WorkerCancelled, WorkerFailed

from prodsys_tui.app import ProdsysApp
from prodsys_tui.screens.frame import Frame
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.key_line import KeyLine
from prodsys_tui.widgets.message_line import MessageLine
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import RowList
from prodsys_tui.widgets.status_line import StatusLine
from tests.screens.floor import PIN

NAMES = {" ": "space", "-": "minus", ".": "full_stop", "/": "slash", "[": "left_square_bracket"}
NAMES["]"] = "right_square_bracket"
CHARACTERS = {name: character for character, name in NAMES.items()} | {"enter": "\r", "tab": "\t"}
"""Keys as terminals name them, and what they type."""


class Faults:
    """Takes the reports of faults."""

    def __init__(self) -> None:
        self.seen: list[BaseException] = []

    def __call__(self, error: BaseException) -> Path | None:
        self.seen.append(error)
        return Path("informe.txt")


class Terminal:
    """A running app with its keyboard."""

    def __init__(self, app: ProdsysApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        quiet = 0
        while quiet < 2:  # what a worker brought may begin something again
            with suppress(WorkerFailed, WorkerCancelled):  # the screen shows it
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            quiet = quiet + 1 if self.app.gate.quiet else 0

    async def press(self, *keys: str) -> None:
        """Press keys all at once, as a scanner or a slow line brings them."""
        for key in keys:
            self.app.post_message(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
        await self.settle()

    async def type(self, text: str, *keys: str) -> None:
        """Type a text, then press keys."""
        await self.press(*(NAMES.get(letter, letter) for letter in text), *keys)

    async def log_in(self, code: str = "sup", pin: str = PIN) -> None:
        """User and PIN."""
        await self.type(code, "enter")
        await self.type(pin, "enter")

    @property
    def screen(self) -> Frame[object]:
        """The screen that is up."""
        screen = self.app.screen
        assert isinstance(screen, Frame)
        return screen

    @property
    def message(self) -> str:
        """What the message line says."""
        return "\n".join(self.screen.query_one(MessageLine).lines)

    @property
    def complains(self) -> bool:
        """Whether that is an error."""
        return self.screen.query_one(MessageLine).is_error

    @property
    def status(self) -> str:
        """The top line."""
        return self.screen.query_one(StatusLine).text

    @property
    def keys(self) -> dict[str, bool]:
        """The keys of the key line, and whether each works."""
        return {key.key: not key.locked for key in self.screen.query_one(KeyLine).keys}

    def rows(self, selector: str = "RowList") -> list[str]:
        """The rows of a list as text."""
        rows = self.screen.query_one(selector, RowList).rows
        return [" | ".join(cell.text for cell in row.cells).strip() for row in rows]

    def cursor(self, selector: str = "RowList") -> str | None:
        """The key of the row under a list's cursor."""
        return self.screen.query_one(selector, RowList).key

    def text(self, selector: str) -> str:
        """What a text says."""
        told = self.screen.query_one(selector)
        if isinstance(told, Notes):
            return "\n".join(cell.text for cell in told.cells)
        assert isinstance(told, Static)
        return str(told.visual)

    def painted(self) -> str:
        """Every character on the screen, as it goes to the terminal."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text for strip in strips[:height] if width)


@asynccontextmanager
async def terminal(
    open_plant: Callable[[], Plant],
    faults: Faults,
    language: str = "es",
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Terminal]:
    """An app on a plant, as ``prodsys`` starts it."""
    async with settled(ProdsysApp(open_plant, Texts(language), faults, idle=0), size) as running:
        yield running


@asynccontextmanager
async def settled(app: ProdsysApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Terminal]:
    """A running app that has come to rest."""
    async with app.run_test(size=size, notifications=True) as pilot:
        running = Terminal(app, pilot)
        await running.settle()
        yield running
