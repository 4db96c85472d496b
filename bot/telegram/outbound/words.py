"""New messages that are words: a text, or what stands under a quiet picture where the chat takes no text."""

from collections.abc import AsyncIterator

from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, Message

from bot.drawing.values.requests import Request
from bot.telegram.calls import ladder
from bot.telegram.outbound import messages, parcels, sheets
from bot.wording.texts import Html


async def new_words(request: Request, text: SendMessage) -> AsyncIterator[TelegramMethod[Message]]:
    """A ladder for a text about a request; the picture that it stands under in the end shows what is not there."""
    for form in ladder([text]):
        yield form
    words = Html(text.text)
    buttons = text.reply_markup if isinstance(text.reply_markup, InlineKeyboardMarkup) else None
    composed = await sheets.compose(request, {})
    ways = parcels.of_words(request, composed, words)
    for other in parcels.new_messages(ways, messages.beside(request), buttons, silent=bool(text.disable_notification)):
        yield other
