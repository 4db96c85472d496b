"""Answers to messages: in the same topic, and also where the message is gone already."""

from contextlib import suppress

from aiogram import Bot
from aiogram.methods import EditMessageText
from aiogram.types import InlineKeyboardMarkup, Message

from bot.drawing.answers import Answers
from bot.errors import AlreadyThere, PlaceholderLost, StoreUnavailable
from bot.telegram.calls import Calls, answering
from bot.telegram.inbound.presses import address
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


async def tell(
    message: Message,
    text: Html,
    markup: InlineKeyboardMarkup | None,
    answers: Answers,
    user_id: int,
    *,
    silent: bool = False,
) -> int:
    """Answer words that may be mended by an edit: an edit of them changes the answer, or it becomes the placeholder.

    The id of the message that says it. Raises CourierError.
    """
    asked = address(message)
    before = await answers.to(asked) if message.edit_date is not None else None
    if before is not None and await _changed(message, text, markup, before):
        return before
    sent = await reply(message, text, markup, silent=silent)
    with suppress(StoreUnavailable):  # it is said; an edit is answered by another message then
        await answers.keep(asked, sent.message_id, user_id)
    return sent.message_id


async def _changed(message: Message, text: Html, markup: InlineKeyboardMarkup | None, answer: int) -> bool:
    """Let the answer from before say this, where it is still there. Raises CourierError."""
    edit = EditMessageText(chat_id=message.chat.id, message_id=answer, text=text, reply_markup=markup)
    try:
        await Calls(_bot(message)).make(edit, ANSWER_SECONDS)
    except AlreadyThere:
        return True
    except PlaceholderLost:
        return False
    return True


def _bot(message: Message) -> Bot:
    """The bot that a message came to. Raises ValueError for one that came to none."""
    if message.bot is None:
        raise ValueError("a message that came to no bot")
    return message.bot
