"""What changed since somebody's last visit."""

from datetime import timedelta

from prodsys_tui.domain.model import BatchState, Correction, CorrectionCategory, Incident, Severity
from prodsys_tui.domain.shift.approval import FOR_ALL
from prodsys_tui.services.batch.batches import set_batch_state
from prodsys_tui.services.batch.holds import hold_batches, release_batches
from prodsys_tui.services.quality.samples import AddSample, add_sample
from prodsys_tui.services.shift.closing import return_shift
from prodsys_tui.services.shift.handover import receive_shift
from prodsys_tui.services.shift.incidents import add_incident, close_incident
from prodsys_tui.services.shift.news import MOST, Kind, News, news
from prodsys_tui.services.shift.shifts import open_shift
from prodsys_tui.services.site.login import record_session
from tests.services.shop import SEVEN, Shop
from tests.services.test_shifts import in_review


def told(shop: Shop, person: str | None = None, **since: object) -> News:
    with shop.plant.read() as reads:
        return news(reads, shop.clock.at, person, **since)  # type: ignore[arg-type]


def test_what_others_did_since_the_last_session_is_told_newest_first(shop: Shop) -> None:
    shop.do(record_session, "svera")
    shop.later(minutes=1)
    shift = shop.open()
    bad = shop.sample(1, "Denier", "900", "EXTPP01").sample
    shop.do(add_incident, "rperez", "Fuga de aceite", "crítica")
    shown = told(shop, "svera")
    assert shown.since == SEVEN
    assert [(item.kind, item.person, item.what, item.detail) for item in shown.items] == [
        (Kind.INCIDENT, "rperez", "Fuga de aceite", "Crítica"),
        (Kind.REJECTION, "rperez", "Denier: 900 (No cumple)", "EXTPP01"),
        (Kind.SHIFT, "iortiz", "T1 02/03/2026: ABIERTA", None),
    ]
    assert shown.items[1].uid == bad.ref.uid
    assert [each.title for each in shown.critical] == ["Fuga de aceite"]
    assert shown.any
    shop.later(hours=8)
    assert told(shop, "svera").handover == shift
    shop.do(record_session, "svera")
    assert told(shop, "svera").items == ()


def test_one_is_not_told_what_one_did_oneself(shop: Shop) -> None:
    shop.open()
    assert told(shop, "iortiz").items == ()
    assert len(told(shop).items) == 1
    assert not told(shop, "iortiz", since=shop.clock.at + timedelta(hours=1)).any


def test_holds_releases_and_closed_incidents_are_told_with_their_reasons(shop: Shop) -> None:
    shop.open()
    shop.tape()
    shop.do(set_batch_state, "rperez", "1000345-001", BatchState.HELD.value, "Con grumos")
    shop.do(set_batch_state, "iortiz", "1000345-001", BatchState.ACTIVE.value, "Se revisó")
    incident = shop.do(add_incident, "rperez", "Corte de luz", "mayor")
    shop.do(close_incident, "iortiz", incident.ref.uid, "Volvió sola")
    seen = [(item.kind, item.what, item.detail) for item in told(shop, "svera").items]
    assert (Kind.HOLD, "1000345-001: pausado", "Con grumos") in seen
    assert (Kind.RELEASE, "1000345-001: activo", "Se revisó") in seen
    assert (Kind.INCIDENT_CLOSED, "Corte de luz", "Volvió sola") in seen
    assert told(shop, "svera").critical == ()


def test_a_part_that_is_held_is_told_until_it_is_decided(shop: Shop) -> None:
    shop.open()
    shop.tape()
    shop.do(hold_batches, "rperez", ("1000345-001",), "Con grumos", machine="EXTPP01")
    shop.do(release_batches, "iortiz", ("1000345-001",), "Se revisó")
    seen = [(item.kind, item.what, item.detail) for item in told(shop, "svera").items]
    assert [item for item in seen if "1000345-001" in item[1]] == [
        (Kind.RELEASE, "1000345-001 (EXTPP01)", "Se revisó"),
        (Kind.HOLD, "1000345-001 (EXTPP01)", "Con grumos"),
    ]


def test_what_came_back_and_what_was_received_is_ones_own(shop: Shop) -> None:
    shift = in_review(shop)
    shop.do(return_shift, "svera", shift, {FOR_ALL: "Falta la causa"})
    shop.later(hours=8)
    shop.do(open_shift, "hbalam")
    shop.do(receive_shift, "tnoh", shift, "Con una falta")
    own = told(shop, "iortiz")
    assert [each.ref.id for each in own.returned] == [shift]
    seen = {item.kind: item for item in own.items}
    assert (seen[Kind.RETURNED].mine, seen[Kind.RETURNED].detail) == (True, "Falta la causa")
    assert (seen[Kind.RECEIVED].mine, seen[Kind.RECEIVED].detail) == (True, "Con una falta")
    assert told(shop, "rperez").returned == ()
    assert own.handover is None


def test_corrections_of_ones_own_records_are_told(shop: Shop) -> None:
    shift = shop.open()
    made = shop.tape()
    sample = shop.sample(1, "Gramaje", "85", "EXTPP01").sample
    shop.later(minutes=11)
    shop.do(
        add_sample, "iortiz", AddSample(1, "Gramaje", "86", corrects=sample.ref.uid, comment="Otra balanza")
    )
    with shop.plant.store.begin("svera", "shift-correct") as uow:
        for record in (made.record.ref, None):
            uow.add(
                Correction(
                    shift=shift.ref,
                    process_id=1,
                    record=record,
                    category=CorrectionCategory.TYPING_ERROR,
                    reason="Un cero de más",
                    field="cantidad",
                    before="900",
                    after="90",
                    group="g-1",
                    signed_by="svera",
                    author="svera",
                    recorded_at=shop.clock.at,
                )
            )
        uow.because("Un cero de más")
    own = [item for item in told(shop, "rperez").items if item.mine]
    assert sorted((item.kind, item.what, item.detail) for item in own) == [
        (Kind.CORRECTED, "Gramaje: 86 (Cumple)", "Otra balanza"),
        (Kind.CORRECTED, "cantidad: 900 → 90", "Un cero de más"),
    ]
    assert not [item for item in told(shop, "hbalam").items if item.kind is Kind.CORRECTED]


def test_a_long_absence_is_cut(shop: Shop) -> None:
    with shop.plant.store.begin("rperez", "incident-add") as uow:
        for number in range(MOST):
            made = Incident(
                title=f"Incidente {number}",
                severity=Severity.LOW,
                author="rperez",
                recorded_at=shop.clock.at,
            )
            uow.add(made)
    assert told(shop, "svera").cut is False
    shop.do(add_incident, "rperez", "Uno más", "menor")
    shown = told(shop, "svera")
    assert (shown.cut, len(shown.items)) == (True, MOST)


def test_an_entry_about_what_is_not_here_is_passed_over(shop: Shop) -> None:
    kept = (
        ("Rechazo", "CREATE"),
        ("Lote", "CREATE"),
        ("BitacoraTurno", "CREATE"),
        ("EntregaTurno", "CREATE"),
        ("Incidente", "CREATE"),
    )
    with shop.plant.store.connected() as connection:  # type: ignore[attr-defined]
        for entity, action in kept:
            connection.execute(
                "INSERT INTO auditoria (usuario, accion, entidad, entidad_uid, "
                '"timestamp", origen, secuencia) '
                "VALUES ('otro', ?, ?, 'no-such-uid', '2026-03-02T13:00:00.000000Z', 'x', 1)",
                (action, entity),
            )
        assert told(shop, "svera").items == ()
