"""The driver for SQLite: a file, one connection, one writer."""

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from typing_extensions import override

from bot.errors import DatabaseDamaged, StoreUnavailable
from bot.storage import migrations
from bot.storage.statements import GuardFailed, Row, Statement

T = TypeVar("T")

_BATCH = 200
_BUSY_MS = 10_000
_SWITCH_ATTEMPTS = 200
_SWITCH_PAUSE = 0.05
_CACHED = 256

_TROUBLE = (sqlite3.Error, ValueError, OverflowError)
"""What a statement may raise; the latter two for a value that SQLite cannot hold."""

_Rows = list[list[Row]]
_Outcome = _Rows | StoreUnavailable | GuardFailed


class Connection:
    """A connection on a thread of its own: whatever is done with it, however much, is one hop to that thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")

    async def __aenter__(self) -> Self:
        try:
            self._raw = await self._hop(self._connect)
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await self._hop(self._raw.close)
        finally:
            self._thread.shutdown()

    async def do(self, deed: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the connection; what it returns or raises."""
        return await self._hop(lambda: deed(self._raw))

    async def _hop(self, deed: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, deed)

    def _connect(self) -> sqlite3.Connection:
        raw = sqlite3.connect(self._path, isolation_level=None, cached_statements=_CACHED)
        raw.row_factory = sqlite3.Row
        return raw


@dataclass(slots=True)
class _Unit:
    statements: Sequence[Statement]
    outcome: asyncio.Future[_Rows]

    def end(self, outcome: _Outcome) -> None:
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

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: asyncio.Queue[_Unit | None] = asyncio.Queue()
        self._closed = False

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """Run statements as one transaction, as Database says; it waits for the writer's next commit."""
        if self._closed:
            raise _closed()
        unit = _Unit(statements, asyncio.get_running_loop().create_future())
        self._waiting.put_nowait(unit)
        return await unit.outcome

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
        outcomes: Sequence[_Outcome] = [_closed()] * len(units)
        try:
            outcomes = await self._connection.do(lambda raw: _committed(raw, batch))
        finally:
            for unit, outcome in zip(units, outcomes, strict=True):
                unit.end(outcome)


def _closed() -> StoreUnavailable:
    return StoreUnavailable("it is closed")


def _committed(raw: sqlite3.Connection, batch: Sequence[Sequence[Statement]]) -> Sequence[_Outcome]:
    """Commit units together; where that fails, one by one, so that only the guilty ones do."""
    try:
        with _immediate(raw):
            return [_undone_alone(raw, unit) for unit in batch]
    except _TROUBLE as error:
        if len(batch) == 1 or _is_locked(error):  # then every unit would wait as long
            return [_told(error)] * len(batch)
        return [outcome for unit in batch for outcome in _committed(raw, [unit])]


def _undone_alone(raw: sqlite3.Connection, unit: Sequence[Statement]) -> _Outcome:
    """Run a unit in a savepoint, so that what goes wrong in it undoes nothing else of its transaction."""
    raw.execute("SAVEPOINT unit")
    try:
        outcome: _Outcome = [statement.check(_rows(raw, statement.sql, statement.params)) for statement in unit]
    except (*_TROUBLE, GuardFailed) as error:
        if not raw.in_transaction:  # a full disk undoes the transaction itself
            raise
        raw.execute("ROLLBACK TO unit")
        outcome = error if isinstance(error, GuardFailed) else _told(error)
    raw.execute("RELEASE unit")
    return outcome


@contextmanager
def _immediate(raw: sqlite3.Connection) -> Iterator[None]:
    """A transaction that holds SQLite's one write lock from its beginning."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def _rows(raw: sqlite3.Connection, sql: str, params: Mapping[str, object]) -> list[Row]:
    return [dict(row) for row in raw.execute(sql, dict(params)).fetchall()]


def _told(error: Exception) -> StoreUnavailable:
    return StoreUnavailable(f"{type(error).__name__}: {error}")


def _is_locked(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


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
        return await self._connection.do(lambda raw: _rows(raw, sql, params))


@asynccontextmanager
async def open_sqlite(path: Path) -> AsyncIterator[SqliteDatabase]:
    """The database in this file, made and migrated where needed.

    Raises DatabaseDamaged, DatabaseTooNew, StoreUnavailable.
    """
    async with _prepared(path) as connection:
        database = SqliteDatabase(connection)
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
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = await stack.enter_async_context(Connection(path))
            await _prepare(connection)
        yield connection


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What goes wrong with this file, as the store's errors that name it."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreUnavailable(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise DatabaseDamaged(f"{path}: {error}") from error


async def _prepare(connection: Connection) -> None:
    session = _Session(connection)
    for pragma in (f"busy_timeout={_BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        await session.rows(f"PRAGMA {pragma}", {})
    await _switch_to_wal(session)
    check = [row["quick_check"] for row in await session.rows("PRAGMA quick_check(1)", {})]
    if check != ["ok"]:
        raise DatabaseDamaged("; ".join(check))
    await migrations.migrate(session)


async def _switch_to_wal(session: _Session) -> None:
    """WAL mode. Another who opens a new file makes this statement fail at once: busy_timeout does not apply to it."""
    for attempt in itertools.count(1):
        try:
            await session.rows("PRAGMA journal_mode=WAL", {})
        except sqlite3.OperationalError as error:
            if not _is_locked(error) or attempt == _SWITCH_ATTEMPTS:
                raise
            await asyncio.sleep(_SWITCH_PAUSE)
        else:
            return
