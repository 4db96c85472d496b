"""What surrounds every update: who asks, their language, and what every log line about it names."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, Update, User

from bot.drawing.preferences import Preferences
from bot.drawing.values.groups import Membership
from bot.drawing.values.people import Person
from bot.errors import RightsUnknown, StoreUnavailable
from bot.telegram.inbound.asker import Asker, spoken
from bot.telegram.inbound.roles import GROUPS, is_admin
from bot.wording.texts import Locales

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
        return person, Membership(group, await _is_admin(bot, chat.id, speaker) if group.admins_only else False)

    async def _met(self, person: Person, chat: Chat | None, event: TelegramObject) -> Person:
        """Somebody who writes in the private chat has opened it; that is kept, for typing inline needs to know."""
        writes = isinstance(event, Update) and event.message and chat is not None and chat.type == ChatType.PRIVATE
        if not writes or person.started:
            return person
        met = replace(person, started=True)
        with suppress(StoreUnavailable):
            await self._preferences.keep(met)
        return met


async def _is_admin(bot: Bot, chat_id: int, speaker: int) -> bool | None:
    """Whether somebody runs a group; None while nobody says: whoever only wants help gets it."""
    try:
        return await is_admin(bot, chat_id, speaker)
    except RightsUnknown:
        return None


def _speaker(event: TelegramObject, user: User | None) -> int:
    """Who it is: a channel, or a group whose admins are anonymous, speaks for itself."""
    message = (event.message or event.edited_message or event.guest_message) if isinstance(event, Update) else None
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return user.id if user else 0
