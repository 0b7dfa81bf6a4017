"""The line at work by keyboard: running order, crews and settings from the board, parts of a record."""

from prodsys_tui.domain.numbers import show_number
from prodsys_tui.services.line.crews import add_crew, join_crew
from prodsys_tui.services.line.runs import MachineStory, machine_story
from prodsys_tui.services.line.settings import settings_sheet
from prodsys_tui.services.production.production_parts import parts_of
from prodsys_tui.services.shift.shifts import open_shift
from prodsys_tui.services.site.people import add_crew_person, set_badge
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Terminal
from tests.screens.test_production import gate_passed, open_form, records, tape


def story(floor: Floor, machine: str = "T01") -> MachineStory:
    with floor.plant.read() as reads:
        return machine_story(reads, floor.plant.contracts, machine)


async def on_first_loom(term: Terminal, who: str = "ins") -> None:
    """The cursor of the board on T01."""
    await term.log_in(who)
    await term.press("down", "right", "down")


async def test_a_scan_says_what_a_loom_runs_and_what_is_due(term: Terminal, floor: Floor) -> None:
    tape(floor)
    await on_first_loom(term, "ope")
    await term.press("g")
    await term.type("2000001", "tab", "tab", "f4", "enter", "f2")
    assert "T01 corre 2000001." in term.message
    assert "Construcción urdido" in term.message
    now = story(floor)
    assert now.run is not None
    assert (now.run.order.code, [use.batch.code for use in now.in_use]) == ("2000001", ["1000001-001"])

    await term.press("g", "tab", "tab", "f4", "enter", "f2")
    assert story(floor).in_use == ()
    await term.press("g", "delete", "f2")
    assert "T01 no corre ninguna orden." in term.message
    assert story(floor).run is None


async def test_a_running_order_needs_a_machine(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("down", "g")
    assert term.complains
    assert "Elija una máquina" in term.message


async def test_a_wrong_order_keeps_the_form_and_says_why(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await on_first_loom(term, "ope")
    await term.press("g")
    await term.type("1000001", "f2")
    assert term.complains
    assert story(floor).run is None


async def test_a_crew_goes_to_work_with_one_key(term: Terminal, floor: Floor) -> None:
    admin = person(floor.plant, "admin")
    floor.plant.do(add_crew_person, admin, "acanche", "Abel Canché")
    floor.plant.do(add_crew, admin, "TEL-A", "Telares A", 2, "T1")
    for loom in ("T01", "T02"):
        floor.plant.do(join_crew, admin, "TEL-A", "acanche", loom)
    floor.open_shift()
    await on_first_loom(term)
    await term.press("q")
    await term.type("TEL-Z", "f2")
    assert term.message == "La cuadrilla TEL-Z no existe. Revise el código."
    await term.press("ctrl+u", "f4")
    assert "TEL-A" in term.rows()[0]
    assert "acanche" in term.rows()[0]
    await term.press("enter", "f2")
    assert term.message == "Cuadrilla asignada."
    assert "Personal: acanche" in term.text("#detail")

    await term.press("q")
    await term.type("acanche", "f2")
    assert term.message == "Ya no está asignado aquí."
    with floor.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        (left,) = reads.assignments(shift.ref)
    assert left.machine is not None
    assert left.machine.code == "T02"


async def test_settings_are_noted_and_copied_from_the_last_shift(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("j")
    await term.type("9" * 40, "tab")
    await term.type("muchos", "f2")
    assert term.complains
    assert "RPM Tornillo [RPM]: El número tiene demasiadas cifras" in " ".join(term.message.split())
    assert "Velocidad Embobinadores" in term.message
    await term.press("ctrl+u")
    await term.type("42", "tab")
    await term.press("ctrl+u")
    await term.type("180", "f2")
    assert term.message == "Ajustes guardados: 2 anotados."
    floor.clock.pass_(hours=8)
    floor.plant.do(open_shift, person(floor.plant, "ins"))
    await term.press("f5")
    assert "T2 16/03/2026" in term.status
    await term.press("j", "f7")
    assert term.message == "2 ajustes copiados. F2 guarda."
    await term.press("f2")
    with floor.plant.read() as reads:
        noted = settings_sheet(reads, floor.plant.contracts, 1).now
    assert noted == {"RPM Tornillo": "42", "Velocidad Embobinadores": "180"}


async def test_a_process_without_settings_says_so(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ope")
    await term.press("end", "j")
    assert term.complains
    assert "no lleva ajustes" in term.message
    await term.press("home", "j", "f7")
    assert "Ningún turno anterior tiene ajustes" in term.message


async def test_a_mix_is_typed_and_repeated(term: Terminal, floor: Floor) -> None:
    gate_passed(floor)
    await open_form(term, floor)
    await term.type("1000001", "enter")
    await term.press(*"100", "enter", "enter", "enter")
    await term.type("Resina de polipropileno,Polimar,P1,97; Antifibrilante,Polimar,A1,3")
    assert "2 partes, suman 100 %" in term.painted()
    await term.press("f2", *"50", "f7", "f2")
    with floor.plant.read() as reads:
        contract = floor.plant.contracts.of(reads, 1).contract
        mixes = [[part.lot for part in parts_of(reads, contract, one).mix] for one in records(floor)]
    assert mixes == [["P1", "A1"]] * 2
    assert [show_number(one.quantity) for one in records(floor)] == ["100", "50"]


async def test_a_badge_fills_in_its_user_and_the_pin_is_asked(term: Terminal, floor: Floor) -> None:
    floor.plant.do(set_badge, person(floor.plant, "admin"), "sup", "00417733")
    await term.type("00417733", "enter")
    assert term.screen.AREA == "login"
    await term.type(PIN, "enter")
    assert term.screen.AREA == "board"
    assert "Saúl Supervisor" in term.status


async def test_an_order_that_cannot_wait_is_released_on_the_board(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ins")
    await term.press("down", "y")
    await term.type("Tela urgente", "enter")
    await term.type("mil", "enter")
    await term.type("12 1/8", "f2")
    assert term.complains
    assert "mil" in term.message
    await term.press("ctrl+u")
    await term.type("500", "f2")
    assert "Orden EM-0001 liberada." in term.message
    with floor.plant.read() as reads:
        order = reads.order("EM-0001")
        assert order is not None
        assert (order.process_id, order.product, order.specs) == (2, "Tela urgente", {"Ancho": "12.125"})


async def test_who_may_not_release_orders_is_told_so(term: Terminal) -> None:
    await term.log_in("ope")
    await term.press("y")
    assert term.complains
    assert "Operario" in term.message


async def test_general_work_has_no_orders(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    await term.log_in("ins")
    await term.press("end", "y")
    assert "no lleva órdenes" in term.message
