"""What becomes of the generations of a request that ended."""

from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import poll, submit
from bot.drawing.values.reasons import Reason
from bot.errors import FenceLost
from tests.drawing.builders import YANDEX, at, origin, request
from tests.storage.conformance.stores import Stores, lease

ONE = UUID(int=1)


class TestEnded:
    """The live generations of a request that ended are cancelled."""

    async def test_they_are_cancelled_and_the_others_stay(self, stores: Stores) -> None:
        await stores.place(request(count=4))
        await stores.draw(1, 1)
        await stores.submit(position=2)
        before = await stores.now()
        await stores.end(Reason.UNDELIVERABLE, seconds=9)
        now = await stores.now()
        cancelled = [GenerationStatus.CANCELLED] * 3
        assert [one.status for one in now.generations] == [GenerationStatus.DRAWN, *cancelled]
        assert now.of(1) == before.of(1)

    async def test_they_are_submitted_no_more(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        await stores.end(Reason.UNDELIVERABLE)
        assert await stores.claim_batches(submit(YANDEX), seconds=999) == []
        assert await stores.due.next_due(submit(YANDEX)) is None

    async def test_their_operations_are_stopped_now(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        await stores.submit(position=1, operation_id="op")
        await stores.claim_batches(poll(YANDEX))
        await stores.end(Reason.UNDELIVERABLE, seconds=9)
        (held,) = await stores.drawings.claim(poll(YANDEX), 9, lease(9))
        assert (held.leader.status, held.leader.operation_id) == (GenerationStatus.CANCELLED, "op")

    async def test_who_works_on_them_writes_nothing_more(self, stores: Stores) -> None:
        await stores.place(request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        await stores.end(Reason.UNDELIVERABLE)
        with pytest.raises(FenceLost):
            await stores.drawings.begin(held.with_generations((held.leader.submitting(at(1)),)))

    async def test_one_that_ended_before_it_was_placed_is_never_submitted(self, stores: Stores) -> None:
        await stores.add(request(origin=origin(user_id=2)))
        await stores.end(Reason.TIMEOUT)
        assert [one.status for one in (await stores.now()).generations] == [GenerationStatus.CANCELLED]
        assert await stores.claim_batches(submit(YANDEX), seconds=999) == []
