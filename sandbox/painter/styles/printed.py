"""What comes out of a press or a computer: pixels, comics, cartoons, posters, flat shapes, photographs."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from sandbox.painter.color import Color, rgb
from sandbox.painter.styles.sheet import Sheet, blurred, few_colors, inked, levels, lines_of, saturated

#: Pixels along the side of a square picture.
PIXELS = 84
PIXEL_COLORS = 26
NAVY = rgb("#14213a")
GOLD = rgb("#d9b15b")
OLD_PAPER = rgb("#f1e4c6")
CONTOUR = rgb("#1c1726")


def pixels(sheet: Sheet) -> Image.Image:
    """Large square pixels of few colors."""
    cell = 1024 / PIXELS * sheet.unit
    width, height = (max(8, round(side / cell)) for side in sheet.size)
    small = saturated(sheet.picture.filter(ImageFilter.UnsharpMask(6, 140)).resize((width, height)), 1.25)
    return few_colors(small, PIXEL_COLORS).resize(sheet.size, Image.Resampling.NEAREST)


def comic(sheet: Sheet) -> Image.Image:
    """Flat bright colors, dots in the shade, black contours, a white frame."""
    flat = few_colors(saturated(sheet.plain(3), 1.6), 14)
    shade = sheet.gray().point([round(max(0, 150 - v) * 1.6) for v in range(256)])
    dotted = inked(flat, CONTOUR, ImageChops.multiply(_dots(sheet, shade), Image.new("L", sheet.size, 120)))
    drawn = inked(dotted, CONTOUR, lines_of(flat, 7.0, 5))
    return framed(drawn, (255, 255, 255), 0.03, CONTOUR)


def _dots(sheet: Sheet, tone: Image.Image) -> Image.Image:
    """A screen of dots, larger where the tone (L) is stronger."""
    cell = max(6, round(11 * sheet.unit))
    dot = ImageOps.invert(Image.radial_gradient("L").resize((cell, cell)))
    screen = Image.new("L", sheet.size)
    for y in range(0, sheet.size[1], cell):
        for x in range(0, sheet.size[0], cell):
            screen.paste(dot, (x + (y // cell % 2) * cell // 2, y))
    return ImageChops.subtract(ImageChops.add(screen, tone), Image.new("L", sheet.size, 205)).point(
        [min(255, v * 7) for v in range(256)]
    )


def cartoon(sheet: Sheet) -> Image.Image:
    """Clean fills with a thick contour."""
    flat = levels(saturated(sheet.plain(3), 1.45), 9)
    return inked(flat, CONTOUR, lines_of(sheet.picture, 6.0, 3))


def anime(sheet: Sheet) -> Image.Image:
    """Bright cel colors, thin contours, a bloom of light."""
    flat = saturated(few_colors(sheet.picture, 40), 1.5)
    drawn = inked(flat, rgb("#4b3a63"), lines_of(flat, 4.0))
    bright = drawn.point([max(0, round((v - 185) * 1.1)) for v in range(256)] * 3)
    return ImageChops.screen(drawn, blurred(bright.reduce(4), 7).resize(sheet.size))


def poster(sheet: Sheet) -> Image.Image:
    """Six faded inks on old paper, with a broad rim."""
    flat = few_colors(saturated(sheet.plain(5), 1.1), 6)
    faded = Image.blend(ImageChops.multiply(flat, Image.new("RGB", sheet.size, OLD_PAPER)), flat, 0.35)
    worn = sheet.clouds(4).point([max(0, (v - 205) * 3) for v in range(256)])
    return framed(inked(faded, OLD_PAPER, worn), OLD_PAPER, 0.055, darkest(flat))


def darkest(picture: Image.Image) -> Color:
    """The darkest color of a picture of few colors."""
    dots = picture.resize((64, 64), Image.Resampling.NEAREST).tobytes()
    return min(zip(dots[::3], dots[1::3], dots[2::3], strict=True), key=sum)


def vector(sheet: Sheet) -> Image.Image:
    """Flat shapes without a line."""
    return few_colors(saturated(sheet.plain(3), 1.3), 12)


def deco(sheet: Sheet) -> Image.Image:
    """Even tones under a gilded frame with fans in its corners."""
    toned = levels(Image.blend(sheet.picture, ImageOps.colorize(sheet.gray(), NAVY, GOLD, OLD_PAPER), 0.35), 12)
    width, height = sheet.size
    rim = min(width, height) * 0.06
    framed_once = framed(toned, NAVY, 0.06, GOLD)
    draw = ImageDraw.Draw(framed_once)
    draw.rectangle((rim * 0.4, rim * 0.4, width - rim * 0.4, height - rim * 0.4), outline=GOLD, width=round(rim * 0.07))
    for right in (0, 1):
        for down in (0, 1):
            _fan(draw, (right * width, down * height), _turn(right, down), rim)
    return framed_once


def _turn(right: int, down: int) -> int:
    return {(0, 0): 0, (1, 0): 90, (1, 1): 180, (0, 1): 270}[right, down]


def _fan(draw: ImageDraw.ImageDraw, corner: tuple[int, int], start: int, rim: float) -> None:
    x, y = corner
    for radius, color in ((3.4, GOLD), (3.2, NAVY)):
        box = (x - rim * radius, y - rim * radius, x + rim * radius, y + rim * radius)
        draw.pieslice(box, start, start + 90, fill=color)
    box = (x - rim * 2.9, y - rim * 2.9, x + rim * 2.9, y + rim * 2.9)
    for ray in range(0, 90, 18):
        draw.pieslice(box, start + ray, start + ray + 9, fill=GOLD)


def photo(sheet: Sheet) -> Image.Image:
    """The deep tones, the dark corners and the grain of a photograph."""
    toned = sheet.picture.point([round(255 * _tone(v / 255)) for v in range(256)] * 3)
    corners = ImageOps.invert(Image.radial_gradient("L").resize(sheet.size)).point(
        [min(255, 165 + round(v * 0.9)) for v in range(256)]
    )
    return ImageChops.multiply(toned, Image.merge("RGB", [corners] * 3))


def _tone(light: float) -> float:
    """A film's curve: steeper in the middle."""
    return light * 0.35 + 0.65 * (3 * light**2 - 2 * light**3)


def framed(picture: Image.Image, color: Color, share: float, line: Color) -> Image.Image:
    """The picture under a rim of a color, a share of the shorter side wide, with a line along it."""
    width, height = picture.size
    rim = round(min(width, height) * share)
    whole = picture.copy()
    draw = ImageDraw.Draw(whole)
    draw.rectangle((0, 0, width, height), outline=color, width=rim)
    draw.rectangle((rim, rim, width - rim, height - rim), outline=line, width=max(3, rim // 8))
    return whole
