"""Answers to messages: in the same topic, and also where the message is gone already."""

from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup, Message

from bot.telegram.calls import Calls, answering
from bot.telegram.waiting import ANSWER_SECONDS
from bot.wording.texts import Html


async def reply(
    message: Message, text: Html, markup: InlineKeyboardMarkup | None = None, *, silent: bool = False
) -> Message:
    """Answer a message with a text. Raises CourierError."""
    call = message.answer(
        text, reply_markup=markup, reply_parameters=answering(message.message_id), disable_notification=silent or None
    )
    return await Calls(_bot(message)).make(call, ANSWER_SECONDS)


def _bot(message: Message) -> Bot:
    """The bot that a message came to. Raises ValueError for one that came to none."""
    if message.bot is None:
        raise ValueError("a message that came to no bot")
    return message.bot
