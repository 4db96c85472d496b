"""What a request drew, brought once more in another form because somebody pressed for it."""

from datetime import timedelta

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import ShowingCourier
from bot.drawing.ports.people_stores import Archive, Showing
from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import (
    CourierError,
    CourierUnanswered,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    ShownAlready,
)

log = structlog.get_logger(__name__)

UNCERTAIN = timedelta(minutes=1)
"""So long after a picture was sent without an answer it is not sent again: it may still arrive."""


class Originals:
    """Brings originals, for as long as they are kept. Every method raises StoreUnavailable and CourierError."""

    def __init__(self, *, archive: Archive, courier: ShowingCourier, models: Models, clock: Clock) -> None:
        self._archive = archive
        self._courier = courier
        self._models = models
        self._clock = clock

    async def full(self, request: Request, generation: Generation, to: MessageAddress) -> None:
        """Send one picture of a sheet in full to a chat, in reply to this message; once, however often it is pressed.

        Raises NotDrawnYet, NotDrawn, NotKept, ShownAlready.
        """
        self._check(request, generation)
        picture = await self._archive.original(generation.id)
        if picture is None:
            raise NotKept
        await self._begin(generation, to)
        try:
            sent = await self._courier.full(request, generation.position, picture, to)
        except CourierUnanswered:
            raise
        except CourierError:
            await self._archive.end_showing(generation.id, to.chat_id, None)
            raise
        await self._archive.end_showing(generation.id, to.chat_id, sent)

    async def file(self, request: Request, generation: Generation, to: MessageAddress) -> bool:
        """Send an original as a file; Telegram's own copy where it is not kept any more. Whether there is either."""
        picture = await self._archive.original(generation.id)
        if picture is None:
            return await self._courier.copy(request, generation.position, to)
        await self._courier.file(request, generation.position, picture, to)
        return True

    async def files(self, request: Request, to: MessageAddress) -> bool:
        """Send the originals that are kept as one album of files; whether those are all. Raises NotKept."""
        pictures = await self._archive.pictures(request.id)
        if not pictures:
            raise NotKept
        await self._courier.files(request, pictures, to)
        return len(pictures) == len(request.drawn)

    async def _begin(self, generation: Generation, to: MessageAddress) -> None:
        """Write that it is about to be sent, anew where an earlier sending is void. Raises ShownAlready."""
        earlier = await self._archive.begin_showing(generation.id, to.chat_id, self._clock.now())
        if earlier is not None and self._is_void(earlier):
            await self._archive.end_showing(generation.id, to.chat_id, None)
            earlier = await self._archive.begin_showing(generation.id, to.chat_id, self._clock.now())
        if earlier is not None:
            raise ShownAlready(generation.position)

    def _check(self, request: Request, generation: Generation) -> None:
        if generation.status is GenerationStatus.DRAWN:
            return
        if generation.has_ended:
            raise NotDrawn(generation.position)
        now = self._clock.now()
        model = self._models.get(generation.stand_in or request.spec.model)
        usual = model.usual_seconds if model else 60.0
        waited = (now - (generation.submitted_at or now)).total_seconds()
        raise NotDrawnYet(generation.position, max(1, round(usual - waited)))

    def _is_void(self, earlier: Showing) -> bool:
        """Whether an earlier sending may be repeated: its answer was lost long enough ago."""
        return earlier.message_id is None and self._clock.now() - earlier.begun_at > UNCERTAIN
