"""Small jobs that come round again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.drawing.ports import Clock
from bot.errors import CourierError, StoreUnavailable

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Chore:
    """Does a job every so many seconds. One that fails is done again next time."""

    name: str
    every: float
    do: Callable[[], Awaitable[None]]
    clock: Clock
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Go on until ``stop``."""
        while not self.stopped.is_set():
            try:
                await self.do()
            except (CourierError, StoreUnavailable) as error:
                log.debug("chore not done", chore=self.name, error=repr(error))
            await self.clock.wait(self.stopped, self.every)

    def stop(self) -> None:
        """Do it no more."""
        self.stopped.set()
