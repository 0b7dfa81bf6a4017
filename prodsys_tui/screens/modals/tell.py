"""A few lines to be read, from top to bottom."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText


class TellScreen(Dialog[None]):
    """Lines under a title; arrows scroll, Esc leaves."""

    DEFAULT_CSS = """
    TellScreen VerticalScroll { height: auto; max-height: 16; }
    TellScreen VerticalScroll Static { margin: 0 0 1 0; }
    """

    def __init__(self, session: Session, title: SafeText, lines: Sequence[SafeText]) -> None:
        super().__init__(session, title)
        self._told = lines

    def body(self) -> ComposeResult:
        """The lines."""
        with VerticalScroll():
            yield from (Static(as_content(line)) for line in self._told)
