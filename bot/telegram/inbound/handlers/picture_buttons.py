"""Buttons about one picture: under it, and the numbers under the contact sheet that it is on."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.ports.providers import Models
from bot.drawing.values import revisions
from bot.drawing.values.generations import Generation
from bot.drawing.values.people import Question
from bot.drawing.values.requests import Request
from bot.drawing.values.revisions import Revision
from bot.drawing.values.shapes import AspectRatio
from bot.errors import NotKept, NotYours, TooLate
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.handlers.drawing import ask
from bot.telegram.inbound.presses import address, answer, dedupe_key, origin, put, with_message
from bot.telegram.inbound.roles import GROUPS, check_owner, runs
from bot.wording import captions, keyboards
from bot.wording.keyboards import Action, Press
from bot.wording.texts import Html, Locales

MENUS = {Action.RATIOS: keyboards.ratios, Action.STYLES: keyboards.styles}
"""What a button shows instead of the buttons."""

CHOICES: dict[Action, tuple[str, Callable[[str], Revision]]] = {
    Action.RATIO: ("reshaping", lambda value: revisions.reshaped(AspectRatio.of(value))),
    Action.STYLE: ("restyling", lambda value: revisions.restyled(keyboards.or_unset(value))),
}
"""What a choice of these menus is answered with, and what its value changes."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="picture buttons")
    handlers: dict[Action, Callable[..., Awaitable[None]]] = {
        Action.AGAIN: again,
        Action.RATIO: redraw,
        Action.STYLE: redraw,
        Action.RATIOS: show_menu,
        Action.STYLES: show_menu,
        Action.BACK: show_first,
        Action.EDIT: edit,
        Action.FILE: bring_file,
        Action.SHOW: show,
        Action.DELETE: delete,
    }
    for action, handler in handlers.items():
        topic.callback_query.register(handler, Press.filter(F.action == action), with_message)
    return topic


async def again(
    query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, intake: Intake, gallery: Gallery
) -> None:
    """The same words with a new seed; whoever presses asks for themselves."""
    request, generation = await gallery.picture(callback_data.id)
    where, position = origin(shown, asker, request), generation.position
    await intake.repeat(request, revisions.reseeded, where, dedupe_key(query), asker.member, position=position)
    await answer(query, asker.say("again"))


async def redraw(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
    *,
    models: Models,
    locales: Locales,
    username: Username,
) -> None:
    """The same seed in another shape or style."""
    request, generation = await gallery.picture(callback_data.id)
    done, revision = CHOICES[callback_data.action]
    where, position, revised = origin(shown, asker, request), generation.position, revision(callback_data.value)
    seedless = await intake.repeat(request, revised, where, dedupe_key(query), asker.member, position=position)
    await answer(query, asker.say("another-picture", model=seedless.title) if seedless else asker.say(done))
    await put(shown, await _first(request, generation, models, locales, username))


async def show_menu(
    query: CallbackQuery, callback_data: Press, shown: Message, gallery: Gallery, locales: Locales
) -> None:
    """A menu of shapes or styles instead of the buttons."""
    request, generation = await gallery.picture(callback_data.id)
    await answer(query)
    await put(shown, MENUS[callback_data.action](locales.of(request.origin.language), request, generation))


async def show_first(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    gallery: Gallery,
    models: Models,
    locales: Locales,
    username: Username,
) -> None:
    """The buttons instead of a menu."""
    request, generation = await gallery.picture(callback_data.id)
    await answer(query)
    await put(shown, await _first(request, generation, models, locales, username))


async def edit(
    query: CallbackQuery, callback_data: Press, shown: Message, bot: Bot, asker: Asker, gallery: Gallery
) -> None:
    """Ask for other words; seed and settings stay."""
    request, generation = await gallery.picture(callback_data.id)
    await check_owner(bot, asker, request)
    await answer(query)
    text = captions.other_words(asker.locale, request)
    named = request.origin.user_id == asker.id  # who asked in the group's name is not told to everybody
    if named and shown.chat.type in GROUPS:  # there only whom a message names is made to reply to it
        text = Html(f"{query.from_user.mention_html()}: {text}")
    await ask(shown, text, Question(request.origin.user_id, generation.id), asker, gallery)


async def bring_file(
    query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, gallery: Gallery, originals: Originals
) -> None:
    """The picture as it came from its model; Telegram's own copy where that is not kept any more. Raises NotKept."""
    request, generation = await gallery.picture(callback_data.id)
    if not await originals.file(request, generation, address(shown)):
        raise NotKept
    await answer(query, asker.say("bringing-file"))


async def show(
    query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, gallery: Gallery, originals: Originals
) -> None:
    """One picture of a sheet in full. Raises NotDrawnYet, NotDrawn, NotKept, ShownAlready."""
    request, generation = await gallery.picture(callback_data.id)
    await originals.full(request, generation, address(shown))
    await answer(query, asker.say("showing"))


async def delete(
    query: CallbackQuery, callback_data: Press, shown: Message, bot: Bot, asker: Asker, gallery: Gallery
) -> None:
    """Remove a picture from the chat, and a request's own message from its person's history. Raises NotYours."""
    request, generation = await gallery.picture(callback_data.id)
    await _check_deletable(request, shown, bot, asker, gallery)
    if not await _removed(shown):
        await answer(query, asker.say("not-deleted"))
        return
    if _is_own_message(request, shown):
        await gallery.forget(request.id)
    else:
        await gallery.take_away(generation.id, shown.chat.id)
    await answer(query, asker.say("deleted"))


async def _check_deletable(request: Request, shown: Message, bot: Bot, asker: Asker, gallery: Gallery) -> None:
    """Whether the message shows this request, and whoever pressed may take it away. Raises TooLate, NotYours."""
    seen = await gallery.shown(address(shown))
    if seen is not None and seen.request.id != request.id:
        raise TooLate
    own = shown.chat.type == ChatType.PRIVATE or request.origin.user_id == asker.id
    if not own and not (request.origin.chat_id == shown.chat.id and await runs(bot, asker, request)):
        raise NotYours


async def _removed(shown: Message) -> bool:
    """Take a message out of its chat; False where it is older than the 48 hours in which Telegram lets bots do so."""
    try:
        await shown.delete()
    except TelegramBadRequest as error:
        return "not found" in error.message
    return True


def _is_own_message(request: Request, shown: Message) -> bool:
    """Whether it is the message that the request became, and not one that shows a picture of it by itself."""
    there = request.origin.chat_id == shown.chat.id and not request.origin.is_inline
    return there and request.placeholder in (None, shown.message_id)


async def _first(
    request: Request, generation: Generation, models: Models, locales: Locales, username: Username
) -> InlineKeyboardMarkup:
    locale = locales.of(request.origin.language)
    return keyboards.picture(locale, request, generation, models, await username())
