"""The audit by filter, page by page, and an entry in full."""

from datetime import timedelta
from typing import Any

import pytest

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.evidence.audit_trail import (
    AuditEntry,
    AuditFilter,
    AuditPage,
    audit_entry,
    audit_page,
)
from prodsys_tui.services.line.machines import set_machine_state
from prodsys_tui.services.refused import Refused
from tests.services.shop import SEVEN, Shop, told


def found(shop: Shop, before: int | None = None, limit: int = 100, **wanted: Any) -> AuditPage:
    with shop.plant.read() as reads:
        return audit_page(reads, AuditFilter(**wanted), before, limit)


def entities(page: AuditPage) -> list[str]:
    return [row.entity for row in page.rows]


def entry(shop: Shop, page: AuditPage) -> AuditEntry:
    with shop.plant.read() as reads:
        return audit_entry(reads, page.rows[0].id)


@pytest.fixture
def worked(shop: Shop) -> Shop:
    """Seven o'clock: a shift; an hour later what the extruder made; at nine T05 is taken out of service."""
    shop.open()
    shop.later(hours=1)
    shop.tape()
    shop.later(hours=1)
    shop.do(set_machine_state, "svera", "T05", "Mantenimiento", "motor quemado")
    return shop


def test_it_is_narrowed_by_what_who_and_when(worked: Shop) -> None:
    at = SEVEN
    assert set(entities(found(worked, entity="muestra"))) == {"Muestra"}
    assert {row.person for row in found(worked, person="RPEREZ").rows} == {"rperez"}
    assert found(worked, person="nadie").rows == ()
    assert entities(found(worked, action="status_change")) == ["Maquina", "OrdenProduccion"]
    assert {row.action for row in found(worked, action="CREATE", entity="Lote").rows} == {"CREATE"}
    assert entities(found(worked, since=at + timedelta(hours=2))) == ["Maquina"]
    hour = found(worked, since=at + timedelta(hours=1), until=at + timedelta(hours=1))
    assert {row.at for row in hour.rows} == {at + timedelta(hours=1)}
    assert "Lote" in entities(hour)
    assert entities(
        found(worked, until=at + timedelta(hours=2), entity="Maquina", action="STATUS_CHANGE")
    ) == ["Maquina"]
    assert found(worked, since=at + timedelta(hours=1, seconds=1), action="CREATE").rows == ()


def test_it_is_found_by_a_code_or_a_uid(worked: Shop) -> None:
    assert {row.action for row in found(worked, code="t05").rows} == {"STATUS_CHANGE", "CREATE"}
    batch = found(worked, code="1000345-001")
    assert set(entities(batch)) == {"Lote"}
    uid = batch.rows[0].entity_uid
    assert uid is not None
    assert batch.codes[uid] == "1000345-001"
    assert found(worked, code=uid.upper()).rows == batch.rows
    assert entities(found(worked, code="rperez")) == ["Usuario"]


def test_pages_go_on_by_key_in_both_orders(worked: Shop) -> None:
    days: dict[str, Any] = {"since": SEVEN - timedelta(days=900), "until": SEVEN + timedelta(days=1)}
    for wanted in ({}, days):
        whole = found(worked, limit=1000, **wanted)
        page = found(worked, limit=3, **wanted)
        read = list(page.rows)
        while page.older is not None:
            page = found(worked, page.older, 3, **wanted)
            read += page.rows
        assert tuple(read) == whole.rows
        assert whole.older is None


def test_an_entry_in_full_names_the_journal_behind_it(worked: Shop) -> None:
    stopped = entry(worked, found(worked, action="STATUS_CHANGE"))
    assert (stopped.code, stopped.row.reason) == ("T05", "motor quemado")
    states = {each.name: (each.before, each.after) for each in stopped.fields}
    assert states["estado"] == ("Operativa", "Mantenimiento")
    head = worked.head
    assert stopped.line is not None
    assert (stopped.line.seq, stopped.line.hash, stopped.line.action) == (*head, "machine-state")
    made = entry(worked, found(worked, entity="RegistroTrabajo"))
    assert made.code is None
    assert ("orden_produccion_id", "1000345") in [(each.name, each.after) for each in made.fields]


def test_an_entry_without_a_thing_or_a_journal(worked: Shop) -> None:
    """A session is about nobody's row; an entry whose journal is gone says so."""
    store = worked.plant.store
    with store.begin("rperez", "session"):
        pass
    session = entry(worked, found(worked, action="LOGIN"))
    assert (session.code, session.row.entity_uid, [each.name for each in session.fields]) == (
        None,
        None,
        ["accion"],
    )
    with worked.plant.read() as reads:
        assert reads.journal_line("otra", 1) is None
        assert reads.codes_of(()) == {}


def test_what_means_nothing_is_told_all_at_once(worked: Shop) -> None:
    with pytest.raises(Refused) as refused:
        found(worked, entity="Nada", action="nada", code="nada", since=SEVEN, until=SEVEN - timedelta(days=1))
    assert told(refused.value.reasons) == [
        "not-found.audit-entity",
        "not-found.audit-action",
        "not-found.audit-code",
        "bad-interval.audit",
    ]
    with worked.plant.read() as reads, pytest.raises(Refused) as missing:
        audit_entry(reads, 10**17)
    assert missing.value.reasons[0].code is Code.NOT_FOUND


def test_a_proof_tells_how_far_it_is(worked: Shop) -> None:
    heard: list[tuple[int, int]] = []
    checked = worked.plant.store.gates_proved(lambda done, total: heard.append((done, total)))
    assert (checked.records, checked.first_break, heard) == (1, None, [(1, 1)])
    proved = worked.plant.store.proved(lambda *_: None)
    assert (proved.verified, (proved.entries, proved.head)) == (True, worked.head)
