"""The owner writes to everybody: sees it first, and how many people get it; may stop it and go on."""

import re

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.methods import CopyMessage
from aiogram.types import CallbackQuery, Message

from bot.drawing.broadcasts import Broadcasts
from bot.drawing.values.broadcasts import Broadcast
from bot.errors import MessageMissing
from bot.telegram.calls import Calls
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.owner import IsOwner
from bot.telegram.inbound.presses import confirm, say, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.waiting import ANSWER_SECONDS
from bot.wording import owner as wording
from bot.wording.owner import Broadcasted, Broadcaster
from bot.wording.texts import Html

_AFTER_COMMAND = re.compile(r"\A\s*/\S+\s+")
"""What stands before the words."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="owner's broadcasts")
    topic.message.register(prepare, Command("broadcast", ignore_case=True), IsOwner())
    topic.callback_query.register(steer, Broadcaster.filter(), IsOwner(), with_message)
    return topic


async def prepare(message: Message, command: CommandObject, bot: Bot, asker: Asker, broadcasts: Broadcasts) -> None:
    """/broadcast: show what everybody would get, and ask. Raises MessageMissing, NobodyToReach."""
    if message.reply_to_message is None and not command.args:
        raise MessageMissing

    async def preview() -> int:
        return await _shown(message, bot)

    broadcast = await broadcasts.prepare(message.chat.id, preview, asker.locale.language)
    said, buttons = (
        wording.broadcast_question(asker.locale, broadcast),
        wording.broadcast_buttons(asker.locale, broadcast),
    )
    await reply(message, said, buttons)


async def _shown(message: Message, bot: Bot) -> int:
    """The bot's own message that is sent to everybody: a copy of the one that is replied to, or the words."""
    calls, chat, original = Calls(bot), message.chat.id, message.reply_to_message
    if original is not None:
        copy = CopyMessage(
            chat_id=chat,
            from_chat_id=chat,
            message_id=original.message_id,
            message_thread_id=message.message_thread_id,
        )
        return (await calls.once(copy, ANSWER_SECONDS)).message_id
    words = _AFTER_COMMAND.sub("", message.html_text, count=1)
    return (await calls.make(message.answer(Html(words)), ANSWER_SECONDS)).message_id


async def steer(
    query: CallbackQuery, callback_data: Broadcaster, shown: Message, asker: Asker, broadcasts: Broadcasts
) -> None:
    """Send it, stop it, go on, or never send it. Raises TooLate."""
    broadcast = await _steered(broadcasts, callback_data, shown.message_id)
    await confirm(query)
    said, buttons = (
        wording.broadcast_progress(asker.locale, broadcast),
        wording.broadcast_buttons(asker.locale, broadcast),
    )
    await say(shown, said, buttons)


async def _steered(broadcasts: Broadcasts, press: Broadcaster, message_id: int) -> Broadcast:
    match press.deed:
        case Broadcasted.SEND | Broadcasted.GO_ON:
            return await broadcasts.begin(press.id, message_id)
        case Broadcasted.STOP:
            return await broadcasts.stop(press.id)
        case Broadcasted.CANCEL:
            return await broadcasts.cancel(press.id)
