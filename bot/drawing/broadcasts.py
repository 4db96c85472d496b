"""The owner's message to everybody who opened the chat: one after another, slowly, and on after a restart."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import structlog

from bot.drawing.ports.broadcasting import BroadcastCourier
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.owner_stores import BroadcastStore
from bot.drawing.values.broadcasts import Broadcast, BroadcastStatus, Fate
from bot.errors import CourierDelayed, CourierError, NobodyToReach, TooLate, Undeliverable

log = structlog.get_logger(__name__)

EVERY = 1.0
"""Seconds between looks for one that is to be sent."""

RATE = 20
"""So many a second at most, one at a time: two thirds of what Telegram takes, and pictures go first."""

TURN = 100
"""So many are sent before it is looked whether the bot is to stop."""

AT_ONCE = 1000
"""So many people are counted in one transaction."""

HELD = timedelta(minutes=2)
"""So long a process that died holds a broadcast: longer than Telegram takes for one message."""

SOON = timedelta(seconds=10)
"""After so long it is tried again where Telegram takes nothing."""

REPORTED = timedelta(seconds=3)
"""So long at least the progress message stays as it is."""

IN_VAIN = 20
"""After so many in a row that Telegram takes in no form it stops by itself: it is not about the people."""

KEPT = timedelta(days=90)
"""So long it is known what was sent; not to whom."""

Blocked = Callable[[int], Awaitable[None]]
"""What is done where somebody turns out to have blocked the bot."""


class Broadcasts:
    """What the owner does with them. Every method raises StoreUnavailable."""

    def __init__(self, *, store: BroadcastStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def prepare(self, chat_id: int, preview: Callable[[], Awaitable[int]], language: str) -> Broadcast:
        """Keep a message to be sent to everybody, which ``preview`` puts into a chat. Raises NobodyToReach."""
        people = await self.people()
        if not people:
            raise NobodyToReach
        broadcast = Broadcast(
            id=uuid4(),
            chat_id=chat_id,
            message_id=await preview(),
            language=language,
            people=people,
            made_at=self._clock.now(),
        )
        await self._store.prepare(broadcast)
        return broadcast

    async def people(self) -> int:
        """How many people can be written to."""
        number, last = await self._store.reached(0, AT_ONCE)
        while last is not None:
            more, last = await self._store.reached(last, AT_ONCE)
            number += more
        return number

    async def begin(self, broadcast_id: UUID, progress_id: int) -> Broadcast:
        """Send it from now on, or go on. Raises TooLate where it is sent already, or over."""
        return await self._moved(broadcast_id, await self._store.begin(broadcast_id, progress_id, self._clock.now()))

    async def stop(self, broadcast_id: UUID) -> Broadcast:
        """Send it no more for now; who is about to get it may. Raises TooLate where it was not sent."""
        return await self._moved(broadcast_id, await self._store.stop(broadcast_id))

    async def cancel(self, broadcast_id: UUID) -> Broadcast:
        """Send it to nobody else. Raises TooLate where it is being sent, or over."""
        return await self._moved(broadcast_id, await self._store.cancel(broadcast_id))

    async def _moved(self, broadcast_id: UUID, moved: bool) -> Broadcast:  # noqa: FBT001 - what a store said
        found = await self._store.find(broadcast_id)
        if not moved or found is None:
            raise TooLate
        log.info("broadcast", id=str(found.id), status=found.status.value, sent=found.sent, people=found.people)
        return found


class Broadcasting:
    """Sends what is to be sent, a bit at a time; what was written down is sent to nobody twice."""

    def __init__(self, *, store: BroadcastStore, courier: BroadcastCourier, blocked: Blocked, clock: Clock) -> None:
        self._store = store
        self._courier = courier
        self._blocked = blocked
        self._clock = clock
        self._reported_at = clock.now() - REPORTED
        self._never = asyncio.Event()
        self._in_vain = 0

    async def send(self) -> None:
        """Go on with the one that waits for longest. Raises StoreUnavailable."""
        now = self._clock.now()
        broadcast = await self._store.claim(now, now + HELD)
        if broadcast is None:
            return
        held = await self._some(broadcast)
        if held is not None:
            await self._report(held)
            await self._store.put_off(held, self._clock.now())

    async def forget(self) -> None:
        """Forget what was sent long ago. Raises StoreUnavailable."""
        while await self._store.forget(self._clock.now() - KEPT, AT_ONCE) == AT_ONCE:
            pass

    async def _some(self, broadcast: Broadcast) -> Broadcast | None:
        """Bring it to some people; what it is then, or None where it is not ours any more."""
        people = await self._store.next_people(broadcast, TURN)
        for user_id in people:
            begun = self._clock.monotonic()
            fate = await self._brought(broadcast, user_id)
            if fate is None:
                await self._store.put_off(broadcast, self._clock.now() + SOON)
                return None
            broadcast = broadcast.went(user_id, fate)
            if not await self._store.record(broadcast, self._clock.now() + HELD):
                return None
            if self._in_vain >= IN_VAIN:
                await self._end(broadcast, BroadcastStatus.STOPPED)
                return None
            await self._report_sometimes(broadcast)
            await self._clock.wait(self._never, max(0.0, 1 / RATE - (self._clock.monotonic() - begun)))
        if not people:
            await self._end(broadcast, BroadcastStatus.OVER)
            return None
        return broadcast

    async def _brought(self, broadcast: Broadcast, user_id: int) -> Fate | None:
        """What became of it for one person; None where Telegram takes nothing now."""
        try:
            await self._courier.bring(broadcast, user_id)
        except CourierDelayed:
            return None
        except Undeliverable:
            await self._blocked(user_id)
            fate = Fate.GONE
        except CourierError as error:
            log.info("a broadcast was not taken", error=repr(error))
            fate = Fate.FAILED
        else:
            fate = Fate.SENT
        self._in_vain = self._in_vain + 1 if fate is Fate.FAILED else 0
        return fate

    async def _end(self, broadcast: Broadcast, status: BroadcastStatus) -> None:
        """It is over, or stops by itself: that is told in a message that rings."""
        self._in_vain = 0
        if not await self._store.end(broadcast, status):
            return
        log.info("broadcast", id=str(broadcast.id), status=status.value, sent=broadcast.sent)
        ended = replace(broadcast, status=status)
        for tell in (self._courier.report, self._courier.conclude):
            try:
                await tell(ended)
            except CourierError as error:
                log.info("the owner was not told of a broadcast", error=repr(error))

    async def _report_sometimes(self, broadcast: Broadcast) -> None:
        if self._clock.now() - self._reported_at >= REPORTED:
            await self._report(broadcast)

    async def _report(self, broadcast: Broadcast) -> None:
        self._reported_at = self._clock.now()
        try:
            await self._courier.report(broadcast)
        except CourierError as error:
            log.debug("not told how far a broadcast is", error=repr(error))
