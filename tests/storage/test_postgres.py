"""The driver for PostgreSQL: claims side by side, several who start at once, a server that goes and comes back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import astuple, replace
from uuid import UUID

import asyncpg
import pytest

from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import DELIVER, Queue, Stage, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.errors import DatabaseTooNew, FenceLost, StoreUnavailable
from bot.storage import migrations, queries
from bot.storage.database import Database, open_database
from bot.storage.drivers.dialect import to_postgresql
from bot.storage.statements import GuardFailed, Statement
from tests.drawing.builders import YANDEX, at, origin, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import HOLDS, Stores, lease
from tests.storage.server import Server

COUNT = Statement("SELECT count(*) AS n FROM requests")
QUEUES = (DELIVER, submit(YANDEX), poll(YANDEX))


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
def stores(database: Database) -> Stores:
    return in_database(database)


async def fill(stores: Stores, count: int, queue: Queue = DELIVER) -> None:
    """So many requests, of as many people, that wait in a queue and are due at noon."""
    for number in range(1, count + 1):
        await stores.add(request(number=number, origin=origin(user_id=number, message_id=number)))
        await stores.conversations.record((await stores.now(number)).placed(10_000 + number, None, None), at(0))
        if queue.stage is Stage.POLL:
            await stores.submit(number)
        if queue.stage is Stage.DELIVER:
            await stores.draw(number)


async def claimed(stores: Stores, queue: Queue, limit: int, seconds: float = 1) -> list[int]:
    """The numbers of the requests that are claimed of a queue."""
    claim = stores.claim if queue == DELIVER else stores.claim_batches
    return await claim(queue, limit, seconds)


@pytest.mark.parametrize("query", astuple(queries.load()), ids=queries.Queries.__dataclass_fields__)
@pytest.mark.usefixtures("database")
async def test_every_query_is_understood(raw: "asyncpg.Connection[asyncpg.Record]", query: str) -> None:
    translated = to_postgresql(query)
    prepared = await raw.prepare(translated.sql)
    assert len(prepared.get_parameters()) == len(translated.parameters)


def test_every_claim_skips_what_others_have_locked() -> None:
    claims = [sql for sql in astuple(queries.load()) if "claim = :claim, fence = fence + 1" in sql and "WITH" in sql]
    assert len(claims) == 5
    assert all("FOR UPDATE SKIP LOCKED" in to_postgresql(sql).sql for sql in claims)


async def test_a_claim_passes_by_what_another_one_is_claiming(
    raw: "asyncpg.Connection[asyncpg.Record]", stores: Stores
) -> None:
    """It neither waits for the other transaction nor takes the same."""
    await fill(stores, 10)
    async with raw.transaction():
        held = {UUID(row["id"]).int for row in await raw.fetch("SELECT id FROM requests LIMIT 4 FOR UPDATE")}
        async with asyncio.timeout(2):
            taken = await claimed(stores, DELIVER, 10)
    assert len(taken) == 6
    assert not held & set(taken)
    assert len(await claimed(stores, DELIVER, 10)) == 4


@pytest.mark.parametrize("queue", QUEUES, ids=str)
async def test_claims_of_many_connections_at_once_share_nothing(postgres_url: str, queue: Queue) -> None:
    """Two processes with all the connections each of them has."""
    async with open_database(postgres_url) as here, open_database(postgres_url) as there:
        several = [in_database(here), in_database(there)] * 6
        await fill(several[0], 60, queue)

        async def drain(stores: Stores) -> list[int]:
            return [one for _ in range(10) for one in await claimed(stores, queue, 3)]

        taken = [one for batch in await asyncio.gather(*map(drain, several)) for one in batch]
    assert len(taken) == len(set(taken)) == 60


async def test_two_processes_share_one_budget(postgres_url: str) -> None:
    """Each counts what the other has claimed, however they interleave."""
    budgets = {YANDEX: Budget(per_minute=7, per_day=1000, per_second=5)}
    async with open_database(postgres_url) as here, open_database(postgres_url) as there:
        stores = in_database(here)
        drawings = [in_database(database).within(budgets) for database in (here, there)] * 6
        await fill(stores, 30, submit(YANDEX))
        batches = [
            batch
            for taken in await asyncio.gather(*(one.claim(submit(YANDEX), 3, lease(1)) for one in drawings))
            for batch in taken
        ]
        assert len(batches) == 7
        for batch in batches:
            pending = batch.leader.submitting(at(1)).pending("fbv17", at(1))
            await stores.drawings.record(batch.with_generations((pending,)), {}, at(1))
        polled = await asyncio.gather(*(one.claim(poll(YANDEX), 3, lease(1)) for one in drawings))
        assert sum(map(len, polled)) == 5


async def test_what_is_cancelled_meanwhile_is_not_claimed(
    raw: "asyncpg.Connection[asyncpg.Record]", stores: Stores
) -> None:
    """A claim that comes upon the row of a cancellation under way leaves it alone."""
    await fill(stores, 2, submit(YANDEX))
    async with raw.transaction():
        await raw.execute("UPDATE generations SET status = 'cancelled', turn = NULL WHERE user_id = 1")
        async with asyncio.timeout(2):
            assert await claimed(stores, submit(YANDEX), 2) == [2]
    assert await claimed(stores, submit(YANDEX), 2, 2) == []


async def test_of_a_worker_and_one_who_took_over_only_the_latter_writes(stores: Stores) -> None:
    await fill(stores, 1, submit(YANDEX))
    (stale,) = await stores.drawings.claim(submit(YANDEX), 1, lease(1))
    (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease(1 + HOLDS.total_seconds()))
    ended = [batch.with_generations((batch.leader.ended(Reason.REFUSED),)) for batch in (stale, held)]
    written = await asyncio.gather(
        *(stores.drawings.record(batch, {}, at(200)) for batch in ended), return_exceptions=True
    )
    assert [type(outcome) for outcome in written] == [FenceLost, type(None)]


async def test_to_take_back_while_steps_are_recorded_never_leaves_a_request_that_nobody_tells_of(
    stores: Stores, postgres_url: str
) -> None:
    """Whatever comes first: the request is due, and what was live is not any more."""
    async with open_database(postgres_url) as there:
        other = in_database(there)
        await fill(stores, 20, submit(YANDEX))
        batches = await stores.drawings.claim(submit(YANDEX), 20, lease(1))
        drawn = [batch.with_generations((batch.leader.ended(Reason.REFUSED),)) for batch in batches]
        await asyncio.gather(
            *(stores.drawings.record(batch, {}, at(2)) for batch in drawn),
            *(other.acceptance.cancel(batch.request.id, at(2)) for batch in batches),
            return_exceptions=True,
        )
    for number in range(1, 21):
        one = await stores.now(number)
        assert (one.status, one.due_at, one.live) == (RequestStatus.PLACED, at(2), ())


async def test_to_place_and_to_take_back_at_once_leaves_nothing_in_the_queue(stores: Stores, postgres_url: str) -> None:
    """A turn that is given too late is taken back as well, and the person is told."""
    async with open_database(postgres_url) as there:
        other = in_database(there)
        for number in range(1, 21):
            await stores.add(request(number=number, origin=origin(user_id=number, message_id=number)))
        held = await stores.conversations.claim(Queue(Stage.PLACE), 20, lease(1))
        await asyncio.gather(
            *(stores.conversations.record(one.placed(10_000 + one.id.int, None, None), at(2)) for one in held),
            *(other.acceptance.cancel(one.id, at(2)) for one in held),
        )
    assert await claimed(stores, submit(YANDEX), 20, 3) == []
    assert len(await claimed(stores, DELIVER, 20, 3)) == 20


async def test_several_of_one_request_that_end_at_once_wait_for_nobody(stores: Stores, postgres_url: str) -> None:
    """Ten pictures, each recorded by another process: the last one makes it due, and no two lock each other out."""
    async with open_database(postgres_url) as there:
        await stores.place(request(count=10))
        drawings = [stores.drawings, in_database(there).drawings] * 5
        batches = await stores.drawings.claim(submit(YANDEX), 10, lease(1))
        ended = [batch.with_generations((replace(batch.leader.ended(Reason.REFUSED)),)) for batch in batches]
        await asyncio.gather(*(one.record(batch, {}, at(2)) for one, batch in zip(drawings, ended, strict=True)))
    one = await stores.now()
    assert (one.due_at, {each.status for each in one.generations}) == (at(2), {GenerationStatus.FAILED})


async def test_the_same_key_from_two_processes_is_one_request(postgres_url: str) -> None:
    async with open_database(postgres_url) as here, open_database(postgres_url) as there:
        several = [in_database(here), in_database(there)] * 10
        added = [stores.acceptance.add(request(number=n), "message:1") for n, stores in enumerate(several, 1)]
        assert sum(await asyncio.gather(*added)) == 1
        assert await here.run(COUNT) == [[{"n": 1}]]


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


async def test_statements_of_a_unit_are_one_transaction(database: Database, stores: Stores) -> None:
    await fill(stores, 2)
    with pytest.raises(StoreUnavailable, match="DivisionByZero"):
        await database.run(Statement("DELETE FROM requests"), Statement("SELECT 1 / 0"))
    assert await database.run(COUNT) == [[{"n": 2}]]


async def test_a_guard_that_finds_no_row_undoes_its_whole_unit(database: Database, stores: Stores) -> None:
    await fill(stores, 2)
    guard = Statement("SELECT id FROM requests WHERE id = 'nowhere'", guards=True)
    with pytest.raises(GuardFailed):
        await database.run(Statement("DELETE FROM requests"), guard)
    assert await database.run(COUNT) == [[{"n": 2}]]


async def test_a_guard_alone_is_heard(database: Database) -> None:
    with pytest.raises(GuardFailed):
        await database.run(Statement("SELECT id FROM requests", guards=True))


BAD = {
    "no SQL": Statement("DRAW A FOX"),
    "a number over 64 bits": Statement("SELECT * FROM requests WHERE chat_id = :n", {"n": 2**63}),
    "half a surrogate pair": Statement(
        "SELECT * FROM requests WHERE prompt = :text", {"text": "\ud83d a secret prompt"}
    ),
    "a zero character": Statement("SELECT * FROM requests WHERE prompt = :text", {"text": "\0 a secret prompt"}),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_what_cannot_be_done_is_told_without_the_values(database: Database, bad: Statement) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        await database.run(bad)
    assert "secret" not in str(caught.value)
    assert await database.run(COUNT) == [[{"n": 0}]]


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_the_store_is_back_as_soon_as_its_server_is(server: Server, stores: Stores, mode: str) -> None:
    """Stopped or crashed: what was accepted is still there."""
    await fill(stores, 8)
    await asyncio.gather(*(claimed(stores, poll(YANDEX), 1) for _ in range(8)))  # every connection is open
    with server.away(mode):
        for _ in range(6):
            with pytest.raises(StoreUnavailable, match=r"PostgreSQL at 127\.0\.0\.1"):
                await claimed(stores, DELIVER, 8)
    assert len(await claimed(stores, DELIVER, 8)) == 8


async def test_a_connection_that_breaks_in_a_transaction_loses_only_that(database: Database) -> None:
    await fill(in_database(database), 1)
    kill = Statement("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(StoreUnavailable):
        await database.run(Statement("DELETE FROM requests"), kill)
    assert await database.run(COUNT) == [[{"n": 1}]]


async def test_what_takes_too_long_is_given_up(database: Database) -> None:
    """By the server, so that nothing of it goes on."""
    with pytest.raises(StoreUnavailable, match="statement timeout"):
        await database.run(Statement("SET LOCAL statement_timeout = '50ms'"), Statement("SELECT pg_sleep(10)"))
    assert await database.run(COUNT) == [[{"n": 0}]]


async def test_a_cancelled_caller_gives_its_connection_back(database: Database) -> None:
    for _ in range(8):
        slow = database.run(Statement("DELETE FROM requests"), Statement("SELECT pg_sleep(10)"))
        task = asyncio.create_task(slow)
        await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.wait({task})
    assert await database.run(COUNT) == [[{"n": 0}]]


async def test_more_callers_than_connections_are_all_served(database: Database) -> None:
    assert await asyncio.gather(*(database.run(COUNT) for _ in range(100))) == [[[{"n": 0}]]] * 100


async def test_the_session_says_who_it_is_and_how_long_it_may_take(database: Database) -> None:
    said = {
        "application_name": "palitra",
        "statement_timeout": "15s",
        "idle_in_transaction_session_timeout": "30s",
        "transaction_isolation": "read committed",
        "plan_cache_mode": "force_custom_plan",
    }
    rows = await database.run(*(Statement(f"SHOW {name}") for name in said))
    assert [row[name] for name, (row,) in zip(said, rows, strict=True)] == list(said.values())
