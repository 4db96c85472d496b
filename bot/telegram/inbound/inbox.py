"""What becomes of one update, however it came: decoded, handled within a time limit, and passed by where that fails."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import Update
from pydantic import ValidationError

from bot.errors import CourierError
from bot.telegram.waiting import waiting_at_most

log = structlog.get_logger(__name__)

AT_ONCE = 50  # handlers that run side by side
HANDLER_SECONDS = 60.0  # a handler that hangs is passed by after this
TURN_SECONDS = 3.0  # what a handler says waits no longer for Telegram's limits: the updates behind it wait too

Handle = Callable[[Update], Awaitable[object]]


class Inbox:
    """Takes updates from polling or from the webhook; whatever one handler does, those after it have their turn."""

    def __init__(self, bot: Bot, handle: Handle) -> None:
        self._bot = bot
        self._handle = handle
        self._room = asyncio.Semaphore(AT_ONCE)

    async def take(self, raw: object) -> None:
        """Handle an update as Telegram gave it; when this returns, it is done with. Raises nothing of a handler's."""
        number = raw.get("update_id") if isinstance(raw, dict) else None
        async with self._room:
            try:
                update = Update.model_validate(raw, context={"bot": self._bot})
                with waiting_at_most(TURN_SECONDS):
                    async with asyncio.timeout(HANDLER_SECONDS):
                        await self._handle(update)
            except ValidationError:
                log.warning("update not understood", update=number)
            except (TelegramAPIError, ClientDecodeError, CourierError) as error:
                log.warning("answer did not get through", update=number, error=type(error).__name__, detail=str(error))
            except Exception:
                log.exception("handler failed", update=number)
