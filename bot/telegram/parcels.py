"""The forms in which a picture can be brought: a photo where Telegram can show it as one, else a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto

from bot.drawing.values import Generation, Model, Picture
from bot.telegram import captions
from bot.telegram.texts import Texts

# The Bot API's limits for photos and documents.
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000  # width and height together
PHOTO_RATIO = 20
DOCUMENT_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """A picture with its caption, as a photo or as a document."""

    picture: Picture
    name: str
    caption: str
    is_photo: bool

    def file(self) -> BufferedInputFile:
        """The bytes to upload."""
        return BufferedInputFile(self.picture.data, self.name)

    def media(self) -> InputMediaPhoto | InputMediaDocument:
        """The same, to edit into a message."""
        kind = InputMediaPhoto if self.is_photo else InputMediaDocument
        return kind(media=self.file(), caption=self.caption)


def forms(texts: Texts, generation: Generation, model: Model, picture: Picture) -> Iterator[Parcel]:
    """What to try, the best first; nothing where the picture is too big in any form."""
    name = f"palitra-{generation.request.seed}.{picture.mime.removeprefix('image/')}"
    caption = captions.caption(texts, generation, model, picture)
    if fits_photo(picture):
        yield Parcel(picture, name, caption, is_photo=True)
    if len(picture.data) <= DOCUMENT_BYTES:
        yield Parcel(picture, name, caption, is_photo=False)
        yield Parcel(picture, name, captions.bare_caption(texts, generation, model, picture), is_photo=False)


def fits_photo(picture: Picture) -> bool:
    """Whether Telegram shows it as a photo."""
    long, short = max(picture.width, picture.height), min(picture.width, picture.height)
    return len(picture.data) <= PHOTO_BYTES and long + short <= PHOTO_SIDES and long <= PHOTO_RATIO * short
