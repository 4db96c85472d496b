"""Pictures, and sentences about those that do not come, on their way to people."""

from contextlib import suppress

from aiogram import Bot
from aiogram.methods import DeleteMessage, GetMe, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, Message
from typing_extensions import override

from bot.drawing.ports.couriers import News, PictureCourier, Sent, Upload
from bot.drawing.ports.providers import Models
from bot.drawing.values.pictures import Pictures
from bot.drawing.values.requests import Request
from bot.errors import AlreadyThere, CourierError, FormRefused, PlaceholderLost, TextLost
from bot.telegram.calls import NEWS_SECONDS, Calls, Username, in_turn, ladder
from bot.telegram.outbound import messages, parcels, sheets
from bot.telegram.outbound.messages import Where
from bot.telegram.outbound.parcels import Parcel
from bot.telegram.outbound.storage_chat import StorageChat
from bot.telegram.outbound.words import new_words
from bot.wording import captions, keyboards
from bot.wording.texts import Html, Locale, Locales


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
        edit = messages.new_media(request, sheet.media(), keyboards.unfinished(locale, request))
        with suppress(AlreadyThere):
            await self._calls.first(in_turn([edit]))

    @override
    async def upload(self, request: Request, pictures: Pictures) -> Upload:
        return await self._storage.upload(await self._parcels(request, pictures), request.origin.user_id)

    @override
    async def deliver(self, request: Request, pictures: Pictures) -> Sent:
        # Of a file_id nobody knows whether it is a photo's: Telegram refuses the other form.
        buttons, file_id = await self._buttons(request), request.file_id
        ways: list[TelegramMethod[Message | bool]] = [
            messages.new_media(request, parcel.media(file_id), buttons)
            for parcel in await self._parcels(request, pictures)
        ]
        with suppress(AlreadyThere):
            return parcels.sent(await self._calls.first(in_turn(ladder(ways) if ways else ())), file_id)
        return Sent(None, file_id)

    @override
    async def send(self, request: Request, pictures: Pictures) -> Sent:
        ways = await self._parcels(request, pictures)
        buttons = await self._buttons(request)
        forms = parcels.new_messages(ways, messages.beside(request), buttons)
        message = await self._calls.first(in_turn(forms))
        return parcels.sent(message)

    @override
    async def send_in_private(self, request: Request, pictures: Pictures) -> Sent:
        locale = self._locale(request)
        ways = await self._parcels(request, pictures)
        words = captions.picture_in_private(locale, request)
        forms = parcels.new_messages([parcel.saying(words) for parcel in ways], Where(request.origin.user_id))
        message = await self._calls.first(in_turn(forms))
        return parcels.sent(message)

    @override
    async def tell(self, request: Request, *, anew: bool = False) -> int | None:
        locale = self._locale(request)
        words, buttons = captions.ending(locale, request), keyboards.ending(locale, request)
        if not anew and await self._rewritten(request, words, buttons):
            return None
        text = messages.text(messages.beside(request), words, buttons)
        sent = await self._calls.first(new_words(request, text), insisting=anew)
        if not request.shown and not request.drawn:
            with suppress(CourierError):
                await self.clear(request)
        return sent.message_id

    @override
    async def tell_in_private(self, request: Request) -> None:
        words = captions.ending_in_private(self._locale(request), request)
        await self._calls.make(messages.text(Where(request.origin.user_id), words))

    @override
    async def clear(self, request: Request) -> None:
        if request.placeholder is not None:
            gone = DeleteMessage(chat_id=request.origin.chat_id, message_id=request.placeholder)
            with suppress(AlreadyThere):
                await self._calls.once(gone)

    @override
    async def call(self, request: Request) -> None:
        if request.origin.is_private:  # groups are left in peace
            words = self._locale(request).say("ready", count=len(request.drawn))
            await self._calls.make(messages.text(messages.beside(request, request.placeholder), words, silent=False))

    @override
    async def answers(self) -> bool:
        try:
            await self._calls.once(GetMe(), NEWS_SECONDS)
        except CourierError:
            return False
        return True

    def _locale(self, request: Request) -> Locale:
        return self._locales.of(request.origin.language)

    async def _rewritten(self, request: Request, words: Html, buttons: InlineKeyboardMarkup | None) -> bool:
        """Whether the placeholder says this now, or is gone from a chat where nothing else can say it."""
        if not request.is_placed:
            return False
        try:
            await self._rewrite(request, words, buttons)
        except PlaceholderLost:
            return request.origin.is_inline
        except FormRefused:
            if request.origin.is_inline:
                raise
            return False
        return True

    async def _rewrite(self, request: Request, words: Html, buttons: InlineKeyboardMarkup | None) -> None:
        """Let the placeholder say this; under a picture that is no more than a placeholder, as its caption."""
        with suppress(AlreadyThere):
            try:
                await self._calls.make(messages.new_text(request, words, buttons))
            except TextLost:
                if request.drawn:  # it may be what was asked for
                    raise
                await self._calls.make(messages.new_caption(request, words, buttons))

    async def _parcels(self, request: Request, pictures: Pictures) -> list[Parcel]:
        """How to bring it, the best way first: a picture as it is, several as their contact sheet."""
        locale = self._locale(request)
        if request.count > 1:
            composed = await sheets.compose(request, pictures)
            return list(parcels.of_sheet(locale, request, self._models, pictures, composed))
        return list(parcels.of_picture(locale, request, request.of(1), self._models, pictures[1]))

    async def _buttons(self, request: Request) -> InlineKeyboardMarkup:
        only = None if request.count > 1 else request.of(1)
        return keyboards.finished(self._locale(request), request, only, await self._username())
