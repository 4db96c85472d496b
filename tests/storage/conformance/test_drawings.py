"""Batches of generations are claimed by one at a time, and written only by who holds them."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus, in_batches
from bot.drawing.values.queues import Queue, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request
from bot.errors import FenceLost
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX, at, generation_id, origin, request
from tests.storage.conformance.stores import OTHER, PICTURE, Stores, lease

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


class TestTrouble:
    async def test_what_goes_wrong_is_known_to_whoever_tries_again(self, stores: Stores) -> None:
        await stores.place(request())
        for count, seconds in enumerate((0, 5), 1):
            (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease(seconds))
            again = held.leader.retried(at(seconds + 5), Reason.BUSY, at(seconds))
            await stores.drawings.record(held.with_generations((again,)), {}, at(seconds))
            one = (await stores.now()).of(1)
            assert (one.attempts, one.trouble, one.troubled_at) == (count, Reason.BUSY, at(0))

    async def test_what_is_taken_back_is_in_trouble_no_more(self, stores: Stores) -> None:
        await stores.place(request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        again = held.leader.retried(at(5), Reason.UNREACHABLE, at(0))
        await stores.drawings.record(held.with_generations((again,)), {}, at(0))
        await stores.acceptance.cancel(ONE, at(1))
        one = (await stores.now()).of(1)
        assert (one.status, one.trouble, one.troubled_at) == (GenerationStatus.CANCELLED, None, None)

    async def test_what_came_to_nothing_is_submitted_once_more(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        pending = begun.with_generations((begun.leader.pending("fbv17", at(1)),))
        await stores.drawings.record(pending, {}, at(0))
        (held,) = await stores.drawings.claim(poll(YANDEX), 1, lease(1))
        await stores.drawings.record(held.with_generations((held.leader.resubmitted(at(1)),)), {}, at(1))
        (again,) = await stores.drawings.claim(submit(YANDEX), 1, lease(1))
        assert (again.leader.status, again.leader.submissions) == (GenerationStatus.QUEUED, 1)
        assert again.leader.operation_id is None


class TestSubmitting:
    async def test_a_placed_request_is_submitted_one_batch_a_picture_where_the_model_has_seeds(
        self, stores: Stores
    ) -> None:
        await stores.place(request(count=3))
        held = await stores.drawings.claim(submit(YANDEX), 9, lease())
        assert [[one.position for one in batch.generations] for batch in held] == [[1], [2], [3]]

    async def test_what_is_claimed_comes_with_its_whole_request(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        held = await stores.drawings.claim(submit(YANDEX), 9, lease(3))
        assert held[-1].request == await stores.now()
        assert held[-1].generations == ((await stores.now()).of(2),)

    async def test_a_claim_raises_the_fence_and_makes_it_due_now(self, stores: Stores) -> None:
        placed = await stores.place(request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease(3))
        assert held.leader == replace(placed.of(1), fence=1, due_at=at(3))

    async def test_a_claim_holds_for_its_lease_and_then_anybody_may_take_it(self, stores: Stores) -> None:
        await stores.place(request())
        assert await stores.claim_batches(submit(YANDEX)) == [1]
        assert await stores.claim_batches(submit(YANDEX), seconds=119.999) == []
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease(120))
        assert held.leader.fence == 2

    async def test_many_that_claim_at_once_never_get_the_same(self, stores: Stores) -> None:
        for number in range(1, 21):
            await stores.place(request(number=number, origin=origin(user_id=number)))
        claimed = await asyncio.gather(*(stores.claim_batches(submit(YANDEX), 3) for _ in range(10)))
        assert sorted(number for numbers in claimed for number in numbers) == list(range(1, 21))

    async def test_every_account_has_its_own_queue(self, stores: Stores) -> None:
        await stores.place(request(number=1))
        await stores.place(request(number=2, model=BATCHING))
        assert await stores.claim_batches(submit(OPENAI)) == [2]
        assert await stores.claim_batches(submit(YANDEX)) == [1]

    async def test_that_it_is_being_submitted_is_written_before_it_is(self, stores: Stores) -> None:
        begun = await submitted(stores, request(), seconds=3)
        assert await stores.now() == begun.request
        assert (begun.leader.submissions, begun.leader.submitted_at) == (1, at(3))

    async def test_who_begins_keeps_the_claim(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        assert await stores.claim_batches(submit(YANDEX), seconds=119.999) == []
        await stores.drawings.record(begun.with_generations((begun.leader.pending("op", at(9)),)), {}, at(1))

    async def test_what_a_crash_left_submitting_is_claimed_again(self, stores: Stores) -> None:
        await submitted(stores, request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease(120))
        assert (held.leader.status, held.leader.submissions) == (GenerationStatus.SUBMITTING, 1)

    async def test_who_was_overtaken_begins_nothing(self, stores: Stores) -> None:
        await stores.place(request())
        (stale,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        await stores.claim_batches(submit(YANDEX), seconds=120)
        before = await stores.now()
        with pytest.raises(FenceLost) as caught:
            await stores.drawings.begin(stale.with_generations((stale.leader.submitting(at(121)),)))
        assert caught.value.id == str(stale.leader.id)
        assert await stores.now() == before

    async def test_beginning_may_be_written_twice(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        await stores.drawings.begin(begun)
        assert await stores.now() == begun.request

    async def test_what_was_not_accepted_is_claimed_again_when_it_is_due(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        again = begun.with_generations((begun.leader.queued_again(at(30)),))
        await stores.drawings.record(again, {}, at(1))
        assert await stores.claim_batches(submit(YANDEX), seconds=29.999) == []
        assert await stores.claim_batches(submit(YANDEX), seconds=30) == [1]

    async def test_what_was_not_accepted_goes_before_what_waits_for_its_turn(self, stores: Stores) -> None:
        begun = await submitted(stores, request(number=1))
        await stores.place(request(number=2, origin=origin(user_id=2)))
        again = begun.with_generations((begun.leader.queued_again(at(5)),))
        await stores.drawings.record(again, {}, at(1))
        assert [await stores.claim_batches(submit(YANDEX), 1, seconds=5) for _ in range(2)] == [[1], [2]]


class TestPolling:
    async def pend(self, stores: Stores, number: int, seconds: float) -> None:
        """An operation that is to be asked for then."""
        await stores.place(request(number=number))
        await stores.write(replace(await stores.submit(number), due_at=at(seconds)))

    async def test_an_operation_is_asked_for_when_it_is_due(self, stores: Stores) -> None:
        await self.pend(stores, 1, 10)
        assert await stores.claim_batches(poll(YANDEX), seconds=9.999) == []
        (held,) = await stores.drawings.claim(poll(YANDEX), 9, lease(12))
        assert (held.leader.operation_id, held.leader.fence, held.leader.due_at) == ("fbv17", 1, at(10))
        assert held.request == await stores.now()

    async def test_a_claim_holds_for_its_lease_and_then_anybody_may_take_it(self, stores: Stores) -> None:
        await self.pend(stores, 1, 0)
        found = [await stores.claim_batches(poll(YANDEX), seconds=seconds) for seconds in (0, 119.999, 120)]
        assert found == [[1], [], [1]]

    async def test_it_is_asked_for_again_when_that_is_due(self, stores: Stores) -> None:
        await self.pend(stores, 1, 0)
        (held,) = await stores.drawings.claim(poll(YANDEX), 9, lease())
        await stores.drawings.record(held.with_generations((replace(held.leader, due_at=at(7)),)), {}, at(1))
        assert await stores.claim_batches(poll(YANDEX), seconds=6.999) == []
        assert await stores.claim_batches(poll(YANDEX), seconds=7) == [1]

    @pytest.mark.parametrize(
        ("limit", "claimed"), [(1, {1}), (2, {1, 6}), (4, {1, 2, 5, 6}), (6, set(range(1, 7))), (9, set(range(1, 7)))]
    )
    async def test_both_those_that_waited_longest_and_newcomers_are_asked_for(
        self, stores: Stores, limit: int, claimed: set[int]
    ) -> None:
        for number in range(1, 7):
            await self.pend(stores, number, number)
        assert set(await stores.claim_batches(poll(YANDEX), limit, seconds=60)) == claimed

    @pytest.mark.parametrize(
        ("status", "queue"),
        [
            (GenerationStatus.QUEUED, submit(YANDEX)),
            (GenerationStatus.SUBMITTING, submit(YANDEX)),
            (GenerationStatus.PENDING, poll(YANDEX)),
            (GenerationStatus.DRAWN, None),
            (GenerationStatus.FAILED, None),
            (GenerationStatus.EXPIRED, None),
            (GenerationStatus.CANCELLED, None),
        ],
    )
    async def test_a_generation_waits_for_its_own_stage_only(
        self, stores: Stores, status: GenerationStatus, queue: Queue | None
    ) -> None:
        placed = await stores.place(request())
        submitting = replace(placed.of(1).submitting(at(0)), due_at=at(0))
        step = {
            GenerationStatus.QUEUED: replace(placed.of(1), due_at=at(0)),
            GenerationStatus.SUBMITTING: submitting,
            GenerationStatus.PENDING: submitting.pending("op", at(0)),
            GenerationStatus.DRAWN: submitting.drawn(at(0), None),
            GenerationStatus.FAILED: submitting.ended(Reason.REFUSED),
            GenerationStatus.EXPIRED: submitting.ended(Reason.TIMEOUT),
            GenerationStatus.CANCELLED: submitting.ended(Reason.CANCELLED),
        }
        await stores.write(step[status])
        for other in (submit(YANDEX), poll(YANDEX)):
            assert other == queue or await stores.claim_batches(other, seconds=99) == []
        assert queue is None or await stores.claim_batches(queue, seconds=99) == [1]


class TestRecord:
    async def test_what_was_written_comes_back(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        changed = replace(
            begun.leader.pending("op", at(30)),
            attempts=2,
            submissions=2,
            submitted_at=at(2),
            stand_in=BATCHING.name,
            account=OPENAI,
            revised_prompt="a fox, in the snow",
        )
        await stores.drawings.record(begun.with_generations((changed,)), {}, at(3))
        assert (await stores.now()).of(1) == changed

    @pytest.mark.parametrize("reason", [Reason.REFUSED, Reason.TIMEOUT])
    async def test_how_it_ended_comes_back(self, stores: Stores, reason: Reason) -> None:
        begun = await submitted(stores, request())
        ended = begun.leader.ended(reason)
        await stores.drawings.record(begun.with_generations((ended,)), {}, at(3))
        assert (await stores.now()).of(1) == ended

    async def test_pictures_are_kept_in_the_same_commit(self, stores: Stores) -> None:
        begun = await submitted(stores, request(count=2))
        drawn = begun.leader.drawn(at(3), "a fox")
        await stores.drawings.record(begun.with_generations((drawn,)), {1: PICTURE}, at(3))
        assert (await stores.now()).of(1) == drawn
        assert await stores.archive.pictures(ONE) == {1: PICTURE}

    async def test_a_picture_that_comes_twice_is_kept_once(self, stores: Stores) -> None:
        """The answer to a commit was lost, so it is done again."""
        begun = await submitted(stores, request())
        drawn = begun.with_generations((begun.leader.drawn(at(3), None),))
        await stores.drawings.record(drawn, {1: PICTURE}, at(3))
        await stores.drawings.record(drawn, {1: OTHER}, at(3))
        assert await stores.archive.original(generation_id(1)) == PICTURE
        assert (await stores.now()).generations == drawn.generations

    async def test_who_comes_late_but_was_not_overtaken_still_writes(self, stores: Stores) -> None:
        begun = await submitted(stores, request())
        await stores.drawings.record(begun.with_generations((begun.leader.pending("op", at(999)),)), {}, at(999))
        assert statuses(await stores.now()) == [GenerationStatus.PENDING]

    async def test_who_was_overtaken_writes_nothing_more(self, stores: Stores) -> None:
        """Neither a status, nor a picture, nor that there is something to be brought; and the other keeps the claim."""
        stale = await submitted(stores, request())
        await stores.claim_batches(submit(YANDEX), seconds=120)
        before = await stores.now()
        drawn = stale.with_generations((stale.leader.drawn(at(121), None),))
        with pytest.raises(FenceLost) as caught:
            await stores.drawings.record(drawn, {1: PICTURE}, at(121), show_at=at(121), take=lease(121))
        assert caught.value.id == str(stale.leader.id)
        assert await stores.now() == before
        assert await stores.archive.pictures(ONE) == {}
        assert await stores.claim_batches(submit(YANDEX), seconds=239) == []

    async def test_what_is_not_there_cannot_be_written(self, stores: Stores) -> None:
        missing = request(number=404)
        with pytest.raises(FenceLost):
            await stores.drawings.record(Batch(missing, missing.generations), {}, at(0))

    async def test_the_conversation_is_others_matter(self, stores: Stores) -> None:
        """What is written of a batch does not undo what became of its request meanwhile."""
        begun = await submitted(stores, request())
        await stores.conversations.record(replace(await stores.now(), late_at=at(600)), at(600))
        await stores.drawings.record(begun.with_generations((begun.leader.pending("op", at(700)),)), {}, at(601))
        assert (await stores.now()).late_at == at(600)

    async def test_other_batches_are_others_matter(self, stores: Stores) -> None:
        await stores.place(request(count=2))
        first, second = await stores.drawings.claim(submit(YANDEX), 9, lease())
        await stores.drawings.record(first.with_generations((first.leader.ended(Reason.REFUSED),)), {}, at(1))
        await stores.drawings.record(second.with_generations((second.leader.ended(Reason.TIMEOUT),)), {}, at(1))
        assert statuses(await stores.now()) == [GenerationStatus.FAILED, GenerationStatus.EXPIRED]


class TestHandedOver:
    """Another model draws what one that is down does not."""

    async def test_it_waits_at_the_other_account(self, stores: Stores) -> None:
        await stores.place(request(model=BATCHING))
        (held,) = await stores.drawings.claim(submit(OPENAI), 1, lease())
        handed = held.with_generations(in_batches((held.leader.handed_to(MODEL),), 1, at(5)))
        await stores.drawings.record(handed, {}, at(5))
        assert await stores.claim_batches(submit(OPENAI), seconds=999) == []
        (claimed,) = await stores.drawings.claim(submit(YANDEX), 1, lease(5))
        assert (claimed.model, claimed.leader.account) == (MODEL.name, YANDEX)
        assert claimed.request.spec == held.request.spec

    async def test_a_batch_becomes_several_where_the_other_model_draws_one_at_a_time(self, stores: Stores) -> None:
        await stores.place(request(count=3, model=BATCHING))
        (held,) = await stores.drawings.claim(submit(OPENAI), 1, lease())
        handed = in_batches(tuple(one.handed_to(MODEL) for one in held.generations), MODEL.batch, at(5))
        await stores.drawings.record(held.with_generations(handed), {}, at(5))
        claimed = await stores.drawings.claim(submit(YANDEX), 9, lease(5))
        assert sorted([one.position for one in batch.generations] for batch in claimed) == [[1], [2], [3]]


class TestAccounts:
    async def test_those_that_are_served_are_there(self, stores: Stores) -> None:
        assert await stores.drawings.accounts([YANDEX, OPENAI]) == [YANDEX, OPENAI]

    async def test_those_of_times_past_are_there_as_well_where_something_waits(self, stores: Stores) -> None:
        await stores.place(request(model=BATCHING))
        assert set(await stores.drawings.accounts([YANDEX])) == {YANDEX, OPENAI}

    async def test_the_account_that_something_was_handed_to_is_there(self, stores: Stores) -> None:
        await stores.place(request())
        (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
        handed = in_batches((held.leader.handed_to(BATCHING),), 4, at(5))
        await stores.drawings.record(held.with_generations(handed), {}, at(5))
        assert OPENAI in await stores.drawings.accounts([])

    async def test_each_is_there_once(self, stores: Stores) -> None:
        for number in (1, 2):
            await stores.place(request(number=number))
        assert await stores.drawings.accounts([YANDEX]) == [YANDEX]
