"""Somebody's own pictures, leafed through in one message."""

from contextlib import suppress

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InputMediaDocument, InputMediaPhoto, Message

from bot.drawing.gallery import Gallery
from bot.drawing.ports import Models
from bot.drawing.values.generations import Generation
from bot.errors import AlreadyThere, NotYours
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.refusals import understood
from bot.wording import captions, keyboards
from bot.wording.keyboards import Page
from bot.wording.texts import Html


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="history")
    topic.message.register(history, Command("history", ignore_case=True))
    topic.callback_query.register(leaf, Page.filter(), with_message)
    return topic


async def history(message: Message, asker: Asker, gallery: Gallery, models: Models) -> None:
    """/history: the newest picture, and the way to the older ones."""
    found, size = await gallery.page(asker.id, _shareable(message), 0)
    if found is None or found.file_id is None:
        await message.reply(asker.say("nothing-yet"), allow_sending_without_reply=True)
        return
    caption = _caption(asker, found, 0, size, models)
    buttons = keyboards.pages(asker.texts, asker.language, asker.id, 0, size)
    try:
        await message.reply_photo(
            found.file_id,
            caption=caption,
            has_spoiler=found.request.spoiler or None,
            reply_markup=buttons,
            allow_sending_without_reply=True,
        )
    except TelegramBadRequest:  # it was sent as a file
        await message.reply_document(
            found.file_id, caption=caption, reply_markup=buttons, allow_sending_without_reply=True
        )


async def leaf(
    query: CallbackQuery,
    callback_data: Page,
    shown: Message,
    asker: Asker,
    gallery: Gallery,
    models: Models,
) -> None:
    """Another picture in the same message. Raises NotYours."""
    if callback_data.user_id != asker.id:
        raise NotYours
    found, size = await gallery.page(asker.id, _shareable(shown), callback_data.offset)
    await answer(query)
    if found is None or found.file_id is None:
        return
    caption = _caption(asker, found, callback_data.offset, size, models)
    buttons = keyboards.pages(asker.texts, asker.language, asker.id, callback_data.offset, size)
    hidden = found.request.spoiler or None
    photo = InputMediaPhoto(media=found.file_id, caption=caption, has_spoiler=hidden)
    with suppress(AlreadyThere), understood():
        try:
            await shown.edit_media(photo, reply_markup=buttons)
        except TelegramBadRequest as error:
            if "not modified" in error.message:
                raise
            file = InputMediaDocument(media=found.file_id, caption=caption)
            await shown.edit_media(file, reply_markup=buttons)


def _shareable(message: Message) -> int | None:
    """The chat whose pictures may be shown there: in a group its own, in a private chat those of all."""
    return None if message.chat.type == ChatType.PRIVATE else message.chat.id


def _caption(asker: Asker, found: Generation, offset: int, size: int, models: Models) -> Html:
    number = str(offset + 1)
    return captions.remembered(asker.texts, asker.language, found, models, number=number, size=str(size))
