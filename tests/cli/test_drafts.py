"""``prodsys draft``: support looks at what somebody was typing."""

from pathlib import Path

from prodsys_tui.bootstrap import shipped_catalogs
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.drafts import DraftContent, DraftForm, keep_drafts, written
from prodsys_tui.services.use_case import Act
from prodsys_tui.store import open_store
from tests.cli.terminal import Terminal
from tests.services.shop import HandClock

FORM = DraftForm("sample", "sample", "Muestra Telares T05", 2, "T05")


def type_into(path: Path, **typed: str) -> None:
    """What a screen keeps of the operator's form."""
    store = open_store(path, HandClock())
    with store.begin("rperez", "draft-keep") as uow:
        person = uow.person("rperez")
        assert person is not None
        act = Act(person, uow.at, ContractBook(), shipped_catalogs())
        keep_drafts(uow, act, {FORM.key: written(FORM, DraftContent(typed))})
    store.close()


def test_drafts_are_listed_shown_and_discarded(shift: Terminal) -> None:
    assert shift.ok("draft", "list")["drafts"] == []
    type_into(shift.db, Ancho="12 1/8")
    head = shift.head()
    (row,) = shift.ok("draft", "list", "rperez")["drafts"]
    assert (row["usuario"], row["titulo"], row["maquina"]) == ("rperez", "Muestra Telares T05", "T05")
    assert shift.ok("draft", "list", "iortiz")["drafts"] == []
    shown = shift.ok("draft", "show", "rperez", "sample/2")
    assert (shown["draft"], shown["campos"]) == (row, [{"campo": "Ancho", "valor": "12 1/8"}])
    assert shift("draft", "discard", "rperez", "sample", "--json", user="iortiz").reasons == ["not-permitted"]
    assert shift.ok("draft", "discard", "rperez", row["formulario"], user="rperez")["draft"] == row
    assert shift("draft", "show", "rperez", "sample", "--json").reasons == ["not-found"]
    assert shift.head() == head


def test_a_draft_is_told_in_words(shift: Terminal) -> None:
    type_into(shift.db, Ancho="12 1/8")
    assert "Ancho\t12 1/8" in shift("draft", "show", "rperez", "sample").out
