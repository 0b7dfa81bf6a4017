"""One line of words: a reason, an observation, an explanation."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from prodsys_tui.screens.modals.typing_dialog import TypingDialog
from prodsys_tui.screens.session import Session
from prodsys_tui.services.drafts import DraftForm
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import general


class TextScreen(TypingDialog[str]):
    """Answers the words; an empty line is asked for again. Whether they are enough the service says."""

    BINDINGS: ClassVar[list[BindingType]] = general("save")

    def __init__(
        self,
        session: Session,
        title: SafeText,
        label: SafeText,
        *,
        value: str = "",
        empty: bool = False,
        draft: DraftForm | None = None,
    ) -> None:
        super().__init__(session, title)
        self._label = label
        self._value = value
        self._empty = empty
        self.draft = draft

    def body(self) -> ComposeResult:
        """A label and the line."""
        yield Static(as_content(self._label))
        yield Field(self._value, id="words", max_length=500)

    def draft_labels(self) -> dict[str, str]:
        """What is asked."""
        return {"words": self._label}

    def on_field_entered(self) -> None:
        """Enter takes the words."""
        self.action_save()

    def action_save(self) -> None:
        """Answer what was typed."""
        words = self.query_one("#words", Field).value.strip()
        if words or self._empty:
            self.dismiss(words)
        else:
            self.complain(self.say("app.words-missing"))
