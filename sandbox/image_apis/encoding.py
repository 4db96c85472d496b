"""Pictures brought to the size and the format a client asked for."""

import io
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PIL import Image

#: Encoded pictures kept in memory, for an address that is fetched again.
_KEPT: Final = 8


class Format(StrEnum):
    """What a picture can be encoded in; the value is the ending of a file and of its media type."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


@lru_cache(_KEPT)
def encode(picture: bytes, size: tuple[int, int], form: Format, quality: int = 100) -> bytes:
    """A picture at exactly that width and height; ``quality``, 0 to 100, is what a JPEG or WebP keeps of it."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as painted:
        image = painted.convert("RGB")
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    # The lightest compression of a PNG and the quickest WebP: nobody stores what is made here.
    image.save(out, form, quality=max(1, quality), compress_level=1, method=0)
    return out.getvalue()
