"""Pictures, and sentences about those that do not come, on their way to people."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup
from typing_extensions import override

from bot.drawing.ports.couriers import News, PictureCourier, Sent
from bot.drawing.ports.providers import Models
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.requests import Request
from bot.errors import AlreadyThere, MediaRefused, PlaceholderLost
from bot.telegram.outbound import messages, parcels, sheets
from bot.telegram.outbound.calls import Calls, Username
from bot.telegram.outbound.parcels import Parcel
from bot.telegram.outbound.storage_chat import StorageChat
from bot.wording import captions, keyboards
from bot.wording.texts import Html, Locale, Locales

log = structlog.get_logger(__name__)

T = TypeVar("T")


class TelegramPictures(PictureCourier):
    """What turns a placeholder into a picture, a contact sheet or a sentence, or sends it as a new message."""

    def __init__(self, bot: Bot, locales: Locales, models: Models, *, storage: StorageChat, username: Username) -> None:
        self._calls = Calls(bot)
        self._locales = locales
        self._models = models
        self._storage = storage
        self._username = username

    @override
    async def show(self, request: Request, pictures: Pictures, news: News) -> None:
        locale = self._locale(request)
        sheet = Parcel(
            await sheets.compose(request, pictures, news),
            parcels.sheet_name(request),
            captions.unfinished(locale, request, len(pictures), news),
            is_photo=True,
            spoiler=request.spec.spoiler,
        )
        with suppress(AlreadyThere):
            await self._calls.make(messages.new_media(request, sheet.media(), keyboards.unfinished(locale, request)))

    @override
    async def upload(self, request: Request, pictures: Pictures) -> str:
        async def upload(parcel: Parcel) -> str:
            return await self._storage.upload(parcel, request.origin.user_id)

        return await brought(await self._forms(request, pictures), upload)

    @override
    async def deliver(self, request: Request, pictures: Pictures) -> Sent:
        # Of a file_id nobody knows whether it is a photo's: Telegram refuses the other form.
        buttons, file_id = await self._buttons(request), request.file_id

        async def edit(parcel: Parcel) -> Sent:
            with suppress(AlreadyThere):
                call = messages.new_media(request, parcel.media(file_id), buttons)
                return parcels.sent(await self._calls.make(call), file_id)
            return Sent(None, file_id)

        return await brought(await self._forms(request, pictures), edit)

    @override
    async def send(self, request: Request, pictures: Pictures) -> Sent:
        buttons = await self._buttons(request)

        async def send(parcel: Parcel) -> Sent:
            message = await self._calls.make(parcel.message(messages.beside(request), buttons))
            return parcels.sent(message)

        return await brought(await self._forms(request, pictures), send)

    @override
    async def tell(self, request: Request) -> int | None:
        locale = self._locale(request)
        words, buttons = captions.ending(locale, request), keyboards.ending(locale, request)
        if await self._rewritten(request, words, buttons):
            return None
        sent = await self._calls.make(messages.text(messages.beside(request), words, buttons))
        return sent.message_id

    @override
    async def call(self, request: Request) -> None:
        if request.origin.is_private:  # groups are left in peace
            words = self._locale(request).say("ready", count=len(request.drawn))
            await self._calls.make(messages.text(messages.beside(request, request.placeholder), words, silent=False))

    def _locale(self, request: Request) -> Locale:
        return self._locales.of(request.origin.language)

    async def _rewritten(self, request: Request, words: Html, buttons: InlineKeyboardMarkup | None) -> bool:
        """Whether the placeholder says this now, or is gone from a chat where nothing else can say it."""
        if not request.is_placed:
            return False
        try:
            with suppress(AlreadyThere):
                await self._calls.make(messages.new_text(request, words, buttons))
        except PlaceholderLost:
            return request.origin.is_inline
        return True

    async def _forms(self, request: Request, pictures: Pictures) -> Iterable[Parcel]:
        """What to try, the best first: a picture as it is, several as their contact sheet."""
        locale = self._locale(request)
        if request.count > 1:
            composed = await sheets.compose(request, pictures)
            return parcels.sheet_forms(locale, request, self._models, pictures, composed)
        return parcels.forms(locale, request, request.of(1), self._models, pictures[1])

    async def _buttons(self, request: Request) -> InlineKeyboardMarkup:
        only = None if request.count > 1 else request.of(1)
        return keyboards.finished(self._locale(request), request, only, self._models, await self._username())


async def brought(forms: Iterable[Parcel], carry: Callable[[Parcel], Awaitable[T]]) -> T:
    """Carry the best form that Telegram takes. Raises CourierError: MediaRefused where it takes none."""
    refused = MediaRefused("no form of the picture fits Telegram")
    for parcel in forms:
        try:
            return await carry(parcel)
        except MediaRefused as error:
            log.warning("telegram refuses this form", error=repr(error))
            refused = error
    raise refused
