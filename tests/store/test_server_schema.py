"""The schema on a PostgreSQL server: what is declared, whole or not at all, with the seed's columns."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from prodsys_tui.domain.model import BatchState, Result
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, create_store, migrations, open_store, schema
from prodsys_tui.store.ddl import ddl
from prodsys_tui.store.postgres.declared import differences
from tests.server import server
from tests.store.floor import NOON, Floor, HandClock, save
from tests.store.raw import ask, shell
from tests.store.test_schema import SEED, SEED_KEYS
from tests.store.test_verify import work

KINDS = {"INTEGER": "integer", "TEXT": "text", "REAL": "double precision"}


@pytest.fixture
def engine() -> str:
    """These are about a server; ``test_schema`` is about files."""
    return "postgresql"


@pytest.fixture
def empty() -> Iterator[str]:
    """The URL of an empty database."""
    url = server().new()
    yield url
    server().drop(url)


def tables(url: str) -> list[str]:
    return [name for (name,) in ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_the_files_of_the_first_release_are_what_is_declared(name: str) -> None:
    """``python -m prodsys_tui.store.ddl ENGINE`` writes them."""
    written = Path(migrations.__file__).with_name("versions") / f"r0001.{name}.sql"
    assert written.read_text("utf-8") == ddl(name)


def test_migrations_make_what_is_declared(place: str) -> None:
    with shell(place) as connection:
        assert list(differences(connection)) == []


def test_a_difference_is_told(place: str) -> None:
    with shell(place) as connection:
        connection.execute("DROP INDEX ix_lotes_estado")
        connection.execute("ALTER TABLE lotes ADD COLUMN otra TEXT")
        assert list(differences(connection)) == [
            "+ lotes otra text COLLATE default",
            "- lotes CREATE INDEX ix_lotes_estado ON lotes USING btree (estado)",
        ]
        assert "otra" in {name for (name,) in connection.execute(COLUMNS, ("lotes",)).fetchall()}


COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"


@pytest.mark.parametrize("table", SEED)
def test_the_tables_of_the_seed_have_its_columns(place: str, table: str) -> None:
    described = (
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = ?"
    )
    columns = {name: (kind, null == "NO") for name, kind, null in ask(place, described, table)}
    assert {name: columns.get(name) for name in SEED[table]} == {
        name: (KINDS[kind], must) for name, (kind, must) in SEED[table].items()
    }
    referring = (
        "SELECT a.attname, k.confrelid::regclass::text FROM pg_constraint k "
        "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] "
        "WHERE k.contype = 'f' AND k.conrelid = ?::regclass"
    )
    assert set(ask(place, referring, table)) >= SEED_KEYS[table]


def test_quantities_are_decimals_and_measured_values_are_kept_to_the_last_bit(
    store: SqlStore, floor: Floor, place: str
) -> None:
    with store.begin("ana", "production-add", NOON) as uow:
        uow.add(floor.record("1234567890123.456789", waste_kg=Decimal("-0.000001")))
    save(store, floor, floor.sample("0.1"), floor.sample("12.30000000000001"))
    (told,) = ask(place, "SELECT cantidad::text, merma_kg::text FROM v_registros_trabajo")
    assert told == ("1234567890123.456789", "-0.000001")
    with store.read() as reads:
        (record,) = reads.records()
        values = [sample.value for sample in reads.samples()]
    assert (record.quantity, record.waste_kg) == (Decimal("1234567890123.456789"), Decimal("-0.000001"))
    assert values == [Decimal("12.30000000000001"), Decimal("0.1")]


def test_views_answer_what_the_seed_asks_with_functions_of_sqlite(
    store: SqlStore, floor: Floor, place: str
) -> None:
    today = datetime.now(UTC).date()
    save(
        store,
        floor,
        *(floor.sample(result=result, analysis_date=today) for result in (Result.COMPLIES, Result.REJECTED)),
        floor.sample(result=Result.FAILS, analysis_date=today - timedelta(days=40)),
    )
    assert ask(place, "SELECT proceso_id, total_muestras, rechazos, tasa_rechazo FROM v_tasa_rechazo") == [
        (2, 2, 1, 50.0)
    ]
    with store.begin("ana", "batch-state", NOON) as uow:
        batch = uow.change(floor.batch, produced_on=today, state=BatchState.CLOSED)
        batch = uow.change(batch, changed_at=floor.batch.recorded_at + timedelta(days=1, hours=12))
    assert ask(place, "SELECT * FROM v_cierre_lotes") == [("cerrado", 1, 1.5)]
    assert ask(place, "SELECT * FROM v_cobertura_consumo") == [(batch.code, today.isoformat(), 0)]


STATEMENTS = ["TRUNCATE {}", "TRUNCATE {} CASCADE"]


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("table", ["journal", "auditoria", "muestras", "lotes", "usuarios"])
def test_no_table_of_what_happened_is_emptied(
    store: SqlStore, floor: Floor, place: str, table: str, statement: str
) -> None:
    work(store, floor)
    with pytest.raises(store.engine.errors), shell(place) as connection:
        connection.execute(statement.format(table))
    assert ask(place, f"SELECT count(*) FROM {table}")[0][0] > 0


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("ALTER TABLE journal DISABLE TRIGGER journal_update", "journal_update"),
        ("DROP TRIGGER muestras_truncate ON muestras", "muestras_truncate"),
        (
            "CREATE OR REPLACE FUNCTION prodsys_refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS 'BEGIN RETURN NEW; END'",
            "prodsys_refuse",
        ),
    ],
)
def test_a_protection_that_was_taken_away_is_noticed_at_opening(
    place: str, floor: Floor, statement: str, named: str
) -> None:
    with shell(place) as connection:
        connection.execute(statement)
    store = open_store(place, HandClock())
    with pytest.raises(Refused) as answer:
        save(store, floor, floor.sample())
    store.close()
    assert answer.value.reasons[0].variant == "triggers"
    assert answer.value.reasons[0].params["triggers"] == named


def test_a_kill_while_a_store_is_made_leaves_the_database_empty(empty: str) -> None:
    program = (
        "import os, sys\n"
        "from prodsys_tui.store import create_store\n"
        "from tests.store.floor import NOON, HandClock\n"
        "def dies(store):\n"
        "    with store.begin('ana', 'session', NOON): pass\n"
        "    os.kill(os.getpid(), 9)\n"
        "create_store(sys.argv[1], HandClock(), dies)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, empty], check=False)
    assert done.returncode == -9
    create_store(empty, HandClock()).close()
    assert ask(empty, "SELECT version_num FROM alembic_version") == [(schema.REVISIONS[-1],)]
    assert ask(empty, "SELECT count(*) FROM journal") == [(0,)]


def test_a_store_whose_founding_fails_is_not_there(empty: str) -> None:
    def fails(store: SqlStore) -> None:
        with store.begin("ana", "session", NOON):
            pass
        raise ConnectionError

    with pytest.raises(ConnectionError):
        create_store(empty, HandClock(), fails)
    assert tables(empty) == []


def test_a_part_of_the_founding_that_fails_is_undone_alone(empty: str) -> None:
    def found(store: SqlStore) -> None:
        with store.begin("ana", "session", NOON):
            pass
        with pytest.raises(ZeroDivisionError), store.begin("ana", "session", NOON):
            raise ZeroDivisionError
        with store.begin("eva", "session", NOON):
            pass

    store = create_store(empty, HandClock(), found)
    with store.read() as reads:
        assert [row.person for row in reads.audit()] == ["eva", "ana"]
    store.close()


def test_a_store_is_not_made_twice_nor_among_other_tables(place: str, empty: str) -> None:
    def refused(url: str) -> tuple[Code, str]:
        with pytest.raises(Refused) as answer:
            create_store(url, HandClock())
        return answer.value.reasons[0].code, answer.value.reasons[0].variant

    assert refused(place) == (Code.STORE_EXISTS, "database")
    with shell(empty) as connection:
        connection.execute("CREATE TABLE ajena (id INTEGER)")
    assert refused(empty) == (Code.NOT_A_STORE, "database")
    assert tables(empty) == ["ajena"]


def test_a_database_of_another_encoding_is_refused() -> None:
    server().command("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' OWNER prodsys")
    url = server().url("latin")
    with pytest.raises(Refused) as answer:
        create_store(url, HandClock())
    server().drop(url)
    assert answer.value.reasons[0].variant == "encoding"
    assert answer.value.reasons[0].params["encoding"] == "LATIN1"


def test_texts_are_ordered_by_their_bytes_in_whatever_language_the_database_is(
    store: SqlStore, place: str
) -> None:
    """As on SQLite; those of languages put ``a`` before ``B`` and read over the dash of a hybrid time."""
    ((columns,),) = ask(
        place,
        "SELECT count(*) FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name "
        "WHERE t.schemaname = 'public' AND c.data_type = 'text' AND c.collation_name IS DISTINCT FROM 'C' "
        "AND t.tablename <> 'alembic_version'",
    )
    assert columns == 0
