"""Geometry of outlines: smooth curves, ovals, tapering limbs."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import atan2, cos, pi, sin, tau

Point = tuple[float, float]
Outline = Sequence[Point]


@cache
def path(data: str) -> tuple[Point, ...]:
    """Points written as SVG writes them: "0,-.5 .2,-.3"."""
    return tuple((float(x), float(y)) for x, y in (pair.split(",") for pair in data.split()))


def smooth(points: Outline, *, closed: bool = True, steps: int = 8) -> list[Point]:
    """A Catmull-Rom curve through the points; a point written twice in a row stays a sharp corner."""
    ring = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    curve = [point for quad in zip(ring, ring[1:], ring[2:], ring[3:], strict=False) for point in _span(quad, steps)]
    return curve if closed else [*curve, points[-1]]


def _span(quad: tuple[Point, Point, Point, Point], steps: int) -> Iterator[Point]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    if (bx, by) == (cx, cy):
        return
    for step in range(steps):
        t = step / steps
        a, d = t * (-0.5 + t * (1 - 0.5 * t)), t * t * (0.5 * t - 0.5)
        b, c = 1 + t * t * (1.5 * t - 2.5), t * (0.5 + t * (2 - 1.5 * t))
        yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def mirrored(half: Outline) -> list[Point]:
    """A symmetric outline from its right half, listed from the top to the bottom."""
    return [*half, *((-x, y) for x, y in reversed(half) if x)]


def oval(x: float, y: float, across: float, down: float, turn: float = 0.0) -> list[Point]:
    """An ellipse by its center and radii, turned by degrees."""
    angle = turn * pi / 180
    cosine, sine = cos(angle), sin(angle)
    return [
        (x + across * cos(t) * cosine - down * sin(t) * sine, y + across * cos(t) * sine + down * sin(t) * cosine)
        for t in (tau * step / 48 for step in range(48))
    ]


def limb(points: Outline, widths: Sequence[float]) -> list[Point]:
    """The outline of a stroke along a smooth line, its width changing from point to point, its ends round."""
    line = smooth(points, closed=False)
    radii = [_between(widths, index / (len(line) - 1)) / 2 for index in range(len(line))]
    angles = [atan2(by - ay, bx - ax) for (ax, ay), (bx, by) in pairwise(line)]
    angles.append(angles[-1])
    left = [_beside(*spot, pi / 2) for spot in zip(line, radii, angles, strict=True)]
    right = [_beside(*spot, -pi / 2) for spot in zip(line, radii, angles, strict=True)]
    tail = [_beside(line[-1], radii[-1], angles[-1], pi / 2 - pi * step / 8) for step in range(1, 8)]
    head = [_beside(line[0], radii[0], angles[0], -pi / 2 - pi * step / 8) for step in range(1, 8)]
    return [*left, *tail, *reversed(right), *head]


def _beside(point: Point, radius: float, angle: float, aside: float) -> Point:
    return point[0] + radius * cos(angle + aside), point[1] + radius * sin(angle + aside)


def _between(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    index = min(int(place), len(values) - 2)
    return values[index] + (values[index + 1] - values[index]) * (place - index)
