"""A picture from bytes that somebody else sent: its type and size are read from the bytes, never believed.

It was paid for, so its wrapping may be of any kind. What Telegram does not show as a photo becomes what it shows; what
is turned is turned upright; nothing that the file says beside the picture goes on.
"""

import base64
import io
import re
import warnings
from urllib.parse import unquote

from PIL import Image, ImageOps

from bot.drawing.values.pictures import Picture
from bot.errors import AnswerInvalid, Undecodable
from bot.providers import metadata

PIXEL_LIMIT = 50_000_000  # a decompression bomb is refused; the largest models draw 8 megapixels
QUALITY = 95  # of what has to be written anew

_SHOWN = ("JPEG", "PNG", "WEBP")  # by Telegram
_LOSSY = frozenset({"JPEG", "MPO", "AVIF", "HEIF", "JPEG2000"})
_READ = (*_SHOWN, "GIF", "BMP", "DIB", "TIFF", "AVIF", "HEIF", "JPEG2000", "ICO", "TGA", "PPM")
_ORIENTATION = 0x0112  # the tag of Exif

_DATA_URL = re.compile(r"\s*data:[^,]{0,200},", re.IGNORECASE)
_UNURLED = str.maketrans("-_", "+/")


def from_base64(text: object) -> Picture:
    """A picture from base64 in any wrapping: in lines, of either alphabet, unpadded, as a data: address.

    Raises AnswerInvalid where there is none, Undecodable where it is no picture.
    """
    if not isinstance(text, str) or not text:
        raise AnswerInvalid("no picture in the answer")
    return from_bytes(_decoded(text))


def from_bytes(data: bytes) -> Picture:
    """A picture that opens and is whole, as it may be shown. Raises Undecodable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _opened(data)
    except AnswerInvalid:
        raise
    except Exception as error:  # there is no list of what decoders raise over damaged files
        raise Undecodable(f"not a whole picture: {type(error).__name__}", data) from error


def looks_like_one(data: bytes) -> bool:
    """Whether bytes begin as those of a picture do."""
    try:
        with Image.open(io.BytesIO(data), formats=_SHOWN):
            return True
    except Exception:  # noqa: BLE001 - whatever is wrong, it does not look like one
        return False


def _opened(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data), formats=_readable()) as image:
        width, height = image.size
        if width * height > PIXEL_LIMIT:
            raise Undecodable(f"a picture of {width}x{height} pixels", data)
        image.load()
        return _kept(data, image) or _written(image)


def _decoded(text: str) -> bytes:
    """The bytes of a text. Raises Undecodable."""
    wrapped = _DATA_URL.match(text)
    bare = unquote(text[wrapped.end() :]) if wrapped else text
    bare = "".join(bare.split()).translate(_UNURLED).rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError as error:
        raise Undecodable(f"the picture is not base64: {error}", text.encode("utf-8", "replace")) from error


def _readable() -> tuple[str, ...]:
    """The formats that this Pillow reads."""
    Image.init()
    return tuple(form for form in _READ if form in Image.OPEN)


def _kept(data: bytes, image: Image.Image) -> Picture | None:
    """The picture as it came, but for its metadata; None where it has to be written anew."""
    form = "JPEG" if image.format == "MPO" else image.format or ""  # several JPEGs in one: the first is the picture
    animated = form == "WEBP" and getattr(image, "is_animated", False)
    if form not in _SHOWN or animated or _is_turned(image):
        return None
    bare = metadata.stripped(data, form)
    return None if bare is None else Picture(bare, Image.MIME[form], *image.size)


def _written(image: Image.Image) -> Picture:
    """The first frame, upright, in a form that is shown: no pixel of what was lossless is lost."""
    upright = _in_colors(ImageOps.exif_transpose(image) if _is_turned(image) else image)
    form = "JPEG" if image.format in _LOSSY and upright.mode == "RGB" else "PNG"
    out = io.BytesIO()
    upright.save(out, form, quality=QUALITY, icc_profile=_profile(image, upright))
    bare = metadata.stripped(out.getvalue(), form)
    return Picture(bare or out.getvalue(), Image.MIME[form], *upright.size)


def _is_turned(image: Image.Image) -> bool:
    """Whether the file says that its picture is to be turned; one whose words are damaged says nothing."""
    try:
        return image.getexif().get(_ORIENTATION, 1) in range(2, 9)
    except Exception:  # noqa: BLE001 - the picture is whole, whatever is wrong with what stands beside it
        return False


def _profile(image: Image.Image, upright: Image.Image) -> bytes | None:
    """The color profile, where the colors are still those that it is for."""
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) and image.mode[:3] == upright.mode[:3] else None


def _in_colors(image: Image.Image) -> Image.Image:
    """Red, green and blue, and what shines through where anything does."""
    if image.mode.startswith("I"):  # grays of 16 bits
        return image.convert("F").point(lambda gray: gray / 257 + 0).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
