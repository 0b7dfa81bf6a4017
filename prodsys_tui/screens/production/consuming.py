"""What a record consumes: batches and rolls named on the form, signed where one is held, changed later."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace

from prodsys_tui.domain.model import Person, WorkRecord
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.held_signature import only_held, signature_form
from prodsys_tui.screens.modals.choice import ChoiceScreen
from prodsys_tui.screens.production.entry import Saved, save
from prodsys_tui.screens.production.fields import CONSUMES, MIX, REASON, Record, keys_of
from prodsys_tui.screens.production.relinking import Uses, read_uses, record_choices, relink_form
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.screens.workplace import WorkplaceScreen
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production import AddProduction
from prodsys_tui.services.production.production_sheet import ProductionSheet
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.scan_code import Scanned


class ConsumingScreen(WorkplaceScreen[ProductionSheet]):
    """The batches of the record that is typed, and those of the records that the shift has."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self._record = Record()

    @abstractmethod
    def typed(self) -> Mapping[str, str]:
        """What is typed of the record."""

    @abstractmethod
    def told(self) -> None:
        """Show the lines again."""

    @abstractmethod
    def preview(self) -> None:
        """Judge what is typed."""

    @abstractmethod
    def saved(self, saved: Saved) -> None:
        """The record was saved."""

    def lock_of(self, action: str) -> SafeText | None:
        """F7 without a last record, and what was consumed without any."""
        if action == "copy":
            last = (*self.sheet.last_batches, *self.sheet.last_mix) if self.sheet else ()
            return None if last else self.say("production.nothing-to-copy")
        if action == "relink":
            return no_right(self.person, self.say, Right.CONSUME) or self._why_not_relink()
        return super().lock_of(action)

    def scanned(self, code: Scanned) -> None:
        """A batch that is consumed."""
        if self.sheet is not None and CONSUMES in keys_of(self.sheet.place.contract):
            self.name_batch(code.code)
        else:
            self.complain(self.say("production.no-batches"))

    def name_batch(self, batch: str) -> None:
        """Name a batch or a roll, or take it back."""
        named = self._record.toggle(batch)
        self.form.clear(CONSUMES)
        self.form.go(CONSUMES)
        self.told()
        self.tell(self.say("production.batch-added" if named else "production.batch-removed", batch=batch))
        self.preview()

    def action_copy(self) -> None:
        """Name the batches of the last record again."""
        if self.sheet is not None:
            self._record.consumes = tuple(dict.fromkeys((*self._record.consumes, *self.sheet.last_batches)))
            if self.sheet.last_mix and MIX not in self.typed():
                self.form.write(MIX, "; ".join(self.sheet.last_mix))
            self.told()
            self.preview()

    # What is held

    def sign_for(self, wanted: AddProduction, reasons: tuple[Refusal, ...]) -> bool:
        """Ask for the signature that a refused record wants; tells whether that is all that it wants.

        Not while keys that were typed ahead would land in it.
        """
        if not only_held(reasons) or self.session.typed_ahead():
            return False
        who, where = self.person, self.where

        def signed(plant: Plant, reason: str, signer: Person | None) -> Saved:
            return save(plant, who, replace(wanted, reason=reason), where, signer)

        reason = self.typed().get(REASON, "")
        self.ask(signature_form(self.session, reasons, reason, signed), self.saved)
        return True

    # What was consumed

    def action_relink(self) -> None:
        """Choose a record of the shift and change what it consumed."""
        sheet = self.sheet
        if sheet is not None:
            title = self.say("production.relink.which")
            self.ask(ChoiceScreen(self.session, title, record_choices(sheet, self.say)), self._relink)

    def _relink(self, uid: str) -> None:
        self.call(lambda plant: read_uses(plant, uid), self._ask_relink, hold=True)

    def _ask_relink(self, uses: Uses) -> None:
        self.ask(relink_form(self.session, uses), self._relinked)

    def _relinked(self, record: WorkRecord) -> None:
        batch = "" if record.batch is None else record.batch.code
        self.tell(self.say("production.relinked", batch=batch))
        self.action_reload()

    def _why_not_relink(self) -> SafeText | None:
        if self.sheet is not None and CONSUMES not in keys_of(self.sheet.place.contract):
            return self.say("production.no-batches")
        return None if self.sheet is not None and self.sheet.records else self.say("production.no-records")
