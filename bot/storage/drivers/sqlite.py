"""The driver for SQLite: a file, one connection, one writer."""

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

from bot.errors import DatabaseDamaged, StoreUnavailable
from bot.storage import migrations
from bot.storage.statements import Row, Statement


@dataclass(slots=True)
class _Unit:
    statements: Sequence[Statement]
    rows: asyncio.Future[list[list[Row]]]


_BATCH = 200
_BUSY_MS = 10_000
_SWITCH_ATTEMPTS = 200
_SWITCH_PAUSE = 0.05


class SqliteDatabase:
    """SQLite in WAL mode: one connection, owned by one writer that commits together what waits together.

    That makes synchronous=FULL nearly free, and keeps tasks from sharing a transaction (docs/reliability.md).
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._waiting: asyncio.Queue[_Unit | None] = asyncio.Queue()

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """See Database."""
        unit = _Unit(statements, asyncio.get_running_loop().create_future())
        self._waiting.put_nowait(unit)
        return await unit.rows

    async def write(self) -> None:
        """Commit what comes, until ``close``."""
        while (unit := await self._waiting.get()) is not None:
            batch = [unit]
            while len(batch) < _BATCH and not self._waiting.empty():
                following = self._waiting.get_nowait()
                if following is None:
                    self._waiting.put_nowait(None)
                    break
                batch.append(following)
            await self._commit(batch)

    def close(self) -> None:
        """Let ``write`` return after what waits already."""
        self._waiting.put_nowait(None)

    async def _commit(self, batch: list[_Unit]) -> None:
        try:
            results = await self._transaction(batch)
        except (sqlite3.Error, ValueError, OverflowError) as error:  # the latter two: a value that SQLite cannot hold
            if len(batch) == 1 or _is_locked(error):  # then every unit would wait as long
                for unit in batch:
                    _fail(unit, StoreUnavailable(f"{type(error).__name__}: {error}"))
                return
            for unit in batch:  # one by one, so that only the guilty one fails
                await self._commit([unit])
        else:
            for unit, rows in zip(batch, results, strict=True):
                if not unit.rows.done():
                    unit.rows.set_result(rows)

    async def _transaction(self, batch: list[_Unit]) -> list[list[list[Row]]]:
        async with _immediate(self._connection):
            return [[await _rows(self._connection, *statement) for statement in unit.statements] for unit in batch]


class _Session:
    """See migrations.Session."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        async with _immediate(self._connection):
            yield

    async def rows(self, sql: str, params: Mapping[str, object]) -> list[Row]:
        return await _rows(self._connection, sql, params)


async def _rows(connection: aiosqlite.Connection, sql: str, params: Mapping[str, object]) -> list[Row]:
    return [dict(row) for row in await connection.execute_fetchall(sql, dict(params))]


@asynccontextmanager
async def _immediate(connection: aiosqlite.Connection) -> AsyncIterator[None]:
    """A transaction that holds SQLite's one write lock from its beginning."""
    await connection.execute_fetchall("BEGIN IMMEDIATE")
    try:
        yield
        await connection.execute_fetchall("COMMIT")
    except BaseException:
        if connection.in_transaction:
            await connection.execute_fetchall("ROLLBACK")
        raise


def _is_locked(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _fail(unit: _Unit, error: StoreUnavailable) -> None:
    if not unit.rows.done():
        unit.rows.set_exception(error)


@asynccontextmanager
async def open_sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    """The database in this file, made and migrated where needed.

    Raises DatabaseDamaged, DatabaseTooNew, StoreUnavailable.
    """
    with _named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(path).close()  # where this fails, aiosqlite would leave a thread behind
        connection = await aiosqlite.connect(path, isolation_level=None)
    try:
        with _named(path):
            await _prepare(connection)
        database = SqliteDatabase(connection)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(database.write(), name="sqlite writer")
            try:
                yield database
            finally:
                database.close()
    finally:
        await connection.close()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What goes wrong with this file, as the store's errors that name it."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreUnavailable(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(f"{path}: {error}") from error


async def _prepare(connection: aiosqlite.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in (f"busy_timeout={_BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        await connection.execute_fetchall(f"PRAGMA {pragma}")
    await _switch_to_wal(connection)
    check = [row[0] for row in await connection.execute_fetchall("PRAGMA quick_check(1)")]
    if check != ["ok"]:
        raise DatabaseDamaged("; ".join(check))
    await migrations.migrate(_Session(connection))


async def _switch_to_wal(connection: aiosqlite.Connection) -> None:
    """WAL mode. Another who opens a new file makes this statement fail at once: busy_timeout does not apply to it."""
    for attempt in itertools.count(1):
        try:
            await connection.execute_fetchall("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not _is_locked(error) or attempt == _SWITCH_ATTEMPTS:
                raise
            await asyncio.sleep(_SWITCH_PAUSE)
        else:
            return
