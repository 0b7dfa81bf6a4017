"""Disposición by keyboard: a deviation is explained, or settled after a new measurement."""

from tests.screens.floor import Floor
from tests.screens.terminal import Terminal


async def test_from_the_board_to_a_written_explanation(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    bad = floor.sample(1, "Elongación", "30").sample
    await term.log_in("ope")
    assert "! REVISIÓN" in term.rows("#processes")[0]
    await term.press("enter")
    assert "Disposición" in term.status
    assert term.rows()[0].split(" | ")[2:5] == ["Elongación", "30 %", "No cumple"]

    await term.press("enter")
    await term.type("corto", "f2")
    assert term.complains
    await term.type(" pero ya se ajusto", "f2")
    assert term.message == "Desviación resuelta."
    assert "resuelta" in term.rows()[0]
    with floor.plant.read() as reads:
        kept = reads.disposition(bad.ref)
        assert kept is not None
        assert kept.explanation == "corto pero ya se ajusto"


async def test_cause_and_action_need_a_new_measurement(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    bad = floor.sample(1, "Elongación", "30").sample
    await term.log_in("ope")
    await term.press("d", "enter", "tab", "f4", "enter", "tab", "f4", "enter", "f2")
    assert term.complains
    floor.sample(1, "Elongación", "17")
    await term.press("f2")

    assert term.message == "Desviación resuelta."
    with floor.plant.read() as reads:
        kept = reads.disposition(bad.ref)
        assert kept is not None
        assert (kept.cause, kept.action) == ("materia prima", "ajuste")


async def test_an_operator_may_not_settle_a_critical_parameter(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    bad = floor.sample(1, "Denier", "850").sample
    await term.log_in("ope")
    await term.press("d")
    assert "Denier: 850 g/9000m; especificación 790-820 g/9000m" in term.text("#detail")
    assert "crítico" in term.text("#detail")
    await term.press("enter")

    assert term.message == "Su rol (Operario) no puede hacer esto. Pídalo a un Inspector."
    with floor.plant.read() as reads:
        assert reads.disposition(bad.ref) is None


async def test_a_settled_deviation_is_not_settled_again(term: Terminal, floor: Floor) -> None:
    floor.open_shift()
    floor.sample(1, "Elongación", "30")
    await term.log_in("ins")
    await term.press("d", "enter")
    await term.type("rodillo sucio, limpiado", "f2")
    await term.press("enter")

    assert term.message == "Esta desviación ya está resuelta."
