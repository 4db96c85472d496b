"""The scene: what all parts of one picture share."""

from dataclasses import dataclass, replace
from math import sqrt
from random import Random

from sandbox.painter.canvas import Canvas
from sandbox.painter.curves import Point
from sandbox.painter.palettes import Palette
from sandbox.painter.pen import Pen
from sandbox.painter.understanding import Idea
from sandbox.painter.views import USUAL, VIEWS, View


@dataclass(frozen=True)
class Dice:
    """Dice for each part of a picture, so that a part looks the same whatever the others throw."""

    seed: str

    def of(self, part: str) -> Random:
        """The dice of a part; the same ones whenever they are asked for."""
        return Random(f"{self.seed}\n{part}")  # noqa: S311 - a picture to repeat, not a secret to keep


@dataclass(frozen=True)
class Scene:
    """A canvas with its palette and composition; lengths are pixels."""

    canvas: Canvas
    palette: Palette
    idea: Idea
    dice: Dice
    #: The dice of the part that is being painted.
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
        if "snow" in self.idea.without:
            return False
        return "snow" in self.idea.sky or "winter" in self.idea.moods

    @property
    def view(self) -> View:
        """From where it is seen."""
        return view_of(self.idea)

    def part(self, name: str) -> "Scene":
        """The scene with the dice of a part."""
        return replace(self, rng=self.dice.of(name))

    def pen(self, x: float, y: float, scale: float, facing: float = 1.0) -> Pen:
        """A pen at a point of the canvas."""
        return Pen(self.canvas, x, y, scale, facing)


def view_of(idea: Idea) -> View:
    """The view an idea names, or the usual one."""
    return VIEWS[idea.view] if idea.view else USUAL


def compose(canvas: Canvas, palette: Palette, idea: Idea, dice: Dice) -> Scene:
    """The seed's composition: horizon, light, the subject's place."""
    rng = dice.of("composition")
    width, height = canvas.width, canvas.height
    side = rng.choice((-1, 1))
    middle = width * (0.5 + side * rng.uniform(0.02, 0.14))
    away = width * (0.5 - side * rng.uniform(0.1, 0.34))
    usual = rng.uniform(0.54, 0.66)
    share = view_of(idea).horizon or usual
    light = away, height * share * rng.uniform(0.28, 0.62)
    stand = middle, height * max(rng.uniform(0.87, 0.92), share + 0.11)
    return Scene(canvas, palette, idea, dice, rng, height * share, light, stand, -side)
