"""The forms in which a picture can be brought: a photo where Telegram can show it as one, else a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message

from bot.drawing.ports.couriers import Sent
from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.requests import Request
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

    def media(self, file_id: str | None = None) -> InputMediaPhoto | InputMediaDocument:
        """It, to be edited into a message; by its file_id where it was uploaded before."""
        file = file_id or self._file
        if self.is_photo:
            return InputMediaPhoto(media=file, caption=self.caption, has_spoiler=self.spoiler or None)
        return InputMediaDocument(media=file, caption=self.caption)

    def message(
        self, where: Where, buttons: InlineKeyboardMarkup | None = None, *, silent: bool = False
    ) -> SendPhoto | SendDocument:
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


def forms(
    locale: Locale, request: Request, generation: Generation, models: Models, picture: Picture
) -> Iterator[Parcel]:
    """What to try of one picture, the best first; nothing where it is too big in any form."""
    name, about = file_name(generation, picture), (locale, request, generation, models, picture)
    yield from _forms(request, picture, name, captions.caption(*about), captions.bare_caption(*about))


def sheet_forms(
    locale: Locale, request: Request, models: Models, pictures: Pictures, composed: Picture
) -> Iterator[Parcel]:
    """What to try of a contact sheet. It is a photo also for who wants files: those are a button away."""
    name, about = sheet_name(request), (locale, request, models, pictures)
    full, bare = captions.sheet(*about), captions.bare_sheet(*about)
    yield Parcel(composed, name, full, is_photo=True, spoiler=request.spec.spoiler)
    yield Parcel(composed, name, full, is_photo=False)
    yield Parcel(composed, name, bare, is_photo=False)


def _forms(request: Request, picture: Picture, name: str, full: Html, bare: Html) -> Iterator[Parcel]:
    if fits_photo(picture) and not request.spec.as_file:
        yield Parcel(picture, name, full, is_photo=True, spoiler=request.spec.spoiler)
    if len(picture.data) <= DOCUMENT_BYTES:
        yield Parcel(picture, name, full, is_photo=False)
        yield Parcel(picture, name, bare, is_photo=False)


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


def sent(shown: Message | bool, file_id: str | None = None) -> Sent:  # noqa: FBT001 - the method's own answer
    """What Telegram says of a picture it took; of an inline one it says nothing but that it did."""
    if isinstance(shown, bool):
        return Sent(None, file_id)
    if shown.photo:
        return Sent(shown.message_id, shown.photo[-1].file_id)
    return Sent(shown.message_id, shown.document.file_id if shown.document else None)
