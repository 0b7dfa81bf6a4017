"""Why a key of the list of batches does nothing now: a right, a row, or the state of the batch."""

from collections.abc import Mapping

from prodsys_tui.domain.model import BatchState, Person
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.rights import no_right
from prodsys_tui.services.batch.batch_pages import BatchLine
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText

RIGHTS: Mapping[str, Right] = {
    "hold": Right.PAUSE_BATCH,
    "release": Right.CHANGE_BATCH,
    "scrap": Right.CHANGE_BATCH,
    "use_up": Right.CHANGE_BATCH,
    "certificate": Right.CERTIFY,
}
"""The right that each key needs, by its action."""

NEED_ROW = frozenset(
    {"story", "mark", "hold", "release", "scrap", "use_up", "trace", "holds", "certificate", "label"}
)
"""The actions about a batch."""


def batch_lock(
    action: str, line: BatchLine | None, person: Person, say: Texts, *, marked: bool, papers: bool
) -> SafeText | None:
    """The reason, or None where the key works; of marked batches the service says what is wrong with each.

    Without ``papers`` no file can be written here.
    """
    if action not in NEED_ROW:
        return None
    if action in RIGHTS and (reason := no_right(person, say, RIGHTS[action])):
        return reason
    if line is None:
        return say("batches.locked.empty")
    if action in {"certificate", "label"} and not papers:
        return say("batches.locked.no-papers")
    if marked and action in {"hold", "release", "scrap"}:
        return None
    state, parts = line.batch.state, line.figures.parts
    wrong = {
        "hold": state is not BatchState.ACTIVE,
        "release": state is not BatchState.HELD and not parts,
        "scrap": state is BatchState.CLOSED,
        "use_up": state is not BatchState.ACTIVE or bool(parts),
    }
    return say(f"batches.locked.{action}", state=state.value) if wrong.get(action) else None
