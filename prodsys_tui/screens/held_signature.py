"""The signature for a batch that is held: why it is used, who lets it go in, and their PIN."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from prodsys_tui.domain.model import Person
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Session
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.site.login import sign

T = TypeVar("T")


def only_held(reasons: Sequence[Refusal]) -> bool:
    """Whether a signature is all that is missing."""
    return bool(reasons) and all(reason.code is Code.BATCH_HELD for reason in reasons)


def signature_asks(session: Session, reason: str = "") -> tuple[Ask, ...]:
    """What a signature asks; proposed is whoever is at the terminal, if they may sign."""
    say, who = session.texts, session.who
    signer = who.code if may(who.role, Right.SIGN_HELD_BATCH) else ""
    return (
        Ask("reason", say("production.sign.reason"), reason, max_length=500),
        Ask("signer", say("production.sign.signer"), signer, help=say("production.sign.signer.help")),
        Ask("pin", say("production.sign.pin"), secret=True, max_length=8),
    )


def signer_of(plant: Plant, answers: Answers) -> Person | None:
    """Who signed, None where no PIN was typed. Raises ``Refused`` (``wrong-pin``, ``not-permitted``)."""
    if not answers["pin"]:
        return None
    return sign(plant, answers["signer"], answers["pin"], Right.SIGN_HELD_BATCH)


def signature_form(
    session: Session,
    reasons: Sequence[Refusal],
    reason: str,
    save: Callable[[Plant, str, Person | None], T],
) -> FormScreen[T]:
    """Asks for the signature that some refusals want; ``save`` gets the reason and who signs."""
    say = session.texts
    codes = tuple(dict.fromkeys(str(each.params["batch"]) for each in reasons))

    def signed(plant: Plant, answers: Answers) -> T:
        return save(plant, answers["reason"], signer_of(plant, answers))

    intro = say("production.sign.intro", count=len(codes), batches=codes)
    return FormScreen(session, say("production.sign"), signature_asks(session, reason), signed, intro=intro)
