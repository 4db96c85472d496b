"""A PostgreSQL server of the tests' own: started from Debian's package, in a directory that is removed afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import asyncpg
import pytest

PASSWORD = "p@ss/w:rd"
ENCODED = "p%40ss%2Fw%3Ard"

OPTIONS = {
    "listen_addresses": "'127.0.0.1'",
    "fsync": "off",  # what is killed here is the server, never the machine
    "full_page_writes": "off",
    "max_connections": "40",
}


@dataclass(slots=True)
class Server:
    """May be stopped and started; what was committed stays."""

    programs: Path
    folder: Path
    port: int
    _names: Iterator[int] = field(default_factory=lambda: count(1))

    def initialise(self) -> None:
        """Make an empty cluster whose only way in is the password."""
        password = self.folder / "password"
        password.write_text(PASSWORD)
        self._call(
            "initdb",
            "--username=palitra",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        )
        settings = OPTIONS | {"port": str(self.port), "unix_socket_directories": f"'{self.folder}'"}
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def start(self) -> None:
        """Return when it takes connections."""
        self._call("pg_ctl", "start", "--wait", f"--log={self.folder / 'log'}")

    def stop(self, mode: str = "fast") -> None:
        """Close every connection and end: ``fast`` in order, ``immediate`` as in a crash."""
        self._call("pg_ctl", "stop", "--wait", f"--mode={mode}")

    @contextmanager
    def away(self, mode: str = "fast") -> Iterator[None]:
        """Not there for as long as the block lasts."""
        self.stop(mode)
        try:
            yield
        finally:
            self.start()

    def url(self, database: str) -> str:
        """The DATABASE_URL of a database."""
        return f"postgresql://palitra:{ENCODED}@127.0.0.1:{self.port}/{database}"

    async def create(self) -> str:
        """The DATABASE_URL of a new schema: as good as a database of its own, and a hundred times as fast."""
        name = f"test_{next(self._names)}"
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f"CREATE SCHEMA {name}")
        finally:
            await connection.close()
        return f"{self.url('postgres')}?search_path={name}"

    def _call(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs, which refuse to be run by root."""
        user = "postgres" if os.geteuid() == 0 else None
        with (self.folder / f"{program}.out").open("wb") as out:  # a pipe would stay open in the server
            subprocess.run(
                [self.programs / program, f"--pgdata={self.folder / 'data'}", *arguments],
                check=True,
                stdout=out,
                stderr=out,
                cwd=self.folder,
                user=user,
                group=user,
            )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Skipped where the package is missing; in CI that fails."""
    programs = programs_of_server()
    if programs is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no PostgreSQL server: apt-get install postgresql")
    with running(programs) as made:
        yield made


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="palitra-postgresql-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        made = Server(programs, Path(folder), _free_port())
        made.initialise()
        made.start()
        try:
            yield made
        finally:
            made.stop("immediate")


@pytest.fixture
async def postgres_url(server: Server) -> str:
    """The DATABASE_URL of a new, empty schema."""
    return await server.create()


def programs_of_server() -> Path | None:
    """Where initdb is: in PATH, or where Debian keeps it, the newest version first."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
