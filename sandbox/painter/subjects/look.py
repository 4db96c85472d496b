"""What a subject's painter is told besides its pen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from sandbox.painter.color import Color
from sandbox.painter.palettes import Palette
from sandbox.painter.pen import Pen

T = TypeVar("T")


@dataclass(frozen=True)
class Look:
    """The picture's palette, the color and the number the prompt asks for, and the dice of this subject."""

    palette: Palette
    coat: Color | None
    rng: Random
    #: How many are wanted, for what is painted as a group; 1: as it usually is.
    count: int = 1

    def color(self, usual: Color) -> Color:
        """The asked color, or the usual one."""
        return usual if self.coat is None else self.coat

    def some(self, usual: Sequence[T]) -> Sequence[T]:
        """As many members of a group as are asked for, the foremost ones; all where no number is."""
        return usual[-self.count :] if self.count > 1 else usual


SubjectPainter = Callable[[Pen, Look], None]
