"""How a step's result is written: recorded in the database, then who goes on with it is woken."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.work_stores import Conversations, Drawings, Lease
from bot.drawing.values import queues
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.limits import Charges
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.requests import Batch, MessageAddress, Request, RequestStatus
from bot.drawing.wake_ups import WakeUps
from bot.errors import Outage, StoreUnavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")

UNAVAILABLE = 1.0
"""Seconds until a database that took no write is tried again."""


TRIES = {Outage.REFUSED: 3, Outage.UNKNOWN: 600}
"""How often a write is tried that may never be taken: two who write at once may refuse each other, once."""


class Recorder:
    """Writes what became of requests and generations. Every method raises FenceLost.

    A database that takes no writes now is waited for: an operation id or a picture in hand has been paid for. What it
    will never take is given up: StoreUnavailable, refused.
    """

    def __init__(self, *, conversations: Conversations, drawings: Drawings, clock: Clock, wake_ups: WakeUps) -> None:
        self._conversations = conversations
        self._drawings = drawings
        self._clock = clock
        self._wake_ups = wake_ups

    def now(self) -> datetime:
        """The present, in UTC."""
        return self._clock.now()

    def later(self, seconds: float) -> datetime:
        """The time so many seconds from now."""
        return self._clock.now() + timedelta(seconds=seconds)

    async def mark(self, request: Request) -> None:
        """Write what is about to be done for a request, so that a crash is known as one; the claim is kept."""
        await self._persistently(lambda: self._conversations.record(request, self.now(), keep=True))

    async def copy(self, request: Request, message: MessageAddress) -> None:
        """Write which message holds a picture of a request beside its own."""
        await self._persistently(lambda: self._conversations.keep_copy(request.id, message))

    async def request(self, request: Request) -> None:
        """Write the result of a step with a request, and give the claim back."""
        due = await self._persistently(lambda: self._conversations.record(request, self.now()))
        if request.status is RequestStatus.PLACED:
            self._wake(request.live)
        if due is not None:
            accepted = request.status is RequestStatus.ACCEPTED
            self._wake_ups.wake(queues.PLACE if accepted else queues.DELIVER)

    async def begin(self, batch: Batch) -> None:
        """Write that a batch is being submitted, so that a crash is known as one; the claim is kept."""
        await self._persistently(lambda: self._drawings.begin(batch))

    async def batch(
        self,
        batch: Batch,
        pictures: Pictures,
        *,
        show_at: datetime | None = None,
        take: Lease | None = None,
        moved: Charges | None = None,
    ) -> Request | None:
        """Write the result of a step with a batch, and give the claim back. See Drawings.record."""

        def record() -> Awaitable[Request | None]:
            return self._drawings.record(batch, pictures, self.now(), show_at=show_at, take=take, moved=moved)

        taken = await self._persistently(record)
        self._wake(batch.generations)
        if show_at is not None and taken is None:
            self._wake_ups.wake(queues.DELIVER)
        return taken

    def _wake(self, generations: tuple[Generation, ...]) -> None:
        for one in generations:
            if one.status in (GenerationStatus.QUEUED, GenerationStatus.SUBMITTING):
                self._wake_ups.wake(queues.submit(one.account))
            elif one.status is GenerationStatus.PENDING:
                self._wake_ups.wake(queues.poll(one.account))

    async def _persistently(self, write: Callable[[], Awaitable[T]]) -> T:
        tries = 0
        while True:
            tries += 1
            try:
                return await write()
            except StoreUnavailable as error:
                if error.outage in TRIES and tries >= TRIES[error.outage]:
                    raise StoreUnavailable(error.detail, Outage.REFUSED) from error
                log.error("database unavailable", detail=error.detail, tries=tries)
                await self._clock.wait(asyncio.Event(), UNAVAILABLE)
