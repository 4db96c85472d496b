"""Requests are claimed by one at a time, and written only by who holds them."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import DELIVER, PLACE, Queue, poll
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request, RequestStatus
from bot.errors import FenceLost
from tests.clock import NOON
from tests.drawing.builders import YANDEX, at, generation_id, request
from tests.storage.conformance.stores import HOLDS, PICTURE, Stores, lease

ONE = UUID(int=1)


async def in_status(stores: Stores, status: RequestStatus) -> Request:
    """A request in some status, due at noon if it can be."""
    if status is RequestStatus.ACCEPTED:
        return await stores.add(request())
    placed = await stores.place(request())
    await stores.draw()
    match status:
        case RequestStatus.PLACED:
            await stores.conversations.record(replace(placed, due_at=NOON), NOON)
        case RequestStatus.DELIVERING:
            await stores.conversations.record(placed.moved(status, NOON), NOON)
        case RequestStatus.DELIVERED:
            await stores.deliver()
        case RequestStatus.ENDED:
            await stores.end(Reason.UNCERTAIN)
    return await stores.now()


class TestClaim:
    @pytest.mark.parametrize("queue", [PLACE, DELIVER], ids=str)
    async def test_what_has_been_due_for_longest_comes_first(self, stores: Stores, queue: Queue) -> None:
        for number, seconds in ((1, 30), (2, 10), (3, 20)):
            await stores.wait_in(queue, number, seconds)
        claimed = [await stores.claim(queue, 1, seconds=60) for _ in range(4)]
        assert claimed == [[2], [3], [1], []]

    @pytest.mark.parametrize("queue", [PLACE, DELIVER], ids=str)
    async def test_no_more_is_claimed_than_asked_for(self, stores: Stores, queue: Queue) -> None:
        for number in range(1, 6):
            await stores.wait_in(queue, number, number)
        assert [len(await stores.claim(queue, limit, seconds=9)) for limit in (2, 2, 2, 2)] == [2, 2, 1, 0]

    @pytest.mark.parametrize("queue", [PLACE, DELIVER], ids=str)
    async def test_nothing_is_claimed_before_it_is_due(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 10)
        assert await stores.claim(queue, seconds=9.999) == []
        assert await stores.claim(queue, seconds=10) == [1]

    @pytest.mark.parametrize(
        ("status", "placing", "delivering"),
        [
            (RequestStatus.ACCEPTED, [1], []),
            (RequestStatus.PLACED, [], [1]),
            (RequestStatus.DELIVERING, [], [1]),
            (RequestStatus.DELIVERED, [], []),
            (RequestStatus.ENDED, [], []),
        ],
    )
    async def test_a_request_waits_for_its_own_stage_only(
        self, stores: Stores, status: RequestStatus, placing: list[int], delivering: list[int]
    ) -> None:
        await in_status(stores, status)
        assert [await stores.claim(queue, seconds=999) for queue in (PLACE, DELIVER)] == [placing, delivering]

    async def test_a_placed_request_waits_for_nothing_by_itself(self, stores: Stores) -> None:
        await stores.place(request())
        assert await stores.claim(DELIVER, seconds=999) == []

    async def test_what_is_claimed_comes_whole_with_a_new_fence(self, stores: Stores) -> None:
        new = await stores.add(request(count=3))
        (held,) = await stores.conversations.claim(PLACE, 1, lease(1))
        assert held == replace(new, fence=new.fence + 1) == await stores.now()

    async def test_a_claim_leaves_it_due_when_it_was(self, stores: Stores) -> None:
        await stores.add(request(due_at=at(3)))
        (held,) = await stores.conversations.claim(PLACE, 1, lease(60))
        assert held.due_at == at(3)

    async def test_it_is_found_with_what_became_of_its_generations(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        await stores.draw()
        (held,) = await stores.conversations.claim(DELIVER, 1, lease())
        assert [one.status for one in held.generations] == [GenerationStatus.DRAWN] * 2
        assert await stores.conversations.find(ONE) == held

    async def test_an_unknown_request_is_not_found(self, stores: Stores) -> None:
        assert await stores.conversations.find(UUID(int=404)) is None

    async def test_a_claim_holds_for_its_lease_and_then_anybody_may_take_it(self, stores: Stores) -> None:
        await stores.add(request())
        (first,) = await stores.conversations.claim(PLACE, 1, lease())
        assert await stores.claim(PLACE, seconds=119.999) == []
        (second,) = await stores.conversations.claim(PLACE, 1, lease(120))
        assert (second.id, second.fence) == (first.id, first.fence + 1)

    async def test_many_that_claim_at_once_never_get_the_same(self, stores: Stores) -> None:
        for number in range(1, 21):
            await stores.add(request(number=number))
        claimed = await asyncio.gather(*(stores.claim(PLACE, 3) for _ in range(10)))
        assert sorted(number for numbers in claimed for number in numbers) == list(range(1, 21))


class TestRecord:
    async def test_what_was_written_comes_back(self, stores: Stores) -> None:
        placed = await stores.place(request())
        changed = replace(
            placed,
            origin=replace(placed.origin, chat_id=-1_001_000_000_001),
            due_at=at(30),
            news_at=at(20),
            attempts=3,
            placeholder=77,
            unsent=False,
            shown=1,
            shown_at=at(4),
            late_at=at(5),
            file_id="uploaded",
        )
        assert await stores.conversations.record(changed, at(6)) == at(30)
        assert await stores.now() == changed

    @pytest.mark.parametrize("status", [RequestStatus.DELIVERED, RequestStatus.ENDED])
    async def test_how_it_ended_comes_back(self, stores: Stores, status: RequestStatus) -> None:
        now = await in_status(stores, status)
        assert (now.status, now.due_at, now.news_at) == (status, None, None)
        assert (now.delivered_at, now.reason) in [(NOON, None), (None, Reason.UNCERTAIN)]

    async def test_a_step_gives_the_claim_back(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        assert await stores.conversations.record(held.retried(at(5)), at(1)) == at(5)
        assert await stores.claim(PLACE, seconds=4.999) == []
        assert await stores.claim(PLACE, seconds=5) == [1]

    async def test_a_claim_may_be_kept(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.conversations.record(replace(held, unsent=False), at(1), keep=True)
        assert not (await stores.now()).unsent
        assert await stores.claim(PLACE, seconds=119.999) == []
        assert await stores.claim(PLACE, seconds=120) == [1]

    async def test_what_was_kept_is_written_again_with_the_same_fence(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.conversations.record(replace(held, unsent=False), at(1), keep=True)
        await stores.conversations.record(held.placed(6, None, None), at(2))
        assert (await stores.now()).placeholder == 6

    async def test_the_same_may_be_written_twice(self, stores: Stores) -> None:
        """The answer to a commit was lost, so it is done again."""
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        for _ in range(2):
            assert await stores.conversations.record(held.placed(6, at(9), at(5)), at(1)) == at(9)
        assert await stores.now() == held.placed(6, at(9), at(5))

    async def test_who_comes_late_but_was_not_overtaken_still_writes(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        await stores.conversations.record(held.placed(6, None, None), at(999))
        assert (await stores.now()).status is RequestStatus.PLACED

    @pytest.mark.parametrize("keep", [False, True])
    async def test_who_was_overtaken_writes_nothing_more(self, stores: Stores, *, keep: bool) -> None:
        await stores.add(request(count=2))
        (stale,) = await stores.conversations.claim(PLACE, 1, lease())
        (held,) = await stores.conversations.claim(PLACE, 1, lease(120))
        with pytest.raises(FenceLost) as caught:
            await stores.conversations.record(stale.ended(Reason.TIMEOUT), at(121), keep=keep)
        assert caught.value.id == str(stale.id)
        assert await stores.now() == held
        assert await stores.claim(PLACE, seconds=239) == []

    async def test_who_was_overtaken_drops_no_picture(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        (stale,) = await stores.conversations.claim(DELIVER, 1, lease())
        await stores.claim(DELIVER, seconds=120)
        with pytest.raises(FenceLost):
            await stores.conversations.record(stale.ended(Reason.NOT_SHOWN), at(121))
        assert await stores.archive.original(generation_id(1)) == PICTURE

    async def test_what_is_not_there_cannot_be_written(self, stores: Stores) -> None:
        with pytest.raises(FenceLost):
            await stores.conversations.record(request(number=404), at(0))

    async def test_generations_are_others_matter(self, stores: Stores) -> None:
        """What is written of a request does not undo what became of its generations meanwhile."""
        placed = await stores.place(request(count=2))
        await stores.draw(1, 1)
        await stores.conversations.record(replace(placed, late_at=at(600)), at(600))
        now = await stores.now()
        assert [one.status for one in now.generations] == [GenerationStatus.DRAWN, GenerationStatus.QUEUED]
        assert now.late_at == at(600)

    async def test_it_may_be_claimed_again_only_with_a_higher_fence(self, stores: Stores) -> None:
        await stores.add(request())
        fences = []
        for seconds in (0, 200, 400):
            (held,) = await stores.conversations.claim(PLACE, 1, lease(seconds))
            fences.append(held.fence)
        assert fences == [1, 2, 3]


class TestStirred:
    """What became due while somebody held the request stays due when that one gives it back."""

    async def held(self, stores: Stores) -> Request:
        """A placed request, held by who says how it is going; one of its two pictures comes meanwhile, at 5 s."""
        await stores.place(request(count=2))
        await stores.conversations.record(replace(await stores.now(), news_at=at(0)), at(0))
        (held,) = await stores.conversations.claim_for_news(1, lease())
        await stores.submit()
        (batch,) = await stores.drawings.claim(poll(YANDEX), 1, lease())
        drawn = batch.with_generations((batch.leader.drawn(at(5), None),))
        await stores.drawings.record(drawn, {1: PICTURE}, at(5), show_at=at(5))
        return held

    @pytest.mark.parametrize(
        ("wanted", "due"), [(None, 5), (3, 3), (5, 5), (60, 5)], ids=["nothing", "sooner", "same", "later"]
    )
    async def test_it_is_due_then_or_sooner_if_that_is_wanted(
        self, stores: Stores, wanted: float | None, due: float
    ) -> None:
        held = await self.held(stores)
        given_back = replace(held, due_at=None if wanted is None else at(wanted))
        assert await stores.conversations.record(given_back, at(6)) == at(due)
        assert (await stores.now()).due_at == at(due)
        assert await stores.claim(DELIVER, seconds=6) == [1]

    async def test_nobody_takes_it_before_it_is_given_back(self, stores: Stores) -> None:
        await self.held(stores)
        assert await stores.claim(DELIVER, seconds=119.999) == []
        assert await stores.claim(DELIVER, seconds=120) == [1]

    async def test_it_stays_due_where_the_claim_is_kept(self, stores: Stores) -> None:
        held = replace(await self.held(stores), due_at=None)
        await stores.conversations.record(held, at(6), keep=True)
        assert await stores.conversations.record(held, at(7)) == at(5)

    async def test_the_next_claim_has_seen_it(self, stores: Stores) -> None:
        """So it is not due once more."""
        await stores.conversations.record(replace(await self.held(stores), due_at=None), at(6))
        (held,) = await stores.conversations.claim(DELIVER, 1, lease(6))
        assert await stores.conversations.record(replace(held, due_at=None), at(7)) is None
        assert await stores.claim(DELIVER, seconds=999) == []

    @pytest.mark.parametrize("status", [RequestStatus.DELIVERED, RequestStatus.ENDED])
    async def test_what_is_over_is_due_no_more(self, stores: Stores, status: RequestStatus) -> None:
        held = await self.held(stores)
        over = held.delivered(at(6), None, "f") if status is RequestStatus.DELIVERED else held.ended(Reason.UNCERTAIN)
        assert await stores.conversations.record(over, at(6)) is None
        assert (await stores.now()).due_at is None
        assert await stores.claim(DELIVER, seconds=999) == []

    async def test_what_nobody_stirred_is_due_when_its_holder_says(self, stores: Stores) -> None:
        await stores.add(request())
        (held,) = await stores.conversations.claim(PLACE, 1, lease())
        assert await stores.conversations.record(held.placed(6, None, None), at(1)) is None
        assert (await stores.now()).due_at is None


def test_a_lease_ends_when_it_was_made_and_holds() -> None:
    assert lease(5).until == at(5) + HOLDS
