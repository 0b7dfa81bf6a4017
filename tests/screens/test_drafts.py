"""What is typed survives: kept soon after a key, offered again, saved once, and never somebody else's."""

import json
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from textual import events

from prodsys_tui.domain.model import Result, Sample
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.screens.board.screen import BoardScreen
from prodsys_tui.screens.disposition.screen import DispositionScreen
from prodsys_tui.screens.modals.draft import DraftScreen
from prodsys_tui.screens.modals.form import FormScreen
from prodsys_tui.screens.sample.screen import SampleScreen
from prodsys_tui.services.drafts import keep_drafts
from prodsys_tui.services.rows import Draft
from prodsys_tui.services.shift.closing import close_shift
from prodsys_tui.widgets.entry_form import EntryForm
from prodsys_tui.widgets.field import Field
from tests.screens.floor import PIN, Floor, person
from tests.screens.terminal import Faults, Terminal, terminal

CURTAIN, WOVEN = "Gramaje de cortina", "Gramaje de tejido"
LAMINATING = 3


def at(floor: Floor, faults: Faults) -> AbstractAsyncContextManager[Terminal]:
    """A terminal of the plant; the one before has lost its line."""
    return terminal(lambda: floor.plant, faults)


def drafts(floor: Floor) -> list[Draft]:
    with floor.plant.read() as reads:
        return list(reads.drafts())


def kept(floor: Floor) -> dict[tuple[str, str], dict[str, str]]:
    """The texts by field of what is kept, by person and form's name."""
    return {
        (draft.person, draft.form.partition("/")[0]): json.loads(draft.content)["content"]["typed"]
        for draft in drafts(floor)
    }


def samples(floor: Floor) -> list[Sample]:
    with floor.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        return list(reads.samples(shift=shift.ref))


async def half_a_second(term: Terminal) -> None:
    """The time after which what was typed is kept."""
    term.app.session.drafts.look()
    await term.settle()


async def open_sample(term: Terminal, code: str = "ope") -> None:
    await term.log_in(code)
    await term.press(*["down"] * (LAMINATING - 1), "m")


def up(term: Terminal) -> type:
    """The class of the screen that is up."""
    return type(term.screen)


def form(term: Terminal) -> EntryForm:
    return term.screen.query_one(EntryForm)


async def dropped_while_typing(floor: Floor, faults: Faults) -> None:
    """Two values were typed half a second before the line dropped."""
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.type("20", "down")
        await term.type("80")
        await half_a_second(term)


async def test_what_is_typed_is_kept_and_offered_again_with_all_its_fields(
    floor: Floor, faults: Faults
) -> None:
    floor.open_shift()
    await dropped_while_typing(floor, faults)
    assert kept(floor) == {("ope", "sample"): {CURTAIN: "20", WOVEN: "80"}}
    async with at(floor, faults) as term:
        await open_sample(term)
        assert up(term) is DraftScreen
        assert "Continuar borrador de las 10:00" in term.painted()
        assert "Gramaje de tejido: 80" in term.painted()
        await term.press("enter")
        assert up(term) is SampleScreen
        assert form(term).values == {"@machine": "LAM01", CURTAIN: "20", WOVEN: "80"}
        await term.press("f2")
        await half_a_second(term)
        assert {one.parameter for one in samples(floor)} == {CURTAIN, WOVEN}
        assert kept(floor) == {}


async def test_saved_just_before_the_line_dropped_and_saved_again_is_saved_once(
    floor: Floor, faults: Faults
) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.type("20")
        await half_a_second(term)
        (draft,) = drafts(floor)
        await term.press("f2")
        await half_a_second(term)
    floor.plant.do(keep_drafts, person(floor.plant, "ope"), {draft.form: draft.content})
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.press("enter")
        await term.press("f2")
        await half_a_second(term)
        assert not term.complains
    assert [one.parameter for one in samples(floor)] == [CURTAIN]
    assert kept(floor) == {}


async def test_supr_discards_and_esc_decides_later(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    await dropped_while_typing(floor, faults)
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.press("escape")
        assert up(term) is BoardScreen
        assert len(drafts(floor)) == 1
        await term.press("m")
        await term.press("delete")
        assert up(term) is SampleScreen
        assert form(term).values == {"@machine": "LAM01"}
        assert drafts(floor) == []
        await term.type("21")
        await half_a_second(term)
        assert kept(floor) == {("ope", "sample"): {CURTAIN: "21"}}


async def test_keys_that_were_typed_ahead_do_not_answer_the_question(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    await dropped_while_typing(floor, faults)
    async with at(floor, faults) as term:
        await term.log_in("ope")
        await term.press("down", "down", "m", "delete", "enter")
        assert up(term) is DraftScreen
        assert len(drafts(floor)) == 1


async def test_leaving_on_purpose_forgets_the_draft(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.type("20")
        await half_a_second(term)
        await term.press("f3", "s")
        assert up(term) is BoardScreen
        await half_a_second(term)
        assert drafts(floor) == []
        assert "borrador" not in term.text("#detail")


async def test_the_board_tells_of_a_draft_and_goes_on_from_it(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    await dropped_while_typing(floor, faults)
    async with at(floor, faults) as term:
        await term.log_in("ope")
        told = "Hay un borrador de las 10:00: Muestra Laminado LAM01. B lo muestra."
        assert told in term.text("#detail")
        await term.press("b")
        assert up(term) is DraftScreen
        await term.press("enter")
        assert up(term) is SampleScreen
        assert form(term).value(WOVEN) == "80"


async def test_another_person_at_the_same_terminal_neither_sees_nor_overwrites_it(
    floor: Floor, faults: Faults
) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.type("20")
        term.app.lock()
        await term.settle()
        await term.press("ctrl+u")
        field = term.screen.query_one("#user", Field)
        field.value = ""
        field.focus()
        await open_sample(term, "ins")
        assert up(term) is SampleScreen
        assert form(term).values == {"@machine": "LAM01"}
        await term.type("33")
        await half_a_second(term)
        assert kept(floor) == {("ope", "sample"): {CURTAIN: "20"}, ("ins", "sample"): {CURTAIN: "33"}}
        await term.press("ctrl+q", "down", "enter", "s")
        await half_a_second(term)
        await open_sample(term)
        assert "Gramaje de cortina: 20" in term.painted()
        assert kept(floor) == {("ope", "sample"): {CURTAIN: "20"}}


async def test_a_draft_of_a_closed_shift_is_shown_and_says_so(floor: Floor, faults: Faults) -> None:
    shift = floor.extruder_shift()
    await dropped_while_typing(floor, faults)
    floor.plant.do(close_shift, person(floor.plant, "sup"), shift.ref.uid)
    async with at(floor, faults) as term:
        await term.log_in("ope")
        await term.press("b")
        assert up(term) is DraftScreen
        assert "Gramaje de tejido: 80" in term.painted()
        assert "T1 16/03/2026" in term.painted()
        await term.press("enter")
        assert up(term) is DraftScreen
        assert term.complains
        await term.press("delete")
        assert up(term) is BoardScreen
        assert drafts(floor) == []


async def test_nothing_is_written_while_nothing_changed_and_nothing_in_the_journal(
    floor: Floor, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        with floor.plant.read() as reads:
            head = reads.head()
        begun: list[str] = []
        begin = floor.store.begin

        def counted(actor: str, action: str, *args: Any, **kwargs: Any) -> Any:
            begun.append(action)
            return begin(actor, action, *args, **kwargs)

        monkeypatch.setattr(floor.store, "begin", counted)
        await term.type("20")
        await half_a_second(term)
        await half_a_second(term)
        await term.press("down", "up")
        await half_a_second(term)
        assert begun == ["draft-keep"]
        with floor.plant.read() as reads:
            assert reads.head() == head


async def test_typing_goes_on_while_the_store_is_busy_and_is_kept_afterwards(
    floor: Floor, faults: Faults
) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        with floor.store.begin("ins", "other"):
            await term.type("2")
            term.app.session.drafts.look()
            term.app.post_message(events.Key("0", "0"))
            while form(term).value(CURTAIN) != "20":
                await term.pilot.pause()
            assert drafts(floor) == []
        await half_a_second(term)
        assert kept(floor) == {("ope", "sample"): {CURTAIN: "20"}}


async def test_a_store_that_cannot_be_written_is_tried_again_with_the_next_key(
    floor: Floor, faults: Faults
) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        floor.store.refuse_writes(Refusal(Code.STORE_READ_ONLY, {}, None, "fault"))
        await term.type("2")
        await half_a_second(term)
        assert not term.complains
        assert drafts(floor) == []
        floor.store._distrust = None
        await term.type("0")
        await half_a_second(term)
        assert kept(floor) == {("ope", "sample"): {CURTAIN: "20"}}


async def test_a_fault_of_the_program_loses_not_even_the_last_key(floor: Floor, faults: Faults) -> None:
    floor.open_shift()

    def boom() -> None:
        raise RuntimeError("boom")

    async def work_until_it_fails() -> None:
        async with at(floor, faults) as term:
            await open_sample(term)
            await term.type("20")
            term.app.screen.call_later(boom)
            await term.pilot.pause()

    with pytest.raises(RuntimeError, match="boom"):
        await work_until_it_fails()
    faults.seen.clear()
    assert kept(floor) == {("ope", "sample"): {CURTAIN: "20"}}
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.press("enter")
        assert form(term).value(CURTAIN) == "20"


async def test_production_goes_on_under_the_uid_that_it_had(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    for value in ("805", "806", "807"):
        floor.sample(1, "Denier", value)
    async with at(floor, faults) as term:
        await term.log_in("ope")
        await term.press("p")
        await term.type("1000001", "enter")
        await term.type("12")
        await half_a_second(term)
        (draft,) = drafts(floor)
        await term.press("f2")
        await half_a_second(term)
    assert drafts(floor) == []
    floor.plant.do(keep_drafts, person(floor.plant, "ope"), {draft.form: draft.content})
    async with at(floor, faults) as term:
        await term.log_in("ope")
        await term.press("p")
        await term.press("enter")
        assert form(term).values["quantity"] == "12"
        assert form(term).values["@order"] == "1000001"
        await term.press("f2")
        assert not term.complains
        await half_a_second(term)
    with floor.plant.read() as reads:
        shift = reads.open_shift()
        assert shift is not None
        assert [record.quantity for record in reads.records(shift=shift.ref)] == [12]
    assert drafts(floor) == []


@pytest.mark.parametrize(
    ("key", "field", "text"), [("o", "text", "Se oye un ruido"), ("x", "reason", "Limpieza")]
)
async def test_a_short_form_goes_on_from_the_board_and_is_saved_once(
    floor: Floor, faults: Faults, key: str, field: str, text: str
) -> None:
    shift = floor.open_shift()
    async with at(floor, faults) as term:
        await term.log_in("ope")
        await term.press(key)
        await term.type(text)
        await half_a_second(term)
        (draft,) = drafts(floor)
        await term.press("f2")
        assert up(term) is BoardScreen
    assert drafts(floor) == []
    floor.plant.do(keep_drafts, person(floor.plant, "ope"), {draft.form: draft.content})
    floor.clock.pass_(minutes=5)
    async with at(floor, faults) as term:
        await term.log_in("ope")
        await term.press("b")
        await term.press("enter")
        assert up(term) is FormScreen
        assert term.screen.query_one(f"#ask-{field}", Field).value == text
        await term.press("f2")
        assert up(term) is BoardScreen
        await half_a_second(term)
    with floor.plant.read() as reads:
        assert len(reads.notes(shift.ref)) + len(reads.stops(shift.ref)) == 1
    assert drafts(floor) == []


async def test_several_drafts_are_a_list_and_a_pin_is_in_none(floor: Floor, faults: Faults) -> None:
    floor.closed_shift()
    async with at(floor, faults) as term:
        await term.log_in("sup")
        await term.press("r", "f2")
        assert up(term) is FormScreen
        await term.type("Todo bien")
        await term.press("tab")
        await term.type(PIN)
        await half_a_second(term)
    (draft,) = drafts(floor)
    assert "Todo bien" in draft.content
    assert PIN not in draft.content
    other = draft.content.replace("Todo bien", "Otra cosa").replace('"approve"', '"return"')
    floor.plant.do(keep_drafts, person(floor.plant, "sup"), {draft.form.replace("approve", "return"): other})
    async with at(floor, faults) as term:
        await term.log_in("sup")
        await term.press("b")
        assert len(term.rows("ChoiceScreen RowList")) == 2
        await term.press("enter")
        assert up(term) is DraftScreen


async def test_an_explanation_goes_on_where_the_deviation_is(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    floor.sample(1, "Denier", "850")
    async with at(floor, faults) as term:
        await term.log_in("ins")
        await term.press("d", "enter")
        await term.type("Rodillo sucio")
        await half_a_second(term)
        assert kept(floor) == {("ins", "settle"): {"ask-text": "Rodillo sucio"}}
    async with at(floor, faults) as term:
        await term.log_in("ins")
        await term.press("b")
        await term.press("enter")
        assert up(term) is DispositionScreen
        await term.press("enter")
        assert up(term) is DraftScreen
        await term.press("enter")
        assert term.screen.query_one("#ask-text", Field).value == "Rodillo sucio"
        await term.press("f2")
        assert up(term) is DispositionScreen
        await half_a_second(term)
    assert drafts(floor) == []


async def test_a_comment_and_what_was_set_by_hand_come_back(floor: Floor, faults: Faults) -> None:
    floor.open_shift()
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.type("20")
        await term.press("f6", "r")
        await term.type("Manchas de aceite")
        await half_a_second(term)
        assert {name for _, name in kept(floor)} == {"sample", "sample-rejected"}
        await term.press("f2")
        await half_a_second(term)
        assert {name for _, name in kept(floor)} == {"sample"}
    async with at(floor, faults) as term:
        await open_sample(term)
        await term.press("enter")
        await term.press("f2")
        await half_a_second(term)
    (saved,) = samples(floor)
    assert (saved.result, saved.comment) == (Result.REJECTED, "Manchas de aceite")
