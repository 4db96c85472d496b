"""Rows that contradict themselves: others are served, and their people are told if anybody can."""

from uuid import UUID

import pytest

from bot.drawing.policy.stumbling import GIVEN_UP
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import DELIVER, PLACE, Queue, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.errors import RowsUnreadable
from bot.storage.database import Database
from bot.storage.statements import Statement
from tests.drawing.builders import YANDEX, at, generation_id, origin, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import PICTURE, Stores, lease

ONE, TWO = UUID(int=1), UUID(int=2)
QUEUES = (PLACE, submit(YANDEX), poll(YANDEX), DELIVER)

SPOILS = {
    "a ratio of nothing": "UPDATE requests SET ratio_width = 0 WHERE id = :id",
    "a size that is none": "UPDATE requests SET size = 'huge' WHERE id = :id",
    "a file of Telegram's, and late": "UPDATE requests SET late_at = 9000000000000000000 WHERE id = :id",
    "a reason nobody knows": "UPDATE requests SET reason = 'because' WHERE id = :id",
    "delivered, and not": "UPDATE requests SET delivered_at = 1 WHERE id = :id",
    "a generation for a reason": "UPDATE generations SET reason = 'because' WHERE request_id = :id",
    "drawn, and not": "UPDATE generations SET drawn_at = 1 WHERE request_id = :id AND status <> 'drawn'",
    "in a batch of nobody": "UPDATE generations SET batch = 0 WHERE request_id = :id",
    "in trouble since never": "UPDATE generations SET trouble = 'busy' WHERE request_id = :id",
}

HOPELESS = {
    "accepted in no time": "UPDATE requests SET accepted_at = 9000000000000000000 WHERE id = :id",
    "the third of one": "UPDATE generations SET position = 3, batch = 3 WHERE request_id = :id",
    "nothing to draw": "DELETE FROM generations WHERE request_id = :id",
}


@pytest.fixture
def stores(database: Database) -> Stores:
    return in_database(database)


async def spoil(database: Database, sql: str, request_id: UUID = ONE) -> None:
    """Somebody writes what no request has."""
    await database.run(Statement(sql, {"id": str(request_id)}))


async def claimed(stores: Stores, queue: Queue, seconds: float = 0) -> list[int]:
    """The numbers of the requests that are claimed."""
    claim = stores.claim if queue in (PLACE, DELIVER) else stores.claim_batches
    return await claim(queue, 9, seconds)


@pytest.mark.parametrize("queue", QUEUES, ids=str)
@pytest.mark.parametrize("sql", [sql for name, sql in SPOILS.items() if name != "drawn, and not"])
async def test_one_that_cannot_be_read_holds_up_no_other(
    database: Database, stores: Stores, queue: Queue, sql: str
) -> None:
    for number in (1, 2):
        await stores.wait_in(queue, number, 0)
    await spoil(database, sql)
    with pytest.raises(RowsUnreadable) as caught:
        await claimed(stores, queue)
    assert caught.value.ids == (str(ONE),)
    assert [number for number in await claimed(stores, queue) if number != 1] == [2]


@pytest.mark.parametrize("queue", QUEUES, ids=str)
@pytest.mark.parametrize("name", SPOILS)
async def test_its_person_is_to_be_told(database: Database, stores: Stores, queue: Queue, name: str) -> None:
    """It is given up: who claims it to deliver it has nothing else to do with it."""
    await stores.wait_in(queue, 1, 0)
    await spoil(database, SPOILS[name])
    with pytest.raises(RowsUnreadable):
        await claimed(stores, queue)
    (one,) = await stores.conversations.claim(DELIVER, 9, lease())
    assert (one.id, one.status, one.live, one.stumbles) == (ONE, RequestStatus.PLACED, (), GIVEN_UP)
    assert one.failure is Reason.BUG
    await stores.conversations.record(one.ended(Reason.BUG), at(1))
    assert (await stores.now()).reason is Reason.BUG


@pytest.mark.parametrize("sql", HOPELESS.values(), ids=HOPELESS)
async def test_what_cannot_be_read_even_so_is_over(database: Database, stores: Stores, sql: str) -> None:
    await stores.wait_in(PLACE, 1, 0)
    await spoil(database, sql)
    for queue in (PLACE, DELIVER):
        with pytest.raises(RowsUnreadable):
            await claimed(stores, queue)
    for queue in QUEUES:
        assert await claimed(stores, queue, 1000) == []
        assert await stores.due.next_due(queue) is None
    ((row,),) = await database.run(Statement("SELECT status, reason FROM requests"))
    assert row == {"status": "ended", "reason": "bug"}


async def test_an_id_that_is_none_is_over_as_well(database: Database, stores: Stores) -> None:
    await stores.wait_in(PLACE, 2, 0)
    ((row,),) = await database.run(Statement("SELECT * FROM requests"))
    rubbish = {**row, "id": "rubbish", "dedupe_key": "rubbish"}
    names, values = ", ".join(rubbish), ", ".join(f":{name}" for name in rubbish)
    await database.run(Statement(f"INSERT INTO requests ({names}) VALUES ({values})", rubbish))  # noqa: S608
    for queue in (PLACE, DELIVER):
        with pytest.raises(RowsUnreadable) as caught:
            await claimed(stores, queue)
        assert caught.value.ids == ("rubbish",)
    assert await claimed(stores, PLACE) == [2]


async def test_what_was_drawn_is_kept(database: Database, stores: Stores) -> None:
    await stores.place(request())
    await stores.draw()
    await spoil(database, "UPDATE requests SET due_at = accepted_at, late_at = 9000000000000000000 WHERE id = :id")
    with pytest.raises(RowsUnreadable):
        await claimed(stores, DELIVER)
    (one,) = await stores.conversations.claim(DELIVER, 9, lease())
    assert [each.status for each in one.drawn] == [GenerationStatus.DRAWN]
    await stores.conversations.record(one.ended(Reason.BUG), at(1))
    assert await stores.conversations.pictures(ONE) == {1: PICTURE}
    assert await stores.acceptance.resend(ONE, 9, at(2))


async def test_the_error_quotes_nothing_that_anybody_wrote(database: Database, stores: Stores) -> None:
    await stores.wait_in(PLACE, 1, 0)
    await spoil(database, "UPDATE requests SET size = 'a secret' WHERE id = :id")
    with pytest.raises(RowsUnreadable) as caught:
        await claimed(stores, PLACE)
    assert "secret" not in str(caught.value.args) + caught.value.detail
    assert " at bot." in caught.value.detail


async def test_whoever_looks_it_up_finds_nothing(database: Database, stores: Stores) -> None:
    for number in (1, 2):
        await stores.drawn_and_delivered(request(number=number, origin=origin(message_id=number)), number)
    await spoil(database, "UPDATE requests SET size = 'huge' WHERE id = :id")
    assert await stores.archive.find(ONE) is None
    assert await stores.archive.containing(generation_id(1)) is None
    assert [one.id for one in await stores.archive.matching(1001, "fox", 9)] == [TWO]
    assert await stores.archive.latest(1001, 1001) is not None
