"""Periodic tasks: the bot is seen at work, what is kept too long is forgotten, a clock that was set back is mended."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.drawing.policy.pacing import HORIZON
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import PlaceholderCourier
from bot.drawing.ports.undecoded import Undecoded
from bot.drawing.ports.work_stores import Housekeeping
from bot.errors import CourierError, StoreUnavailable

log = structlog.get_logger(__name__)

ACTION = 4.5
"""Seconds between chat actions: one lasts 5 s in the clients."""

ACTIVE = timedelta(minutes=2)
"""So long after its submission a generation is seen to be worked on; then the placeholder's words are enough."""

SEEN_AT_ONCE = 100
"""Chats in which the bot is seen to be at work at the same time."""

TIDYING = 600.0
"""Seconds between looks for what is kept too long."""

MENDING = 30.0
"""Seconds between looks for what is due so far ahead that the clock must have been set back."""

STEP = 200
"""Rows that are forgotten at once."""

INLINE_DRAFTS = timedelta(days=7)
"""How long inline words are kept for a press of their button."""


@dataclass(slots=True, kw_only=True)
class PeriodicTask:
    """Does something every so many seconds. What fails is done again next time."""

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
                log.debug("periodic task not done", task=self.name, error=repr(error))
            except Exception:
                # A bug in one must not stop the bot.
                log.exception("periodic task failed", task=self.name)
            await self.clock.wait(self.stopped, self.every)

    def stop(self) -> None:
        """Do it no more."""
        self.stopped.set()


def periodic_tasks(
    *,
    housekeeping: Housekeeping,
    undecoded: Undecoded,
    courier: PlaceholderCourier,
    clock: Clock,
    originals: timedelta,
) -> tuple[PeriodicTask, ...]:
    """All of them; ``originals`` is how long pictures are kept as they came."""

    async def be_seen() -> None:
        for thread in await housekeeping.busy(clock.now() - ACTIVE, SEEN_AT_ONCE):
            with suppress(CourierError):  # one chat that is gone hides the others from nobody
                await courier.act(thread)

    async def tidy() -> None:
        await undecoded.drop(clock.now() - originals)
        while await housekeeping.drop_originals(clock.now() - originals, STEP) == STEP:
            pass
        while await housekeeping.drop_inline_drafts(clock.now() - INLINE_DRAFTS, STEP) == STEP:
            pass

    async def mend() -> None:
        await housekeeping.mend_times(clock.now(), clock.now() + HORIZON)

    tasks = {"be seen": (ACTION, be_seen), "tidy": (TIDYING, tidy), "mend times": (MENDING, mend)}
    return tuple(PeriodicTask(name=name, every=every, do=do, clock=clock) for name, (every, do) in tasks.items())
