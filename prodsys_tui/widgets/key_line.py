"""The bottom line: which keys do what here and now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.keymap import key_name
from prodsys_tui.widgets.theme import PAIRS

Say = Callable[[str], SafeText]


@dataclass(frozen=True, slots=True)
class ShownKey:
    """One key of the line; ``locked`` keys stay in sight, dimmed and in brackets."""

    key: str
    label: SafeText
    locked: bool

    @property
    def text(self) -> str:
        """What stands behind the key, as wide locked as not."""
        return f"({self.label})" if self.locked else f" {self.label} "

    @property
    def width(self) -> int:
        """Cells that key and label take."""
        return cell_len(self.key) + cell_len(self.text)


class KeyLine(Widget):
    """The keys of the screen and of the widget with the focus, each once.

    A locked key (the screen's ``lock_of`` gives a reason) stays, dimmed: ``F2(Guardar)`` instead of
    ``F2 Guardar``; the screen says the reason when it is pressed. What does not fit is found in the
    palette and in the help.
    """

    DEFAULT_CSS = """
    KeyLine { dock: bottom; width: 100%; height: 1; background: $base-ground; color: $base-text; }
    """

    def __init__(self, say: Say, locked: Callable[[str], bool]) -> None:
        super().__init__()
        self._say = say
        self._locked = locked
        self.keys: tuple[ShownKey, ...] = ()
        """What the line offers now."""

    def on_mount(self) -> None:
        """Follow the screen's bindings and focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self.reload()

    @property
    def fits(self) -> bool:
        """Whether every key has its place."""
        return len(self._lines()) <= self.size.height

    def _changed(self, _screen: Screen[object]) -> None:
        self.reload()

    def reload(self) -> None:
        """Look again which keys there are and which are locked; repaints only those that changed."""
        before, self.keys = self.keys, tuple(self._current())
        if len(before) != len(self.keys):
            self.refresh()
            return
        at, width = Offset(0, 0), self.size.width
        for old, new in zip(before, self.keys, strict=True):
            if old.width != new.width:
                self.refresh()
                return
            at = _placed(at, new, width)
            if old != new:
                self.refresh(Region(at.x, at.y, new.width, 1))
            at += Offset(new.width, 0)

    def _current(self) -> Iterator[ShownKey]:
        for binding in shown_bindings(self.screen):
            yield ShownKey(
                key_name(binding.key), self._say(binding.description), self._locked(binding.action)
            )

    def render_line(self, y: int) -> Strip:
        """One line of keys; what does not fit into the widget's lines is left out."""
        base = PAIRS[self.app.theme]["base"].style(colours=not self.app.no_color)
        lines = self._lines()
        return (lines[y] if y < len(lines) else Strip.blank(0)).adjust_cell_length(self.size.width, base)

    def _lines(self) -> list[Strip]:
        lines = [Strip.blank(0)]
        at, width = Offset(0, 0), self.size.width
        for key in self.keys:
            at = _placed(at, key, width)
            if at.y == len(lines):
                lines.append(Strip.blank(0))
            lines[-1] = Strip.join([lines[-1], self._part(key)])
            at += Offset(key.width, 0)
        return lines

    def _part(self, key: ShownKey) -> Strip:
        pairs, colours = PAIRS[self.app.theme], not self.app.no_color
        chip, label = ("dim", "dim") if key.locked else ("chip", "strong")
        return Strip(
            [
                Segment(key.key, pairs[chip].style(colours=colours)),
                Segment(key.text, pairs[label].style(colours=colours)),
            ]
        ).simplify()


def _placed(at: Offset, key: ShownKey, width: int) -> Offset:
    """Where a key stands that comes next: in the next line when this one has no room for it."""
    return Offset(0, at.y + 1) if at.x and at.x + key.width > width else at


def shown_bindings(screen: Screen[object]) -> list[Binding]:
    """The bindings for a key line, each by its first key: F1 to F12, then the others as declared."""
    by_action: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.show:
            by_action.setdefault(active.binding.action, active.binding)
    return sorted(by_action.values(), key=lambda binding: _number(binding.key))


def _number(key: str) -> int:
    return int(key[1:]) if key[:1] == "f" and key[1:].isdigit() else 99
