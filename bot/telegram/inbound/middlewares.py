"""What surrounds every handler: the person's language, log context, and answers to what went wrong."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardMarkup, InlineQuery, Message, TelegramObject, Update, User

from bot.drawing.preferences import Preferences
from bot.drawing.values.groups import Membership
from bot.drawing.values.people import Person
from bot.errors import (
    AdminsOnly,
    CourierError,
    DailyLimitReached,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    NotYours,
    QuietNow,
    RequestError,
    ShownAlready,
    StoreUnavailable,
    TooLate,
)
from bot.telegram.inbound import presses, replies
from bot.telegram.inbound.asker import Asker, spoken
from bot.telegram.inbound.roles import GROUPS, is_admin
from bot.wording import keyboards
from bot.wording.texts import Locales

log = structlog.get_logger(__name__)

_NOT_ABOUT_WORDS = (
    AdminsOnly,
    DailyLimitReached,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    NotYours,
    QuietNow,
    ShownAlready,
    StoreUnavailable,
    TooLate,
)
"""What no other words would mend."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Context(BaseMiddleware):
    """Around an update: its id in every log line; who asks, for every handler."""

    def __init__(self, preferences: Preferences, locales: Locales) -> None:
        self._preferences = preferences
        self._locales = locales

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler in this context."""
        user: User | None = data.get("event_from_user")
        number = event.update_id if isinstance(event, Update) else None
        with structlog.contextvars.bound_contextvars(update=number):
            person, member = await self._known(_speaker(event, user), event, data.get("event_chat"), data["bot"])
            locale = spoken(self._locales, person, member, user.language_code if user else None)
            data["asker"] = Asker(person, locale, member)
            return await handler(event, data)

    async def _known(
        self, speaker: int, event: TelegramObject, chat: Chat | None, bot: Bot
    ) -> tuple[Person, Membership | None]:
        try:
            person = await self._preferences.of(speaker)
            if chat is None or chat.type not in GROUPS:
                return await self._met(person, chat, event), None
            group = await self._preferences.of_group(chat.id)
        except StoreUnavailable:
            return Person(speaker), None  # whoever only wants help gets it
        return person, Membership(group, is_admin=group.admins_only and await is_admin(bot, chat.id, speaker))

    async def _met(self, person: Person, chat: Chat | None, event: TelegramObject) -> Person:
        """Somebody who writes in the private chat has opened it; that is kept, for typing inline needs to know."""
        writes = isinstance(event, Update) and event.message and chat is not None and chat.type == ChatType.PRIVATE
        if not writes or person.started:
            return person
        met = replace(person, started=True)
        with suppress(StoreUnavailable):
            await self._preferences.keep(met)
        return met


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
            await _apologize(event, data["asker"], error)
        except CourierError:
            if isinstance(event, CallbackQuery):
                await presses.answer(event)  # there is nothing to say, and the button rests
            raise


async def _apologize(event: TelegramObject, asker: Asker, error: RequestError | StoreUnavailable) -> None:
    sentence = asker.locale.error(error)
    match event:
        case Message():
            await replies.reply(event, sentence, _way_out(asker, error))
        case CallbackQuery():
            await presses.answer(event, sentence, alert=True)
        case InlineQuery():
            await event.answer([], cache_time=0, is_personal=True)


def _way_out(asker: Asker, error: RequestError | StoreUnavailable) -> InlineKeyboardMarkup | None:
    return None if isinstance(error, _NOT_ABOUT_WORDS) else keyboards.how_to_ask(asker.locale)
