"""``prodsys news``: what others did since one's last visit."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.rows import SHIFT_COLUMNS, Row, shift_row
from prodsys_tui.cli.turnover import INCIDENT_COLUMNS, NEWS_COLUMNS, incident_row, news_row, without_empty

app = commands()


@verb(app, "news", "prodsys news", "prodsys news --since 06:30", "prodsys news --user svera --json")
def news(
    ctx: typer.Context,
    since: Annotated[str | None, typer.Option("--since", metavar="T", help="cli.option.news_since")] = None,
) -> None:
    """Tell what changed, and what waits."""
    from prodsys_tui.services.shift.news import news as read_news
    from prodsys_tui.text.dates import read_moment

    desk = Desk.of(ctx)
    now = desk.plant.clock.now()
    from_when = needed(read_moment(since, desk.zone, now, "since")) if since else None
    with desk.read() as reads:
        known = reads.person(desk.settings.user) if desk.settings.user else None
        told = read_news(reads, now, None if known is None else known.code, from_when)
    document: Row = {
        "desde": told.since,
        "recortado": told.cut,
        "por_cerrar_o_aprobar": told.waiting,
        "news": [news_row(desk, item) for item in told.items],
        "entrega_pendiente": None if told.handover is None else shift_row(told.handover),
        "devueltos": [shift_row(shift) for shift in told.returned],
        "incidents": [incident_row(desk, each) for each in told.critical],
    }
    desk.answer(
        document if desk.asked.json else without_empty(document),
        {
            "news": NEWS_COLUMNS,
            "entrega_pendiente": SHIFT_COLUMNS,
            "devueltos": SHIFT_COLUMNS,
            "incidents": INCIDENT_COLUMNS,
        },
    )
