"""Messages that are taken away because somebody removed them."""

from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.methods import DeleteMessage, EditMessageCaption, EditMessageReplyMarkup, EditMessageText
from typing_extensions import override

from bot.drawing.ports.couriers import RemovalCourier
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import MessageAddress
from bot.errors import (
    AlreadyThere,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FormRefused,
    PlaceholderLost,
    Undeliverable,
)
from bot.telegram.calls import Calls
from bot.telegram.outbound import messages
from bot.telegram.outbound.messages import Where
from bot.wording import keyboards
from bot.wording.texts import Locales

log = structlog.get_logger(__name__)


class TelegramRemovals(RemovalCourier):
    """A message that Telegram does not let go says why, as that is nobody's fault."""

    def __init__(self, bot: Bot, locales: Locales) -> None:
        self._calls = Calls(bot)
        self._locales = locales

    @override
    async def take_away(self, message: MessageAddress) -> bool:
        try:
            await self._calls.once(DeleteMessage(chat_id=message.chat_id, message_id=message.message_id))
        except (AlreadyThere, PlaceholderLost, Undeliverable):
            return True
        except (CourierDelayed, CourierUnanswered):
            raise
        except CourierError as error:
            log.info("a message stays", chat=message.chat_id, error=repr(error))
            return False
        return True

    @override
    async def say_forgotten(self, message: MessageAddress, language: str) -> None:
        said, chat, number = self._locales.of(language).say("deleted-but-shown"), message.chat_id, message.message_id
        with suppress(AlreadyThere, PlaceholderLost):
            try:
                await self._calls.once(EditMessageCaption(caption=said, chat_id=chat, message_id=number))
            except FormRefused:  # it is a text
                await self._calls.once(EditMessageText(text=said, chat_id=chat, message_id=number))

    @override
    async def say_staying(self, message: MessageAddress, language: str, generation: Generation) -> None:
        locale = self._locales.of(language)
        markup = keyboards.picture(locale, generation)
        buttons = EditMessageReplyMarkup(reply_markup=markup, chat_id=message.chat_id, message_id=message.message_id)
        with suppress(AlreadyThere, PlaceholderLost):
            await self._calls.once(buttons)
            where = Where(message.chat_id, reply_to=message.message_id)
            await self._calls.make(messages.text(where, locale.say("not-deleted")))
