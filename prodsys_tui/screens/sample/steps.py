"""What can be done about the samples of a line: correct, settle, set a worse result."""

from abc import abstractmethod
from dataclasses import replace
from functools import partial

from prodsys_tui.domain.contract.contract import Kind
from prodsys_tui.domain.model import Result
from prodsys_tui.screens.measuring.draft import Draft, Drafts
from prodsys_tui.screens.measuring.words import result_text
from prodsys_tui.screens.modals.text import TextScreen
from prodsys_tui.screens.sample.detail import Chosen, DetailScreen, Step
from prodsys_tui.screens.session import Place, Session, Target
from prodsys_tui.screens.workplace import WorkplaceScreen
from prodsys_tui.services.quality.sample_sheet import SampleSheet
from prodsys_tui.text.safe import SafeText, joined, safe


class SampleSteps(WorkplaceScreen[SampleSheet]):
    """F6 of the form of samples, and what is chosen there."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.drafts = Drafts()
        """The samples to be, by line."""

    @abstractmethod
    def preview(self, key: str) -> None:
        """Judge again what is typed on a line."""

    @abstractmethod
    def told(self) -> None:
        """Show what changed on the lines and below them."""

    def is_parameter(self, key: str) -> bool:
        """Whether a line is one of the contract's parameters."""
        return self.sheet is not None and self.sheet.line(key) is not None

    def is_charted(self, key: str) -> bool:
        """Whether a line is a parameter with a control chart."""
        line = self.sheet.line(key) if self.sheet else None
        return line is not None and line.parameter.kind in (Kind.NUMBER, Kind.CALCULATED)

    def lock_of(self, action: str) -> SafeText | None:
        """F6 away from the parameters, the chart of one that is not charted."""
        if action == "view" and not self.is_parameter(self.form.current):
            return self.say("sample.no-parameter")
        if action == "chart" and not self.is_charted(self.form.current):
            return self.say("sample.no-chart")
        return super().lock_of(action)

    def action_chart(self) -> None:
        """Go to the control chart of the parameter on this machine."""
        place, key = self.where, self.form.current
        self.leave(lambda: self.go(Target(Place.CONTROL, place.process, place.machine, key)))

    def action_view(self) -> None:
        """The samples of the parameter, and what can be done about them."""
        sheet = self.sheet
        line = sheet.line(self.form.current) if sheet else None
        if sheet is not None and line is not None:
            key = line.parameter.name
            shown = DetailScreen(self.session, sheet.place, line, self.form.value(key))
            self.ask(shown, partial(self._chosen, key))

    def _chosen(self, key: str, chosen: Chosen) -> None:
        match chosen.step:
            case Step.CORRECT:
                self.drafts[key] = Draft(corrects=chosen.sample)
                self.form.clear(key)
                self.form.go(key)
                self.told()
            case Step.SETTLE:
                self.leave(
                    lambda: self.go(
                        Target(
                            Place.DISPOSITION,
                            self.where.process,
                            self.where.machine,
                            key,
                            shift=self.target.shift,
                        )
                    )
                )
            case Step.REJECT:
                self._ask_why(key, Result.REJECTED)
            case Step.WAIT:
                self._ask_why(key, Result.WAITING)

    def _ask_why(self, key: str, result: Result) -> None:
        def said(comment: str) -> None:
            draft = self.drafts.begun(key)
            draft.result, draft.comment = result, comment
            self.preview(key)
            self.told()

        title = joined((safe(key), result_text(self.say, result)), ": ")
        form = self.draft_form()
        draft = form and replace(form, name=f"sample-{result.name.lower()}", title=title, about=key)
        self.ask(TextScreen(self.session, title, self.say("sample.why"), draft=draft), said)
