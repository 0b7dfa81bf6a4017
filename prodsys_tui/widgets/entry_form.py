"""A form of one column of entries, filled by keyboard, scanner or paste. Spec ``ux.md``, "Keys", "Entry".

One widget holds all its entries: keys are taken strictly in the order in which they came, whatever is
queued, and moving repaints two lines instead of two boxes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.form_line import Entry, FormColumns, FormLine, Styles, cursor_column, painted
from prodsys_tui.widgets.line_editor import EDITING, LineEditor
from prodsys_tui.widgets.theme import PAIRS

_MOVING = {"up": -1, "down": 1, "shift+tab": -1, "tab": 1}
_TURNING = {"pageup": -1, "pagedown": 1}


class EntryForm(Widget, can_focus=True):
    """Lines with an entry each. Enter accepts and goes on, Tab and the arrows only move."""

    @dataclass
    class Accepted(Message):
        """Enter was pressed on a line; the cursor is on the next one already."""

        key: str
        text: str

    @dataclass
    class Changed(Message):
        """The text of a line was changed by a person."""

        key: str
        text: str

    @dataclass
    class Answered(Message):
        """One of a line's answers was pressed."""

        key: str
        letter: str

    @dataclass
    class Moved(Message):
        """The cursor came upon a line."""

        key: str

    @dataclass
    class Locked(Message):
        """Somebody tried to type on a locked line."""

        key: str

    @dataclass
    class Turned(Message):
        """The page keys ask for the next (1) or the previous (-1) thing to fill the form for."""

        by: int

    @dataclass
    class Pasted(Message):
        """Several values were pasted into as many lines; nothing was accepted. ``lost`` found no line."""

        written: int
        lost: int

    DEFAULT_CSS = """
    EntryForm { width: 100%; height: auto; background: $base-ground; color: $base-text; }
    """

    def __init__(self, columns: FormColumns, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.help_text = safe("")
        """The help of the line with the cursor, for the first F1; the screen keeps it."""
        self.home = ""
        """The line that Enter goes to from the last one; the first one where it is not set."""
        self._columns = columns
        self._lines: tuple[FormLine, ...] = ()
        self._editors: dict[str, LineEditor] = {}
        self._cursor = ""
        self._top = 0
        self._styles: dict[tuple[str, bool], Styles] = {}

    @property
    def current(self) -> str:
        """The key of the line with the cursor, empty while the form has no lines."""
        return self._cursor

    @property
    def values(self) -> dict[str, str]:
        """What was typed, by line; lines without text are left out."""
        return {key: self.value(key) for key in self._keys() if self.value(key)}

    def value(self, key: str) -> str:
        """What was typed on a line, outer blanks removed."""
        return self._editor(key).text.strip()

    def show(self, lines: Sequence[FormLine]) -> None:
        """Set the lines; what was typed on a line of the same key stays, so does the cursor."""
        before, self._lines = self._lines, tuple(lines)
        keys = self._keys()
        self._editors = {key: line for key, line in self._editors.items() if key in keys}
        if self._cursor not in keys:
            self._cursor = next(iter(keys), "")
        if len(before) != len(self._lines):
            self.refresh(layout=True)
            return
        for number, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if old != new:
                self._repaint(number)

    def write(self, key: str, text: str) -> None:
        """Put a text on a line without saying ``Changed``: the screen knows."""
        self._editors[key] = LineEditor(text).reached()
        self._repaint_key(key)

    def clear(self, *keys: str) -> None:
        """Empty some lines, or all."""
        for key in keys or self._keys():
            self.write(key, "")

    def go(self, key: str) -> None:
        """Put the cursor on a line."""
        if key not in self._keys():
            return
        left, self._cursor = self._cursor, key
        self._editors[key] = self._editor(key).reached()
        self._repaint_key(left)
        self._repaint_key(key)
        self._keep_in_view()
        if left != key:
            self.post_message(self.Moved(key))

    def go_by(self, step: int) -> None:
        """Put the cursor so many lines further; after the last comes the first."""
        keys = self._keys()
        if keys:
            self.go(keys[(keys.index(self._cursor) + step) % len(keys)])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """As many terminal lines as the form has."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One line of the form."""
        width, styles = self.size.width, self._palette()
        number = self._top + y
        if number >= len(self._lines):
            return Strip.blank(width, styles["base"])
        line = self._lines[number]
        entry = Entry(self._editor(line.key), self._is_here(line.key)) if line.key else None
        return painted(line, entry, self._columns, width, styles)

    def on_focus(self) -> None:
        """Show the cursor."""
        self._repaint_key(self._cursor)

    def on_blur(self) -> None:
        """Hide the cursor: another window has the keys."""
        self._repaint_key(self._cursor)

    def on_resize(self) -> None:
        """Keep the cursor's line in sight."""
        self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        """Go to the line under the pointer."""
        number = self._top + event.y
        if number < len(self._lines) and self._lines[number].key:
            self.go(self._lines[number].key)

    def on_key(self, event: events.Key) -> None:
        """Take the keys of a form; all others go on to the screen."""
        if self._cursor and self._took(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """One value is typed where the cursor is, several fill as many lines. Nothing is accepted."""
        event.stop()
        first, *more = event.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
        keys = self._keys()
        if not first and not more:
            return
        here = keys.index(self._cursor)
        values = [first, *more]
        written = 0
        for key, text in zip(keys[here:], values, strict=False):
            self.go(key)
            written += self._typed(text)
        if more:
            self.post_message(self.Pasted(written, len(values) - written))

    def _took(self, event: events.Key) -> bool:
        key = event.key
        if key == "enter":
            accepted = self.Accepted(self._cursor, self.value(self._cursor))
            self._go_on()
            self.post_message(accepted)
        elif key in _MOVING:
            self.go_by(_MOVING[key])
        elif key in _TURNING:
            self.post_message(self.Turned(_TURNING[key]))
        elif key in EDITING:
            self._edit(EDITING[key])
        elif event.is_printable and event.character is not None:
            self._typed(event.character)
        else:
            return False
        return True

    def _go_on(self) -> None:
        keys = self._keys()
        if keys[-1] == self._cursor and self.home in keys:
            self.go(self.home)
        else:
            self.go_by(1)

    def _typed(self, text: str) -> bool:
        """Put text in at the cursor; tells whether the line takes any."""
        line = self._line(self._cursor)
        if text.casefold() in line.answers:
            self.post_message(self.Answered(line.key, text.casefold()))
            return False
        whole = line.keys.get(text.casefold())
        if whole is not None:
            return self._edit(lambda _: LineEditor(whole).reached())
        return self._edit(lambda editor: editor.typed(text))

    def _edit(self, change: Callable[[LineEditor], LineEditor]) -> bool:
        key = self._cursor
        if self._line(key).locked:
            self.post_message(self.Locked(key))
            return False
        before = self._editor(key)
        self._editors[key] = change(before)
        self._repaint_key(key)
        if self._editors[key].text != before.text:
            self.post_message(self.Changed(key, self.value(key)))
        return True

    def _keys(self) -> list[str]:
        return [line.key for line in self._lines if line.key]

    def _line(self, key: str) -> FormLine:
        return next(line for line in self._lines if line.key == key)

    def _editor(self, key: str) -> LineEditor:
        return self._editors.get(key, LineEditor())

    def _is_here(self, key: str) -> bool:
        return self.has_focus and key == self._cursor

    def _palette(self) -> Styles:
        which = (self.app.theme, not self.app.no_color)
        if which not in self._styles:
            pairs = PAIRS[self.app.theme]
            self._styles[which] = {name: pair.style(colours=which[1]) for name, pair in pairs.items()}
        return self._styles[which]

    def _repaint_key(self, key: str) -> None:
        for number, line in enumerate(self._lines):
            if line.key and line.key == key:
                self._repaint(number)

    def _repaint(self, number: int) -> None:
        self.refresh(Region(0, number - self._top, self.size.width, 1))
        if self._lines[number].key == self._cursor and self.has_focus:
            self._place_terminal_cursor(number)

    def _place_terminal_cursor(self, number: int) -> None:
        """The terminal's own cursor follows, for screen readers and input methods."""
        column = self._columns.before_entry + cursor_column(self._editor(self._cursor), self._columns.entry)
        self.app.cursor_position = self.content_region.offset + Offset(column, number - self._top)

    def _keep_in_view(self) -> None:
        number = next((n for n, line in enumerate(self._lines) if line.key == self._cursor), 0)
        top = min(max(self._top, number - self.size.height + 1), number) if self.size.height else 0
        if top != self._top:
            self._top = top
            self.refresh()
