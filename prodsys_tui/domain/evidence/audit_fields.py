"""What an audit entry says of a thing's fields: before, after, what became of each. Spec ``domain.md`` §6."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_TELLING = (
    "parametro",
    "valor",
    "resultado",
    "codigo",
    "estado",
    "cantidad",
    "motivo",
    "motivo_inactivo",
    "texto",
    "nombre",
    "accion",
)
"""The fields that tell a thing best, in the order in which they are told."""
_TOLD_AT_MOST = 3


class Mark(StrEnum):
    """What became of a field; the value is its sign."""

    SAME = " "
    CHANGED = "*"
    ADDED = "+"
    GONE = "-"


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field with its values before and after, as text; None is no value."""

    name: str
    before: str | None
    after: str | None

    @property
    def mark(self) -> Mark:
        """What became of it."""
        if self.before == self.after:
            return Mark.SAME
        if self.before is None:
            return Mark.ADDED
        return Mark.GONE if self.after is None else Mark.CHANGED


def field_pairs(before: str | None, after: str | None) -> tuple[FieldPair, ...]:
    """The fields of two JSON texts: those of the newer one first, as it has them, then those that are gone.

    A text that is no JSON object (it was tampered with) is one field without a name.
    """
    old, new = _fields(before), _fields(after)
    return tuple(FieldPair(name, old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old)))


def with_codes(pairs: Sequence[FieldPair], codes: Mapping[str, str]) -> tuple[FieldPair, ...]:
    """The same with the codes of things in place of their uids, where they have one."""

    def told(value: str | None) -> str | None:
        return value if value is None else codes.get(value, value)

    return tuple(FieldPair(each.name, told(each.before), told(each.after)) for each in pairs)


def gist(before: str | None, after: str | None) -> str:
    """An entry in a few words: the values of the fields that tell most, of a change both values.

    Nothing where none of them is in it and nothing changed.
    """
    pairs = {each.name: each for each in field_pairs(before, after)}
    told = [pairs[name] for name in _TELLING if name in pairs]
    told = told or [each for each in pairs.values() if each.mark is Mark.CHANGED]
    return " ".join(
        f"{each.before} > {each.after}" if each.mark is Mark.CHANGED else each.after or each.before or ""
        for each in told[:_TOLD_AT_MOST]
    )


def _fields(text: str | None) -> Mapping[str, str | None]:
    if text is None:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    return {name: _shown(value) for name, value in found.items()} if isinstance(found, dict) else {"": text}


def _shown(value: object) -> str | None:
    """A value as text: texts as they are, what is nested as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
