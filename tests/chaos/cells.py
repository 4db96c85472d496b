"""Whether people see what the providers drew: a picture byte for byte, a contact sheet cell by cell."""

import io
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from PIL import Image, ImageChops, ImageOps, ImageStat

from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.telegram.outbound.sheets import grid
from sandbox.image_apis import ImagesSandbox
from sandbox.image_apis.encoding import Format, encode
from tests.end_to_end.stage import dab

BRUSH_SIZE = (256, 256)
"""What the model that draws several at once draws, by tests.chaos.asked.MODELS."""

SIDE = 8
"""Pixels that a cell is reduced to, to be compared."""

ALIKE = 14.0
"""How far the colors of a cell may be off, of 255: it was scaled and compressed. Two pictures differ by some 60."""

DARK = 80.0
"""Brighter is no cell without a picture."""


def drawn(images: ImagesSandbox, request: Request, generation: Generation) -> Iterator[bytes]:
    """Every picture that a provider drew for a generation: one, or two where it was submitted twice."""
    for operation in images.operations:
        if operation.client_request_id == str(generation.id):
            yield dab(operation.prompt, operation.seed, *operation.ratio)
    leader = request.of(generation.batch)
    for drawing in images.drawings:
        if drawing.client_request_id == str(leader.id):
            asked = drawing.request
            seed = drawing.seeds[generation.position - leader.position]
            yield encode(dab(asked.prompt, seed, asked.width_ratio, asked.height_ratio), BRUSH_SIZE, Format.PNG)


def unlike(sheet: bytes, request: Request, expected: Mapping[int, Iterable[bytes]]) -> list[int]:
    """The positions of a contact sheet that show none of what is expected there; nothing expected: a dark cell."""
    pictures = {position: list(some) for position, some in expected.items()}
    with Image.open(io.BytesIO(sheet)) as opened:
        whole = opened.convert("RGB")
    laid = grid(request.count, _shape(request, pictures))
    if laid.size != whole.size:
        return list(range(1, request.count + 1))
    wrong = []
    for position in range(1, request.count + 1):
        box = laid.box(position - 1)
        cell = whole.crop((box.left, box.top, box.left + box.width, box.top + box.height))
        if not _shows(cell, pictures.get(position, [])):
            wrong.append(position)
    return wrong


def _shape(request: Request, pictures: Mapping[int, list[bytes]]) -> Fraction:
    shown = [some[0] for _, some in sorted(pictures.items()) if some]
    if not shown:
        return request.spec.ratio.value
    with Image.open(io.BytesIO(shown[0])) as first:
        return Fraction(first.width, first.height)


def _shows(cell: Image.Image, expected: Iterable[bytes]) -> bool:
    pictures = list(expected)
    if not pictures:
        return max(ImageStat.Stat(_small(cell)).mean) < DARK
    return any(_distance(cell, picture) < ALIKE for picture in pictures)


def _distance(cell: Image.Image, picture: bytes) -> float:
    """How far the colors are off on average, without the corner where the number is."""
    with Image.open(io.BytesIO(picture)) as opened:
        fitted = ImageOps.fit(opened.convert("RGB"), cell.size, Image.Resampling.LANCZOS)
    difference = ImageChops.difference(_small(cell), _small(fitted))
    difference.paste((0, 0, 0), (0, 0, 2, 2))
    return sum(ImageStat.Stat(difference).mean) / 3


def _small(image: Image.Image) -> Image.Image:
    return image.resize((SIDE, SIDE), Image.Resampling.BOX)
