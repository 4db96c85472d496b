"""How long claims hold, and when queues are to be looked at again."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.queues import DELIVER, PLACE, Queue, poll, submit
from bot.drawing.values.reasons import Reason
from tests.drawing.builders import OPENAI, YANDEX, at, request
from tests.storage.conformance.stores import Stores, lease

ONE = UUID(int=1)
GROUP = -4_000_001
QUEUES = [PLACE, submit(YANDEX), poll(YANDEX), DELIVER]


class TestRequestLeases:
    async def test_a_claim_that_is_renewed_holds_longer(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.request_leases.renew({held.id: held.fence}, at(200))
        assert await stores.claim(PLACE, seconds=199.999) == []
        assert await stores.claim(PLACE, seconds=200) == [1]

    async def test_one_that_ran_out_but_was_not_taken_holds_again(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.request_leases.renew({held.id: held.fence}, at(500))
        assert await stores.claim(PLACE, seconds=499) == []

    async def test_what_was_given_back_stays_free(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.conversations.record(held.retried(at(5)), at(1))
        await stores.request_leases.renew({held.id: held.fence}, at(200))
        assert await stores.claim(PLACE, seconds=5) == [1]

    async def test_who_was_overtaken_renews_nothing(self, stores: Stores) -> None:
        await stores.add(request())
        (stale,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.claim(PLACE, seconds=120)
        await stores.request_leases.renew({stale.id: stale.fence}, at(900))
        assert await stores.claim(PLACE, seconds=240) == [1]

    async def test_each_claim_is_renewed_for_itself(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            await stores.add(request(number=number, due_at=at(number)))
        held = await stores.conversations.claim(PLACE, 9, lease(3))
        await stores.request_leases.renew({one.id: one.fence for one in held[:2]}, at(500))
        assert await stores.claim(PLACE, seconds=123) == [3]

    async def test_what_is_not_there_is_not_renewed(self, stores: Stores) -> None:
        await stores.request_leases.renew({UUID(int=404): 1}, at(200))
        await stores.request_leases.renew({}, at(200))
        assert await stores.claim(PLACE, seconds=999) == []


class TestGenerationLeases:
    async def test_a_claim_that_is_renewed_holds_longer(self, stores: Stores) -> None:
        await stores.place(request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        await stores.generation_leases.renew({held.id: held.fence}, at(200))
        assert await stores.claim_batches(submit(YANDEX), seconds=199.999) == []
        assert await stores.claim_batches(submit(YANDEX), seconds=200) == [1]

    async def test_what_was_given_back_stays_free(self, stores: Stores) -> None:
        await stores.place(request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        later = held.leader.retried(at(5), Reason.BUSY, at(1))
        await stores.drawings.record(held.with_generations((later,)), {}, at(1))
        await stores.generation_leases.renew({held.id: held.fence}, at(200))
        assert await stores.claim_batches(submit(YANDEX), seconds=5) == [1]

    async def test_who_was_overtaken_renews_nothing(self, stores: Stores) -> None:
        await stores.place(request())
        (stale,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        await stores.claim_batches(submit(YANDEX), seconds=120)
        await stores.generation_leases.renew({stale.id: stale.fence}, at(900))
        assert await stores.claim_batches(submit(YANDEX), seconds=240) == [1]

    async def test_what_was_taken_back_meanwhile_is_not_held_any_more(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.submit()
        (stale,) = await stores.drawings.claim(poll(YANDEX), 1, lease())
        await stores.acceptance.cancel(ONE, at(1))
        await stores.generation_leases.renew({stale.id: stale.fence}, at(900))
        assert await stores.claim_batches(poll(YANDEX), seconds=1) == [1]

    async def test_what_is_not_there_is_not_renewed(self, stores: Stores) -> None:
        await stores.generation_leases.renew({UUID(int=404): 1}, at(200))


class TestNextDue:
    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_where_nothing_waits_nothing_is_due(self, stores: Stores, queue: Queue) -> None:
        assert await stores.due.next_due(queue) is None

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_it_is_the_earliest_of_its_queue(self, stores: Stores, queue: Queue) -> None:
        for number, seconds in ((1, 30), (2, 10), (3, 20)):
            await stores.wait_in(queue, number, seconds)
        assert await stores.due.next_due(queue) == at(10)

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_no_other_queue_knows_of_it(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 10)
        due = [await stores.due.next_due(other) for other in (*QUEUES, submit(OPENAI), poll(OPENAI))]
        assert due == [at(10) if other == queue else None for other in (*QUEUES, submit(OPENAI), poll(OPENAI))]

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_what_is_held_is_due_when_its_claim_runs_out(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 10)
        if queue.account is None:
            await stores.claim(queue, seconds=10)
        else:
            await stores.claim_batches(queue, seconds=10)
        assert await stores.due.next_due(queue) == at(130)

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_what_is_held_hides_nothing_that_is_free(self, stores: Stores, queue: Queue) -> None:
        for number, seconds in ((1, 10), (2, 50)):
            await stores.wait_in(queue, number, seconds)
        if queue.account is None:
            await stores.claim(queue, 1, seconds=10)
        else:
            await stores.claim_batches(queue, 1, seconds=10)
        assert await stores.due.next_due(queue) == at(50)

    async def test_what_is_held_for_news_is_due_no_earlier_than_it_was(self, stores: Stores) -> None:
        placed = await stores.place(request())
        await stores.conversations.record(replace(placed, news_at=at(0), due_at=at(500)), at(0))
        await stores.conversations.claim_for_news(1, lease(1))
        assert await stores.due.next_due(DELIVER) == at(500)

    async def test_whose_turn_it_is_to_be_submitted_is_due_already(self, stores: Stores) -> None:
        await stores.place(request())
        due = await stores.due.next_due(submit(YANDEX))
        assert due is not None
        assert due <= at(0)

    async def test_what_waits_for_news_only_is_not_due(self, stores: Stores) -> None:
        placed = await stores.place(request())
        await stores.conversations.record(replace(placed, news_at=at(5)), at(0))
        assert await stores.due.next_due(DELIVER) is None
