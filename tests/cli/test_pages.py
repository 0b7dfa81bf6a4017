"""Lists that grow with the years, page by page: ``--limit`` and ``--before`` what ``next`` said."""

import pytest

from tests.cli.floor import THICK, spin
from tests.cli.terminal import Terminal


def paged(at: Terminal, name: str, *command: str) -> list[object]:
    """A list as it is read two rows at a time, to the end."""
    seen: list[object] = []
    following: str | None = None
    while True:
        went_on = ("--before", following) if following else ()
        answer = at.ok(*command, "--limit", "2", *went_on)
        assert len(answer[name]) <= 2
        seen.extend(answer[name])
        following = answer["next"]
        if following is None:
            return seen


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("orders", ("order", "list")),
        ("samples", ("sample", "list")),
        ("records", ("production", "list")),
        ("batches", ("batch", "list")),
        ("shifts", ("shift", "list")),
        ("entries", ("audit", "list", "--since", "2026-03-02")),
        ("incidents", ("incident", "list", "--all")),
    ],
)
def test_pages_make_the_whole_list(shift: Terminal, name: str, command: tuple[str, ...]) -> None:
    for value in ("0.5", "0.6"):
        shift.ok(*THICK, value)
    spin(shift)
    for title in ("Fuga de aceite", "Ruido en el motor", "Falta luz"):
        shift.ok("incident", "add", title, "--severity", "menor")
    whole = shift.ok(*command)
    assert whole["next"] is None
    assert whole[name]
    assert paged(shift, name, *command) == whole[name]


def test_stops_page_back_from_the_last_ones(shift: Terminal) -> None:
    for minutes in range(1, 6):
        shift.ok(
            *("stop", "add", "--process", "2", "--machine", "T05", "--reason", "Limpieza"),
            *("--minutes", str(minutes)),
        )
    last = shift.ok("stop", "list", "--limit", "2")
    assert [stop["minutos"] for stop in last["stops"]] == [4, 5]
    assert [stop["minutos"] for stop in shift.ok("stop", "list", "--before", last["next"])["stops"]] == [
        1,
        2,
        3,
    ]


def test_shifts_from_a_date_on_back(shift: Terminal) -> None:
    [opened] = shift.ok("shift", "list")["shifts"]
    day = opened["fecha_operativa"]
    assert shift.ok("shift", "list", "--until", day)["shifts"] == [opened]
    assert shift.ok("shift", "list", "--until", "2020-01-01")["shifts"] == []


@pytest.mark.parametrize("command", [("shift", "list"), ("audit", "list"), ("batch", "list")])
def test_a_row_that_is_none_is_told(shift: Terminal, command: tuple[str, ...]) -> None:
    assert shift(*command, "--before", "nada", "--json").reasons == ["not-found"]
