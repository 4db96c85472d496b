"""Periodic tasks: the bot is seen at work, what is kept too long is forgotten, a clock that was set back is mended."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.drawing.admission import Postponed
from bot.drawing.policy.pacing import HORIZON
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import PlaceholderCourier
from bot.drawing.ports.work_stores import Housekeeping
from bot.drawing.work import store_watch
from bot.drawing.work.incidents import Incidents
from bot.drawing.work.store_watch import StoreWatch
from bot.drawing.work.tidying import Leftovers, Tidying
from bot.errors import CourierError

log = structlog.get_logger(__name__)

ACTION = 4.5
"""Seconds between chat actions: one lasts 5 s in the clients."""

ACTIVE = timedelta(minutes=2)
"""So long after its submission a generation is seen to be worked on; then the placeholder's words are enough."""

SEEN_AT_ONCE = 100
"""Chats in which the bot is seen to be at work at the same time."""

TIDYING = 600.0
"""Seconds between looks for what is kept too long."""

CLEARING = 10.0
"""Seconds between looks for what is left of those who wanted to be forgotten."""

SHRINKING = 60.0
"""Seconds between looks for free pages of the database's file."""

BEGINNING = 2.0
"""Seconds between looks for what was postponed until now."""

MENDING = 30.0
"""Seconds between looks for what is due so far ahead that the clock must have been set back."""


Besides = Mapping[str, tuple[float, Callable[[], Awaitable[None]]]]
"""What is done every so many seconds that is no matter of the queues, by its name."""


@dataclass(slots=True, kw_only=True)
class PeriodicTask:
    """Does something every so many seconds. What fails is done again next time."""

    name: str
    every: float
    do: Callable[[], Awaitable[None]]
    clock: Clock
    incidents: Incidents
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Go on until ``stop``."""
        while not self.stopped.is_set():
            try:
                await self.do()
            except CourierError as error:
                log.debug("periodic task not done", task=self.name, error=repr(error))
            except Exception as error:  # noqa: BLE001 - a bug in one must not stop the bot
                await self.incidents.failed("periodic task failed", error, task=self.name)
            await self.clock.wait(self.stopped, self.every)

    def stop(self) -> None:
        """Do it no more."""
        self.stopped.set()


def periodic_tasks(
    *,
    housekeeping: Housekeeping,
    courier: PlaceholderCourier,
    watch: StoreWatch,
    incidents: Incidents,
    tidying: Tidying,
    leftovers: Leftovers,
    postponed: Postponed,
    besides: Besides,
    clock: Clock,
) -> tuple[PeriodicTask, ...]:
    """All of them, and what is done ``besides``."""

    async def be_seen() -> None:
        for thread in await housekeeping.busy(clock.now() - ACTIVE, SEEN_AT_ONCE):
            with suppress(CourierError):  # one chat that is gone hides the others from nobody
                await courier.act(thread)

    async def mend() -> None:
        await housekeeping.mend_times(clock.now(), clock.now() + HORIZON)

    tasks = {
        "be seen": (ACTION, be_seen),
        "tidy": (TIDYING, tidying.forget),
        "shrink": (SHRINKING, tidying.shrink),
        "clear": (CLEARING, leftovers.clear),
        "begin": (BEGINNING, postponed.begin),
        "mend times": (MENDING, mend),
        "watch the store": (store_watch.EVERY, watch.look),
        **besides,
    }
    return tuple(
        PeriodicTask(name=name, every=every, do=do, clock=clock, incidents=incidents)
        for name, (every, do) in tasks.items()
    )
