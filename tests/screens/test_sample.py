"""Muestra by keyboard: what is judged, saved, refused, asked and told."""

from itertools import groupby

import pytest
from textual import events

from prodsys_tui.domain.model import Result, Sample
from prodsys_tui.domain.numbers import show_number
from prodsys_tui.screens.sample.screen import SampleScreen
from prodsys_tui.services.line.orders import add_order, set_order_state
from prodsys_tui.services.line.runs import run_order
from prodsys_tui.services.quality.sample_sheet import SampleSheet
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.shift.closing import close_shift
from tests.screens.floor import Floor, person
from tests.screens.terminal import Faults, Terminal, terminal

SPECS = {"Ancho": "12 1/8", "Construcción urdido": "10", "Construcción trama": "10"}
NAMED = {"enter", "up", "tab", "pagedown", "f2"}
ESCAPE = "\x1b]52;c;aG9sYQ==\x07\u202e[/x]"


async def open_form(term: Terminal, floor: Floor, process: int = 1, who: str = "ope") -> SampleScreen:
    """A shift, somebody at the terminal, and the form of a process."""
    floor.open_shift()
    await term.log_in(who)
    await term.press(*["down"] * (process - 1), "m")
    assert isinstance(term.screen, SampleScreen)
    return term.screen


def loom_order(floor: Floor, *machines: str, code: str = "2000145", **specs: str) -> str:
    admin = person(floor.plant, "admin")
    floor.plant.do(add_order, admin, code, "Tela [/x] 12 1/8", "9000", None, specs or SPECS)
    for machine in machines:
        floor.plant.do(run_order, admin, machine, code)
    return code


def samples(floor: Floor) -> list[Sample]:
    """What the store holds, oldest first."""
    with floor.plant.read() as reads:
        return list(reversed(reads.samples()))


def told(floor: Floor) -> list[tuple[str, str, str]]:
    return [(one.parameter, show_number(one.value), one.result.value) for one in samples(floor)]


def line(term: Terminal, label: str) -> str:
    """The painted line of a field."""
    return next(row for row in term.painted().splitlines() if row[1:].startswith(label))


async def to(term: Terminal, screen: SampleScreen, key: str) -> None:
    """Go to a line as a person does, with the arrows."""
    while screen.form.current != key:
        await term.press("down")


async def test_a_value_is_judged_while_one_types_and_saved_with_enter(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    assert "790-820 g/9000m" in line(term, "Denier")
    await term.type("80")
    assert "dudoso" in line(term, "Denier")
    await term.type("5")
    assert "Cumple" in line(term, "Denier")
    assert samples(floor) == []

    await term.press("enter")
    assert told(floor) == [("Denier", "805", "Cumple")]
    assert not term.complains
    assert term.message == "Denier 805: Cumple.\nMuestras 1, mínimo 3. Liberación CERRADA."
    assert "1/3" in line(term, "Denier")
    assert "muestras 1, mínimo 3" in term.painted()
    assert screen.form.current == "Resistencia"


async def test_the_last_sample_of_the_minimum_opens_the_gate(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor)
    await term.type("120", "enter")
    await term.type("1.5", "enter")
    assert "CERRADA" in term.painted()
    assert "hasta validar calidad (mínimo 3 muestras)." in term.painted()
    await term.type("50", "enter")

    assert "LIBERACIÓN DE CALIDAD: ABIERTA" in term.painted()
    assert "ya puede registrar producción" in term.message


async def test_a_failing_sample_says_what_to_do_next_and_its_key_leads_there(
    term: Terminal, floor: Floor
) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Elongación")
    await term.type("30", "enter")

    assert told(floor) == [("Elongación", "30", "No cumple")]
    assert "F6" in term.message
    assert "Proceso en REVISIÓN: corrija el proceso" in term.painted()
    assert "No cumple !" in line(term, "Elongación")
    await term.press("up", "f6")
    assert "SIN RESOLVER" in term.rows()[0]
    await term.press("d")
    assert "Disposición" in term.status


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ochenta", "no es un número"),
        ("1,234", "dos maneras"),
        ("1.234,5", "dos maneras"),
        ("NaN", "no es un número"),
        ("inf", "no es un número"),
        ("1e2", "no es un número"),
        ("٣٤", "no es un número"),
        ("[/x]", "no es un número"),
        ("400", "Valor fuera de rango: 50-300 g/m2"),
        ("-60", "Valor fuera de rango: 50-300 g/m2"),
        ("1234567890.1234567", "demasiadas cifras"),
    ],
)
async def test_what_is_no_measure_is_refused_in_words_and_nothing_is_saved(
    term: Terminal, floor: Floor, typed: str, said: str
) -> None:
    screen = await open_form(term, floor)
    with floor.plant.read() as reads:
        before = reads.head()
    await term.type(typed, "enter")

    assert term.complains
    assert said in term.message
    assert screen.form.current == "Gramaje"
    assert screen.form.value("Gramaje") == typed
    with floor.plant.read() as reads:
        assert reads.head() == before


async def test_outside_validity_is_shown_before_enter(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor)
    await term.type("400")
    assert "fuera de rango" in line(term, "Gramaje")
    assert "Valor fuera de rango: 50-300 g/m2" in term.painted()


async def test_a_refused_value_is_typed_over(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor)
    await term.type("400", "enter")
    await term.type("120", "enter")
    assert told(floor) == [("Gramaje", "120", "Cumple")]


async def test_keys_typed_before_a_refusal_could_be_seen_reach_the_lines_they_were_meant_for(
    term: Terminal, floor: Floor
) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.press(*"xx", "enter", *"45", "backspace", "full_stop", "5", "enter", *"17", "enter")
    assert told(floor) == [("Resistencia", "4.5", "Cumple"), ("Elongación", "17", "Cumple")]
    assert screen.form.value("Denier") == "xx"
    assert "no es número" in line(term, "Denier")


async def test_a_scan_that_was_refused_takes_no_value_to_the_machine_before(
    term: Terminal, floor: Floor
) -> None:
    loom_order(floor, "T05", "T08")
    screen = await open_form(term, floor, process=2)
    await term.press(*"t05", "enter", *"12x", "enter", *"t08", "enter", *"10", "enter")
    assert samples(floor) == []
    assert (screen.where.machine, screen.form.value("Ancho")) == ("T05", "12x")
    assert screen.form.value("Construcción urdido") == "10"
    assert term.complains
    for said in ("Guarde (F2) o borre (Esc)", "no es una medida", "no se guardó"):
        assert said in term.message

    await term.press("enter")  # now it was seen
    assert term.message == ""
    await to(term, screen, "Ancho")
    await term.press("ctrl+u", *"12", "enter")
    assert told(floor) == [("Ancho", "12", "Cumple")]


@pytest.mark.parametrize(
    "refused",
    [
        ("t99", "enter"),  # no machine at all, typed where a value belongs
        ("up", "up", "up", "up", "t99", "enter"),  # the same on the machine's own line
        ("2999999", "enter"),  # no such order
        ("1000001", "enter"),  # an order of another process
        ("12x", "pagedown"),  # another machine by the page key
        ("12x", "tab", "8", "f2", "t08", "enter"),  # F2 saved nothing
    ],
    ids=["no machine", "on its line", "no order", "order of others", "page key", "F2"],
)
async def test_after_a_refused_place_the_rest_of_a_burst_is_kept_from_saving(
    term: Terminal, floor: Floor, refused: tuple[str, ...]
) -> None:
    loom_order(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    keys = [key for part in refused for key in ([part] if part in NAMED else part)]
    await term.press(*keys, *"10", "enter", *"10", "f2", "ctrl+g", "f3")
    assert samples(floor) == []
    assert term.screen is screen
    assert screen.where.machine == "T05"
    assert term.complains
    assert "no se guardó" in term.message


async def test_a_place_that_is_accepted_after_a_refused_one_takes_its_values(
    term: Terminal, floor: Floor
) -> None:
    loom_order(floor, "T05", "T08")
    screen = await open_form(term, floor, process=2)
    await term.press(*"t05", "enter", *"2999999", "enter", *"t08", "enter", *"12", "enter")
    assert [(one.machine.code if one.machine else "", one.parameter) for one in samples(floor)] == [
        ("T08", "Ancho")
    ]
    assert screen.where.machine == "T08"
    assert term.complains
    assert "La orden 2999999 no existe" in term.message


async def test_a_complaint_is_not_hidden_by_what_was_saved_after_it(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.press(*"xx", "enter", "4", "full_stop", "5", "enter")
    assert told(floor) == [("Resistencia", "4.5", "Cumple")]
    assert term.complains
    assert "no es un número" in term.message
    await term.press("down")
    assert term.message == ""


async def test_a_doubtful_value_is_asked_for_and_saved_with_the_answer_alone(
    term: Terminal, floor: Floor
) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.type("8.05", "enter")
    assert term.message.startswith("¿Seguro? Denier 8.05 g/9000m")
    await term.press("enter")
    assert samples(floor) == []
    await term.press("s")
    assert told(floor) == [("Denier", "8.05", "No cumple")]


async def test_a_doubtful_value_is_typed_again(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.type("8.05", "enter")
    await term.type("805", "enter")
    assert told(floor) == [("Denier", "805", "Cumple")]


async def test_without_a_nominal_a_sample_waits_and_never_complies(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    assert "falta nominal de orden" in line(term, "Ancho")
    await term.type("12 1/8")
    assert "En espera" in line(term, "Ancho")
    await term.press("enter")
    assert told(floor) == [("Ancho", "12.125", "En espera")]
    assert screen.form.current == "Construcción urdido"


async def test_a_loom_is_scanned_and_its_running_order_gives_the_specification(
    term: Terminal, floor: Floor
) -> None:
    loom_order(floor, "T05", "T06")
    screen = await open_form(term, floor, process=2)
    assert screen.form.current == "@machine"
    await term.type("t05", "enter")
    assert "2000145 Tela [/x] 12 1/8" in line(term, "Orden")
    assert "11 7/8 - 12 3/8 pulgadas" in line(term, "Ancho")
    await term.type("12 1/8", "enter")
    assert [(one.machine.code if one.machine else "", one.result) for one in samples(floor)] == [
        ("T05", Result.COMPLIES)
    ]
    assert "T05  muestras 1, mínimo 1" in term.painted()
    await term.press("pagedown")
    assert "T06  muestras 0, mínimo 1" in term.painted()
    await term.press("pageup", "pageup")
    assert "T04  muestras 0, mínimo 1" in term.painted()


async def test_a_loom_is_chosen_from_the_list_with_the_state_of_each(term: Terminal, floor: Floor) -> None:
    loom_order(floor, "T05")
    screen = await open_form(term, floor, process=2)
    floor.sample(2, "Ancho", "12 1/8", "T05")
    assert "ELIJA LA MÁQUINA" in term.painted()
    await term.press("f4")
    assert term.rows()[3:5] == [
        "T04 | ░ Falta calidad  muestras 0",
        "T05  2000145 | ■ Falta producción  muestras 1",
    ]
    await term.type("t05", "enter")
    assert (screen.where.machine, screen.form.current) == ("T05", "Ancho")


async def test_the_machine_is_not_changed_under_what_is_typed(term: Terminal, floor: Floor) -> None:
    loom_order(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.type("12 1/8", "pagedown")
    assert "Guarde (F2) o borre (Esc)" in term.message
    assert screen.where.machine == "T05"
    await term.press("escape", "pagedown")
    assert screen.where.machine == "T06"


@pytest.mark.parametrize(
    ("machine", "said"), [("T99", "La máquina T99 no existe"), ("EXTPP01", "no es de Telares")]
)
async def test_a_machine_that_is_none_here_is_refused(
    term: Terminal, floor: Floor, machine: str, said: str
) -> None:
    screen = await open_form(term, floor, process=2)
    await term.type(machine, "enter")
    assert term.complains
    assert said in term.message
    assert (screen.form.current, screen.where.machine) == ("@machine", None)


async def test_a_machine_typed_without_enter_does_not_hold(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await to(term, screen, "@machine")
    await term.type("t06")
    assert "Primero acepte" in str(screen.lock_of("save"))
    await term.press("down")
    assert (screen.form.value("@machine"), screen.where.machine) == ("T05", "T05")


async def test_codes_scanned_on_a_value_line_are_no_values(term: Terminal, floor: Floor) -> None:
    loom_order(floor)
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.type("2000145", "enter")
    assert (screen.where.order, screen.form.current) == ("2000145", "Ancho")
    await term.type("2000145-001", "enter")
    assert screen.form.value("@batch") == "2000145-001"
    await term.type("t06", "enter")
    assert (screen.where.machine, screen.where.order) == ("T06", None)
    assert samples(floor) == []


async def test_two_hundred_queued_scans_change_the_loom_two_hundred_times(
    term: Terminal, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = await open_form(term, floor, process=2)
    seen: list[str | None] = []
    show = screen.shown

    def shown(sheet: SampleSheet) -> None:
        seen.append(sheet.place.machine_code)
        show(sheet)

    monkeypatch.setattr(screen, "shown", shown)
    scans = [f"T{1 + n % 13:02d}" for n in range(200)]
    for scan in scans:
        for key in (*scan, "enter"):
            term.app.post_message(events.Key(key, "\r" if key == "enter" else key))
    await term.settle()
    assert [machine for machine, _ in groupby(seen)] == scans
    assert samples(floor) == []


async def test_an_order_of_another_process_is_refused_and_a_cancelled_one_too(
    term: Terminal, floor: Floor
) -> None:
    admin = person(floor.plant, "admin")
    loom_order(floor)
    floor.plant.do(set_order_state, admin, "2000145", "Cancelada", "pedido cancelado")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await term.type("1000001", "enter")
    assert "La orden 1000001 no es de Telares" in term.message
    assert screen.where.order is None
    await to(term, screen, "Ancho")
    await term.type("2000145", "enter")
    await term.type("12 1/8", "enter")
    assert term.complains
    assert "está Cancelada" in term.message
    assert samples(floor) == []


async def test_every_field_takes_escape_bytes_with_a_message_and_saves_nothing(
    term: Terminal, floor: Floor
) -> None:
    loom_order(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    for key in ("@machine", "@order", "Ancho", "Color urdido"):
        await to(term, screen, key)
        term.app.post_message(events.Paste(ESCAPE))
        await term.settle()
        assert "\x1b" not in term.painted()
        await term.press("enter")
        assert term.complains, key
        assert "\x1b" not in term.message
        await term.press("escape")
    for key in ("@batch", "@measured"):
        await to(term, screen, key)
        term.app.post_message(events.Paste(ESCAPE))
        await term.settle()
        await to(term, screen, "Ancho")
        await term.type("12 1/8", "enter")
        assert term.complains, key
        await to(term, screen, key)
        await term.press("escape")
    assert samples(floor) == []


async def test_pasted_values_fill_the_lines_and_f2_saves_them_all(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    term.app.post_message(events.Paste("805\r\n4.5\r\n17\r\n3.0\r\n"))
    await term.settle()
    assert "Se pegaron 4 valores" in term.message
    assert samples(floor) == []
    await term.press("f2")
    assert [row[0] for row in told(floor)] == [
        "Denier",
        "Resistencia",
        "Tenacidad",
        "Elongación",
        "Ancho de cinta",
    ]


async def test_f2_saves_all_or_nothing_and_shows_the_faults_on_their_lines(
    term: Terminal, floor: Floor
) -> None:
    screen = await open_form(term, floor)
    await term.type("120", "tab")
    await term.type("99", "tab")
    await term.type("nada", "f2")
    assert term.complains
    assert samples(floor) == []
    assert "fuera de rango" in line(term, "Espesor")
    assert "no es número" in line(term, "Tracción")
    assert "Cumple" in line(term, "Gramaje")
    assert "Validación de parámetro fallida: Valor fuera de rango: 0.1-5 mm" in term.message
    assert screen.form.current == "Espesor"

    await term.type("1.5", "tab")
    await term.type("50", "f2")
    assert told(floor) == [
        ("Gramaje", "120", "Cumple"),
        ("Espesor", "1.5", "Cumple"),
        ("Tracción", "50", "Cumple"),
    ]
    assert screen.form.values == {"@machine": "EXTPP01"}


async def test_f2_without_values_is_dimmed_and_says_why(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor)
    assert term.keys["F2"] is False
    await term.press("f2")
    assert term.message == "No hay valores escritos por guardar."
    await term.type("120")
    assert term.keys["F2"] is True


async def test_a_sample_is_corrected_by_another_that_names_it(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.type("850", "enter")
    await term.press("up", "f6", "c")
    assert "Corrige la de las 10:00, que fue 850" in term.painted()
    await term.type("805", "enter")

    old, new = samples(floor)
    assert show_number(new.value) == "805"
    assert new.corrects == old.ref
    assert "Cumple" in line(term, "Denier")
    assert "REVISIÓN" not in term.painted()
    await term.press("up", "f6")
    assert ["corregida" in row for row in term.rows()] == [False, True]


async def test_a_correction_is_left_with_escape(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.type("805", "enter")
    await term.press("up", "f6", "c", "escape")
    assert isinstance(term.screen, SampleScreen)
    assert "Corrige" not in term.painted()


@pytest.mark.parametrize(("key", "result"), [("r", Result.REJECTED), ("e", Result.WAITING)])
async def test_a_person_may_set_a_worse_result_with_a_comment(
    term: Terminal, floor: Floor, key: str, result: Result
) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.press("f6", key)
    assert "Escriba primero el valor" in term.message
    await term.press("escape")
    await term.type("805", "f6")
    await term.press(key, "enter")
    assert term.complains  # a comment of nothing
    await term.type("cinta manchada", "enter")
    assert result.value in line(term, "Denier")
    await term.press("enter")
    (sample,) = samples(floor)
    assert (sample.result, sample.comment) == (result, "cinta manchada")


async def test_pass_or_fail_is_one_letter_or_a_choice(term: Terminal, floor: Floor) -> None:
    loom_order(floor, "T05")
    screen = await open_form(term, floor, process=2)
    await term.type("t05", "enter")
    await to(term, screen, "Color urdido")
    await term.press("n", "enter")
    assert "T05 debe pararse" in term.message
    assert screen.form.current == "Color trama"
    await term.press("f4", "enter", "enter")
    assert told(floor) == [("Color urdido", "0", "No cumple"), ("Color trama", "1", "Cumple")]


async def test_words_are_kept_as_typed(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor, process=8)
    await term.type("gris claro", "enter")
    (sample,) = samples(floor)
    assert (sample.words, sample.result) == ("gris claro", Result.COMPLIES)
    assert screen.form.current == "Tipo de material"


async def test_a_calculated_parameter_is_locked_and_told_when_its_round_gives_it(
    term: Terminal, floor: Floor
) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Tenacidad")
    await term.press("5")
    assert "se calcula sola" in term.message.lower()
    await to(term, screen, "Denier")
    await term.type("805", "enter")
    await term.type("4.5", "enter")
    assert "Tenacidad calculada 5.59006211180124: No cumple (solo aviso)." in term.message


async def test_the_time_of_measuring_is_typed_where_it_is_not_now(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "@measured")
    await term.type("25:99", "tab")
    await term.type("120", "enter")
    assert "no es una hora" in term.message
    assert screen.form.current == "@measured"
    await term.type("09:30", "tab")
    await term.press("enter")
    (sample,) = samples(floor)
    assert (sample.measured_at.hour, sample.measured_at.minute) == (15, 30)


async def test_saving_twice_saves_once(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await term.type("120")
    uid = screen.drafts["Gramaje"].uid  # the answer of a first save that was lost on its way
    floor.plant.do(add_sample, person(floor.plant, "ope"), AddSample(1, "Gramaje", "120", uid=uid))
    await term.press("enter")
    assert told(floor) == [("Gramaje", "120", "Cumple")]
    assert not term.complains


async def test_who_only_reads_is_told_so(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor, who="lec")
    await term.type("120", "enter")
    assert term.complains
    assert "Consulta" in term.message
    assert samples(floor) == []


async def test_a_shift_that_was_closed_meanwhile_takes_no_sample(term: Terminal, floor: Floor) -> None:
    shift = floor.extruder_shift()
    await term.log_in("ope")
    await term.press("m")
    floor.plant.do(close_shift, person(floor.plant, "ins"), shift.ref.uid)
    before = len(samples(floor))
    await term.type("120", "enter")
    assert term.complains
    assert len(samples(floor)) == before


async def test_what_another_terminal_saved_is_seen_after_reloading(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await term.type("12")
    floor.sample(1, "Denier", "805")
    await term.press("f5")
    assert "1/3" in line(term, "Denier")
    assert screen.form.value("Gramaje") == "12"


async def test_leaving_asks_when_something_would_be_lost(term: Terminal, floor: Floor) -> None:
    await open_form(term, floor)
    await term.type("120", "f3")
    assert not isinstance(term.screen, SampleScreen)
    await term.press("escape")
    assert isinstance(term.screen, SampleScreen)
    await term.press("f3", "s")
    assert term.screen.AREA == "board"


async def test_help_tells_the_limits_of_the_line(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    await to(term, screen, "Denier")
    await term.press("f1")
    assert "especificación 790-820" in term.painted()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_form_speaks_english_and_fits(floor: Floor, faults: Faults, size: tuple[int, int]) -> None:
    floor.open_shift()
    floor.sample(1, "Denier", "850")
    async with terminal(lambda: floor.plant, faults, "en", size) as term:
        await term.log_in("ope")
        await term.press("m")
        painted = term.painted()
        assert "QUALITY GATE: CLOSED" in painted
        assert "Fails !" in painted
        assert "Tenacidad" in painted
        assert ("850" in next(row for row in painted.splitlines() if "Denier" in row)) is (size[0] > 80)


async def test_the_end_of_the_samples_brings_those_before_them(term: Terminal, floor: Floor) -> None:
    screen = await open_form(term, floor)
    for _ in range(23):
        floor.sample(1, "Denier", "805")
    await term.press("f5")
    await to(term, screen, "Denier")
    await term.press("f6")
    assert "Fila 1 de 20. Av Pág o Fin busca" in term.text("#words")
    await term.press("end")
    assert "Fila 20 de 23, fin" in term.text("#words")
    await term.press("end")
    assert "Fila 23 de 23" in term.text("#words")
