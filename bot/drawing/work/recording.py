"""How a step's result is written: recorded in the database, then the next stage's bell is rung."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.drawing.policy import schedule
from bot.drawing.policy.schedule import End, Follow, Retry
from bot.drawing.ports import Clock, Done, Offers, Roll, Store
from bot.drawing.values.generations import Generation, Picture, Reason, Status
from bot.drawing.work.wakeups import Bells
from bot.errors import StoreUnavailable

log = structlog.get_logger(__name__)

UNAVAILABLE = 1.0
"""Seconds until a database that took no write is tried again."""

_STATUS = {Reason.TIMEOUT: Status.EXPIRED}
_ENDED = (Status.FAILED, Status.CANCELLED, Status.EXPIRED)


class Ledger:
    """Records what became of generations, and knows the time and how long a picture usually takes."""

    def __init__(self, *, store: Store, offers: Offers, clock: Clock, bells: Bells, roll: Roll) -> None:
        self._store = store
        self._usual = {name: offer.model.usual_seconds for name, offer in offers.items()}
        self._clock = clock
        self._bells = bells
        self.roll = roll

    def now(self) -> datetime:
        """The present, in UTC."""
        return self._clock.now()

    def later(self, seconds: float) -> datetime:
        """The time so many seconds from now."""
        return self._clock.now() + timedelta(seconds=seconds)

    async def record(self, generation: Generation, picture: Picture | None = None) -> None:
        """Write the result of a step and wake who goes on with it. Raises LeaseLost.

        A database that takes no writes now is waited for: an operation id or a picture in hand has been paid for.
        """
        while not await self._written(generation, picture):
            await self._clock.wait(asyncio.Event(), UNAVAILABLE)
        self._bells.ring(generation.line)

    async def _written(self, generation: Generation, picture: Picture | None) -> bool:
        try:
            await self._store.record(generation, picture)
        except StoreUnavailable as error:
            log.error("database unavailable", detail=error.detail)
            return False
        return True

    def waited(self, generation: Generation) -> timedelta:
        """How long ago it was accepted."""
        return self.now() - generation.accepted_at

    def age(self, generation: Generation) -> float:
        """How many seconds ago it was submitted."""
        return (self.now() - (generation.submitted_at or generation.accepted_at)).total_seconds()

    def usual(self, model: str) -> float:
        """How many seconds this model usually takes: the catalog's word at first, then what was seen."""
        return self._usual[model]

    async def keep(self, generation: Generation, done: Done) -> None:
        """The picture came: it is kept until it is delivered."""
        now, took, model = self.now(), self.age(generation), generation.model
        self._usual[model] = schedule.learned(self._usual[model], took)
        log.info("drawn", model=model, seconds=round(took, 1), bytes=len(done.picture.data))
        ready = replace(generation.moved(Status.READY, now), ready_at=now, revised_prompt=done.revised_prompt)
        await self.record(ready, done.picture)

    async def end(self, generation: Generation, reason: Reason) -> None:
        """There will be no picture: record why, and have it told unless nobody is there."""
        due = None if reason is Reason.UNDELIVERABLE else self.now()
        if generation.status in _ENDED:
            ended = replace(generation, due_at=due)
        else:
            ended = replace(generation.moved(_STATUS.get(reason, Status.FAILED), due), reason=reason)
        await self.record(ended)

    async def settle(self, generation: Generation, decision: Retry | Follow | End) -> None:
        """Carry out what the schedule decided after a failure."""
        match decision:
            case Retry(after):
                await self.record(generation.retried(self.later(after)))
            case Follow(chat_id):
                await self.record(replace(generation.followed(chat_id), due_at=self.now()))
            case End(reason):
                await self.end(generation, reason)
