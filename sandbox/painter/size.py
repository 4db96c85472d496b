"""The pixel size of a picture for an aspect ratio."""

from math import gcd, isqrt, sqrt

AREA = 1024 * 1024
TOLERANCE = 0.1
GRIDS = (16, 8, 4, 2, 1)
LONGEST_RATIO = 16


def size_of(width_ratio: int, height_ratio: int) -> tuple[int, int]:
    """Width and height in pixels: the ratio exactly where the area allows it, about a megapixel in all.

    Sides are multiples of 16 if some such pair has the ratio exactly, else of 8, 4, 2 or 1; a ratio like 997:991,
    which no pair has, is rounded to multiples of 16. Ratios beyond 16:1 are drawn as 16:1.
    Raises ValueError unless both numbers are positive.
    """
    if width_ratio <= 0 or height_ratio <= 0:
        msg = f"an aspect ratio is two positive numbers, not {width_ratio}:{height_ratio}"
        raise ValueError(msg)
    if max(width_ratio, height_ratio) > LONGEST_RATIO * min(width_ratio, height_ratio):
        width_ratio, height_ratio = (LONGEST_RATIO, 1) if width_ratio > height_ratio else (1, LONGEST_RATIO)
    divisor = gcd(width_ratio, height_ratio)
    wide, high = width_ratio // divisor, height_ratio // divisor
    for grid in GRIDS:
        size = _exact(wide * grid, high * grid)
        if abs(size[0] * size[1] - AREA) <= AREA * TOLERANCE:
            return size
    return _rounded(wide / high)


def _exact(wide: int, high: int) -> tuple[int, int]:
    """The multiple of (wide, high) with the area nearest to the wanted one."""
    times = max(1, isqrt(AREA // (wide * high)))
    nearest = min((times, times + 1), key=lambda n: abs(n * n * wide * high - AREA))
    return nearest * wide, nearest * high


def _rounded(ratio: float) -> tuple[int, int]:
    grid = GRIDS[0]
    return grid * round(sqrt(AREA * ratio) / grid), grid * round(sqrt(AREA / ratio) / grid)
