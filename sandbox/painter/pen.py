"""A pen draws in a subject's own measure: 1 is its height, y = 0 the ground it stands on, y = -1 its top."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from sandbox.painter import curves
from sandbox.painter.canvas import Canvas, Fill, Mask
from sandbox.painter.color import WHITE, Color
from sandbox.painter.curves import Outline, Point

Paint = Fill | Color


@dataclass(frozen=True)
class Pen:
    """A spot, size, facing (1 or -1) and turn (degrees) on a canvas."""

    canvas: Canvas
    x: float
    y: float
    scale: float
    facing: float = 1.0
    turn: float = 0.0

    def at(self, x: float, y: float, scale: float = 1.0, *, turn: float = 0.0, facing: float = 1.0) -> "Pen":
        """A pen whose ground point is at (x, y) of this one."""
        there_x, there_y = self.on_canvas((x, y))
        turned = self.turn + turn * self.facing
        return replace(self, x=there_x, y=there_y, scale=self.scale * scale, turn=turned, facing=self.facing * facing)

    def halves(self) -> "tuple[Pen, Pen]":
        """A mirrored pen and this one, for what comes in pairs: x is then the distance from the middle."""
        return replace(self, facing=-self.facing), self

    def on_canvas(self, point: Point) -> Point:
        """Where a point of this pen lies on the canvas, in pixels."""
        x, y = point[0] * self.scale * self.facing, point[1] * self.scale
        if not self.turn:
            return self.x + x, self.y + y
        cosine, sine = cos(radians(self.turn)), sin(radians(self.turn))
        return self.x + x * cosine - y * sine, self.y + x * sine + y * cosine

    def polygon(self, points: Outline, fill: Paint, *, opacity: float = 1.0, within: Mask | None = None) -> Mask:
        """A shape with straight sides."""
        return self.canvas.shape([self.on_canvas(point) for point in points], fill, opacity=opacity, within=within)

    def blob(self, points: Outline, fill: Paint, *, opacity: float = 1.0, within: Mask | None = None) -> Mask:
        """A smooth shape through the points; a point written twice is a corner."""
        return self.polygon(curves.smooth(points), fill, opacity=opacity, within=within)

    def oval(
        self,
        center: Point,
        radii: Point,
        fill: Paint,
        *,
        turn: float = 0.0,
        opacity: float = 1.0,
        within: Mask | None = None,
    ) -> Mask:
        """An ellipse, turned by degrees."""
        return self.polygon(curves.oval(*center, *radii, turn), fill, opacity=opacity, within=within)

    def limb(
        self, points: Outline, widths: Sequence[float], fill: Paint, *, opacity: float = 1.0, within: Mask | None = None
    ) -> Mask:
        """A stroke along a smooth line, tapering through the widths."""
        return self.polygon(curves.limb(points, widths), fill, opacity=opacity, within=within)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Paint, *, within: Mask | None = None
    ) -> Mask:
        """A rectangle."""
        return self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill, within=within)

    def eye(self, center: Point, radii: Point, ink: Color) -> None:
        """An eye with a glint at its upper left, whichever way the pen faces."""
        (x, y), (across, down) = center, radii
        self.oval(center, radii, ink)
        self.oval((x - across * 0.3 * self.facing, y - down * 0.36), (across * 0.36, across * 0.36), WHITE)

    def glow(self, center: Point, radius: float, color: Color, strength: float = 1.0) -> None:
        """A light that fades towards its radius."""
        self.canvas.glow(*self.on_canvas(center), radius * self.scale, color, strength)
