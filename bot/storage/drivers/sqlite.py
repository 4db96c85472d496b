"""The driver for SQLite: a file, one connection, one writer."""

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from bot.errors import DatabaseDamaged, StoreUnavailable
from bot.storage import migrations, own_files
from bot.storage.drivers import sqlite_pages
from bot.storage.drivers.files import OpenFiles
from bot.storage.drivers.sqlite_commits import Outcome, Rows, committed
from bot.storage.drivers.sqlite_connection import Connection, rows
from bot.storage.drivers.sqlite_errors import is_locked, outage_of, told
from bot.storage.statements import Row, Statement

_BATCH = 200
_BUSY_MS = 10_000
_SWITCH_ATTEMPTS = 200
_SWITCH_PAUSE = 0.05


@dataclass(slots=True)
class _Unit:
    statements: Sequence[Statement]
    outcome: asyncio.Future[Rows]

    def end(self, outcome: Outcome) -> None:
        """Tell its caller, who may have gone."""
        if self.outcome.done():
            return
        if isinstance(outcome, Exception):
            self.outcome.set_exception(outcome)
        else:
            self.outcome.set_result(outcome)


class SqliteDatabase:
    """SQLite in WAL mode: one connection, owned by one writer that commits together what waits together.

    That makes synchronous=FULL nearly free, and keeps tasks from sharing a transaction (docs/reliability.md).
    """

    def __init__(self, connection: Connection, files: OpenFiles) -> None:
        self._connection = connection
        self._files = files
        self._waiting: asyncio.Queue[_Unit | None] = asyncio.Queue()
        self._closed = False

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """Run statements as one transaction, as Database says; it waits for the writer's next commit."""
        if self._closed:
            raise _closed()
        unit = _Unit(statements, asyncio.get_running_loop().create_future())
        self._waiting.put_nowait(unit)
        return await unit.outcome

    async def shrink(self, pages: int) -> bool:
        """Give free pages back, as Database says; between two commits of the writer."""
        if self._closed:
            raise _closed()
        try:
            return await self._connection.do(lambda raw: sqlite_pages.give_back(raw, pages))
        except sqlite3.Error as error:
            raise told(error) from error

    async def write(self) -> None:
        """Commit what comes, until ``close``."""
        try:
            while (unit := await self._waiting.get()) is not None:
                await self._commit([unit, *self._following()])
        finally:
            self._closed = True
            while not self._waiting.empty():
                if (left := self._waiting.get_nowait()) is not None:
                    left.end(_closed())

    def close(self) -> None:
        """Let ``write`` return after what waits already."""
        self._closed = True
        self._waiting.put_nowait(None)

    def _following(self) -> Iterator[_Unit]:
        for _ in range(_BATCH - 1):
            if self._waiting.empty():
                return
            following = self._waiting.get_nowait()
            if following is None:
                self._waiting.put_nowait(None)
                return
            yield following

    async def _commit(self, units: list[_Unit]) -> None:
        batch = [unit.statements for unit in units]
        outcomes: Sequence[Outcome] = [_closed()] * len(units)
        try:
            outcomes = await self._connection.do(lambda raw: self._written(raw, batch))
        finally:
            for unit, outcome in zip(units, outcomes, strict=True):
                unit.end(outcome)

    def _written(self, raw: sqlite3.Connection, batch: Sequence[Sequence[Statement]]) -> Sequence[Outcome]:
        """Commit units where the files are what they were, before it and after: what is gone keeps nothing."""
        outage = self._files.outage()
        outcomes = [] if outage else committed(raw, batch)
        outage = outage or self._files.outage()
        return [outage] * len(batch) if outage else outcomes


def _closed() -> StoreUnavailable:
    return StoreUnavailable("it is closed")


class _Session(migrations.Session):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @override
    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        await self.rows("BEGIN IMMEDIATE", {})
        try:
            yield
            await self.rows("COMMIT", {})
        except BaseException:
            if await self._connection.do(lambda raw: raw.in_transaction):
                await self.rows("ROLLBACK", {})
            raise

    @override
    async def rows(self, sql: str, params: Mapping[str, object]) -> list[Row]:
        return await self._connection.do(lambda raw: rows(raw, sql, params))


@asynccontextmanager
async def open_sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    """The database in this file, made and migrated where needed.

    Raises DatabaseDamaged, DatabaseTooNew, StoreUnavailable.
    """
    async with _prepared(path) as connection:
        database = SqliteDatabase(connection, OpenFiles.of(path))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(database.write(), name="sqlite writer")
            try:
                yield database
            finally:
                database.close()


@asynccontextmanager
async def _prepared(path: Path) -> AsyncIterator[Connection]:
    async with AsyncExitStack() as stack:
        with _named(path):
            own_files.database(path, "undecoded")
            connection = await stack.enter_async_context(Connection(path))
            await _prepare(connection)
        yield connection


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What goes wrong with this file, as the store's errors that name it."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreUnavailable(f"{path}: {error}", outage_of(error)) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(f"{path}: {error}") from error


async def _prepare(connection: Connection) -> None:
    session = _Session(connection)
    for pragma in (f"busy_timeout={_BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        await session.rows(f"PRAGMA {pragma}", {})
    await session.rows(sqlite_pages.WANTED, {})  # before anything is written
    await _switch_to_wal(session)
    check = [row["quick_check"] for row in await session.rows("PRAGMA quick_check(1)", {})]
    if check != ["ok"]:
        raise DatabaseDamaged("; ".join(check))
    await migrations.migrate(session)
    await connection.do(sqlite_pages.convert)


async def _switch_to_wal(session: _Session) -> None:
    """WAL mode. Another who opens a new file makes this statement fail at once: busy_timeout does not apply to it."""
    for attempt in itertools.count(1):
        try:
            await session.rows("PRAGMA journal_mode=WAL", {})
        except sqlite3.OperationalError as error:
            if not is_locked(error) or attempt == _SWITCH_ATTEMPTS:
                raise
            await asyncio.sleep(_SWITCH_PAUSE)
        else:
            return
