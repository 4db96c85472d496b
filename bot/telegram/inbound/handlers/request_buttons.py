"""Buttons about a request as a whole: under its placeholder, its contact sheet, or the sentence on how it ended."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.drawing.intake import Intake
from bot.drawing.originals import Originals
from bot.drawing.values import revisions
from bot.drawing.values.requests import Request
from bot.errors import TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.handling import brought_once
from bot.telegram.inbound.presses import address, confirm, dedupe_key, origin, say, with_message
from bot.wording import captions, keyboards
from bot.wording.keyboards import Action, Press


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="request buttons")
    handlers: dict[Action, Callable[..., Awaitable[None]]] = {
        Action.CANCEL: cancel,
        Action.RESEND: resend,
        Action.RETRY: retry,
        Action.LATER: later,
        Action.AGAIN_ALL: again_all,
        Action.FILES: bring_files,
    }
    for action, handler in handlers.items():
        topic.callback_query.register(handler, Press.filter(F.action == action), with_message)
    return topic


async def cancel(query: CallbackQuery, shown: Message, request: Request, asker: Asker, intake: Intake) -> None:
    """Take a request back; the placeholder says so, and a second one that was left behind as well. Raises TooLate."""
    is_left_behind = request.placeholder not in (None, shown.message_id)
    try:
        await intake.cancel(request, address(shown))
    except TooLate as late:
        if is_left_behind:
            await say(shown, asker.locale.error(late))
        raise
    await confirm(query, asker.say("cancelled"))
    if is_left_behind:
        await say(shown, asker.say("cancelled"))


async def resend(query: CallbackQuery, shown: Message, request: Request, asker: Asker, intake: Intake) -> None:
    """Bring a picture that may not have arrived, into the message with the button."""
    await intake.resend(request.id, shown.message_id)
    await confirm(query, asker.say("resending"))


async def retry(query: CallbackQuery, shown: Message, request: Request, asker: Asker, intake: Intake) -> None:
    """Ask once more for what failed."""
    where = origin(shown, asker, request)
    await intake.repeat(request, revisions.unchanged, where, dedupe_key(query), asker.member, choice=query.data)
    await confirm(query, asker.say("retrying"))


async def later(query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, intake: Intake) -> None:
    """Ask for what was turned away, when that works again; what works again by now is drawn, and the sentence goes."""
    moment = await intake.later(callback_data.id, asker.id)
    if moment is None:
        await confirm(query, asker.say("offer-taken"))
        with suppress(TelegramBadRequest):  # it is gone already
            await shown.delete()
        return
    taken = captions.begun(asker.locale, moment)
    await confirm(query, taken)
    await say(shown, taken, keyboards.postponed(asker.locale, callback_data.id))


async def again_all(query: CallbackQuery, shown: Message, request: Request, asker: Asker, intake: Intake) -> None:
    """As many others of the same words; whoever presses asks for themselves."""
    where = origin(shown, asker, request)
    await intake.repeat(request, revisions.reseeded, where, dedupe_key(query), asker.member, choice=query.data)
    await confirm(query, asker.say("again-all"))


async def bring_files(
    query: CallbackQuery, shown: Message, request: Request, asker: Asker, originals: Originals
) -> None:
    """All pictures of a sheet as they came from their model, as far as they are kept. Raises NotKept."""
    with brought_once():
        are_all = await originals.files(request, address(shown))
    await confirm(query, asker.say("bringing-files" if are_all else "some-gone"))
