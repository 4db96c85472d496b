"""What was made due before a claim is known to whoever claims it: only what comes after it overrules their record."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.queues import DELIVER, PLACE, submit
from bot.drawing.values.requests import Request
from bot.storage.database import Database
from tests.drawing.builders import YANDEX, at, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import PICTURE, Stores, lease


@pytest.fixture
def stores(database: Database) -> Stores:
    return in_database(database)


async def taken_back_and_claimed(stores: Stores) -> Request:
    await stores.add(request())
    await stores.acceptance.cancel(UUID(int=1), at(1))
    (held,) = await stores.conversations.claim(PLACE, 1, lease(2))
    return held


async def shown_and_claimed(stores: Stores) -> Request:
    await stores.place(request())
    await stores.acceptance.cancel(UUID(int=1), at(1))
    (held,) = await stores.conversations.claim(DELIVER, 1, lease(2))
    return held


async def drawn_and_taken(stores: Stores) -> Request:
    await stores.place(request())
    (batch,) = await stores.drawings.claim(submit(YANDEX), 1, lease(0))
    drawn = batch.with_generations((batch.leader.submitting(at(0)).drawn(at(1), None),))
    held = await stores.drawings.record(drawn, {1: PICTURE}, at(1), show_at=at(1), take=lease(2))
    assert held is not None
    return held


async def scheduled_and_told(stores: Stores) -> Request:
    await stores.place(request(count=2))
    await stores.conversations.record(replace(await stores.now(), news_at=at(0)), at(0))
    one = (await stores.now()).of(1)
    batch, *_ = await stores.drawings.claim(submit(YANDEX), 1, lease(0))
    assert batch.leader.id == one.id
    drawn = batch.with_generations((batch.leader.submitting(at(0)).drawn(at(1), None),))
    await stores.drawings.record(drawn, {1: PICTURE}, at(1), show_at=at(20))
    (held,) = await stores.conversations.claim_for_news(1, lease(2))
    return held


CLAIMS: dict[str, Callable[[Stores], Awaitable[Request]]] = {
    "to place": taken_back_and_claimed,
    "to deliver": shown_and_claimed,
    "by whoever drew it": drawn_and_taken,
    "to tell how it is going": scheduled_and_told,
}


@pytest.mark.parametrize("claimed", CLAIMS.values(), ids=CLAIMS)
async def test_what_came_before_a_claim_does_not_overrule_its_record(
    stores: Stores, claimed: Callable[[Stores], Awaitable[Request]]
) -> None:
    held = await claimed(stores)
    assert await stores.conversations.record(held.retried(at(30)), at(3)) == at(30)
