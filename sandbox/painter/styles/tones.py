"""What becomes of all colors at the end."""

from colorsys import hls_to_rgb, rgb_to_hls

from PIL import Image, ImageOps

from sandbox.painter.color import Color, rgb
from sandbox.painter.styles.sheet import Sheet


def black_and_white(sheet: Sheet) -> Image.Image:
    """Grays from black to white."""
    return sheet.gray().convert("RGB")


def monochrome(sheet: Sheet) -> Image.Image:
    """Shades of the picture's own main color."""
    red, green, blue = sheet.picture.resize((1, 1)).tobytes()
    hue, _, _ = rgb_to_hls(red / 255, green / 255, blue / 255)
    return ImageOps.colorize(sheet.gray(), _tone(hue, 0.08), (255, 255, 255), _tone(hue, 0.45))


def _tone(hue: float, light: float) -> Color:
    red, green, blue = hls_to_rgb(hue, light, 0.55)
    return round(red * 255), round(green * 255), round(blue * 255)


def sepia(sheet: Sheet) -> Image.Image:
    """The browns of an old photograph."""
    return ImageOps.colorize(sheet.gray(), rgb("#2a1a10"), rgb("#fbf0d9"), rgb("#a47b51"))
