"""The base of the dialogs in which something is written: Esc loses nothing without asking."""

from typing import TypeVar

from prodsys_tui.screens.modals.confirm import ConfirmScreen
from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.widgets.field import Field

R = TypeVar("R")


class TypingDialog(Dialog[R]):
    """A dialog with fields; a PIN is typed again, so it is nothing to lose."""

    @property
    def dirty(self) -> bool:
        """Whether leaving would lose what was typed."""
        return any(field.changed and not field.password for field in self.query(Field))

    def action_back(self) -> None:
        """Leave without an answer; asks first when something would be lost."""
        if self.dirty:
            self.ask(
                ConfirmScreen(self.session, self.say("app.leave-dirty")), lambda _yes: self.dismiss(None)
            )
        else:
            self.dismiss(None)
