"""The driver for PostgreSQL: a small pool of connections that replaces those that break."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TypeAlias
from urllib.parse import urlsplit

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from typing_extensions import override

from bot.errors import ConfigurationError, Outage, StoreUnavailable
from bot.storage import migrations
from bot.storage.drivers.dialect import to_postgresql
from bot.storage.statements import Row, Statement

_Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
_Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"

_CONNECTIONS = 4
_CONNECT_SECONDS = 10.0
_SECONDS = 15.0
"""How long one statement may take, and how long one may wait for a free connection."""

_MIGRATING = 0x70616C69747261
"""The advisory lock of whoever migrates: the letters of palitra."""

_SESSION = {
    "application_name": "palitra",
    "default_transaction_isolation": "read committed",  # each statement sees what others committed before it
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",  # a process stopped in the middle must not hold its rows for ever
    "plan_cache_mode": "force_custom_plan",  # a plan for any limit whatsoever sorts all that is due
}

_TROUBLE = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""Away, refusing, shutting down, full, too slow (TimeoutError is an OSError), or a value it cannot hold."""

_OUTAGES: tuple[tuple[tuple[type[Exception], ...], Outage], ...] = (
    ((ssl.SSLError,), Outage.UNKNOWN),  # an OSError as well: a certificate does not mend itself
    ((asyncpg.DataError, asyncpg.IntegrityConstraintViolationError), Outage.REFUSED),
    ((asyncpg.InterfaceError, asyncpg.InternalClientError, OSError), Outage.AWAY),
    (
        (
            asyncpg.PostgresConnectionError,
            asyncpg.InsufficientResourcesError,
            asyncpg.OperatorInterventionError,
            asyncpg.TransactionRollbackError,
            asyncpg.ObjectNotInPrerequisiteStateError,
            asyncpg.ReadOnlySQLTransactionError,
            asyncpg.PostgresSystemError,
        ),
        Outage.AWAY,
    ),
)
"""What errors mean, the first that fits; at all others somebody has to do something: a password, a name, a right."""

_MALFORMED = (
    "DATABASE_URL is not understood; its right form: postgresql://user:password@host:5432/name, "
    "with @ : / ? # % in user and password written as %40 %3A %2F %3F %23 %25"
)


class PostgresDatabase:
    """PostgreSQL through a pool: a broken connection is replaced when the next one is asked for."""

    def __init__(self, pool: _Pool, where: str) -> None:
        self._pool = pool
        self._where = where

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """Run statements as one transaction, as Database says, on whichever connection is free."""
        with _named(self._where):
            async with self._pool.acquire(timeout=_SECONDS) as connection:
                if len(statements) == 1:  # is a transaction by itself, without two more round trips
                    return [await _checked(connection, statements[0])]
                async with connection.transaction():
                    return [await _checked(connection, statement) for statement in statements]

    async def shrink(self, pages: int) -> bool:  # noqa: ARG002 - the server's own autovacuum reuses what is free
        """Nothing is given back here, as Database says."""
        return False


class _Session(migrations.Session):
    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    @override
    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        async with self._connection.transaction():
            await self._connection.execute("SELECT pg_advisory_xact_lock($1)", _MIGRATING)
            yield

    @override
    async def rows(self, sql: str, params: Mapping[str, object]) -> list[Row]:
        return await _rows(self._connection, sql, params)


async def _checked(connection: _Connection, statement: Statement) -> list[Row]:
    return statement.check(await _rows(connection, statement.sql, statement.params))


async def _rows(connection: _Connection, sql: str, params: Mapping[str, object]) -> list[Row]:
    query = to_postgresql(sql)
    return [dict(row) for row in await connection.fetch(query.sql, *(params[name] for name in query.parameters))]


@asynccontextmanager
async def open_postgres(url: str) -> AsyncIterator[PostgresDatabase]:
    """The database at this ``postgresql://`` address, migrated where needed.

    Raises ConfigurationError, DatabaseTooNew, StoreUnavailable; none of them shows more of the address than the host,
    the port and the database's name.
    """
    where = _where(url)
    with _named(where):
        pool = await _connected(url)
    try:
        with _named(where):
            async with pool.acquire(timeout=_SECONDS) as connection:
                await migrations.migrate(_Session(connection))
        yield PostgresDatabase(pool, where)
    finally:
        with suppress(*_TROUBLE):  # a server that is gone cannot be said good-bye to
            async with asyncio.timeout(_CONNECT_SECONDS):
                await pool.close()


async def _connected(url: str) -> _Pool:
    try:
        return await asyncpg.create_pool(
            url,
            init_size=1,  # so that what is wrong is known at start
            min_size=0,  # of a promised minimum asyncpg logs a traceback a second while the server is away
            max_size=_CONNECTIONS,
            timeout=_CONNECT_SECONDS,
            command_timeout=_SECONDS,
            server_settings=_SESSION,
        )
    except ValueError:  # asyncpg's ClientConfigurationError is one, too; its text may quote a piece of the password
        raise ConfigurationError(_MALFORMED) from None


def _where(url: str) -> str:
    """Host, port and name of the database: what errors may show. Raises ConfigurationError."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ConfigurationError(_MALFORMED) from None
    user, at, host = parts.netloc.rpartition("@")
    if "@" in user or (not at and "@" in url):  # a password that is not encoded would be taken for host and port
        raise ConfigurationError(_MALFORMED)
    return f"PostgreSQL at {host}{parts.path}"


@contextmanager
def _named(where: str) -> Iterator[None]:
    """What goes wrong with this database, as the store's error that names it."""
    try:
        yield
    except _TROUBLE as error:
        raise StoreUnavailable(f"{where}: {_said(error)}", _outage(error)) from error


def _outage(error: Exception) -> Outage:
    return next((outage for kinds, outage in _OUTAGES if isinstance(error, kinds)), Outage.UNKNOWN)


def _said(error: Exception) -> str:
    """The error's first line at most: details quote whole rows, and a DataError the value, which may be a prompt."""
    name = type(error).__name__
    if isinstance(error, asyncpg.DataError) or not str(error):
        return name
    return f"{name}: {str(error).splitlines()[0]}"
