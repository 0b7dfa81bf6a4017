"""The line at work as rows of an answer: runs, batches in use, rolls, bags, mixes, settings and crews."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.rows import Row, machine_row, record_row
from prodsys_tui.domain.numbers import show_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prodsys_tui.cli.desk import Desk
    from prodsys_tui.domain.contract.contract import Parameter
    from prodsys_tui.domain.model import BatchInUse, Consumption, Machine, Person, RollUse, Run, WorkRecord
    from prodsys_tui.domain.production.parts import MixPart
    from prodsys_tui.services.line.crews import CrewNow
    from prodsys_tui.services.line.runs import Change, MachineStory
    from prodsys_tui.services.line.settings import SettingsSheet
    from prodsys_tui.services.ports import Reads
    from prodsys_tui.text.catalog import Texts

RUN_COLUMNS = ("orden", "inicio", "fin", "contador_inicial", "contador_final", "usuario")
USE_COLUMNS = ("codigo_lote", "desde", "hasta", "firmado_por", "motivo")
LINK_COLUMNS = ("codigo_lote", "desde", "estaba_pausado", "antes_de_retencion", "firmado_por", "motivo")
DUE_COLUMNS = ("parametro", "cantidad", "cuando")
CREW_COLUMNS = ("codigo", "nombre", "proceso_id", "turno", "trabaja_ahora", "integrantes")
ROLL_COLUMNS = ("codigo", "cantidad", "libre")
MIX_COLUMNS = ("tipo", "marca", "lote", "porcentaje")
BAG_COLUMNS = ("cantidad", "teorico", "diferencia", "alerta")
_PARTS = frozenset({"lotes_consumidos", "rollos_consumidos", "rollos", "sacos", "mezcla"})
_TABLES = {
    "corridas": RUN_COLUMNS,
    "corrida": RUN_COLUMNS,
    "corrida_anterior": RUN_COLUMNS,
    "lotes_en_uso": USE_COLUMNS,
    "lotes_retirados": USE_COLUMNS,
    "muestras_debidas": DUE_COLUMNS,
    "ajustes": ("ajuste", "valor", "unidad", "anterior"),
    "mezcla": MIX_COLUMNS,
}


def run_row(run: "Run | None") -> Row | None:
    """A run: what a machine ran, from when to when, with its counter at both."""
    if run is None:
        return None
    return {
        "uid": run.ref.uid,
        "maquina": run.machine.code,
        "orden": run.order.code,
        "inicio": run.starts,
        "fin": run.ends,
        "contador_inicial": run.start_counter,
        "contador_final": run.end_counter,
        "usuario": run.author,
    }


def use_row(use: "BatchInUse") -> Row:
    """A batch in use at a machine."""
    return {
        "codigo_lote": use.batch.code,
        "maquina": use.machine.code,
        "desde": use.since,
        "hasta": use.until,
        "motivo": use.reason,
        "firmado_por": use.signed_by,
        "usuario": use.author,
    }


def link_row(link: "Consumption") -> Row:
    """A batch that a record consumed: since when it was in use, and how it got in if it was held."""
    return {
        "codigo_lote": link.batch.code,
        "desde": link.since,
        "estaba_pausado": link.held,
        "antes_de_retencion": link.before_hold,
        "motivo": link.reason,
        "firmado_por": link.signed_by,
        "usuario": link.author,
    }


def roll_use_row(use: "RollUse") -> Row:
    """A roll that a record used up, with the batch behind it; none of a roll that nobody knows."""
    return {"codigo": use.code, "codigo_lote": use.batch.code if use.batch else None}


def held_signer(desk: "Desk", user: str | None) -> "Person | None":
    """Who signs for a held batch: the second person, else whoever acts, if they may; their PIN was checked.

    None where nobody can.
    """
    from prodsys_tui.domain.rights import Right

    right = Right.SIGN_HELD_BATCH
    if user or desk.plant.act(desk.person).may(right):
        return desk.signer(user, right)
    return None


def told_rolls(texts: "Texts", rolls: "Iterable[Row]") -> list[Row]:
    """The same for people: a roll that nobody knows says so."""
    unknown = texts("cli.unknown-roll")
    return [row | {"codigo_lote": row["codigo_lote"] or unknown} for row in rolls]


def due_rows(due: "Iterable[Parameter]") -> list[Row]:
    """The samples that a change of order asks for."""
    return [{"parametro": each.name, "cantidad": each.due, "cuando": each.due_when} for each in due]


def running_row(machine: "Machine", run: "Run | None") -> Row:
    """A machine with the time since when it runs its order."""
    return machine_row(machine) | {"desde": None if run is None else run.starts}


def answer_change(desk: "Desk", change: "Change") -> None:
    """Answer what a change of order did."""
    document: Row = {
        "machine": running_row(change.machine, change.run),
        "corrida": run_row(change.run),
        "corrida_anterior": run_row(change.ended),
        "lotes_en_uso": [use_row(use) for use in change.kept],
        "lotes_retirados": [use_row(use) for use in change.dropped],
        "muestras_debidas": due_rows(change.due),
    }
    desk.answer(_told(desk, document), _TABLES)


def answer_story(desk: "Desk", story: "MachineStory") -> None:
    """Answer a machine as it works now."""
    document: Row = {
        "machine": running_row(story.machine, story.run),
        "lotes_en_uso": [use_row(use) for use in story.in_use],
        "muestras_debidas": due_rows(story.due),
        "corridas": [run_row(run) for run in story.runs],
    }
    desk.answer(_told(desk, document), _TABLES)


def answer_settings(desk: "Desk", sheet: "SettingsSheet") -> None:
    """Answer the settings of a machine, beside what the last shift had, and the mix that may be copied."""
    rows = [
        {
            "ajuste": setting.name,
            "valor": sheet.now.get(setting.name),
            "unidad": setting.unit,
            "grupo": setting.group,
            "anterior": sheet.last.get(setting.name),
        }
        for setting in sheet.contract.settings
    ]
    document: Row = {
        "proceso_id": sheet.contract.id,
        "maquina": None if sheet.machine is None else sheet.machine.code,
        "ajustes": rows,
        "mezcla": mix_rows(sheet.mix),
    }
    desk.answer(_told(desk, document), _TABLES)


def mix_rows(mix: "Iterable[MixPart]") -> list[Row]:
    """The parts of a mix."""
    return [
        {"tipo": part.kind, "marca": part.brand, "lote": part.lot, "porcentaje": part.percent} for part in mix
    ]


def whole_record_row(desk: "Desk", reads: "Reads", record: "WorkRecord") -> Row:
    """A work record with what it is told to consist of and what it consumed."""
    from prodsys_tui.services.production.production_parts import parts_of

    contract = desk.plant.contracts.of(reads, record.process_id).contract
    parts = parts_of(reads, contract, record)
    bags = parts.bags
    return record_row(record) | {
        "lotes_consumidos": [each.batch.code for each in reads.consumptions(record.ref)],
        "rollos_consumidos": [roll_use_row(each) for each in reads.roll_uses(record.ref)],
        "rollos": [
            {"codigo": roll.code, "cantidad": roll.quantity, "libre": roll.free} for roll in parts.rolls
        ],
        "sacos": None
        if bags is None
        else {
            "cantidad": bags.count,
            "teorico": bags.theoretical,
            "diferencia": bags.difference,
            "alerta": bags.alert,
        },
        "mezcla": mix_rows(parts.mix),
    }


def told_record(texts: "Texts", record: Row) -> Row:
    """A whole record as people read it: what it consists of in a line each, nothing of what it has not."""
    rolls, bags, mix = (record[name] for name in ("rollos", "sacos", "mezcla"))
    used, told = record["rollos_consumidos"], Row(record)
    if isinstance(used, list):
        rows = told_rolls(texts, used)
        told["rollos_consumidos"] = [f"{row['codigo']} ({row['codigo_lote']})" for row in rows]
    if isinstance(rolls, list):
        told["rollos"] = [f"{roll['codigo']}={show_number(roll['cantidad'])}" for roll in rolls]
    if isinstance(mix, list):
        told["mezcla"] = [
            " ".join((part["tipo"], part["marca"], part["lote"], f"{show_number(part['porcentaje'])} %"))
            for part in mix
        ]
    if isinstance(bags, dict):
        told |= {"sacos": bags["cantidad"], "teorico": bags["teorico"], "diferencia": bags["diferencia"]}
        told |= {"alerta": bags["alerta"]}
    return {name: value for name, value in told.items() if value not in ([], None) or name not in _PARTS}


def crew_row(now: "CrewNow") -> Row:
    """A crew with its people, the turn that it works now, and whether that is the open shift's."""
    crew = now.crew
    return {
        "codigo": crew.code,
        "nombre": crew.name,
        "proceso_id": crew.process_id,
        "turno": now.turn,
        "trabaja_ahora": now.works,
        "desde": crew.since,
        "integrantes": [
            {"codigo": each.person.code, "maquina": each.machine.code if each.machine else None}
            for each in now.members
        ],
    }


def _told(desk: "Desk", document: Row) -> Row:
    """The document; for people without the lists that hold nothing."""
    if desk.asked.json:
        return document
    return {name: value for name, value in document.items() if value != []}
