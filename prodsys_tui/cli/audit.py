"""``prodsys audit``: who changed what, and the proof that nothing was changed past the program."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.rows import AUDIT_COLUMNS, audit_row

if TYPE_CHECKING:
    from datetime import datetime

app = commands()

_Text = str | None


@verb(
    app, "list", "prodsys audit list --entity Muestra --since 2026-03-15", "prodsys audit list --user rperez"
)
def list_(
    ctx: typer.Context,
    entity: Annotated[_Text, typer.Option("--entity", metavar="E")] = None,
    since: Annotated[_Text, typer.Option("--since", metavar="T")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000)] = 200,
) -> None:
    """List audit entries, newest first; ``--user`` names whose."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        found = reads.audit(
            entity=entity, person=desk.asked.flags.get("user"), since=_since(desk, since), limit=limit
        )
        rows = [audit_row(entry) for entry in found]
    desk.answer({"entries": rows}, {"entries": AUDIT_COLUMNS})


@verb(
    app,
    "verify",
    "prodsys audit verify --replay",
    "prodsys audit verify --head HASH",
    "prodsys audit verify --replay --table lotes --until 2026-03-15T12:00-06:00",
)
def verify(
    ctx: typer.Context,
    replay: Annotated[bool, typer.Option("--replay")] = False,
    table: Annotated[_Text, typer.Option("--table", metavar="T")] = None,
    until: Annotated[_Text, typer.Option("--until", metavar="T")] = None,
    head: Annotated[_Text, typer.Option("--head", metavar="HASH")] = None,
) -> None:
    """Check the journal's chain, the audit and, with ``--replay``, every row; exit 3 when it fails."""
    from prodsys_tui.store.shapes import BY_TABLE
    from prodsys_tui.store.verify import verify as verify_store

    if (table or until) and not replay:
        raise UsageError("cli.usage.missing", "replay", name="--replay")
    if table is not None and table not in BY_TABLE:
        raise UsageError("cli.usage.not_one_of", "table", name="--table", allowed=sorted(BY_TABLE))
    desk = Desk.of(ctx)
    desk.may_read()
    moment = _since(desk, until, "until")
    found = verify_store(desk.store, replay=replay, table=table, until=moment, head=head)
    broken = asdict(found.first_break) if found.first_break else None
    answer: dict[str, object] = {
        "verified": found.verified,
        "entries": found.entries,
        "head": found.head,
        "first_break": broken,
    }
    if until:
        answer["rows"] = [dict(row) for row in found.rows]
    desk.answer(answer)
    if not found.verified:
        raise typer.Exit(exits.REFUSED)


def _since(desk: Desk, text: str | None, field: str = "since") -> "datetime | None":
    """A moment, or the beginning of a day at the site."""
    from datetime import UTC, datetime, time

    from prodsys_tui.domain.refusal import Refusal
    from prodsys_tui.text.dates import read_date, read_moment

    if not text:
        return None
    day = read_date(text, field)
    if not isinstance(day, Refusal):
        return datetime.combine(day, time(), desk.zone).astimezone(UTC)
    return needed(read_moment(text, desk.zone, desk.plant.clock.now(), field))
