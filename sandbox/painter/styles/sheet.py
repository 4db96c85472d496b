"""What finishes work on, and the few moves they share."""

from dataclasses import dataclass
from functools import reduce
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from sandbox.painter.color import Color

#: Edges weaker than this are the painting's own gradients.
FAINT = 10
#: The thickness of a line found at half size, before it is thickened.
LINE = 3
#: Blurs from here on are made at half size.
WIDE = 2.5


@dataclass(frozen=True)
class Sheet:
    """A finished painting (RGB), noise of its size (L), and dice; ``unit`` is about a thousandth of its side."""

    picture: Image.Image
    noise: Image.Image
    rng: Random

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.size

    @property
    def unit(self) -> float:
        """The measure of strokes: a thousandth of the side of a square picture of this area."""
        return float((self.size[0] * self.size[1]) ** 0.5 / 1024)

    def gray(self) -> Image.Image:
        """The picture's lightness, over the full range."""
        return ImageOps.autocontrast(self.picture.convert("L"), cutoff=1)

    def plain(self, size: int) -> Image.Image:
        """The picture in patches, without anything smaller than about twice ``size`` pixels."""
        return self.picture.reduce(2).filter(ImageFilter.MedianFilter(size)).resize(self.size, Image.Resampling.BICUBIC)

    def clouds(self, grain: int) -> Image.Image:
        """Soft noise with spots of about ``grain`` pixels, over the full range."""
        width, height = (max(2, side // grain) for side in self.size)
        spots = self.noise.resize((width, height), Image.Resampling.NEAREST)
        return ImageOps.autocontrast(spots.resize(self.size, Image.Resampling.BICUBIC))


def lines_of(picture: Image.Image, strength: float, thick: int = 1) -> Image.Image:
    """The edges of a picture (L): 255 on a strong one, 0 where nothing ends; thick ones are looked for at half size."""
    small = picture if thick == 1 else picture.reduce(2)
    edges = [channel.filter(ImageFilter.FIND_EDGES) for channel in small.filter(ImageFilter.BoxBlur(1)).split()]
    strongest = reduce(ImageChops.lighter, edges)
    if thick > LINE:
        strongest = strongest.filter(ImageFilter.MaxFilter(3))
    ImageDraw.Draw(strongest).rectangle((0, 0, strongest.width - 1, strongest.height - 1), outline=0, width=3)
    bold = strongest.point([round(min(255.0, max(0, v - FAINT) * strength)) for v in range(256)])
    return bold if bold.size == picture.size else bold.resize(picture.size, Image.Resampling.BILINEAR)


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    """The picture out of focus; a wide blur is made at half the size, which nobody sees."""
    if radius < WIDE:
        return picture.filter(ImageFilter.BoxBlur(radius))
    small = picture.reduce(2).filter(ImageFilter.BoxBlur(radius / 2)).filter(ImageFilter.BoxBlur(radius / 4))
    return small.resize(picture.size, Image.Resampling.BILINEAR)


def inked(picture: Image.Image, color: Color, where: Image.Image) -> Image.Image:
    """The picture with a color laid where a mask (L) says."""
    return Image.composite(Image.new("RGB", picture.size, color), picture, where)


def levels(picture: Image.Image, count: int) -> Image.Image:
    """The picture in so many even steps."""
    step = 255 / (count - 1)
    return picture.point([round(round(v / step) * step) for v in range(256)] * len(picture.getbands()))


def few_colors(picture: Image.Image, count: int) -> Image.Image:
    """The picture in so many colors of its own."""
    palette = picture.reduce(4).quantize(count, method=Image.Quantize.MEDIANCUT)
    return picture.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")


def saturated(picture: Image.Image, times: float) -> Image.Image:
    """The picture with its colors stronger (over 1) or weaker."""
    gray = picture.convert("L").convert("RGB")
    return Image.blend(gray, picture, times)
