"""What periodic tasks see, forget and mend."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import InlineDraft
from bot.drawing.values.queues import DELIVER, PLACE, Queue, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Thread
from tests.drawing.builders import BATCHING, OPENAI, YANDEX, at, generation_id, origin, request
from tests.storage.conformance.stores import PICTURE, Stores, lease

ONE = UUID(int=1)
GROUP = -4_000_001
QUEUES = [PLACE, submit(YANDEX), poll(YANDEX), DELIVER]


class TestBusy:
    async def submitted(self, stores: Stores, number: int, seconds: float, chat_id: int = 1001) -> None:
        """A picture is being drawn that was submitted then."""
        where = origin(chat_id=chat_id, thread_id=number if chat_id < 0 else None)
        placed = await stores.place(request(number=number, origin=where))
        await stores.write(placed.of(1).submitting(at(seconds)))

    async def test_it_is_where_pictures_are_drawn_the_newest_first(self, stores: Stores) -> None:
        for number, seconds, chat_id in ((1, 10, 1001), (2, 30, GROUP), (3, 20, 2002)):
            await self.submitted(stores, number, seconds, chat_id)
        threads = [Thread(GROUP, 2), Thread(2002, None), Thread(1001, None)]
        assert await stores.housekeeping.busy(at(0), 9) == threads
        assert await stores.housekeeping.busy(at(0), 2) == threads[:2]

    async def test_it_is_where_they_were_submitted_after_that(self, stores: Stores) -> None:
        for number, seconds, chat_id in ((1, 10, 1001), (2, 11, 2002)):
            await self.submitted(stores, number, seconds, chat_id)
        assert await stores.housekeeping.busy(at(10), 9) == [Thread(2002, None)]

    async def test_a_thread_is_there_once(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            await self.submitted(stores, number, number)
        assert await stores.housekeeping.busy(at(0), 9) == [Thread(1001, None)]

    async def test_what_a_provider_works_on_is_there(self, stores: Stores) -> None:
        placed = await stores.place(request())
        await stores.write(placed.of(1).submitting(at(5)).pending("op", at(60)))
        assert await stores.housekeeping.busy(at(0), 9) == [Thread(1001, None)]

    async def test_what_waits_or_is_over_is_not(self, stores: Stores) -> None:
        await stores.place(request(number=1))
        for number, reason in ((2, None), (3, Reason.REFUSED)):
            submitting = (await stores.place(request(number=number))).of(1).submitting(at(5))
            await stores.write(submitting.ended(reason) if reason else submitting.drawn(at(6), None))
        assert await stores.housekeeping.busy(at(0), 9) == []

    async def test_nobody_knows_where_an_inline_message_is(self, stores: Stores) -> None:
        inline = origin(message_id=0, inline_message_id="inline")
        placed = await stores.place(request(origin=inline))
        await stores.write(placed.of(1).submitting(at(5)))
        assert await stores.housekeeping.busy(at(0), 9) == []


class TestForgetting:
    async def kept(self, stores: Stores, *numbers: int) -> list[bool]:
        return [await stores.archive.original(generation_id(number)) is not None for number in numbers]

    async def test_originals_are_forgotten_after_their_term(self, stores: Stores) -> None:
        for number, seconds in ((1, 10), (2, 20)):
            await stores.drawn_and_delivered(request(number=number), seconds)
        assert await stores.retention.drop_originals(at(15), 9) == 1
        assert await self.kept(stores, 1, 2) == [False, True]

    async def test_all_of_a_sheet_are(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=4), 10)
        assert await stores.retention.drop_originals(at(15), 9) == 4
        assert await stores.archive.pictures(ONE) == {}

    async def test_no_more_at_once_than_wanted_the_oldest_first(self, stores: Stores) -> None:
        for number, seconds in ((1, 30), (2, 10), (3, 20)):
            await stores.drawn_and_delivered(request(number=number), seconds)
        assert await stores.retention.drop_originals(at(99), 2) == 2
        assert await self.kept(stores, 1, 2, 3) == [True, False, False]
        assert [await stores.retention.drop_originals(at(99), 2) for _ in range(2)] == [1, 0]

    async def test_what_is_not_delivered_yet_is_kept(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        assert await stores.retention.drop_originals(at(99999), 9) == 0
        assert await stores.archive.original(generation_id(1)) == PICTURE

    async def test_what_may_be_brought_again_has_its_term_too(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        await stores.end(Reason.UNCERTAIN, seconds=10)
        assert await stores.retention.drop_originals(at(9), 9) == 0
        assert await stores.retention.drop_originals(at(11), 9) == 1

    async def test_what_is_being_brought_again_is_kept(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        await stores.end(Reason.UNCERTAIN, seconds=10)
        await stores.acceptance.resend(ONE, None, at(20))
        assert await stores.retention.drop_originals(at(99), 9) == 0
        await stores.deliver(seconds=100)
        assert await stores.retention.drop_originals(at(99), 9) == 0
        assert await stores.retention.drop_originals(at(101), 9) == 1

    async def test_the_request_itself_is_not_forgotten(self, stores: Stores) -> None:
        delivered = await stores.drawn_and_delivered(request(), 10)
        await stores.retention.drop_originals(at(15), 9)
        assert await stores.archive.find(ONE) == delivered

    async def test_inline_drafts_are_forgotten_unless_they_were_typed_again(self, stores: Stores) -> None:
        for key, times in {"old": [0], "again": [0, 100], "new": [60]}.items():
            for seconds in times:
                await stores.inline_drafts.keep(InlineDraft(key, 1001, "a fox"), at(seconds))
        assert await stores.retention.drop_inline_drafts(at(50), 9) == 1
        found = [await stores.inline_drafts.find(key) is not None for key in ("old", "again", "new")]
        assert found == [False, True, True]

    async def test_no_more_of_them_at_once_than_wanted(self, stores: Stores) -> None:
        for number in range(5):
            await stores.inline_drafts.keep(InlineDraft(f"{number}", 1001, "a fox"), at(number))
        assert [await stores.retention.drop_inline_drafts(at(50), 2) for _ in range(4)] == [2, 2, 1, 0]


YEAR = -365 * 24 * 3600.0


class TestMendTimes:
    """The clock was set back by a year: what seems due so far ahead cannot be meant so."""

    async def mend(self, stores: Stores) -> None:
        await stores.housekeeping.mend_times(at(YEAR), at(YEAR) + timedelta(seconds=600))

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_what_is_due_beyond_the_horizon_is_due_now(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        await self.mend(stores)
        assert await stores.due.next_due(queue) == at(YEAR)

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    @pytest.mark.parametrize("seconds", [0, 600])
    async def test_what_is_due_within_it_stays_so(self, stores: Stores, queue: Queue, seconds: float) -> None:
        await stores.wait_in(queue, 1, seconds)
        await stores.housekeeping.mend_times(at(0), at(600))
        assert await stores.due.next_due(queue) == at(seconds)

    @pytest.mark.parametrize("queue", QUEUES, ids=str)
    async def test_what_was_held_when_the_clock_was_set_back_may_be_claimed(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        claim = stores.claim if queue.account is None else stores.claim_batches
        assert await claim(queue) == [1]
        await self.mend(stores)
        assert await claim(queue, seconds=YEAR) == [1]

    async def test_what_waits_for_its_turn_waits_on(self, stores: Stores) -> None:
        await stores.place(request())
        before = await stores.now()
        await self.mend(stores)
        assert await stores.now() == before
        assert await stores.claim_batches(submit(YANDEX), seconds=YEAR) == [1]

    async def test_news_may_be_told_now(self, stores: Stores) -> None:
        placed = await stores.place(request())
        await stores.conversations.record(replace(placed, news_at=at(5)), at(0))
        await self.mend(stores)
        (held,) = await stores.conversations.claim_for_news(1, lease(YEAR))
        assert held.news_at == at(YEAR)

    async def test_an_operation_is_stopped_now(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.submit()
        await stores.acceptance.cancel(ONE, at(1))
        await self.mend(stores)
        (held,) = await stores.drawings.claim(poll(YANDEX), 1, lease(YEAR))
        assert held.leader.status is GenerationStatus.CANCELLED

    async def test_at_every_account(self, stores: Stores) -> None:
        placed = await stores.place(request(model=BATCHING))
        await stores.write(placed.of(1).submitting(at(0)).pending("op", at(0)))
        await self.mend(stores)
        assert await stores.due.next_due(poll(OPENAI)) == at(YEAR)

    async def test_what_is_over_stays_as_it_is(self, stores: Stores) -> None:
        delivered = await stores.drawn_and_delivered(request(number=1))
        await stores.place(request(number=2))
        await stores.end(Reason.TIMEOUT, number=2)
        ended = await stores.now(2)
        await self.mend(stores)
        assert (await stores.now(1), await stores.now(2)) == (delivered, ended)
