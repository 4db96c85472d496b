"""Buttons about a request as a whole: under its placeholder, its contact sheet, or the sentence on how it ended."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.values import revisions
from bot.errors import NotYours
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import address, answer, dedupe_key, origin, with_message
from bot.telegram.inbound.roles import check_owner, runs
from bot.wording.keyboards import Action, Press


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="request buttons")
    handlers: dict[Action, Callable[..., Awaitable[None]]] = {
        Action.CANCEL: cancel,
        Action.RESEND: resend,
        Action.RETRY: retry,
        Action.AGAIN_ALL: again_all,
        Action.FILES: bring_files,
    }
    for action, handler in handlers.items():
        topic.callback_query.register(handler, Press.filter(F.action == action), with_message)
    return topic


async def cancel(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
) -> None:
    """Take a request back; the placeholder says so."""
    try:
        await intake.cancel(callback_data.id, asker.id, address(shown))
    except NotYours:
        is_admin = await runs(bot, asker, await gallery.find(callback_data.id))
        await intake.cancel(callback_data.id, asker.id, address(shown), is_admin=is_admin)
    await answer(query, asker.say("cancelled"))


async def resend(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
) -> None:
    """Bring a picture that may not have arrived, into the message with the button."""
    request = await gallery.find(callback_data.id)
    await check_owner(bot, asker, request)
    await intake.resend(request.id, request.origin.user_id, shown.message_id)
    await answer(query, asker.say("resending"))


async def retry(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
) -> None:
    """Ask once more for what failed."""
    request = await gallery.find(callback_data.id)
    await check_owner(bot, asker, request)
    where = origin(shown, asker, request)
    await intake.repeat(request, revisions.unchanged, where, dedupe_key(query), asker.member)
    await answer(query, asker.say("retrying"))


async def again_all(
    query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, intake: Intake, gallery: Gallery
) -> None:
    """As many others of the same words; whoever presses asks for themselves."""
    request = await gallery.find(callback_data.id)
    where = origin(shown, asker, request)
    await intake.repeat(request, revisions.reseeded, where, dedupe_key(query), asker.member)
    await answer(query, asker.say("again-all"))


async def bring_files(
    query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, gallery: Gallery, originals: Originals
) -> None:
    """All pictures of a sheet as they came from their model, as far as they are kept. Raises NotKept."""
    request = await gallery.find(callback_data.id)
    are_all = await originals.files(request, address(shown))
    await answer(query, asker.say("bringing-files" if are_all else "some-gone"))
