"""Messages that somebody removes: they go a moment later, so that it can be undone, also after a restart."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import structlog

from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import RemovalCourier
from bot.drawing.ports.people_stores import Archive
from bot.drawing.ports.privacy_stores import PrivacyStore
from bot.drawing.ports.removal_stores import Removal, RemovalStore
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import CourierDelayed, CourierError, TooLate

log = structlog.get_logger(__name__)

UNDO = timedelta(minutes=1)
"""So long it can be undone."""

EVERY = 2.0
"""Seconds between looks for messages whose time has come."""

AT_ONCE = 20
"""So many messages go in one look."""

TRIES = 5
"""So often a message is tried to be taken away; then it stays."""

PAUSE = timedelta(seconds=30)
"""How long until it is tried again."""


class Removals:
    """What people say about it. Every method raises StoreUnavailable."""

    def __init__(self, *, store: RemovalStore, archive: Archive, clock: Clock) -> None:
        self._store = store
        self._archive = archive
        self._clock = clock

    async def begin(self, request: Request, generation: Generation, message: MessageAddress, language: str) -> None:
        """Let a message go in a moment, and the request with it, but for one picture of a sheet; twice is once."""
        due_at = self._clock.now() + UNDO
        whole = request.became(message) or request.count == 1
        for each in _messages(request, message) if whole else [message]:
            await self._store.begin(Removal(each, generation.id, whole, language), due_at)

    async def undo(self, message: MessageAddress) -> tuple[Request, Generation]:
        """Let it stay; what it shows. Raises TooLate where it is going already."""
        generation_id = await self._store.undo(message, self._clock.now())
        if generation_id is None:
            return await self._staying(message)
        request = await self._archive.containing(generation_id)
        if request is None:
            raise TooLate
        return request, next(one for one in request.generations if one.id == generation_id)

    async def _staying(self, message: MessageAddress) -> tuple[Request, Generation]:
        """What it shows where it was undone before: the press is brought once more. Raises TooLate."""
        found = None if await self._store.is_going(message) else await self._archive.shown(message)
        if found is None:
            raise TooLate
        request, position = found
        return request, request.leading if position is None else request.of(position)


class Removing:
    """Takes messages away when their time has come. What fails is tried again."""

    def __init__(
        self, *, store: RemovalStore, privacy: PrivacyStore, archive: Archive, courier: RemovalCourier, clock: Clock
    ) -> None:
        self._store = store
        self._privacy = privacy
        self._archive = archive
        self._courier = courier
        self._clock = clock

    async def look(self) -> None:
        """Take away what is to go by now. Raises StoreUnavailable."""
        for removal in await self._store.due(self._clock.now(), AT_ONCE):
            try:
                is_done = await self._remove(removal)
            except CourierDelayed:
                await self._put_off(removal, removal.attempts)
            except CourierError as error:
                log.info("not removed", chat=removal.message.chat_id, error=repr(error))
                await self._fail(removal)
            else:
                await (self._store.end(removal.message) if is_done else self._fail(removal))

    async def _remove(self, removal: Removal) -> bool:
        """Forget the request first, so that nothing leads to it any more; whether there is nothing left to do.

        Raises CourierError.
        """
        request = await self._archive.containing(removal.generation_id) if removal.generation_id else None
        if removal.whole:
            if request is not None and not await self._privacy.delete(request.id, self._clock.now()):
                return False  # it is being brought once more
            await self._take_away(removal)
        elif request is not None and removal.generation_id is not None:
            await self._take_away_copy(removal, request, removal.generation_id)
        else:
            await self._courier.take_away(removal.message)
        return True

    async def _take_away(self, removal: Removal) -> None:
        if not await self._courier.take_away(removal.message):
            await self._courier.say_forgotten(removal.message, removal.language)

    async def _take_away_copy(self, removal: Removal, request: Request, generation_id: UUID) -> None:
        """One of the messages of a request that stays: its picture may be sent there once more."""
        if await self._courier.take_away(removal.message):
            await self._archive.end_showing(generation_id, removal.message.chat_id, None)
        else:
            generation = next(one for one in request.generations if one.id == generation_id)
            await self._courier.say_staying(removal.message, removal.language, generation)

    async def _fail(self, removal: Removal) -> None:
        if removal.attempts + 1 < TRIES:
            await self._put_off(removal, removal.attempts + 1)
        else:
            await self._store.end(removal.message)

    async def _put_off(self, removal: Removal, attempts: int) -> None:
        await self._store.put_off(removal.message, attempts, self._clock.now() + PAUSE)


def _messages(request: Request, message: MessageAddress) -> Iterator[MessageAddress]:
    """What goes with a whole request: the message that is removed, and its own."""
    yield message
    if request.placeholder is not None and not request.origin.is_inline and not request.became(message):
        yield MessageAddress(request.origin.chat_id, request.placeholder)
