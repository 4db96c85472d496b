"""The forms in which a picture can be brought: a photo where Telegram can show it as one, else a document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aiogram.methods import SendDocument, SendPhoto, TelegramMethod
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message

from bot.drawing.ports.couriers import Sent
from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.requests import Request
from bot.telegram.calls import ladder
from bot.telegram.outbound.messages import Where
from bot.wording import captions
from bot.wording.texts import Html, Locale

# The Bot API's limits for photos and documents.
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000  # width and height together
PHOTO_RATIO = 20
DOCUMENT_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """A picture with its caption, as a photo or as a document; only photos can be hidden."""

    picture: Picture
    name: str
    caption: Html
    is_photo: bool
    spoiler: bool = False

    def saying(self, words: Html) -> "Parcel":
        """It with other words under it."""
        return replace(self, caption=words)

    def media(self, file_id: str | None = None) -> InputMediaPhoto | InputMediaDocument:
        """It, to be edited into a message; by its file_id where it was uploaded before."""
        file = file_id or self._file
        if self.is_photo:
            return InputMediaPhoto(media=file, caption=self.caption, has_spoiler=self.spoiler or None)
        return InputMediaDocument(media=file, caption=self.caption)

    def message(
        self, where: Where, buttons: InlineKeyboardMarkup | None = None, *, silent: bool = False
    ) -> TelegramMethod[Message]:
        """It, to be sent as a new message."""
        if self.is_photo:
            return SendPhoto(
                chat_id=where.chat_id,
                photo=self._file,
                caption=self.caption,
                has_spoiler=self.spoiler or None,
                message_thread_id=where.thread_id,
                reply_parameters=where.reply,
                reply_markup=buttons,
                disable_notification=silent,
            )
        return SendDocument(
            chat_id=where.chat_id,
            document=self._file,
            caption=self.caption,
            message_thread_id=where.thread_id,
            reply_parameters=where.reply,
            reply_markup=buttons,
            disable_notification=silent,
        )

    @property
    def _file(self) -> BufferedInputFile:
        return BufferedInputFile(self.picture.data, self.name)


def of_picture(
    locale: Locale, request: Request, generation: Generation, models: Models, picture: Picture
) -> Iterator[Parcel]:
    """How one picture may be brought, the best way first; nothing where it is too big in any."""
    name, about = file_name(generation, picture), (locale, request, generation, models, picture)
    full, bare = captions.caption(*about), captions.bare_caption(*about)
    if fits_photo(picture) and not request.spec.as_file:
        yield from _photos(request, picture, name, full, bare)
    if len(picture.data) <= DOCUMENT_BYTES:
        yield from _documents(picture, name, full, bare)


def of_sheet(
    locale: Locale, request: Request, models: Models, pictures: Pictures, composed: Picture
) -> Iterator[Parcel]:
    """How a contact sheet may be brought. It is a photo also for who wants files: those are a button away."""
    name, about = sheet_name(request), (locale, request, models, pictures)
    full, bare = captions.sheet(*about), captions.bare_sheet(*about)
    yield from _photos(request, composed, name, full, bare)
    yield from _documents(composed, name, full, bare)


def _photos(request: Request, picture: Picture, name: str, *captions: Html) -> Iterator[Parcel]:
    spoiler = request.spec.spoiler
    return (Parcel(picture, name, words, is_photo=True, spoiler=spoiler) for words in captions)


def _documents(picture: Picture, name: str, *captions: Html) -> Iterator[Parcel]:
    return (Parcel(picture, name, words, is_photo=False) for words in captions)


def of_words(request: Request, composed: Picture, words: Html) -> Iterator[Parcel]:
    """How words may be brought under a picture that shows nothing yet, where a chat takes no text."""
    name = sheet_name(request)
    yield Parcel(composed, name, words, is_photo=True)
    yield Parcel(composed, name, words, is_photo=False)


def file_name(generation: Generation, picture: Picture) -> str:
    """What the file is called on the person's device."""
    return f"palitra-{generation.seed}.{picture.mime.removeprefix('image/')}"


def sheet_name(request: Request) -> str:
    """The same of a contact sheet: by its first seed, and how many pictures follow."""
    return f"palitra-{request.of(1).seed}-{request.count}.jpeg"


def fits_photo(picture: Picture) -> bool:
    """Whether Telegram shows it as a photo."""
    long, short = max(picture.width, picture.height), min(picture.width, picture.height)
    return len(picture.data) <= PHOTO_BYTES and long + short <= PHOTO_SIDES and long <= PHOTO_RATIO * short


def new_messages(
    parcels: Iterable[Parcel], where: Where, buttons: InlineKeyboardMarkup | None = None, *, silent: bool = False
) -> Iterator[TelegramMethod[Message]]:
    """A ladder for a new message with one of these."""
    ways = [parcel.message(where, buttons, silent=silent) for parcel in parcels]
    return ladder(ways) if ways else iter(())


def sent(shown: Message | bool, file_id: str | None = None) -> Sent:  # noqa: FBT001 - the method's own answer
    """What Telegram says of a picture it took; of an inline one it says nothing but that it did."""
    if isinstance(shown, bool):
        return Sent(None, file_id)
    if shown.photo:
        return Sent(shown.message_id, shown.photo[-1].file_id)
    return Sent(shown.message_id, shown.document.file_id if shown.document else None)
