"""Why a key of the board does nothing now."""

from collections.abc import Mapping

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.board.view import BoardView, Scope
from prodsys_tui.screens.rights import no_right
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText

_RIGHTS: Mapping[str, tuple[Right, ...]] = {
    "observe": (Right.OBSERVE,),
    "idle": (Right.IDLE,),
    "propose": (Right.IDLE,),
    "assign": (Right.ASSIGN, Right.ASSIGN_SELF),
    "stop": (Right.STOP,),
    "run": (Right.PRODUCE,),
    "emergency": (Right.EMERGENCY_ORDER,),
    "crew": (Right.ASSIGN, Right.ASSIGN_SELF),
    "settings": (Right.PRODUCE,),
    "turn": (Right.OPEN_SHIFT,),
    "void": (Right.VOID_SHIFT,),
    "close": (Right.CLOSE_SHIFT, Right.CLOSE_OWN_SHIFT),
}
_NEED_ROW = frozenset(
    {
        "why",
        "sample",
        "produce",
        "settle",
        "observe",
        "idle",
        "assign",
        "stop",
        "crew",
        "settings",
        "emergency",
    }
)
_NEED_SHIFT = _NEED_ROW | {"close", "void", "propose"}


def board_lock(
    action: str, view: BoardView | None, scope: Scope | None, person: Person, say: Texts
) -> SafeText | None:
    """The reason, or None where the key works: a shift, a right, a row or a deviation is missing."""
    rights = _RIGHTS.get(action, ())
    reason = no_right(person, say, *rights) if rights else None
    if reason is not None:
        return reason
    missing = _missing(action, view, scope) if view is not None else None
    return say(f"board.locked.{missing}") if missing else None


def _missing(action: str, view: BoardView, scope: Scope | None) -> str | None:
    if action in _NEED_SHIFT and view.board is None:
        return "no-shift"
    if action in _NEED_ROW and scope is None:
        return "no-row"
    if action == "settle" and scope is not None and not scope.facts.open_deviations:
        return "no-deviation"
    return "no-review" if action == "review" and not view.waiting else None
