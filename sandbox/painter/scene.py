"""The scene: what all parts of one picture share."""

from dataclasses import dataclass
from math import sqrt
from random import Random

from sandbox.painter.canvas import Canvas
from sandbox.painter.curves import Point
from sandbox.painter.palettes import Palette
from sandbox.painter.pen import Pen
from sandbox.painter.understanding import Idea


@dataclass(frozen=True)
class Scene:
    """A canvas with its palette and composition; lengths are pixels."""

    canvas: Canvas
    palette: Palette
    idea: Idea
    rng: Random
    #: The height at which sky meets land.
    horizon: float
    #: Where the sun or moon stands.
    light: Point
    #: Where the main subject stands, and to which side (1 or -1) it looks.
    stand: Point
    facing: float

    @property
    def width(self) -> int:
        """The picture's width."""
        return self.canvas.width

    @property
    def height(self) -> int:
        """The picture's height."""
        return self.canvas.height

    @property
    def unit(self) -> float:
        """The measure of landscape: about the side of a square picture, less in a very low one."""
        return min(sqrt(self.width * self.height), self.height * 1.1)

    @property
    def snowy(self) -> bool:
        """Whether the land lies under snow."""
        return "snow" in self.idea.sky or "winter" in self.idea.moods

    def pen(self, x: float, y: float, scale: float, facing: float = 1.0) -> Pen:
        """A pen at a point of the canvas."""
        return Pen(self.canvas, x, y, scale, facing)


def compose(canvas: Canvas, palette: Palette, idea: Idea, rng: Random) -> Scene:
    """The seed's composition: horizon, light, the subject's place."""
    width, height = canvas.width, canvas.height
    side = rng.choice((-1, 1))
    middle = width * (0.5 + side * rng.uniform(0.02, 0.14))
    away = width * (0.5 - side * rng.uniform(0.1, 0.34))
    horizon = height * rng.uniform(0.54, 0.66)
    light = away, horizon * rng.uniform(0.28, 0.62)
    stand = middle, height * rng.uniform(0.87, 0.92)
    return Scene(canvas, palette, idea, rng, horizon, light, stand, -side)
