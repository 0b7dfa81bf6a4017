"""Refusals of rows that were saved together, by machine."""

from collections.abc import Sequence

from prodsys_tui.domain.refusal import Refusal


def row_of(reason: Refusal, codes: Sequence[str]) -> str | None:
    """The machine whose row a reason is about; None for one that is of no row."""
    row = reason.params.get("row")
    return codes[row - 1] if isinstance(row, int) else None


def by_machine(reasons: Sequence[Refusal], codes: Sequence[str]) -> dict[str, tuple[Refusal, ...]]:
    """The reasons of each machine; a row that was saved alone is not numbered. Others are of no machine."""
    found: dict[str, tuple[Refusal, ...]] = {}
    for reason in reasons:
        code = row_of(reason, codes) or (codes[0] if len(codes) == 1 and reason.field != "shift" else None)
        if code is not None:
            found[code] = (*found.get(code, ()), reason)
    return found


def field_of(reason: Refusal) -> str:
    """The field that a reason names, without its row."""
    return (reason.field or "").rpartition(".")[2]
