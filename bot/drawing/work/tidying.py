"""What is kept too long is forgotten, and the database's file gives back what that leaves: all in small steps."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.drawing.farewells import Farewells
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.couriers import CopyCourier
from bot.drawing.ports.privacy_stores import Copy, Retention
from bot.drawing.ports.undecoded import Undecoded
from bot.drawing.values.terms import COUNTED, Terms
from bot.errors import CourierDelayed, CourierError

log = structlog.get_logger(__name__)

STEP = 200
"""Rows that are forgotten in one transaction."""

PAGES = 500
"""Free pages of the database's file that are given back at once."""

COPIES = 20
"""Messages with copies that are deleted in one go."""

TRIES = 5
"""So often a message is tried to be deleted; then it stays."""


class Tidying:
    """Forgets at the terms. Every method raises StoreUnavailable."""

    def __init__(self, *, retention: Retention, undecoded: Undecoded, clock: Clock, terms: Terms) -> None:
        self._retention = retention
        self._undecoded = undecoded
        self._clock = clock
        self._terms = terms

    async def forget(self) -> None:
        """Forget what was kept for its term."""
        now = self._clock.now()
        await self._undecoded.drop(now - self._terms.originals)
        for drop, term in self._drops(now):
            while await drop(now - term, limit=STEP) == STEP:
                pass

    def _drops(self, now: datetime) -> Iterator[tuple[Callable[..., Awaitable[int]], timedelta]]:
        """What forgets, and after how long."""
        retention, terms = self._retention, self._terms
        yield retention.drop_originals, terms.originals
        yield partial(retention.drop_requests, now=now), terms.history
        yield retention.drop_people, terms.history
        yield retention.drop_inline_drafts, terms.drafts
        yield retention.drop_questions, terms.drafts
        yield retention.drop_answers, terms.drafts
        yield retention.drop_turned_away, terms.drafts
        yield retention.drop_counted, COUNTED

    async def shrink(self) -> None:
        """Give free pages of the database's file back."""
        while await self._retention.shrink(PAGES):
            pass


class Leftovers:
    """What is still to be forgotten of people and requests that were. Every method raises StoreUnavailable."""

    def __init__(self, *, farewells: Farewells, retention: Retention, courier: CopyCourier) -> None:
        self._farewells = farewells
        self._retention = retention
        self._courier = courier

    async def clear(self) -> None:
        """Forget what was under way, and delete messages with copies of pictures."""
        await self._farewells.finish()
        for copy in await self._retention.copies(COPIES):
            if not await self._remove(copy):
                return

    async def _remove(self, copy: Copy) -> bool:
        """Delete one; whether Telegram may be asked for the next."""
        try:
            await self._courier.remove(copy.message)
        except CourierDelayed:
            return False
        except CourierError as error:
            if copy.attempts + 1 < TRIES:
                await self._retention.put_off_copy(copy.message)
                return True
            log.warning("a copy of a forgotten picture stays", chat=copy.message.chat_id, error=repr(error))
        await self._retention.drop_copy(copy.message)
        return True
