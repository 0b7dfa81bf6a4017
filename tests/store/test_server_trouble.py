"""A server that is away, busy, full, read-only or restarted: a clear answer, and nothing half-written."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from select import select
from typing import Any

import pytest

from prodsys_tui.bootstrap import write_report
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse
from prodsys_tui.store import SqlStore, open_store
from prodsys_tui.store.postgres.connection import Connection, Cursor
from prodsys_tui.store.postgres.engine import ServerHeld
from prodsys_tui.store.verify import verify
from tests.server import PASSWORD, name_of, server
from tests.store.floor import NOON, Floor, HandClock, save
from tests.store.raw import ask, shell


@pytest.fixture
def engine() -> str:
    """These are about a server; ``test_trouble`` and ``test_opening`` are about files."""
    return "postgresql"


@pytest.fixture
def empty() -> Iterator[str]:
    url = server().new()
    yield url
    server().drop(url)


def reason(answer: pytest.ExceptionInfo[Refused]) -> tuple[Code, str]:
    """Code and variant of a refusal, which never shows the password."""
    (refusal,) = answer.value.reasons
    assert PASSWORD not in f"{refusal.params} {answer.value}"
    return refusal.code, refusal.variant


def unopened(url: str) -> tuple[Code, str]:
    with pytest.raises(Refused) as answer:
        open_store(url, HandClock())
    return reason(answer)


def unsaved(store: SqlStore, floor: Floor) -> tuple[Code, str]:
    with pytest.raises(Refused) as answer:
        save(store, floor, floor.sample())
    return reason(answer)


def samples(store: SqlStore) -> int:
    with store.read() as reads:
        return len(reads.samples())


def end_connections(url: str) -> None:
    """End every connection to a database, as its administrator can at any time."""
    server().command(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(url)}'"
    )


# Opening


def test_an_empty_database_has_no_store_yet(empty: str) -> None:
    assert unopened(empty) == (Code.STORE_MISSING, "empty")
    assert ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_the_database_of_another_program_is_no_store(empty: str) -> None:
    with shell(empty) as connection:
        connection.execute("CREATE TABLE muestras (id INTEGER)")
    assert unopened(empty) == (Code.NOT_A_STORE, "database")


def test_a_store_of_a_newer_release_is_refused_and_untouched(place: str) -> None:
    with shell(place) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert unopened(place) == (Code.STORE_NEWER, "")
    assert ask(place, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_what_the_server_refuses_is_told_in_its_words() -> None:
    with pytest.raises(Refused) as missing:
        open_store(server().url("nothing"), HandClock())
    assert reason(missing) == (Code.STORE_MISSING, "server")
    assert missing.value.reasons[0].params["detail"] == 'database "nothing" does not exist'
    with pytest.raises(Refused) as wrong:
        open_store(server().url("postgres", "otra"), HandClock())
    assert reason(wrong) == (Code.STORE_MISSING, "server")
    assert "password authentication failed" in str(wrong.value.reasons[0].params["detail"])


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ana:{PASSWORD}@/x",
        f"postgresql://ana:{PASSWORD}",
        "postgresql://ana:s%ZZ@host/x",
        "postgresql://host/x?wrong=1",
        "postgresql://[::1/x",
    ],
)
def test_an_address_that_none_can_have_is_told_without_its_password(url: str) -> None:
    assert unopened(url) == (Code.NOT_A_STORE, "address")


def test_a_server_that_is_not_there_is_told() -> None:
    url = server().url("postgres").replace(str(server().folder), "/nowhere")
    assert unopened(url) == (Code.STORE_BUSY, "unreachable")


@pytest.mark.parametrize("missing", ["psycopg", "psycopg.pq"])
def test_without_its_driver_one_is_told_how_to_get_it(missing: str) -> None:
    program = (
        f"import sys; sys.modules['{missing}'] = None\n"
        "from prodsys_tui.services.refused import Refused\n"
        "from prodsys_tui.store import open_store\n"
        "try: open_store('postgresql://host/x', None)\n"
        "except Refused as refused: print(refused.reasons[0].variant, refused.reasons[0].params['command'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"driver {sys.executable} -m pip install 'psycopg[binary]'\n"


# Working


def test_a_writer_that_waits_too_long_is_told_that_the_store_is_busy(
    store: SqlStore, floor: Floor, place: str
) -> None:
    other = open_store(place, floor.clock)
    held: Any = other._pool.take()
    held.connection.run("SET lock_timeout = 1")
    other._pool.give(held)
    with store.begin("ana", "sample-add", NOON):
        assert unsaved(other, floor) == (Code.STORE_BUSY, "")
    save(other, floor, floor.sample())
    assert samples(other) == 1
    other.close()


def test_a_replica_is_read_and_takes_no_writes(store: SqlStore, floor: Floor, place: str) -> None:
    store.close()
    server().command(f"ALTER DATABASE {name_of(place)} SET default_transaction_read_only = on")
    assert unsaved(store, floor) == (Code.STORE_READ_ONLY, "server")
    with store.read() as reads:
        assert reads.site() == floor.site


def test_a_role_without_rights_is_told(place: str, floor: Floor) -> None:
    server().command("CREATE ROLE lector LOGIN PASSWORD 'x'")
    server().command("GRANT SELECT ON ALL TABLES IN SCHEMA public TO lector", name_of(place))
    url = server().url(name_of(place), "x", "lector")
    reader = open_store(url, floor.clock)
    assert unsaved(reader, floor) == (Code.STORE_READ_ONLY, "rights")
    with reader.read() as reads:
        assert reads.site() == floor.site
    reader.close()
    server().command("DROP OWNED BY lector", name_of(place))
    server().command("DROP ROLE lector")


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ("53100", (Code.STORE_FULL, "server")),
        ("40P01", (Code.STORE_BUSY, "")),
        ("53200", (Code.STORE_BUSY, "server")),
        ("XX001", (Code.NOT_A_STORE, "corrupted")),
    ],
)
def test_what_fails_in_the_server_is_told_and_undone(
    store: SqlStore, floor: Floor, place: str, state: str, refusal: tuple[Code, str]
) -> None:
    failing(place, state)
    assert unsaved(store, floor) == refusal
    with shell(place) as connection:
        connection.execute("DROP TRIGGER falla ON auditoria")
    assert samples(store) == 0
    save(store, floor, floor.sample())
    assert verify(store, replay=True).verified


def test_after_a_fault_of_its_disk_it_goes_on_from_what_was_acknowledged(
    store: SqlStore, floor: Floor, place: str
) -> None:
    save(store, floor, floor.sample())
    failing(place, "58030")
    assert unsaved(store, floor) == (Code.STORE_READ_ONLY, "fault")
    with shell(place) as connection:
        connection.execute("DROP TRIGGER falla ON auditoria")
    save(store, floor, floor.sample())
    assert samples(store) == 2


def failing(place: str, state: str) -> None:
    """Let the server fail with a code, late in every save."""
    with shell(place) as connection:
        connection.execute(
            "CREATE FUNCTION falla() RETURNS trigger LANGUAGE plpgsql AS "
            f"'BEGIN RAISE EXCEPTION USING ERRCODE = ''{state}''; END'"
        )
        connection.execute(
            "CREATE TRIGGER falla BEFORE INSERT ON auditoria FOR EACH ROW EXECUTE FUNCTION falla()"
        )


# Losing the connection


def test_a_connection_that_was_ended_while_it_waited_is_not_missed(
    store: SqlStore, floor: Floor, place: str
) -> None:
    save(store, floor, floor.sample())
    end_connections(place)
    save(store, floor, floor.sample())
    end_connections(place)
    assert samples(store) == 2


def test_a_connection_that_is_ended_during_a_save_leaves_nothing_of_it(
    store: SqlStore, floor: Floor, place: str
) -> None:
    def save_two() -> None:
        with store.begin("ana", "sample-add", NOON) as uow:
            uow.add(floor.sample())
            end_connections(place)
            uow.add(floor.sample())

    with pytest.raises(Refused) as answer:
        save_two()
    assert reason(answer) == (Code.STORE_BUSY, "lost")
    assert samples(store) == 0
    save(store, floor, floor.sample())
    assert verify(store, replay=True).verified


@pytest.mark.parametrize("committed", [True, False])
def test_an_answer_that_is_lost_at_the_commit_is_asked_for_again(
    store: SqlStore, floor: Floor, place: str, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    cut = cutting(place, monkeypatch, committed=committed)
    if committed:
        save(store, floor, floor.sample())
    else:
        assert unsaved(store, floor) == (Code.STORE_BUSY, "lost")
    assert cut == [True]
    assert samples(store) == int(committed)
    save(store, floor, floor.sample())
    assert verify(store, replay=True).verified


def test_an_answer_that_cannot_be_asked_for_is_told_to_be_unsure(
    store: SqlStore, floor: Floor, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cutting(place, monkeypatch, committed=True)

    def away() -> ServerHeld:
        raise refuse(Code.STORE_BUSY, variant="unreachable")

    with monkeypatch.context() as gone:
        gone.setattr(store._pool, "_connect", away)
        assert unsaved(store, floor) == (Code.STORE_BUSY, "unsure")
    assert samples(store) == 1


def cutting(place: str, monkeypatch: pytest.MonkeyPatch, *, committed: bool) -> list[bool]:
    """End the connection of the first commit, once the server did it or before it hears of it."""
    commit, cut = ServerHeld.commit, list[bool]()

    def lost(held: ServerHeld, head: Any) -> None:
        if cut:
            commit(held, head)
            return
        cut.append(True)
        if committed:
            commit(held, head)
        end_connections(place)
        held.connection.run("COMMIT")

    monkeypatch.setattr(ServerHeld, "commit", lost)
    return cut


def test_a_server_that_is_restarted_is_found_again(store: SqlStore, floor: Floor) -> None:
    save(store, floor, floor.sample())
    server().stop()
    try:
        assert unsaved(store, floor) == (Code.STORE_BUSY, "unreachable")
        with pytest.raises(Refused) as answer:
            samples(store)
        assert reason(answer) == (Code.STORE_BUSY, "unreachable")
    finally:
        server().start()
    save(store, floor, floor.sample())
    assert samples(store) == 2
    assert verify(store, replay=True).verified


def test_every_kill_of_a_save_is_refused_or_saved(store: SqlStore, floor: Floor, place: str) -> None:
    """Whatever statement of a save the connection is lost before: what was answered is what is kept."""
    answered, told = 0, set[Code]()
    for step in range(12):
        save_until = Ended(place, step)
        try:
            with pytest.MonkeyPatch.context() as patch:
                save_until.watch(patch)
                save(store, floor, floor.sample())
            answered += 1
        except Refused as refused:
            told.add(refused.reasons[0].code)
        assert samples(store) == answered
    assert 0 < answered < 12
    assert told == {Code.STORE_BUSY}
    assert verify(store, replay=True).verified


class Ended:
    """Ends a database's connections before the n-th statement of those that run from now on."""

    def __init__(self, place: str, step: int) -> None:
        self._place = place
        self._left = step

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Count the statements of every connection."""
        execute, run = Cursor.execute, Connection.run

        def counted() -> None:
            self._left -= 1
            if self._left == -1:
                end_connections(self._place)

        def executed(cursor: Cursor, sql: str, parameters: Any = ()) -> Cursor:
            counted()
            return execute(cursor, sql, parameters)

        def ran(connection: Connection, script: str) -> None:
            counted()
            run(connection, script)

        patch.setattr(Cursor, "execute", executed)
        patch.setattr(Connection, "run", ran)


def test_a_transaction_that_the_server_ended_for_idling_is_told_as_lost(
    store: SqlStore, floor: Floor
) -> None:
    def idles() -> None:
        with store.begin("ana", "sample-add", NOON) as uow:
            uow.add(floor.sample())
            held: Any = uow._cursor
            held.execute("SELECT set_config('idle_in_transaction_session_timeout', '1', false)")
            held.execute("SELECT pg_sleep(0)")
            select([held._cursor.connection.pgconn.socket], (), ())  # until the server says so
            uow.add(floor.sample())

    with pytest.raises(Refused) as answer:
        idles()
    assert reason(answer) == (Code.STORE_BUSY, "lost")
    assert samples(store) == 0


def test_a_report_of_a_fault_tells_nothing_of_the_row_that_was_refused(
    store: SqlStore, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with shell(place) as connection, pytest.raises(store.engine.errors) as fault:
        connection.execute("INSERT INTO usuarios (uid, ver, codigo) VALUES ('u', 1, ?)", (CANARY,))
    assert CANARY in str(fault.value)
    assert store.engine.meaning(fault.value) is None
    report = write_report(fault.value)
    assert report is not None
    told = report.read_text("utf-8")
    assert "NotNullViolation" in told
    assert CANARY not in told


CANARY = "canario"
