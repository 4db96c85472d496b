"""Who delivers what has just come: the one who holds it already, where there is room."""

from uuid import UUID

import pytest
from typing_extensions import override

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import Refused
from tests.drawing.builders import BATCHING, MODEL
from tests.drawing.world import OTHER, PRIVATE, World
from tests.storage.memory import MemoryConversations

GROUP = -500


@pytest.fixture
def instant() -> World:
    """A bot whose model draws within the submission, and which delivers one thing at a time."""
    world = World(MODEL, capacity=Capacity(delivering=1))
    world.provider.seconds = 0
    return world


async def test_a_picture_goes_on_to_its_delivery_without_a_second_claim(instant: World) -> None:
    held = []

    async def look() -> None:
        held.append(instant.holds(instant.last.id))

    instant.faults.meanwhile("deliver", look)
    async with instant.working():
        await instant.ask()
        await instant.idle()
    assert instant.sees() == ["picture"]
    assert held == [2]  # the head start: the delivery's own claim would hold for 30 s


async def test_an_operation_that_is_done_goes_on_to_its_delivery_too(world: World) -> None:
    held = []

    async def look() -> None:
        held.append(world.holds(world.last.id))

    world.faults.meanwhile("deliver", look)
    async with world.working():
        await world.ask()
        await world.passes(30)
    assert world.sees() == ["picture"]
    assert held == [2]


class CountingConversations(MemoryConversations):
    """Counts how often pictures are read."""

    reads = 0

    @override
    async def pictures(self, request_id: UUID) -> dict[int, Picture]:
        self.reads += 1
        return await super().pictures(request_id)


@pytest.mark.parametrize(("count", "reads"), [(1, False), (4, False), (6, True)])
async def test_what_was_handed_on_is_not_read_from_the_database_where_it_is_all_there_is(
    count: int,
    reads: bool,  # noqa: FBT001 - a column of a table
) -> None:
    world = World(BATCHING)
    world.provider.seconds = 0
    counting = world.conversations = CountingConversations(world.database)
    world.restart()
    async with world.working():
        await world.ask(Draft("foxes", count=count))
        await world.passes(5)
    (message,) = world.telegram.chats[PRIVATE].values()
    assert message.data.keys() == set(range(1, count + 1))
    assert (counting.reads > 0) is reads


async def test_of_several_batches_the_pictures_that_came_before_are_read() -> None:
    world = World(BATCHING)
    world.provider.seconds = 0
    async with world.working():
        await world.ask(Draft("foxes", count=6))
        await world.passes(5)
    (message,) = world.telegram.chats[PRIVATE].values()
    assert message.data.keys() == {1, 2, 3, 4, 5, 6}


async def test_a_crash_before_the_delivery_costs_two_seconds(instant: World) -> None:
    instant.faults.hold("deliver")
    async with instant.working() as worker:
        await instant.ask()
        await instant.idle()
        worker.cancel()
    assert instant.last.of(1).status is GenerationStatus.DRAWN
    assert instant.last.status is RequestStatus.PLACED
    instant.restart()
    await instant.after(1.9)
    assert instant.last.status is RequestStatus.PLACED
    await instant.after(0.1)
    assert instant.sees() == ["picture"]


async def test_a_delivery_that_lasts_is_kept_for_as_long_as_it_does(instant: World) -> None:
    gate = instant.faults.hold("deliver")
    async with instant.working():
        await instant.ask()
        await instant.idle()
        await instant.passes(90, by=1)
        gate.set()
        await instant.idle()
    assert (instant.sees()[0], instant.faults.count("deliver")) == ("picture", 1)


async def test_where_all_who_deliver_are_busy_it_waits_for_them(instant: World) -> None:
    gate = instant.faults.hold("deliver")
    held = []

    async def look() -> None:
        held.append(instant.holds(instant.last.id))

    async with instant.working():
        await instant.ask()
        await instant.idle()
        await instant.ask(chat_id=OTHER, user_id=OTHER)
        await instant.idle()
        assert (instant.sees(OTHER), instant.waits(instant.last.due_at)) == (["drawing"], 0)
        assert instant.holds(instant.last.id) is None
        instant.faults.meanwhile("deliver", look)
        gate.set()
        await instant.idle()
    assert (instant.sees(), instant.sees(OTHER)) == (["picture"], ["picture"])
    assert held == [30]


async def test_a_sentence_goes_on_at_once_too(instant: World) -> None:
    held = []

    async def look() -> None:
        held.append(instant.holds(instant.last.id))

    instant.faults.meanwhile("tell", look)
    instant.provider.faults.refuse("submit", Refused("not this"))
    async with instant.working():
        await instant.ask()
        await instant.idle()
    assert (instant.sees(), held) == (["refused"], [2])


async def test_what_is_not_to_be_shown_yet_is_not_handed_on(instant: World) -> None:
    gate = instant.provider.faults.hold("submit")
    async with instant.working():
        await instant.ask(Draft("foxes", count=3))
        await instant.idle()
        assert instant.faults.count("show") == 1
        gate.set()
        await instant.idle()
    assert instant.sees() == ["1 2 3"]


async def test_who_holds_the_request_already_is_not_disturbed() -> None:
    """News are being told as the picture comes; it is delivered when they are."""
    world = World(MODEL)
    world.provider.seconds = 5
    gate = world.faults.hold("report")
    async with world.working():
        await world.ask()
        await world.passes(9)
        assert world.last.of(1).status is GenerationStatus.DRAWN
        assert world.faults.count("deliver") == 0
        gate.set()
        await world.idle()
        assert world.sees() == ["picture"]


async def test_in_a_group_the_whole_way_is_the_same(instant: World) -> None:
    async with instant.working():
        await instant.ask(chat_id=GROUP)
        await instant.idle()
        assert instant.sees(GROUP) == ["picture"]
