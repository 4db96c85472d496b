"""Periodic tasks: what they do, how often, and that nothing stops them."""

import asyncio

import pytest

from bot.drawing.values.requests import Thread
from bot.drawing.values.specs import Draft
from bot.drawing.work.incidents import Incidents
from bot.drawing.work.periodic import PeriodicTask
from bot.errors import CourierUnanswered, StoreUnavailable
from tests.clock import FakeClock
from tests.drawing.builders import at
from tests.drawing.world import OTHER, PRIVATE, World, drawn
from tests.drawing.world.telegram import MemoryTelegram
from tests.storage.memory import MemoryAlarms, MemoryDatabase

DAY = 24 * 3600.0


async def drawing(world: World, chat_id: int = PRIVATE, thread_id: int | None = None) -> None:
    """Somebody sees a placeholder, and the provider works on it."""
    await world.ask(chat_id=chat_id, thread_id=thread_id)
    await world.turn("place")
    await world.turn("submit yandex")


def incidents(clock: FakeClock) -> Incidents:
    """What the operator hears by."""
    return Incidents(alarms=MemoryAlarms(MemoryDatabase()), operator=MemoryTelegram(), clock=clock)


# One task.


async def test_it_is_done_at_once_then_every_so_often_until_it_is_stopped() -> None:
    clock, done = FakeClock(), []

    async def do() -> None:
        done.append(clock.monotonic())

    task = PeriodicTask(name="a task", every=4.5, do=do, clock=clock, incidents=incidents(clock))
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

    task = PeriodicTask(name="a task", every=2, do=do, clock=clock, incidents=incidents(clock))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(task.run())
        await _idle()
        clock.advance(2)
        await _idle()
        task.stop()
    assert done == [0, 2]


# All of them.


def test_each_has_its_pace(world: World) -> None:
    assert {name: task.every for name, task in world.tasks.items()} == {
        "be seen": 4.5,
        "tidy": 600,
        "shrink": 60,
        "clear": 10,
        "begin": 2,
        "mend times": 30,
        "watch the store": 15,
    }
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
