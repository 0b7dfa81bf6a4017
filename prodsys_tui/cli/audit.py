"""``prodsys audit``: who changed what, and the proof that nothing was changed past the program."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import shift_key
from prodsys_tui.cli.pages import Before, Limit
from prodsys_tui.cli.rows import AUDIT_COLUMNS, audit_row
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse

if TYPE_CHECKING:
    from datetime import datetime

    from prodsys_tui.domain.evidence.gate_proof import FellAway
    from prodsys_tui.domain.model import WorkRecord
    from prodsys_tui.services.evidence.proof import GateCheck

app = commands()

_Text = str | None

SHOWN = (
    *("id", "timestamp", "usuario", "accion", "entidad", "codigo", "entidad_uid", "motivo_cambio"),
    *("origen", "secuencia"),
)
GATE_COLUMNS = ("turno", "proceso_id", "maquina", "cantidad", "message", "registro_uid")
FALLEN_COLUMNS = (
    "turno",
    "proceso_id",
    "maquina",
    "cantidad",
    "parametro",
    "valor",
    "resultado",
    "corregida_por",
    "registro_uid",
)


@verb(
    app,
    "list",
    "prodsys audit list --entity Muestra --since 2026-03-15",
    "prodsys audit list --user rperez --action STATUS_CHANGE",
    "prodsys audit list --code 4567890-001",
)
def list_(
    ctx: typer.Context,
    entity: Annotated[_Text, typer.Option("--entity", metavar="E")] = None,
    action: Annotated[_Text, typer.Option("--action", metavar="A", help="cli.option.audit_action")] = None,
    code: Annotated[_Text, typer.Option("--code", metavar="C", help="cli.option.audit_code")] = None,
    since: Annotated[_Text, typer.Option("--since", metavar="T")] = None,
    until: Annotated[_Text, typer.Option("--until", metavar="T", help="cli.option.audit_until")] = None,
    limit: Limit = 200,
    before: Before = None,
) -> None:
    """List audit entries, newest first; ``--user`` names whose."""
    from prodsys_tui.services.evidence.audit_trail import AuditFilter, audit_page

    desk = Desk.of(ctx)
    wanted = AuditFilter(
        entity or "",
        desk.asked.flags.get("user") or "",
        action or "",
        code or "",
        _bound(desk, since, "since"),
        _bound(desk, until, "until", last=True),
    )
    with desk.read() as reads:
        found = audit_page(reads, wanted, _entry(before), limit)
    rows = [audit_row(entry, found.codes.get(entry.entity_uid or "")) for entry in found.rows]
    following = None if found.older is None else str(found.older)
    desk.answer({"next": following, "entries": rows}, {"entries": AUDIT_COLUMNS})


@verb(app, "show", "prodsys audit show 41250")
def show(
    ctx: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="ID", help="cli.option.audit_entry")],
) -> None:
    """Show one entry: every field before and after, and the journal entry behind it."""
    from prodsys_tui.services.evidence.audit_trail import audit_entry

    desk = Desk.of(ctx)
    with desk.read() as reads:
        found = audit_entry(reads, _entry(entry) or 0)
    line = found.line
    fields = [
        {"campo": each.name, "marca": each.mark.value, "antes": each.before, "despues": each.after}
        for each in found.fields
    ]
    journal = None if line is None else {"accion": line.action, "prev_hash": line.previous, "hash": line.hash}
    columns = {"entry": SHOWN, "campos": ("marca", "campo", "antes", "despues")}
    desk.answer({"entry": audit_row(found.row, found.code), "campos": fields, "journal": journal}, columns)


@verb(
    app,
    "verify",
    "prodsys audit verify --replay",
    "prodsys audit verify --gate",
    "prodsys audit verify --head 'c0d1 55aa 9e02 77b4'",
    "prodsys audit verify --replay --table lotes --until 2026-03-15T12:00-06:00",
)
def verify(
    ctx: typer.Context,
    gate: Annotated[bool, typer.Option("--gate")] = False,
    replay: Annotated[bool, typer.Option("--replay")] = False,
    table: Annotated[_Text, typer.Option("--table", metavar="T")] = None,
    until: Annotated[_Text, typer.Option("--until", metavar="T")] = None,
    head: Annotated[_Text, typer.Option("--head", metavar="HASH")] = None,
) -> None:
    """Check the journal's chain and the audit; exit 3 when it fails.

    With ``--replay`` also every row, with ``--gate`` that the gate of every record was open.
    """
    from prodsys_tui.store.gate_check import check_gates
    from prodsys_tui.store.shapes import BY_TABLE
    from prodsys_tui.store.verify import verify as verify_store

    if (table or until) and not replay:
        raise UsageError("cli.usage.missing", "replay", name="--replay")
    if table is not None and table not in BY_TABLE:
        raise UsageError("cli.usage.not_one_of", "table", name="--table", allowed=sorted(BY_TABLE))
    noted = _noted(head)
    desk = Desk.of(ctx)
    desk.may_read()
    moment = _bound(desk, until, "until")
    found = verify_store(desk.store, replay=replay, table=table, until=moment, head=noted)
    judged = check_gates(desk.store) if gate and found.verified else None
    if judged is not None and judged.faults:
        found = replace(found, verified=False, first_break=judged.first_break)
    broken = asdict(found.first_break) if found.first_break else None
    answer: dict[str, object] = {
        "verified": found.verified,
        "entries": found.entries,
        "head": found.head,
        "first_break": broken,
    }
    if until:
        answer["rows"] = [dict(row) for row in found.rows]
    if judged is not None:
        answer |= _judged(desk, judged)
    desk.answer(answer, {"faults": GATE_COLUMNS, "fallen": FALLEN_COLUMNS})
    if not found.verified:
        raise typer.Exit(exits.REFUSED)


def _noted(head: str | None) -> str | None:
    """A head as it was noted."""
    from prodsys_tui.domain.evidence.head import NOTED, read_head

    if head is None:
        return None
    noted = read_head(head)
    if noted is None:
        raise UsageError("cli.usage.bad_head", "head", minimum=NOTED)
    return noted


def _judged(desk: Desk, judged: "GateCheck") -> "dict[str, object]":
    """What the gate check found: the records in JSON; for people how many, and tables of what there is."""
    faults = [
        {**_place(bad.record), "code": bad.fault.value, "message": desk.texts(f"cli.proof.{bad.fault}")}
        for bad in judged.faults
    ]
    fallen = [
        {**_place(one.record), "muestra": fell.sample, **_now(fell)}
        for one in judged.fallen
        for fell in one.samples
    ]
    if desk.asked.json:
        return {"gate_records": judged.records, "gate_faults": faults, "basis_fell_away": fallen}
    return {
        "gate_records": judged.records,
        "gate_faults": len(judged.faults),
        "basis_fell_away": len(judged.fallen),
        "faults": faults or None,
        "fallen": fallen or None,
    }


def _place(record: "WorkRecord") -> "dict[str, object]":
    """Which record: its uid, its shift and its place."""
    return {
        "registro_uid": record.ref.uid,
        "bitacora_id": record.shift.id,
        "turno": record.shift.code,
        "proceso_id": record.process_id,
        "maquina": None if record.machine is None else record.machine.code,
        "cantidad": record.quantity,
    }


def _now(fell: "FellAway") -> "dict[str, object]":
    """What the sample that opened the gate says now."""
    now = fell.now
    return {
        "parametro": None if now is None else now.parameter,
        "valor": None if now is None else now.value,
        "resultado": None if now is None else now.result.value,
        "corregida_por": None if now is None else now.author,
    }


def _entry(text: str | None) -> int | None:
    """The id of the entry that a page goes on before. Raises ``Refused`` (``not-found``) for what is none."""
    number = shift_key(text)
    if isinstance(number, str):
        raise refuse(Code.NOT_FOUND, "before", "row", value=number)
    return number


def _bound(desk: Desk, text: str | None, field: str, *, last: bool = False) -> "datetime | None":
    """A moment, or the beginning (or the end) of a day at the site."""
    from prodsys_tui.text.dates import read_bound

    if not text:
        return None
    return needed(read_bound(text, desk.zone, desk.plant.clock.now(), field, last=last))
