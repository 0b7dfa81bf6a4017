"""Why a person may not do something, and who may."""

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.rights import Right, first_with, may
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText


def no_right(person: Person, say: Texts, *rights: Right) -> SafeText | None:
    """The reason when the person has none of the rights, None when he has one."""
    if any(may(person.role, right) for right in rights):
        return None
    return say("app.no-right", role=person.role.value, who=first_with(*rights).value)
