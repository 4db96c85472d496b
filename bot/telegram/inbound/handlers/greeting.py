"""The first words, and what links lead to."""

import re
from uuid import UUID

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message
from magic_filter import MagicFilter, RegexpMode

from bot.drawing.gallery import Gallery
from bot.drawing.originals import Originals
from bot.drawing.ports.providers import Models
from bot.drawing.preferences import Preferences
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.drawing.values.terms import Disclosure
from bot.errors import TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.handling import brought_once
from bot.telegram.inbound.presses import address
from bot.wording import captions, keyboards, privacy, talking

_WORDS = re.compile(r"[0-9a-f]{32}")
"""What follows /start where a link led to the words of a picture that was posted inline: the generation's id."""

_SHARED = re.compile(r"s[0-9a-f]{32}")
"""What follows /start where a link led to words that somebody shared: s, and the token."""

_PICTURE = re.compile(r"p[0-9a-f]{32}")
"""What follows /start where a link led to one picture of an inline sheet: p, and the generation's id."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="greeting")
    topic.message.register(show_words, _led_by(_WORDS))
    topic.message.register(show_shared, _led_by(_SHARED))
    topic.message.register(show_picture, _led_by(_PICTURE), F.chat.type == ChatType.PRIVATE)
    topic.message.register(start, CommandStart(ignore_case=True))
    return topic


def _led_by(link: re.Pattern[str]) -> CommandStart:
    """A filter: /start with what a link of this form carries."""
    carried: MagicFilter = F.args.regexp(link, mode=RegexpMode.FULLMATCH)
    return CommandStart(ignore_case=True, deep_link=True, magic=carried)


async def start(message: Message, command: CommandObject, asker: Asker, disclosure: Disclosure) -> None:
    """/start: one example to tap, and who keeps prompts; the way back for who came from typing inline."""
    name = "start" if message.chat.type == ChatType.PRIVATE else "start-group"
    inline = keyboards.back_inline(asker.locale) if command.args == "inline" else None
    text = asker.say(name, prompts=privacy.prompts(disclosure))
    await message.answer(text, reply_markup=inline)


async def show_words(
    message: Message,
    command: CommandObject,
    asker: Asker,
    gallery: Gallery,
    models: Models,
    preferences: Preferences,
) -> None:
    """/start with the id of a picture that was posted inline: its words, to be drawn again. Raises TooLate."""
    request, generation = await gallery.picture(UUID(command.args))
    if not request.origin.is_inline:
        raise TooLate
    await _tell_words(message, request, generation, asker, models, preferences)


async def show_shared(
    message: Message,
    command: CommandObject,
    asker: Asker,
    gallery: Gallery,
    models: Models,
    preferences: Preferences,
) -> None:
    """/start with a token: the words that somebody shared, to be drawn again. Raises TooLate."""
    request, generation = await gallery.shared((command.args or "").removeprefix("s"))
    await _tell_words(message, request, generation, asker, models, preferences)


async def _tell_words(
    message: Message,
    request: Request,
    generation: Generation,
    asker: Asker,
    models: Models,
    preferences: Preferences,
) -> None:
    owner = await preferences.of(request.origin.user_id)
    if request.file_id is None or not owner.sharing:
        raise TooLate
    text = captions.linked(asker.locale, request, generation, models)
    await message.answer(text, reply_markup=talking.same(asker.locale, generation))


async def show_picture(message: Message, command: CommandObject, gallery: Gallery, originals: Originals) -> None:
    """/start with p and a picture's id: one picture of an inline sheet in full, for everybody who sees the sheet.

    Raises TooLate, NotDrawn, NotKept, ShownAlready.
    """
    request, generation = await gallery.picture(UUID((command.args or "").removeprefix("p")))
    if not request.origin.is_inline:
        raise TooLate
    with brought_once():
        await originals.full(request, generation, address(message))
