"""Contact sheets: all pictures of a request as one, with what is still to come; how they are laid out, and composed."""

import asyncio
from dataclasses import dataclass
from fractions import Fraction

from bot.drawing.ports.couriers import News
from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.pictures import Picture, Pictures
from bot.drawing.values.requests import Request
from bot.telegram.outbound import rendering
from bot.telegram.outbound.rendering import Box, Tile

LONGEST = 2048
"""Pixels of the longer side: what Telegram shows of a photo, and far below all its limits for one."""

GAP = 12
"""Pixels between pictures."""

NEARLY = 0.95
"""As far as a picture ever seems to be before it is there."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one size in rows and columns; ``width`` and ``height`` are a cell's, in pixels."""

    count: int
    columns: int
    width: int
    height: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-self.count // self.columns)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole sheet."""
        return _span(self.columns, self.width), _span(self.rows, self.height)

    def box(self, index: int) -> Box:
        """Where a cell stands, counted from 0; a last row that is not full stands in the middle."""
        row, column = divmod(index, self.columns)
        short = self.columns - min(self.columns, self.count - row * self.columns)
        left = column * (self.width + GAP) + short * (self.width + GAP) // 2
        return Box(left, row * (self.height + GAP), self.width, self.height)


def grid(count: int, shape: Fraction) -> Grid:
    """The grid in which so many pictures of a shape, width to height, are largest where a chat shows them."""
    columns = min(range(1, count + 1), key=lambda columns: _rank(count, columns, shape))
    rows = -(-count // columns)
    width = min(Fraction(_share(columns)), _share(rows) * shape)
    return Grid(count, columns, max(1, round(width)), max(1, round(width / shape)))


def _rank(count: int, columns: int, shape: Fraction) -> tuple[Fraction, int, int, int]:
    """What goes first: the largest cells in a square; then the fewest free ones, the squarest, the widest grid."""
    rows = -(-count // columns)
    height = min(1 / (columns * shape), Fraction(1, rows))
    return -height, columns * rows - count, abs(columns - rows), -columns


def _share(cells: int) -> int:
    """Pixels of each of so many cells in a row."""
    return (LONGEST - (cells - 1) * GAP) // cells


def _span(cells: int, side: int) -> int:
    return cells * side + (cells - 1) * GAP


async def compose(request: Request, pictures: Pictures, news: News | None = None) -> Picture:
    """The contact sheet of a request: the same bytes whenever the same is known."""
    laid = grid(request.count, _shape(request, pictures))
    tiles = [(laid.box(one.position - 1), _tile(one, pictures, news)) for one in request.generations]
    data = await asyncio.to_thread(rendering.render, laid.size, tiles)
    return Picture(data, "image/jpeg", *laid.size)


def _shape(request: Request, pictures: Pictures) -> Fraction:
    """The shape of the pictures as they came; until one has, as it was asked for."""
    if not pictures:
        return request.spec.ratio.value
    first = pictures[min(pictures)]
    return Fraction(first.width, first.height)


def _tile(generation: Generation, pictures: Pictures, news: News | None) -> Tile:
    number = generation.position
    if number in pictures:
        return Tile(number, pictures[number].data)
    return Tile(number, None, None if generation.has_ended else _progress(generation, news))


def _progress(generation: Generation, news: News | None) -> float:
    """How far it seems to be, from 0 to 1."""
    if news is None or generation.status is GenerationStatus.QUEUED:
        return 0.0
    if news.late or news.seconds >= news.usual:
        return NEARLY
    return NEARLY * news.seconds / news.usual
