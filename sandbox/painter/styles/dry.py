"""What is drawn in one color on paper: pencil, ink, an engraver's lines."""

from PIL import Image, ImageChops, ImageDraw, ImageOps

from sandbox.painter.color import rgb
from sandbox.painter.styles.sheet import Sheet, blurred, inked, lines_of

DRAWING_PAPER = rgb("#f8f6f1")
GRAPHITE = rgb("#3b3c44")
RICE_PAPER = rgb("#f4ecd9")
BLACK = rgb("#15131a")

#: Layers of hatching: the lightness below which one is laid, its lean (pixels aside for each down) and its gap.
HATCHES = ((196, 1.0, 8), (142, -1.0, 8), (88, 0.35, 6))


def pencil(sheet: Sheet) -> Image.Image:
    """Graphite: outlines, and shade of hatching in three directions."""
    gray = blurred(sheet.gray(), 2)
    page = Image.new("RGB", sheet.size, DRAWING_PAPER)
    smudge = gray.point([round(max(0, 235 - v) * 0.3) for v in range(256)])
    page = inked(page, GRAPHITE, ImageChops.multiply(smudge, sheet.clouds(6)))
    for darkest, lean, gap in HATCHES:
        where = gray.point([max(0, min(215, (darkest - v) * 8)) for v in range(256)])
        page = inked(page, GRAPHITE, ImageChops.multiply(where, _hatching(sheet, lean, gap * sheet.unit)))
    outline = blurred(lines_of(sheet.picture, 7.0, 3), 0.7)
    return inked(page, GRAPHITE, ImageChops.multiply(outline, _tooth(sheet)))


def _tooth(sheet: Sheet) -> Image.Image:
    """The grain of paper that takes the graphite unevenly."""
    return sheet.clouds(3).point([140 + round(v * 0.45) for v in range(256)])


def _hatching(sheet: Sheet, lean: float, gap: float) -> Image.Image:
    """Parallel strokes of a slightly shaking hand (L)."""
    width, height = sheet.size
    lines = Image.new("L", sheet.size)
    draw = ImageDraw.Draw(lines)
    start, end = sorted((0.0, -lean * height))
    x = start
    while x < width + end - start:
        wobble = sheet.rng.uniform(-gap, gap) * 0.4
        thick = 2 if sheet.rng.random() < THICK else 1
        draw.line((x, 0, x + lean * height + wobble, height), fill=sheet.rng.randint(150, 255), width=thick)
        x += gap * sheet.rng.uniform(0.7, 1.2)
    return ImageChops.multiply(blurred(lines, 0.6), _tooth(sheet))


THICK = 0.55


def ink(sheet: Sheet) -> Image.Image:
    """Black brush lines and two gray washes on rice paper."""
    gray = ImageOps.autocontrast(sheet.plain(7).convert("L"), cutoff=2)
    page = Image.new("RGB", sheet.size, RICE_PAPER)
    ragged = Image.blend(gray, sheet.clouds(22), 0.07)
    for darkest, strength in WASHES:
        wash = ragged.point([strength if v < darkest else 0 for v in range(256)])
        page = inked(page, BLACK, blurred(wash, 2))
    black = blurred(ragged.point([255 if v < DARKEST else 0 for v in range(256)]), 0.8)
    brushed = blurred(lines_of(sheet.picture, 6.0, 5), 1.5)
    dry = ImageChops.multiply(
        brushed.point([255 if v > BRUSHED else 0 for v in range(256)]),
        sheet.clouds(5).point([255 if v > BARE else 0 for v in range(256)]),
    )
    return inked(page, BLACK, ImageChops.lighter(black, blurred(dry, 0.9)))


#: The lightness below which a wash is laid, and its strength; below the last it is black.
WASHES = ((150, 38), (105, 75))
DARKEST = 40
#: Edges from here on get a line, and spots of the paper up to here stay bare in it.
BRUSHED = 90
BARE = 40


def engraving(sheet: Sheet) -> Image.Image:
    """Level lines that swell where it is dark."""
    width, height = sheet.size
    gap = max(5, round(7 * sheet.unit))
    gray = blurred(sheet.gray(), 1.5)
    tile = Image.new("L", (1, gap))
    for y in range(gap):
        tile.putpixel((0, y), round(255 * abs(y - gap / 2) / (gap / 2)))
    wave = Image.new("L", (1, height))
    for y in range(0, height, gap):
        wave.paste(tile, (0, y))
    threshold = wave.resize((width, height), Image.Resampling.NEAREST)
    swelling = ImageChops.subtract(threshold, gray.point([round(40 + v * 0.86) for v in range(256)]))
    lines = swelling.point([min(255, v * 9) for v in range(256)])
    outline = lines_of(sheet.picture, 6.0)
    return inked(Image.new("RGB", sheet.size, RICE_PAPER), BLACK, ImageChops.lighter(lines, outline))
