"""Messages with copies of forgotten pictures: deleted, or emptied where Telegram lets bots delete nothing so old."""

from functools import cache
from io import BytesIO

import structlog
from aiogram import Bot
from aiogram.methods import DeleteMessage, EditMessageMedia
from aiogram.types import BufferedInputFile, InputMediaPhoto
from PIL import Image
from typing_extensions import override

from bot.drawing.ports.couriers import CopyCourier
from bot.drawing.values.requests import MessageAddress
from bot.errors import AlreadyThere, CourierDelayed, CourierError, CourierUnanswered, PlaceholderLost
from bot.telegram.calls import Calls

log = structlog.get_logger(__name__)

SIDE = 64
"""Pixels of the picture that shows nothing."""


class TelegramCopies(CopyCourier):
    """Nothing of a forgotten picture is left to see in a message, whichever way that is reached."""

    def __init__(self, bot: Bot) -> None:
        self._calls = Calls(bot)

    @override
    async def remove(self, message: MessageAddress) -> None:
        try:
            await self._calls.once(DeleteMessage(chat_id=message.chat_id, message_id=message.message_id))
        except (AlreadyThere, PlaceholderLost):
            return
        except (CourierDelayed, CourierUnanswered):
            raise
        except CourierError as error:
            log.info("a copy is emptied instead", chat=message.chat_id, error=repr(error))
            await self._empty(message)

    async def _empty(self, message: MessageAddress) -> None:
        nothing = InputMediaPhoto(media=BufferedInputFile(_nothing(), "nothing.png"))
        edit = EditMessageMedia(media=nothing, chat_id=message.chat_id, message_id=message.message_id)
        try:
            await self._calls.once(edit)
        except (AlreadyThere, PlaceholderLost):
            return


@cache
def _nothing() -> bytes:
    out = BytesIO()
    Image.new("RGB", (SIDE, SIDE), "white").save(out, "PNG")
    return out.getvalue()
