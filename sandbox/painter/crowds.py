"""Several of a kind: where each of two to five stands, so that all are seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

#: The size of each against one alone.
SHARES = {1: 1.0, 2: 0.86, 3: 0.74, 4: 0.68, 5: 0.64}
#: How many stand side by side in a square picture.
ABREAST = 3.0
#: How much smaller a row looks than the one before it.
FARTHER = 0.86
#: How far apart neighbours stand, in their breadths: tails and wings may overlap.
STEP = 0.84


@dataclass(frozen=True)
class Spot:
    """Where one stands: breadths to the right of the middle, shares of the picture's height behind the front row."""

    right: float
    back: float
    #: Its size against those of the front row.
    size: float
    #: The size of the front row against one alone.
    share: float


def crowd(count: int, aspect: float, breadth: float, depth: float) -> list[Spot]:
    """The spots of so many, each ``breadth`` wide, in rows ``depth`` apart; the last row first."""
    columns = min(count, max(2, round(ABREAST * aspect / max(1.0, breadth * STEP))))
    rows = ceil(count / columns)
    return [spot for row in reversed(range(rows)) for spot in _row(count, rows, row, depth)]


def width_of(spots: Sequence[Spot]) -> float:
    """How many breadths the spots take from the leftmost to the rightmost."""
    return 1 + 2 * max(abs(spot.right) for spot in spots)


def _row(count: int, rows: int, row: int, depth: float) -> list[Spot]:
    """One row, the farther ones longer; each stands in a gap of the row before it."""
    here = count // rows + (1 if row >= rows - count % rows else 0)
    even = count % rows == 0 and rows > 1
    aside = (0.25 if row % 2 else -0.25) * STEP if even else 0.0
    lean = [0.1 * depth * (number % 2) if rows == 1 else 0.0 for number in range(here)]
    return [
        Spot((number - (here - 1) / 2) * STEP + aside, row * depth + lean[number], FARTHER**row, SHARES[count])
        for number in range(here)
    ]
