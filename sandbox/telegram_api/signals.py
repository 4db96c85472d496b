"""How those who wait learn of changes: conditions that are looked at again, and listeners that are told everything."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sandbox.telegram_api.values import Json

T = TypeVar("T")


class Signals:
    """The changes of one world; everything happens in one event loop."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()
        self._listeners: set[asyncio.Queue[Json]] = set()

    def tell(self, event: Json | None = None) -> None:
        """Wake all who wait; pass ``event`` on to the listeners."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        if event is not None:
            for listener in self._listeners:
                listener.put_nowait(event)

    async def until(self, condition: Callable[[], T | None], timeout: float | None) -> T:  # noqa: ASYNC109 - callers read better
        """The first true value of ``condition``, looked at now and after every change; TimeoutError in seconds."""
        async with asyncio.timeout(timeout):
            while not (value := condition()):
                await self._change()
            return value

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Json]]:
        """A queue of all events from now on."""
        listener: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def _change(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
