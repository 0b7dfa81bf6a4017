"""The base of the dialogs: a box over the screen, with its own message line and keys."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from prodsys_tui.screens.frame import Frame
from prodsys_tui.screens.session import Session
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.key_line import KeyLine
from prodsys_tui.widgets.keymap import general

R = TypeVar("R")


class Dialog(Frame[R], ModalScreen[R]):
    """A box with a title; ``body`` gives what is in it. Esc leaves it without an answer."""

    AREA = "app"
    BINDINGS: ClassVar[list[BindingType]] = general("back")
    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: transparent; layers: base message;
        & > .box {
            width: 80; max-width: 100%; height: auto; max-height: 20; border: solid $strong-text;
            padding: 0 1;
            background: $base-ground; color: $base-text;
        }
        & KeyLine { height: 2; }
        & MessageLine { margin: 0 0 2 0; }
        & .box > .title { color: $head-text; background: $head-ground; margin: 0 0 1 0; }
    }
    """

    def __init__(self, session: Session, title: SafeText) -> None:
        super().__init__(session)
        self._title = title

    def compose(self) -> ComposeResult:
        """The box, a message line, the dialog's keys."""
        with Vertical(classes="box"):
            yield Static(as_content(self._title), classes="title")
            yield from self.body()
        yield self.message_line()
        yield KeyLine(self.say, lambda action: self.lock_of(action) is not None)

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
