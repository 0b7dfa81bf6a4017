"""The line that says what went wrong, or that something was done."""

from textual.content import Content
from textual.widgets import Static

from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText


class MessageLine(Static):
    """Errors as a marked line with the word and the bell, kept until the next key; never a toast.

    It lies over the last lines of the screen, so that showing it moves nothing. ``complain`` takes every
    reason at once, one a line; ``tell`` is for what went well. The app clears it at the next key.
    """

    DEFAULT_CSS = """
    MessageLine {
        layer: message; dock: bottom; width: 100%; height: auto; max-height: 8; margin: 0 0 1 0;
        padding: 0 1; display: none;
        background: $notice-ground; color: $notice-text;
        &.-error { background: $error-ground; color: $error-text; }
    }
    """

    def __init__(self, error_word: SafeText) -> None:
        super().__init__()
        self._error_word = error_word
        self.lines: tuple[SafeText, ...] = ()
        """What is shown now, without the word."""

    @property
    def is_error(self) -> bool:
        """Whether a complaint is shown."""
        return bool(self.lines) and self.has_class("-error")

    def complain(self, *lines: SafeText) -> None:
        """Show why something was refused or failed, and ring."""
        self.add_class("-error")
        self._show(lines, as_content(self._error_word))
        self.app.bell()

    def tell(self, *lines: SafeText) -> None:
        """Show what was done."""
        self.remove_class("-error")
        self._show(lines, None)

    def clear(self) -> None:
        """Show nothing, at once."""
        if self.lines:
            self.lines = ()
            self.display = False

    def _show(self, lines: tuple[SafeText, ...], word: Content | None) -> None:
        self.lines = lines
        shown = Content("\n").join([as_content(line) for line in lines])
        self.update(Content.assemble(word, "  ", shown) if word is not None else shown)
        self.display = True
