"""The forms that write a certificate or labels to a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.modals.form import Answers, Ask, FormScreen
from prodsys_tui.screens.session import Papers, Session
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.site.login import sign
from prodsys_tui.text.safe import SafeText

Form = FormScreen[SafeText]
"""Answers what is to be said when the file was written."""

CERTIFICATE_ENDS = (".pdf", ".json")
LABEL_ENDS = (".pdf",)


def certificate_form(session: Session, papers: Papers, code: str) -> Form:
    """Where the certificate of a batch is to be written, and the PIN that signs it."""
    who = session.who

    def write(plant: Plant, file: str, answers: Answers) -> None:
        signer = sign(plant, who.code, answers["pin"], Right.CERTIFY)
        papers.certificate(plant, signer, code, file)

    pin = Ask("pin", session.texts("batches.ask.pin"), secret=True, max_length=8)
    return _form(session, "certificate", (code,), CERTIFICATE_ENDS, write, pin)


def label_form(session: Session, papers: Papers, codes: Sequence[str]) -> Form:
    """Where the labels of batches are to be written."""

    def write(plant: Plant, file: str, _: Answers) -> None:
        papers.labels(plant, codes, file)

    return _form(session, "label", codes, LABEL_ENDS, write)


def _form(
    session: Session,
    name: str,
    codes: Sequence[str],
    ends: tuple[str, ...],
    write: Callable[[Plant, str, Answers], None],
    *more: Ask,
) -> Form:
    say = session.texts

    def save(plant: Plant, answers: Answers) -> SafeText:
        file = answers["file"]
        if Path(file).suffix.lower() not in ends:
            raise refuse(Code.BAD_VALUE, "file", "file-name", value=file, allowed=ends)
        write(plant, file, answers)
        return say("batches.written", file=file)

    proposed = say(f"batches.file.{name}", batch=codes[0])
    ask = Ask("file", say("batches.ask.file"), proposed, help=say("batches.ask.file.help"), max_length=400)
    intro = say(f"batches.form.{name}.intro", batches=codes)
    return FormScreen(session, say(f"batches.form.{name}"), (ask, *more), save, intro=intro)
