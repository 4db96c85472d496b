"""Presses of buttons: the message with the button, and the answer to the one who pressed."""

from datetime import UTC, datetime

import structlog
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from bot.wording import captions
from bot.wording.texts import Html

log = structlog.get_logger(__name__)

_UNKNOWN = datetime.fromtimestamp(0, UTC)  # what Telegram itself gives for the date of a message it no longer shows


async def with_message(query: CallbackQuery) -> bool | dict[str, Message]:
    """A filter: the message as ``shown``, also one so old that Telegram tells no more of it than where it is."""
    match query.message:
        case Message() as shown:
            return {"shown": shown}
        case InaccessibleMessage(chat=chat, message_id=message_id):
            return {"shown": Message(message_id=message_id, date=_UNKNOWN, chat=chat).as_(query.bot)}
        case _:
            return False


async def answer(query: CallbackQuery, text: Html | None = None, *, alert: bool = False) -> None:
    """Let the button rest, with a toast or an alert. A press that waited too long, as for a restart, has no answer."""
    try:
        await query.answer(captions.toast(text) if text else None, show_alert=alert or None)
    except TelegramBadRequest as error:
        log.info("press not answered", detail=error.message)
