"""Commands on a store in PostgreSQL: as on a file, but for what copies files; and never its password."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.cli.terminal import PIN, Terminal
from tests.server import PASSWORD, server
from tests.store.raw import shell

ESCAPED = quote(PASSWORD, safe="")


@pytest.fixture
def empty(bare: Terminal) -> Iterator[Terminal]:
    """A terminal whose store is to be in an empty database."""
    url = server().new()
    bare.set(PRODSYS_DB=url)
    yield bare
    server().drop(url)


@pytest.fixture
def plant(empty: Terminal) -> Terminal:
    """The same, founded."""
    empty.ok("init", "--site", "P1", "--name", "Planta", "--timezone", "America/Merida")
    return empty


def test_a_plant_is_founded_and_worked_in(plant: Terminal) -> None:
    plant.set(PRODSYS_NEW_PIN=PIN)
    assert (
        plant.ok("user", "add", "ines", "--name", "Inés", "--role", "Inspector")["user"]["codigo"] == "ines"
    )
    shift = plant.ok("shift", "open", user="ines")["shift"]
    assert plant.ok("shift", "status")["shift"]["uid"] == shift["uid"]
    found = plant.ok("audit", "verify", "--replay")
    assert (found["verified"], found["entries"]) == (True, 3)
    answer = plant("init", "--site", "P2", "--name", "Otra", "--json")
    assert (answer.code, answer.reasons) == (5, ["store-exists"])


def test_the_doctor_looks_at_a_server(plant: Terminal) -> None:
    checks = {check["name"]: check for check in plant.ok("doctor")["checks"]}
    assert list(checks) == ["library", "settings", "triggers", "schema", "integrity", "chain"]
    assert checks["library"]["detail"].startswith("PostgreSQL ")
    assert "fsync=on" in checks["settings"]["detail"]


def test_the_doctor_names_what_is_wrong(plant: Terminal) -> None:
    with shell(os.environ["PRODSYS_DB"]) as connection:
        connection.execute("DROP TRIGGER muestras_truncate ON muestras")
        connection.execute("DROP INDEX ix_lotes_estado")
    answer = plant("doctor", "--json")
    assert answer.code == 3
    wrong = {check["name"]: check["detail"] for check in answer.json["checks"] if not check["ok"]}
    assert wrong.keys() == {"triggers", "schema"}
    assert wrong["triggers"] == "muestras_truncate"
    assert "ix_lotes_estado" in wrong["schema"]


@pytest.mark.parametrize(
    "args",
    [("backup",), ("backup", "--out", "copia.db"), ("restore", "copia.db"), ("restore", "x", "--replace")],
)
def test_what_copies_files_names_the_tools_of_the_server(plant: Terminal, args: tuple[str, ...]) -> None:
    answer = plant(*args, "--json")
    assert (answer.code, answer.reasons) == (2, ["not-a-store"])
    assert "pg_dump" in answer.err
    assert "pg_restore" in answer.err


def test_the_demonstration_is_not_made_in_a_plant(plant: Terminal) -> None:
    answer = plant("demo", "--auto", "--json")
    assert (answer.code, answer.reasons) == (5, ["store-exists"])


def test_a_database_without_a_store_says_how_to_make_one(empty: Terminal) -> None:
    answer = empty("shift", "status", "--json")
    assert (answer.code, answer.reasons) == (2, ["store-missing"])
    assert "prodsys init" in answer.err


SPELLED = [
    "config show",
    "shift status",
    "doctor",
    "backup",
    "restore x",
    "demo --auto",
    "init --site P1 --name Planta",
    "audit verify --until mañana",
]


@pytest.mark.parametrize("command", SPELLED)
@pytest.mark.parametrize("flag", [False, True], ids=["variable", "flag"])
def test_nothing_shows_the_password(bare: Terminal, command: str, flag: bool) -> None:
    for url in (server().url("nothing"), server().url("postgres"), f"postgresql://ana:{PASSWORD}@host/x"):
        bare.set(PRODSYS_DB=None if flag else url)
        answer = bare(*(["--db", url] if flag else []), *command.split(), "--json")
        shown = "\n".join((answer.out, answer.err, *_written(bare.home)))
        assert PASSWORD not in shown
        assert ESCAPED not in shown


def _written(home: Path) -> Iterator[str]:
    """Everything that the program wrote: its log, its reports."""
    for path in home.rglob("*"):
        if path.is_file():
            yield path.read_text("utf-8", errors="replace")


def test_a_role_that_may_make_no_tables_is_told(bare: Terminal) -> None:
    bare.set(PRODSYS_DB=server().url("postgres"))
    answer = bare("init", "--site", "P1", "--name", "Planta", "--json")
    assert (answer.code, answer.reasons) == (6, ["store-read-only"])
    assert "permission denied" in answer.err
