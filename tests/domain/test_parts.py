"""Rolls, bags and mixes as they are typed. Spec ``process-contracts.md``, "Production rules a process"."""

from decimal import Decimal

import pytest

from prodsys_tui.domain.production.parts import (
    MixPart,
    RollPart,
    bags_beside,
    is_free,
    read_parts,
    sum_faults,
)
from prodsys_tui.domain.refusal import Refusal
from tests.domain.test_contracts_as_shipped import CONTRACTS

TAPES, LOOMS, PRINTING, FILM, PELLET = (CONTRACTS[number] for number in (1, 2, 4, 6, 8))
RESIN = "resina de polipropileno, Polimar ,PM-1,97"
COLOUR = "Masterbatch colorante,Tonalí,B-118,3%"


def told(faults: tuple[Refusal, ...]) -> list[str]:
    return [f"{fault.field}:{fault.code}.{fault.variant}".rstrip(".") for fault in faults]


def test_rolls_add_up_and_free_codes_are_marked() -> None:
    parts = read_parts(LOOMS, ["r047-t05=120,5", "", "PRUEBA=30"], None, ())
    assert parts.faults == ()
    assert parts.rolls == (
        RollPart("R047-T05", Decimal("120.5")),
        RollPart("PRUEBA", Decimal(30), free=True),
    )
    assert parts.sum_of_rolls == Decimal("150.5")
    assert read_parts(LOOMS, (), None, ()).sum_of_rolls is None
    assert [is_free(contract, "R001-T05-L001-I001") for contract in (PRINTING, LOOMS, FILM)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("rolls", "faults"),
    [
        (["R047-T05"], ["roll:bad-value.roll"]),
        (["=12"], ["roll:bad-value.roll"]),
        (["R1=doce"], ["roll:not-a-number"]),
        (["R1=0"], ["roll:bad-quantity.zero"]),
        (["R1=-3"], ["roll:bad-quantity.negative"]),
        (["R1=99999999"], ["roll:bad-quantity.absurd"]),
        ([f"{'R' * 41}=3"], ["roll:bad-value.too-long"]),
        ([f"{'R' * 41}=tres"], ["roll:not-a-number", "roll:bad-value.too-long"]),
        (["R1=3", "r1=4"], ["roll:bad-value.spec-twice"]),
    ],
)
def test_rolls_that_cannot_be(rolls: list[str], faults: list[str]) -> None:
    assert told(read_parts(LOOMS, rolls, None, ()).faults) == faults


def test_pieces_on_a_roll_are_whole() -> None:
    assert told(read_parts(PRINTING, ["R1=2.5"], None, ()).faults) == ["roll:bad-quantity.whole"]
    assert read_parts(PRINTING, ["R1=25"], None, ()).faults == ()


def test_parts_make_sense_only_where_the_contract_says_so() -> None:
    everything = (["R1=3"], "4", [RESIN, COLOUR])
    assert told(read_parts(TAPES, *everything).faults) == [
        "roll:bad-value.no-rolls",
        "bags:bad-value.no-bags",
    ]
    assert told(read_parts(PELLET, *everything).faults) == ["roll:bad-value.no-rolls", "mix:bad-value.no-mix"]
    assert told(read_parts(FILM, *everything).faults) == ["bags:bad-value.no-bags"]


def test_a_mix_names_lots_and_sums_to_a_hundred() -> None:
    parts = read_parts(TAPES, (), None, [RESIN, COLOUR])
    assert parts.faults == ()
    assert parts.mix == (
        MixPart("Resina de polipropileno", "Polimar", "PM-1", Decimal(97)),
        MixPart("Masterbatch colorante", "Tonalí", "B-118", Decimal(3)),
    )
    assert parts.mix[0].node == ("resina de polipropileno", "polimar", "pm-1")
    own = read_parts(TAPES, (), None, ["Carbonato,Caliza,C-1,100"])
    assert own.mix[0].kind == "Carbonato"


@pytest.mark.parametrize(
    ("mix", "faults"),
    [
        ([RESIN], ["mix:bad-value.mix-sum"]),
        (["A,B,100"], ["mix:bad-value.mix"]),
        (["A,,C,100"], ["mix:bad-value.mix"]),
        (["A,B,C,todo"], ["mix:not-a-number"]),
        (["A,B,C,0"], ["mix:bad-quantity.zero"]),
        (["A,B,C,101"], ["mix:bad-quantity.absurd"]),
        ([f"{'A' * 41},B,C,x"], ["mix:bad-value.too-long", "mix:not-a-number"]),
        (["A,B,C,50", "a,b,c,50"], ["mix:bad-value.spec-twice"]),
    ],
)
def test_mixes_that_cannot_be(mix: list[str], faults: list[str]) -> None:
    assert told(read_parts(TAPES, (), None, mix).faults) == faults


@pytest.mark.parametrize("bags", ["-1", "2.5", "cinco", "100001", "9" * 60])
def test_bags_are_counted(bags: str) -> None:
    assert told(read_parts(PELLET, (), bags, ()).faults) == ["bags:bad-value.bags"]


def test_bags_stand_beside_what_was_weighed() -> None:
    assert read_parts(PELLET, (), " 10 ", ()).bags == 10
    near, far, none = (bags_beside(PELLET, 10, Decimal(weighed)) for weighed in (262.5, 263, 0))
    assert near is not None
    assert far is not None
    assert none is not None
    assert (near.theoretical, near.difference, near.alert) == (Decimal(250), Decimal("12.5"), False)
    assert far.alert
    assert none.alert
    assert bags_beside(PELLET, None, Decimal(1)) is None
    assert bags_beside(TAPES, 3, Decimal(1)) is None


def test_a_quantity_beside_rolls_says_the_same() -> None:
    rolls = read_parts(FILM, ["R1=40", "R2=60"], None, ())
    assert sum_faults(rolls, Decimal(100)) == ()
    assert sum_faults(rolls, None) == ()
    assert sum_faults(read_parts(FILM, (), None, ()), Decimal(7)) == ()
    assert told(sum_faults(rolls, Decimal(99))) == ["quantity:bad-quantity.rolls"]
