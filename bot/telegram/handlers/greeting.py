"""The first words, and help."""

import re
from uuid import UUID

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.drawing.gallery import Gallery
from bot.drawing.ports import Models
from bot.drawing.preferences import Preferences
from bot.errors import TooLate
from bot.telegram import captions, keyboards
from bot.telegram.asker import Asker

_PICTURE = re.compile(r"[0-9a-f]{32}")
"""What follows /start where a link led to somebody's picture: the generation's id."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="greeting")
    topic.message.register(show_shared, CommandStart(ignore_case=True, deep_link=True, magic=F.args.regexp(_PICTURE)))
    topic.message.register(start, CommandStart(ignore_case=True))
    topic.message.register(help_, Command("help", ignore_case=True))
    topic.message.register(tips, Command("tips", ignore_case=True))
    return topic


async def start(message: Message, command: CommandObject, asker: Asker, preferences: Preferences) -> None:
    """/start: one example to tap; the way back for who came from typing inline."""
    if message.chat.type != ChatType.PRIVATE:
        await message.answer(asker.say("start-group"))
        return
    if not asker.person.started:
        await preferences.change(asker.person, started=True)
    inline = keyboards.back_inline(asker.texts, asker.language) if command.args == "inline" else None
    await message.answer(asker.say("start"), reply_markup=inline)


async def show_shared(
    message: Message, command: CommandObject, asker: Asker, gallery: Gallery, preferences: Preferences, models: Models
) -> None:
    """/start with a picture's id: the words of the picture, to be drawn again. Raises TooLate where it is gone."""
    if message.chat.type == ChatType.PRIVATE and not asker.person.started:
        await preferences.change(asker.person, started=True)
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


async def tips(message: Message, asker: Asker) -> None:
    """/tips: what a good prompt has, with an example of before and after."""
    await message.answer(asker.say("tips"))
