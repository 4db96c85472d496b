"""Several pictures that one submission asks for: the first of them is claimed, for all."""

from dataclasses import replace
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus, in_batches
from bot.drawing.values.queues import DELIVER, poll, submit
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch
from bot.errors import FenceLost
from tests.drawing.builders import BATCHING, OPENAI, at, request
from tests.storage.conformance.stores import PICTURE, Stores, lease

ONE = UUID(int=1)
DRAWN, FAILED, QUEUED = GenerationStatus.DRAWN, GenerationStatus.FAILED, GenerationStatus.QUEUED


async def begun(stores: Stores, count: int = 4) -> Batch:
    """A batch that is being submitted."""
    await stores.place(request(count=count, model=BATCHING))
    (held,) = await stores.drawings.claim(submit(OPENAI), 1, lease())
    batch = held.with_generations(tuple(one.submitting(at(0)) for one in held.generations))
    await stores.drawings.begin(batch)
    return batch


def positions(batches: list[Batch]) -> list[list[int]]:
    return [[one.position for one in batch.generations] for batch in batches]


@pytest.mark.parametrize(
    ("count", "batches"),
    [(1, [[1]]), (4, [[1, 2, 3, 4]]), (6, [[1, 2, 3, 4], [5, 6]]), (9, [[1, 2, 3, 4], [5, 6, 7, 8], [9]])],
)
async def test_as_many_are_asked_for_at_once_as_the_model_draws(
    stores: Stores, count: int, batches: list[list[int]]
) -> None:
    await stores.place(request(count=count, model=BATCHING))
    assert positions(await stores.drawings.claim(submit(OPENAI), 9, lease())) == batches


async def test_those_that_ride_along_are_not_claimed_themselves(stores: Stores) -> None:
    await stores.place(request(count=4, model=BATCHING))
    assert len(await stores.drawings.claim(submit(OPENAI), 9, lease())) == 1
    assert await stores.claim_batches(submit(OPENAI), seconds=119) == []


async def test_only_the_leaders_claim_is_counted_and_fenced(stores: Stores) -> None:
    await stores.place(request(count=3, model=BATCHING))
    (held,) = await stores.drawings.claim(submit(OPENAI), 1, lease(3))
    assert [one.fence for one in held.generations] == [1, 0, 0]
    assert [one.due_at for one in held.generations] == [at(3), None, None]


async def test_all_are_being_submitted(stores: Stores) -> None:
    assert (await begun(stores)).request == await stores.now()


async def test_a_crash_leaves_all_of_them_to_be_submitted_again(stores: Stores) -> None:
    batch = await begun(stores)
    (held,) = await stores.drawings.claim(submit(OPENAI), 9, lease(120))
    assert [one.id for one in held.generations] == [one.id for one in batch.generations]
    assert {one.status for one in held.generations} == {GenerationStatus.SUBMITTING}


async def test_all_pictures_are_kept_in_one_commit(stores: Stores) -> None:
    batch = await begun(stores)
    drawn = tuple(one.drawn(at(5), None) for one in batch.generations)
    pictures = dict.fromkeys(range(1, 5), PICTURE)
    await stores.drawings.record(batch.with_generations(drawn), pictures, at(5), show_at=at(5))
    assert (await stores.now()).generations == drawn
    assert await stores.archive.pictures(ONE) == pictures


async def test_three_of_four_may_come(stores: Stores) -> None:
    batch = await begun(stores)
    *came, last = batch.generations
    ended = (*(one.drawn(at(5), None) for one in came), last.ended(Reason.MISSING))
    await stores.drawings.record(batch.with_generations(ended), dict.fromkeys((1, 2, 3), PICTURE), at(5))
    assert [one.status for one in (await stores.now()).generations] == [DRAWN, DRAWN, DRAWN, FAILED]
    assert await stores.archive.pictures(ONE) == dict.fromkeys((1, 2, 3), PICTURE)
    assert await stores.claim(DELIVER, seconds=5) == [1]


async def test_those_that_did_not_come_may_be_asked_for_again(stores: Stores) -> None:
    batch = await begun(stores)
    first, second, *missing = batch.generations
    again = in_batches(tuple(one.queued_again(at(8)) for one in missing), BATCHING.batch, at(8))
    written = (first.drawn(at(5), None), second.drawn(at(5), None), *again)
    await stores.drawings.record(batch.with_generations(written), dict.fromkeys((1, 2), PICTURE), at(5))
    assert await stores.claim_batches(submit(OPENAI), seconds=7.999) == []
    (held,) = await stores.drawings.claim(submit(OPENAI), 9, lease(8))
    assert positions([held]) == [[3, 4]]
    assert (held.leader.status, held.leader.submissions) == (QUEUED, 0)


async def test_an_operation_is_asked_for_once_for_all(stores: Stores) -> None:
    batch = await begun(stores)
    leader, *others = (one.pending("op", None) for one in batch.generations)
    pending = (replace(leader, due_at=at(9)), *others)
    await stores.drawings.record(batch.with_generations(pending), {}, at(1))
    held = await stores.drawings.claim(poll(OPENAI), 9, lease(9))
    assert positions(held) == [[1, 2, 3, 4]]
    assert await stores.claim_batches(poll(OPENAI), seconds=9) == []


async def test_who_lost_the_fence_writes_none_of_them(stores: Stores) -> None:
    batch = await begun(stores)
    await stores.claim_batches(submit(OPENAI), seconds=120)
    before = await stores.now()
    drawn = tuple(one.drawn(at(121), None) for one in batch.generations)
    with pytest.raises(FenceLost):
        await stores.drawings.record(batch.with_generations(drawn), dict.fromkeys(range(1, 5), PICTURE), at(121))
    assert await stores.now() == before
    assert await stores.archive.pictures(ONE) == {}


async def test_when_it_is_taken_back_who_holds_it_writes_none_of_them(stores: Stores) -> None:
    batch = await begun(stores)
    await stores.acceptance.cancel(ONE, at(1))
    with pytest.raises(FenceLost):
        await stores.drawings.record(
            batch.with_generations(tuple(one.pending("op", None) for one in batch.generations)), {}, at(2)
        )
    assert {one.status for one in (await stores.now()).generations} == {GenerationStatus.CANCELLED}


async def test_two_batches_of_a_request_are_submitted_side_by_side(stores: Stores) -> None:
    await stores.place(request(count=6, model=BATCHING))
    first, second = await stores.drawings.claim(submit(OPENAI), 9, lease())
    for batch in (first, second):
        pictures = {one.position: PICTURE for one in batch.generations}
        drawn = tuple(one.submitting(at(0)).drawn(at(1), None) for one in batch.generations)
        await stores.drawings.record(batch.with_generations(drawn), pictures, at(1))
    assert {one.status for one in (await stores.now()).generations} == {DRAWN}
    assert (await stores.now()).due_at == at(1)
