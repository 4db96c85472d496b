"""What the placeholder says meanwhile: how it is going, and once, that it takes longer than anybody expects."""

from dataclasses import replace

import structlog

from bot.drawing.policy import schedule
from bot.drawing.policy.schedule import PATIENCE
from bot.drawing.ports import Courier, News, Store
from bot.drawing.values.generations import Generation, Status
from bot.drawing.work.recording import Ledger
from bot.errors import CourierError

log = structlog.get_logger(__name__)


class Progress:
    """Tells people, only when there is something new and only if Telegram has time for it."""

    def __init__(self, *, ledger: Ledger, store: Store, courier: Courier) -> None:
        self._ledger = ledger
        self._store = store
        self._courier = courier

    async def step(self, generation: Generation) -> None:
        """Tell the person of a queued generation, and let it queue on."""
        await self._ledger.record(replace(await self.told(generation), due_at=self._ledger.now()))

    async def told(self, generation: Generation) -> Generation:
        """A copy whose person knows how it is going; the same where it is too early for news."""
        now = self._ledger.now()
        if not generation.placed or generation.late_at is not None:
            return generation
        if self._ledger.waited(generation) >= PATIENCE:
            await self._say(generation, News(late=True))
            return replace(generation, shown_at=now, late_at=now)
        if not schedule.news_due(generation, now):
            return generation
        await self._say(generation, await self._news(generation))
        return replace(generation, shown_at=now)

    async def _news(self, generation: Generation) -> News:
        if generation.status is Status.QUEUED:
            return News(place=await self._store.place_in_queue(generation))
        return News(seconds=self._ledger.age(generation), usual=self._ledger.usual(generation.model))

    async def _say(self, generation: Generation, news: News) -> None:
        try:
            await self._courier.report(generation, news)
        except CourierError as error:
            log.debug("news not told", error=repr(error))
