"""Drafts in a real store: one a person and form, no data, no journal."""

import pytest

from prodsys_tui.services.drafts import (
    DraftContent,
    DraftForm,
    discard_draft,
    keep_drafts,
    kept_draft,
    kept_drafts,
    written,
)
from prodsys_tui.services.shift.shifts import observe, void_shift
from tests.services.shop import SEVEN, Shop, told

FORM = DraftForm("sample", "sample", "Muestra Telares T05", 2, "T05", "uid-of-no-shift")
TYPED = DraftContent({"Ancho": "12 1/8", "@batch": ""}, {"Ancho": "Ancho (pulg)"}, {"order": None})


def test_a_draft_is_kept_replaced_and_forgotten_without_a_trace_in_the_journal(shop: Shop) -> None:
    head = shop.head
    shop.do(keep_drafts, "rperez", {FORM.key: "{}"})
    shop.do(keep_drafts, "rperez", {FORM.key: written(FORM, TYPED)})
    with shop.plant.read() as reads:
        kept = kept_draft(reads, "rperez", FORM.key)
    assert kept is not None
    assert (kept.person, kept.form, kept.content, kept.at, kept.closed) == (
        "rperez",
        FORM,
        TYPED,
        SEVEN,
        None,
    )
    assert kept.content.told() == [("Ancho (pulg)", "12 1/8")]
    shop.do(keep_drafts, "rperez", {FORM.key: None})
    with shop.plant.read() as reads:
        assert kept_draft(reads, "rperez", FORM.key) is None
    assert shop.head == head


def test_drafts_are_per_person(shop: Shop) -> None:
    for who in ("rperez", "iortiz"):
        shop.do(keep_drafts, who, {FORM.key: written(FORM, DraftContent({"Ancho": who}))})
    with shop.plant.read() as reads:
        assert [one.content.typed["Ancho"] for one in kept_drafts(reads, "rperez")] == ["rperez"]
        assert [one.person for one in kept_drafts(reads)] == ["iortiz", "rperez"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": {"name": "x"}, "content": {}}'])
def test_what_another_version_kept_is_left_alone(shop: Shop, content: str) -> None:
    shop.do(keep_drafts, "rperez", {FORM.key: content})
    with shop.plant.read() as reads:
        assert kept_drafts(reads, "rperez") == []
        assert [one.content for one in reads.drafts("rperez")] == [content]


def test_a_draft_of_a_shift_that_takes_no_more_says_so(shop: Shop) -> None:
    shift = shop.open()
    work = DraftForm("sample", "sample", "Muestra", 2, "T05", shift.ref.uid)
    words = DraftForm("observe", "board", "Observación", 2, "T05", shift.ref.uid, words=True)
    shop.do(keep_drafts, "rperez", {form.key: written(form, TYPED) for form in (work, words)})
    with shop.plant.read() as reads:
        assert [one.closed for one in kept_drafts(reads, "rperez")] == [None, None]
    shop.do(void_shift, "svera", shift.ref.uid, "Se abrió por error")
    with shop.plant.read() as reads:
        closed = [one.closed for one in kept_drafts(reads, "rperez")]
    assert [reason.code for reason in closed if reason] == ["shift-closed", "shift-closed"]


def test_one_discards_ones_own_and_an_administrator_anybodys(shop: Shop) -> None:
    shop.do(keep_drafts, "rperez", {FORM.key: written(FORM, TYPED)})
    assert told(shop.refused(discard_draft, "iortiz", FORM.key)) == ["not-found.draft"]
    assert told(shop.refused(discard_draft, "iortiz", FORM.key, "rperez")) == ["not-permitted"]
    shop.do(discard_draft, "admin", FORM.key, "rperez")
    shop.do(keep_drafts, "rperez", {FORM.key: written(FORM, TYPED)})
    shop.do(discard_draft, "rperez", FORM.key)
    with shop.plant.read() as reads:
        assert reads.drafts() == ()


def test_an_observation_that_is_saved_twice_is_saved_once(shop: Shop) -> None:
    shift, uid = shop.open(), "observed-0001"
    first = shop.do(observe, "rperez", 2, "Se oye un ruido", "T05", uid=uid)
    assert shop.do(observe, "rperez", 2, "Se oye un ruido ", "T05", uid=uid) == first
    for who, text in (("rperez", "Otra cosa"), ("iortiz", "Se oye un ruido")):
        assert told(shop.refused(observe, who, 2, text, "T05", uid=uid)) == ["already-exists.note"]
    assert told(shop.refused(observe, "rperez", 2, "x", "T05", uid="1")) == ["bad-value.uid"]
    with shop.plant.read() as reads:
        assert list(reads.notes(shift.ref)) == [first]
