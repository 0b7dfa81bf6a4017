"""Pages of a list: ``--limit`` rows at a time, ``--before`` the last row of the page before."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import refuse

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Entity, Ref

T = TypeVar("T")
E = TypeVar("E", bound="Entity")

Limit = Annotated[int, typer.Option("--limit", min=1, max=10000)]
Before = Annotated[str | None, typer.Option("--before", metavar="ROW", help="cli.option.before_row")]


def cursor(find: "Callable[[str], E | None]", before: str | None) -> "Ref | None":
    """The row that a page goes on before, as ``next`` named it.

    Raises ``Refused`` (``not-found``) when there is no such row.
    """
    if before is None:
        return None
    row = find(before)
    if row is None:
        raise refuse(Code.NOT_FOUND, "before", "row", value=before)
    return row.ref


def page(found: Sequence[T], limit: int, key: Callable[[T], str]) -> tuple[Sequence[T], str | None]:
    """The rows of a page and its ``next``: what ``--before`` takes to go on, None at the end.

    ``found`` was read with a limit of one more than is shown.
    """
    shown = found[:limit]
    return shown, key(shown[-1]) if len(found) > limit else None
