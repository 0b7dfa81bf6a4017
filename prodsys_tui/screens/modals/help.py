"""F1: first what the field wants, then what the screen is for and its keys."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.keymap import general, key_name


class HelpScreen(Dialog[None]):
    """The field's help where it has one; F1 again turns to the screen's. Arrows scroll, Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = general("help")
    DEFAULT_CSS = """
    HelpScreen VerticalScroll { height: auto; max-height: 16; }
    HelpScreen #help-text { margin: 0 0 1 0; }
    """

    def __init__(
        self,
        session: Session,
        area: str,
        field: SafeText | None,
        keys: Sequence[Binding],
    ) -> None:
        super().__init__(session, session.texts(f"{area}.title"))
        self._area = area
        self._field = field
        self._keys = keys

    def body(self) -> ComposeResult:
        """The field's help, or the screen's."""
        with VerticalScroll():
            if self._field:
                yield Static(as_content(self._field), id="help-text")
                yield Static(as_content(self.say("app.help-more")))
            else:
                yield from self._screen_help()

    def _screen_help(self) -> ComposeResult:
        yield Static(as_content(self.say(f"{self._area}.help")), id="help-text")
        for binding in self._keys:
            key = safe(f"{key_name(binding.key):<8}{self.say(f'{binding.description}.help')}")
            yield Static(as_content(key), classes="key")

    async def action_help(self) -> None:
        """Turn from the field to the screen."""
        if self._field:
            self._field = None
            await self.recompose()
