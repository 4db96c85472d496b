"""Paint: watercolor, oil, the dabs of the impressionists."""

from math import cos, sin, tau

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sandbox.painter.color import rgb
from sandbox.painter.styles.sheet import Sheet, blurred, few_colors, inked, lines_of, saturated

PAPER = rgb("#fcfaf4")


def watercolor(sheet: Sheet) -> Image.Image:
    """Thin washes that pool at their edges, on white paper that stays free around them."""
    washes = few_colors(saturated(sheet.plain(7), 1.35), 22)
    soft = blurred(washes.reduce(2), 1.6).resize(sheet.size, Image.Resampling.BICUBIC)
    pale = Image.blend(soft, Image.new("RGB", sheet.size, PAPER), 0.06)
    uneven = Image.blend(sheet.clouds(80), sheet.clouds(17), 0.4).point([round(v * 0.36) for v in range(256)])
    thin = ImageChops.screen(pale, Image.merge("RGB", [uneven] * 3))
    pooled = blurred(lines_of(washes, 4.0, 3), 1.6).point([round(v * 0.75) for v in range(256)])
    painted = Image.composite(ImageChops.multiply(thin, soft), thin, pooled)
    return Image.composite(painted, Image.new("RGB", sheet.size, PAPER), _wetted(sheet))


def _wetted(sheet: Sheet) -> Image.Image:
    """Where the brush came: all but an uneven rim (L)."""
    width, height = sheet.size
    rim = min(width, height) * 0.055
    block = Image.new("L", (width // 4, height // 4))
    ImageDraw.Draw(block).rectangle((rim / 4, rim / 4, (width - rim) / 4, (height - rim) / 4), fill=255)
    block = blurred(block, rim / 6).resize(sheet.size, Image.Resampling.BICUBIC)
    ragged = ImageChops.add(block, Image.blend(sheet.clouds(36), sheet.clouds(90), 0.5), scale=2)
    return ragged.point([min(255, max(0, (v - 118) * 12)) for v in range(256)])


def oil(sheet: Sheet) -> Image.Image:
    """Thick strokes of the brush that follow a slow swirl and stand out in the light."""
    ground = saturated(blurred(sheet.picture, 5), 1.25)
    coarse = _strokes(sheet, ground, 4200, 34 * sheet.unit, 13 * sheet.unit)
    fine = _strokes(sheet, coarse, 9000, 14 * sheet.unit, 5 * sheet.unit, sharp=True)
    drawn = blurred(lines_of(sheet.picture, 3.0, 5), 2).point([round(v * 0.7) for v in range(256)])
    return _raised(Image.composite(saturated(sheet.picture, 1.25), fine, drawn), 0.42)


def impressionism(sheet: Sheet) -> Image.Image:
    """Short dabs of broken color."""
    ground = saturated(blurred(sheet.picture, 9), 1.5)
    dabs = _strokes(sheet, ground, 9000, 11 * sheet.unit, 12 * sheet.unit, broken=26)
    return _raised(dabs, 0.25)


def _strokes(
    sheet: Sheet,
    ground: Image.Image,
    count: int,
    long: float,
    wide: float,
    *,
    sharp: bool = False,
    broken: int = 9,
) -> Image.Image:
    """Strokes of the picture's colors over a ground; sharp ones lie where the picture has edges."""
    rng, (width, height) = sheet.rng, sheet.size
    source = saturated(blurred(sheet.picture, 2), 1.3)
    colors, swirl = source.tobytes(), sheet.clouds(190).tobytes()
    edges = lines_of(source, 4.0, 5).tobytes() if sharp else None
    painted = ground.copy()
    draw = ImageDraw.Draw(painted)
    for _ in range(count):
        x, y = rng.randrange(width), rng.randrange(height)
        spot = y * width + x
        if edges is not None and edges[spot] < rng.randrange(256):
            continue
        angle = swirl[spot] / 255 * tau * 0.9
        right, down = cos(angle) * long / 2, sin(angle) * long / 2
        shift = rng.randint(-broken, broken)
        red, green, blue = (min(255, max(0, part + shift)) for part in colors[spot * 3 : spot * 3 + 3])
        ends = (x - right, y - down, x + right, y + down)
        draw.line(ends, fill=(red, green, blue), width=max(2, round(wide)))
    return painted


def _raised(painted: Image.Image, share: float) -> Image.Image:
    """The paint in relief, lit from the upper left."""
    relief = painted.convert("L").filter(ImageFilter.EMBOSS)
    return Image.blend(painted, ImageChops.overlay(painted, Image.merge("RGB", [relief] * 3)), share)


def clay(sheet: Sheet) -> Image.Image:
    """Soft lumps with fingerprints."""
    soft = blurred(few_colors(sheet.plain(5), 28), 2.5)
    lumps = sheet.clouds(24).filter(ImageFilter.EMBOSS)
    rounded = blurred(soft.convert("L"), 4).filter(ImageFilter.EMBOSS)
    lit = ImageChops.overlay(saturated(soft, 1.3), Image.merge("RGB", [ImageChops.add(lumps, rounded, scale=2)] * 3))
    shade = blurred(lines_of(soft, 4.0, 3), 4).point([round(v * 0.5) for v in range(256)])
    return inked(lit, (60, 40, 40), shade)
