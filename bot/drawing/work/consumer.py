"""A consumer: claims what is due in its queue, as much as it has slots for, and takes one step with each."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import structlog

from bot.drawing.policy import stumbling
from bot.drawing.policy.stumbling import Course
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.work_stores import Lease, Leases
from bot.drawing.work.incidents import Incidents
from bot.errors import FenceLost, RowsUnreadable

log = structlog.get_logger(__name__)

IDLE = 1.0
"""Seconds after which a consumer looks into the database unasked: another process may have accepted something."""

CROWDED = 0.25
"""Seconds until a consumer looks again when work is due that it may not take yet: the provider's budget is used up."""

HEARTBEAT = 1.0
"""Seconds between renewals of what is held, where a third of the lease is not shorter."""


class Claimed(Protocol):
    """What was claimed: a row, and the fence every write must carry."""

    @property
    def id(self) -> UUID:
        """Of the row that is held."""
        ...

    @property
    def fence(self) -> int:
        """Of the claim."""
        ...

    @property
    def stumbles(self) -> int:
        """How often in a row its step failed in a way that nobody foresaw."""
        ...

    @property
    def crashes(self) -> int:
        """How many claims in a row ended with their process."""
        ...

    @property
    def log_context(self) -> Mapping[str, str]:
        """What every line about it names."""
        ...


T = TypeVar("T", bound=Claimed)

Claim = Callable[[int, Lease], Awaitable[list[T]]]
Step = Callable[[], Awaitable[None]]
NextDue = Callable[[], Awaitable[datetime | None]]


async def nothing_due() -> datetime | None:
    """For a consumer that is in no hurry: it looks every IDLE seconds."""
    return None


@dataclass(slots=True, kw_only=True)
class Consumer(Generic[T]):
    """``claim`` takes up to so many, ``step`` goes one step with one, ``wake_up`` hints that there is work.

    What is held is renewed for as long as its step lasts, so a lease only runs out where the process is gone. What
    fails again and again in ways that nobody foresaw is given up by ``give_up``, or else abandoned.
    """

    name: str
    slots: int
    claim: Claim[T]
    step: Callable[[T], Awaitable[None]]
    give_up: Callable[[T], Awaitable[None]]
    incidents: Incidents
    leases: Leases
    lease: timedelta
    clock: Clock
    wake_up: asyncio.Event = field(default_factory=asyncio.Event)
    next_due: NextDue = nothing_due
    _held: dict[UUID, int] = field(default_factory=dict)
    _renewed_at: float = 0.0
    _steps: asyncio.TaskGroup | None = None
    _stopping: bool = False

    async def run(self) -> None:
        """Work until ``stop``, then finish the steps in hand."""
        ended = asyncio.Event()
        async with asyncio.TaskGroup() as running:
            running.create_task(self._keep_alive(ended), name=f"{self.name} heartbeat")
            try:
                async with asyncio.TaskGroup() as steps:
                    self._steps = steps
                    await self._consume(steps)
            finally:
                self._steps = None
                ended.set()

    def stop(self) -> None:
        """Claim nothing more."""
        self._stopping = True
        self.wake_up.set()

    @property
    def has_room(self) -> bool:
        """Whether a slot is free for what somebody else claimed."""
        return self._steps is not None and not self._stopping and len(self._held) < self.slots

    def take_over(self, claimed: T, step: Step) -> None:
        """Go on with what somebody else claimed, in a slot of this consumer. To be asked only where it has room."""
        if self._steps is not None:
            self._renewed_at = self._renewed_at if self._held else self.clock.monotonic()
            self._begin(self._steps, claimed, step)

    async def _consume(self, steps: asyncio.TaskGroup) -> None:
        while not self._stopping:
            self.wake_up.clear()
            free = self.slots - len(self._held)
            claimed = await self._claimed(free) if free > 0 else []
            for one in claimed:
                self._begin(steps, one, partial(self.step, one))
            if not claimed:
                await self.clock.wait(self.wake_up, await self._until_due() if free > 0 else IDLE)

    def _begin(self, steps: asyncio.TaskGroup, claimed: T, step: Step) -> None:
        if claimed.id in self._held:  # our own lease ran out under a step that still goes on
            log.warning("claimed twice", consumer=self.name, id=str(claimed.id))
            return
        self._held[claimed.id] = claimed.fence
        steps.create_task(self._take(claimed, step), name=f"{self.name} {claimed.id}")

    async def _take(self, claimed: T, step: Step) -> None:
        with structlog.contextvars.bound_contextvars(**claimed.log_context):
            try:
                await self._gone_on(claimed, step)
            except FenceLost:
                log.warning("fence lost", consumer=self.name)
            except Exception as error:  # noqa: BLE001 - one that trips over a bug must not stop the others
                if await self._failed("step failed", error):
                    await self._stumbled(claimed)
            finally:
                del self._held[claimed.id]
                self.wake_up.set()

    async def _gone_on(self, claimed: T, step: Step) -> None:
        """Take the step, unless that was in vain too often."""
        match stumbling.course(claimed.stumbles, claimed.crashes):
            case Course.TRY:
                await step()
            case Course.GIVE_UP:
                await self._told_of_crashes(claimed)
                await self.give_up(claimed)
            case Course.ABANDON:
                log.error("abandoned", consumer=self.name, stumbles=claimed.stumbles, crashes=claimed.crashes)
                await self._told_of_crashes(claimed)
                await self.leases.abandon(claimed.id, claimed.fence, self.clock.now())

    async def _told_of_crashes(self, claimed: T) -> None:
        """A step that failed was told of when it did; of a process that dies nobody else tells."""
        if claimed.crashes >= stumbling.CRASHES:
            await self.incidents.crashes(self.name, claimed.crashes)

    async def _stumbled(self, claimed: T) -> None:
        try:
            await self.leases.stumble(claimed.id, claimed.fence, self.clock.now() + stumbling.PAUSE)
        except Exception as error:  # noqa: BLE001 - then its lease runs out, and counts as a crash
            await self._failed("stumble not counted", error)

    async def _failed(self, what: str, error: Exception) -> bool:
        """Whether what failed did so by a bug, which is told of."""
        return await self.incidents.failed(what, error, consumer=self.name)

    async def _claimed(self, free: int) -> list[T]:
        if not self._held:
            self._renewed_at = self.clock.monotonic()
        elif self._is_stale():  # after an outage of the database it would take over from itself
            await self._renew()
        if self._is_stale():
            return []
        try:
            return await self.claim(free, Lease(self.clock.now(), self.lease))
        except RowsUnreadable as error:
            log.error("rows unreadable", consumer=self.name, ids=error.ids, detail=error.detail)
            await self.incidents.unreadable(error)
            self.wake_up.set()  # all others are free again
            return []
        except Exception as error:  # noqa: BLE001 - nor may what is amiss with one queue
            await self._failed("claim failed", error)
            return []

    def _is_stale(self) -> bool:
        """Whether the claims that are held may soon run out, for they were not renewed lately."""
        return self.clock.monotonic() - self._renewed_at > self.lease.total_seconds() / 2

    async def _until_due(self) -> float:
        try:
            due = await self.next_due()
        except Exception as error:  # noqa: BLE001 - the same
            await self._failed("due time not found", error)
            due = None
        if due is None:
            return IDLE
        seconds = (due - self.clock.now()).total_seconds()
        return min(seconds, IDLE) if seconds > 0 else CROWDED

    async def _keep_alive(self, ended: asyncio.Event) -> None:
        """Renew what is held, again and again."""
        while not ended.is_set():
            await self.clock.wait(ended, min(HEARTBEAT, self.lease.total_seconds() / 3))
            if self._held:
                await self._renew()

    async def _renew(self) -> None:
        began = self.clock.monotonic()
        try:
            await self.leases.renew(dict(self._held), self.clock.now() + self.lease)
        except Exception as error:  # noqa: BLE001 - the same
            await self._failed("leases not renewed", error)
        else:
            self._renewed_at = began


class Seldom(Generic[T]):
    """Claims once in IDLE seconds at most: what only tells of a queue must not keep the queue from moving."""

    def __init__(self, claim: Claim[T], clock: Clock) -> None:
        self._claim = claim
        self._clock = clock
        self._again_at = 0.0

    async def __call__(self, limit: int, lease: Lease) -> list[T]:
        """Claim, or nothing."""
        if self._clock.monotonic() < self._again_at:
            return []
        self._again_at = self._clock.monotonic() + IDLE
        return await self._claim(limit, lease)
