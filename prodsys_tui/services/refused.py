"""How a use case says no: one exception carrying every reason."""

from collections.abc import Iterable

from prodsys_tui.domain.refusal import Code, Refusal


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A use case was refused; nothing was changed. ``reasons`` has at least one, the first counts."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


def refuse(code: Code, field: str | None = None, variant: str = "", **params: object) -> Refused:
    """The exception for a single reason, to be raised."""
    return Refused(Refusal(code, params, field, variant))


def ensure(reasons: Iterable[Refusal]) -> None:
    """Raise all the reasons together, if there are any."""
    found = tuple(reasons)
    if found:
        raise Refused(*found)
