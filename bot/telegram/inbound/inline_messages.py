"""Messages that were posted by typing inline: what they were posted for, and why it did not come."""

from contextlib import suppress

from aiogram import Bot
from aiogram.types import ChosenInlineResult

from bot.errors import AlreadyThere
from bot.telegram.refusals import translated
from bot.wording import keyboards
from bot.wording.keyboards import Take
from bot.wording.texts import Html, Locale


def wanted(result: ChosenInlineResult) -> Take:
    """What a chosen result stands for."""
    key, _, style = result.result_id.partition(":")
    return Take(key=key, style=style)


async def say_why(bot: Bot, message_id: str, sentence: Html, locale: Locale, take: Take | None = None) -> None:
    """Let the message say why it is not drawn, with the button to ``take`` it another time. Raises CourierError."""
    buttons = keyboards.take(locale, take.key, take.style) if take is not None else None
    with suppress(AlreadyThere), translated():
        await bot.edit_message_text(sentence, inline_message_id=message_id, reply_markup=buttons)
