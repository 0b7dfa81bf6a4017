"""The composition root: settings become a plant with its store, clock and hasher; log and error reports.

What is heavy (the store, argon2, structlog, the demonstration) is imported when it is first needed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from prodsys_tui.bootstrap.clocks import FixedClock, SystemClock
from prodsys_tui.bootstrap.log import set_up_log
from prodsys_tui.bootstrap.pins import Argon2Hasher
from prodsys_tui.bootstrap.report import write_report
from prodsys_tui.config import VARIABLES, BadSettingError, Found, Problem, Settings
from prodsys_tui.services.catalogs import DEVIATIONS, ORDERS, SHIFTS, STOPS, Catalogs, read_catalogs
from prodsys_tui.services.plant import Plant
from prodsys_tui.services.ports import Clock
from prodsys_tui.services.site.founding import DEMO, FIRST, Founding, found_site
from prodsys_tui.text.place import shown_place
from prodsys_tui.text.resources import data_path

if TYPE_CHECKING:
    from prodsys_tui.bootstrap.announce import Announcer
    from prodsys_tui.services.demonstration.plan import DemoPlan
    from prodsys_tui.store.sqlstore import SqlStore

__all__ = [
    "Argon2Hasher",
    "FixedClock",
    "SystemClock",
    "create_demonstration",
    "create_plant",
    "open_plant",
    "plant_of",
    "set_up_log",
    "shipped_catalogs",
    "shipped_contracts",
    "shipped_plan",
    "store_place",
    "write_report",
]


def open_plant(settings: Settings) -> Plant:
    """Open the plant's store.

    Raises ``Refused`` when there is no store that can be opened, ``BadSettingError`` for a fixed time on
    a store that is no demonstration.
    """
    from prodsys_tui.store.opening import open_store

    set_up_log()
    clock = _clock(settings)
    plant = plant_of(open_store(store_place(settings), clock), clock, settings)
    if settings.now is not None:
        with plant.read() as reads:
            _need_demonstration(reads.site().kind, settings)
    return plant


def create_plant(settings: Settings, founding: Founding, pin: str) -> Plant:
    """Create a store with its site, contracts, machines and the user ``admin``, whole or not at all.

    Raises ``Refused``: ``store-exists``, ``weak-pin``, ``bad-value``; ``BadSettingError`` as ``open_plant``.
    """
    _need_demonstration(founding.kind, settings)
    return _created(settings, lambda plant: plant.do(found_site, FIRST, founding, pin, plant.hasher))


def create_demonstration(settings: Settings, plan: "DemoPlan", *, days: int, running: bool = True) -> Plant:
    """Create the demonstration plant of a plan, with so many days of history; with 0 only people and orders.

    The history ends in a shift that is ``running``, or before it. Raises ``Refused`` (``store-exists``).
    """
    from prodsys_tui.services.demonstration.history import make_history, people_and_orders

    founding = Founding(plan.site_code, plan.site_name, DEMO, plan.zone, "", shipped_contracts())

    def fill(plant: Plant) -> None:
        site = plant.do(found_site, FIRST, founding, plan.pin, plant.hasher)
        if days:
            calendar = plant.catalogs.shifts.calendars[site.calendar]
            make_history(plant, plan, FIRST.code, calendar, days, running=running)
        else:
            people_and_orders(plant, plan, FIRST.code, plant.clock.now())

    return _created(settings, fill)


def shipped_plan() -> "DemoPlan":
    """The plan of the demonstration that ships with the program."""
    from prodsys_tui.services.demonstration.plan import read_plan

    return read_plan(data_path("demo", "plant.toml").read_text("utf-8"))


def _created(settings: Settings, fill: Callable[[Plant], object]) -> Plant:
    """A new store that is filled whole or not made at all."""
    from prodsys_tui.store.opening import create_store

    set_up_log()
    clock = _clock(settings)

    def found(store: "SqlStore") -> None:
        fill(plant_of(store, clock, settings))

    return plant_of(create_store(store_place(settings), clock, found), clock, settings)


def shipped_contracts() -> dict[str, str]:
    """The texts of the contracts that ship with the program, by file name."""
    return {path.name: path.read_text("utf-8") for path in sorted(data_path("contracts").glob("*.toml"))}


def shipped_catalogs() -> Catalogs:
    """The catalogs that ship with the program."""
    names = (SHIFTS, DEVIATIONS, STOPS, ORDERS)
    return read_catalogs({name: data_path("catalogs", name).read_text("utf-8") for name in names})


def store_place(settings: Settings) -> str:
    """Where the store is: a URL, or a path with ``~`` resolved."""
    return settings.db if "://" in settings.db else str(Path(settings.db).expanduser())


def plant_of(store: "SqlStore", clock: Clock, settings: Settings) -> Plant:
    """The plant on an open store."""
    hasher, catalogs = Argon2Hasher(settings.pin_cost), shipped_catalogs()
    return Plant(store, clock, hasher, catalogs, _announcer(settings))


def _announcer(settings: Settings) -> "Announcer | None":
    if not settings.on_event:
        return None
    from prodsys_tui.bootstrap.announce import Announcer

    return Announcer(settings.on_event)


def _clock(settings: Settings) -> Clock:
    return SystemClock() if settings.now is None else FixedClock(settings.now)


def _need_demonstration(kind: str, settings: Settings) -> None:
    if settings.now is not None and kind != DEMO:
        found = Found("now", str(settings.now), VARIABLES["now"], Problem.NOT_HERE, shown_place(settings.db))
        raise BadSettingError((found,))
