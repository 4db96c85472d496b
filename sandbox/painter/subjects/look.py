"""What a subject's painter is told besides its pen."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sandbox.painter.colour import Colour
from sandbox.painter.palettes import Palette
from sandbox.painter.pen import Pen


@dataclass(frozen=True)
class Look:
    """The picture's palette, the colour the prompt asks for, and the dice of this subject."""

    palette: Palette
    coat: Colour | None
    rng: Random

    def colour(self, usual: Colour) -> Colour:
        """The asked colour, or the usual one."""
        return usual if self.coat is None else self.coat


SubjectPainter = Callable[[Pen, Look], None]
