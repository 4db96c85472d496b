"""One way to call Telegram, shared by all that carries: within a time limit, with our errors, in simpler forms."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.errors import ButtonsRefused, CourierError, ReplyLost, ThreadLost
from bot.telegram.refusals import translated

log = structlog.get_logger(__name__)

T = TypeVar("T")

Username = Callable[[], Awaitable[str]]
"""Tells the bot's own name, for links."""

SECONDS = 60
"""The time limit of one call to Telegram."""

NEWS_SECONDS = 5
"""The same for what matters for a moment only."""

_SPARED: Mapping[type[CourierError], tuple[str, ...]] = {
    ThreadLost: ("message_thread_id", "reply_parameters"),  # a reply stands in the topic of what it replies to
    ReplyLost: ("reply_parameters",),
    ButtonsRefused: ("reply_markup",),
}
"""What a call is made without, one after the other, where Telegram refuses it for that alone."""


class Calls:
    """Calls to Telegram."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def once(self, method: TelegramMethod[T], seconds: int = SECONDS) -> T:
        """Call a method as it is. Raises CourierError."""
        with translated():
            return await self._bot(method, request_timeout=seconds)

    async def make(self, method: TelegramMethod[T], seconds: int = SECONDS) -> T:
        """Call a method; where Telegram refuses its topic, its reply or its buttons, without them.

        Raises CourierError.
        """
        while True:
            try:
                return await self.once(method, seconds)
            except (ThreadLost, ReplyLost, ButtonsRefused) as error:
                spared = next((name for name in _SPARED[type(error)] if getattr(method, name, None) is not None), None)
                if spared is None:
                    raise
                log.info("called in a simpler form", method=method.__api_method__, without=spared, error=repr(error))
                method = method.model_copy(update={spared: None})
