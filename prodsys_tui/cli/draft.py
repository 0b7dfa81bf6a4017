"""``prodsys draft``: what people were typing when a line dropped; for support."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk

if TYPE_CHECKING:
    from prodsys_tui.cli.answer import Row
    from prodsys_tui.services.drafts import KeptDraft
    from prodsys_tui.services.ports import Reads

app = commands()

_COLUMNS = ("usuario", "titulo", "en", "formulario")
_Owner = Annotated[str, typer.Argument(metavar="USER", help="cli.option.draft_of")]
_Form = Annotated[str, typer.Argument(metavar="FORM", help="cli.option.draft_form")]


@verb(app, "list", "prodsys draft list", "prodsys draft list rperez")
def list_(
    ctx: typer.Context,
    owner: Annotated[str | None, typer.Argument(metavar="[USER]", help="cli.option.draft_of")] = None,
) -> None:
    """List what was typed and not saved, newest first for each person."""
    from prodsys_tui.services.drafts import kept_drafts

    desk = Desk.of(ctx)
    with desk.read() as reads:
        drafts = kept_drafts(reads, owner)
    desk.answer({"drafts": [_row(draft) for draft in drafts]}, {"drafts": _COLUMNS})


@verb(app, "show", "prodsys draft show rperez sample/3")
def show(ctx: typer.Context, owner: _Owner, form: _Form) -> None:
    """Show a draft field by field; the beginning of the form's name is enough."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        draft = _found(reads, owner, form)
    fields: list[Row] = [{"campo": label, "valor": text} for label, text in draft.content.told()]
    desk.answer({"draft": _row(draft), "campos": fields})


@verb(app, "discard", "prodsys draft discard rperez sample/3")
def discard(ctx: typer.Context, owner: _Owner, form: _Form) -> None:
    """Forget a draft: one's own, or somebody's with the right to manage accounts."""
    from prodsys_tui.services.drafts import discard_draft

    desk = Desk.of(ctx)
    with desk.read() as reads:
        draft = _found(reads, owner, form)
    desk.do(discard_draft, draft.form.key, draft.person)
    desk.answer({"draft": _row(draft)})


def _found(reads: "Reads", owner: str, form: str) -> "KeptDraft":
    from prodsys_tui.domain.refusal import Code
    from prodsys_tui.services.drafts import kept_drafts
    from prodsys_tui.services.refused import refuse

    drafts = kept_drafts(reads, owner)
    meant = [one for one in drafts if one.form.key == form] or [
        one for one in drafts if one.form.key.startswith(form)
    ]
    if len(meant) != 1:
        raise refuse(Code.NOT_FOUND, "draft", "draft", draft=form)
    return meant[0]


def _row(draft: "KeptDraft") -> "Row":
    return {
        "usuario": draft.person,
        "formulario": draft.form.key,
        "titulo": draft.form.title,
        "en": draft.at,
        "proceso_id": draft.form.process,
        "maquina": draft.form.machine,
        "turno_cerrado": draft.closed is not None,
    }
