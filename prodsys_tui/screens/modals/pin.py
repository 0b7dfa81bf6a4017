"""A signature: the PIN is asked each time."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import general


class PinScreen(Dialog[str]):
    """Answers the PIN that was typed; checking it is the caller's service call."""

    BINDINGS: ClassVar[list[BindingType]] = general("save")

    def __init__(self, session: Session, what: SafeText, who: SafeText) -> None:
        super().__init__(session, session.texts("app.sign-title"))
        self._what = what
        self._who = who

    def body(self) -> ComposeResult:
        """What is signed, by whom, and the PIN."""
        yield Static(as_content(self._what))
        yield Static(as_content(self.say("app.sign-pin", who=self._who)), classes="label")
        yield Field(id="pin", password=True, max_length=8)

    def on_field_entered(self) -> None:
        """Enter signs."""
        self.action_save()

    def action_save(self) -> None:
        """Answer the PIN."""
        pin = self.query_one("#pin", Field).value
        if pin:
            self.dismiss(pin)
        else:
            self.complain(self.say("app.pin-missing"))
