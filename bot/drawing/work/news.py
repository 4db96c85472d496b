"""What the placeholder says meanwhile: how it is going, what is wrong and tried again, that it takes very long."""

from dataclasses import replace

import structlog

from bot.drawing.policy import pacing
from bot.drawing.ports.couriers import News, PlaceholderCourier
from bot.drawing.ports.work_stores import Conversations
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.requests import Batch, Request
from bot.drawing.work.health import Health
from bot.drawing.work.recording import Recorder
from bot.drawing.work.usual import UsualTimes
from bot.errors import CourierError

log = structlog.get_logger(__name__)

POSITIONS = 1000
"""How far a queue is counted; who is farther behind is told so."""


class NewsDesk:
    """Knows how it is going with a request."""

    def __init__(self, *, recorder: Recorder, conversations: Conversations, usual: UsualTimes) -> None:
        self._recorder = recorder
        self._conversations = conversations
        self._usual = usual

    async def of(self, request: Request) -> News:
        """How it is going: what is wrong, or the drawing that began first, or the first in the queue.

        Raises StoreUnavailable.
        """
        if (trouble := self._trouble(request)) is not None:
            return trouble
        drawn = [one for one in request.live if one.submitted_at and one.status is not GenerationStatus.QUEUED]
        if drawn:
            return self._drawn(request, min(drawn, key=lambda one: one.submitted_at or request.accepted_at))
        queued = [one for one in request.live if one.status is GenerationStatus.QUEUED]
        if not queued:
            return News()
        return News(position=await self._conversations.queue_position(queued[0], POSITIONS))

    def _trouble(self, request: Request) -> News | None:
        """What is wrong with every picture that is awaited, since when; None while any of them comes along well."""
        troubled = [(one.troubled_at, one) for one in request.live if one.troubled_at is not None]
        if not troubled or {one.batch for _, one in troubled} != {one.batch for one in request.live}:
            return None
        since, first = min(troubled, key=lambda pair: pair[0])
        return News(trouble=first.trouble, seconds=max(0.0, (self._recorder.now() - since).total_seconds()))

    def _drawn(self, request: Request, one: Generation) -> News:
        seconds = (self._recorder.now() - (one.submitted_at or request.accepted_at)).total_seconds()
        usual = self._usual.of(one.stand_in or request.spec.model)
        return News(seconds=seconds, usual=usual, late=pacing.is_much_longer(seconds, usual))


class Progress:
    """Tells people, only when there is something new and only if Telegram has time for it."""

    def __init__(self, *, recorder: Recorder, courier: PlaceholderCourier, news: NewsDesk, health: Health) -> None:
        self._recorder = recorder
        self._courier = courier
        self._news = news
        self._health = health

    async def step(self, request: Request) -> None:
        """Tell the person of a request that is drawn or waits for its turn."""
        now = self._recorder.now()
        late = pacing.is_late(request, now)
        if request.live and request.is_placed:
            await self._say(request, await self._news.of(request))
        if late:
            self._late(request)
        told = replace(request, late_at=now if late else request.late_at)
        await self._recorder.request(replace(told, news_at=pacing.next_news(told, now)))

    async def _say(self, request: Request, news: News) -> None:
        try:
            await self._courier.report(request, news)
        except CourierError as error:
            log.debug("news not told", error=repr(error))

    def _late(self, request: Request) -> None:
        """A model that keeps people waiting for so long, though it has the request, may be down."""
        late = {one.stand_in: one for one in request.live if one.operation_id is not None}
        for one in late.values():
            self._health.late(Batch(request, (one,)))
