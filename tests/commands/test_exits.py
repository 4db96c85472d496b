"""How a command ends: the first signal asks it to, and what comes after that."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.commands.exits import exit_code, until_signal


async def sent(number: signal.Signals) -> None:
    """A signal that this process has seen."""
    os.kill(os.getpid(), number)
    for _ in range(5):
        await asyncio.sleep(0)


def finishing(*later: signal.Signals, done: list[str]) -> Callable[[asyncio.Event], Awaitable[None]]:
    """Work that is asked to stop, and gets these signals while it finishes what is in hand."""

    async def work(stop: asyncio.Event) -> None:
        await stop.wait()
        for number in later:
            await sent(number)
        await asyncio.sleep(0)
        done.append("finished")

    return work


async def ended(first: signal.Signals, *later: signal.Signals) -> list[str]:
    """What was done in the end, by work that got these signals."""
    done: list[str] = []
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(until_signal(finishing(*later, done=done)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await sent(first)
    return done


TERM, INT = signal.SIGTERM, signal.SIGINT


@pytest.mark.parametrize("signals", [(TERM,), (INT,), (TERM, TERM), (TERM, TERM, TERM), (INT, TERM), (INT, TERM, TERM)])
async def test_what_is_in_hand_is_finished_however_often_it_is_asked(
    signals: tuple[signal.Signals, ...],
) -> None:
    assert await ended(*signals) == ["finished"]


@pytest.mark.parametrize("signals", [(INT, INT), (TERM, INT), (TERM, TERM, INT)])
async def test_ctrl_c_after_that_cuts_it_off(signals: tuple[signal.Signals, ...]) -> None:
    with capture_logs() as lines:
        assert await ended(*signals) == []
    assert [line["event"] for line in lines] == ["stopped in the middle"]


async def test_what_goes_wrong_is_raised() -> None:
    async def work(_: asyncio.Event) -> None:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        await until_signal(work)


async def test_whoever_cancels_it_hears_of_that() -> None:
    async def work(_: asyncio.Event) -> None:
        await asyncio.sleep(3600)

    task = asyncio.ensure_future(until_signal(work))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_command_that_dies_says_what_of_and_ends_with_1() -> None:
    def work() -> None:
        raise ExceptionGroup("tasks", [KeyError("a bug")])

    with capture_logs() as lines:
        assert exit_code(work) == 1
    assert [(line["event"], line["causes"]) for line in lines] == [("the bot died", ["KeyError: 'a bug'"])]
