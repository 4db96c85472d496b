"""What takes longer than a chat may be held up is done beside all chats."""

import asyncio
from collections.abc import AsyncIterator
from contextvars import ContextVar
from itertools import count

import pytest
import structlog

from bot.telegram.inbound.errands import AT_ONCE, MOST, Errands

mood: ContextVar[str] = ContextVar("mood", default="calm")


class Going:
    """Errands that are done until the block is left."""

    def __init__(self) -> None:
        self.errands = Errands()
        self.stop = asyncio.Event()
        self.go_on = asyncio.Event()
        self.begun = 0
        self.done = 0
        self._keys = count()

    async def work(self) -> None:
        """Wait until it may go on."""
        self.begun += 1
        await self.go_on.wait()
        self.done += 1

    def begin(self, key: object = None) -> bool:
        """Have it done under a key, or one of its own."""
        return self.errands.begin(next(self._keys) if key is None else str(key), self.work)

    async def settle(self) -> None:
        """Let everything run as far as it goes."""
        for _ in range(5):
            await asyncio.sleep(0)


@pytest.fixture
async def going() -> AsyncIterator[Going]:
    here = Going()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(here.errands.run(here.stop))
        await here.settle()
        yield here
        here.go_on.set()
        here.stop.set()


async def test_who_begins_it_does_not_wait(going: Going) -> None:
    assert going.begin()
    assert not going.begun


async def test_only_some_are_done_at_once(going: Going) -> None:
    for _ in range(AT_ONCE + 3):
        assert going.begin()
    await going.settle()
    assert going.begun == AT_ONCE
    going.go_on.set()
    await going.settle()
    assert going.done == AT_ONCE + 3


async def test_there_is_room_for_so_many(going: Going) -> None:
    assert all(going.begin() for _ in range(MOST))
    assert not going.begin()
    going.go_on.set()
    await going.settle()
    await going.settle()
    assert going.begin()


async def test_what_is_under_way_is_not_begun_anew(going: Going) -> None:
    assert going.begin("one")
    assert going.begin("one")
    await going.settle()
    assert going.begun == 1
    assert going.errands.is_running("one")


async def test_what_nobody_waits_for_is_dropped(going: Going) -> None:
    going.begin("one")
    await going.settle()
    going.errands.drop("one")
    going.errands.drop("another")
    await going.settle()
    going.go_on.set()
    await going.settle()
    assert (going.begun, going.done) == (1, 0)
    assert not going.errands.is_running("one")


async def test_an_error_ends_nothing_else(going: Going) -> None:
    async def fail() -> None:
        raise ValueError("a bug")

    with structlog.testing.capture_logs() as logs:
        going.errands.begin("bad", fail)
        await going.settle()
    assert [line["event"] for line in logs] == ["errand failed"]
    going.begin()
    going.go_on.set()
    await going.settle()
    assert going.done == 1


async def test_it_knows_nothing_of_whose_update_began_it(going: Going) -> None:
    """So that it waits for Telegram's limits as long as it takes, and nobody thinks that somebody was answered."""
    seen = []

    async def look() -> None:
        seen.append(mood.get())

    mood.set("in a hurry")
    going.errands.begin("one", look)
    await going.settle()
    assert seen == ["calm"]


async def test_at_the_stop_what_was_begun_is_finished_and_nothing_more_begun() -> None:
    here = Going()
    running = asyncio.ensure_future(here.errands.run(here.stop))
    await here.settle()
    assert here.begin()
    await here.settle()
    here.stop.set()
    await here.settle()
    assert not here.begin()
    assert not running.done()
    here.go_on.set()
    await running
    assert here.done == 1


async def test_before_it_runs_nothing_is_begun() -> None:
    assert not Going().begin()
