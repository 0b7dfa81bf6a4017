"""The keys: the "planta" map of spec ``ux.md``, "Keys", declared once.

A key has an id that settings remap by (``App.set_keymap({"save": "f2,ctrl+s"})``) and texts in the
catalogs: a label for the key line and the palette, ``….help`` for the help screen. Ids of keys that every
screen knows are plain (``save``; texts ``keys.save``), ids of one screen's own keys carry its area
(``board.sample``; texts ``board.key.sample``).
"""

from collections.abc import Mapping

from textual.binding import Binding, BindingType

GENERAL: Mapping[str, str] = {
    "help": "f1,question_mark",
    "save": "f2",
    "leave": "f3",
    "values": "f4",
    "reload": "f5",
    "view": "f6",
    "copy": "f7",
    "fill": "f8",
    "undo": "f9,ctrl+z",
    "menu": "f10,ctrl+p",
    "back": "escape,f12",
    "quit": "ctrl+q",
}
"""The keys that mean the same everywhere, by id; the action has the id's name."""

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Esp",
    "left": "←",
    "right": "→",
    "slash": "/",
    "question_mark": "?",
    "delete": "Supr",
    "plus": "+",
    "minus": "-",
}


def general(*ids: str) -> list[BindingType]:
    """Bindings of general keys that a screen offers, in the order of its key line."""
    return [own(id_, GENERAL[id_], id_) for id_ in ids]


def own(id_: str, keys: str, action: str, *, shown: bool = True) -> Binding:
    """One binding; ``shown`` puts it in the key line (help and palette have it anyway)."""
    return Binding(keys, action, text_key(id_), show=shown, id=id_)


def text_key(id_: str) -> str:
    """The catalog key of a binding's label."""
    area, dot, name = id_.partition(".")
    return f"{area}.key.{name}" if dot else f"keys.{id_}"


def key_name(key: str) -> str:
    """A key as the plant's keyboards have it written: ``F2``, ``Enter``, ``Ctrl+P``."""
    *held, last = key.split("+")
    named = _NAMES.get(last) or (last.upper() if len(last) == 1 or last[1:].isdigit() else last.title())
    return "+".join([*(part.title() for part in held), named])
