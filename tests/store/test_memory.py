"""What a connection remembers is never older than its transaction, whoever wrote: this store or another."""

import re
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodsys_tui.domain.model import MachineState, PersonState
from prodsys_tui.services.ports import Reads
from prodsys_tui.store import SqlStore, open_store
from prodsys_tui.store.memory import REMEMBERED
from tests.store.floor import NOON, Floor, HandClock, save
from tests.store.raw import Place, ask


def ask_everything(reads: Reads, floor: Floor) -> list[object]:
    """Every question whose answer is remembered."""
    return [
        reads.site(),
        reads.person("ana"),
        reads.machine("TEL-01"),
        reads.order("2000145"),
        reads.open_shift(),
        reads.shift(floor.shift.ref.id),
        reads.shift(floor.shift.ref.uid),
        reads.contract_version(2),
        reads.newest_contract(),
        reads.retired_machines(),
        reads.facts(floor.shift).idle,
    ]


def test_only_tables_whose_changes_are_noticed_are_remembered(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        answers = ask_everything(reads, floor)
        questions = [sql for sql, _ in reads._memory._answers]
    assert len(questions) == len(answers)
    tables = {table for sql in questions for table in re.findall(r"(?:FROM|JOIN) (\w+)", sql)}
    assert tables <= REMEMBERED


def test_a_question_is_asked_once_while_nobody_writes(store: SqlStore, floor: Floor) -> None:
    with store.read() as reads:
        before = reads.machine("TEL-01")
    save(store, floor, floor.sample())
    with store.read() as reads:
        assert reads.machine("TEL-01") is before


def test_what_another_store_changed_is_read_again(store: SqlStore, floor: Floor, place: Place) -> None:
    other = open_store(place, HandClock())
    with store.read() as reads:
        ask_everything(reads, floor)
    with other.begin("ana", "machine-state") as uow:
        uow.change(floor.loom, state=MachineState.RETIRED)
    other.close()
    with store.read() as reads:
        found = reads.machine("TEL-01")
    assert found is not None
    assert found.state is MachineState.RETIRED


def test_what_is_undone_was_never_remembered(store: SqlStore, floor: Floor) -> None:
    with suppress(ZeroDivisionError), store.begin("ana", "user-lock") as uow:
        uow.change(floor.ana, state=PersonState.LOCKED)
        locked = uow.person("ana")
        assert locked is not None
        assert locked.state is PersonState.LOCKED
        raise ZeroDivisionError
    with store.begin("ana", "look") as uow:
        assert uow.person("ana") == floor.ana


steps = st.lists(
    st.tuples(
        st.sampled_from(["read", "sample", "lock", "undone", "rename"]),
        st.integers(min_value=0, max_value=1),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_no_answer_is_ever_stale(store: SqlStore, place: Place, floor: Floor, steps: list[Any]) -> None:
    stores = (store, open_store(place, HandClock()))

    def flip(store: SqlStore, *, undo: bool = False) -> None:
        with suppress(ZeroDivisionError), store.begin("ana", "user-lock") as uow:
            person = uow.person("ana")
            assert person is not None
            locked = person.state is PersonState.LOCKED
            uow.change(person, state=PersonState.ACTIVE if locked else PersonState.LOCKED)
            changed = uow.person("ana")
            assert changed is not None
            assert changed.version == person.version + 1
            if undo:
                raise ZeroDivisionError

    for step, which in steps:
        acting = stores[which]
        if step == "sample":
            save(acting, floor, floor.sample())
        elif step in {"lock", "undone"}:
            flip(acting, undo=step == "undone")
        elif step == "rename":
            with acting.begin("ana", "machine-state", NOON) as uow:
                loom = uow.machine("TEL-01")
                assert loom is not None
                uow.change(loom, name=f"{loom.version}")
        with acting.read() as reads:
            person, loom = reads.person("ana"), reads.machine("TEL-01")
        assert person is not None
        assert loom is not None
        assert [(person.version, person.state.value)] == ask(place, "SELECT ver, estado FROM usuarios")
        assert [(loom.version, loom.name)] == ask(place, "SELECT ver, nombre FROM maquinas")
    stores[1].close()
