"""What surrounds every handler: the person's language, log context, and answers to what went wrong."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardMarkup, InlineQuery, Message, TelegramObject, Update, User

from bot.drawing.preferences import Preferences
from bot.drawing.values.generations import Person
from bot.drawing.values.groups import House
from bot.errors import (
    AdminsOnly,
    DailyLimitReached,
    NotYours,
    QuietNow,
    RequestError,
    StoreUnavailable,
    TooLate,
)
from bot.telegram.inbound import presses
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.roles import GROUPS, is_admin
from bot.wording import keyboards
from bot.wording.texts import Texts, language_of

log = structlog.get_logger(__name__)

_NOT_ABOUT_WORDS = (AdminsOnly, DailyLimitReached, NotYours, QuietNow, TooLate, StoreUnavailable)
"""What no other words would mend."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Around an update: its id in every log line; who asks, for every handler."""

    def __init__(self, preferences: Preferences, texts: Texts) -> None:
        self._preferences = preferences
        self._texts = texts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler in this context."""
        user: User | None = data.get("event_from_user")
        number = event.update_id if isinstance(event, Update) else None
        with structlog.contextvars.bound_contextvars(update=number):
            speaker = _speaker(event, user)
            spoken = language_of(user.language_code if user else None)
            person, house = await self._known(speaker, event, data)
            data["asker"] = Asker(person, spoken, self._texts, house)
            return await handler(event, data)

    async def _known(self, speaker: int, event: TelegramObject, data: dict[str, Any]) -> tuple[Person, House | None]:
        chat: Chat | None = data.get("event_chat")
        try:
            person = await self._preferences.of(speaker)
            if chat is None or chat.type not in GROUPS:
                return await self._met(person, chat, event), None
            group = await self._preferences.of_group(chat.id)
        except StoreUnavailable:
            return Person(speaker), None  # whoever only wants help gets it
        return person, House(group, is_admin=group.admins_only and await is_admin(data["bot"], chat.id, speaker))

    async def _met(self, person: Person, chat: Chat | None, event: TelegramObject) -> Person:
        """Somebody who writes in the private chat has opened it; that is kept, for typing inline needs to know."""
        writes = isinstance(event, Update) and event.message and chat is not None and chat.type == ChatType.PRIVATE
        if writes and not person.started:
            with suppress(StoreUnavailable):
                return await self._preferences.change(person, started=True)
        return person


def _speaker(event: TelegramObject, user: User | None) -> int:
    """Who it is: a channel, or a group whose admins are anonymous, speaks for itself."""
    message = (event.message or event.edited_message or event.guest_message) if isinstance(event, Update) else None
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return user.id if user else 0


class Apologies(BaseMiddleware):
    """Around a handler: what the person can mend is answered with its right form, a press with a toast."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler; answer a RequestError or StoreUnavailable with its sentence."""
        try:
            return await handler(event, data)
        except (RequestError, StoreUnavailable) as error:
            log.info("not accepted", error=type(error).__name__)
            asker: Asker = data["asker"]
            sentence = asker.texts.error(asker.language, error)
            if isinstance(event, Message):
                await event.reply(sentence, reply_markup=_way_out(asker, error), allow_sending_without_reply=True)
            elif isinstance(event, CallbackQuery):
                await presses.answer(event, sentence, alert=True)
            elif isinstance(event, InlineQuery):
                await event.answer([], cache_time=0, is_personal=True)


def _way_out(asker: Asker, error: RequestError | StoreUnavailable) -> InlineKeyboardMarkup | None:
    return None if isinstance(error, _NOT_ABOUT_WORDS) else keyboards.how_to_ask(asker.texts, asker.language)
