"""The canvas: smooth-edged shapes with gradients and stippled shade, glows and washes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, floor
from random import Random

from PIL import Image, ImageChops, ImageDraw

from sandbox.painter.color import Color
from sandbox.painter.curves import Outline

SUPERSAMPLING = 3
#: The value of Pillow's radial gradient in the middle of a side; only its corners are 255.
GRADIENT_EDGE = 180

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Fill:
    """What a shape is filled with: colors from one side to the other, and a shade stippled over them."""

    stops: tuple[Color, ...]
    #: The colors follow each other from left to right instead of from top to bottom.
    across: bool = False
    shade: Color | None = None
    #: How much of the shape the shade reaches, 0 to 1, from the bottom (or right) side.
    reach: float = 0.7

    @classmethod
    def of(cls, fill: "Fill | Color") -> "Fill":
        """A plain color is a fill too."""
        return fill if isinstance(fill, Fill) else cls((fill,))

    def image(self, size: tuple[int, int]) -> Image.Image:
        """The gradient, as large as asked."""
        if len(self.stops) == 1:
            return Image.new("RGB", size, self.stops[0])
        strip = Image.new("RGB", (len(self.stops), 1) if self.across else (1, len(self.stops)))
        for index, color in enumerate(self.stops):
            strip.putpixel((index, 0) if self.across else (0, index), color)
        margin = 0.5
        box = (margin, 0, len(self.stops) - margin, 1) if self.across else (0, margin, 1, len(self.stops) - margin)
        return strip.resize(size, Image.Resampling.BILINEAR, box=box)


@dataclass(frozen=True)
class Mask:
    """Where a shape covers the canvas: how much of each pixel in the box (mode L)."""

    box: Box
    alpha: Image.Image

    def crop(self, box: Box) -> Image.Image:
        """The same cover seen through another box."""
        left, top = self.box[:2]
        return self.alpha.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))


class Canvas:
    """A picture being painted; coordinates are pixels from the left top corner."""

    def __init__(self, width: int, height: int, rng: Random, *, stippled: bool = True) -> None:
        self.width, self.height = width, height
        #: Whether shade is stippled over shapes; what is finished in another way is cleaner without.
        self.stippled = stippled
        self.picture = Image.new("RGB", (width, height))
        self.noise = Image.frombytes("L", (width, height), rng.randbytes(width * height))
        self._cutouts: list[Image.Image] = []

    @contextmanager
    def cutout(self) -> Iterator[Image.Image]:
        """Collects the silhouette (mode L) of all shapes painted inside the block."""
        silhouette = Image.new("L", (self.width, self.height))
        self._cutouts.append(silhouette)
        yield silhouette
        self._cutouts.pop()

    def shape(self, outline: Outline, fill: Fill | Color, *, opacity: float = 1.0, within: Mask | None = None) -> Mask:
        """Paints a closed outline, only inside the mask `within` if there is one; returns what it covered."""
        box = self._bounds(outline)
        mask = Mask(box, _cover(outline, box))
        if within is not None:
            mask = Mask(box, ImageChops.multiply(mask.alpha, within.crop(box)))
        self._lay(mask, Fill.of(fill), opacity)
        if within is None:
            for silhouette in self._cutouts:
                silhouette.paste(round(255 * opacity), box, mask.alpha)
        return mask

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float = 1.0) -> None:
        """A round light that fades towards its radius."""
        side = max(2, round(radius * 2))
        light = Image.radial_gradient("L").point(
            [round(max(0.0, 1 - v / GRADIENT_EDGE) ** 2 * strength * 255) for v in range(256)]
        )
        self.picture.paste(color, (round(x - radius), round(y - radius)), light.resize((side, side)))

    def wash(self, top: float, bottom: float, color: Color, strengths: tuple[float, float]) -> None:
        """A veil over the full width whose strength (0 to 1) changes from `top` to `bottom`."""
        first, last = strengths
        height = max(1, round(bottom - top))
        column = Image.linear_gradient("L").point([round(255 * (first + (last - first) * v / 255)) for v in range(256)])
        self.picture.paste(color, (0, round(top)), column.resize((self.width, height)))

    def beam(self, outline: Outline, color: Color, strength: float) -> None:
        """A shape of light that fades towards its top."""
        box = self._bounds(outline)
        fade = Image.linear_gradient("L").point([round(v * strength) for v in range(256)])
        cover = ImageChops.multiply(_cover(outline, box), fade.resize((box[2] - box[0], box[3] - box[1])))
        self.picture.paste(color, box, cover)

    def band(self, stops: tuple[Color, ...], top: float, bottom: float) -> None:
        """Covers the full width between two heights with a gradient."""
        height = max(1, round(bottom) - round(top))
        self.picture.paste(Fill(stops).image((self.width, height)), (0, round(top)))

    def _lay(self, mask: Mask, fill: Fill, opacity: float) -> None:
        alpha = mask.alpha if opacity == 1 else mask.alpha.point([round(v * opacity) for v in range(256)])
        if len(fill.stops) == 1:
            self.picture.paste(fill.stops[0], mask.box, alpha)
        else:
            self.picture.paste(fill.image(alpha.size), mask.box, alpha)
        if fill.shade is not None and self.stippled:
            self.picture.paste(fill.shade, mask.box, ImageChops.multiply(alpha, self._stipple(mask.box, fill)))

    def _stipple(self, box: Box, fill: Fill) -> Image.Image:
        """Dots that thicken towards the shaded side."""
        start = 1 - fill.reach
        fade = Image.linear_gradient("L").point(
            [round(max(0.0, v / 255 - start) / fill.reach * 200) for v in range(256)]
        )
        if fill.across:
            fade = fade.transpose(Image.Transpose.ROTATE_90)
        fade = fade.resize((box[2] - box[0], box[3] - box[1]))
        return ImageChops.subtract(fade, self.noise.crop(box), scale=0.8)

    def _bounds(self, outline: Outline) -> Box:
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        left, top = max(0, floor(min(xs))), max(0, floor(min(ys)))
        right, bottom = min(self.width, ceil(max(xs))), min(self.height, ceil(max(ys)))
        left, top = min(left, self.width - 1), min(top, self.height - 1)
        return left, top, max(right, left + 1), max(bottom, top + 1)


def _cover(outline: Outline, box: Box) -> Image.Image:
    left, top, right, bottom = box
    large = Image.new("L", ((right - left) * SUPERSAMPLING, (bottom - top) * SUPERSAMPLING))
    points = [((x - left) * SUPERSAMPLING, (y - top) * SUPERSAMPLING) for x, y in outline]
    ImageDraw.Draw(large).polygon(points, fill=255)
    return large.reduce(SUPERSAMPLING)
