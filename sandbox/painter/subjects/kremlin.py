"""The Moscow Kremlin: the red wall, the tower with the clock and the star, golden domes behind."""

from math import cos, pi, sin

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

BRICK = rgb("#a63f33")
TRIM = rgb("#efe0cc")
SPIRE = rgb("#3f7a63")
GOLD = rgb("#edb23e")
STAR = rgb("#e5403a")
#: Half the length of the wall: beyond the edges of all but very wide pictures.
WALL = 1.5


def kremlin(pen: Pen, look: Look) -> None:
    """Domes, the wall with its swallow tails, two towers."""
    brick = look.color(BRICK)
    _cathedral(pen.at(-0.62, -0.12), look)
    _palace(pen.at(0.78, -0.12))
    _wall(pen, brick)
    _tower(pen.at(-1.12, 0, 0.6), brick, look)
    _tower(pen.at(0.06, 0), brick, look)
    for x in (-0.98, -0.5, 0.5, 0.84, 1.2):
        tree = look.palette.leaf
        pen.oval((x, -0.06), (0.1, 0.085), Fill((lighter(tree, 0.2), darker(tree, 0.25))))


def _wall(pen: Pen, brick: Color) -> None:
    pen.box(-WALL, -0.2, WALL, 0, Fill((lighter(brick, 0.12), brick, darker(brick, 0.25))))
    step = 0.058
    for index in range(round(2 * WALL / step)):
        merlon = pen.at(-WALL + index * step, -0.2)
        tail = path("0,0 0,-.055 .008,-.062 .018,-.045 .028,-.062 .036,-.055 .036,0")
        merlon.polygon(tail, Fill((lighter(brick, 0.15), brick)))
    pen.box(-WALL, -0.16, WALL, -0.152, darker(brick, 0.3))


def _tower(pen: Pen, brick: Color, look: Look) -> None:
    """Three storeys, each slimmer, under a green tent and a star."""
    body = Fill((lighter(brick, 0.15), brick, darker(brick, 0.3)), across=True, shade=darker(brick, 0.45))
    pen.box(-0.13, -0.46, 0.13, 0.0, body)
    _gate(pen, brick)
    pen.box(-0.145, -0.49, 0.145, -0.455, TRIM)
    for index in range(7):
        x = -0.135 + index * 0.045
        pen.polygon([(x - 0.012, -0.485), (x, -0.54), (x + 0.012, -0.485)], TRIM)
    pen.box(-0.1, -0.655, 0.1, -0.49, body)
    _clock(pen.at(0, -0.575))
    pen.box(-0.11, -0.67, 0.11, -0.65, TRIM)
    pen.box(-0.07, -0.74, 0.07, -0.67, body)
    for x in (-0.04, 0.0, 0.04):
        pen.box(x - 0.011, -0.73, x + 0.011, -0.685, mix(look.palette.ink, BRICK, 0.2))
    tent = Fill((lighter(SPIRE, 0.3), SPIRE, darker(SPIRE, 0.35)), across=True)
    pen.polygon(path("-.085,-.74 .085,-.74 .012,-.955 -.012,-.955"), tent)
    for share in (0.35, 0.7):
        pen.box(
            -0.075 * (1 - share) - 0.006, -0.74 - 0.2 * share, 0.075 * (1 - share) + 0.006, -0.734 - 0.2 * share, TRIM
        )
    if look.palette.night:
        pen.glow((0, -1.0), 0.16, STAR, 0.8)
    points = [
        (sin(pi * k / 5) * (0.02 if k % 2 else 0.05), -1.0 - cos(pi * k / 5) * (0.02 if k % 2 else 0.05))
        for k in range(10)
    ]
    pen.polygon(points, Fill((lighter(STAR, 0.35), STAR)))


def _gate(pen: Pen, brick: Color) -> None:
    for reach, tone in ((0.066, TRIM), (0.052, darker(brick, 0.7))):
        arch = [(cos(pi * k / 10) * reach, -0.13 - sin(pi * k / 10) * reach) for k in range(11)]
        pen.polygon([*arch, (-reach, 0), (reach, 0)], tone)
    for x in (-0.08, 0.08):
        pen.box(x - 0.012, -0.4, x + 0.012, -0.31, TRIM)
    pen.box(-0.13, -0.27, 0.13, -0.255, TRIM)


def _clock(pen: Pen) -> None:
    pen.oval((0, 0), (0.068, 0.068), GOLD)
    pen.oval((0, 0), (0.056, 0.056), rgb("#1d1a26"))
    pen.limb([(0, 0), (0, -0.02), (0, -0.042)], (0.008, 0.007, 0.005), GOLD)
    pen.limb([(0, 0), (0.015, 0.01), (0.03, 0.018)], (0.009, 0.008, 0.006), GOLD)


def _cathedral(pen: Pen, look: Look) -> None:
    """A white church with five golden domes."""
    white = mix(WHITE, look.palette.sky[-1], 0.25)
    pen.box(-0.26, -0.36, 0.26, 0, Fill((white, darker(white, 0.12), darker(white, 0.3)), across=True))
    for x in (-0.17, 0.0, 0.17):
        arch = [(x + 0.082 * cos(pi * k / 10), -0.36 - 0.07 * sin(pi * k / 10)) for k in range(11)]
        pen.polygon(arch, darker(white, 0.08))
        pen.box(x - 0.014, -0.3, x + 0.014, -0.2, darker(white, 0.55))
    for x, size in ((-0.19, 0.72), (0.19, 0.72), (-0.09, 0.8), (0.1, 0.8), (0.0, 1.15)):
        _dome(pen.at(x, -0.38, size), white)


def _dome(pen: Pen, white: Color) -> None:
    pen.box(-0.045, -0.16, 0.045, 0.02, Fill((white, darker(white, 0.3)), across=True))
    onion = mirrored(path("0,-.36 .012,-.3 .05,-.26 .075,-.2 .06,-.15 .04,-.14"))
    pen.blob(onion, Fill((lighter(GOLD, 0.5), GOLD, darker(GOLD, 0.35)), across=True))
    pen.box(-0.004, -0.43, 0.004, -0.34, GOLD)
    pen.box(-0.02, -0.405, 0.02, -0.398, GOLD)


def _palace(pen: Pen) -> None:
    """A yellow palace under a green roof."""
    wall = rgb("#ecd08c")
    pen.box(-0.36, -0.26, 0.36, 0, Fill((lighter(wall, 0.2), darker(wall, 0.2))))
    pen.polygon(path("-.38,-.26 -.32,-.33 .32,-.33 .38,-.26"), Fill((lighter(SPIRE, 0.2), SPIRE)))
    for index in range(9):
        x = -0.32 + index * 0.08
        pen.box(x - 0.018, -0.2, x + 0.018, -0.1, WHITE)
        pen.box(x - 0.012, -0.195, x + 0.012, -0.1, rgb("#5a6a86"))
