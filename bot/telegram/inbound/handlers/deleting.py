"""Delete: asked about by a second tap, and undone by a third while it can be."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.drawing.removals import Removals
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.handlers.picture_buttons import spoken_in, topic_of
from bot.telegram.inbound.presses import address, answer, confirm, put, with_message
from bot.wording import picture_menus
from bot.wording.keyboards import Action, Press, Undo
from bot.wording.texts import Locales


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="deleting")
    topic.callback_query.register(ask, Press.filter(F.action == Action.DELETE), with_message)
    topic.callback_query.register(delete, Press.filter(F.action == Action.DELETE_NOW), with_message)
    topic.callback_query.register(undo, Undo.filter(), with_message)
    return topic


async def ask(query: CallbackQuery, shown: Message, request: Request, generation: Generation, locales: Locales) -> None:
    """Whether the message is to be removed, and what else that removes."""
    topic, locale = topic_of(shown, request, generation), spoken_in(locales, request)
    await answer(query)
    await put(shown, picture_menus.deleting(locale, topic))


async def delete(
    query: CallbackQuery,
    shown: Message,
    request: Request,
    generation: Generation,
    asker: Asker,
    removals: Removals,
    locales: Locales,
) -> None:
    """Let the message go in a moment, and its request with it; until then it can be undone."""
    locale = spoken_in(locales, request)
    await removals.begin(request, generation, address(shown), locale.language)
    await confirm(query, asker.say("deleted"))
    await put(shown, picture_menus.deleted(locale, asker.id))


async def undo(query: CallbackQuery, shown: Message, asker: Asker, removals: Removals, locales: Locales) -> None:
    """Let it stay as it was. Raises TooLate where it is going already."""
    request, generation = await removals.undo(address(shown))
    await confirm(query, asker.say("undone"))
    await put(shown, picture_menus.first(spoken_in(locales, request), topic_of(shown, request, generation)))
