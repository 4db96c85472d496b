"""A connection lost during the commit leaves open what was written: whatever the stores do can be done again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import DELIVER, PLACE, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, RequestStatus
from bot.errors import StoreUnavailable
from bot.storage.database import Database
from bot.storage.statements import Row, Statement
from tests.drawing.builders import YANDEX, at, generation_id, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import HOLDS, PICTURE, Stores, lease

T = TypeVar("T")

ONE = UUID(int=1)


class Mute(Database):
    """A database whose every other answer is lost, after it has committed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lost = False

    async def run(self, *statements: Statement) -> list[list[Row]]:
        rows = await self._database.run(*statements)
        self._lost = not self._lost
        if self._lost:
            raise StoreUnavailable("the answer was lost")
        return rows

    async def shrink(self, pages: int) -> bool:
        return await self._database.shrink(pages)


@pytest.fixture
def sure(database: Database) -> Stores:
    """What is heard."""
    return in_database(database)


@pytest.fixture
def stores(database: Database) -> Stores:
    """What is heard every other time."""
    return in_database(Mute(database))


async def twice(deed: Callable[[], Awaitable[T]]) -> T:
    """Do it, hear nothing, and do it again."""
    with pytest.raises(StoreUnavailable):
        await deed()
    return await deed()


async def test_a_request_kept_twice_is_one_request(stores: Stores, sure: Stores, database: Database) -> None:
    with pytest.raises(StoreUnavailable):
        await stores.acceptance.add(request(count=2), "message:1")
    assert not await sure.acceptance.add(request(count=2), "message:1")
    count = Statement("SELECT count(*) AS n FROM generations")
    assert await database.run(count) == [[{"n": 2}]]
    assert await sure.now() == request(count=2)


async def test_a_placeholder_recorded_twice_gives_one_turn(stores: Stores, sure: Stores) -> None:
    await sure.add(request())
    await twice(lambda: stores.conversations.record(request().placed(6, None, at(5)), at(1)))
    assert await sure.now() == request().placed(6, None, at(5))
    assert await sure.claim_batches(submit(YANDEX)) == [1]


async def test_what_became_due_meanwhile_stays_due_when_the_record_is_repeated(stores: Stores, sure: Stores) -> None:
    await sure.add(request())
    (held,) = await sure.conversations.claim(PLACE, 1, lease(1))
    await sure.acceptance.cancel(ONE, at(2))
    placed = held.placed(6, None, None)
    assert await twice(lambda: stores.conversations.record(placed, at(3))) == at(2)
    assert await sure.claim(DELIVER, seconds=3) == [1]


async def test_a_picture_recorded_twice_is_kept_once(stores: Stores, sure: Stores) -> None:
    await sure.place(request())
    (batch,) = await sure.drawings.claim(submit(YANDEX), 1, lease())
    begun = batch.with_generations((batch.leader.submitting(at(1)),))
    await twice(lambda: stores.drawings.begin(begun))
    drawn = begun.with_generations((begun.leader.drawn(at(2), None),))
    await twice(lambda: stores.drawings.record(drawn, {1: PICTURE}, at(2), show_at=at(2)))
    assert await sure.archive.pictures(ONE) == {1: PICTURE}
    assert await sure.claim(DELIVER, seconds=2) == [1]


async def test_a_request_taken_by_a_record_nobody_heard_of_is_free_when_its_lease_ends(
    stores: Stores, sure: Stores
) -> None:
    await sure.place(request())
    (batch,) = await sure.drawings.claim(submit(YANDEX), 1, lease())
    drawn = batch.with_generations((batch.leader.submitting(at(1)).drawn(at(2), None),))
    take = lease(2)
    assert await twice(lambda: stores.drawings.record(drawn, {1: PICTURE}, at(2), show_at=at(2), take=take)) is None
    assert await sure.claim(DELIVER, seconds=2) == []
    assert await sure.claim(DELIVER, seconds=2 + HOLDS.total_seconds()) == [1]


async def test_an_end_recorded_twice_is_one(stores: Stores, sure: Stores) -> None:
    await sure.place(request(count=2))
    await sure.submit(1, 1)
    ended = (await sure.now()).ended(Reason.UNDELIVERABLE)
    await twice(lambda: stores.conversations.record(ended, at(3)))
    now = await sure.now()
    assert (now.status, now.reason) == (RequestStatus.ENDED, Reason.UNDELIVERABLE)
    assert [(one.status, one.fence) for one in now.generations] == [(GenerationStatus.CANCELLED, 1)] * 2


async def test_a_claim_nobody_heard_of_is_due_again_when_its_lease_ends(stores: Stores, sure: Stores) -> None:
    await sure.add(request())
    assert await twice(lambda: stores.conversations.claim(PLACE, 1, lease(1))) == []
    (claimed,) = await sure.conversations.claim(PLACE, 1, lease(1 + HOLDS.total_seconds()))
    assert claimed == replace(request(), fence=2, crashes=1)


async def test_a_batch_claimed_by_who_heard_nothing_is_due_again_when_its_lease_ends(
    stores: Stores, sure: Stores
) -> None:
    await sure.place(request())
    assert await twice(lambda: stores.drawings.claim(submit(YANDEX), 1, lease(1))) == []
    (batch,) = await sure.drawings.claim(submit(YANDEX), 1, lease(1 + HOLDS.total_seconds()))
    assert (batch.leader.fence, batch.leader.due_at) == (2, at(1))


async def test_a_request_taken_back_twice_is_taken_back(stores: Stores, sure: Stores) -> None:
    await sure.place(request())
    with pytest.raises(StoreUnavailable):
        await stores.acceptance.cancel(ONE, at(1))
    assert not await sure.acceptance.cancel(ONE, at(1))  # the first time it was
    now = await sure.now()
    assert (now.of(1).status, now.of(1).fence, now.due_at) == (GenerationStatus.CANCELLED, 1, at(1))


async def test_a_message_adopted_twice_is_adopted(stores: Stores, sure: Stores) -> None:
    await sure.add(request())
    assert await twice(lambda: stores.acceptance.adopt(ONE, MessageAddress(1001, 6)))
    assert (await sure.now()).fence == 1


async def test_a_showing_begun_twice_is_known_to_have_begun(stores: Stores, sure: Stores) -> None:
    """Whoever heard nothing must take it for begun: the picture may be in the chat."""
    await sure.place(request())
    showing = await twice(lambda: stores.archive.begin_showing(generation_id(1), 1001, at(1)))
    assert showing is not None
    assert (showing.begun_at, showing.message_id) == (at(1), None)
