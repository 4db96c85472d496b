"""The forms in which a picture can be brought: a photo where Telegram can show it as one, else a document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto, Message

from bot.drawing.ports import Models, Sent
from bot.drawing.values.generations import Generation, Picture
from bot.wording import captions
from bot.wording.texts import Texts

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
    caption: str
    is_photo: bool
    spoiler: bool = False

    def media(self, file_id: str | None = None) -> InputMediaPhoto | InputMediaDocument:
        """It, to be edited into a message; by its file_id where it was uploaded before."""
        file = file_id or self._file()
        if self.is_photo:
            return InputMediaPhoto(media=file, caption=self.caption, has_spoiler=self.spoiler or None)
        return InputMediaDocument(media=file, caption=self.caption)

    def message(self, **where: Any) -> SendPhoto | SendDocument:  # noqa: ANN401 - the method's own parameters
        """It, to be sent as a new message."""
        if self.is_photo:
            return SendPhoto(photo=self._file(), caption=self.caption, has_spoiler=self.spoiler or None, **where)
        return SendDocument(document=self._file(), caption=self.caption, **where)

    def _file(self) -> BufferedInputFile:
        return BufferedInputFile(self.picture.data, self.name)


def forms(texts: Texts, generation: Generation, models: Models, picture: Picture) -> Iterator[Parcel]:
    """What to try, the best first; nothing where the picture is too big in any form."""
    name, request = file_name(generation, picture), generation.request
    caption = captions.caption(texts, generation, models, picture)
    if fits_photo(picture) and not request.as_file:
        yield Parcel(picture, name, caption, is_photo=True, spoiler=request.spoiler)
    if len(picture.data) <= DOCUMENT_BYTES:
        yield Parcel(picture, name, caption, is_photo=False)
        yield Parcel(picture, name, captions.bare_caption(texts, generation, models, picture), is_photo=False)


def file_name(generation: Generation, picture: Picture) -> str:
    """What the file is called on the person's device."""
    return f"palitra-{generation.request.seed}.{picture.mime.removeprefix('image/')}"


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
