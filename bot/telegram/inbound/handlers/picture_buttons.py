"""Presses of the buttons under the bot's messages."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.ports import Models
from bot.drawing.values.generations import Generation, Origin, Question, Status
from bot.drawing.values.shapes import AspectRatio
from bot.errors import AlreadyThere, NotYours
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.handlers.drawing import ask
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.roles import GROUPS, is_admin
from bot.telegram.outbound import originals
from bot.telegram.refusals import understood
from bot.wording import captions, keyboards
from bot.wording.keyboards import Action, Press
from bot.wording.texts import Html

MENUS = {Action.RATIOS: keyboards.ratios, Action.STYLES: keyboards.styles}
"""What a button shows instead of the buttons."""

CHOICES: dict[Action, tuple[str, Callable[[str], dict[str, Any]]]] = {
    Action.RATIO: ("reshaping", lambda value: {"ratio": AspectRatio.of(value), "size": None}),
    Action.STYLE: ("restyling", lambda value: {"style": keyboards.or_unset(value)}),
}
"""What a choice of these menus is answered with, and what its value changes in a draft."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="buttons")
    handlers: dict[Action, Callable[..., Awaitable[None]]] = {
        Action.CANCEL: cancel,
        Action.RESEND: resend,
        Action.RETRY: retry,
        Action.AGAIN: again,
        Action.RATIO: redraw,
        Action.STYLE: redraw,
        Action.RATIOS: show_menu,
        Action.STYLES: show_menu,
        Action.BACK: show_first,
        Action.EDIT: edit,
        Action.FILE: bring_file,
        Action.DELETE: delete,
    }
    for action, handler in handlers.items():
        topic.callback_query.register(handler, Press.filter(F.action == action), with_message)
    return topic


async def cancel(
    query: CallbackQuery, callback_data: Press, shown: Message, bot: Bot, asker: Asker, intake: Intake
) -> None:
    """Take a request back; the placeholder says so."""
    try:
        await intake.cancel(callback_data.id, user_id=asker.id)
    except NotYours:
        await intake.cancel(callback_data.id, user_id=asker.id, is_admin=await _runs(bot, asker, shown))
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
    kept = await _own(callback_data.id, shown, bot, asker, gallery)
    await intake.resend(kept.id, kept.origin.user_id, shown.message_id)
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
    kept = await _own(callback_data.id, shown, bot, asker, gallery)
    await _repeat(query, shown, kept, asker, intake, done="retrying")


async def again(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
) -> None:
    """The same words with a new seed; whoever presses asks for themselves."""
    kept = await gallery.find(callback_data.id)
    await _repeat(query, shown, kept, asker, intake, done="again", seed=None)


async def redraw(
    query: CallbackQuery,
    callback_data: Press,
    shown: Message,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
    models: Models,
) -> None:
    """The same seed in another shape or style."""
    kept = await gallery.find(callback_data.id)
    done, changes = CHOICES[callback_data.action]
    await _repeat(query, shown, kept, asker, intake, done=done, **changes(callback_data.value))
    await _put(shown, await _first(query, asker, kept, models))


async def show_menu(query: CallbackQuery, callback_data: Press, shown: Message, gallery: Gallery, asker: Asker) -> None:
    """A menu of shapes or styles instead of the buttons."""
    kept = await gallery.find(callback_data.id)
    await answer(query)
    await _put(shown, MENUS[callback_data.action](asker.texts, kept))


async def show_first(
    query: CallbackQuery, callback_data: Press, shown: Message, gallery: Gallery, asker: Asker, models: Models
) -> None:
    """The buttons instead of a menu."""
    kept = await gallery.find(callback_data.id)
    await answer(query)
    await _put(shown, await _first(query, asker, kept, models))


async def edit(
    query: CallbackQuery, callback_data: Press, shown: Message, bot: Bot, asker: Asker, gallery: Gallery
) -> None:
    """Ask for other words; seed and settings stay."""
    kept = await _own(callback_data.id, shown, bot, asker, gallery)
    await answer(query)
    text = captions.other_words(asker.texts, asker.language, kept)
    named = kept.origin.user_id == asker.id  # who asked in the group's name is not told to everybody
    if named and shown.chat.type in GROUPS:  # there only whom a message names is made to reply to it
        text = Html(f"{query.from_user.mention_html()}: {text}")
    await ask(shown, text, Question(kept.origin.user_id, kept.id), asker, gallery)


async def bring_file(
    query: CallbackQuery, callback_data: Press, shown: Message, asker: Asker, gallery: Gallery
) -> None:
    """The picture as it came from its model; Telegram's own copy where that is not kept any more."""
    kept = await gallery.find(callback_data.id)
    await answer(query, asker.say("bringing-file"))
    await originals.bring(shown, kept, await gallery.original(kept.id), asker)


async def delete(
    query: CallbackQuery, callback_data: Press, shown: Message, bot: Bot, asker: Asker, gallery: Gallery
) -> None:
    """Remove a picture from the chat, and from its person's history."""
    kept = await gallery.find(callback_data.id)
    if kept.origin.user_id != asker.id and not await _runs(bot, asker, shown):
        raise NotYours
    try:
        await shown.delete()
    except TelegramBadRequest as error:
        if "not found" not in error.message:  # older than the 48 hours in which Telegram lets bots delete
            await answer(query, asker.say("not-deleted"))
            return
    await gallery.forget(kept.id)
    await answer(query, asker.say("deleted"))


async def _repeat(
    query: CallbackQuery,
    shown: Message,
    kept: Generation,
    asker: Asker,
    intake: Intake,
    *,
    done: str,
    **changes: Any,  # noqa: ANN401 - any field of a draft
) -> None:
    where = Origin(
        chat_id=shown.chat.id,
        message_id=shown.message_id,
        user_id=asker.id,
        language=asker.language,
        thread_id=kept.origin.thread_id if kept.origin.chat_id == shown.chat.id else None,
    )
    seedless = await intake.repeat(kept, where, f"callback:{query.id}", asker.house, **changes)
    if seedless is None or "seed" in changes or kept.status is not Status.DELIVERED:
        await answer(query, asker.say(done))
    else:
        await answer(query, asker.say("another-picture", model=seedless.title))


async def _put(shown: Message, buttons: InlineKeyboardMarkup) -> None:
    """Another press may have brought the same buttons before."""
    with suppress(AlreadyThere), understood():
        await shown.edit_reply_markup(reply_markup=buttons)


async def _first(query: CallbackQuery, asker: Asker, kept: Generation, models: Models) -> InlineKeyboardMarkup:
    me = await query.bot.me() if query.bot else None
    return keyboards.finished(asker.texts, kept, models, (me and me.username) or "")


async def _own(generation_id: UUID, shown: Message, bot: Bot, asker: Asker, gallery: Gallery) -> Generation:
    """What the asker asked for, or somebody in the name of a group or channel, which its admins speak for.

    Raises TooLate, NotYours.
    """
    kept = await gallery.find(generation_id)
    if kept.origin.user_id == asker.id or (kept.origin.user_id < 0 and await _runs(bot, asker, shown)):
        return kept
    raise NotYours


async def _runs(bot: Bot, asker: Asker, shown: Message) -> bool:
    """Whether the asker is an admin of the group with the message."""
    return shown.chat.type in GROUPS and await is_admin(bot, shown.chat.id, asker.id)
