"""What is kept about people, in their own hands: told, handed over, deleted."""

import asyncio
from uuid import UUID

import structlog

from bot.drawing import exports
from bot.drawing.exports import Collected, Export
from bot.drawing.farewells import Farewells
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.credit_stores import CreditStore
from bot.drawing.ports.people_stores import Acceptance, Archive
from bot.drawing.ports.privacy_stores import Kept, PrivacyStore
from bot.drawing.values import queues
from bot.drawing.values.credits import Entry
from bot.drawing.values.people import Person
from bot.drawing.wake_ups import WakeUps
from bot.errors import TooLate

log = structlog.get_logger(__name__)

PAGE = 100
"""Requests that are read at once."""

DRAFTS = 1000
"""Inline drafts that are handed over."""


class Privacy:
    """Every method raises StoreUnavailable."""

    def __init__(
        self,
        *,
        store: PrivacyStore,
        book: CreditStore,
        acceptance: Acceptance,
        archive: Archive,
        clock: Clock,
        wake_ups: WakeUps,
    ) -> None:
        self._store = store
        self._book = book
        self._acceptance = acceptance
        self._archive = archive
        self._clock = clock
        self._wake_ups = wake_ups
        self._farewells = Farewells(store, clock)
        self._exporting = asyncio.Lock()  # one holds tens of megabytes

    async def kept(self, user_id: int) -> Kept:
        """How much is kept about somebody."""
        return await self._store.kept(user_id)

    async def delete(self, request_id: UUID) -> None:
        """Forget a request: words, originals, messages with copies. Raises TooLate where it is not over, or gone."""
        if not await self._store.delete(request_id, self._clock.now()):
            raise TooLate
        log.info("deleted", request=str(request_id))

    async def forget(self, user_id: int) -> bool:
        """Forget all about somebody, taking back what is under way; whether nothing is left that has to end first."""
        for request_id in await self._store.live(user_id):
            await self._cancel(request_id)
        done = await self._farewells.say(user_id)
        log.info("somebody was forgotten", done=done)
        return done

    async def block(self, user_id: int) -> None:
        """Somebody does not want to be written to."""
        await self._store.block(user_id, self._clock.now())

    async def export(self, person: Person) -> Export:
        """All that is kept about somebody, the newest pictures first."""
        async with self._exporting:
            collected, last = Collected(), None
            while page := await self._store.requests(person.user_id, last, PAGE):
                for request in page:
                    collected.add(request, await self._archive.pictures(request.id))
                last = page[-1]
            drafts = await self._store.drafts(person.user_id, DRAFTS)
            entries = await self._entries(person.user_id)
            collected.last_day = await self._store.last_day(person.user_id)
            return await asyncio.to_thread(exports.packed, person, drafts, entries, collected)

    async def _entries(self, user_id: int) -> list[Entry]:
        """What somebody bought, was given and used."""
        entries: list[Entry] = []
        while page := await self._book.entries(user_id, entries[-1] if entries else None, PAGE):
            entries += page
        return entries

    async def _cancel(self, request_id: UUID) -> None:
        request = await self._acceptance.find(request_id)
        if request is None or not await self._acceptance.cancel(request_id, self._clock.now()):
            return
        self._wake_ups.wake(queues.DELIVER)
        for one in request.live:
            self._wake_ups.wake(queues.poll(one.account))
