"""Before the queue: a placeholder for whom Telegram's limits, or a crash, left without one."""

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.drawing.policy import schedule
from bot.drawing.ports import Courier, Store
from bot.drawing.values.generations import Generation, Reason
from bot.drawing.work import spares
from bot.drawing.work.recording import Ledger
from bot.errors import CourierDelayed, CourierError, LeaseLost

log = structlog.get_logger(__name__)


CANDIDATES = 20
"""How many messages are looked at for a placeholder that nobody wrote down; each costs one of Telegram's edits."""


class Placing:
    """Puts placeholders. It has hands of its own, so that nobody's submission waits for Telegram."""

    def __init__(self, *, ledger: Ledger, store: Store, courier: Courier, deadline: timedelta) -> None:
        self._ledger = ledger
        self._store = store
        self._courier = courier
        self._deadline = deadline

    async def step(self, generation: Generation) -> None:
        """Put the placeholder of a queued generation, unless it was sent after all by somebody who died."""
        if schedule.expired(generation, self._ledger.now(), self._deadline):
            await self._ledger.end(generation, Reason.TIMEOUT)
            return
        try:
            sent = None if generation.unplaced else await self._found(generation)
        except CourierError as error:
            await self._failed(generation, error)
            return
        if sent is None:
            await self._put(generation)
        else:
            await self._placed(generation, sent)

    async def _found(self, generation: Generation) -> int | None:
        return await self._courier.find(generation, await self._store.candidates(generation, CANDIDATES))

    async def _put(self, generation: Generation) -> None:
        """Send it; that it may have been sent is written down before, so that a crash is known as one."""
        trying = replace(generation, unplaced=False)
        if generation.unplaced:
            await self._ledger.record(trying)
        try:
            message_id = await self._courier.place(trying)
        except CourierDelayed as error:
            await self._failed(replace(trying, unplaced=True), error)
        except CourierError as error:
            await self._failed(trying, error)
        else:
            await self._placed(trying, message_id)

    async def _failed(self, generation: Generation, error: CourierError) -> None:
        log.info("no placeholder yet", error=repr(error), attempts=generation.attempts)
        decision = schedule.after_news(error, generation.attempts, self._ledger.roll())
        await self._ledger.settle(generation, decision)

    async def _placed(self, generation: Generation, message_id: int | None) -> None:
        placed = replace(generation, placeholder=message_id, due_at=self._ledger.now(), attempts=0)
        try:
            await self._ledger.record(placed)
        except LeaseLost:
            await spares.withdraw(placed, self._store, self._courier)
