"""``prodsys demo``: the demonstration plant, on its screens or played aloud."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.answer import say, write_json
from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.desk import Desk, store_of
from prodsys_tui.cli.rows import shift_row
from prodsys_tui.config import PinCost, Settings, data_folder
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.place import shown_place
from prodsys_tui.text.safe import SafeText, joined

if TYPE_CHECKING:
    from prodsys_tui.services.demonstration.rehearsal import Rehearsal
    from prodsys_tui.services.demonstration.stage import Step

app = commands()

STORE = "demo.db"
DAYS = 7
"""Of history, unless more are asked for."""

MOST_DAYS = 400


@verb(app, "demo", "prodsys demo", "prodsys demo --auto", "prodsys demo --dir ./planta --days 90")
def demo(
    ctx: typer.Context,
    dir: Annotated[str | None, typer.Option("--dir", metavar="DIR")] = None,  # noqa: A002 - the option's name
    auto: Annotated[bool, typer.Option("--auto")] = False,
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=MOST_DAYS)] = DAYS,
) -> None:
    """Make a demonstration plant and open it, or play one whole shift in it without a terminal."""
    desk = Desk.of(ctx)
    if auto:
        raise typer.Exit(_play_in(desk, dir, days))
    from prodsys_tui.cli.screens import need_terminal, show

    need_terminal("demo.no-terminal")
    settings = _settings(desk, _place(desk, dir) or str(data_folder() / "demo" / STORE))
    hint = _made(desk, settings, days)
    raise typer.Exit(show(desk.texts, settings, hint))


def _place(desk: Desk, folder: str | None) -> str | None:
    """Where the demonstration is asked for: in a folder, or in the database that a URL given now names.

    A path is the store of somebody's plant, and so is what a configuration file names: None for those.
    """
    if folder is not None:
        return str(Path(folder) / STORE)
    given = desk.asked.flags.get("db") or os.environ.get("PRODSYS_DB") or ""
    return given if "://" in given and not given.startswith("sqlite:") else None


def _settings(desk: Desk, place: str) -> Settings:
    """The settings with the demonstration's store; its PINs cost little, for they protect nothing."""
    return replace(desk.settings, db=place, pin_cost=PinCost.WEAK)


def _stands(settings: Settings) -> bool:
    """Whether the demonstration is there. Raises ``Refused`` (``store-exists``) for a database of a plant."""
    from prodsys_tui.bootstrap import open_plant
    from prodsys_tui.services.site.founding import DEMO

    if "://" not in settings.db:
        return Path(settings.db).exists()
    try:
        plant = open_plant(settings)
    except Refused as refused:
        if (refused.reasons[0].code, refused.reasons[0].variant) == (Code.STORE_MISSING, "empty"):
            return False
        raise
    with closing(store_of(plant)), plant.read() as reads:
        if reads.site().kind != DEMO:
            raise refuse(Code.STORE_EXISTS, "db", "database", path=shown_place(settings.db))
    return True


def _made(desk: Desk, settings: Settings, days: int) -> SafeText:
    """Make the plant unless it is there, and say how to log in."""
    from prodsys_tui.bootstrap import create_demonstration, shipped_plan

    plan = shipped_plan()
    if not _stands(settings):
        say(desk.texts.n("demo.making", days))
        desk.take(create_demonstration(settings, plan, days=days))
    people = ", ".join(
        f"{person.code} ({person.role.value})" for person in plan.people if person.code in _SHOWN
    )
    return desk.texts("demo.login-hint", people=people, pin=plan.pin)


_SHOWN = frozenset({"rperez", "iortiz", "svera"})
"""One operator, one inspector, one supervisor: enough to run a shift."""


def _play_in(desk: Desk, folder: str | None, days: int) -> int:
    """Play in a plant that stays, after its days of history, or in a passing one that has none."""
    place = _place(desk, folder)
    if place is not None:
        return _play(desk, place, days)
    with TemporaryDirectory(prefix="prodsys-") as passing:
        return _play(desk, str(Path(passing) / STORE), 0)


def _play(desk: Desk, place: str, days: int) -> int:
    """Play the shift, telling each step as it happens; 0 only if every rule held."""
    from prodsys_tui.bootstrap import create_demonstration, shipped_plan
    from prodsys_tui.services.demonstration.rehearsal import Rehearsal
    from prodsys_tui.store.opening import open_store
    from prodsys_tui.store.verify import verify

    settings, plan = _settings(desk, place), shipped_plan()
    if _stands(settings):
        raise refuse(Code.STORE_EXISTS, "dir", "demo", path=shown_place(settings.db))
    plant = desk.take(create_demonstration(settings, plan, days=days, running=False))

    def verified() -> bool:
        with closing(open_store(settings.db, plant.clock)) as store:
            return verify(store, replay=True).verified

    rehearsal = Rehearsal(plant, plan, verified)
    steps = list(_told(desk, rehearsal))
    passed = all(step.held for step in steps)
    if desk.asked.json:
        write_json(
            {
                "steps": [_row(desk.texts, step) for step in steps],
                "shift": shift_row(rehearsal.shift) if rehearsal.shift else None,
                "batches": rehearsal.batches,
                "passed": passed,
            }
        )
    else:
        shift = rehearsal.shift
        label = f"{shift.turn} {shift.operating_date} {shift.state.value}" if shift else "-"
        key = "demo.passed" if passed else "demo.not-passed"
        typer.echo(f"\n{desk.texts(key, shift=label, batches=len(rehearsal.batches))}")
    return exits.DONE if passed else exits.REFUSED


def _told(desk: Desk, rehearsal: "Rehearsal") -> Iterator["Step"]:
    """The steps, each printed as it happens."""
    quiet = desk.asked.json
    if not quiet:
        typer.echo(f"{desk.texts('demo.title')}\n")
    for number, step in enumerate(rehearsal.play(), 1):
        if not quiet:
            typer.echo(f"{number:>3}. [{_mark(desk.texts, step)}] {desk.texts(step.key, **step.params)}")
            if step.refusals:
                typer.echo(f"{'':>5}{_refused(desk.texts, step)}")
        yield step


def _row(texts: Texts, step: "Step") -> dict[str, SafeText]:
    """A step in words: what was done, and what came of it."""
    told = [] if step.held and step.refusals else [_mark(texts, step)]
    if step.refusals:
        told.append(_refused(texts, step))
    return {"step": texts(step.key, **step.params), "outcome": joined(told, ", ")}


def _mark(texts: Texts, step: "Step") -> SafeText:
    return texts("demo.held" if step.held else "demo.broken")


def _refused(texts: Texts, step: "Step") -> SafeText:
    return texts("demo.refused", reason=joined([refusal_text(texts, one) for one in step.refusals[:3]]))
