"""A field of a form."""

from textual import events
from textual.message import Message
from textual.widgets import Input

from prodsys_tui.text.safe import SafeText, safe


class Field(Input):
    """A compact one-line input with a help text of its own; what cannot be seen is shown as signs.

    Enter posts ``Entered`` from the widget's own key handler: as a binding it would come late behind queued
    keys. ``help_text`` is what the first F1 shows.
    """

    DEFAULT_CSS = """
    Field, Field:focus, Field:ansi, Field:ansi:focus {
        border: none; height: 1; padding: 0; background: $field-ground; color: $field-text;
        background-tint: transparent; text-style: none;
    }
    """

    class Entered(Message):
        """Enter was pressed in a field; ``text`` is what it holds."""

        def __init__(self, field: "Field", text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

        @property
        def control(self) -> "Field":
            """The field, so that handlers can select on it."""
            return self.field

    def __init__(
        self,
        value: str = "",
        *,
        help_text: SafeText | None = None,
        password: bool = False,
        max_length: int = 200,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value, password=password, max_length=max_length, compact=True, id=id, classes=classes
        )
        self.cursor_blink = False
        self.help_text = help_text or safe("")
        self._proposed = self.value

    @property
    def changed(self) -> bool:
        """Whether it holds something else than what was proposed."""
        return self.value != self._proposed

    def validate_value(self, value: str) -> str:
        """What is pasted or filled in passes the gate too: a field paints its value as it is."""
        return safe(value)

    def on_key(self, event: events.Key) -> None:
        """Take Enter at once."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered(self, self.value))
