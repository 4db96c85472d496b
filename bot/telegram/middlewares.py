"""What surrounds every handler: the person's language, log context, and answers to what went wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.errors import RequestError, StoreUnavailable
from bot.telegram.texts import Texts, language_of

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Around an update: its id in every log line, the language of its person for every handler."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler in this context."""
        person: User | None = data.get("event_from_user")
        data["language"] = language_of(person.language_code if person else None)
        number = event.update_id if isinstance(event, Update) else None
        with structlog.contextvars.bound_contextvars(update=number):
            return await handler(event, data)


class Apologies(BaseMiddleware):
    """Around a handler: what the person can mend is answered with its right form, a press with a toast."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler; answer a RequestError or StoreUnavailable with its sentence."""
        try:
            return await handler(event, data)
        except (RequestError, StoreUnavailable) as error:
            log.info("not accepted", error=type(error).__name__)
            sentence = self._texts.error(data["language"], error)
            if isinstance(event, Message):
                await event.reply(sentence, allow_sending_without_reply=True)
            elif isinstance(event, CallbackQuery):
                await event.answer(sentence)
