"""Periodic tasks: what they do, how often, and that nothing stops them."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from typing_extensions import override

from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import Thread
from bot.drawing.values.specs import Draft
from bot.drawing.work.assembly import Capacity
from bot.drawing.work.periodic import PeriodicTask, periodic_tasks
from bot.errors import CourierUnanswered, StoreUnavailable
from tests.clock import FakeClock
from tests.drawing.builders import MODEL, at
from tests.drawing.world import OTHER, PRIVATE, World, drawn
from tests.storage.memory import MemoryDatabase, MemoryHousekeeping
from tests.storage.memory.database import PictureRow

DAY = 24 * 3600.0


async def drawing(world: World, chat_id: int = PRIVATE, thread_id: int | None = None) -> None:
    """Somebody sees a placeholder, and the provider works on it."""
    await world.ask(chat_id=chat_id, thread_id=thread_id)
    await world.turn("place")
    await world.turn("submit yandex")


# One task.


async def test_it_is_done_at_once_then_every_so_often_until_it_is_stopped() -> None:
    clock, done = FakeClock(), []

    async def do() -> None:
        done.append(clock.monotonic())

    task = PeriodicTask(name="a task", every=4.5, do=do, clock=clock)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(task.run())
        for _ in range(30):
            await _idle()
            clock.advance(0.5)
        await _idle()
        task.stop()
        await _idle()
        assert running.done()
    assert done == [0, 4.5, 9, 13.5]


@pytest.mark.parametrize(
    "error", [CourierUnanswered("no answer"), StoreUnavailable("disk full"), KeyError("a bug nobody foresaw")]
)
async def test_what_fails_is_done_again_next_time(error: Exception) -> None:
    clock, done = FakeClock(), []

    async def do() -> None:
        done.append(clock.monotonic())
        if len(done) == 1:
            raise error

    task = PeriodicTask(name="a task", every=2, do=do, clock=clock)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(task.run())
        await _idle()
        clock.advance(2)
        await _idle()
        task.stop()
    assert done == [0, 2]


# All of them.


def test_each_has_its_pace(world: World) -> None:
    assert {name: task.every for name, task in world.tasks.items()} == {"be seen": 4.5, "tidy": 600, "mend times": 30}
    assert all(task.clock is world.clock for task in world.tasks.values())


async def test_the_bot_is_seen_at_work_where_something_is_drawn(world: World) -> None:
    await drawing(world)
    await drawing(world, -500, 7)
    await world.shown(chat_id=OTHER)
    await world.tasks["be seen"].do()
    assert set(world.telegram.acted) == {Thread(PRIVATE, None), Thread(-500, 7)}


async def test_after_two_minutes_the_words_of_the_placeholder_are_enough(world: World) -> None:
    await drawing(world)
    world.clock.advance(119.9)
    await world.tasks["be seen"].do()
    assert len(world.telegram.acted) == 1
    world.clock.advance(0.1)
    await world.tasks["be seen"].do()
    assert len(world.telegram.acted) == 1


async def test_a_chat_that_is_gone_hides_the_others_from_nobody(world: World) -> None:
    await drawing(world)
    await drawing(world, OTHER)
    world.faults.refuse("act", CourierUnanswered("no answer"))
    await world.tasks["be seen"].do()
    assert len(world.telegram.acted) == 1


async def test_the_bot_is_seen_in_100_chats_at_once(world: World) -> None:
    for number in range(1, 102):
        await world.ask(chat_id=number, user_id=number)
    while await world.turn("place"):
        pass
    while await world.turn("submit yandex"):
        pass
    await world.tasks["be seen"].do()
    assert len(set(world.telegram.acted)) == 100


async def test_originals_are_kept_for_a_week_after_their_delivery(world: World) -> None:
    await world.delivered()
    world.clock.advance(7 * DAY - 1)
    await world.tasks["tidy"].do()
    assert await world.archive.original(world.last.of(1).id) is not None
    world.clock.advance(2)
    await world.tasks["tidy"].do()
    assert await world.archive.original(world.last.of(1).id) is None


async def test_how_long_originals_are_kept_is_a_setting() -> None:
    world = World(MODEL, capacity=Capacity(originals=timedelta(hours=1)))
    await world.delivered()
    world.clock.advance(3601)
    await world.tasks["tidy"].do()
    assert await world.archive.original(world.last.of(1).id) is None


async def test_what_somebody_typed_inline_is_kept_for_a_week(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    world.clock.advance(7 * DAY - 1)
    await world.tasks["tidy"].do()
    assert (await world.inline_drafts.own(key, PRIVATE)).text == "a red fox"
    world.clock.advance(2)
    await world.tasks["tidy"].do()
    assert world.database.tables.inline_drafts == {}


class Counting(MemoryHousekeeping):
    """Counts the steps."""

    def __init__(self, database: MemoryDatabase) -> None:
        super().__init__(database)
        self.steps: list[int] = []

    @override
    async def drop_originals(self, before: datetime, limit: int) -> int:
        self.steps.append(await super().drop_originals(before, limit))
        return self.steps[-1]

    @override
    async def drop_inline_drafts(self, before: datetime, limit: int) -> int:
        self.steps.append(await super().drop_inline_drafts(before, limit))
        return self.steps[-1]


async def test_what_is_too_old_is_forgotten_in_steps_of_200(world: World) -> None:
    tables = world.database.tables
    for number in range(401):
        tables.pictures[UUID(int=number)] = PictureRow(Picture(b"", "image/jpeg", 1, 1), delivered_at=at(0))
        await world.inline_drafts.keep(number, "a red fox")
    counting = Counting(world.database)
    world.clock.advance(8 * DAY)
    tasks = periodic_tasks(
        housekeeping=counting,
        undecoded=world.undecoded,
        courier=world.telegram,
        clock=world.clock,
        originals=timedelta(days=7),
    )
    await next(task for task in tasks if task.name == "tidy").do()
    assert counting.steps == [200, 200, 1, 200, 200, 1]
    assert (tables.pictures, tables.inline_drafts) == ({}, {})


async def test_what_was_no_picture_is_kept_as_long_as_originals_are(world: World) -> None:
    for days in (0, 1):
        await world.undecoded.keep(UUID(int=days), b"what", at(days * DAY))
    world.clock.advance(7 * DAY + 1)
    await world.tasks["tidy"].do()
    assert set(world.undecoded.kept) == {UUID(int=1)}


async def test_what_is_due_farther_ahead_than_anything_is_due_now_for_the_clock_was_set_back(world: World) -> None:
    await world.shown()
    for seconds, expected in [(600, 600), (601, 0)]:
        world.let_wait(at(seconds))
        await world.tasks["mend times"].do()
        assert world.waits(world.last.due_at) == expected


async def test_a_bot_whose_clock_was_set_back_by_a_day_goes_on(world: World) -> None:
    world.clock.set_by(DAY)
    world.restart()
    await world.shown(Draft("a red fox"))
    await world.turn("submit yandex")
    world.clock.set_by(-DAY)
    world.restart()
    await world.after(0)
    assert world.sees() == ["drawing"]
    await world.tasks["mend times"].do()
    world.provider.results.append(drawn("a picture"))
    await world.settle()
    assert world.sees() == ["picture"]


async def _idle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
