"""Somebody's own pictures, leafed through in one message."""

from contextlib import suppress
from dataclasses import dataclass

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message

from bot.drawing.gallery import Gallery
from bot.drawing.ports.providers import Models
from bot.errors import AlreadyThere
from bot.telegram.calls import answering
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.refusals import translated
from bot.wording import captions, keyboards
from bot.wording.keyboards import Page
from bot.wording.texts import Html


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of somebody's history: a picture or sheet by Telegram's name of the file, and what stands under it."""

    file_id: str
    caption: Html
    buttons: InlineKeyboardMarkup | None
    hidden: bool


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="history")
    topic.message.register(history, Command("history", ignore_case=True))
    topic.callback_query.register(turn, Page.filter(), with_message)
    return topic


async def history(message: Message, asker: Asker, gallery: Gallery, models: Models) -> None:
    """/history: the newest picture or sheet, and the way to the older ones."""
    leaf = await _leaf(message, 0, asker, gallery, models)
    if leaf is None:
        await reply(message, asker.say("nothing-yet"))
    else:
        await _send(message, leaf)


async def turn(
    query: CallbackQuery, callback_data: Page, shown: Message, asker: Asker, gallery: Gallery, models: Models
) -> None:
    """Another picture or sheet in the same message."""
    leaf = await _leaf(shown, callback_data.offset, asker, gallery, models)
    await answer(query)
    if leaf is not None:
        await _put(shown, leaf)


async def _leaf(message: Message, offset: int, asker: Asker, gallery: Gallery, models: Models) -> Leaf | None:
    """A page of what may be shown there: in a group what was drawn in it, in a private chat all."""
    chat_id = None if message.chat.type == ChatType.PRIVATE else message.chat.id
    found, size = await gallery.page(asker.id, chat_id, offset)
    if found is None or found.file_id is None:
        return None
    caption = captions.remembered(asker.locale, found, models, number=str(offset + 1), size=str(size))
    return Leaf(found.file_id, caption, keyboards.pages(asker.locale, asker.id, offset, size), found.spec.spoiler)


async def _send(message: Message, leaf: Leaf) -> None:
    hidden, asked = leaf.hidden or None, answering(message.message_id)
    try:
        await message.answer_photo(
            leaf.file_id,
            caption=leaf.caption,
            has_spoiler=hidden,
            reply_markup=leaf.buttons,
            reply_parameters=asked,
        )
    except TelegramBadRequest:  # it was sent as a file
        await message.answer_document(
            leaf.file_id,
            caption=leaf.caption,
            reply_markup=leaf.buttons,
            reply_parameters=asked,
        )


async def _put(shown: Message, leaf: Leaf) -> None:
    photo = InputMediaPhoto(media=leaf.file_id, caption=leaf.caption, has_spoiler=leaf.hidden or None)
    with suppress(AlreadyThere), translated():
        try:
            await shown.edit_media(photo, reply_markup=leaf.buttons)
        except TelegramBadRequest as error:
            if "not modified" in error.message:
                raise
            file = InputMediaDocument(media=leaf.file_id, caption=leaf.caption)
            await shown.edit_media(file, reply_markup=leaf.buttons)
