"""The end of the process: so long after it was asked to stop, whatever hangs."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Timer

import structlog

log = structlog.get_logger(__name__)


class Deadline:
    """Ends the process ``grace`` after a stop. Nothing is lost by that: what was in hand is taken up at the next start.

    It runs in a thread of its own, for what hangs may be the event loop itself, or a thread that it waits for.
    """

    def __init__(self, grace: timedelta) -> None:
        self._timer = Timer(grace.total_seconds(), _leave)
        self._timer.daemon = True

    async def hold(self, stop: asyncio.Event, work: Awaitable[None]) -> None:
        """Do something that ends soon after ``stop``."""
        async with asyncio.TaskGroup() as tasks:
            watching = tasks.create_task(self._watch(stop), name="deadline")
            await work
            watching.cancel()

    def lift(self) -> None:
        """There is nothing left that could hang."""
        self._timer.cancel()

    async def _watch(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._timer.start()


@contextmanager
def deadline(grace: timedelta) -> Iterator[Deadline]:
    """A deadline for what is done inside."""
    held = Deadline(grace)
    try:
        yield held
    finally:
        held.lift()


def _leave() -> None:
    log.warning("stopped in the middle: the time is up")
    sys.stderr.flush()
    os._exit(0)
