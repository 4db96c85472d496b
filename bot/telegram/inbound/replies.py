"""Answers to messages: in the same topic, and also where the message is gone already."""

from aiogram.types import InlineKeyboardMarkup, Message, ReplyParameters

from bot.wording.texts import Html


async def reply(
    message: Message, text: Html, markup: InlineKeyboardMarkup | None = None, *, silent: bool = False
) -> Message:
    """Answer a message with a text."""
    return await message.answer(
        text, reply_markup=markup, reply_parameters=to(message), disable_notification=silent or None
    )


def to(message: Message) -> ReplyParameters:
    """What makes another message an answer to this one."""
    # Beside reply_parameters Telegram ignores the allow_sending_without_reply that aiogram's own reply() sends.
    return ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
