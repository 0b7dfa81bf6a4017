"""Takes the pictures of the documentation: ``make pictures``, or into another folder that is named.

The demonstration plant is made in a temporary folder, its clock stands still, and the real app is worked
by its keys at 80×24. Two runs give the same files; they are committed and shown by README and docs.
"""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len
from rich.terminal_theme import SVG_EXPORT_THEME

from prodsys_tui.app import ProdsysApp
from prodsys_tui.bootstrap import create_demonstration, open_plant, shipped_plan
from prodsys_tui.config import PinCost, Settings
from prodsys_tui.domain.model import ShiftState
from prodsys_tui.services.demonstration.rehearsal import Rehearsal
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import Texts
from tests.screens.terminal import Terminal, settled

FOLDER = Path(__file__).parent / "pictures"
NOW = datetime(2026, 3, 17, 17, 20, tzinfo=UTC)
"""Tuesday 11:20 at the demonstration's site: the middle of T1."""

_COLUMN = 12.2
"""The width of a column in the pictures that Rich draws."""
_FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
_PALETTE = (
    *("0c0c0c", "c50f1f", "13a10e", "c19c00", "0037da", "881798", "3a96dd", "cccccc"),
    *("767676", "e74856", "16c60c", "f9f1a5", "3b78ff", "b4009e", "61d6d6", "f2f2f2"),
)
"""The sixteen colours as a terminal of today has them; Rich's own are too pale to be read."""
_RECOLOURED = {
    "#{:02x}{:02x}{:02x}".format(*SVG_EXPORT_THEME.ansi_colors[number]): f"#{colour}"
    for number, colour in enumerate(_PALETTE)
}
_COLOUR = re.compile("|".join(_RECOLOURED))
_WEB_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_NAME = re.compile(r"terminal-\d+")
_RUN = re.compile(
    r'<text class="(?P<class>[^"]+)" x="(?P<x>[\d.]+)" (?P<y>y="[\d.]+") textLength="[\d.]+" '
    r"(?P<clip>[^>]+)>(?P<text>[^<]*)</text>"
)
_WORDS = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, who logs in (None: nobody yet), and the keys that lead to it."""

    name: str
    person: str | None
    keys: Callable[[Terminal], Awaitable[None]]


async def _stay(_term: Terminal) -> None:
    """What the screen shows first."""


async def _to_printing(term: Terminal) -> None:
    await term.press("down", "down", "down")


async def _sample(term: Terminal) -> None:
    await term.press("m", *["down"] * 3)
    await term.type("850")


async def _locked(term: Terminal) -> None:
    await _to_printing(term)
    await term.press("p")


async def _deviation(term: Terminal) -> None:
    await _to_printing(term)
    await term.press("d")


async def _closing(term: Terminal) -> None:
    await term.press("c")


async def _go(term: Terminal, place: str) -> None:
    """From the board to a place of its list, by name."""
    await term.press("f4")
    await term.type(place)
    await term.press("enter")


async def _holds(term: Terminal) -> None:
    await _go(term, "retenc")


async def _trace(term: Terminal) -> None:
    await _go(term, "retenc")
    await term.press("t", "f6", "plus")


async def _quality(term: Terminal) -> None:
    await _go(term, "calidad")


async def _control(term: Terminal) -> None:
    await term.press("m", *["down"] * 3, "ctrl+t")


async def _approval(term: Terminal) -> None:
    await term.press("r", "enter")


RUNNING = (
    Picture("login", None, _stay),
    Picture("board", "iortiz", _to_printing),
    Picture("sample", "rperez", _sample),
    Picture("locked", "rperez", _locked),
    Picture("deviation", "iortiz", _deviation),
    Picture("closing", "svera", _closing),
    Picture("holds", "svera", _holds),
    Picture("trace", "svera", _trace),
    Picture("quality", "svera", _quality),
    Picture("control", "svera", _control),
)
"""Of the demonstration as it is made: a shift that runs."""
REVIEWED = (Picture("approval", "tnoh", _approval),)
"""Of a shift that was played up to its close."""


def take_all(folder: Path = FOLDER) -> None:
    """Take every picture. Raises ``LookupError`` when the played shift does not come to its review."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="prodsys-") as passing:
        for name, days, pictures in (("running", 7, RUNNING), ("reviewed", 0, REVIEWED)):
            settings = Settings(str(Path(passing) / name), pin_cost=PinCost.WEAK, now=NOW)
            plant = create_demonstration(settings, shipped_plan(), days=days)
            if not days:
                _play_to_review(plant)
            for picture in pictures:
                svg = asyncio.run(_taken(picture, partial(open_plant, settings)))
                (folder / f"{picture.name}.svg").write_text(svg, "utf-8")


def _play_to_review(plant: Plant) -> None:
    """Play the demonstration's shift until somebody closed it."""
    rehearsal = Rehearsal(plant, shipped_plan(), lambda: True)
    for _ in rehearsal.play():
        if rehearsal.shift is not None and rehearsal.shift.state is ShiftState.REVIEW:
            return
    raise LookupError("the played shift was not closed")


async def _taken(picture: Picture, opened: Callable[[], Plant]) -> str:
    """One picture as SVG."""
    plan, texts = shipped_plan(), Texts("es")
    people = ", ".join(f"{one.code} ({one.role.value})" for one in plan.people[4:7:2])
    hint = texts("demo.login-hint", people=people, pin=plan.pin)
    app = ProdsysApp(opened, texts, _fail, idle=0, hint=hint)
    async with settled(app) as term:
        if picture.person is not None:
            await term.log_in(picture.person, plan.pin)
        await picture.keys(term)
        drawn = app.export_screenshot(title="PROD-SYS")
    return _tidy(drawn)


def _tidy(svg: str) -> str:
    """A picture that looks alike everywhere: no font from the web, real colours, columns that stand."""
    plain = _WEB_FONT.sub("", svg).replace("Fira Code, monospace", _FONTS)
    named = _NAME.sub("t", _COLOUR.sub(lambda found: _RECOLOURED[found[0]], plain))
    return _RUN.sub(_placed, named)


def _placed(run: re.Match[str]) -> str:
    """A run of text as pieces that each begin at their column, for viewers that drop blanks."""
    text = unescape(run["text"].replace("&#160;", " "))
    pieces = (
        (float(run["x"]) + cell_len(text[: words.start()]) * _COLUMN, words[0])
        for words in _WORDS.finditer(text)
    )
    return "".join(
        f'<text class="{run["class"]}" x="{x:.1f}" {run["y"]} textLength="{cell_len(words) * _COLUMN:.1f}" '
        f"{run['clip']}>{escape(words)}</text>"
        for x, words in pieces
    )


def _fail(error: BaseException) -> None:
    """A fault of the program is no picture."""
    raise error


if __name__ == "__main__":
    take_all(*map(Path, sys.argv[1:2]))
