"""What a command works with: settings, the plant, the person who acts, and the way to answer.

Each is made when it is first used: a command that reads opens no person, a command that is refused for
its settings opens no store.
"""

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import typer

from prodsys_tui.cli.answer import Columns, Row, write_gap, write_json, write_row, write_rows
from prodsys_tui.cli.asked import Asked
from prodsys_tui.cli.command import UsageError, asked_of
from prodsys_tui.config import Settings, resolve
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.text.catalog import Texts

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from prodsys_tui.domain.model import Person
    from prodsys_tui.domain.rights import Right
    from prodsys_tui.services.plant import Plant
    from prodsys_tui.services.ports import Reads, UnitOfWork
    from prodsys_tui.services.use_case import Act
    from prodsys_tui.store.sqlstore import SqlStore

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Desk:
    """One run of a command."""

    def __init__(self, ctx: typer.Context, asked: Asked) -> None:
        self._ctx = ctx
        self.asked = asked

    @classmethod
    def of(cls, ctx: typer.Context) -> "Desk":
        """The desk of a running command."""
        return cls(ctx, asked_of(ctx))

    @property
    def texts(self) -> Texts:
        """The texts in the person's language, with instants in the site's zone once the plant is open."""
        return self.asked.texts

    @cached_property
    def settings(self) -> Settings:
        """The settings. Raises ``BadSettingError``."""
        return resolve(self.asked.flags).settings()

    @property
    def zone(self) -> "tzinfo":
        """The site's time zone."""
        _ = self.plant
        return self.texts.zone

    @cached_property
    def plant(self) -> "Plant":
        """The plant. Raises ``Refused`` when there is no store that can be opened."""
        from prodsys_tui.bootstrap import open_plant

        return self.take(open_plant(self.settings))

    def take(self, plant: "Plant") -> "Plant":
        """Work with a plant: times are told in its site's zone, and its store is closed in the end."""
        self._ctx.call_on_close(store_of(plant).close)
        with plant.read() as reads:
            self.asked.texts = self.asked.texts.in_zone(ZoneInfo(reads.site().zone))
        return plant

    @cached_property
    def person(self) -> "Person":
        """Who acts, their PIN checked. Raises ``Refused`` (``login-required``, ``wrong-pin``, …)."""
        return self.log_in(self.plant)

    def log_in(self, plant: "Plant") -> "Person":
        """The person of ``--user`` in a plant, their PIN checked. Raises ``Refused`` as ``person`` does."""
        from prodsys_tui.services.site.login import log_in

        user = self.settings.user
        if not user:
            raise refuse(Code.LOGIN_REQUIRED, "user")
        return log_in(plant, user, self.pin("PRODSYS_PIN", "cli.ask.pin", user=user))

    def signer(self, user: str | None, right: "Right") -> "Person":
        """Who signs: the second person of ``--sign``, their PIN checked, else the one who acts.

        Raises ``Refused``: ``not-permitted`` without the right, else as ``person``.
        """
        from prodsys_tui.services.site.login import sign

        if not user:
            person = self.person
            self.plant.act(person).need(right)
            return person
        return sign(self.plant, user, self.pin("PRODSYS_SIGN_PIN", "cli.ask.pin", user=user), right)

    def pin(self, variable: str, prompt: str, **params: object) -> str:
        """A PIN from the environment, else asked for on a terminal. Raises ``Refused`` where neither is."""
        given = os.environ.get(variable)
        if given:
            return given
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise refuse(Code.LOGIN_REQUIRED, "pin")
        return getpass.getpass(f"{self.texts(prompt, **params)} ", stream=sys.stderr)

    def new_pin(self, variable: str, user: str) -> str:
        """A PIN to be kept: from the environment, else asked for twice. Raises as ``pin``."""
        pin = self.pin(variable, "cli.ask.new_pin", user=user)
        if not os.environ.get(variable) and pin != self.pin(variable, "cli.ask.again", user=user):
            raise UsageError("cli.usage.pins_differ", "pin")
        return pin

    def moment(self, text: str | None) -> "datetime | None":
        """A time that was typed, in the site's zone. Raises ``Refused`` (``bad-value``)."""
        from prodsys_tui.text.dates import read_moment

        return needed(read_moment(text, self.zone, self.plant.clock.now(), "at")) if text else None

    def may_read(self) -> None:
        """Ask for a person where the settings make reads ask."""
        if self.settings.reads_ask:
            _ = self.person

    @property
    def store(self) -> "SqlStore":
        """The plant's store as a file, for what concerns the whole of it."""
        return store_of(self.plant)

    @contextmanager
    def read(self) -> Iterator["Reads"]:
        """A reader; asks for a person first where the settings say so."""
        self.may_read()
        with self.plant.read() as reads:
            yield reads

    def do(
        self,
        body: "Callable[Concatenate[UnitOfWork, Act, P], R]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a use case as the person. Raises ``Refused``; then nothing was changed."""
        return self.plant.do(body, self.person, *args, **kwargs)

    def answer(self, document: Row, columns: Mapping[str, Columns] | None = None) -> None:
        """Answer with named values, rows and lists of rows; ``columns`` picks what a table shows of them.

        What there is none of is null in JSON and is not told elsewhere.
        """
        if self.asked.json:
            write_json(document)
            return
        chosen = columns or {}
        told = {name: value for name, value in document.items() if value is not None}
        plain = {name: value for name, value in told.items() if not isinstance(value, Mapping | list)}
        if plain:
            write_row(self.texts, plain)
        blocks = {name: value for name, value in told.items() if name not in plain}
        for at, (name, value) in enumerate(blocks.items()):
            if plain or at:
                write_gap()
            match value:
                case Mapping():
                    write_row(self.texts, value, chosen.get(name, ()))
                case list():
                    write_rows(self.texts, value, chosen.get(name) or tuple(value[0] if value else ()))


def needed(read: "T | Refusal") -> "T":
    """What was read. Raises ``Refused`` when it could not be."""
    if isinstance(read, Refusal):
        raise Refused(read)
    return read


def store_of(plant: "Plant") -> "SqlStore":
    """The store of a plant, for what concerns the whole of it."""
    from prodsys_tui.store.sqlstore import SqlStore

    if not isinstance(plant.store, SqlStore):
        raise TypeError(plant.store)
    return plant.store
