"""What came is to be brought: the request is due then, and may be taken for that at once."""

import asyncio
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import DELIVER, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request, RequestStatus
from tests.drawing.builders import YANDEX, at, request
from tests.storage.conformance.stores import PICTURE, Stores, lease

ONE = UUID(int=1)


def statuses(request: Request) -> list[GenerationStatus]:
    return [one.status for one in request.generations]


async def submitted(stores: Stores, new: Request, seconds: float = 0) -> Batch:
    """A request is placed; somebody holds its first batch, and writes that it is being submitted."""
    await stores.place(new)
    (held,) = await stores.drawings.claim(submit(new.generations[0].account), 1, lease(seconds))
    begun = held.with_generations(tuple(one.submitting(at(seconds)) for one in held.generations))
    await stores.drawings.begin(begun)
    return begun


class TestShowing:
    async def record(
        self, stores: Stores, batch: Batch, show: float | None, take: float | None = None
    ) -> Request | None:
        """The first picture came."""
        leader = batch.leader if batch.leader.submissions else batch.leader.submitting(at(0))
        drawn = batch.with_generations((leader.drawn(at(5), None), *batch.generations[1:]))
        show_at: datetime | None = None if show is None else at(show)
        taken = None if take is None else lease(take)
        return await stores.drawings.record(drawn, {1: PICTURE}, at(5), show_at=show_at, take=taken)

    async def test_the_request_is_due_then(self, stores: Stores) -> None:
        assert await self.record(stores, await submitted(stores, request(count=2)), show=8) is None
        assert await stores.due.next_due(DELIVER) == at(8)
        assert await stores.claim(DELIVER, seconds=7.999) == []
        assert await stores.claim(DELIVER, seconds=8) == [1]

    @pytest.mark.parametrize(("before", "due"), [(3, 3), (60, 8)])
    async def test_it_is_never_put_off(self, stores: Stores, before: float, due: float) -> None:
        begun = await submitted(stores, request(count=2))
        await stores.conversations.record(replace(await stores.now(), due_at=at(before)), at(0))
        await self.record(stores, begun, show=8)
        assert (await stores.now()).due_at == at(due)

    async def test_an_unfinished_request_need_not_be_shown(self, stores: Stores) -> None:
        await self.record(stores, await submitted(stores, request(count=2)), show=None)
        assert (await stores.now()).due_at is None

    async def test_the_last_to_end_makes_it_due_whatever_it_knew_of_the_others(self, stores: Stores) -> None:
        """Two that fail at once each believe that the other goes on."""
        await stores.place(request(count=2))
        for held in await stores.drawings.claim(submit(YANDEX), 9, lease()):
            ended = held.with_generations((held.leader.ended(Reason.REFUSED),))
            await stores.drawings.record(ended, {}, at(5))
        assert (await stores.now()).due_at == at(5)

    async def test_of_two_that_end_at_once_one_makes_it_due(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        held = await stores.drawings.claim(submit(YANDEX), 9, lease())
        ended = [batch.with_generations((batch.leader.ended(Reason.REFUSED),)) for batch in held]
        await asyncio.gather(*(stores.drawings.record(batch, {}, at(5)) for batch in ended))
        assert (await stores.now()).due_at == at(5)

    async def test_an_operation_that_was_stopped_makes_nothing_due(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.submit()
        await stores.acceptance.cancel(ONE, at(1))
        (told,) = await stores.conversations.claim(DELIVER, 1, lease(1))
        await stores.conversations.record(told.retried(at(30)), at(2))
        (held,) = await stores.drawings.claim(poll(YANDEX), 1, lease(2))
        await stores.drawings.record(held.with_generations((replace(held.leader, due_at=None),)), {}, at(3))
        assert (await stores.now()).due_at == at(30)

    async def test_it_is_taken_at_once_whole_and_with_a_new_fence(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        fence = (await stores.now()).fence
        taken = await self.record(stores, begun, show=5, take=5)
        assert taken == await stores.now()
        assert taken is not None
        assert (taken.fence, taken.due_at, statuses(taken)) == (fence + 1, at(5), [GenerationStatus.DRAWN])

    async def test_who_ends_it_takes_it_whatever_was_known_of_the_others(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        first, last = await stores.drawings.claim(submit(YANDEX), 9, lease())
        assert await self.record(stores, first, show=None, take=5) is None
        ended = last.with_generations((last.leader.ended(Reason.REFUSED),))
        taken = await stores.drawings.record(ended, {}, at(6), show_at=None, take=lease(6))
        assert taken == await stores.now()
        assert taken is not None
        assert statuses(taken) == [GenerationStatus.DRAWN, GenerationStatus.FAILED]

    async def test_who_took_it_holds_it(self, stores: Stores) -> None:
        taken = await self.record(stores, await submitted(stores, request()), show=5, take=5)
        assert await stores.claim(DELIVER, seconds=124.999) == []
        assert taken is not None
        await stores.conversations.record(taken.delivered(at(6), None, "file"), at(6))
        assert await stores.claim(DELIVER, seconds=999) == []

    async def test_what_was_taken_and_lost_in_a_crash_is_claimed_again(self, stores: Stores) -> None:
        await self.record(stores, await submitted(stores, request()), show=5, take=5)
        assert await stores.claim(DELIVER, seconds=125) == [1]

    async def test_what_somebody_holds_is_not_taken_but_due(self, stores: Stores) -> None:
        begun = await submitted(stores, request(count=2))
        await stores.conversations.record(replace(await stores.now(), news_at=at(0)), at(0))
        (held,) = await stores.conversations.claim_for_news(1, lease(4))
        assert await self.record(stores, begun, show=5, take=5) is None
        assert await stores.conversations.record(held, at(6)) == at(5)

    async def test_what_is_to_be_shown_later_is_not_taken_now(self, stores: Stores) -> None:
        assert await self.record(stores, await submitted(stores, request(count=2)), show=8, take=5) is None
        assert await stores.claim(DELIVER, seconds=8) == [1]

    @pytest.mark.parametrize("status", [RequestStatus.DELIVERING, RequestStatus.DELIVERED])
    async def test_only_a_placed_request_becomes_due(self, stores: Stores, status: RequestStatus) -> None:
        begun = await submitted(stores, request())
        placed, delivered = await stores.now(), status is RequestStatus.DELIVERED
        moved = placed.delivered(at(4), None, "file") if delivered else placed.moved(status, None)
        await stores.conversations.record(moved, at(4))
        assert await self.record(stores, begun, show=5, take=5) is None
        assert (await stores.now()).due_at is None
