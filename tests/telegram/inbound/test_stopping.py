"""Waiting: how long, and only until the bot is asked to stop."""

import asyncio

import pytest

from bot.telegram.stopping import pause, unless


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0.0), (1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0), (5, 15.0), (6, 15.0), (1000, 15.0)]
)
def test_pauses_grow_with_the_failures_in_a_row(failures: int, seconds: float) -> None:
    assert pause(failures) == seconds


async def test_work_that_ends_before_the_stop_has_its_result() -> None:
    assert await unless(asyncio.Event(), asyncio.sleep(0, "done")) == "done"


async def test_work_that_the_stop_overtakes_is_ended() -> None:
    stop, ended = asyncio.Event(), asyncio.Event()

    async def work() -> str:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return "never"

    asyncio.get_running_loop().call_soon(stop.set)
    assert await unless(stop, work()) is None
    assert ended.is_set()


async def test_what_goes_wrong_with_work_is_told_as_it_is() -> None:
    async def work() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await unless(asyncio.Event(), work())
