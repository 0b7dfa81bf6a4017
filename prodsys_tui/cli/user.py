"""``prodsys user``: accounts and PINs."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.options import Reason
from prodsys_tui.cli.rows import USER_COLUMNS, person_row

app = commands()

_Code = Annotated[str, typer.Argument(metavar="CODE", help="cli.option.user_code")]
NEW_PIN = "PRODSYS_NEW_PIN"


@verb(
    app,
    "add",
    'prodsys user add rperez --name "Rosa Pérez" --role Operario',
    'prodsys user add acanche --name "Abel Canché" --crew',
)
def add(
    ctx: typer.Context,
    code: _Code,
    name: Annotated[str, typer.Option("--name", metavar="T")],
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE")] = None,
    crew: Annotated[bool, typer.Option("--crew", help="cli.option.crew_alone")] = False,
) -> None:
    """Add an account; the PIN comes from ``PRODSYS_NEW_PIN`` or is asked for. ``--crew``: without one."""
    from prodsys_tui.services.site.people import add_crew_person, add_user

    desk = Desk.of(ctx)
    if role is None or crew:
        if crew == (role is not None):
            raise UsageError("cli.usage.one_of", "role", names=("--role", "--crew"))
        desk.answer({"user": person_row(desk.do(add_crew_person, code, name))})
        return
    person = desk.person
    new = desk.new_pin(NEW_PIN, code)
    added = desk.plant.do(add_user, person, code, name, role, new, desk.plant.hasher)
    desk.answer({"user": person_row(added)})


@verb(app, "list", "prodsys user list")
def list_(ctx: typer.Context) -> None:
    """List the accounts."""
    desk = Desk.of(ctx)
    with desk.read() as reads:
        rows = [person_row(person) for person in reads.people()]
    desk.answer({"users": rows}, {"users": USER_COLUMNS})


@verb(app, "pin", "prodsys user pin rperez")
def pin(ctx: typer.Context, code: _Code) -> None:
    """Give an account a new PIN."""
    from prodsys_tui.services.site.people import change_pin

    desk = Desk.of(ctx)
    person = desk.person
    new = desk.new_pin(NEW_PIN, code)
    desk.answer({"user": person_row(desk.plant.do(change_pin, person, code, new, desk.plant.hasher))})


@verb(app, "lock", 'prodsys user lock rperez --reason "Ya no trabaja aquí"')
def lock(ctx: typer.Context, code: _Code, reason: Reason) -> None:
    """Lock an account."""
    from prodsys_tui.services.site.people import lock_user

    desk = Desk.of(ctx)
    desk.answer({"user": person_row(desk.do(lock_user, code, reason))})


@verb(app, "unlock", "prodsys user unlock rperez")
def unlock(ctx: typer.Context, code: _Code) -> None:
    """Unlock an account."""
    from prodsys_tui.services.site.people import unlock_user

    desk = Desk.of(ctx)
    desk.answer({"user": person_row(desk.do(unlock_user, code))})


@verb(app, "badge", "prodsys user badge rperez 00417733", "prodsys user badge rperez --none")
def badge(
    ctx: typer.Context,
    code: _Code,
    badge: Annotated[str | None, typer.Argument(metavar="BADGE", help="cli.option.badge")] = None,
    none: Annotated[bool, typer.Option("--none", help="cli.option.no_badge")] = False,
) -> None:
    """Give a person a badge: scanned at the login it tells who it is. The PIN is still asked for."""
    from prodsys_tui.services.site.people import set_badge

    if none == (badge is not None):
        raise UsageError("cli.usage.one_of", "badge", names=("BADGE", "--none"))
    desk = Desk.of(ctx)
    desk.answer({"user": person_row(desk.do(set_badge, code, badge))})
