"""What kind of trouble a database has: what passes by itself, what somebody has to mend, what it will never take."""

import sqlite3
import ssl
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bot.errors import Outage, StoreUnavailable
from bot.storage.database import Database, open_database
from bot.storage.drivers import postgres, sqlite
from bot.storage.statements import Statement
from tests.storage.server import Server

AWAY, REFUSED, UNKNOWN = Outage.AWAY, Outage.REFUSED, Outage.UNKNOWN


async def outage(database: Database, *statements: Statement) -> Outage:
    """The kind of trouble that statements meet with."""
    with pytest.raises(StoreUnavailable) as caught:
        await database.run(*statements)
    return caught.value.outage


async def outage_at_start(url: str) -> Outage:
    """The same of who opens a database."""
    with pytest.raises(StoreUnavailable) as caught:
        async with open_database(url):
            pass
    return caught.value.outage


TEXT = Statement("SELECT name FROM accounts WHERE name = :text", {"text": "\ud83d"})
NUMBER = Statement("SELECT name FROM accounts WHERE touched_at = :number", {"number": 2**63})
RULE = Statement("INSERT INTO accounts (name, touched_at) VALUES (:name, NULL)", {"name": "yandex"})


@pytest.mark.parametrize("statement", [TEXT, NUMBER, RULE], ids=["text", "number", "rule"])
async def test_a_value_that_it_cannot_hold_is_refused_by_both(database: Database, statement: Statement) -> None:
    assert await outage(database, statement) is REFUSED


async def test_what_is_no_sql_is_not_known_to_pass(database: Database) -> None:
    assert await outage(database, Statement("DRAW A FOX")) is UNKNOWN


# SQLite.


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds a lock is waited for no longer than a moment."""
    monkeypatch.setattr(sqlite, "_BUSY_MS", 1)
    monkeypatch.setattr(sqlite, "_SWITCH_ATTEMPTS", 2)
    monkeypatch.setattr(sqlite, "_SWITCH_PAUSE", 0.001)


@pytest.fixture
async def file(path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.mark.usefixtures("impatient")
async def test_a_file_that_another_process_holds_is_away(path: Path) -> None:
    """At the start, old or new, whatever kind of journal it has."""
    for _ in range(2):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert await outage_at_start(f"sqlite:///{path}") is AWAY
        async with open_database(f"sqlite:///{path}"):
            pass


@pytest.mark.usefixtures("impatient")
async def test_a_write_lock_that_another_process_holds_passes(path: Path) -> None:
    async with open_database(f"sqlite:///{path}") as database:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await outage(database, Statement("SELECT 1")) is AWAY
        await database.run(Statement("SELECT 1"))


async def test_a_full_disk_passes(file: Database) -> None:
    await file.run(Statement("CREATE TABLE notes (data BLOB)"), Statement("PRAGMA max_page_count = 1"))
    assert await outage(file, Statement("INSERT INTO notes VALUES (zeroblob(100000))")) is AWAY


@pytest.mark.usefixtures("file")
async def test_a_folder_that_is_a_file_does_not_pass(path: Path) -> None:
    assert await outage_at_start(f"sqlite:///{path}/bot.db") is UNKNOWN


# PostgreSQL.


async def test_a_server_that_is_not_there_is_away(server: Server) -> None:
    assert await outage_at_start("postgresql://palitra:word@127.0.0.1:1/palitra") is AWAY
    url = await server.create()
    async with open_database(url) as database:
        with server.away("immediate"):
            assert await outage_at_start(url) is AWAY
            assert await outage(database, Statement("SELECT 1")) is AWAY


@pytest.mark.parametrize("who", ["palitra:wrong", "nobody:word"])
async def test_who_is_not_let_in_is_so_for_good(server: Server, who: str) -> None:
    assert await outage_at_start(f"postgresql://{who}@127.0.0.1:{server.port}/postgres") is UNKNOWN


async def test_a_database_that_does_not_exist_is_a_wrong_name(server: Server) -> None:
    assert await outage_at_start(server.url("nowhere")) is UNKNOWN


ERRORS: dict[Exception, Outage] = {
    asyncpg.TooManyConnectionsError(): AWAY,
    asyncpg.CannotConnectNowError(): AWAY,
    asyncpg.DiskFullError(): AWAY,
    asyncpg.DeadlockDetectedError(): AWAY,
    asyncpg.ReadOnlySQLTransactionError(): AWAY,
    asyncpg.QueryCanceledError(): AWAY,
    asyncpg.ConnectionDoesNotExistError(): AWAY,
    asyncpg.InterfaceError("connection is closed"): AWAY,
    ConnectionResetError(): AWAY,
    TimeoutError(): AWAY,
    asyncpg.CharacterNotInRepertoireError(): REFUSED,
    asyncpg.UniqueViolationError(): REFUSED,
    ssl.SSLCertVerificationError(): UNKNOWN,
    asyncpg.InsufficientPrivilegeError(): UNKNOWN,
    asyncpg.InvalidPasswordError(): UNKNOWN,
    asyncpg.InvalidCatalogNameError(): UNKNOWN,
    asyncpg.UndefinedTableError(): UNKNOWN,
    asyncpg.DataCorruptedError(): UNKNOWN,
}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_of_the_server_mean_what_the_table_says(error: Exception) -> None:
    assert postgres._outage(error) is ERRORS[error]
