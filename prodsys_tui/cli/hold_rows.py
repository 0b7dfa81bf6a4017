"""Holds as rows of an answer, and batches with the holds that last on them."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.rows import BATCH_COLUMNS, Row, batch_row
from prodsys_tui.domain.numbers import show_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from prodsys_tui.cli.desk import Desk
    from prodsys_tui.domain.batch.hold import Amount
    from prodsys_tui.domain.batch.hold_steps import Step
    from prodsys_tui.domain.model import Batch, Hold, HoldNote
    from prodsys_tui.services.batch.hold_story import HoldRow, HoldStory
    from prodsys_tui.services.batch.tainted import Tainted
    from prodsys_tui.services.ports import Reads

HELD_COLUMNS = (*BATCH_COLUMNS, "retenciones")
HOLD_COLUMNS = ("id", "retenciones", "motivo", "created_at", "created_by", "terminada_en", "terminada_por")
HOLD_LIST_COLUMNS = (
    *("id", "codigo_lote", "retenciones", "edad_horas", "detectado", "created_by", "motivo"),
    "consumido_en",
)
STEP_COLUMNS = ("paso", "estado", "persona", "timestamp")
NOTE_COLUMNS = ("timestamp", "usuario", "causa", "texto")
TAINTED_COLUMNS = ("codigo_lote", "nivel", "estado", "se_propone_retener")
DECIDED_COLUMNS = ("timestamp", "destino", "cantidad", "comentario", "usuario", "firmada_por")

_HOUR = 3600


def hold_row(hold: "Hold") -> Row:
    """A hold; without machine and roll it is of the whole batch, ``terminada_en`` is null while it lasts."""
    return {
        "id": hold.ref.id,
        "uid": hold.ref.uid,
        "codigo_lote": hold.batch.code,
        "maquina": hold.machine.code if hold.machine else None,
        "rollo": hold.roll,
        "grupo": hold.group,
        "muestra": hold.sample.uid if hold.sample else None,
        "motivo": hold.reason,
        "firmada_por": hold.signed_by,
        "created_by": hold.author,
        "created_at": hold.recorded_at,
        "terminada_en": hold.ended_at,
        "terminada_por": hold.ended_by,
    }


def listed_row(row: "HoldRow") -> Row:
    """A hold in a list: what was detected, how long it lasts, which step comes next, what consumed it."""
    sample = row.sample
    return {
        **hold_row(row.hold),
        "estado_lote": row.batch.state.value,
        "edad_horas": round(row.age.total_seconds() / _HOUR, 1),
        "detectado": f"{sample.parameter} {sample.words or show_number(sample.value)}" if sample else None,
        "resultado": None if sample is None else sample.result.value,
        "siguiente_paso": row.next.value if row.next else None,
        "notas": len(row.notes),
        "consumido_en": [batch.code for batch in row.went_into],
    }


def story_row(story: "HoldStory") -> Row:
    """A hold with how much of it there is and is undecided, and how what it locked stands now."""
    blocked = story.blocked
    return {
        **listed_row(story.row),
        "proceso_id": story.process_id,
        "unidad": story.unit,
        "cantidad": story.made,
        "por_decidir": story.left,
        "estado_proceso": blocked.state.value if blocked else None,
        "estado_turno": blocked.shift.state.value if blocked else None,
    }


def story_rows(story: "HoldStory") -> Row:
    """The story of a hold: itself, its five steps, what was found, what was decided."""
    return {
        "hold": story_row(story),
        "pasos": [step_row(step) for step in story.row.steps],
        "notas": [note_row(note) for note in story.row.notes],
        "disposiciones": [decided_row(amount) for amount in story.dispositions],
        "llego_a": [tainted_row(each) for each in story.went_into],
    }


def step_row(step: "Step") -> Row:
    """One step of the procedure."""
    return {"paso": step.kind.value, "estado": step.state.value, "persona": step.person, "timestamp": step.at}


def note_row(note: "HoldNote") -> Row:
    """One note of the investigation."""
    return {
        "causa": note.cause,
        "texto": note.text,
        "usuario": note.author,
        "timestamp": note.recorded_at,
        "retencion": note.hold.uid,
    }


def decided_row(amount: "Amount") -> Row:
    """What was decided of a hold, and how much of it; ``todo_el_resto``: all that was left."""
    told, much = amount
    return {
        "destino": told.outcome.value,
        "cantidad": much,
        "todo_el_resto": told.quantity is None,
        "comentario": told.comment,
        "firmada_por": told.signed_by,
        "usuario": told.author,
        "timestamp": told.recorded_at,
    }


def tainted_row(tainted: "Tainted") -> Row:
    """A batch that something held went into, over so many steps; whether it is proposed for hold too."""
    return {
        "codigo_lote": tainted.batch.code,
        "estado": tainted.batch.state.value,
        "nivel": tainted.steps,
        "se_propone_retener": tainted.to_hold,
    }


def story_words(desk: "Desk", story: "HoldStory") -> Row:
    """The story of a hold for people: its steps in words, and nothing of what is not known."""
    told = story_rows(story)
    hold, following = story_row(story), story.row.next
    if following is not None:
        hold["siguiente_paso"] = desk.texts(f"holds.step.{following.value}")
    told["hold"] = {name: value for name, value in hold.items() if value is not None}
    told["pasos"] = [
        {
            **step_row(step),
            "paso": desk.texts(f"holds.step.{step.kind.value}"),
            "estado": desk.texts(f"holds.step-state.{step.state.name.lower()}"),
        }
        for step in story.row.steps
    ]
    return told


def batch_rows(reads: "Reads", batches: "Sequence[Batch]") -> list[Row]:
    """Batches, each with what of it is held: its ``retenciones``."""
    held: dict[str, list[Row]] = {}
    for hold in reads.open_holds([batch.ref for batch in batches]):
        held.setdefault(hold.batch.uid, []).append(hold_row(hold))
    return [{**batch_row(batch), "retenciones": held.get(batch.ref.uid, [])} for batch in batches]


def with_parts(desk: "Desk", rows: "Iterable[Row]") -> list[Row]:
    """Rows of batches: for people each names only what of it is held, the machine, the roll, or all."""
    if desk.asked.json:
        return list(rows)
    return [{**row, "retenciones": [_part(desk, hold) for hold in _holds(row)]} for row in rows]


def named_parts(desk: "Desk", rows: "Iterable[Row]") -> list[Row]:
    """Rows of holds: for people each says in one word what is held."""
    if desk.asked.json:
        return list(rows)
    return [{**row, "retenciones": _part(desk, row)} for row in rows]


def _holds(row: Row) -> "Sequence[Row]":
    held = row["retenciones"]
    return held if isinstance(held, list) else ()


def _part(desk: "Desk", hold: Row) -> object:
    return hold["rollo"] or hold["maquina"] or desk.texts("cli.whole-batch")


def versions(desk: "Desk", codes: "Iterable[str]") -> "Mapping[str, int]":
    """The versions of the batches that a command is about, as they are before anybody is asked for a PIN."""
    from prodsys_tui.domain.batch.batch import batch_meant

    with desk.plant.read() as reads:
        found = [reads.batch(batch_meant(code)) for code in codes]
    return {batch.code: batch.version for batch in found if batch is not None}
