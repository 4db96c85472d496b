"""What failed in ways that nobody foresaw is counted, left alone for a while, and in the end abandoned."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import DELIVER, PLACE, Queue, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request, RequestStatus
from tests.drawing.builders import BATCHING, OPENAI, YANDEX, at, origin, request
from tests.storage.conformance.stores import HOLDS, PICTURE, Stores, lease

ONE = UUID(int=1)
LEASE = HOLDS.total_seconds()
QUEUES = (PLACE, submit(YANDEX), poll(YANDEX), DELIVER)


async def claimed(stores: Stores, queue: Queue, seconds: float = 0) -> Request | Batch | None:
    """The only one that somebody holds of a queue from then."""
    if queue in (PLACE, DELIVER):
        return next(iter(await stores.conversations.claim(queue, 9, lease(seconds))), None)
    return next(iter(await stores.drawings.claim(queue, 9, lease(seconds))), None)


async def held(stores: Stores, queue: Queue, seconds: float = 0) -> Request | Batch:
    """The same, where there is one."""
    one = await claimed(stores, queue, seconds)
    assert one is not None
    return one


async def stumble(stores: Stores, one: Request | Batch, seconds: float) -> None:
    """A step fails; its row is left alone until then."""
    leases = stores.request_leases if isinstance(one, Request) else stores.generation_leases
    await leases.stumble(one.id, one.fence, at(seconds))


async def put_off(stores: Stores, one: Request | Batch, seconds: float) -> None:
    """Nothing is done with it before then."""
    leases = stores.request_leases if isinstance(one, Request) else stores.generation_leases
    await leases.put_off(one.id, one.fence, at(seconds))


async def abandon(stores: Stores, one: Request | Batch, seconds: float = 0) -> None:
    """Nothing more is done with it."""
    leases = stores.request_leases if isinstance(one, Request) else stores.generation_leases
    await leases.abandon(one.id, one.fence, at(seconds))


async def retry(stores: Stores, one: Request | Batch, seconds: float) -> None:
    """A step failed in a way that was foreseen."""
    if isinstance(one, Request):
        await stores.conversations.record(one.retried(at(seconds)), at(0))
    else:
        again = one.leader.retried(at(seconds), Reason.BUSY, at(0))
        await stores.drawings.record(one.with_generations((again, *one.generations[1:])), {}, at(0))


async def succeed(stores: Stores, one: Request | Batch, seconds: float) -> None:
    """A step was taken, and the same is due again then."""
    if isinstance(one, Request):
        await stores.conversations.record(replace(one, due_at=at(seconds), attempts=0), at(0))
    else:
        again = one.leader.waiting(at(seconds))
        await stores.drawings.record(one.with_generations((again, *one.generations[1:])), {}, at(0))


async def counts(stores: Stores, queue: Queue, seconds: float) -> tuple[int, int]:
    """The stumbles and the crashes of what is claimed then."""
    one = await held(stores, queue, seconds)
    return one.stumbles, one.crashes


@pytest.mark.parametrize("queue", QUEUES, ids=str)
class TestCounts:
    """In every queue."""

    async def test_what_stumbled_is_left_alone_until_then_and_comes_again(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        await stumble(stores, await held(stores, queue), 5)
        assert await stores.due.next_due(queue) == at(5)
        assert await claimed(stores, queue, 4.9) is None
        assert await counts(stores, queue, 5) == (1, 0)

    async def test_stumbles_in_a_row_add_up(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        for number in range(3):
            await stumble(stores, await held(stores, queue, 5 * number), 5 * number + 5)
        assert await counts(stores, queue, 15) == (3, 0)

    async def test_what_is_put_off_comes_then_and_counts_as_nothing(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        await put_off(stores, await held(stores, queue), 5)
        assert await stores.due.next_due(queue) == at(5)
        assert await claimed(stores, queue, 4.9) is None
        assert await counts(stores, queue, 5) == (0, 0)

    async def test_whoever_lost_the_claim_puts_nothing_off(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        stale = await held(stores, queue)
        await held(stores, queue, LEASE)
        await put_off(stores, stale, LEASE + 1)
        assert await claimed(stores, queue, LEASE + 1) is None

    async def test_whoever_lost_the_claim_counts_nothing(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        stale = await held(stores, queue)
        await held(stores, queue, LEASE)
        await stumble(stores, stale, LEASE + 1)
        assert await claimed(stores, queue, LEASE + 1) is None
        assert await counts(stores, queue, 2 * LEASE) == (0, 2)

    async def test_a_step_that_was_taken_forgets_them(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        await stumble(stores, await held(stores, queue), 5)
        await succeed(stores, await held(stores, queue, 5), 6)
        assert await counts(stores, queue, 6) == (0, 0)

    async def test_what_is_tried_again_forgets_none(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        await stumble(stores, await held(stores, queue), 5)
        await retry(stores, await held(stores, queue, 5), 6)
        assert await counts(stores, queue, 6) == (1, 0)

    async def test_a_claim_that_nobody_heard_of_again_is_a_crash(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        crashes = [(await held(stores, queue, number * LEASE)).crashes for number in range(4)]
        assert crashes == [0, 1, 2, 3]

    async def test_after_a_record_crashes_are_counted_anew(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        await held(stores, queue)
        await retry(stores, await held(stores, queue, LEASE), LEASE + 1)
        assert await counts(stores, queue, LEASE + 1) == (0, 0)
        assert await counts(stores, queue, 2 * LEASE + 1) == (0, 1)

    async def test_a_renewed_claim_is_no_crash(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        one = await held(stores, queue)
        leases = stores.request_leases if isinstance(one, Request) else stores.generation_leases
        await leases.renew({one.id: one.fence}, at(2 * LEASE))
        assert await claimed(stores, queue, LEASE + 1) is None
        await succeed(stores, one, 2 * LEASE)
        assert await counts(stores, queue, 2 * LEASE) == (0, 0)

    async def test_whoever_lost_the_claim_abandons_nothing(self, stores: Stores, queue: Queue) -> None:
        await stores.wait_in(queue, 1, 0)
        stale = await held(stores, queue)
        await held(stores, queue, LEASE)
        before = await stores.now()
        await abandon(stores, stale, LEASE)
        assert await stores.now() == before


async def test_what_is_written_down_in_the_middle_of_a_step_ends_no_row_of_crashes(stores: Stores) -> None:
    """What dies after that, again and again, is to be seen."""
    await stores.wait_in(PLACE, 1, 0)
    for number in range(2):
        one = await held(stores, PLACE, number * LEASE)
        assert isinstance(one, Request)
        await stores.conversations.record(replace(one, unsent=False), at(0), keep=True)
    assert await counts(stores, PLACE, 2 * LEASE) == (0, 2)


async def test_what_was_begun_in_the_middle_of_a_submission_ends_none_either(stores: Stores) -> None:
    await stores.wait_in(submit(YANDEX), 1, 0)
    for number in range(2):
        (one,) = await stores.drawings.claim(submit(YANDEX), 1, lease(number * LEASE))
        await stores.drawings.begin(one.with_generations((one.leader.submitting(at(0)),)))
    assert await counts(stores, submit(YANDEX), 2 * LEASE) == (0, 2)


async def test_to_stop_an_operation_is_another_step_than_to_poll_it(stores: Stores) -> None:
    await stores.wait_in(poll(YANDEX), 1, 0)
    await stumble(stores, await held(stores, poll(YANDEX)), 5)
    assert await stores.acceptance.cancel(ONE, at(6))
    assert await counts(stores, poll(YANDEX), 6) == (0, 0)


# What is abandoned.


@pytest.mark.parametrize("queue", [PLACE, DELIVER], ids=str)
async def test_an_abandoned_request_is_over(stores: Stores, queue: Queue) -> None:
    await stores.wait_in(queue, 1, 0)
    await abandon(stores, await held(stores, queue))
    now = await stores.now()
    assert (now.status, now.reason, now.due_at, now.live) == (RequestStatus.ENDED, Reason.BUG, None, ())
    assert await stores.due.next_due(queue) is None
    assert await claimed(stores, queue, 10 * LEASE) is None


async def test_what_was_drawn_of_an_abandoned_request_is_kept_for_its_person(stores: Stores) -> None:
    await stores.place(request())
    await stores.draw()
    await stores.conversations.record(replace(await stores.now(), due_at=at(0)), at(0))
    await abandon(stores, await held(stores, DELIVER))
    assert await stores.conversations.pictures(ONE) == {1: PICTURE}
    assert await stores.acceptance.resend(ONE, 9, at(1))
    assert await counts(stores, DELIVER, 1) == (0, 0)


async def test_an_abandoned_batch_is_told_of(stores: Stores) -> None:
    await stores.place(request(origin=origin(message_id=5)))
    await abandon(stores, await held(stores, submit(YANDEX)), 7)
    now = await stores.now()
    assert (now.status, now.due_at) == (RequestStatus.PLACED, at(7))
    assert (now.of(1).status, now.failure) == (GenerationStatus.FAILED, Reason.BUG)
    assert await stores.due.next_due(submit(YANDEX)) is None


async def test_a_batch_is_abandoned_with_all_that_ride_along_and_no_other(stores: Stores) -> None:
    await stores.place(request(count=6, model=BATCHING))
    first, _ = await stores.drawings.claim(submit(OPENAI), 9, lease())
    await abandon(stores, first, 7)
    now = await stores.now()
    assert [one.status for one in now.generations] == [GenerationStatus.FAILED] * 4 + [GenerationStatus.QUEUED] * 2
    assert now.due_at is None


async def test_an_operation_that_cannot_be_stopped_is_let_go(stores: Stores) -> None:
    await stores.wait_in(poll(YANDEX), 1, 0)
    await stores.acceptance.cancel(ONE, at(0))
    await abandon(stores, await held(stores, poll(YANDEX)))
    assert (await stores.now()).of(1).status is GenerationStatus.CANCELLED
    assert await claimed(stores, poll(YANDEX), 10 * LEASE) is None
