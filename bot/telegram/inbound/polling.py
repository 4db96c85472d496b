"""Updates by long polling, confirmed to Telegram only after they were handled.

aiogram's own polling confirms updates whose handlers still run, so a crash would lose them; this one asks for the next
batch, which confirms the last, when every handler of the last has returned.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot.telegram.inbound.inbox import Handle, Inbox
from bot.telegram.stopping import pause, unless

log = structlog.get_logger(__name__)

LONG_POLL = 25  # seconds Telegram holds the request while there is nothing
BATCH = 100  # the Bot API's maximum
SLACK = 15  # seconds an answer may be late
STOPPING = 3  # seconds the last confirmation may take; unconfirmed updates come again and find their own request


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
        pauses: Callable[[int], float] = pause,
    ) -> None:
        self._bot = bot
        self._inbox = Inbox(bot, handle)
        self._allowed = allowed_updates
        self._pauses = pauses
        self._offset: int | None = None
        self._failures = 0
        self._wait = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop`` is set; updates in hand are finished and confirmed before it returns."""
        while not stop.is_set():
            batch = await unless(stop, self._fetch(LONG_POLL))
            await self._handle_all(batch or [])
            if batch is None:
                await unless(stop, asyncio.sleep(self._wait))
        await self._fetch(0, limit=1)  # confirms what was handled; what comes back is left for the next start

    async def _fetch(self, hold: int, limit: int = BATCH) -> list[Any] | None:
        call = GetRawUpdates(offset=self._offset, limit=limit, timeout=hold, allowed_updates=self._allowed)
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

    async def _handle_all(self, batch: list[Any]) -> None:
        async with asyncio.TaskGroup() as handlers:
            for raw in batch:
                handlers.create_task(self._inbox.take(raw), name="update")
        numbers = [raw["update_id"] for raw in batch if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        if numbers:
            self._offset = max(numbers) + 1
