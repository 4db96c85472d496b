"""The driver for PostgreSQL: claims side by side, several who start at once, a server that goes and comes back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import astuple, replace
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import Generation, Stage, Status
from bot.drawing.values.models import Account
from bot.errors import DatabaseTooNew, LeaseLost, StoreUnavailable
from bot.storage import migrations, queries
from bot.storage.database import Database, open_database
from bot.storage.drivers.dialect import to_postgresql
from bot.storage.statements import Statement
from bot.storage.store import DatabaseStore
from tests.drawing.builders import LINES, at, generation, origin, picture
from tests.storage.server import Server

LEASE = timedelta(minutes=2)

COUNT: Statement = ("SELECT count(*) AS n FROM generations", {})
STATES = [Status.QUEUED, Status.PENDING, Status.READY]


@pytest.fixture
async def raw(postgres_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of somebody else's."""
    connection = await asyncpg.connect(postgres_url)
    yield connection
    await connection.close()


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    async with open_database(postgres_url) as opened:
        yield opened


@pytest.fixture
def store(database: Database) -> DatabaseStore:
    return DatabaseStore(database)


async def fill(store: DatabaseStore, count: int, status: Status = Status.QUEUED) -> None:
    """So many generations in this state, of as many people, all of them due."""
    for number in range(1, count + 1):
        new = generation(id=UUID(int=number), origin=origin(user_id=number), due_at=at(0))
        added = await store.add(new, f"message:{number}")
        await store.record(replace(added, status=status, placeholder=number))


@pytest.mark.parametrize("query", astuple(queries.load()), ids=queries.Queries.__dataclass_fields__)
@pytest.mark.usefixtures("database")
async def test_every_query_is_understood(raw: "asyncpg.Connection[asyncpg.Record]", query: str) -> None:
    translated = to_postgresql(query)
    prepared = await raw.prepare(translated.sql)
    assert len(prepared.get_parameters()) == len(translated.parameters)


def test_every_claim_skips_what_others_have_locked() -> None:
    claims = [sql for sql in astuple(queries.load()) if "SET due_at = :until" in sql]
    assert claims
    assert all("FOR UPDATE SKIP LOCKED" in to_postgresql(sql).sql for sql in claims)


async def test_a_claim_passes_by_what_another_one_is_claiming(
    raw: "asyncpg.Connection[asyncpg.Record]", store: DatabaseStore
) -> None:
    """It neither waits for the other transaction nor takes the same."""
    await fill(store, 10, Status.READY)
    async with raw.transaction():
        held = {row["id"] for row in await raw.fetch("SELECT id FROM generations LIMIT 4 FOR UPDATE")}
        async with asyncio.timeout(2):
            claimed = await store.claim(LINES[Stage.DELIVER], 10, at(1), LEASE)
    assert len(claimed) == 6
    assert not held & {str(one.id) for one in claimed}
    assert len(await store.claim(LINES[Stage.DELIVER], 10, at(1), LEASE)) == 4


@pytest.mark.parametrize("status", STATES)
async def test_claims_of_many_connections_at_once_share_nothing(postgres_url: str, status: Status) -> None:
    """Two processes with all the connections each of them has."""
    async with open_database(postgres_url) as here, open_database(postgres_url) as there:
        stores = [DatabaseStore(here), DatabaseStore(there)] * 6
        await fill(stores[0], 60, status)
        stage = replace(generation(), status=status).stage
        assert stage

        async def drain(store: DatabaseStore) -> list[Generation]:
            return [one for _ in range(10) for one in await store.claim(LINES[stage], 3, at(1), LEASE)]

        claimed = [one for batch in await asyncio.gather(*map(drain, stores)) for one in batch]
    assert len(claimed) == len({one.id for one in claimed}) == 60
    assert {one.lease for one in claimed} == {2}


async def test_two_processes_share_one_budget(postgres_url: str) -> None:
    """Each counts what the other has claimed, however they interleave."""
    budget = Budget(per_minute=7, per_day=1000, per_second=5)
    async with open_database(postgres_url) as here, open_database(postgres_url) as there:
        stores = [DatabaseStore(database, {Account.YANDEX: budget}) for database in (here, there)] * 6
        await fill(stores[0], 30)
        claimed = await asyncio.gather(*(store.claim(LINES[Stage.SUBMIT], 3, at(1), LEASE) for store in stores))
        assert sum(map(len, claimed)) == 7
        for one in (one for batch in claimed for one in batch):
            await stores[0].record(replace(one, status=Status.PENDING, due_at=at(1)))
        polled = await asyncio.gather(*(store.claim(LINES[Stage.POLL], 3, at(1), LEASE) for store in stores))
        assert sum(map(len, polled)) == 5


async def test_what_is_cancelled_meanwhile_is_not_claimed(
    raw: "asyncpg.Connection[asyncpg.Record]", store: DatabaseStore
) -> None:
    """A claim that comes upon the row of a cancellation under way leaves it alone."""
    await fill(store, 2)
    async with raw.transaction():
        await raw.execute("UPDATE generations SET status = 'cancelled', stage = 'deliver' WHERE user_id = 1")
        async with asyncio.timeout(2):
            claimed = await store.claim(LINES[Stage.SUBMIT], 2, at(1), LEASE)
    assert [one.origin.user_id for one in claimed] == [2]
    assert await store.claim(LINES[Stage.SUBMIT], 2, at(2), LEASE) == []


async def test_of_a_worker_and_one_who_took_over_only_the_latter_writes(store: DatabaseStore) -> None:
    await fill(store, 1)
    (stale,) = await store.claim(LINES[Stage.SUBMIT], 1, at(1), LEASE)
    (held,) = await store.claim(LINES[Stage.SUBMIT], 1, at(1) + LEASE, LEASE)
    written = await asyncio.gather(
        *(store.record(replace(one, status=Status.READY), picture()) for one in (stale, held)), return_exceptions=True
    )
    assert [type(outcome) for outcome in written] == [LeaseLost, type(None)]


async def test_the_same_source_from_two_processes_is_one_generation(postgres_url: str) -> None:
    async with open_database(postgres_url) as here, open_database(postgres_url) as there:
        stores = [DatabaseStore(here), DatabaseStore(there)] * 10
        added = [store.add(generation(id=UUID(int=number)), "message:1") for number, store in enumerate(stores, 1)]
        assert len({kept.id for kept in await asyncio.gather(*added)}) == 1


async def test_those_who_open_a_new_database_at_once_all_get_it(
    postgres_url: str, raw: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    async def opened() -> int:
        async with open_database(postgres_url) as database:
            ((row,),) = await database.run(COUNT)
            return int(row["n"])

    assert await asyncio.gather(*(opened() for _ in range(5))) == [0] * 5
    recorded = [tuple(row) for row in await raw.fetch("SELECT number, name FROM migrations ORDER BY number")]
    assert recorded == [(known.number, known.name) for known in migrations.load()]


async def test_a_migration_that_fails_leaves_nothing_behind(
    postgres_url: str, raw: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await raw.execute("CREATE TABLE pictures (something_else TEXT)")
    with pytest.raises(StoreUnavailable, match="pictures"):
        async with open_database(postgres_url):
            pass
    assert await raw.fetchval("SELECT to_regclass('generations')") is None
    assert await raw.fetchval("SELECT count(*) FROM migrations") == 0


@pytest.mark.usefixtures("database")
async def test_a_database_of_a_newer_bot_is_left_alone(
    postgres_url: str, raw: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await raw.execute("INSERT INTO migrations (number, name) VALUES (999, '0999_from_the_future.sql')")
    with pytest.raises(DatabaseTooNew):
        async with open_database(postgres_url):
            pass


async def test_statements_of_a_unit_are_one_transaction(database: Database, store: DatabaseStore) -> None:
    await fill(store, 2)
    with pytest.raises(StoreUnavailable, match="DivisionByZero"):
        await database.run(("DELETE FROM generations", {}), ("SELECT 1 / 0", {}))
    assert await database.run(COUNT) == [[{"n": 2}]]


BAD: dict[str, Statement] = {
    "no SQL": ("DRAW A FOX", {}),
    "a number over 64 bits": ("SELECT * FROM generations WHERE chat_id = :n", {"n": 2**63}),
    "half a surrogate pair": ("SELECT * FROM generations WHERE prompt = :text", {"text": "\ud83d a secret prompt"}),
    "a zero character": ("SELECT * FROM generations WHERE prompt = :text", {"text": "\0 a secret prompt"}),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_what_cannot_be_done_is_told_without_the_values(database: Database, bad: Statement) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        await database.run(bad)
    assert "secret" not in str(caught.value)
    assert await database.run(COUNT) == [[{"n": 0}]]


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_the_store_is_back_as_soon_as_its_server_is(server: Server, store: DatabaseStore, mode: str) -> None:
    """Stopped or crashed: what was accepted is still there."""
    await fill(store, 8)
    await asyncio.gather(
        *(store.claim(LINES[Stage.POLL], 1, at(1), LEASE) for _ in range(8))
    )  # every connection is open
    with server.away(mode):
        for _ in range(6):
            with pytest.raises(StoreUnavailable, match=r"PostgreSQL at 127\.0\.0\.1"):
                await store.claim(LINES[Stage.SUBMIT], 8, at(1), LEASE)
    assert len(await store.claim(LINES[Stage.SUBMIT], 8, at(1), LEASE)) == 8


async def test_a_connection_that_breaks_in_a_transaction_loses_only_that(database: Database) -> None:
    store = DatabaseStore(database)
    await fill(store, 1)
    kill: Statement = ("SELECT pg_terminate_backend(pg_backend_pid())", {})
    with pytest.raises(StoreUnavailable):
        await database.run(("DELETE FROM generations", {}), kill)
    assert await database.run(COUNT) == [[{"n": 1}]]


async def test_what_takes_too_long_is_given_up(database: Database) -> None:
    """By the server, so that nothing of it goes on."""
    with pytest.raises(StoreUnavailable, match="statement timeout"):
        await database.run(("SET LOCAL statement_timeout = '50ms'", {}), ("SELECT pg_sleep(10)", {}))
    assert await database.run(COUNT) == [[{"n": 0}]]


async def test_a_cancelled_caller_gives_its_connection_back(database: Database) -> None:
    for _ in range(8):
        task = asyncio.create_task(database.run(("DELETE FROM generations", {}), ("SELECT pg_sleep(10)", {})))
        await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.wait({task})
    assert await database.run(COUNT) == [[{"n": 0}]]


async def test_more_callers_than_connections_are_all_served(database: Database) -> None:
    assert await asyncio.gather(*(database.run(COUNT) for _ in range(100))) == [[[{"n": 0}]]] * 100


async def test_the_session_says_who_it_is_and_how_long_it_may_take(database: Database) -> None:
    names = ("application_name", "statement_timeout", "idle_in_transaction_session_timeout", "transaction_isolation")
    rows = await database.run(*((f"SHOW {name}", {}) for name in names))
    assert [row[name] for name, (row,) in zip(names, rows, strict=True)] == ["palitra", "15s", "30s", "read committed"]
