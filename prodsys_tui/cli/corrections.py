"""Signed corrections, flips and suspect windows: the command of the first, rows of the others."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import UsageError
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.hold_rows import HELD_COLUMNS, batch_rows, with_parts
from prodsys_tui.cli.options import Reason, Sign, Uid, shift_key
from prodsys_tui.cli.rows import REASON_COLUMNS, RECORD_COLUMNS, Row, reason_rows, record_row, sample_row

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Correction, Sample
    from prodsys_tui.services.batch.suspects import Suspects
    from prodsys_tui.services.production.corrections import Signature, Signed
    from prodsys_tui.services.production.flips import Flip
    from prodsys_tui.services.production.record_corrections import Change, CorrectRecord

EXAMPLES = (
    "prodsys shift correct 12 --category ERROR_CAPTURA --record 31 --quantity 850"
    ' --reason "Se leyó mal la báscula"',
    "prodsys shift correct 12 --category ERROR_CAPTURA --record 31 --counter 13030"
    ' --reason "Contador mal leído" --dry-run',
    "prodsys shift correct 12 --category ERROR_CAPTURA --sample UID --value 805"
    ' --reason "Era de otra muestra" --sign svera',
)
CORRECTION_COLUMNS = (
    "turno",
    "maquina",
    "campo",
    "valor_anterior",
    "valor_nuevo",
    "categoria",
    "firmada_por",
)
_PLANNED = ("turno", "fecha_operativa", "maquina", "campo", "valor_anterior", "valor_nuevo", "suma_cantidad")
FLIP_COLUMNS = ("muestra", "parametro", "maquina", "antes", "ahora", "registros")

_Text = str | None
_Many = list[str] | None


def correct(
    ctx: typer.Context,
    shift: Annotated[str, typer.Argument(metavar="SHIFT")],
    category: Annotated[str, typer.Option("--category", metavar="C")],
    reason: Reason,
    record: Annotated[_Text, typer.Option("--record", metavar="UID", help="cli.option.of_record")] = None,
    quantity: Annotated[_Text, typer.Option("--quantity", metavar="Q")] = None,
    waste: Annotated[_Text, typer.Option("--waste", metavar="KG")] = None,
    counter: Annotated[_Text, typer.Option("--counter", metavar="C")] = None,
    reset: Annotated[_Text, typer.Option("--reset", metavar="N", help="cli.option.reset_from")] = None,
    links: Annotated[_Many, typer.Option("--link", metavar="LOT")] = None,
    unlinks: Annotated[_Many, typer.Option("--unlink", metavar="LOT")] = None,
    sample: Annotated[_Text, typer.Option("--sample", metavar="UID", help="cli.option.of_sample")] = None,
    value: Annotated[_Text, typer.Option("--value", metavar="V")] = None,
    sure: Annotated[bool, typer.Option("--sure")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    sign: Sign = None,
    uid: Uid = None,
) -> None:
    """Correct what a shift holds, under a supervisor's signature."""
    from prodsys_tui.domain.rights import Right
    from prodsys_tui.services.production.corrections import Signature, correct_record, correct_sample
    from prodsys_tui.services.production.record_corrections import CorrectRecord

    if (record is None) == (sample is None):
        raise UsageError("cli.usage.one_of", "record", names=("--record", "--sample"))
    if (sample is None) != (value is None):
        missing = "sample" if sample is None else "value"
        raise UsageError("cli.usage.missing", missing, name=f"--{missing}")
    desk = Desk.of(ctx)
    if record is None:
        under = Signature(category, reason, desk.signer(sign, Right.SIGN_CORRECTION), uid)
        signed = desk.do(correct_sample, sample or "", value or "", under, shift=shift_key(shift), sure=sure)
        _answer(desk, signed)
        return
    command = CorrectRecord(
        record,
        quantity=quantity,
        waste=waste,
        counter=counter,
        reset=reset,
        links=tuple(links or ()),
        unlinks=tuple(unlinks or ()),
        shift=shift_key(shift),
    )
    under = Signature(category, reason, desk.signer(sign, Right.SIGN_CORRECTION), uid)
    if dry_run:
        _answer_plan(desk, command, under)
    else:
        _answer(desk, desk.do(correct_record, command, under))


def correction_row(correction: "Correction") -> Row:
    """One entry of a signed correction; the amounts are what it adds."""
    return {
        "uid": correction.ref.uid,
        "bitacora_id": correction.shift.id,
        "turno": correction.shift.code,
        "proceso_id": correction.process_id,
        "maquina": correction.machine.code if correction.machine else None,
        "registro": correction.record.uid if correction.record else None,
        "muestra": correction.sample.uid if correction.sample else None,
        "categoria": correction.category.value,
        "motivo": correction.reason,
        "campo": correction.field,
        "valor_anterior": correction.before,
        "valor_nuevo": correction.after,
        "suma_cantidad": correction.quantity,
        "suma_merma_kg": correction.waste_kg,
        "grupo": correction.group,
        "firmada_por": correction.signed_by,
        "usuario": correction.author,
        "timestamp": correction.recorded_at,
    }


def flip_row(flip: "Flip") -> Row:
    """A sample whose judgement turned, with the records that lost the basis of their gate."""
    return {
        "muestra": flip.before.ref.uid,
        "corregida_por": flip.after.ref.uid,
        "proceso_id": flip.after.process_id,
        "parametro": flip.after.parameter,
        "maquina": flip.after.machine.code if flip.after.machine else None,
        "antes": flip.before.result.value,
        "ahora": flip.after.result.value,
        "registros": [record.ref.uid for record in flip.records],
    }


def answer_flips(desk: Desk, shift: int | str | None) -> None:
    """Answer the flips of a shift. Raises ``Refused``: ``no-open-shift``, ``not-found``."""
    from prodsys_tui.services.production.flips import flips_in

    with desk.read() as reads:
        rows = [flip_row(flip) for flip in flips_in(reads, shift)]
    desk.answer({"flips": rows}, {"flips": FLIP_COLUMNS})


def answer_suspects(desk: Desk, sample: str) -> None:
    """Answer what a failing sample makes suspect. Raises ``Refused`` as ``suspects_of`` does."""
    from prodsys_tui.services.batch.suspects import suspects_of

    with desk.read() as reads:
        found = suspects_of(reads, sample)
        batches = with_parts(desk, batch_rows(reads, found.batches))
    columns = {"records": RECORD_COLUMNS, "batches": HELD_COLUMNS, "sample": ("uid", "parametro", "valor")}
    desk.answer({"sample": sample_row(found.sample), **suspect_rows(found, batches)}, columns)


def after_saving(desk: Desk, sample: "Sample") -> Row:
    """What a new sample brings about: the flip that it makes, and the batches that it makes suspect."""
    from prodsys_tui.services.aftermath import aftermath

    with desk.plant.read() as reads:
        after = aftermath(reads, (sample,))
    document: Row = {}
    if after.flips:
        document["flips"] = [flip_row(flip) for flip in after.flips]
    if after.batches:
        document["lotes_sospechosos"] = [{"codigo_lote": code} for code in after.batches]
    return document


def suspect_rows(found: "Suspects", batches: list[Row]) -> Row:
    """Records and batches of a suspect window, and when it begins."""
    return {
        "desde": found.since,
        "records": [record_row(record) for record in found.records],
        "batches": batches,
    }


def _answer_plan(desk: Desk, command: "CorrectRecord", under: "Signature") -> None:
    from prodsys_tui.services.production.corrections import preview_correction

    with desk.read() as reads:
        plan = preview_correction(reads, desk.plant.act(desk.person), command, under)
    document: Row = {
        "cambios": [_change_row(change) for change in plan.changes],
        "motivos": reason_rows(desk.texts, plan.faults),
    }
    desk.answer(document, {"cambios": _PLANNED, "motivos": REASON_COLUMNS})


def _answer(desk: Desk, signed: "Signed") -> None:
    with desk.plant.read() as reads:
        corrections = reads.correction_group(signed.corrections[0].group)
    document: Row = {
        "correcciones_firmadas": [correction_row(each) for each in corrections],
        "sample": sample_row(signed.sample) if signed.sample else None,
        "flips": [flip_row(each) for each in signed.flips] if signed.sample else None,
    }
    desk.answer(document, {"correcciones_firmadas": CORRECTION_COLUMNS, "flips": FLIP_COLUMNS})


def _change_row(change: "Change") -> Row:
    return {
        "registro": change.record.ref.uid,
        "bitacora_id": change.shift.ref.id,
        "turno": change.shift.turn,
        "fecha_operativa": change.shift.operating_date,
        "estado_turno": change.shift.state.value,
        "maquina": change.record.machine.code if change.record.machine else None,
        "campo": change.field.value,
        "valor_anterior": change.before,
        "valor_nuevo": change.after,
        "suma_cantidad": change.quantity,
        "suma_merma_kg": change.waste_kg,
        "cantidad": change.makes,
    }
