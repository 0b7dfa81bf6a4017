"""What a record of the shift consumed, changed in a box while the shift takes entries."""

from dataclasses import dataclass

from prodsys_tui.domain.batch.batch import batch_meant
from prodsys_tui.domain.model import WorkRecord
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.batch_choices import batch_choices
from prodsys_tui.screens.held_signature import signature_asks, signer_of
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services.batch.consumption import change_consumption, find_record
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.production.production_sheet import Offered, ProductionSheet, offered_batches
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_time
from prodsys_tui.text.safe import SafeText, joined, safe


@dataclass(frozen=True, slots=True)
class Uses:
    """A record with the codes of what it consumed: rolls, and batches that no roll stands for."""

    record: WorkRecord
    codes: tuple[str, ...]
    offered: tuple[Offered, ...]


class RelinkScreen(FormScreen[WorkRecord]):
    """Begins at what was consumed; the signature is rarely wanted."""

    begin = "consumes"


def record_choices(sheet: ProductionSheet, say: Texts) -> list[Choice]:
    """The records of the shift and process, newest first."""
    return [
        Choice(
            record.ref.uid,
            joined(
                (
                    safe(show_time(record.recorded_at, say.zone)),
                    *((safe(record.machine.code),) if record.machine else ()),
                    safe(f"{show_number(record.quantity)} {sheet.place.contract.unit}"),
                ),
                "  ",
            ),
            joined([safe(ref.code) for ref in (record.batch or record.order,) if ref], "  "),
        )
        for record in sheet.records
    ]


def read_uses(plant: Plant, uid: str) -> Uses:
    """What a record consumed, and what may be named instead. Codes with a blank are not changed here."""
    with plant.read() as reads:
        record = find_record(reads, uid)
        rolls = reads.roll_uses(record.ref)
        behind = {use.batch for use in rolls}
        alone = [link.batch.code for link in reads.consumptions(record.ref) if link.batch not in behind]
        codes = (*alone, *(use.code for use in rolls if len(use.code.split()) == 1))
        machine = None if record.machine is None else record.machine.code
        return Uses(record, codes, offered_batches(reads, plant.contracts, record.process_id, machine))


def relink_form(session: Session, uses: Uses) -> RelinkScreen:
    """Asks what the record consumed, with what it says now; a signature where something is held."""
    say, who, uid = session.texts, session.who, uses.record.ref.uid

    def save(plant: Plant, answers: Answers) -> WorkRecord:
        named = _codes(answers["consumes"])
        add = [code for code in named if code not in uses.codes]
        remove = [code for code in uses.codes if code not in named]
        signer = signer_of(plant, answers)
        return plant.do(change_consumption, who, uid, add, remove, answers["reason"], signer)

    value, choices = " ".join(uses.codes), batch_choices(uses.offered, say, uses.codes)
    asks = (
        Ask(
            "consumes",
            say("production.relink.consumes"),
            value,
            choices,
            say("production.relink.consumes.help"),
            max_length=500,
            many=True,
        ),
        *signature_asks(session),
    )
    title = joined((say("production.relink"), *_of(uses.record)), " ")
    return RelinkScreen(session, title, asks, save, intro=say("production.relink.intro"))


def _of(record: WorkRecord) -> tuple[SafeText, ...]:
    return (safe(record.machine.code),) if record.machine else ()


def _codes(text: str) -> list[str]:
    words = text.replace(",", " ").replace(";", " ").split()
    return list(dict.fromkeys(batch_meant(word).upper() for word in words))
