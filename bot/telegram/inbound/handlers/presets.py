"""/styles: the presets as pictures, leafed through in one message."""

from contextlib import suppress

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, FSInputFile, InputMediaPhoto, Message

from bot.drawing.gallery import Gallery
from bot.drawing.values.styles import PRESETS
from bot.errors import AlreadyThere, TooLate
from bot.telegram.calls import Calls, answering
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.refusals import translated
from bot.wording import presets
from bot.wording.presets import PresetPage


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="presets")
    topic.message.register(show, Command("styles", "style", "presets", ignore_case=True))
    topic.callback_query.register(leaf, PresetPage.filter(), with_message)
    return topic


async def show(message: Message, bot: Bot, asker: Asker) -> None:
    """/styles: the first kind, and the way to the others."""
    kind = next(iter(PRESETS))
    sheet = message.answer_photo(
        FSInputFile(presets.sheet(asker.locale, kind)),
        caption=presets.caption(asker.locale, kind),
        reply_markup=presets.buttons(asker.locale, kind),
        reply_parameters=answering(message.message_id),
    )
    await Calls(bot).make(sheet)


async def leaf(query: CallbackQuery, callback_data: PresetPage, shown: Message, asker: Asker, gallery: Gallery) -> None:
    """Another kind in the same message; or how a preset is asked for. Raises TooLate."""
    if not callback_data.is_known:
        raise TooLate
    await answer(query)
    if callback_data.preset:
        last = await gallery.latest(asker.id, shown.chat.id)
        await reply(shown, *presets.asked_for(asker.locale, callback_data, last), silent=True)
        return
    kind = callback_data.kind
    photo = InputMediaPhoto(
        media=FSInputFile(presets.sheet(asker.locale, kind)), caption=presets.caption(asker.locale, kind)
    )
    with suppress(AlreadyThere), translated():
        await shown.edit_media(photo, reply_markup=presets.buttons(asker.locale, kind))
