"""The keys of every screen and dialog as ``docs/keys.md`` lists them, told from the bindings themselves."""

from collections.abc import Iterator
from typing import Any

from textual.binding import Binding

from prodsys_tui.app import SCREENS, screen_class
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.login.screen import LoginScreen
from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.keymap import key_name

EVERYWHERE = "Everywhere"
DIALOGS = "Dialogs and short forms"
MODALS = ".modals."
"""Where the dialogs are that every screen may put up: they come first, whichever were imported first."""


def tables() -> dict[str, list[list[str]]]:
    """By heading: key, label on the screen, what it does, id."""
    spanish, english = Texts("es"), Texts("en")
    everywhere = list(_own(PlantScreen))
    known = {binding.id for binding in everywhere}
    bound = {EVERYWHERE: everywhere}
    for screen in (LoginScreen, *map(screen_class, SCREENS)):
        assert isinstance(screen, type)
        assert issubclass(screen, PlantScreen)
        bound[spanish(f"{screen.AREA}.title")] = [one for one in _own(screen) if one.id not in known]
    dialogs = sorted(_below(Dialog), key=lambda each: (MODALS not in each.__module__, f"{each}"))
    bound[DIALOGS] = [binding for dialog in dialogs for binding in _own(dialog)]
    return {heading: _rows(bindings, spanish, english) for heading, bindings in bound.items()}


def markdown() -> str:
    """The same as it stands on the page."""
    head = "| key | on screen | what it does | id |\n| --- | --- | --- | --- |"
    parts = (
        "\n".join((f"### {heading}\n\n{head}", *(f"| {' | '.join(row)} |" for row in rows)))
        for heading, rows in tables().items()
    )
    return "\n\n".join(parts)


def _own(screen: type) -> Iterator[Binding]:
    """The bindings that a screen and those that it is made from declare, general ones first."""
    for base in reversed(screen.__mro__):
        if base.__module__.startswith("prodsys_tui"):
            for binding in base.__dict__.get("BINDINGS", ()):
                assert isinstance(binding, Binding)
                yield binding


def _below(dialog: type[Dialog[Any]]) -> Iterator[type[Dialog[Any]]]:
    for each in dialog.__subclasses__():
        yield each
        yield from _below(each)


def _rows(bindings: list[Binding], spanish: Texts, english: Texts) -> list[list[str]]:
    rows: dict[str, list[str]] = {}
    for binding in bindings:
        keys = ", ".join(key_name(key) for key in binding.key.split(","))
        told = english(f"{binding.description}.help")
        rows[f"{binding.id}"] = [keys, spanish(binding.description), told, f"`{binding.id}`"]
    return list(rows.values())
