"""Buttons about one picture, or all of a contact sheet, and the numbers under that."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.ports.providers import Models
from bot.drawing.preferences import Preferences
from bot.drawing.values import revisions
from bot.drawing.values.generations import Generation
from bot.drawing.values.people import Question
from bot.drawing.values.requests import Request
from bot.drawing.values.revisions import Revision
from bot.drawing.values.shapes import AspectRatio
from bot.errors import LinksAreClosed, NotKept
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.handlers.drawing import ask
from bot.telegram.inbound.handling import brought_once
from bot.telegram.inbound.improvements import Improvements
from bot.telegram.inbound.presses import address, answer, confirm, dedupe_key, origin, put, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.inbound.roles import GROUPS
from bot.wording import captions, keyboards, picture_menus
from bot.wording.keyboards import Action, Press
from bot.wording.picture_menus import Topic
from bot.wording.texts import Html, Locale, Locales

CHOICES: dict[Action, tuple[str, Callable[[str], Revision]]] = {
    Action.RATIO: ("reshaping", lambda value: revisions.reshaped(AspectRatio.of(value))),
    Action.STYLE: ("restyling", lambda value: revisions.restyled(keyboards.or_unset(value))),
}
"""What a choice of the menus is answered with, and what its value changes."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="picture buttons")
    handlers: dict[Action, Callable[..., Awaitable[None]]] = {
        Action.AGAIN: again,
        Action.RATIO: redraw,
        Action.STYLE: redraw,
        Action.MORE: show_more,
        Action.RATIOS: show_menu,
        Action.STYLES: show_menu,
        Action.BACK: show_first,
        Action.EDIT: edit,
        Action.FILE: bring_file,
        Action.SHOW: show,
        Action.LINK: link,
    }
    for action, handler in handlers.items():
        topic.callback_query.register(handler, Press.filter(F.action == action), with_message)
    return topic


async def again(
    query: CallbackQuery, shown: Message, request: Request, generation: Generation, asker: Asker, intake: Intake
) -> None:
    """The same words with a new seed; whoever presses asks for themselves."""
    await intake.repeat(
        request,
        revisions.reseeded,
        origin(shown, asker, request),
        dedupe_key(query),
        asker.member,
        position=generation.position,
        choice=query.data,
    )
    await confirm(query, asker.say("again"))


async def redraw(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    request: Request,
    generation: Generation,
    asker: Asker,
    intake: Intake,
    *,
    locales: Locales,
) -> None:
    """The same seed in another shape or style; what is so already is not drawn once more."""
    if picture_menus.is_current(callback_data, request):
        await answer(query, asker.say("already-so"))
        return
    done, revision = CHOICES[callback_data.action]
    seedless = await intake.repeat(
        request,
        revision(callback_data.value),
        origin(shown, asker, request),
        dedupe_key(query),
        asker.member,
        position=generation.position,
        choice=query.data,
    )
    await confirm(query, asker.say("another-picture", model=seedless.title) if seedless else asker.say(done))
    await put(shown, picture_menus.first(spoken_in(locales, request), topic_of(shown, request, generation)))


async def show_more(
    query: CallbackQuery,
    shown: Message,
    request: Request,
    generation: Generation,
    models: Models,
    locales: Locales,
    improvements: Improvements,
) -> None:
    """What else can be done, instead of the first buttons."""
    await answer(query)
    topic = replace(topic_of(shown, request, generation), improves=improvements.are_on)
    await put(shown, picture_menus.more(spoken_in(locales, request), topic, models))


async def show_menu(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    request: Request,
    generation: Generation,
    locales: Locales,
) -> None:
    """A menu of shapes or styles instead of the buttons."""
    await answer(query)
    topic = topic_of(shown, request, generation)
    await put(shown, picture_menus.buttons(callback_data.action, spoken_in(locales, request), topic))


async def show_first(
    query: CallbackQuery, shown: Message, request: Request, generation: Generation, locales: Locales
) -> None:
    """The first buttons instead of a menu."""
    await answer(query)
    await put(shown, picture_menus.first(spoken_in(locales, request), topic_of(shown, request, generation)))


async def edit(
    query: CallbackQuery, shown: Message, request: Request, generation: Generation, asker: Asker, gallery: Gallery
) -> None:
    """Ask for other words; seed and settings stay."""
    await answer(query)
    text = captions.other_words(asker.locale, request)
    named = request.origin.user_id == asker.id  # who asked in the group's name is not told to everybody
    if named and shown.chat.type in GROUPS:  # there only whom a message names is made to reply to it
        text = Html(f"{query.from_user.mention_html()}: {text}")
    whole = topic_of(shown, request, generation).whole
    await ask(shown, text, Question(request.origin.user_id, generation.id, whole), asker, gallery)


async def bring_file(
    query: CallbackQuery, shown: Message, request: Request, generation: Generation, asker: Asker, originals: Originals
) -> None:
    """The picture as it came from its model; Telegram's own copy where that is not kept any more. Raises NotKept."""
    with brought_once():
        is_kept = await originals.file(request, generation, address(shown))
    if not is_kept:
        raise NotKept
    await confirm(query, asker.say("bringing-file"))


async def show(
    query: CallbackQuery, shown: Message, request: Request, generation: Generation, asker: Asker, originals: Originals
) -> None:
    """One picture of a sheet in full. Raises NotDrawnYet, NotDrawn, NotKept, ShownAlready."""
    with brought_once():
        await originals.full(request, generation, address(shown))
    await confirm(query, asker.say("showing"))


async def link(
    query: CallbackQuery,
    shown: Message,
    request: Request,
    generation: Generation,
    asker: Asker,
    gallery: Gallery,
    *,
    preferences: Preferences,
    locales: Locales,
    username: Username,
) -> None:
    """Share the words: the button copies the link from now on; where Telegram does not show it, a message has the link.

    Raises LinksAreClosed, TooLate.
    """
    owner = await preferences.of(request.origin.user_id)
    if not owner.sharing:
        raise LinksAreClosed
    shared = keyboards.shared_link(await username(), await gallery.share(generation))
    if shown.reply_markup is None:
        await answer(query)
        await reply(shown, asker.say("linked-here", link=shared), silent=True)
        return
    await confirm(query, asker.say("linked-now"))
    copying = keyboards.with_link(spoken_in(locales, request), shown.reply_markup, query.data or "", shared)
    await put(shown, copying)


def topic_of(shown: Message, request: Request, generation: Generation) -> Topic:
    """What a message shows: all of a sheet where it is the one that the request became."""
    whole = request.count > 1 and request.became(address(shown))
    return Topic(
        request=request,
        generation=generation,
        whole=whole,
        as_file=request.spec.as_file or shown.document is not None,
    )


def spoken_in(locales: Locales, request: Request) -> Locale:
    """What is spoken under a request's pictures, whoever presses."""
    return locales.of(request.origin.language)
