"""What is said when it takes longer than anybody expects: once, and only if Telegram has time for it."""

from dataclasses import replace

import structlog

from bot.drawing.ledger import Ledger
from bot.drawing.ports import Courier
from bot.drawing.schedule import PATIENCE
from bot.drawing.values import Generation
from bot.errors import CourierError

log = structlog.get_logger(__name__)


class Patience:
    """Asks people for it."""

    def __init__(self, *, ledger: Ledger, courier: Courier) -> None:
        self._ledger = ledger
        self._courier = courier

    async def step(self, generation: Generation) -> None:
        """Tell the person of a queued generation, and let it queue on."""
        await self._ledger.record(replace(await self.asked(generation), due_at=self._ledger.now()))

    async def asked(self, generation: Generation) -> Generation:
        """A copy whose person knows that it takes longer; the same where it is too early, or was told before."""
        if generation.late_at is not None or self._ledger.waited(generation) < PATIENCE:
            return generation
        if generation.placeholder is not None:
            try:
                await self._courier.warn(generation)
            except CourierError as error:
                log.info("not told that it takes longer", error=repr(error))
        return replace(generation, late_at=self._ledger.now())
