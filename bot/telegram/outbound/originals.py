"""Originals of pictures, as files: Telegram compresses photos."""

from io import BytesIO

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

from bot.drawing.values.generations import Generation, Picture
from bot.telegram.inbound.asker import Asker
from bot.telegram.outbound import parcels

log = structlog.get_logger(__name__)


async def bring(shown: Message, generation: Generation, original: Picture | None, asker: Asker) -> None:
    """Send it in reply to the picture; where the original is not kept any more, Telegram's copy, and say so."""
    if original is not None:
        file = BufferedInputFile(original.data, parcels.file_name(generation, original))
        await shown.reply_document(file, disable_content_type_detection=True, allow_sending_without_reply=True)
        return
    copy = await _copy(shown.bot, generation)
    if copy is None:
        await shown.reply(asker.say("file-gone"), allow_sending_without_reply=True)
        return
    file = BufferedInputFile(copy, f"palitra-{generation.request.seed}.jpeg")
    await shown.reply_document(
        file,
        caption=asker.say("file-copy"),
        disable_content_type_detection=True,
        allow_sending_without_reply=True,
    )


async def _copy(bot: Bot | None, generation: Generation) -> bytes | None:
    if bot is None or generation.file_id is None:
        return None
    try:
        loaded = await bot.download(generation.file_id, destination=BytesIO())
    except TelegramBadRequest as error:
        log.info("no copy at telegram", generation=str(generation.id), detail=error.message)
        return None
    return loaded.read() if loaded else None
