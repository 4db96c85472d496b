"""Presses of buttons: the message with the button, and the answer to the one who pressed."""

from contextlib import suppress
from datetime import UTC, datetime

import structlog
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage, InlineKeyboardMarkup, Message

from bot.drawing.values.requests import MessageAddress, Origin, Request
from bot.errors import AlreadyThere
from bot.telegram.inbound.asker import Asker
from bot.telegram.refusals import translated
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


async def confirm(query: CallbackQuery, text: Html | None = None) -> None:
    """The same after what was pressed for is done: that it could not be said changes nothing about that."""
    try:
        await answer(query, text)
    except (TelegramAPIError, ClientDecodeError) as error:
        log.info("press not answered", error=type(error).__name__, detail=str(error))


async def put(shown: Message, buttons: InlineKeyboardMarkup) -> None:
    """Let a message have these buttons; another press may have brought the same before."""
    with suppress(AlreadyThere), translated():
        await shown.edit_reply_markup(reply_markup=buttons)


async def say(shown: Message, text: Html, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Let a message with the pressed button say this from now on, in the form it has, with these buttons or none."""
    with suppress(AlreadyThere), translated():
        if shown.text is None:
            await shown.edit_caption(caption=text, reply_markup=buttons)
        else:
            await shown.edit_text(text, reply_markup=buttons)


def dedupe_key(query: CallbackQuery) -> str:
    """What makes a request by a press one and the same, however often Telegram brings it; it ends with the choice."""
    return f"callback:{query.id}:{query.data}"


def address(shown: Message) -> MessageAddress:
    """Where a message is."""
    return MessageAddress(shown.chat.id, shown.message_id)


def origin(shown: Message, asker: Asker, request: Request) -> Origin:
    """Where a request comes from that is made of another one by a press: it answers the message with the button."""
    return Origin(
        chat_id=shown.chat.id,
        message_id=shown.message_id,
        user_id=asker.id,
        language=asker.locale.language,
        thread_id=request.origin.thread_id if request.origin.chat_id == shown.chat.id else None,
    )
