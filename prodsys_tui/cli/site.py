"""``prodsys site``: what the site asks for beyond the rules of every site."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk

if TYPE_CHECKING:
    from prodsys_tui.cli.rows import Row
    from prodsys_tui.domain.model import Site

app = commands()

_ANSWERS = {"yes": True, "no": False}


@verb(app, "show", "prodsys site show")
def show(ctx: typer.Context) -> None:
    """Show the site and how it works."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        site = reads.site()
    desk.answer({"sitio": site_row(site)})


@verb(app, "set", "prodsys site set --release-by-another yes")
def set_(
    ctx: typer.Context,
    release_by_another: Annotated[str, typer.Option("--release-by-another", metavar="yes|no")],
) -> None:
    """Change how the site works."""
    from prodsys_tui.services.site.sites import set_site

    chosen = _ANSWERS.get(release_by_another.strip().casefold())
    if chosen is None:
        name, allowed = "--release-by-another", tuple(_ANSWERS)
        raise UsageError("cli.usage.not_one_of", "release_by_another", name=name, allowed=allowed)
    desk = Desk.of(ctx)
    desk.answer({"sitio": site_row(desk.do(set_site, release_by_another=chosen))})


def site_row(site: "Site") -> "Row":
    """A site; ``libera_otra_persona``: who held a batch does not release it."""
    return {
        "id": site.ref.id,
        "uid": site.ref.uid,
        "codigo": site.code,
        "nombre": site.name,
        "tipo": site.kind,
        "zona_horaria": site.zone,
        "calendario": site.calendar,
        "libera_otra_persona": site.release_by_another,
    }
