"""Pictures of Auditoría: the list, the form, an entry in full, a proof. Update them only after looking."""

from dataclasses import replace

import pytest

from prodsys_tui.services.evidence.audit_trail import AuditEntry, audit_entry
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.rows import JournalLine
from tests.screens.floor import Floor
from tests.snapshots.test_colours import check_sixteen_colours
from tests.snapshots.test_screens import LARGE, SMALL, Compare, pictured
from tests.store.raw import without_triggers

UID = "01957b3c-0000-7000-8000-000000000001"
LIST = ("sup", "f4", *"auditor", "enter")
"""How to come to the screen: who logs in, then keys."""
WAYS = {
    "list": LIST,
    "form": (*LIST, "slash", *"lote"),
    "entry": (*LIST, "slash", "enter", "enter", *"status_change", "f2", "enter"),
}


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The uids and hashes of an entry are others in every store: the picture shows some that stay."""

    def still(reads: Reads, entry: int) -> AuditEntry:
        found = audit_entry(reads, entry)
        row = replace(found.row, origin=UID, entity_uid=UID)
        return replace(
            found, row=row, line=JournalLine(UID, row.seq, "production-add", "0a1b" * 16, "c2d3" * 16)
        )

    monkeypatch.setattr("prodsys_tui.screens.audit.screen.audit_entry", still)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str, size: tuple[int, int]) -> None:
    assert pictured(floor, WAYS[way], snap_compare, size)


def test_picture_of_a_break(floor: Floor, snap_compare: Compare) -> None:
    with without_triggers(floor.store.path) as connection:
        connection.execute("UPDATE journal SET actor = 'eva' WHERE seq = 9")
    assert pictured(floor, (*LIST, "v"), snap_compare, SMALL)


@pytest.mark.parametrize("way", ["list", "entry"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize("way", WAYS)
async def test_every_letter_can_be_read_in_sixteen_colours(floor: Floor, way: str) -> None:
    await check_sixteen_colours(floor, WAYS[way])
