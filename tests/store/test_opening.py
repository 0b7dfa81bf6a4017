"""Opening and creating a store: only what is one is opened, and what is made is whole."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused
from prodsys_tui.store import SqlStore, create_store, open_store
from prodsys_tui.store.files import network_kind
from tests.store.floor import Floor, HandClock, save
from tests.store.raw import ask, shell, without_triggers


@pytest.fixture
def engine() -> str:
    """These are about files."""
    return "sqlite"


def refused(place: str | Path) -> tuple[Code, str]:
    """With what opening is refused."""
    with pytest.raises(Refused) as answer:
        open_store(place, HandClock())
    reason = answer.value.reasons[0]
    return reason.code, reason.variant


def test_a_file_that_is_not_there_is_missing_and_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.sqlite") == (Code.STORE_MISSING, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"SQLite", b"hola\n" * 100, bytes(4096)])
def test_a_file_of_something_else_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(content)
    assert refused(path) == (Code.NOT_A_STORE, "")
    assert path.read_bytes() == content


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert refused(tmp_path) == (Code.NOT_A_STORE, "")


def test_the_database_of_another_program_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with shell(path) as connection:
        connection.execute("CREATE TABLE muestras (id INTEGER)")
    assert refused(path) == (Code.NOT_A_STORE, "")
    with shell(path) as connection:
        connection.execute(f"PRAGMA application_id = {0x50524F44}")
    assert refused(path) == (Code.NOT_A_STORE, "")


def test_another_engine_is_named(tmp_path: Path) -> None:
    assert refused("mysql://host/db") == (Code.NOT_A_STORE, "engine")


def test_a_store_of_a_newer_release_is_refused_and_untouched(path: Path) -> None:
    with shell(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert refused(path) == (Code.STORE_NEWER, "")
    assert ask(path, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_url_names_the_same_file(path: Path, floor: Floor) -> None:
    store = open_store(f"sqlite:///{path}", HandClock())
    with store.read() as reads:
        assert reads.site() == floor.site
    store.close()


def test_a_store_whose_triggers_were_changed_is_read_but_takes_no_writes(path: Path, floor: Floor) -> None:
    with shell(path) as connection:
        connection.execute("DROP TRIGGER journal_update")
    store = open_store(path, HandClock())
    with store.read() as reads:
        assert reads.site() == floor.site
    with pytest.raises(Refused) as answer:
        save(store, floor, floor.sample())
    store.close()
    assert answer.value.reasons[0].variant == "triggers"
    assert answer.value.reasons[0].params["triggers"] == "journal_update"


def test_triggers_that_come_back_as_they_were_are_the_same(path: Path, floor: Floor) -> None:
    with without_triggers(path):
        pass
    store = open_store(path, HandClock())
    save(store, floor, floor.sample())
    store.close()


def test_the_settings_are_those_of_the_specification(store: SqlStore) -> None:
    with store.connected() as connection:
        seen = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "trusted_schema",
                "cell_size_check",
                "busy_timeout",
            )
        }
    assert list(seen.values()) == ["wal", 2, 1, 1, 0, 1, 10000]


def test_an_older_library_works_without_wal(path: Path) -> None:
    program = (
        "import sys; sys.modules['pysqlite3'] = None\n"
        "from datetime import UTC, datetime\n"
        "from prodsys_tui.store import open_store\n"
        "from prodsys_tui.store.driver import LIBRARY, VERSION, safe_wal\n"
        "class Clock:\n"
        "    def now(self): return datetime.now(UTC)\n"
        "store = open_store(sys.argv[1], Clock())\n"
        "with store.connected() as connection:\n"
        "    mode = connection.execute('PRAGMA journal_mode').fetchone()[0]\n"
        "with store.begin('ana', 'session', Clock().now()): pass\n"
        "assert LIBRARY.__name__ == 'sqlite3'\n"
        "assert mode == ('wal' if safe_wal() else 'delete'), (mode, VERSION)\n"
    )
    open_store(path, HandClock()).close()
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_new_store_is_private_and_empty_and_has_an_origin(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "new.sqlite"
    store = create_store(path, HandClock())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with store.read() as reads:
        assert reads.head() == (0, "")
        with pytest.raises(Refused):
            reads.site()
    other = create_store(tmp_path / "other.sqlite", HandClock())
    assert store.origin != other.origin
    store.close()
    other.close()


def test_an_existing_store_is_not_made_again(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused) as answer:
        create_store(path, HandClock())
    assert answer.value.reasons[0].code is Code.STORE_EXISTS
    assert path.read_bytes() == before


def test_a_store_whose_founding_fails_is_not_there(tmp_path: Path) -> None:
    def fails(_store: SqlStore) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        create_store(tmp_path / "new.sqlite", HandClock(), fails)
    assert list(tmp_path.iterdir()) == []


MOUNTS = (
    "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
    "30 22 0:50 / /home rw - nfs4 server:/home rw\n"
    "31 30 8:2 / /home/local rw - ext4 /dev/sdb rw\n"
    "32 22 0:51 / /mnt/my\\040share rw - cifs //server/share rw\n"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/plant.sqlite", None),
        ("/home/ana/plant.sqlite", "nfs4"),
        ("/home/local/plant.sqlite", None),
        ("/homes/plant.sqlite", None),
        ("/mnt/my share/plant.sqlite", "cifs"),
    ],
)
def test_a_network_file_system_is_known_by_its_mount(path: str, kind: str | None) -> None:
    assert network_kind(Path(path), MOUNTS) == kind


def test_a_store_of_the_present_schema_is_used_without_sqlalchemy(path: Path) -> None:
    program = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from prodsys_tui.store import open_store\n"
        "class Clock:\n"
        "    def now(self): return datetime.now(UTC)\n"
        "store = open_store(sys.argv[1], Clock())\n"
        "with store.begin('ana', 'session', Clock().now()) as uow: uow.site()\n"
        "assert not {'sqlalchemy', 'sqlmodel', 'alembic'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
