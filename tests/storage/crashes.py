"""Databases that may crash: whoever has one open loses it at once, and what was committed is found again."""

import shutil
from itertools import count
from pathlib import Path
from typing import Protocol

import asyncpg


class Home(Protocol):
    """Where a database is kept."""

    url: str

    async def crash(self) -> None:
        """Whoever has it open loses it at once; ``url`` is then where it is found again."""
        ...

    async def empty(self) -> None:
        """Be new again."""
        ...


class File(Home):
    """SQLite."""

    def __init__(self, folder: Path) -> None:
        self._paths = (folder / f"{number}.db" for number in count())
        self._path = next(self._paths)
        self.url = f"sqlite:///{self._path}"

    async def crash(self) -> None:
        """Only what is on the disk is left: the file and its log."""
        left = self._path
        await self.empty()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{left}{suffix}", f"{self._path}{suffix}")
        left.unlink()

    async def empty(self) -> None:
        self._path = next(self._paths)
        self.url = f"sqlite:///{self._path}"


class Service(Home):
    """PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def crash(self) -> None:
        """Every connection ends in the middle."""
        await self._say(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    async def empty(self) -> None:
        tables = await self._say(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
            "WHERE schemaname = current_schema() AND tablename NOT IN ('migrations', 'credits', 'credit_entries')"
        )
        if tables:
            await self._say(f"TRUNCATE {tables}")

    async def _say(self, sql: str) -> object:
        connection = await asyncpg.connect(self.url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()
