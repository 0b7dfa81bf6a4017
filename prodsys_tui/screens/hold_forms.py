"""The forms of holds, asked from several screens: hold, release, scrap, note. Each is one service call."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from prodsys_tui.domain.model import Batch, Outcome, Person
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right, may
from prodsys_tui.screens.modals.choice import Choice
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Place, Session
from prodsys_tui.services.batch.batches import find_batch
from prodsys_tui.services.batch.holds import hold_batches, investigate, release_batches, scrap_batches
from prodsys_tui.services.drafts import DraftForm
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.services.site.login import sign
from prodsys_tui.text.safe import SafeText, safe

Form = FormScreen[SafeText]
"""Answers what is to be said when it was saved."""

HOLD, RELEASE, SCRAP, NOTE = "hold", "release", "scrap", "note"
"""The names of the forms, by which a draft finds its own again."""

_MOST_CODES = 12
_RELEASES = (Outcome.RELEASED, Outcome.CONCESSION)
_SCRAPS = (Outcome.SCRAP, Outcome.REWORK)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about.

    ``keys`` are what the service is told (codes of batches, uids of holds), ``names`` how people know them
    and ``seen`` the versions of the batches that the person saw, so that who is second is told who was first.
    ``left`` says how much is undecided, where that is known; ``machines`` made the one batch of it.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    seen: dict[str, int]
    left: SafeText | None = None
    machines: tuple[str, ...] = ()

    @classmethod
    def of(cls, batches: Sequence[Batch], machines: Sequence[str] = ()) -> "Subject":
        """Batches as they are shown."""
        codes = tuple(batch.code for batch in batches)
        return cls(codes, codes, {each.code: each.version for each in batches}, machines=tuple(machines))

    @property
    def many(self) -> bool:
        """Whether there are several."""
        return len(self.keys) > 1

    @contextmanager
    def as_seen(self, plant: Plant) -> Iterator[None]:
        """Who is refused because somebody was first was told so, and has seen the batches as they are now."""
        try:
            yield
        except Refused as refused:
            if any(reason.code is Code.CHANGED_MEANWHILE for reason in refused.reasons):
                with plant.read() as reads:
                    self.seen.update({code: find_batch(reads, code).version for code in self.seen})
            raise Refused(*map(_at_signer, refused.reasons)) from refused


def _at_signer(reason: Refusal) -> Refusal:
    """A refusal of who answers for it, at the field in which another one signs."""
    return replace(reason, field="signer") if reason.field == "user" else reason


class HoldForms:
    """Makes the forms for a screen (``place``, to which drafts lead back)."""

    def __init__(self, session: Session, place: Place) -> None:
        self._session = session
        self._say = session.texts
        self._place = place

    def hold(self, subject: Subject, reason: str = "", sample: str | None = None) -> Form:
        """Hold batches for a reason; of a single one perhaps only what a machine or roll made."""
        who, say, parts = self._session.who, self._say, not subject.many and sample is None

        def save(plant: Plant, answers: Answers) -> SafeText:
            signer = self._signer(plant, answers, Right.HOLD_MANY, asked=subject.many)
            with subject.as_seen(plant):
                held = plant.do(
                    hold_batches,
                    who,
                    subject.keys,
                    answers["comment"],
                    signer,
                    machine=answers.get("machine") or None,
                    roll=answers.get("roll") or None,
                    sample=sample,
                    seen=subject.seen,
                )
            return say.n("holding.done.hold", len(held), codes=[batch.code for batch in held[:_MOST_CODES]])

        machines = [Choice(code, safe(code)) for code in subject.machines]
        asks = [
            self._ask("comment", reason, key="reason", most=500),
            *((self._ask("machine", "", machines), self._ask("roll")) if parts else ()),
            *(self._signature(Right.HOLD_MANY) if subject.many else ()),
        ]
        return self._form(HOLD, subject, asks, save)

    def release(self, subject: Subject) -> Form:
        """Release what is held, or let it be used as it is; all of it, or a quantity."""
        return self._decision(RELEASE, subject, _RELEASES, release_batches)

    def scrap(self, subject: Subject) -> Form:
        """Scrap, or send back to be worked again; what cannot be undone is confirmed by a word."""
        return self._decision(SCRAP, subject, _SCRAPS, scrap_batches)

    def note(self, subject: Subject, causes: Sequence[str]) -> Form:
        """What was found out about a hold, with a cause of the list where one fits."""
        who = self._session.who

        def save(plant: Plant, answers: Answers) -> SafeText:
            plant.do(investigate, who, subject.keys[0], answers["text"], answers["cause"] or None)
            return self._say("holding.done.note")

        listed = [Choice(cause, safe(cause)) for cause in causes]
        return self._form(NOTE, subject, [self._ask("text", most=500), self._ask("cause", "", listed)], save)

    def _decision(
        self,
        name: str,
        subject: Subject,
        outcomes: Sequence[Outcome],
        body: Callable[..., Sequence[Batch]],
    ) -> Form:
        who, say, word = self._session.who, self._say, self._say("holding.word")
        final = name == SCRAP

        def save(plant: Plant, answers: Answers) -> SafeText:
            if final and answers["word"].casefold() != word.casefold():
                raise refuse(Code.BAD_VALUE, "word", "word", word=word)
            outcome = answers["outcome"] or outcomes[0].value
            asked = subject.many or outcome.casefold() == Outcome.CONCESSION.value
            signer = self._signer(plant, answers, Right.CHANGE_BATCH, asked=asked)
            quantity = answers.get("quantity") or None
            told = (who, subject.keys, answers["comment"], outcome, quantity, signer)
            with subject.as_seen(plant):
                batches = plant.do(body, *told, seen=subject.seen)
            states = dict.fromkeys(
                say("holding.done.state", batch=batch.code, state=batch.state.value)
                for batch in batches[:_MOST_CODES]
            )
            decided = " ".join(filter(None, (outcome, quantity)))
            return say("holding.done.decided", outcome=decided, states=tuple(states))

        choices = [
            Choice(each.value, safe(each.value), say(f"holding.outcome.{each.name.lower()}"))
            for each in outcomes
        ]
        asks = [
            self._ask("comment", key="reason" if final else "approval", most=500),
            self._ask("outcome", outcomes[0].value, choices),
            *(() if subject.many else (self._ask("quantity"),)),
            *(
                (
                    Ask(
                        "word",
                        say("holding.ask.word", word=word),
                        help=say("holding.ask.word.help"),
                        max_length=16,
                    ),
                )
                if final
                else ()
            ),
            *self._signature(Right.SIGN_HELD_BATCH, optional=not subject.many),
        ]
        return self._form(name, subject, asks, save)

    def _signature(self, right: Right, *, optional: bool = False) -> tuple[Ask, Ask]:
        who, say = self._session.who, self._say
        signer = "" if optional or not may(who.role, right) else who.code
        wanted = say("holding.ask.signer.optional") if optional else say("holding.ask.signer.help")
        return (
            Ask("signer", say("holding.ask.signer"), signer, help=wanted, max_length=40),
            Ask("pin", say("holding.ask.pin"), secret=True, max_length=8),
        )

    def _signer(self, plant: Plant, answers: Answers, right: Right, *, asked: bool) -> Person | None:
        """Who signs with a PIN; whoever works here where a signature is needed and nobody else is named."""
        code = answers.get("signer", "")
        if not code and not asked and not answers.get("pin"):
            return None
        return sign(plant, code or self._session.who.code, answers["pin"], right)

    def _ask(
        self, name: str, value: str = "", choices: Sequence[Choice] = (), *, key: str = "", most: int = 200
    ) -> Ask:
        key = f"holding.ask.{key or name}"
        return Ask(name, self._say(key), value, choices, self._say(f"{key}.help"), max_length=most)

    def _form(
        self,
        name: str,
        subject: Subject,
        asks: Sequence[Ask],
        save: Callable[[Plant, Answers], SafeText],
    ) -> Form:
        say, title = self._say, self._say(f"holding.form.{name}")
        shown, left = subject.names[:_MOST_CODES], len(subject.names) - _MOST_CODES
        key = "holding.about-more" if left > 0 else "holding.about"
        intro = say(key, names=shown, count=max(left, 0))
        if subject.left is not None:
            intro = say("holding.about-left", about=intro, left=subject.left)
        about = " ".join((name, *subject.keys))
        draft = DraftForm(name, self._place, f"{title}: {', '.join(shown)}", about=about)
        return FormScreen(self._session, title, asks, save, intro=intro, draft=draft)
