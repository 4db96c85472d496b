"""A request is taken back: what is not drawn yet will not be, in whichever status it is."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.queues import DELIVER, PLACE, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, RequestStatus
from bot.errors import FenceLost
from tests.drawing.builders import BATCHING, OPENAI, YANDEX, at, generation, request
from tests.storage.conformance.stores import PICTURE, Stores, lease

ONE = UUID(int=1)
LIVE = (GenerationStatus.QUEUED, GenerationStatus.SUBMITTING, GenerationStatus.PENDING)
OVER = tuple(status for status in GenerationStatus if status not in LIVE)


def in_status(one: Generation, status: GenerationStatus) -> Generation:
    """A queued generation, after the steps that lead to a status."""
    submitting = one.submitting(at(0))
    match status:
        case GenerationStatus.QUEUED:
            return one
        case GenerationStatus.SUBMITTING:
            return submitting
        case GenerationStatus.PENDING:
            return submitting.pending("fbv17", at(30))
        case GenerationStatus.DRAWN:
            return submitting.drawn(at(0), None)
        case GenerationStatus.FAILED:
            return submitting.ended(Reason.REFUSED)
        case GenerationStatus.CANCELLED:
            return one.ended(Reason.CANCELLED)
        case GenerationStatus.EXPIRED:
            return one.ended(Reason.TIMEOUT)


async def in_statuses(stores: Stores, *statuses: GenerationStatus) -> None:
    """A placed request whose generations are in these statuses."""
    await stores.place(request(count=len(statuses)))
    for one, status in zip((await stores.now()).generations, statuses, strict=True):
        if status is not GenerationStatus.QUEUED:
            await stores.write(in_status(one, status))


@pytest.mark.parametrize("status", LIVE)
async def test_what_is_not_drawn_yet_is_cancelled(stores: Stores, status: GenerationStatus) -> None:
    await in_statuses(stores, status)
    assert await stores.acceptance.cancel(ONE, at(60))
    (one,) = (await stores.now()).generations
    assert (one.status, one.reason) == (GenerationStatus.CANCELLED, None)


async def test_it_has_a_new_fence_and_its_failures_are_forgotten(stores: Stores) -> None:
    """The stopping of its operation is another matter."""
    await stores.place(request())
    await stores.write(replace(await stores.submit(), attempts=3))
    before = (await stores.now()).of(1)
    await stores.acceptance.cancel(ONE, at(60))
    after = replace(before, status=GenerationStatus.CANCELLED, fence=before.fence + 1, attempts=0, due_at=at(60))
    assert (await stores.now()).of(1) == after


@pytest.mark.parametrize("status", OVER)
async def test_what_has_ended_stays_as_it_is_and_there_was_nothing_to_cancel(
    stores: Stores, status: GenerationStatus
) -> None:
    await in_statuses(stores, status)
    before = await stores.now()
    assert not await stores.acceptance.cancel(ONE, at(60))
    assert await stores.now() == before


async def test_of_several_only_those_that_live_are_cancelled(stores: Stores) -> None:
    await in_statuses(stores, *GenerationStatus)
    before = await stores.now()
    assert await stores.acceptance.cancel(ONE, at(60))
    now = await stores.now()
    assert {one.status for one in now.generations if before.of(one.position) in before.live} == {
        GenerationStatus.CANCELLED
    }
    assert [now.of(one.position) for one in before.generations if one.has_ended] == [
        one for one in before.generations if one.has_ended
    ]


async def test_cancelling_twice_changes_nothing_more(stores: Stores) -> None:
    await in_statuses(stores, *LIVE)
    await stores.acceptance.cancel(ONE, at(60))
    before = await stores.now()
    assert not await stores.acceptance.cancel(ONE, at(61))
    assert await stores.now() == before


async def test_an_unknown_request_has_nothing_to_cancel(stores: Stores) -> None:
    assert not await stores.acceptance.cancel(UUID(int=404), at(60))


async def test_its_person_is_told_now(stores: Stores) -> None:
    await in_statuses(stores, *LIVE)
    await stores.acceptance.cancel(ONE, at(60))
    assert (await stores.now()).status is RequestStatus.PLACED
    assert await stores.due.next_due(DELIVER) == at(60)
    assert await stores.claim(DELIVER, seconds=60) == [1]


async def test_one_without_a_placeholder_goes_on_where_that_is_put(stores: Stores) -> None:
    await stores.add(request(due_at=at(500)))
    await stores.acceptance.cancel(ONE, at(60))
    assert (await stores.now()).status is RequestStatus.ACCEPTED
    assert await stores.claim(PLACE, seconds=60) == [1]


async def test_what_is_due_already_does_not_become_due_later(stores: Stores) -> None:
    await stores.add(request(due_at=at(10)))
    await stores.acceptance.cancel(ONE, at(60))
    assert (await stores.now()).due_at == at(10)


async def test_who_holds_the_request_keeps_it_and_it_stays_due(stores: Stores) -> None:
    await stores.add(request())
    (held,) = await stores.conversations.claim(PLACE, 1, lease())
    await stores.acceptance.cancel(ONE, at(5))
    assert await stores.conversations.record(held.placed(6, None, None), at(6)) == at(5)
    assert await stores.claim(DELIVER, seconds=6) == [1]


@pytest.mark.parametrize("status", LIVE)
async def test_who_works_on_a_generation_writes_nothing_more(stores: Stores, status: GenerationStatus) -> None:
    """Neither its status nor its picture."""
    await in_statuses(stores, status)
    before = await stores.now()
    await stores.acceptance.cancel(ONE, at(60))
    cancelled = await stores.now()
    drawn = generation(status=GenerationStatus.DRAWN, fence=before.of(1).fence)
    with pytest.raises(FenceLost):
        await stores.drawings.record(Batch(before, (drawn,)), {1: PICTURE}, at(61), show_at=at(61))
    assert await stores.now() == cancelled
    assert await stores.archive.pictures(ONE) == {}


async def test_nobody_begins_to_submit_it(stores: Stores) -> None:
    await stores.place(request())
    (held,) = await stores.drawings.claim(submit(YANDEX), 1, lease())
    await stores.acceptance.cancel(ONE, at(1))
    with pytest.raises(FenceLost):
        await stores.drawings.begin(held.with_generations((held.leader.submitting(at(2)),)))


async def test_it_waits_to_be_submitted_no_more(stores: Stores) -> None:
    await stores.place(request(count=2))
    await stores.acceptance.cancel(ONE, at(60))
    assert await stores.claim_batches(submit(YANDEX), seconds=999) == []
    assert await stores.due.next_due(submit(YANDEX)) is None


async def test_an_operation_is_to_be_stopped_now(stores: Stores) -> None:
    await in_statuses(stores, GenerationStatus.PENDING)
    await stores.acceptance.cancel(ONE, at(10))
    assert await stores.due.next_due(poll(YANDEX)) == at(10)
    (held,) = await stores.drawings.claim(poll(YANDEX), 9, lease(10))
    assert (held.leader.status, held.leader.operation_id) == (GenerationStatus.CANCELLED, "fbv17")


async def test_an_operation_is_to_be_stopped_at_once_even_if_somebody_asks_for_it_now(stores: Stores) -> None:
    await in_statuses(stores, GenerationStatus.PENDING)
    assert await stores.claim_batches(poll(YANDEX), seconds=30) == [1]
    await stores.acceptance.cancel(ONE, at(31))
    assert await stores.claim_batches(poll(YANDEX), seconds=31) == [1]


async def test_an_operation_that_was_stopped_is_left_alone(stores: Stores) -> None:
    await in_statuses(stores, GenerationStatus.PENDING)
    await stores.acceptance.cancel(ONE, at(10))
    (held,) = await stores.drawings.claim(poll(YANDEX), 9, lease(10))
    await stores.drawings.record(held.with_generations((replace(held.leader, due_at=None),)), {}, at(11))
    assert await stores.claim_batches(poll(YANDEX), seconds=999) == []
    assert await stores.due.next_due(poll(YANDEX)) is None


@pytest.mark.parametrize("status", [GenerationStatus.QUEUED, GenerationStatus.SUBMITTING])
async def test_where_no_operation_is_known_there_is_nothing_to_stop(stores: Stores, status: GenerationStatus) -> None:
    await in_statuses(stores, status)
    await stores.acceptance.cancel(ONE, at(60))
    assert await stores.claim_batches(poll(YANDEX), seconds=999) == []


async def test_the_operation_of_a_batch_is_stopped_once(stores: Stores) -> None:
    await stores.place(request(count=4, model=BATCHING))
    (held,) = await stores.drawings.claim(submit(OPENAI), 1, lease())
    leader, *others = (one.submitting(at(0)).pending("op", None) for one in held.generations)
    await stores.drawings.record(held.with_generations((replace(leader, due_at=at(30)), *others)), {}, at(0))
    await stores.acceptance.cancel(ONE, at(10))
    (stopping,) = await stores.drawings.claim(poll(OPENAI), 9, lease(10))
    assert [one.operation_id for one in stopping.generations] == ["op"] * 4
    stopped = (replace(stopping.leader, due_at=None), *stopping.generations[1:])
    await stores.drawings.record(stopping.with_generations(stopped), {}, at(11))
    assert await stores.claim_batches(poll(OPENAI), seconds=999) == []


async def test_pictures_that_came_before_are_kept(stores: Stores) -> None:
    await in_statuses(stores, GenerationStatus.QUEUED, GenerationStatus.QUEUED)
    await stores.draw(1, 1)
    await stores.acceptance.cancel(ONE, at(60))
    assert await stores.archive.pictures(ONE) == {1: PICTURE}
