"""The base of the dialogs in which something is written: Esc loses nothing without asking."""

from typing import TypeVar

from prodsys_tui.screens.drafting import Drafting
from prodsys_tui.screens.modals.confirm import ConfirmScreen
from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.services.drafts import DraftContent, DraftForm
from prodsys_tui.widgets.field import Field

R = TypeVar("R")


class TypingDialog(Dialog[R], Drafting[R]):
    """A dialog with fields; a PIN is typed again, so it is nothing to lose.

    With a ``draft`` (which form it is) what is typed is kept, and offered when that form is opened again.
    """

    draft: DraftForm | None = None
    draft_at_once = False
    """Whether to go on with the draft without a question."""

    @property
    def dirty(self) -> bool:
        """Whether leaving would lose what was typed."""
        return any(field.changed for field in self._written())

    def action_back(self) -> None:
        """Leave without an answer; asks first when something would be lost."""
        if self.dirty:
            self.ask(
                ConfirmScreen(self.session, self.say("app.leave-dirty")), lambda _yes: self.dismiss(None)
            )
        else:
            self.dismiss(None)

    def on_mount(self) -> None:
        """Offer what was being typed when the line dropped."""
        self.offer_draft(at_once=self.draft_at_once)

    def draft_form(self) -> DraftForm | None:
        """The form that it was told to be."""
        return self.draft

    def draft_content(self) -> DraftContent | None:
        """What was typed in the fields; never a PIN."""
        if not self.dirty:
            return None
        typed = {str(field.id): field.value for field in self._written() if field.value}
        return DraftContent(typed, self.draft_labels())

    def draft_labels(self) -> dict[str, str]:
        """How people know the fields, by id."""
        return {}

    def restore_draft(self, content: DraftContent) -> None:
        """Fill the fields."""
        for field in self._written():
            field.value = content.typed.get(str(field.id), "")

    def _written(self) -> list[Field]:
        return [field for field in self.query(Field) if not field.password]
