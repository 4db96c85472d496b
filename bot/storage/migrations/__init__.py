"""Numbered changes of the schema; each is applied in one transaction together with its record."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

from bot.errors import DatabaseTooNew
from bot.storage.statements import Row

_NAME = re.compile(r"(\d{4})_\w+\.sql")

_RECORDS = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
_VERSION = "SELECT coalesce(max(number), 0) AS version FROM migrations"
_RECORD = "INSERT INTO migrations (number, name) VALUES (:number, :name)"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: its number, its file's name, its statements."""

    number: int
    name: str
    statements: tuple[str, ...]


class Session(Protocol):
    """One connection to a database, as migrations need it."""

    def alone(self) -> AbstractAsyncContextManager[None]:
        """A transaction that waits for every other process that migrates; an error undoes all of it."""
        ...

    async def rows(self, sql: str, params: Mapping[str, object]) -> list[Row]:
        """Run one statement; what it returns."""
        ...


def load() -> list[Migration]:
    """Every migration, in order."""
    entries = sorted(files(__package__).iterdir(), key=lambda entry: entry.name)
    return [
        Migration(int(match[1]), entry.name, tuple(_statements(entry.read_text("utf-8"))))
        for entry in entries
        if (match := _NAME.fullmatch(entry.name))
    ]


async def migrate(session: Session) -> None:
    """Apply what this database has not seen yet; several processes may do so at once. Raises DatabaseTooNew."""
    known = load()
    async with session.alone():
        await session.rows(_RECORDS, {})
        version = await _version(session)
    if version > len(known):
        raise DatabaseTooNew(version, len(known))
    for migration in known[version:]:
        async with session.alone():
            if await _version(session) < migration.number:  # nobody else has applied it in between
                for statement in migration.statements:
                    await session.rows(statement, {})
                await session.rows(_RECORD, {"number": migration.number, "name": migration.name})


async def _version(session: Session) -> int:
    (row,) = await session.rows(_VERSION, {})
    return int(row["version"])


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
