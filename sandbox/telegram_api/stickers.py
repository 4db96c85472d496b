"""The one sticker people have here: the painter's fox, cut out."""

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageFilter

from sandbox.painter.canvas import Canvas
from sandbox.painter.palettes import PALETTES
from sandbox.painter.pen import Pen
from sandbox.painter.subjects import CAST
from sandbox.painter.subjects.look import Look

SIDE = 512
#: Width of the white rim around what is cut out.
RIM = 9


@cache
def sticker() -> bytes:
    """A sticker as WebP."""
    rng = Random(0)  # noqa: S311 - the same sticker always
    canvas = Canvas(SIDE, SIDE, rng, stippled=False)
    canvas.picture.paste((255, 255, 255), (0, 0, SIDE, SIDE))
    with canvas.cutout() as silhouette:
        CAST["fox"].paint(Pen(canvas, SIDE * 0.44, SIDE * 0.95, SIDE * 0.8), Look(PALETTES["day"], None, rng))
    cut = Image.new("RGBA", (SIDE, SIDE))
    cut.paste(canvas.picture, mask=silhouette.filter(ImageFilter.MaxFilter(RIM)))
    out = BytesIO()
    cut.save(out, "WEBP", quality=85)
    return out.getvalue()
