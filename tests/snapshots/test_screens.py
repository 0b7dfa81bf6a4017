"""Pictures of the screens: what changes in one is seen in review. Update them only after looking."""

from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot

from prodsys_tui.app import ProdsysApp
from prodsys_tui.services.drafts import DraftContent, DraftForm, keep_drafts, written
from prodsys_tui.text.catalog import Texts
from tests.screens.floor import Floor, person
from tests.screens.terminal import Terminal

SMALL, LARGE = (80, 24), (120, 40)
WAYS = {
    "login": (),
    "board": ("sup",),
    "looms": ("sup", "down", "enter", *["down"] * 5),
    "form": ("sup", "x"),
    "list": ("sup", "x", "f4"),
    "help": ("sup", "f1"),
    "menu": ("sup", "f10"),
    "locked-key": ("ope", "t"),
    "sample": ("ope", "m", *["down"] * 3, *"850"),
    "samples-of-one": ("ope", "m", *["down"] * 3, "f6"),
    "production": ("ope", "p", *"12"),
    "production-locked": ("ope", *["down"] * 3, "p"),
    "question": ("ope", "m", *"85", "f3"),
    "disposition": ("sup", *["down"] * 3, "enter"),
    "closing": ("sup", "c"),
    "approval": ("sup", "r"),
    "signature": ("sup", "r", "f2"),
    "corrections": ("sup", "h", "enter"),
    "correction": ("sup", "h", "enter", "enter"),
    "suspects": ("sup", *["down"] * 3, "enter", "l"),
}
"""How to come to what is pictured: who logs in, then keys."""


class Compare(Protocol):
    def __call__(self, app: ProdsysApp, *, terminal_size: tuple[int, int], run_before: object) -> bool: ...


def pictured(floor: Floor, way: tuple[str, ...], compare: Compare, size: tuple[int, int]) -> bool:
    app = ProdsysApp(lambda: floor.plant, Texts("es"), no_report, idle=0)

    async def go(pilot: Pilot[None]) -> None:
        terminal = Terminal(app, pilot)
        await terminal.settle()
        if way:
            await terminal.log_in(way[0])
            for key in way[1:]:
                await terminal.press(key)

    return compare(app, terminal_size=size, run_before=go)


def no_report(_error: BaseException) -> Path | None:
    return None


@pytest.mark.parametrize("way", WAYS)
def test_picture(floor: Floor, snap_compare: Compare, way: str) -> None:
    assert pictured(floor, WAYS[way], snap_compare, SMALL)


@pytest.mark.parametrize(
    "way", ["login", "board", "looms", "sample", "production", "disposition", "closing", "approval"]
)
def test_picture_on_a_large_terminal(floor: Floor, snap_compare: Compare, way: str) -> None:
    assert pictured(floor, WAYS[way], snap_compare, LARGE)


@pytest.mark.parametrize("way", [("ope", "m"), ("ope",)], ids=["question", "board"])
def test_picture_of_a_draft(floor: Floor, snap_compare: Compare, way: tuple[str, ...]) -> None:
    with floor.plant.read() as reads:
        shift = reads.open_shift()
    assert shift is not None
    form = DraftForm("sample", "sample", "Muestra Extrusor PP EXTPP01", 1, "EXTPP01", shift.ref.uid)
    typed = DraftContent({"@measured": "09:40", "Denier": "805"}, {"@measured": "Hora de medición"})
    floor.plant.do(keep_drafts, person(floor.plant, "ope"), {form.key: written(form, typed)})
    assert pictured(floor, way, snap_compare, SMALL)


@pytest.mark.parametrize("way", ["board", "sample", "closing"])
def test_picture_without_colours(
    floor: Floor, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert pictured(floor, WAYS[way], snap_compare, SMALL)
