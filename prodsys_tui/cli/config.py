"""``prodsys config``: the settings and where each came from."""

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.config import Found, resolve

app = commands()


@verb(app, "show", "prodsys config show", "prodsys config show --json")
def show(ctx: typer.Context) -> None:
    """Show every setting with its source; exit 2 when one cannot be used."""
    desk = Desk.of(ctx)
    found = resolve(desk.asked.flags).found
    rows = [
        {
            "name": one.name,
            "value": one.told,
            "source": one.source,
            "ok": not one.problem,
            "detail": _detail(desk, one),
        }
        for one in found
    ]
    desk.answer({"checks": rows}, {"checks": ("name", "value", "source", "ok", "detail")})
    if any(one.problem for one in found):
        raise typer.Exit(exits.USAGE)


def _detail(desk: Desk, one: Found) -> str:
    if not one.problem:
        return ""
    return desk.texts(
        f"cli.setting.{one.problem}",
        name=one.name,
        value=one.told,
        source=one.source,
        allowed=one.allowed,
    )
