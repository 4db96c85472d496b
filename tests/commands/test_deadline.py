"""The end of the process: so long after it was asked to stop, whatever hangs."""

import subprocess
import sys
import time

import pytest

MUCH_LATER = 60
HANGING = {
    "a task": "await asyncio.sleep({seconds})",
    "a task that does not let itself be cancelled": "await stubborn({seconds})",
    "the event loop": "time.sleep({seconds})",
    "a thread": "await asyncio.to_thread(time.sleep, {seconds})",
}
PROGRAM = """
import asyncio, contextlib, time
from datetime import timedelta
from bot.commands.deadline import deadline

async def stubborn(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(seconds)

async def work(stop):
    stop.set()
    await asyncio.sleep(0.01)
    {hanging}

async def main(end):
    stop = asyncio.Event()
    await end.hold(stop, work(stop))

with deadline(timedelta(seconds=0.3)) as end:
    asyncio.run(main(end))
print("ended by itself")
"""


def run(hanging: str) -> tuple[int, str, float]:
    """The exit code of a process that is asked to stop, what it printed, and how long it took."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(hanging=hanging)],
        capture_output=True,
        text=True,
        check=False,
        timeout=MUCH_LATER,
    )
    return done.returncode, done.stdout, time.monotonic() - begun


@pytest.mark.parametrize("hanging", HANGING.values(), ids=HANGING)
def test_it_comes_whatever_hangs(hanging: str) -> None:
    code, printed, seconds = run(hanging.format(seconds=MUCH_LATER))
    assert code == 0
    assert "stopped in the middle: the time is up" in printed
    assert seconds < MUCH_LATER / 3


def test_what_ends_in_time_ends_by_itself() -> None:
    assert run("pass")[:2] == (0, "ended by itself\n")
