"""Trazabilidad and Retiro by keyboard: trees that open, circles that end, drills that are timed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from prodsys_tui.app import ProdsysApp
from prodsys_tui.domain.model import (
    Batch,
    BatchState,
    Consumption,
    MaterialLot,
    Mix,
    Ref,
    RollUse,
    Sample,
    Shift,
    WorkRecord,
)
from prodsys_tui.screens.drill.screen import DrillScreen
from prodsys_tui.screens.drill.view import clock
from prodsys_tui.services.line.orders import add_order
from prodsys_tui.services.lineage.drills import drill_story
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.lazy_list import LazyList
from tests.screens.floor import Floor, person
from tests.screens.terminal import Faults, Terminal, settled

TAPE, CLOTH, PRINT = "1000001-001", "2000001-001", "4000001-001"


class Linking:
    """Writes batches and what they were made of, whatever the rules of a shift say."""

    def __init__(self, uow: UnitOfWork, shift: Shift) -> None:
        self.uow, self.shift = uow, shift
        self.records: dict[str, WorkRecord] = {}
        self.batches: dict[str, Batch] = {}

    def batch(self, order: str, machine: str, quantity: str, state: BatchState = BatchState.ACTIVE) -> None:
        of, on = self.uow.order(order), self.uow.machine(machine)
        assert of is not None
        assert on is not None
        made: dict[str, Any] = {"author": "ope", "recorded_at": self.uow.at}
        batch = self.uow.add(
            Batch(
                code=f"{order}-001",
                order=of.ref,
                shift=self.shift.ref,
                number=1,
                produced_on=self.shift.operating_date,
                state=state,
                **made,
            )
        )
        self.batches[batch.code] = batch
        self.records[batch.code] = self.uow.add(
            WorkRecord(
                shift=self.shift.ref,
                process_id=of.process_id,
                machine=on.ref,
                order=of.ref,
                batch=batch.ref,
                quantity=Decimal(quantity),
                **made,
            )
        )

    def consume(self, child: str, parent: str) -> None:
        record = self.records[child]
        assert record.machine is not None
        self.uow.add(
            Consumption(
                record=record.ref,
                machine=record.machine,
                shift=self.shift.ref,
                batch=self.batches[parent].ref,
                author="ope",
                recorded_at=self.uow.at,
            )
        )

    def mix(self, child: str, lot: str) -> None:
        made: dict[str, Any] = {"author": "ope", "recorded_at": self.uow.at}
        material = self.uow.add(MaterialLot(kind="Resina", brand="Braskem", code=lot, **made))
        self.uow.add(Mix(record=self.records[child].ref, material=material.ref, percent=Decimal(100), **made))

    def roll(self, child: str, code: str, batch: Ref | None = None) -> None:
        record = self.records[child]
        self.uow.add(
            RollUse(record=record.ref, code=code, batch=batch, author="ope", recorded_at=self.uow.at)
        )


def linked(floor: Floor) -> None:
    """Resin and an unknown roll → tape → cloth → print, and the tape made of the print's waste: a circle."""
    with floor.plant.read() as reads:
        shift = reads.open_shift()
    shift = shift or floor.open_shift()
    with floor.store.begin("ope", "test", floor.clock.now()) as uow:
        at = Linking(uow, shift)
        at.batch("1000001", "EXTPP01", "900", BatchState.CLOSED)
        at.batch("2000001", "T05", "640")
        at.batch("4000001", "IMP01", "1200")
        at.consume(CLOTH, TAPE)
        at.consume(PRINT, CLOTH)
        at.consume(TAPE, PRINT)
        at.mix(TAPE, "L-77")
        at.roll(CLOTH, "X-9")


def lines(term: Terminal) -> list[str]:
    """The tree: signs and codes, and what is marked."""
    rows = term.screen.query_one(LazyList).rows
    return [f"{row.cells[0].text} {row.cells[5].text}".rstrip() for row in rows]


async def to_trace(term: Terminal, code: str, who: str = "sup") -> None:
    await term.log_in(who)
    await term.press("f4", *"traza", "enter")
    assert term.screen.AREA == "trace"
    await term.type(code, "enter")


async def test_a_scanned_code_opens_its_tree(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, CLOTH)
    assert lines(term) == [
        f"- {CLOTH} hecho de",
        f"  + {TAPE}",
        "    X-9 sin conocer",
        f"- {CLOTH} usado en",
        f"  + {PRINT}",
    ]
    assert term.text("#counts") == "arriba 4, abajo 2"
    assert "Tela" in term.text("#told")
    assert "640 metros" in term.text("#told")


async def test_lines_open_and_close_and_circles_end(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, CLOTH)
    await term.press("f6", "f6")
    assert "aguas abajo" in term.status
    await term.press("plus")
    assert lines(term) == [
        f"- {CLOTH} usado en",
        f"  - {PRINT}",
        f"    - {TAPE}",
        f"        {CLOTH} (círculo)",
    ]
    await term.press("end")
    assert "círculo" in str(term.screen.lock_of("open"))
    await term.press("left")
    assert term.cursor() == "2"
    await term.press("minus", "left", "minus")
    assert lines(term) == [f"- {CLOTH} usado en", f"  + {PRINT}"]
    assert term.cursor() == "1"
    await term.press("right")
    assert lines(term)[2] == f"    + {TAPE}"
    await term.press("f5")
    assert lines(term)[2] == f"    + {TAPE}"
    assert "IMP01 16/03/2026 T1" in term.text("#told")


async def test_a_node_becomes_the_root_and_escape_comes_back(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, PRINT)
    await term.press("plus", "end", "home", "down", "enter")
    assert CLOTH in term.status
    await term.press("down", "right", "down", "enter")
    await term.press("escape")
    assert CLOTH in term.status
    await term.press("escape")
    assert PRINT in term.status
    await term.press("escape")
    assert term.screen.AREA == "board"


async def test_a_suppliers_lot_is_followed_too(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, "l-77")
    assert lines(term) == ["  L-77 Braskem hecho de", "- L-77 Braskem usado en", f"  + {TAPE}"]
    assert "aquí empieza" in term.text("#told")
    await term.press("end")
    assert "100 % de la mezcla" in term.text("#told")
    await term.press("s")
    assert TAPE in term.painted()


async def test_unknown_codes_are_told_and_the_field_waits(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, "nada")
    assert term.complains
    assert "Lote no encontrado." in term.message
    await term.press(*["backspace"] * 4)
    await term.type(TAPE, "enter")
    assert TAPE in term.status
    await term.press("slash", *"nada", "enter")
    assert "Lote no encontrado." in term.message
    assert TAPE in term.status
    await term.press("escape", "2")
    assert term.screen.focused is not None
    assert term.screen.focused.id == "code"
    await term.press("escape", "escape")
    assert term.screen.AREA == "board"


async def test_samples_of_a_node(floor: Floor, term: Terminal) -> None:
    linked(floor)
    with floor.plant.read() as reads:
        batch = reads.batch(TAPE)
        shift = reads.open_shift()
    assert batch is not None
    assert shift is not None
    sample: Sample = floor.sample(1, "Gramaje", "120").sample
    with floor.store.begin("ope", "test", floor.clock.now()) as uow:
        uow.add(
            Sample(
                **{
                    name: getattr(sample, name)
                    for name in sample.__dataclass_fields__
                    if name not in {"ref", "version", "batch"}
                },
                batch=batch.ref,
            )
        )
    await to_trace(term, TAPE)
    await term.press("s")
    assert "Gramaje: 120" in term.painted()


async def test_other_terminals_change_what_is_shown(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, PRINT)
    with floor.store.begin("ope", "test", floor.clock.now()) as uow:
        batch = uow.batch(PRINT)
        assert batch is not None
        uow.change(batch, state=BatchState.HELD)
    term.screen.data_changed()
    await term.settle()
    assert "pausado" in term.rows()[0]


async def test_a_drill_is_begun_located_and_ended(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, TAPE)
    await term.press("d")
    assert "¿Empezar el simulacro de retiro de 1000001-001?" in term.painted()
    await term.press("s")
    assert (term.screen.AREA, term.text("#clock")) == (
        "drill",
        "0:00:00  desde las 10:00 (sup)  localizados 0 de 3  0 %",
    )
    floor.clock.pass_(minutes=6, seconds=5)
    assert term.rows()[0].startswith(f"[ ] | {CLOTH} | Existencia")
    await term.press("enter")
    await term.type("Almacén 2", "enter", "enter")
    assert term.message == f"{CLOTH} localizado en Almacén 2."
    assert "0:06:05" in term.text("#clock")
    assert "localizados 1 de 3  33.3 %" in term.text("#clock")
    assert term.rows()[0].endswith("Almacén 2, 640 metros")
    assert term.screen.lock_of("located") is None  # the cursor went on to the next
    await term.press("up")
    assert str(term.screen.lock_of("located")) == "Ya está localizado."
    await term.press("f6")
    assert [row.split(" | ")[1] for row in term.rows()] == [PRINT, TAPE]
    await term.press("f6")
    assert [row.split(" | ")[1] for row in term.rows()] == [CLOTH]
    assert "Localizado en Almacén 2 por sup" in term.text("#told")
    await term.press("f2")
    await term.type("Faltó uno", "enter")
    assert "Simulacro terminado: 1 de 3 en 0:06:05." in term.message
    assert term.text("#clock").startswith("Terminado: 0:06:05")
    with floor.plant.read() as reads:
        assert drill_story(reads, TAPE).drill.note == "Faltó uno"
    assert (term.keys["F2"], term.keys["D"]) == (False, True)
    await term.press("t")
    assert term.screen.AREA == "trace"


async def test_who_may_not_drill_is_told(floor: Floor, term: Terminal) -> None:
    linked(floor)
    await to_trace(term, TAPE, "ope")
    await term.press("r")
    assert term.screen.AREA == "drill"
    assert term.text("#clock").startswith("Sin simulacro.")
    await term.press("d")
    assert "Supervisor" in term.message
    await term.press("enter")
    assert "No corre ningún simulacro" in term.message


async def test_an_order_without_batches_has_nothing_to_recall(floor: Floor, term: Terminal) -> None:
    floor.open_shift()
    floor.plant.do(add_order, person(floor.plant, "admin"), "1000777", "Cinta", "50")
    await to_trace(term, "1000777")
    assert lines(term) == []
    assert term.text("#told") == "Nada."
    await term.press("r")
    assert term.message == "Escanee o escriba un código."


def test_on_a_slow_line_the_clock_has_no_seconds() -> None:
    passed = timedelta(hours=1, minutes=2, seconds=3)
    assert (clock(passed, coarse=False), clock(passed, coarse=True)) == ("1:02:03", "1:02")


async def test_in_lean_mode_the_clock_is_looked_at_once_a_minute(floor: Floor, faults: Faults) -> None:
    linked(floor)
    app = ProdsysApp(lambda: floor.plant, Texts("es"), faults, idle=0, lean=True)
    async with settled(app) as term:
        await to_trace(term, TAPE)
        await term.press("d", "s")
        screen = term.screen
        assert isinstance(screen, DrillScreen)
        assert term.text("#clock").startswith("0:00  desde las 10:00")
        floor.clock.pass_(minutes=2)
        screen.look_at_clock()
        assert term.text("#clock").startswith("0:02  desde las 10:00")
