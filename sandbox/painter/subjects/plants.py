"""Plants as subjects: flowers, cactus, succulents, mushrooms, a single tree."""

from math import cos, sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look, SubjectPainter
from sandbox.painter.trees import TREES

CLAY = rgb("#c8704d")


def tree(name: str) -> SubjectPainter:
    """One large tree of a kind."""

    def paint(pen: Pen, look: Look) -> None:
        TREES[name](pen, look.color(look.palette.leaf), look.palette.ink, look.rng)

    return paint


def flowers(pen: Pen, look: Look) -> None:
    """A stand of large blossoms on bowed stems."""
    usual = (
        look.palette.accent,
        rgb("#f6c453"),
        rgb("#f3a6b8"),
        rgb("#fdf3e3"),
        mix(look.palette.accent, rgb("#8452b8"), 0.5),
    )
    stem = mix(look.palette.leaf, rgb("#2f7a4d"), 0.4)
    stand = ((-0.34, -0.5, 0.13), (0.36, -0.56, 0.14), (-0.16, -0.74, 0.15), (0.17, -0.84, 0.17), (0.02, -0.48, 0.16))
    for index, (x, y, size) in enumerate(look.some(stand)):
        lean = x * 0.35
        pen.limb([(lean, 0), (lean + (x - lean) * 0.2, y * 0.5), (x, y)], (0.026, 0.02, 0.016), darker(stem, 0.15))
        for side, level in ((-1, 0.3), (1, 0.45)):
            _leaf(
                pen.at(lean + (x - lean) * level * 0.6, y * level, 0.24, turn=side * 45 - 90 if side > 0 else -135),
                stem,
            )
        petal = look.color(usual[index]) if look.coat is None else mix(look.coat, WHITE, index * 0.07)
        _blossom(pen.at(x, y, size, turn=look.rng.uniform(0, 60)), petal, look.rng.choice((7, 9, 12)))


def _leaf(pen: Pen, color: Color) -> None:
    pen.blob(
        path("0,0 0,0 .4,-.2 1,0 1,0 .4,.2"),
        Fill((lighter(color, 0.3), color), shade=darker(color, 0.3)),
    )


def _blossom(pen: Pen, petal: Color, count: int) -> None:
    for ring, reach, tone in ((0.0, 1.0, darker(petal, 0.14)), (0.5, 0.8, petal)):
        for index in range(count):
            angle = tau * (index + ring) / count
            at = (cos(angle) * reach * 0.56, sin(angle) * reach * 0.56)
            pen.oval(at, (reach * 0.46, reach * 1.7 / count), Fill((lighter(tone, 0.25), tone)), turn=angle * 360 / tau)
    heart = rgb("#e9a23b") if petal[1] < HEART_GREEN else rgb("#8a5a2b")
    pen.oval((0, 0), (0.27, 0.27), Fill((lighter(heart, 0.3), heart), shade=darker(heart, 0.5)))


HEART_GREEN = 180


def _pot(pen: Pen, color: Color, half: float, high: float) -> None:
    pen.polygon(
        [(-half, -high), (half, -high), (half * 0.76, 0), (-half * 0.76, 0)],
        Fill((lighter(color, 0.25), color, darker(color, 0.3)), across=True, shade=darker(color, 0.5)),
    )
    pen.box(
        -half * 1.14,
        -high - 0.06,
        half * 1.14,
        -high + 0.02,
        Fill((lighter(color, 0.35), color, darker(color, 0.2)), across=True),
    )


def cactus(pen: Pen, look: Look) -> None:
    """A saguaro with two arms and a flower."""
    green = look.color(rgb("#4f9a6b"))
    skin = Fill((lighter(green, 0.3), green, darker(green, 0.3)), across=True, shade=darker(green, 0.5))
    arms = (
        path(".06,-.34 .2,-.34 .26,-.4 .27,-.5 .27,-.66"),
        path("-.06,-.24 -.22,-.26 -.27,-.34 -.27,-.5"),
    )
    for arm in arms:
        pen.limb(arm, (0.12, 0.12, 0.11), skin)
    trunk = pen.limb(path("0,0 0,-.5 0,-.88"), (0.22, 0.22, 0.19), skin)
    for x in (-0.055, 0.0, 0.055):
        pen.limb([(x, 0), (x, -0.5), (x * 0.8, -0.96)], (0.008, 0.01, 0.006), darker(green, 0.35), within=trunk)
    for row in range(9):
        for x in (-0.08, -0.028, 0.028, 0.08):
            y = -0.06 - row * 0.1
            pen.limb([(x, y), (x + 0.006, y - 0.012), (x + 0.012, y - 0.02)], (0.006, 0.004), lighter(green, 0.7))
    for x, y in ((0, -1.0), (0.27, -0.73)):
        _blossom(pen.at(x, y + 0.02, 0.075), rgb("#f27a9b"), 8)


def succulents(pen: Pen, look: Look) -> None:
    """Three rosettes in clay pots."""
    green = look.color(rgb("#6fae8e"))
    pots = (
        (-0.72, 0.5, mix(green, rgb("#8f9fc5"), 0.5)),
        (0.74, 0.5, mix(green, rgb("#d3a35f"), 0.4)),
        (-0.42, 0.62, mix(green, rgb("#c58fa5"), 0.4)),
        (0.44, 0.68, mix(green, rgb("#4f8f6f"), 0.6)),
        (0.0, 1.0, green),
    )
    for x, size, tone in look.some(pots) if look.count > 1 else pots[2:]:
        small = pen.at(x, 0.0 if size == 1 else -0.02, size)
        _pot(small, mix(CLAY, look.palette.accent, 0.25), 0.2, 0.32)
        _rosette(small.at(0, -0.47), tone)


def _rosette(pen: Pen, tone: Color) -> None:
    for ring, (count, reach) in enumerate(((11, 0.36), (9, 0.28), (7, 0.2), (5, 0.12))):
        color = mix(darker(tone, 0.3), lighter(tone, 0.35), ring / 3)
        for index in range(count):
            angle = tau * (index + ring * 0.5) / count
            leaf = pen.at(0, 0, reach, turn=angle * 360 / tau)
            leaf.blob(
                path(".15,-.14 .6,-.25 1,0 1,0 .6,.25 .15,.14"),
                Fill((lighter(color, 0.22), darker(color, 0.12))),
            )
            leaf.oval((0.93, 0), (0.06, 0.045), rgb("#e58aa0"), opacity=0.7)


def mushrooms(pen: Pen, look: Look) -> None:
    """A family of toadstools."""
    cap = look.color(rgb("#d8432f"))
    family = ((0.62, 0.42, 12), (-0.64, 0.4, -14), (-0.4, 0.52, -10), (0.38, 0.62, 8), (0.0, 1.0, 0))
    for x, size, turn in look.some(family) if look.count > 1 else family[2:]:
        _toadstool(pen.at(x, 0, size, turn=turn), cap)
    for x in (-0.55, -0.2, 0.15, 0.52):
        _leaf(pen.at(x, 0.02, 0.2, turn=-70 - x * 40), look.palette.leaf)


def _toadstool(pen: Pen, cap: Color) -> None:
    stalk = rgb("#f7ecd8")
    pen.limb(
        path("0,-.02 .01,-.3 0,-.62"),
        (0.24, 0.17, 0.16),
        Fill((lighter(stalk, 0.4), stalk, darker(stalk, 0.22)), across=True, shade=darker(stalk, 0.4)),
    )
    pen.blob(mirrored(path("0,-.58 .16,-.54 .17,-.44 .08,-.46 0,-.42")), lighter(stalk, 0.3))
    pen.oval((0, -0.6), (0.36, 0.085), Fill((darker(stalk, 0.3), darker(stalk, 0.1))))
    dome = pen.blob(
        mirrored(path("0,-1 .2,-.94 .37,-.76 .41,-.6 .41,-.6 .22,-.555 0,-.545")),
        Fill((lighter(cap, 0.25), cap, darker(cap, 0.15)), shade=darker(cap, 0.5)),
    )
    for x, y, size in (
        (-0.02, -0.86, 0.075),
        (0.2, -0.74, 0.06),
        (-0.22, -0.72, 0.065),
        (0.03, -0.65, 0.045),
        (-0.34, -0.62, 0.035),
        (0.34, -0.63, 0.04),
        (-0.15, -0.93, 0.03),
    ):
        pen.oval((x, y), (size, size * 0.8), Fill((WHITE, rgb("#f3e3d5"))), within=dome)
