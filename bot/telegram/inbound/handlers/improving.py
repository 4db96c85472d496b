"""Better words for a picture: asked for by a flag or a button, shown before anything is drawn."""

import re
from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.drawing import grammar, pieces
from bot.drawing.answers import Answers
from bot.drawing.gallery import Gallery
from bot.drawing.improving import Improving
from bot.drawing.intake import Intake
from bot.drawing.values import revisions
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.errors import TooLate
from bot.telegram.inbound import reading
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.handlers.drawing import dedupe_key, draft_of, origin, shown_by
from bot.telegram.inbound.handlers.suggestions import asked_by, command_in
from bot.telegram.inbound.improvements import Improvements
from bot.telegram.inbound.presses import address, answer, confirm, with_message
from bot.telegram.plain_text import PlainText
from bot.wording.improving import Improve, Step
from bot.wording.keyboards import Action, Press

_COMMAND = re.compile(r"/draw(?:@(\w+))?(?=\s|$)\s*", re.IGNORECASE)
_FIRST = Improve(step=Step.WRITTEN)


def router(plain_text: PlainText) -> Router:
    """The router of this topic; it is asked before those that draw."""
    topic = Router(name="improving")
    topic.message.register(improve_words, _commanded)
    topic.edited_message.register(improve_words, _commanded)
    if plain_text is not PlainText.IGNORE:
        topic.message.register(improve_words, F.chat.type == ChatType.PRIVATE, ~F.reply_to_message, _plain)
    topic.message.register(improve_words, F.chat.type != ChatType.PRIVATE, _named)
    steps: dict[Step, Callable[..., Awaitable[None]]] = {
        Step.OFFERED: improve_offer,
        Step.ANOTHER: suggest_another,
        Step.WRITTEN: draw_as_written,
    }
    for step, handler in steps.items():
        topic.callback_query.register(handler, Improve.filter(F.step == step), with_message)
    topic.callback_query.register(improve_picture, Press.filter(F.action == Action.IMPROVE), with_message)
    return topic


async def _commanded(message: Message, improvements: Improvements, username: Username) -> bool | dict[str, str]:
    """A filter: the ``written`` words of a /draw that asks for better ones."""
    command = _COMMAND.match(message.text or "")
    if command is None or (command[1] and command[1].casefold() != (await username()).casefold()):
        return False
    return _asking((message.text or "")[command.end() :], improvements)


async def _plain(message: Message, improvements: Improvements) -> bool | dict[str, str]:
    """A filter: the same of words without a command."""
    text = message.text or ""
    return False if text.startswith("/") else _asking(text, improvements)


async def _named(message: Message, bot: Bot, username: Username, improvements: Improvements) -> bool | dict[str, str]:
    """A filter: the same of words behind the bot's name."""
    found = await reading.named(message, bot, username)
    return _asking(found["written"], improvements) if isinstance(found, dict) else False


def _asking(written: str, improvements: Improvements) -> bool | dict[str, str]:
    asks = improvements.are_on and any(piece.field == "improve" for piece in pieces.read(written))
    return {"written": written} if asks else False


async def improve_words(
    message: Message,
    written: str,
    asker: Asker,
    intake: Intake,
    improvements: Improvements,
    improving: Improving,
    gallery: Gallery,
    answers: Answers,
) -> None:
    """/draw a library --improve, in reply to somebody's words or to one of the bot's pictures too."""
    if message.edit_date is not None and await intake.accepted(dedupe_key(message)):
        return
    shown = await shown_by(message.reply_to_message, gallery)
    if shown is None and reading.shows_picture(message.reply_to_message):
        raise SkipHandler  # it is told that no model takes pictures in
    draft = draft_of(message, written)
    if shown is not None:
        draft = revisions.refined(draft)(improving.drawn(shown.request, shown.position))
    await improvements.answer(message, draft, asker, answers, _FIRST)


async def improve_offer(query: CallbackQuery, shown: Message, asker: Asker, improvements: Improvements) -> None:
    """Improve the words that the question is about, and suggest them in its stead. Raises TooLate."""
    if shown.reply_to_message is None:
        raise TooLate
    draft = grammar.parse(reading.words(shown.reply_to_message))
    await improvements.instead(address(shown), draft, asker, _FIRST)
    await confirm(query)


async def suggest_another(
    query: CallbackQuery, callback_data: Improve, shown: Message, bot: Bot, asker: Asker, improvements: Improvements
) -> None:
    """Suggest other words, or try again, for who was answered so. Raises TooLate, NotYours, RightsUnknown."""
    await asked_by(shown, asker, bot)
    if improvements.are_under_way(address(shown)):
        await answer(query, asker.say("improving-still"))
        return
    written, last = command_in(shown, 0), command_in(shown, -1)
    before = last if last != written else None
    await improvements.instead(address(shown), grammar.parse(written), asker, callback_data, before)
    await confirm(query)


async def draw_as_written(
    query: CallbackQuery, shown: Message, bot: Bot, asker: Asker, intake: Intake, improvements: Improvements
) -> None:
    """Draw the words as they were written; the message becomes the placeholder.

    Raises TooLate, NotYours, RightsUnknown.
    """
    draft = grammar.parse(command_in(shown, 0))
    asked, own = await asked_by(shown, asker, bot)
    where, key = origin(asked, asker), dedupe_key(own)
    improvements.end(address(shown))
    await intake.draw(draft, asker.person, where, key, asker.member, answer=shown.message_id)
    await confirm(query, asker.say("offer-taken"))


async def improve_picture(
    query: CallbackQuery,
    shown: Message,
    request: Request,
    generation: Generation,
    asker: Asker,
    improvements: Improvements,
    improving: Improving,
    answers: Answers,
) -> None:
    """Suggest better words for a picture; whoever presses asks for themselves, and the picture stays as it is."""
    key = (address(shown), asker.id)
    if improvements.are_under_way(key):
        await answer(query, asker.say("improving-still"))
        return
    draft = improving.drawn(request, generation.position)
    await improvements.answer(shown, draft, asker, answers, _FIRST.model_copy(update={"picture": True}), key)
    await confirm(query)
