"""Who hears how it is going, where a lost placeholder may be, and how long the queue is."""

from dataclasses import replace

import pytest

from bot.drawing.values.queues import DELIVER
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.errors import FenceLost
from tests.drawing.builders import BATCHING, at, origin, request
from tests.storage.conformance.stores import Stores, lease

GROUP, SUPERGROUP = -4_000_001, -1_001_000_000_001


class TestNews:
    async def place(self, stores: Stores, number: int, news: float | None, due: float | None = None) -> Request:
        """A placed request whose person may hear something then."""
        placed = await stores.place(request(number=number))
        due_at = None if due is None else at(due)
        told = replace(placed, news_at=None if news is None else at(news), due_at=due_at)
        await stores.conversations.record(told, at(0))
        return told

    async def claim(self, stores: Stores, limit: int = 9, seconds: float = 60) -> list[int]:
        return [one.id.int for one in await stores.conversations.claim_for_news(limit, lease(seconds))]

    async def test_those_who_heard_least_lately_come_first(self, stores: Stores) -> None:
        for number, seconds in ((1, 30), (2, 10), (3, 20)):
            await self.place(stores, number, seconds)
        assert [await self.claim(stores, 1) for _ in range(4)] == [[2], [3], [1], []]

    async def test_no_more_are_claimed_than_asked_for(self, stores: Stores) -> None:
        for number in range(1, 6):
            await self.place(stores, number, number)
        assert [len(await self.claim(stores, limit)) for limit in (2, 2, 2)] == [2, 2, 1]

    async def test_nobody_hears_anything_too_early(self, stores: Stores) -> None:
        await self.place(stores, 1, 10)
        assert await self.claim(stores, seconds=9.999) == []
        assert await self.claim(stores, seconds=10) == [1]

    async def test_nobody_hears_what_need_not_be_said_any_more(self, stores: Stores) -> None:
        await self.place(stores, 1, None)
        assert await self.claim(stores, seconds=999) == []

    @pytest.mark.parametrize(("due", "claimed"), [(59, []), (60, []), (61, [1])])
    async def test_what_is_to_be_brought_now_is_no_news(self, stores: Stores, due: float, claimed: list[int]) -> None:
        await self.place(stores, 1, 10, due)
        assert await self.claim(stores) == claimed

    async def test_nobody_hears_before_the_placeholder_is_there_or_after_it_is_over(self, stores: Stores) -> None:
        await stores.add(request(number=1))
        for number, reason in ((2, None), (3, Reason.TIMEOUT)):
            await self.place(stores, number, 10)
            if reason is None:
                await stores.draw(number)
                await stores.deliver(number)
            else:
                await stores.end(reason, number)
        assert await self.claim(stores, seconds=999) == []

    async def test_what_somebody_holds_is_left_to_that_one(self, stores: Stores) -> None:
        await self.place(stores, 1, 10)
        assert await self.claim(stores, seconds=60) == [1]
        assert await self.claim(stores, seconds=179) == []
        assert await self.claim(stores, seconds=180) == [1]

    async def test_a_claim_raises_the_fence(self, stores: Stores) -> None:
        before = await self.place(stores, 1, 10)
        (held,) = await stores.conversations.claim_for_news(1, lease(60))
        assert held == replace(before, fence=before.fence + 1)
        with pytest.raises(FenceLost):
            await stores.conversations.record(before, at(61))

    async def test_what_is_due_later_stays_so(self, stores: Stores) -> None:
        await self.place(stores, 1, 10, due=90)
        (held,) = await stores.conversations.claim_for_news(1, lease(60))
        assert await stores.conversations.record(replace(held, news_at=at(65)), at(61)) == at(90)
        assert await stores.claim(DELIVER, seconds=89) == []
        assert await stores.claim(DELIVER, seconds=90) == [1]


class TestCandidates:
    """A placeholder that somebody sent who died before writing it down is one of the messages after the request."""

    async def ask(
        self, stores: Stores, number: int, message_id: int, *, chat_id: int = 1001, placeholder: int | None = None
    ) -> Request:
        where = origin(chat_id=chat_id, message_id=message_id, user_id=abs(chat_id))
        new = await stores.add(request(number=number, origin=where, accepted_at=at(number)))
        if placeholder is not None:
            await stores.conversations.record(new.placed(placeholder, None, None), at(number))
        return new

    async def test_they_are_the_first_messages_after_the_request(self, stores: Stores) -> None:
        new = await self.ask(stores, 1, 50)
        assert await stores.conversations.candidates(new, 3) == [51, 52, 53]

    @pytest.mark.parametrize("most", [1, 20])
    async def test_there_are_as_many_as_wanted(self, stores: Stores, most: int) -> None:
        new = await self.ask(stores, 1, 50)
        assert len(await stores.conversations.candidates(new, most)) == most

    async def test_later_requests_and_their_placeholders_are_none(self, stores: Stores) -> None:
        new = await self.ask(stores, 1, 50)
        await self.ask(stores, 2, 52, placeholder=53)
        await self.ask(stores, 3, 55)
        assert await stores.conversations.candidates(new, 4) == [51, 54, 56, 57]

    async def test_a_picture_of_a_sheet_in_full_is_none(self, stores: Stores) -> None:
        """Whoever looks for a placeholder takes the buttons off what is none."""
        new = await self.ask(stores, 1, 50)
        for chat_id, message_id in ((1001, 52), (2002, 51)):
            await stores.archive.begin_showing(new.of(1).id, chat_id, at(0))
            await stores.archive.end_showing(new.of(1).id, chat_id, message_id)
        assert await stores.conversations.candidates(new, 2) == [51, 53]

    async def test_it_is_newer_than_every_request_that_was_there_before(self, stores: Stores) -> None:
        """A backlog was accepted at once, before the first placeholder was sent."""
        first = await self.ask(stores, 1, 60)
        second = await self.ask(stores, 2, 50)
        assert await stores.conversations.candidates(second, 2) == [61, 62]
        assert await stores.conversations.candidates(first, 2) == [61, 62]

    @pytest.mark.parametrize("chat_id", [2002, GROUP])
    async def test_private_chats_and_basic_groups_count_their_messages_together(
        self, stores: Stores, chat_id: int
    ) -> None:
        new = await self.ask(stores, 1, 50)
        await self.ask(stores, 2, 51, chat_id=chat_id, placeholder=52)
        assert await stores.conversations.candidates(new, 2) == [53, 54]

    async def test_a_supergroup_counts_its_own(self, stores: Stores) -> None:
        new = await self.ask(stores, 1, 50)
        there = await self.ask(stores, 2, 7, chat_id=SUPERGROUP)
        await self.ask(stores, 3, 51, chat_id=SUPERGROUP, placeholder=8)
        assert await stores.conversations.candidates(new, 1) == [51]
        assert await stores.conversations.candidates(there, 2) == [9, 10]


class TestQueuePosition:
    async def test_it_is_counted_from_one_in_the_order_of_the_queue(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            await stores.place(request(number=number, origin=origin(user_id=number), accepted_at=at(number)))
        assert [await self.position(stores, number) for number in (1, 2, 3)] == [1, 2, 3]

    async def test_a_persons_second_picture_is_behind_everybodys_first(self, stores: Stores) -> None:
        await stores.place(request(number=1, count=2))
        await stores.place(request(number=2, origin=origin(user_id=2), accepted_at=at(1)))
        assert [await self.position(stores, 1, 1), await self.position(stores, 2)] == [1, 2]
        assert await self.position(stores, 1, 2) == 3

    async def test_it_moves_on_when_others_are_submitted(self, stores: Stores) -> None:
        for number in (1, 2):
            await stores.place(request(number=number, origin=origin(user_id=number), accepted_at=at(number)))
        await stores.submit(1)
        assert await self.position(stores, 2) == 1

    async def test_what_is_due_again_goes_before_what_waits_for_its_turn(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            await stores.place(request(number=number, origin=origin(user_id=number), accepted_at=at(number)))
        for number, seconds in ((2, 60), (3, 30)):
            await stores.write(replace((await stores.now(number)).of(1), due_at=at(seconds)))
        assert [await self.position(stores, number) for number in (3, 2, 1)] == [1, 2, 3]

    async def test_what_has_no_turn_yet_is_behind_all_that_wait(self, stores: Stores) -> None:
        await stores.add(request(number=9, origin=origin(user_id=9), accepted_at=at(0)))
        for number in (1, 2):
            await stores.place(request(number=number, origin=origin(user_id=number), accepted_at=at(number)))
        assert await self.position(stores, 9) == 3

    async def test_every_account_has_its_own_queue(self, stores: Stores) -> None:
        await stores.place(request(number=1, model=BATCHING))
        await stores.place(request(number=2, origin=origin(user_id=2), accepted_at=at(1)))
        assert await self.position(stores, 2) == 1

    async def test_a_batch_counts_once(self, stores: Stores) -> None:
        await stores.place(request(number=1, count=4, model=BATCHING))
        await stores.place(request(number=2, model=BATCHING, origin=origin(user_id=2), accepted_at=at(1)))
        assert await self.position(stores, 2) == 2

    @pytest.mark.parametrize(("most", "position"), [(1, 1), (3, 3), (4, 4), (5, 4)])
    async def test_it_is_not_counted_beyond_what_is_wanted(self, stores: Stores, most: int, position: int) -> None:
        for number in range(1, 5):
            await stores.place(request(number=number, origin=origin(user_id=number), accepted_at=at(number)))
        last = (await stores.now(4)).of(1)
        assert await stores.conversations.queue_position(last, most) == position

    async def position(self, stores: Stores, number: int, of: int = 1) -> int:
        return await stores.conversations.queue_position((await stores.now(number)).of(of), 1000)
