"""A few questions in a box: answers go to one service call, and refusals back to their fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeVar
from uuid import uuid4

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid
from textual.widgets import Static

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen
from prodsys_tui.screens.modals.typing_dialog import TypingDialog
from prodsys_tui.screens.session import Session
from prodsys_tui.services.drafts import DraftContent, DraftForm
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.safe import SafeText, joined
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import general

T = TypeVar("T")

Answers = Mapping[str, str]
"""What was typed, by the question's key, without outer blanks; and the form's own ``UID``."""

UID = "uid"
"""Under which a form saves what it makes: the same again when it goes on from a draft."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    ``key`` is the name of the service's argument, so that its refusals find the field. ``choices`` are the
    valid values of F4; the value itself is typed or taken. ``secret`` masks a PIN,
    ``many`` takes several values with a blank between: one that is taken again leaves; ``grouped`` lists
    the groups of the choices first.
    """

    key: str
    label: SafeText
    value: str = ""
    choices: Sequence[Choice] = ()
    help: SafeText = field(default_factory=SafeText)
    secret: bool = False
    max_length: int = 200
    many: bool = False
    grouped: bool = False


class FormScreen(TypingDialog[T]):
    """Asks, calls ``save`` on a thread and answers what it returned; stays up while it is refused.

    Enter goes to the next field, in the last one it saves; F4 lists valid values.
    """

    begin = ""
    """The question to begin at, instead of the first that is empty."""
    BINDINGS: ClassVar[list[BindingType]] = general("help", "save", "values")
    DEFAULT_CSS = """
    FormScreen Grid { grid-size: 2; grid-columns: 18 1fr; grid-rows: 1; grid-gutter: 0 1; height: auto; }
    FormScreen .intro { height: auto; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        session: Session,
        title: SafeText,
        asks: Sequence[Ask],
        save: Callable[[Plant, Answers], T],
        *,
        intro: SafeText | None = None,
        draft: DraftForm | None = None,
    ) -> None:
        super().__init__(session, title)
        self._asks = asks
        self._save = save
        self._intro = intro
        self.draft = draft
        self._uid = str(uuid4())

    def body(self) -> ComposeResult:
        """What it is about, then a label and a field for each question."""
        if self._intro:
            yield Static(as_content(self._intro), classes="intro")
        with Grid():
            for ask in self._asks:
                yield Static(as_content(ask.label))
                yield Field(
                    ask.value,
                    id=f"ask-{ask.key}",
                    password=ask.secret,
                    max_length=ask.max_length,
                    help_text=ask.help,
                )

    def on_mount(self) -> None:
        """Begin at the first field that is empty."""
        empty = [ask for ask in self._asks if ask.key == self.begin or not (self.begin or ask.value)]
        if empty:
            self._field(empty[0]).focus()

    def draft_content(self) -> DraftContent | None:
        """What was typed, with the uid that it will be saved under."""
        content = super().draft_content()
        return None if content is None else replace(content, rest={UID: self._uid})

    def restore_draft(self, content: DraftContent) -> None:
        """Fill the fields, for the same entry."""
        super().restore_draft(content)
        self._uid = content.rest[UID]

    def draft_labels(self) -> dict[str, str]:
        """The questions."""
        return {f"ask-{ask.key}": ask.label for ask in self._asks}

    def on_field_entered(self, event: Field.Entered) -> None:
        """Go on to the next field, or save."""
        event.stop()
        at = [self._field(ask) for ask in self._asks].index(event.field)
        if at + 1 < len(self._asks):
            self._field(self._asks[at + 1]).focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Hand the answers to the service."""
        answers = {ask.key: self._field(ask).value.strip() for ask in self._asks} | {UID: self._uid}

        def saved(result: T) -> None:
            self.dismiss(result)

        self.call(lambda plant: self._save(plant, answers), saved, hold=True)

    def lock_of(self, action: str) -> SafeText | None:
        """F4 where there is a list only."""
        if action == "values" and not self._here().choices:
            return self.say("app.no-values")
        return super().lock_of(action)

    def on_descendant_focus(self) -> None:
        """F4 depends on the field."""
        self.reload_keys()

    def action_values(self) -> None:
        """List the valid values of the field."""
        ask = self._here()

        def take(value: str) -> None:
            field = self._field(ask)
            here = field.value.split() if ask.many else []
            left = [each for each in here if each != value]
            field.value = " ".join(left if len(left) < len(here) else (*here, value))

        self.ask(ChoiceScreen(self.session, ask.label, ask.choices, grouped=ask.grouped), take)

    def action_help(self) -> None:
        """Say what the field wants."""
        self.tell(self._here().help or self._here().label)

    def refused(self, reasons: tuple[Refusal, ...]) -> None:
        """Say why, of several with the field's name, and go to the field of the first that has one.

        A wrong PIN is wiped, so that the next digit begins another.
        """
        fields = {ask.key: ask for ask in self._asks}
        named = [fields[reason.field] for reason in reasons if reason.field in fields]
        lines = [refusal_text(self.say, reason) for reason in reasons]
        if len(reasons) > 1:
            lines = [
                joined((fields[reason.field].label, line), ": ") if reason.field in fields else line
                for reason, line in zip(reasons, lines, strict=True)
            ]
        self.complain(*lines)
        if named:
            self._field(named[0]).focus()
        if any(reason.code is Code.WRONG_PIN for reason in reasons):
            for ask in self._asks:
                if ask.secret:
                    self._field(ask).value = ""
                    self._field(ask).focus()

    def _field(self, ask: Ask) -> Field:
        return self.query_one(f"#ask-{ask.key}", Field)

    def _here(self) -> Ask:
        focused = self.focused.id if self.focused else None
        return next((ask for ask in self._asks if f"ask-{ask.key}" == focused), self._asks[0])
