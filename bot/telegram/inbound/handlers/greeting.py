"""The first words, and help."""

import re
from uuid import UUID

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from magic_filter import RegexpMode

from bot.drawing.gallery import Gallery
from bot.drawing.ports import Models
from bot.errors import TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.wording import captions, keyboards

_PICTURE = re.compile(r"[0-9a-f]{32}")
"""What follows /start where a link led to somebody's picture: the generation's id."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="greeting")
    picture = F.args.regexp(_PICTURE, mode=RegexpMode.FULLMATCH)
    topic.message.register(show_shared, CommandStart(ignore_case=True, deep_link=True, magic=picture))
    topic.message.register(start, CommandStart(ignore_case=True))
    topic.message.register(help_, Command("help", ignore_case=True))
    topic.callback_query.register(show_help, F.data == keyboards.HELP, with_message)
    topic.message.register(tips, Command("tips", ignore_case=True))
    return topic


async def start(message: Message, command: CommandObject, asker: Asker) -> None:
    """/start: one example to tap; the way back for who came from typing inline."""
    if message.chat.type != ChatType.PRIVATE:
        await message.answer(asker.say("start-group"))
        return
    inline = keyboards.back_inline(asker.texts, asker.language) if command.args == "inline" else None
    await message.answer(asker.say("start"), reply_markup=inline)


async def show_shared(message: Message, command: CommandObject, asker: Asker, gallery: Gallery, models: Models) -> None:
    """/start with a picture's id: the words of the picture, to be drawn again. Raises TooLate where it is gone."""
    found = await gallery.find(UUID(command.args))
    if found.file_id is None:
        raise TooLate
    await message.answer(
        captions.linked(asker.texts, asker.language, found, models),
        reply_markup=keyboards.shared(asker.texts, asker.language, found),
    )


async def help_(message: Message, asker: Asker) -> None:
    """/help: the flags."""
    await message.answer(asker.say("help"))


async def show_help(query: CallbackQuery, shown: Message, asker: Asker) -> None:
    """The same, by the button under a sentence that says what is wrong."""
    await answer(query)
    await shown.reply(asker.say("help"), disable_notification=True, allow_sending_without_reply=True)


async def tips(message: Message, asker: Asker) -> None:
    """/tips: what a good prompt has, with an example of before and after."""
    await message.answer(asker.say("tips"))
