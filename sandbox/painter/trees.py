"""Trees in a pen's measure: 1 is the tree's height."""

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from sandbox.painter.canvas import Fill
from sandbox.painter.color import Color, darker, lighter, mix, rgb
from sandbox.painter.pen import Pen

BARK = rgb("#6b4a3a")
BIRCH_BARK = rgb("#f3eee4")

#: Paints a tree with leaves of a color; the ink shades it.
TreePainter = Callable[[Pen, Color, Color, Random], None]


def pine(pen: Pen, leaf: Color, ink: Color, rng: Random) -> None:
    """A fir of overlapping skirts, light from the left."""
    pen.box(-0.022, -0.12, 0.022, 0, mix(BARK, ink, 0.4))
    tiers = rng.randint(4, 6)
    for tier in range(tiers):
        share = tier / tiers
        foot, half = -0.06 - 0.74 * share, 0.23 * (1 - share) + 0.035
        top = min(foot - 0.3 * (1 - share * 0.35), -0.12)
        top = max(top, -1.0) if tier < tiers - 1 else -1.0
        skirt = [
            (0, top),
            (0, top),
            (half * 0.45, (top + foot) / 2),
            (half, foot),
            (half, foot),
            (0.3 * half, foot + 0.025),
            (-0.3 * half, foot + 0.025),
            (-half, foot),
            (-half, foot),
            (-half * 0.45, (top + foot) / 2),
        ]
        tone = mix(leaf, lighter(leaf, 0.5), share * 0.45)
        pen.blob(skirt, Fill((tone, darker(tone, 0.25)), across=True, shade=darker(leaf, 0.6), reach=0.8))


def leafy(pen: Pen, leaf: Color, ink: Color, rng: Random) -> None:
    """A trunk that forks into a crown of round heaps."""
    bark = mix(BARK, ink, 0.3)
    pen.limb([(0.01, 0), (0, -0.2), (0.01, -0.55)], (0.1, 0.055, 0.03), bark)
    pen.limb([(0, -0.28), (0.09, -0.42), (0.16, -0.52)], (0.035, 0.025, 0.015), bark)
    pen.limb([(0, -0.32), (-0.08, -0.44), (-0.15, -0.5)], (0.035, 0.025, 0.015), bark)
    heaps = [(0.2, -0.54, 0.19), (-0.2, -0.55, 0.2), (0.0, -0.6, 0.24), (0.13, -0.75, 0.18), (-0.11, -0.76, 0.2)]
    for index, (x, y, size) in enumerate(heaps):
        tone = mix(darker(leaf, 0.25), lighter(leaf, 0.18), index / len(heaps))
        fuzzy = [(x + cos(a) * size * k, y + sin(a) * size * k * 0.92) for a, k in _fuzz(rng)]
        pen.blob(fuzzy, Fill((lighter(tone, 0.2), tone), shade=darker(tone, 0.5)))


def birch(pen: Pen, leaf: Color, ink: Color, rng: Random) -> None:
    """A slender white trunk with dark marks under a light crown."""
    lean = rng.uniform(-0.03, 0.03)
    trunk = pen.limb(
        [(0, 0), (lean, -0.5), (lean * 2, -0.97)],
        (0.055, 0.04, 0.012),
        Fill((BIRCH_BARK, mix(BIRCH_BARK, ink, 0.25)), across=True),
    )
    for _ in range(11):
        y = -rng.uniform(0.02, 0.8)
        pen.oval((rng.uniform(-0.02, 0.02) + lean * -y, y), (rng.uniform(0.008, 0.02), 0.005), ink, within=trunk)
    for index in range(7):
        x, y = lean + rng.uniform(-0.13, 0.13), -0.5 - index * 0.068
        size = rng.uniform(0.09, 0.13)
        fuzzy = [(x + cos(a) * size * k, y + sin(a) * size * k * 1.15) for a, k in _fuzz(rng)]
        pen.blob(fuzzy, Fill((lighter(leaf, 0.35), leaf), shade=darker(leaf, 0.35)), opacity=0.88)


def palm(pen: Pen, leaf: Color, ink: Color, rng: Random) -> None:
    """A leaning trunk under a star of drooping leaves."""
    lean = rng.uniform(0.1, 0.22)
    crown = (lean, -0.8)
    pen.limb([(0, 0), (0.02, -0.35), crown], (0.06, 0.04, 0.03), Fill((mix(BARK, leaf, 0.2), mix(BARK, ink, 0.4))))
    for index in range(9):
        angle = pi * (index - 0.5) / 7.5
        x, y = crown[0] + 0.36 * cos(angle), crown[1] - 0.24 * sin(angle) + 0.06
        middle = (crown[0] + 0.22 * cos(angle), crown[1] - 0.22 * sin(angle) - 0.05)
        tone = darker(leaf, 0.3) if index % 2 else lighter(leaf, 0.15)
        pen.limb([crown, middle, (x, y + 0.05)], (0.02, 0.08, 0.005), Fill((tone, darker(tone, 0.3))))


def _fuzz(rng: Random) -> list[tuple[float, float]]:
    return [(pi * step / 9, rng.uniform(0.9, 1.08)) for step in range(18)]


TREES: dict[str, TreePainter] = {"pine": pine, "tree": leafy, "birch": birch, "palm": palm}
