"""``prodsys init, backup, restore, doctor``: the store as a whole."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk
from prodsys_tui.domain.rights import Right

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Person

app = commands()

KINDS = ("plant", "platform", "vessel", "yard")
CHECK_COLUMNS = ("name", "ok", "detail")


@verb(app, "init", 'prodsys init --site P1 --name "Planta 1" --timezone America/Merida')
def init(
    ctx: typer.Context,
    site: Annotated[str, typer.Option("--site", metavar="CODE")],
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help="cli.option.site_name")],
    kind: Annotated[str, typer.Option("--kind", metavar="|".join(KINDS))] = "plant",
    timezone: Annotated[str, typer.Option("--timezone", metavar="ZONE")] = "America/Mexico_City",
    calendar: Annotated[str, typer.Option("--calendar", metavar="C")] = "",
) -> None:
    """Create a store with its catalogs, machines and first administrator."""
    from prodsys_tui.bootstrap import create_plant, shipped_contracts
    from prodsys_tui.services.site.founding import FIRST, Founding

    if kind not in KINDS:
        raise UsageError("cli.usage.not_one_of", "kind", name="--kind", allowed=KINDS)
    desk = Desk.of(ctx)
    founding = Founding(site, name, kind, timezone, calendar, shipped_contracts())
    desk.plant = desk.take(create_plant(desk.settings, founding, desk.new_pin("PRODSYS_PIN", FIRST.code)))
    with desk.plant.read() as reads:
        code = reads.site().code
    desk.answer({"store": desk.store.place, "origin": desk.store.origin, "site": code})


@verb(app, "backup", "prodsys backup", "prodsys backup --out /media/usb/planta.db", "prodsys backup --drill")
def backup(
    ctx: typer.Context,
    out: Annotated[str | None, typer.Option("--out", metavar="F")] = None,
    drill: Annotated[bool, typer.Option("--drill")] = False,
) -> None:
    """Write a checked copy of the store, among its generations or to a file; or restore the newest to see."""
    from prodsys_tui.store.backup import back_up
    from prodsys_tui.store.generations import back_up_in_turn

    if out and drill:
        raise UsageError("cli.usage.one_of", "drill", names=("--out", "--drill"))
    desk = Desk.of(ctx)
    desk.may_read()
    if drill:
        _drill(desk)
        return
    if out:
        checks = [{"name": "backup", "ok": True, "detail": str(back_up(desk.store, Path(out)))}]
    else:
        made, gone = back_up_in_turn(desk.store, desk.settings.backups)
        checks = [{"name": "backup", "ok": True, "detail": str(made)}]
        checks += [{"name": "removed", "ok": True, "detail": str(path)} for path in gone]
    desk.answer({"checks": checks}, {"checks": CHECK_COLUMNS})


def _drill(desk: Desk) -> None:
    """Tell what a restore of the newest backup showed; exit 3 when one could not go on from it."""
    from prodsys_tui.store.generations import drill

    found = drill(desk.store)
    age = (desk.plant.clock.now() - found.made).total_seconds() / 3600
    whole = found.found
    broken = "" if whole.first_break is None else f" {whole.first_break.kind}"
    rows = [
        {"name": "drill", "ok": found.ok, "detail": str(found.backup)},
        {"name": "age", "ok": True, "detail": f"{age:.1f} h"},
        {"name": "replay", "ok": whole.verified, "detail": f"{whole.entries}{broken}"},
        {"name": "head", "ok": found.known, "detail": f"{found.head} +{found.newer}"},
    ]
    desk.answer({"checks": rows}, {"checks": CHECK_COLUMNS})
    if not found.ok:
        raise typer.Exit(exits.REFUSED)


@verb(app, "restore", "prodsys restore planta.backup", "prodsys restore planta.backup --replace")
def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="F", help="cli.option.backup_file")],
    replace: Annotated[bool, typer.Option("--replace")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="T")] = None,
) -> None:
    """Make the store of a backup; one that is in the way is kept beside with ``--replace``."""
    from prodsys_tui.bootstrap import SystemClock, store_place
    from prodsys_tui.store.backup import restore as restore_store
    from prodsys_tui.store.files import local_path

    desk = Desk.of(ctx)
    backup, place = Path(file), local_path(store_place(desk.settings))
    actor = _restorer(desk, backup, place).code
    why = reason or backup.name
    store = restore_store(backup, place, SystemClock(), actor=actor, reason=why, replace=replace)
    with store.read() as reads:
        _, head = reads.head()
    store.close()
    rows = [
        {"name": "restore", "ok": True, "detail": f"{store.path} {store.origin}"},
        {"name": "head", "ok": True, "detail": head},
    ]
    desk.answer({"checks": rows}, {"checks": CHECK_COLUMNS})


@verb(app, "doctor", "prodsys doctor")
def doctor(ctx: typer.Context) -> None:
    """Look the store over; exit 3 when something is wrong."""
    from prodsys_tui.bootstrap import SystemClock, store_place
    from prodsys_tui.store.doctor import checks

    desk = Desk.of(ctx)
    desk.may_read()
    found = checks(store_place(desk.settings), SystemClock())
    rows: list[dict[str, object]] = [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in found]
    if desk.settings.on_event:
        from prodsys_tui.bootstrap.announce import checked

        ok, detail = checked(desk.settings.on_event)
        rows.append({"name": "on_event", "ok": ok, "detail": detail})
    desk.answer({"checks": rows}, {"checks": CHECK_COLUMNS})
    if not all(row["ok"] for row in rows):
        raise typer.Exit(exits.REFUSED)


def _restorer(desk: Desk, backup: Path, place: Path) -> "Person":
    """The administrator who restores: known to the store that is in the way, else to the backup.

    The backup is looked into on a copy, so that it stays as it is.
    """
    from prodsys_tui.bootstrap import SystemClock, plant_of
    from prodsys_tui.store.backup import restore as restore_store

    if place.exists():
        person = desk.person
        desk.plant.act(person).need(Right.NODE)
        desk.store.close()
        return person
    place.parent.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    with TemporaryDirectory(dir=place.parent) as folder:
        copy = restore_store(backup, Path(folder) / "copy", clock, actor="restore", reason=backup.name)
        plant = plant_of(copy, clock, desk.settings)
        person = desk.log_in(plant)
        plant.act(person).need(Right.NODE)
        copy.close()
    return person
