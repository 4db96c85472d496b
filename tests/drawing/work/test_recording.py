"""How results are written: whatever takes its time, and whoever goes on with them is woken."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence

import pytest

from bot.drawing.ports.work_stores import Lease
from bot.drawing.values import queues
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.queues import Queue
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Request, RequestStatus
from bot.drawing.values.specs import Draft
from bot.drawing.work.recording import Recorder
from bot.errors import FenceLost, Outage, StoreUnavailable
from tests.drawing.builders import BATCHING, OPENAI, YANDEX, at, batch, picture
from tests.drawing.world import World

QUEUES = (queues.PLACE, queues.DELIVER, *(way(one) for way in (queues.submit, queues.poll) for one in (YANDEX, OPENAI)))


@pytest.fixture
def recorder(world: World) -> Recorder:
    """Writes into the world's database."""
    return Recorder(
        conversations=world.conversations, drawings=world.drawings, clock=world.clock, wake_ups=world.wake_ups
    )


def woken(world: World) -> list[Queue]:
    """Whose consumers were woken since this was asked last."""
    events = {queue: world.wake_ups.of(queue) for queue in QUEUES}
    rung = [queue for queue, event in events.items() if event.is_set()]
    for event in events.values():
        event.clear()
    return rung


async def accepted(world: World, count: int = 1) -> Request:
    """Somebody asked; nobody is awake."""
    request = await world.ask(Draft("foxes", count=count))
    woken(world)
    return request


async def placed(world: World, count: int = 1) -> Request:
    """Somebody sees the placeholder; nobody is awake."""
    request = await world.shown(Draft("foxes", count=count))
    woken(world)
    return request


async def test_it_knows_the_time(world: World, recorder: Recorder) -> None:
    world.clock.advance(3)
    assert (recorder.now(), recorder.later(4)) == (at(3), at(7))


async def test_a_placed_request_wakes_those_who_submit_at_its_account(world: World, recorder: Recorder) -> None:
    request = await accepted(world)
    await recorder.request(request.placed(6, None, None))
    assert woken(world) == [queues.submit(YANDEX)]


async def test_a_placed_request_that_is_due_wakes_those_who_deliver(world: World, recorder: Recorder) -> None:
    request = await accepted(world)
    await recorder.request(request.placed(6, at(0), None))
    assert woken(world) == [queues.DELIVER, queues.submit(YANDEX)]


async def test_a_request_without_a_placeholder_yet_wakes_those_who_place(world: World, recorder: Recorder) -> None:
    request = await accepted(world)
    await recorder.request(request.retried(at(2)))
    assert woken(world) == [queues.PLACE]
    assert world.last.attempts == 1


@pytest.mark.parametrize("status", [RequestStatus.DELIVERED, RequestStatus.ENDED])
async def test_a_request_at_its_end_wakes_nobody(world: World, recorder: Recorder, status: RequestStatus) -> None:
    request = await placed(world)
    ended = request.ended(Reason.REFUSED) if status is RequestStatus.ENDED else request.delivered(at(0), None, None)
    await recorder.request(ended)
    assert woken(world) == []


async def test_what_became_due_meanwhile_wakes_those_who_deliver(world: World, recorder: Recorder) -> None:
    request = await placed(world)
    world.stir()
    await recorder.request(request)
    assert queues.DELIVER in woken(world)


async def test_a_mark_keeps_the_claim_and_wakes_nobody(world: World, recorder: Recorder) -> None:
    await accepted(world)
    (claimed,) = await world.claimed("place")
    await recorder.mark(claimed)
    assert (world.holds(claimed.id), woken(world)) == (30, [])


async def test_a_result_gives_the_claim_back(world: World, recorder: Recorder) -> None:
    await accepted(world)
    (claimed,) = await world.claimed("place")
    await recorder.request(claimed)
    assert world.holds(claimed.id) is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (GenerationStatus.QUEUED, [queues.submit(YANDEX)]),
        (GenerationStatus.SUBMITTING, [queues.submit(YANDEX)]),
        (GenerationStatus.PENDING, [queues.poll(YANDEX)]),
        (GenerationStatus.FAILED, []),
    ],
)
async def test_a_generation_wakes_those_who_go_on_with_it(
    world: World, recorder: Recorder, status: GenerationStatus, expected: Sequence[Queue]
) -> None:
    of = batch(await placed(world))
    submitting = of.leader.submitting(at(0))
    now = {
        GenerationStatus.QUEUED: of.leader,
        GenerationStatus.SUBMITTING: submitting,
        GenerationStatus.PENDING: submitting.pending("fbv17", at(8)),
        GenerationStatus.FAILED: submitting.ended(Reason.REFUSED),
    }
    await recorder.batch(of.with_generations((now[status],)), {})
    assert woken(world) == expected


async def test_what_was_handed_over_wakes_those_at_the_other_account(world: World, recorder: Recorder) -> None:
    of = batch(await placed(world))
    await recorder.batch(of.with_generations((of.leader.handed_to(BATCHING),)), {})
    assert woken(world) == [queues.submit(OPENAI)]


async def test_what_is_to_be_shown_wakes_those_who_deliver(world: World, recorder: Recorder) -> None:
    assert await recorder.batch(_drawn(await placed(world)), {1: picture()}, show_at=at(0)) is None
    assert woken(world) == [queues.DELIVER]


async def test_what_is_taken_along_to_be_shown_wakes_nobody_else(world: World, recorder: Recorder) -> None:
    lease = Lease(at(0), world.capacity.lease)
    taken = await recorder.batch(_drawn(await placed(world)), {1: picture()}, show_at=at(0), take=lease)
    assert taken == world.last
    assert woken(world) == []
    assert world.holds(world.last.id) == 30


async def test_what_somebody_else_holds_is_not_taken_along_but_woken_for(world: World, recorder: Recorder) -> None:
    request = await placed(world)
    world.hear(request)
    await world.claimed("news")
    taken = await recorder.batch(
        _drawn(request), {1: picture()}, show_at=at(0), take=Lease(at(0), world.capacity.lease)
    )
    assert (taken, woken(world)) == (None, [queues.DELIVER])


async def test_that_it_is_being_submitted_keeps_the_claim(world: World, recorder: Recorder) -> None:
    await placed(world)
    (claimed,) = await world.claimed("submit yandex")
    await recorder.begin(claimed.with_generations((claimed.leader.submitting(at(0)),)))
    assert (world.holds(claimed.id), woken(world)) == (30, [])
    assert world.last.of(1).status is GenerationStatus.SUBMITTING


async def test_a_database_that_is_away_is_waited_for_second_by_second(world: World, recorder: Recorder) -> None:
    request = await accepted(world)
    world.database.unavailable = True
    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(recorder.request(request.placed(6, None, None)))
        await world.idle()
        await world.passes(2)
        world.database.unavailable = False
        await world.passes(0.5)
        assert not writing.done()
        await world.passes(0.5)
        assert writing.done()
    assert world.last.status is RequestStatus.PLACED


@pytest.mark.parametrize("write", ["mark", "request", "begin", "batch"])
async def test_a_lost_fence_is_not_waited_for(world: World, recorder: Recorder, write: str) -> None:
    request = await placed(world)
    world.seize(request.id)
    world.seize(request.of(1).id)
    ways: dict[str, Callable[[], Awaitable[object]]] = {
        "mark": lambda: recorder.mark(request),
        "request": lambda: recorder.request(request),
        "begin": lambda: recorder.begin(batch(request)),
        "batch": lambda: recorder.batch(batch(request), {}),
    }
    with pytest.raises(FenceLost):
        await ways[write]()
    assert woken(world) == []


def _drawn(request: Request) -> Batch:
    of = batch(request)
    return of.with_generations((of.leader.submitting(at(0)).drawn(at(0), None),))


# What the database does not take.


class Refusing:
    """A database that takes nothing for so many times; ``tries`` counts."""

    def __init__(self, outage: Outage, times: float) -> None:
        self.tries = 0
        self._outage = outage
        self._times = times

    async def __call__(self, *_: object, **__: object) -> None:
        """Take it in the end."""
        self.tries += 1
        if self.tries <= self._times:
            raise StoreUnavailable("not this", self._outage)


async def written(world: World, recorder: Recorder, refusing: Refusing, seconds: int) -> BaseException | None:
    """What became of a write that is tried for so long; None where it was taken."""
    request = await accepted(world)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(world.conversations, "record", refusing)
        task = asyncio.ensure_future(recorder.mark(request))
        for _ in range(seconds):
            await _idle()
            world.clock.advance(1)
        await _idle()
    return task.exception() if task.done() else TimeoutError()


async def _idle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize("outage", [Outage.AWAY, Outage.LOST])
async def test_what_passes_is_waited_for_as_long_as_it_lasts(world: World, recorder: Recorder, outage: Outage) -> None:
    refusing = Refusing(outage, 700)
    assert await written(world, recorder, refusing, 705) is None
    assert refusing.tries == 701


@pytest.mark.parametrize(("outage", "tries"), [(Outage.REFUSED, 3), (Outage.UNKNOWN, 600)])
async def test_what_may_never_be_taken_is_given_up(
    world: World, recorder: Recorder, outage: Outage, tries: int
) -> None:
    refusing = Refusing(outage, math.inf)
    error = await written(world, recorder, refusing, 605)
    assert isinstance(error, StoreUnavailable)
    assert (error.outage, refusing.tries) == (Outage.REFUSED, tries)


async def test_two_who_refuse_each_other_get_on(world: World, recorder: Recorder) -> None:
    assert await written(world, recorder, Refusing(Outage.REFUSED, 2), 5) is None
