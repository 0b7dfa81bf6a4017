"""What every stored thing has: a reference and the version that its reader saw."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a row: ``id`` is local to one store, ``uid`` travels, ``code`` is for people."""

    id: int
    uid: str
    code: str = field(default="", compare=False)


NEW = Ref(0, "")
"""The reference of an entity that the store does not hold yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What every stored thing has."""

    ref: Ref = NEW
    version: int = 1
