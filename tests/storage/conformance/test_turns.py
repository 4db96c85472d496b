"""Fair turns: a person's second picture waits behind everybody's first. And budgets, which are kept to by all."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from bot.drawing.ports.work_stores import Drawings
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import in_batches
from bot.drawing.values.queues import Queue, poll, submit
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, at, origin, request
from tests.storage.conformance.stores import Stores, lease


class People:
    """Who ask one a second, and are served one after the other."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._numbers = count(1)

    async def ask(self, *people: int, pictures: int = 1) -> None:
        """They ask in this order, and see their placeholders."""
        for person in people:
            number = next(self._numbers)
            new = request(
                number=number, count=pictures, origin=origin(user_id=person), accepted_at=at(number), due_at=at(number)
            )
            await self._stores.place(new)

    async def serve(self, most: int = 1000) -> list[int]:
        """Who is served, in order; what is submitted is polled far away."""
        served: list[int] = []
        while len(served) < most:
            held = await self._stores.drawings.claim(submit(YANDEX), 1, lease(1000))
            if not held:
                break
            served.append(held[0].request.origin.user_id)
            pending = held[0].leader.submitting(at(1000)).pending("op", at(9999))
            await self._stores.drawings.record(held[0].with_generations((pending,)), {}, at(1000))
        return served


@pytest.fixture
def people(stores: Stores) -> People:
    return People(stores)


class TestTurns:
    async def test_a_persons_second_picture_waits_behind_everybodys_first(self, people: People) -> None:
        await people.ask(1, 1, 1, 2, 3, 2)
        assert await people.serve() == [1, 2, 3, 1, 2, 1]

    async def test_the_pictures_of_one_request_take_turns_in_a_row(self, people: People) -> None:
        await people.ask(1, pictures=4)
        await people.ask(2, 3)
        assert await people.serve() == [1, 2, 3, 1, 1, 1]

    async def test_many_pictures_of_one_hold_up_nobody(self, people: People) -> None:
        """Whoever comes late is behind those who waited in the same round, not behind all of them."""
        await people.ask(*[1] * 20, *[2, 3, 4] * 2)
        assert await people.serve() == [1, 2, 3, 4, 1, 2, 3, 4, *[1] * 18]

    async def test_a_newcomer_is_served_after_the_round_that_runs(self, people: People) -> None:
        await people.ask(*[1] * 5)
        await people.serve(3)
        await people.ask(2)
        assert await people.serve() == [1, 2, 1]

    async def test_a_newcomer_does_not_overtake_those_who_waited_longer(self, people: People) -> None:
        await people.ask(1, 2, 3)
        await people.serve(1)
        await people.ask(1, 4)
        assert await people.serve() == [2, 3, 1, 4]

    async def test_whoever_asks_first_is_first_in_a_turn(self, people: People) -> None:
        await people.ask(3, 1, 2)
        assert await people.serve() == [3, 1, 2]

    async def test_a_turn_is_taken_when_the_placeholder_is_seen(self, stores: Stores, people: People) -> None:
        """Who asked first, but was placed last, has lost no more than that round."""
        first = request(number=99, origin=origin(user_id=9), accepted_at=at(0))
        await stores.add(first)
        await people.ask(1, 1, 2)
        await stores.conversations.record(first.placed(6, None, None), at(9))
        assert await people.serve() == [9, 1, 2, 1]

    async def test_a_turn_is_kept_whatever_is_said_meanwhile(self, stores: Stores, people: People) -> None:
        await people.ask(1, 2, 3)
        await stores.conversations.record(replace(await stores.now(1), shown_at=at(5)), at(5))
        assert await people.serve() == [1, 2, 3]

    async def test_claims_by_several_take_the_same_order(self, stores: Stores, people: People) -> None:
        await people.ask(1, 1, 2, 3)
        order = [await stores.claim_batches(submit(YANDEX), 2, seconds=60) for _ in range(3)]
        assert [sorted(numbers) for numbers in order] == [[1, 3], [2, 4], []]


SPARING = Budget(per_minute=3, per_day=5, per_second=2)


class TestBudgets:
    @pytest.fixture
    def drawings(self, stores: Stores) -> Drawings:
        return stores.within({YANDEX: SPARING})

    async def place(self, stores: Stores, numbers: Sequence[int], *, pending: bool = False) -> None:
        for number in numbers:
            await stores.place(request(number=number, origin=origin(user_id=number), accepted_at=at(number)))
            if pending:
                await stores.submit(number)

    async def claim(self, drawings: Drawings, queue: Queue, seconds: float, limit: int = 100) -> int:
        """How many were claimed; they are not given back."""
        return len(await drawings.claim(queue, limit, lease(seconds)))

    async def test_no_more_are_submitted_a_minute(self, stores: Stores, drawings: Drawings) -> None:
        await self.place(stores, range(1, 10))
        times = (0, 1, 59.999, 60)
        assert [await self.claim(drawings, submit(YANDEX), seconds) for seconds in times] == [3, 0, 0, 2]

    async def test_no_more_are_submitted_a_day(self, stores: Stores, drawings: Drawings) -> None:
        """Of the 5 of the day 3 are gone after the first minute, and all after the second."""
        await self.place(stores, range(1, 10))
        day = 24 * 3600
        claimed = []
        for seconds in (0, 60, 120, day - 1, day, day + 60):
            held = await drawings.claim(submit(YANDEX), 100, lease(seconds))
            claimed.append(len(held))
            for batch in held:
                pending = batch.leader.submitting(at(seconds)).pending("op", at(9))
                await drawings.record(batch.with_generations((pending,)), {}, at(seconds))
        assert claimed == [3, 2, 0, 0, 3, 1]

    async def test_no_more_are_polled_a_second(self, stores: Stores, drawings: Drawings) -> None:
        await self.place(stores, range(1, 6), pending=True)
        times = (10, 10.5, 10.999, 11, 12)
        assert [await self.claim(drawings, poll(YANDEX), seconds) for seconds in times] == [2, 0, 0, 2, 1]

    async def test_what_was_used_of_it_is_room_no_more(self, stores: Stores, drawings: Drawings) -> None:
        await self.place(stores, range(1, 10))
        claimed = [await self.claim(drawings, submit(YANDEX), 0, limit) for limit in (2, 2, 2)]
        assert claimed == [2, 1, 0]

    async def test_whoever_claims_uses_the_same_budget(self, stores: Stores, drawings: Drawings) -> None:
        await self.place(stores, range(1, 10))
        assert await self.claim(drawings, submit(YANDEX), 0) == 3
        assert await self.claim(stores.within({YANDEX: SPARING}), submit(YANDEX), 1) == 0

    async def test_a_batch_counts_once(self, stores: Stores) -> None:
        for number in range(1, 5):
            where = origin(user_id=number)
            await stores.place(request(number=number, count=4, model=BATCHING, origin=where, accepted_at=at(number)))
        drawings = stores.within({OPENAI: SPARING})
        held = await drawings.claim(submit(OPENAI), 2, lease())
        for batch in held:
            await drawings.begin(batch.with_generations(tuple(one.submitting(at(0)) for one in batch.generations)))
        assert await self.claim(drawings, submit(OPENAI), 1) == 1

    async def test_every_account_has_its_own(self, stores: Stores, drawings: Drawings) -> None:
        await self.place(stores, range(1, 10))
        for number in range(11, 20):
            await stores.place(request(number=number, model=BATCHING, origin=origin(user_id=number)))
        assert await self.claim(drawings, submit(OPENAI), 0) == 9
        assert await self.claim(drawings, submit(YANDEX), 0) == 3

    async def test_what_was_handed_over_counts_nowhere_yet(self, stores: Stores) -> None:
        drawings = stores.within({YANDEX: SPARING, OPENAI: SPARING})
        for number in range(1, 4):
            await stores.place(request(number=number, model=BATCHING, origin=origin(user_id=number)))
        for batch in await drawings.claim(submit(OPENAI), 9, lease()):
            handed = in_batches((batch.leader.handed_to(MODEL),), 1, at(1))
            await drawings.record(batch.with_generations(handed), {}, at(1))
        assert await self.claim(drawings, submit(YANDEX), 1) == 3

    async def test_what_was_tried_in_vain_counts(self, stores: Stores, drawings: Drawings) -> None:
        await self.place(stores, range(1, 5))
        for batch in await drawings.claim(submit(YANDEX), 9, lease()):
            again = batch.leader.submitting(at(0)).queued_again(at(1))
            await drawings.record(batch.with_generations((again,)), {}, at(0))
        assert await self.claim(drawings, submit(YANDEX), 30) == 0
        assert await self.claim(drawings, submit(YANDEX), 60) == 2

    async def test_a_time_that_lies_ahead_uses_up_nothing(self, stores: Stores, drawings: Drawings) -> None:
        """The clock was set back."""
        await self.place(stores, range(1, 10))
        assert await self.claim(drawings, submit(YANDEX), 3600) == 3
        assert await self.claim(drawings, submit(YANDEX), 0) == 3
