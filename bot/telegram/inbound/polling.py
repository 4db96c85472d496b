"""Updates by long polling, apart from their handlers, and confirmed to Telegram only when they are done with.

aiogram's own polling confirms updates whose handlers still run, so a crash would lose them. This one goes on asking
while handlers run; Telegram then gives again what is in hand (``window.py``), and the offset moves as they finish.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot.drawing.ports.clock import Clock
from bot.telegram.inbound.inbox import Handle, Inbox, number_of
from bot.telegram.inbound.window import BATCH, Window
from bot.telegram.stopping import pause, unless

log = structlog.get_logger(__name__)

LONG_POLL = 25  # seconds Telegram holds the request while there is nothing
SLACK = 15  # seconds an answer may be late
STOPPING = 1  # seconds the last confirmation may take; unconfirmed updates come again and find their own request

LOOK_AGAIN = 1.0
"""Seconds between two looks for new updates while others are in hand: with those in hand Telegram answers at once.

A server gives less, and later, to who asks with the same offset twice within half a second.
"""


HELD_UP = 3.0
"""Seconds for which nothing new comes in because of one that hangs; then it is confirmed, and each time twice as many.

Telegram gives nothing beyond the BATCH updates after it.
"""


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates without decoding: one update that aiogram does not understand must not stop the others."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = BATCH
    timeout: int = LONG_POLL
    allowed_updates: list[str]


class Polling:
    """Asks for updates and hands them on, until it is stopped."""

    def __init__(
        self,
        bot: Bot,
        handle: Handle,
        allowed_updates: list[str],
        clock: Clock,
        pauses: Callable[[int], float] = pause,
    ) -> None:
        self._bot = bot
        self._inbox = Inbox(bot, handle, clock)
        self._allowed = allowed_updates
        self._clock = clock
        self._pauses = pauses
        self._window = Window()
        self._moved = asyncio.Event()
        self._idle = asyncio.Event()
        self._failures = 0
        self._let_go = 0
        self._wait = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop``; then finish what is in hand, unless this is cancelled, and confirm what is done with."""
        try:
            async with asyncio.TaskGroup() as handlers:
                while not stop.is_set():
                    await self._round(stop, handlers)
        finally:
            await self._fetch(0, limit=1)  # confirms what is done; what comes back is left for the next start

    async def _round(self, stop: asyncio.Event, handlers: asyncio.TaskGroup) -> None:
        batch = await unless(stop, self._fetch(LONG_POLL))
        if batch is None:
            await self._clock.wait(stop, self._wait)
            return
        numbered = [raw for raw in batch if self._begin(raw, stop, handlers)]
        await unless(stop, self._until_it_helps(is_new=bool(numbered) or not batch))

    def _begin(self, raw: object, stop: asyncio.Event, handlers: asyncio.TaskGroup) -> bool:
        """Take an update in hand; False for one that is in hand already, and for what is no update at all."""
        number = number_of(raw)
        if number is None:
            self._inbox.understood(raw)
            return False
        if not self._window.begin(number):
            return False
        self._idle.clear()
        handlers.create_task(self._take(raw, number, stop), name=f"update {number}")
        return True

    async def _take(self, raw: object, number: int, stop: asyncio.Event) -> None:
        update = self._inbox.understood(raw)
        if update is None or await self._inbox.take(update, stop):
            self._end(number)

    def _end(self, number: int) -> None:
        if self._window.end(number):
            self._moved.set()
        if self._window.is_empty:
            self._idle.set()

    async def _until_it_helps(self, *, is_new: bool) -> None:
        """Wait until Telegram may have something new to give: else it would give the same again and again, at once."""
        if self._window.is_full:
            self._moved.clear()
            await self._clock.wait(self._moved, HELD_UP)
            self._let_go = 0 if self._moved.is_set() else self._let_go * 2 or 1
            if self._let_go:
                log.warning("updates held up", let_go=self._let_go)
                self._window.let_go(self._let_go)
        if not self._window.is_empty:
            await self._clock.wait(self._idle, LOOK_AGAIN)
        elif not is_new:
            await self._clock.wait(asyncio.Event(), LOOK_AGAIN)

    async def _fetch(self, hold: int, limit: int = BATCH) -> list[Any] | None:
        call = GetRawUpdates(offset=self._window.offset, limit=limit, timeout=hold, allowed_updates=self._allowed)
        try:
            batch = await self._bot(call, request_timeout=hold + (SLACK if hold else STOPPING))
        except TelegramRetryAfter as error:
            log.warning("updates delayed", seconds=error.retry_after)
            self._wait = error.retry_after
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("updates unavailable", error=type(error).__name__, detail=str(error))
            self._failures += 1
            self._wait = self._pauses(self._failures)
        else:
            self._failures = 0
            return batch
        return None
