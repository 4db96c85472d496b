"""A contact sheet's pixels: pictures with their numbers, and quiet tiles where none is."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, ImageOps

QUALITY = 90
SMOOTH = 4  # what is drawn is drawn so many times larger first: Pillow draws no smooth edges
ALIKE = 0.02  # a picture whose shape is off by so little fills its cell; any other is shown whole

_GROUND = (22, 23, 26)
_QUIET, _TRACK, _ARC, _INK = (43, 45, 49), (62, 65, 71), (142, 149, 160), (170, 176, 186)
_LOST, _CROSS, _FAINT = (31, 32, 36), (66, 69, 76), (98, 102, 111)
_BADGE, _BADGE_OPACITY, _WHITE = (0, 0, 0), 0.6, (255, 255, 255)

_Color = tuple[int, int, int]


class Box(NamedTuple):
    """Where a tile stands on the sheet, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tile:
    """What a cell shows: a picture, or how far it is from 0 to 1, or with neither that it will not come."""

    number: int
    data: bytes | None = field(repr=False)
    progress: float | None = None


def render(size: tuple[int, int], tiles: Iterable[tuple[Box, Tile]]) -> bytes:
    """A JPEG of this size, the same bytes for the same tiles. It takes a while: not for the event loop."""
    sheet = Image.new("RGB", size, _GROUND)
    for box, tile in tiles:
        if tile.data is not None:
            _show(sheet, box, tile.number, tile.data)
        elif tile.progress is not None:
            _wait(sheet, box, tile.number, tile.progress)
        else:
            _miss(sheet, box, tile.number)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _show(sheet: Image.Image, box: Box, number: int, data: bytes) -> None:
    """A picture, whole, with its number on a dark badge: it can be read on any picture."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("RGB", (box.width, box.height))  # a large JPEG is decoded at half its size or less: cheap
        picture = _flat(opened)
    sheet.paste(_fitted(picture, box), (box.left, box.top))
    side = _unit(box, 0.11)
    inset = side // 4
    badge = Box(box.left + inset, box.top + inset, side, side)
    _paint(sheet, badge, _BADGE, lambda draw, at: draw.rounded_rectangle(at, at[2] // 4, 255), _BADGE_OPACITY)
    _write(sheet, badge, number, _WHITE)


def _fitted(picture: Image.Image, box: Box) -> Image.Image:
    """It in the size of a cell: cut by a hair where it is nearly of that shape, else whole with edges beside it."""
    cell, finest = (box.width, box.height), Image.Resampling.LANCZOS
    off = picture.width * box.height / (picture.height * box.width) - 1
    if abs(off) <= ALIKE:
        return ImageOps.fit(picture, cell, finest)
    return ImageOps.pad(picture, cell, finest, color=_GROUND)


def _flat(picture: Image.Image) -> Image.Image:
    """It without transparency, which a JPEG has not."""
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture.convert("RGB")
    whole = picture.convert("RGBA")
    ground = Image.new("RGBA", whole.size, (*_GROUND, 255))
    return Image.alpha_composite(ground, whole).convert("RGB")


def _wait(sheet: Image.Image, box: Box, number: int, progress: float) -> None:
    """A picture to come: its number in a ring that closes."""
    sheet.paste(_QUIET, _corners(box))
    ring = _middle(box, _unit(box, 0.3))
    thick = max(2, ring.width // 16) * SMOOTH
    _paint(sheet, ring, _TRACK, lambda draw, at: draw.ellipse(at, outline=255, width=thick))
    if progress > 0:
        end = -90 + 360 * min(progress, 1.0)
        _paint(sheet, ring, _ARC, lambda draw, at: draw.arc(at, -90, end, fill=255, width=thick))
    _write(sheet, _middle(box, ring.width // 2), number, _INK)


def _miss(sheet: Image.Image, box: Box, number: int) -> None:
    """A picture that will not come: a cross, and the number in the corner."""
    sheet.paste(_LOST, _corners(box))
    cross = _middle(box, _unit(box, 0.16))
    thick = max(2, cross.width // 9) * SMOOTH

    def crossed(draw: ImageDraw.ImageDraw, at: tuple[int, int, int, int]) -> None:
        left, top, right, bottom = at[0] + thick, at[1] + thick, at[2] - thick, at[3] - thick
        draw.line((left, top, right, bottom), fill=255, width=thick)
        draw.line((left, bottom, right, top), fill=255, width=thick)

    _paint(sheet, cross, _CROSS, crossed)
    side = _unit(box, 0.11)
    inset = side // 4
    _write(sheet, Box(box.left + inset, box.top + inset, side, side), number, _FAINT)


def _paint(
    sheet: Image.Image,
    box: Box,
    color: _Color,
    draw: Callable[[ImageDraw.ImageDraw, tuple[int, int, int, int]], None],
    opacity: float = 1.0,
) -> None:
    """Paint a shape with smooth edges: it is drawn larger, as a mask, and made smaller."""
    large = Image.new("L", (box.width * SMOOTH, box.height * SMOOTH), 0)
    draw(ImageDraw.Draw(large), (0, 0, large.width - 1, large.height - 1))
    mask = large.resize((box.width, box.height), Image.Resampling.BOX).point(lambda value: round(value * opacity))
    sheet.paste(color, _corners(box), mask)


def _write(sheet: Image.Image, box: Box, number: int, color: _Color) -> None:
    """A number in the middle of a box."""
    font = ImageFont.load_default(size=box.height * 0.62)
    middle = (box.left + box.width / 2, box.top + box.height / 2)
    ImageDraw.Draw(sheet).text(middle, str(number), fill=color, font=font, anchor="mm")


def _unit(box: Box, share: float) -> int:
    """A share of a cell's shorter side, in pixels."""
    return max(8, round(min(box.width, box.height) * share))


def _middle(box: Box, side: int) -> Box:
    """A square in the middle of a box."""
    return Box(box.left + (box.width - side) // 2, box.top + (box.height - side) // 2, side, side)


def _corners(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.left + box.width, box.top + box.height
