"""Draw it so: a press draws the command that the message with the button shows, in its last words set as code."""

import re

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, MessageEntityType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.drawing import grammar
from bot.drawing.intake import Intake
from bot.errors import NotYours, TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.handlers.drawing import dedupe_key, origin
from bot.telegram.inbound.presses import confirm, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.inbound.roles import wrote
from bot.wording import helping
from bot.wording.suggestions import Suggestion

_DRAW = re.compile(r"/draw(@\w+)?(?=\s|$)", re.IGNORECASE)
_HELP = re.compile(r"\s*(?:--?|\u2014)?(?:help|h|\?|помощь|справка)[?!.]*\s*$", re.IGNORECASE)


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="suggestions")
    topic.message.register(help_to_draw, Command("draw", ignore_case=True, magic=F.args.regexp(_HELP)))
    topic.callback_query.register(draw_it_so, Suggestion.filter(), with_message)
    return topic


async def help_to_draw(message: Message, asker: Asker) -> None:
    """/draw help: which flags there are."""
    await reply(message, *helping.page(asker.locale, "flags"))


async def draw_it_so(
    query: CallbackQuery, callback_data: Suggestion, shown: Message, bot: Bot, asker: Asker, intake: Intake
) -> None:
    """Draw the command that the message shows, for who was answered by it; the message becomes the placeholder.

    Raises TooLate, NotYours, RightsUnknown.
    """
    draft = grammar.parse(grammar.with_flag(command_in(shown, -1), callback_data.flag, callback_data.value))
    asked, own = await asked_by(shown, asker, bot)
    where, answer = origin(asked, asker), shown.message_id
    await intake.draw(draft, asker.person, where, dedupe_key(own), asker.member, answer=answer)
    await confirm(query, asker.say("offer-taken"))


def command_in(shown: Message, number: int) -> str:
    """What comes after /draw in the words of a message that are set as code, by their number; the last ones are -1.

    Raises TooLate where none are.
    """
    text = shown.text or shown.caption or ""
    entities = shown.entities or shown.caption_entities or ()
    codes = [one for one in entities if one.type == MessageEntityType.CODE]
    if not codes:
        raise TooLate
    return _DRAW.sub("", codes[number].extract_from(text).strip(), count=1)


async def asked_by(shown: Message, asker: Asker, bot: Bot) -> tuple[Message, Message]:
    """What a request by this press answers, and what it is the only one of: their own words, or the pressed message.

    In a group nobody draws what somebody else wrote. Raises TooLate, NotYours, RightsUnknown.
    """
    asked = shown.reply_to_message
    if asked is None and shown.chat.type != ChatType.PRIVATE:
        raise TooLate  # their words are gone, and so is whose they were
    if asked is None or _is_bots(asked, bot):
        return asked or shown, shown
    if shown.chat.type != ChatType.PRIVATE and not await wrote(bot, asker, asked):
        raise NotYours
    return asked, asked


def _is_bots(message: Message, bot: Bot) -> bool:
    return message.from_user is not None and message.from_user.id == bot.id
