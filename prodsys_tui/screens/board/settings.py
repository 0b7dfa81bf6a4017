"""The settings of a machine: one field each, F7 takes over what the last shift had. Never a quality value."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from prodsys_tui.domain.names import fold
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services.line.settings import SettingsSheet, write_settings
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import own


class SettingsScreen(FormScreen[SettingsSheet]):
    """Notes what is typed; what is left empty stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [own("board.copy-settings", "f7", "copy")]
    DEFAULT_CSS = """
    SettingsScreen Grid { grid-columns: 40 1fr; grid-gutter: 0 1; }
    SettingsScreen .box { overflow-y: auto; }
    """

    def __init__(self, session: Session, sheet: SettingsSheet) -> None:
        say = session.texts
        self._last = {fold(name): value for name, value in sheet.last.items()}
        names = {fold(setting.name): setting.name for setting in sheet.contract.settings}
        asks = [
            Ask(
                fold(setting.name),
                safe(f"{setting.name} [{setting.unit}]" if setting.unit else setting.name),
                sheet.now.get(setting.name, ""),
                (),
                self._told(session, sheet.last.get(setting.name)),
                max_length=40,
            )
            for setting in sheet.contract.settings
        ]
        process, shift = sheet.contract.id, sheet.shift.ref.id
        machine = None if sheet.machine is None else sheet.machine.code
        who = session.who

        def save(plant: Plant, answers: Answers) -> SettingsSheet:
            typed = {name: answers[key] for key, name in names.items() if answers[key]}
            return plant.do(write_settings, who, process, typed, machine, shift)

        where = safe(machine or sheet.contract.name)
        super().__init__(session, joined((say("board.settings.title"), where), ": "), asks, save)

    def action_copy(self) -> None:
        """Fill what is empty with what the last shift had."""
        empty = [field for field in self.query(Field) if not field.value]
        for field in empty:
            field.value = self._last.get(str(field.id).removeprefix("ask-"), "")
        self.tell(self.say.n("board.settings.copied", sum(1 for field in empty if field.value)))

    def lock_of(self, action: str) -> SafeText | None:
        """F7 where an earlier shift noted something."""
        if action == "copy" and not self._last:
            return self.say("board.settings.nothing")
        return super().lock_of(action)

    def refused(self, reasons: tuple[Refusal, ...]) -> None:
        """Say why at the field of the setting."""
        super().refused(tuple(replace(each, field=fold(each.field or "")) for each in reasons))

    @staticmethod
    def _told(session: Session, last: str | None) -> SafeText:
        say = session.texts
        return say("board.settings.help") if last is None else say("board.settings.last", value=last)
