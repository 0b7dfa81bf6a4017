"""A changed contract: what it changes, why it may be refused, and that everybody goes by it at once."""

from datetime import timedelta

import pytest

from prodsys_tui.bootstrap import shipped_contracts
from prodsys_tui.domain.model import Result
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.contract.contract_apply import ContractFile, apply_contract, propose
from prodsys_tui.services.plant import Plant
from prodsys_tui.store import open_store
from tests.services.shop import Shop, told

EXTRUDER = shipped_contracts()["01-extrusor-pp.toml"]


def changed(*swaps: tuple[str, str], version: str = "2", text: str = EXTRUDER) -> ContractFile:
    """A contract's text with some texts in the place of others, and a version of its own."""
    for old, new in (('version = "1"', f'version = "{version}"'), *swaps):
        assert old in text, old
        text = text.replace(old, new)
    return ContractFile("extrusor.toml", text)


def denier(least: int, most: int, version: str = "2") -> ContractFile:
    return changed(
        ("specification = { min = 790, max = 820 }", f"specification = {{ min = {least}, max = {most} }}"),
        version=version,
    )


def other_terminal(shop: Shop) -> Shop:
    """Another terminal on the same store."""
    other = object.__new__(Shop)
    other.clock = shop.clock
    store = open_store(shop.place, shop.clock)
    other.plant = Plant(store, shop.clock, shop.plant.hasher, shop.plant.catalogs)
    return other


def test_a_new_version_is_kept_beside_the_old_one(shop: Shop) -> None:
    file = denier(803, 806)
    proposal, version = shop.do(apply_contract, "admin", file, "Acta 14")
    assert [(each.parameter, each.field, each.before, each.after) for each in proposal.changes] == [
        (None, "version", "1", "2"),
        ("Denier", "specification", "790-820", "803-806"),
    ]
    with shop.plant.read() as reads:
        history = reads.contract_history(1)
        told = reads.audit(entity="ContratoVersion", limit=1)
    assert [each.number for each in history] == ["1", "2"]
    assert (history[-1], history[-1].sha256, history[-1].text) == (version, file.sha256, file.text)
    assert [(each.person, each.reason) for each in told] == [("admin", "Acta 14")]


def test_samples_keep_their_version_and_new_ones_go_by_the_new_one(shop: Shop) -> None:
    shop.open()
    shop.order("1000345")
    before = shop.sample(1, "Denier", "808", "EXTPP01", "1000345").sample
    _, version = shop.do(apply_contract, "admin", denier(803, 806))
    after = shop.sample(1, "Denier", "808", "EXTPP01", "1000345").sample
    assert (before.result, after.result) == (Result.COMPLIES, Result.FAILS)
    assert after.contract.uid == version.ref.uid != before.contract.uid
    with shop.plant.read() as reads:
        kept = reads.sample(before.ref.uid)
    assert kept is not None
    assert (kept.result, kept.contract.uid) == (Result.COMPLIES, before.contract.uid)


def test_the_open_shift_goes_by_the_gate_of_the_new_contract(shop: Shop) -> None:
    shop.open()
    order = shop.order("1000345")
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", order)
    shop.do(apply_contract, "admin", changed(("minimum = 3", "minimum = 4")))
    assert shop.unproduced(1, order, "EXTPP01", quantity="900") == ["gate-closed"]
    shop.sample(1, "Denier", "805", "EXTPP01", order)
    proof = shop.produce(1, order, "EXTPP01", quantity="900").record.proof
    assert (proof["contract_version"], proof["minimum"]) == ("2", 4)


def test_another_terminal_sees_it_without_being_started_again(shop: Shop) -> None:
    other = other_terminal(shop)
    shop.open()
    shop.order("1000345")
    assert other.sample(1, "Denier", "808", "EXTPP01", "1000345").sample.result is Result.COMPLIES
    with other.plant.read() as reads:
        assert {each.contract.version for each in other.plant.contracts.all(reads)} == {"1"}
    shop.do(apply_contract, "admin", denier(803, 806))
    with other.plant.read() as reads:
        assert other.plant.contracts.of(reads, 1).contract.version == "2"
        assert other.plant.contracts.all(reads)[0].contract.version == "2"
    assert other.sample(1, "Denier", "808", "EXTPP01", "1000345").sample.result is Result.FAILS


def test_what_an_undone_transaction_applied_is_not_in_force(shop: Shop) -> None:
    with shop.plant.read() as reads:
        admin = reads.person("admin")
    assert admin is not None
    seen: list[str] = []

    def undone() -> None:
        with shop.plant.store.begin("admin", "contract-apply") as uow:
            apply_contract(uow, shop.plant.act(admin), denier(803, 806))
            seen.append(shop.plant.contracts.all(uow)[0].contract.version)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        undone()
    assert seen == ["2"]
    with shop.plant.read() as reads:
        assert shop.plant.contracts.all(reads)[0].contract.version == "1"


def test_machines_that_the_store_lacks_are_made(shop: Shop) -> None:
    file = changed(('machines = ["EXTPP01"]', 'machines = ["EXTPP01", "EXTPP02"]'))
    proposal, _ = shop.do(apply_contract, "admin", file)
    assert proposal.machines == ("EXTPP02",)
    with shop.plant.read() as reads:
        made = reads.machine("EXTPP02")
    assert made is not None
    assert made.name == "Extrusor PP EXTPP02"


def test_what_is_in_force_is_not_applied_again_and_a_number_means_one_text(shop: Shop) -> None:
    assert told(shop.refused(apply_contract, "admin", ContractFile("x", EXTRUDER))) == [
        "already-exists.contract"
    ]
    again = changed(version="1", text=EXTRUDER + "\n# otra\n")
    assert told(shop.refused(apply_contract, "admin", again)) == ["file-refused.contract-version"]
    shop.do(apply_contract, "admin", denier(803, 806))
    assert told(shop.refused(apply_contract, "admin", denier(800, 810))) == ["file-refused.contract-version"]
    shop.clock.at += timedelta(minutes=1)
    _, version = shop.do(apply_contract, "admin", ContractFile("x", EXTRUDER))
    assert version.number == "1"
    with shop.plant.read() as reads:
        assert shop.plant.contracts.of(reads, 1).version == version.ref


def test_every_fault_is_told_and_nothing_is_kept(shop: Shop) -> None:
    file = changed(
        ("specification = { min = 790, max = 820 }", "specification = { min = -5, max = 820 }"),
        ('machines = ["EXTPP01"]', 'machines = ["T05"]'),
        version="1",
    )
    reasons = shop.refused(apply_contract, "admin", file)
    assert told(reasons) == [
        "file-refused.specification_outside_validity",
        "file-refused.machine_twice",
        "file-refused.machine_twice",
        "file-refused.contract-version",
    ]
    assert [each.text_key for each in reasons[:2]] == [
        "lint.specification_outside_validity",
        "lint.machine_twice",
    ]
    unreadable = shop.refused(apply_contract, "admin", ContractFile("x.toml", "id = 1"))
    assert {each.code for each in unreadable} == {Code.FILE_REFUSED}
    assert len(unreadable) > 1
    unknown = changed(("id = 1", "id = 77"), ("1\\d{6}", "77\\d{6}"))
    assert told(shop.refused(apply_contract, "admin", unknown)) == ["not-found.process"]
    assert told(shop.refused(apply_contract, "admin", denier(803, 806), "\x07")) == ["bad-value.unprintable"]


@pytest.mark.parametrize("who", ["svera", "gpech", "visita"])
def test_only_an_administrator_applies(shop: Shop, who: str) -> None:
    assert told(shop.refused(apply_contract, who, denier(803, 806))) == ["not-permitted"]


def test_a_site_without_machines_gets_none(shop: Shop) -> None:
    with shop.plant.store.begin("admin", "site-kind") as uow:
        uow.change(uow.site(), kind="vessel")
    with shop.plant.read() as reads:
        file = changed(('machines = ["EXTPP01"]', 'machines = ["EXTPP09"]'))
        assert propose(reads, shop.plant.contracts, file).machines == ()


def test_a_record_after_the_change_is_proved_by_the_new_contract(shop: Shop) -> None:
    """The proofs of the records on both sides of the change hold, each under its own version."""
    shop.open()
    order = shop.order("1000345")
    for value in ("805", "806", "804"):
        shop.sample(1, "Denier", value, "EXTPP01", order)
    shop.produce(1, order, "EXTPP01", quantity="400")
    shop.later(minutes=5)
    shop.do(apply_contract, "admin", denier(803, 806))
    shop.later(minutes=5)
    shop.produce(1, order, "EXTPP01", quantity="500")
    checked = shop.plant.store.gates_proved(lambda *_: None)
    assert (checked.records, checked.faults) == (2, ())
