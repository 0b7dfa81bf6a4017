"""Drafts: what somebody is typing, kept so that a dropped connection loses nothing. Spec ``ux.md``, "Entry".

A draft is no data: it is in no journal, no board and no report until its form is saved. It belongs to one
person and one form, and carries the uids that the form will save under, so that saving twice saves once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.rights import Right
from prodsys_tui.domain.shift.shift import Entry, admits
from prodsys_tui.services.ports import Reads, UnitOfWork
from prodsys_tui.services.refused import refuse
from prodsys_tui.services.rows import Draft
from prodsys_tui.services.use_case import Act, use_case

_VERSION = 1


@dataclass(frozen=True, slots=True)
class DraftForm:
    """Which form a draft is of.

    ``name`` is the form's own (``sample``, ``observe``), ``place`` the screen that it is reached from and
    ``title`` how people know it. ``process`` is an id, ``machine`` a code, ``shift`` a uid; ``about`` tells
    forms of one place apart (a parameter, the uid of a stop or a sample). ``words`` marks what a shift takes
    until it is approved (dispositions, observations).
    """

    name: str
    place: str
    title: str
    process: int | None = None
    machine: str | None = None
    shift: str | None = None
    about: str | None = None
    words: bool = False

    @property
    def key(self) -> str:
        """The form's name in the store: the same for the same work, on whatever terminal."""
        parts = (self.name, self.process, self.machine, self.shift, self.about)
        return "/".join("" if part is None else str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What was typed, by field, with how people know each field; ``rest`` is whatever else restores it.

    ``rest`` holds what JSON does: an order, the uids that are going to be saved. Never a PIN.
    """

    typed: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> Sequence[tuple[str, str]]:
        """Label and text of each field that holds one."""
        return [(self.labels.get(key, key), text) for key, text in self.typed.items() if text]


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept. ``closed`` says why its shift takes no more of it, if so."""

    person: str
    form: DraftForm
    content: DraftContent
    at: datetime
    closed: Refusal | None = None


def written(form: DraftForm, content: DraftContent) -> str:
    """A draft as the store keeps it; the same draft is always the same text."""
    document = {"version": _VERSION, "form": asdict(form), "content": asdict(content)}
    return json.dumps(document, ensure_ascii=False, sort_keys=False)


def kept_drafts(reads: Reads, person: str | None = None) -> list[KeptDraft]:
    """The drafts of a person (code) that this version can read, newest first; everybody's without one."""
    found = (_kept(reads, draft) for draft in reads.drafts(person))
    return [draft for draft in found if draft is not None]


def kept_draft(reads: Reads, person: str, form: str) -> KeptDraft | None:
    """What a person was typing in a form (its key)."""
    draft = reads.draft(person, form)
    return None if draft is None else _kept(reads, draft)


@use_case("draft-keep")
def keep_drafts(uow: UnitOfWork, act: Act, drafts: Mapping[str, str | None]) -> None:
    """Keep one's drafts by form; None forgets one."""
    for form, content in drafts.items():
        if content is None:
            uow.drop_draft(act.person.code, form)
        else:
            uow.keep_draft(Draft(act.person.code, form, content, act.now))


@use_case("draft-discard")
def discard_draft(uow: UnitOfWork, act: Act, form: str, person: str | None = None) -> None:
    """Forget a draft: one's own, or somebody's (code) with the right to manage accounts.

    Raises ``Refused``: ``not-found``, ``not-permitted``.
    """
    owner = act.person.code if person is None else person
    if owner != act.person.code:
        act.need(Right.USERS)
    if uow.draft(owner, form) is None:
        raise refuse(Code.NOT_FOUND, "draft", "draft", draft=form)
    uow.drop_draft(owner, form)


def _kept(reads: Reads, draft: Draft) -> KeptDraft | None:
    try:
        document = json.loads(draft.content)
        form, content = DraftForm(**document["form"]), DraftContent(**document["content"])
    except (ValueError, TypeError, KeyError):  # of another version
        return None
    return KeptDraft(draft.person, form, content, draft.at, _closed(reads, form))


def _closed(reads: Reads, form: DraftForm) -> Refusal | None:
    shift = reads.shift(form.shift) if form.shift else None
    if shift is None:
        return None
    admitted = admits(shift, Entry.WORDS if form.words else Entry.WORK)
    return admitted if isinstance(admitted, Refusal) else None
