"""The caption in a picture's corner: where it is from, and what the sandbox could not draw."""

import re
from typing import cast

from PIL import Image, ImageDraw, ImageFont

from sandbox.painter.canvas import Canvas

#: The box in which a chat shows a picture, in its own pixels; there the letters have this size.
SHOWN = (480, 420)
LETTERS = 9.5
#: How much of the picture's width the caption may take.
WIDEST = 0.94
#: The longest word that is told whole.
LONGEST_WORD = 18

#: The built-in font has no Russian letters.
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        re.findall(r"\S+", "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya"),
        strict=True,
    )
)


def caption(seed: int, unknown: str | None) -> str:
    """The words of the label."""
    source = f"Palitra sandbox · seed {seed}"
    return source if unknown is None else f"{source} · does not know {_readable(unknown)}, so this is an abstract"


def _readable(word: str) -> str:
    """A word in letters the font has; one of other alphabets is only pointed at."""
    latin = "".join(LATIN.get(letter, letter) for letter in word)
    if not latin.isascii():
        return "these words"
    return f"“{latin[:LONGEST_WORD]}{'…' if len(latin) > LONGEST_WORD else ''}”"


def label(canvas: Canvas, text: str) -> None:
    """Write the caption into the right bottom corner, in lines as long as the picture is wide."""
    font, lines = fitted(text, canvas.width, canvas.height)
    block = "\n".join(lines)
    draw = ImageDraw.Draw(canvas.picture)
    spacing = font.size * 0.25
    left, top, right, bottom = draw.multiline_textbbox((0, 0), block, font=font, spacing=spacing, align="right")
    pad = font.size * 0.5
    wide, high = right - left + pad * 2, bottom - top + pad * 1.4
    x, y = canvas.width - wide - pad, canvas.height - high - pad
    plate = Image.new("L", (round(wide) * 2, round(high) * 2))
    radius = round(min(plate.size[1] / 2, font.size * 1.6))
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, *plate.size), radius=radius, fill=165)
    canvas.picture.paste((12, 14, 30), (round(x), round(y)), plate.reduce(2))
    spot = (x + pad - left, y + pad * 0.7 - top)
    draw.multiline_text(spot, block, font=font, fill=(255, 255, 255), spacing=spacing, align="right")


def fitted(text: str, width: int, height: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The font that is legible where a chat shows the picture, smaller only where a word would not fit."""
    size = max(13.0, LETTERS * max(width / SHOWN[0], height / SHOWN[1]))
    space = width * WIDEST - size * 2
    widest = max(_font(size).getlength(word) for word in text.split())
    font = _font(size * min(1.0, space / widest))
    return font, _lines(text, font, space)


def _lines(text: str, font: ImageFont.FreeTypeFont, space: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= space:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(size: float) -> ImageFont.FreeTypeFont:
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size))
