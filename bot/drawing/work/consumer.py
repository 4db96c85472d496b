"""A lane: claims what is due, as much as it has hands, and takes one step with each."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.drawing.ports import Clock
from bot.drawing.values.generations import Generation
from bot.errors import LeaseLost, StoreUnavailable

log = structlog.get_logger(__name__)

IDLE = 1.0
"""Seconds after which a lane looks into the database unasked: another process may have accepted something."""

CROWDED = 0.25
"""Seconds until a lane looks again when work is due that it may not take yet: the provider's budget is used up."""

Claim = Callable[[int], Awaitable[list[Generation]]]
Step = Callable[[Generation], Awaitable[None]]
NextDue = Callable[[], Awaitable[datetime | None]]


async def nothing_due() -> datetime | None:
    """For a lane that is in no hurry: it looks every IDLE seconds."""
    return None


@dataclass(slots=True, kw_only=True)
class Lane:
    """``claim`` takes up to so many generations, ``step`` goes one step with one, ``bell`` hints that there is work."""

    name: str
    hands: int
    claim: Claim
    step: Step
    clock: Clock
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    next_due: NextDue = nothing_due
    stopping: bool = False

    async def run(self) -> None:
        """Work until ``stop``, then finish the steps in hand."""
        busy: set[asyncio.Task[None]] = set()

        def done(task: asyncio.Task[None]) -> None:
            busy.discard(task)
            self.bell.set()

        async with asyncio.TaskGroup() as steps:
            while not self.stopping:
                self.bell.clear()
                free = self.hands - len(busy)
                claimed = await self._claimed(free) if free else []
                for generation in claimed:
                    task = steps.create_task(self._take(generation), name=f"{self.name} {generation.id}")
                    busy.add(task)
                    task.add_done_callback(done)
                if not claimed:
                    await self.clock.wait(self.bell, await self._until_due() if free else IDLE)

    def stop(self) -> None:
        """Claim nothing more."""
        self.stopping = True
        self.bell.set()

    async def _claimed(self, free: int) -> list[Generation]:
        try:
            return await self.claim(free)
        except StoreUnavailable as error:
            log.error("database unavailable", lane=self.name, detail=error.detail)
            return []

    async def _until_due(self) -> float:
        try:
            due = await self.next_due()
        except StoreUnavailable:
            due = None
        if due is None:
            return IDLE
        seconds = (due - self.clock.now()).total_seconds()
        return min(seconds, IDLE) if seconds > 0 else CROWDED

    async def _take(self, generation: Generation) -> None:
        with structlog.contextvars.bound_contextvars(generation=str(generation.id)):
            try:
                await self.step(generation)
            except LeaseLost:
                log.warning("lease lost", status=generation.status)
            except StoreUnavailable as error:
                log.error("database unavailable", lane=self.name, detail=error.detail)
            except Exception:
                # One generation that trips over a bug must not stop the others; its lease runs out and it comes again.
                log.exception("step failed", status=generation.status)
