"""Pictures of a delivered request once more: in full, as files, all files at once."""

from collections.abc import Sequence
from io import BytesIO

import structlog
from aiogram import Bot
from aiogram.methods import SendDocument, SendMediaGroup
from aiogram.types import BufferedInputFile, InputMediaDocument, MediaUnion
from typing_extensions import override

from bot.drawing.ports.couriers import ShowingCourier
from bot.drawing.ports.providers import Models
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import FormRefused
from bot.telegram.calls import Calls, in_turn
from bot.telegram.outbound import messages, parcels
from bot.telegram.outbound.messages import Where
from bot.telegram.refusals import translated
from bot.wording import keyboards
from bot.wording.texts import Html, Locale, Locales

log = structlog.get_logger(__name__)


class TelegramShowing(ShowingCourier):
    """What answers presses with pictures. Nobody's phone rings: who pressed looks at the chat."""

    def __init__(self, bot: Bot, locales: Locales, models: Models) -> None:
        self._bot = bot
        self._calls = Calls(bot)
        self._locales = locales
        self._models = models

    @override
    async def full(self, request: Request, position: int, picture: Picture, to: MessageAddress) -> int:
        locale, generation, where = self._locale(request), request.of(position), messages.below(request, to)
        buttons = keyboards.picture(locale, generation)
        ways = parcels.of_picture(locale, request, generation, self._models, picture)
        shown = await self._calls.first(in_turn(parcels.new_messages(ways, where, buttons, silent=True)))
        return shown.message_id

    @override
    async def file(self, request: Request, position: int, picture: Picture, to: MessageAddress) -> None:
        await self._calls.make(_document(_file(request, position, picture), messages.below(request, to)))

    @override
    async def copy(self, request: Request, position: int, to: MessageAddress) -> bool:
        copy = await self._downloaded(request)
        if copy is None:
            return False
        file = BufferedInputFile(copy, f"palitra-{request.of(position).seed}.jpeg")
        words = self._locale(request).say("file-copy")
        await self._calls.make(_document(file, messages.below(request, to), words))
        return True

    @override
    async def files(self, request: Request, pictures: Pictures, to: MessageAddress) -> None:
        where = messages.below(request, to)
        files = [_file(request, position, picture) for position, picture in sorted(pictures.items())]
        try:
            if len(files) > 1:
                await self._calls.make(_album(files, where))
                return
        except FormRefused as error:
            log.info("no album", request=str(request.id), error=repr(error))
        for file in files:
            await self._calls.make(_document(file, where))

    def _locale(self, request: Request) -> Locale:
        return self._locales.of(request.origin.language)

    async def _downloaded(self, request: Request) -> bytes | None:
        """What Telegram keeps of a request's only picture; of one of several it keeps none that is known."""
        if request.file_id is None or request.count > 1:
            return None
        try:
            with translated():
                loaded = await self._bot.download(request.file_id, destination=BytesIO())
        except FormRefused as error:
            log.info("no copy at telegram", request=str(request.id), error=repr(error))
            return None
        return loaded.read() if loaded else None


def _file(request: Request, position: int, picture: Picture) -> BufferedInputFile:
    return BufferedInputFile(picture.data, parcels.file_name(request.of(position), picture))


def _album(files: Sequence[BufferedInputFile], where: Where) -> SendMediaGroup:
    album: list[MediaUnion] = [InputMediaDocument(media=file, disable_content_type_detection=True) for file in files]
    return SendMediaGroup(
        chat_id=where.chat_id,
        media=album,
        message_thread_id=where.thread_id,
        reply_parameters=where.reply,
        disable_notification=True,
    )


def _document(file: BufferedInputFile, where: Where, words: Html | None = None) -> SendDocument:
    return SendDocument(
        chat_id=where.chat_id,
        document=file,
        caption=words,
        message_thread_id=where.thread_id,
        reply_parameters=where.reply,
        disable_content_type_detection=True,
        disable_notification=True,
    )
