"""Lean mode, for slow lines: only what changed is written. Spec ``ux.md``, "Terminals".

Textual writes the whole of every region that a widget names: a line whose cursor moved is eighty cells. Here
it is remembered what each cell of the terminal shows, and what stands there already is not written again.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from textual.strip import Strip

LEAN = "-lean"
"""The class of an app that is lean; widgets ask for it."""

Cell = tuple[str, Style]
"""What one cell shows; the second cell of a wide letter shows nothing of its own."""

_JUMP = 8
"""Going past so many cells costs no less than writing them again."""
_ERASE, _RESET = "\x1b[K", "\x1b[0m"
_ERASABLE = frozenset({"black", "default"})


class Painter:
    """Knows what the terminal shows."""

    def __init__(self) -> None:
        self._strips: list[Strip] = []
        self._cells: list[list[Cell]] = []

    def forget(self) -> None:
        """Write everything the next time: nobody knows what the terminal shows now."""
        self._strips, self._cells = [], []

    def update(self, screen: Screen[object]) -> "LeanUpdate":
        """What has to be written so that the terminal shows a screen."""
        return LeanUpdate(self, screen)

    def changes(self, strips: Sequence[Strip], console: Console) -> str:
        """The bytes that change what is shown into other lines, which are shown from now on."""
        if [strip.cell_length for strip in strips] != [strip.cell_length for strip in self._strips]:
            self.forget()  # another size: terminals move what they show as they like
        pen = _Pen(console._color_system or ColorSystem.TRUECOLOR)  # noqa: SLF001 - as Strip.render does
        shown = self._cells or [[] for _ in strips]
        for y, strip in enumerate(strips):
            if self._strips and strip == self._strips[y]:
                continue
            line = list(_cells(strip))
            pen.change(y, shown[y], line)
            shown[y] = line
        self._strips, self._cells = list(strips), shown
        return pen.written()


class LeanUpdate(CompositorUpdate):
    """Worked out when it is written, and not when it was asked for: some are never written."""

    def __init__(self, painter: Painter, screen: Screen[object]) -> None:
        self._painter = painter
        self._screen = screen

    def render_segments(self, console: Console) -> str:
        """What to write to the terminal."""
        return self._painter.changes(self._screen._compositor.render_strips(), console)  # noqa: SLF001


class _Pen:
    """Writes cells with as few colour changes as they need."""

    def __init__(self, system: ColorSystem) -> None:
        self._system = system
        self._style = Style.null()
        self._pieces: list[str] = []

    def change(self, y: int, before: Sequence[Cell], line: Sequence[Cell]) -> None:
        """Write what a line shows differently."""
        end_of_text = _end_of_text(line)
        for start, end in _changed(before, line):
            self._pieces.append(f"\x1b[{y + 1};{start + 1}H")
            erases = end - max(start, end_of_text) > len(_ERASE)
            for cell in line[start : end_of_text if erases else end]:
                self._put(*cell)
            if erases:
                self._put(_ERASE, line[-1][1])

    def written(self) -> str:
        """All of it; the colours are given back."""
        end = _RESET if _codes(self._style, self._system) else ""
        return "".join(self._pieces) + end

    def _put(self, letters: str, style: Style) -> None:
        blank = letters in {" ", _ERASE}
        if style != self._style and not (blank and _ground(self._style) == style):
            codes = _codes(style, self._system)
            covers = _colours_alone(self._style) and _colours_alone(style) and style.bgcolor is not None
            if covers and blank:
                style = Style(color=self._style.color, bgcolor=style.bgcolor)
            elif not (covers and style.color is not None) and _codes(self._style, self._system):
                codes = f"0;{codes}" if codes else "0"
            self._pieces.append(f"\x1b[{codes}m")
            self._style = style
        self._pieces.append(letters)


def _cells(strip: Strip) -> Iterator[Cell]:
    """The cells of a line. A letter that takes no cell of its own belongs to the one before."""
    held: Cell | None = None
    for text, style, control in strip:
        if control:
            continue
        plain = (style or Style.null()).clear_meta_and_links()
        ground = _ground(plain)
        for letter in text:
            width = cell_len(letter)
            if not width:
                held = ((held[0] if held else "") + letter, plain)
                continue
            if held is not None:
                yield held
            held = (letter, ground if letter == " " else plain)
            for _ in range(width - 1):
                yield held
                held = ("", plain)
    if held is not None:
        yield held


@lru_cache(maxsize=512)
def _ground(style: Style) -> Style:
    """The style of a blank: the ground alone, but for what is seen on a blank too."""
    return style if style.reverse or style.underline or style.strike else Style(bgcolor=style.bgcolor)


@lru_cache(maxsize=512)
def _colours_alone(style: Style) -> bool:
    """Whether a style is nothing but its two colours, so that the next one's two undo it."""
    return style == Style(color=style.color, bgcolor=style.bgcolor)


@lru_cache(maxsize=512)
def _codes(style: Style, system: ColorSystem) -> str:
    """The numbers that switch a style on, with ``;`` between; empty for none."""
    switched = style.render("x", color_system=system).partition("x")[0]
    return switched.removeprefix("\x1b[").removesuffix("m")


def _changed(before: Sequence[Cell], line: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where a line has to be written again: from a cell to before another."""
    start, end = 0, -_JUMP
    for at, cell in enumerate(line):
        if at < len(before) and before[at] == cell:
            continue
        if at - end >= _JUMP:
            if end > 0:
                yield start, end
            start = at
            while start and not line[start][0]:  # a wide letter is written from its first cell
                start -= 1
        end = at + 1
    if end > 0:
        yield start, end


def _end_of_text(line: Sequence[Cell]) -> int:
    """Where the blanks begin that end a line and that a terminal can erase: on black, which all do alike."""
    last = line[-1] if line else ("", Style.null())
    if last[0] != " " or (last[1].bgcolor is not None and last[1].bgcolor.name not in _ERASABLE):
        return len(line)
    end = len(line)
    while end and line[end - 1] == last:
        end -= 1
    return end
