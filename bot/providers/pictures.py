"""A picture from bytes that somebody else sent: its type and size are read from the bytes, never believed."""

import base64
import io
import warnings

from PIL import Image, UnidentifiedImageError

from bot.drawing.values.pictures import Picture
from bot.errors import AnswerInvalid

PIXEL_LIMIT = 50_000_000  # a decompression bomb is refused; the largest models draw 8 megapixels
_FORMATS = ("JPEG", "PNG", "WEBP")


def from_base64(text: object) -> Picture:
    """A picture from base64. Raises AnswerInvalid."""
    if not isinstance(text, str) or not text:
        raise AnswerInvalid("no picture in the answer")
    try:
        return from_bytes(base64.b64decode(text, validate=True))
    except ValueError as error:
        raise AnswerInvalid(f"the picture is not base64: {error}") from error


def from_bytes(data: bytes) -> Picture:
    """A picture that opens and is whole. Raises AnswerInvalid."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if width * height > PIXEL_LIMIT:
                    raise AnswerInvalid(f"a picture of {width}x{height} pixels")
                image.load()
                return Picture(data, Image.MIME[image.format or ""], width, height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise AnswerInvalid(f"not a whole picture: {type(error).__name__}") from error
