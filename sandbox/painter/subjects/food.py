"""Food on a table: cake, pizza, burger, ice cream, sushi, a doughnut, fruit."""

from math import cos, pi, sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects import from_above
from sandbox.painter.subjects.look import Look, SubjectPainter

BUN = rgb("#d99a4e")
CREAM = rgb("#fff4e3")
BERRY = rgb("#d8303f")
GREEN = rgb("#5da64f")


def standing(thing: SubjectPainter) -> SubjectPainter:
    """Something flat, stood up and turned to us."""

    def paint(pen: Pen, look: Look) -> None:
        thing(pen.at(0, -0.5), look)

    return paint


def _plate(pen: Pen) -> None:
    pen.oval((0, -0.04), (0.62, 0.085), Fill((WHITE, rgb("#cfc9d2"))))
    pen.oval((0, -0.055), (0.46, 0.055), rgb("#e6e1e8"))


def cake(pen: Pen, look: Look) -> None:
    """Two layers with dripping icing, berries and candles."""
    icing, sponge = look.color(rgb("#f3a6b8")), rgb("#e3b878")
    _plate(pen)
    for foot, half, high in ((-0.06, 0.46, 0.36), (-0.4, 0.32, 0.26)):
        body = pen.box(
            -half, foot - high, half, foot, Fill((lighter(sponge, 0.3), sponge, darker(sponge, 0.25)), across=True)
        )
        pen.box(-half, foot - high * 0.45, half, foot - high * 0.34, CREAM, within=body)
        drips = [(-half, foot - high), (half, foot - high), (half, foot - high * 0.7)]
        for index in range(9):
            x = half - (index + 0.5) * half * 2 / 9
            drips += [(x + half / 12, foot - high * 0.72), (x, foot - high * (0.62 if index % 2 else 0.5))]
        pen.blob([*drips, (-half, foot - high * 0.7)], Fill((lighter(icing, 0.25), icing)))
        pen.oval((0, foot - high), (half, half * 0.16), Fill((lighter(icing, 0.5), lighter(icing, 0.15))))
    for x in (-0.38, -0.3, 0.3, 0.38):
        pen.oval((x, -0.46), (0.05, 0.05), Fill((lighter(BERRY, 0.3), BERRY)))
    for x, tone in ((-0.14, "#6fb8d9"), (0.0, "#f2c14e"), (0.14, "#8fd18a")):
        pen.box(x - 0.014, -0.86, x + 0.014, -0.66, Fill((rgb(tone), WHITE, rgb(tone))))
        pen.glow((x, -0.92), 0.14, rgb("#ffc65c"), 0.7)
        pen.blob(
            [(x, -0.99), (x, -0.99), (x + 0.024, -0.92), (x, -0.87), (x - 0.024, -0.92)],
            Fill((rgb("#ffe28a"), rgb("#f4842f"))),
        )


def burger(pen: Pen, look: Look) -> None:
    """A tall burger."""
    _plate(pen)
    crust = look.color(BUN)
    bun = Fill((lighter(crust, 0.3), crust, darker(crust, 0.25)), shade=darker(crust, 0.45))
    pen.blob(path("-.44,-.2 .44,-.2 .44,-.08 .36,-.05 -.36,-.05 -.44,-.08"), bun)
    pen.blob(path("-.47,-.36 .47,-.36 .48,-.24 .4,-.19 -.4,-.19 -.48,-.24"), Fill((rgb("#7a4a30"), rgb("#4f2d1e"))))
    pen.polygon(
        path("-.46,-.4 .46,-.4 .5,-.35 .3,-.35 .22,-.25 .12,-.35 -.2,-.35 -.3,-.27 -.38,-.35 -.5,-.35"), rgb("#f6c244")
    )
    pen.box(-0.45, -0.47, 0.45, -0.4, Fill((rgb("#e4573f"), rgb("#b83a2c"))))
    ruffle = [(-0.52 + index * 0.065, -0.46 - (0.05 if index % 2 else 0)) for index in range(17)]
    pen.blob([*ruffle, (0.5, -0.53), (-0.5, -0.53)], Fill((lighter(GREEN, 0.35), GREEN)))
    pen.blob(path("-.47,-.52 -.44,-.74 -.24,-.92 0,-.96 .24,-.92 .44,-.74 .47,-.52 .47,-.52 -.47,-.52"), bun)
    for x, y in (
        (-0.24, -0.74),
        (-0.08, -0.86),
        (0.1, -0.78),
        (0.24, -0.84),
        (0.3, -0.68),
        (-0.32, -0.64),
        (0.0, -0.68),
    ):
        pen.oval((x, y), (0.026, 0.015), CREAM, turn=x * 90)


def ice_cream(pen: Pen, look: Look) -> None:
    """Three scoops in a cone."""
    flavours = (rgb("#f3a6b8"), rgb("#fbf0d4"), rgb("#8ecfb0"))
    cone = pen.polygon(path("-.2,-.5 .2,-.5 .02,0 -.02,0"), Fill((lighter(BUN, 0.25), darker(BUN, 0.15)), across=True))
    for index in range(-5, 8):
        x = index * 0.07
        pen.limb([(x, -0.52), (x + 0.26, 0.02)], (0.012, 0.012), darker(BUN, 0.35), within=cone)
        pen.limb([(x, -0.52), (x - 0.26, 0.02)], (0.012, 0.012), darker(BUN, 0.35), within=cone)
    for (x, y), tone in zip(((-0.13, -0.58), (0.13, -0.58), (0.0, -0.78)), flavours, strict=True):
        scoop = look.color(tone)
        ball = [
            (x + cos(tau * k / 18) * r, y + sin(tau * k / 18) * r)
            for k, r in ((k, 0.185 + 0.012 * (k % 2)) for k in range(18))
        ]
        pen.blob(ball, Fill((lighter(scoop, 0.4), scoop, darker(scoop, 0.12)), shade=darker(scoop, 0.3)))
    pen.oval((0.02, -1.0), (0.06, 0.06), Fill((lighter(BERRY, 0.4), BERRY)))
    pen.limb(path(".02,-1.04 .06,-1.1 .12,-1.12"), (0.014, 0.012, 0.012), rgb("#5a7a3c"))


def sushi(pen: Pen, look: Look) -> None:
    """Two with salmon and two rolls on a board."""
    pen.box(-0.8, -0.12, 0.8, -0.02, Fill((rgb("#5a3d2e"), rgb("#3a2720"))))
    for x in (-0.6, 0.6):
        pen.box(x - 0.06, -0.02, x + 0.06, 0.04, rgb("#3a2720"))
    rice = path("-.26,-.12 -.27,-.32 -.16,-.39 .16,-.39 .27,-.32 .26,-.12")
    slice_ = path("-.31,-.28 -.26,-.45 0,-.52 .26,-.45 .31,-.28 .2,-.34 0,-.37 -.2,-.34")
    for x in (-0.46, 0.46):
        piece = pen.at(x, 0)
        piece.blob(rice, Fill((WHITE, rgb("#ded8d2"))))
        salmon = look.color(rgb("#f58a5c"))
        fish = piece.blob(slice_, Fill((lighter(salmon, 0.3), salmon)))
        for share in (-0.16, 0.0, 0.16):
            piece.limb([(share - 0.05, -0.54), (share + 0.03, -0.3)], (0.02, 0.02), lighter(salmon, 0.6), within=fish)
    pen.oval((0, -0.3), (0.2, 0.2), rgb("#22352c"))
    pen.oval((0, -0.3), (0.165, 0.165), Fill((WHITE, rgb("#e2ddd6"))))
    pen.oval((0, -0.3), (0.07, 0.07), rgb("#f58a5c"))
    pen.oval((0.04, -0.27), (0.04, 0.04), GREEN)


def strawberry(pen: Pen, look: Look) -> None:
    """One large berry."""
    skin = look.color(BERRY)
    outline = mirrored(path("0,-.78 .2,-.84 .4,-.74 .42,-.5 .28,-.2 .1,-.02 0,0"))
    fruit = pen.blob(outline, Fill((lighter(skin, 0.25), skin, darker(skin, 0.25)), shade=darker(skin, 0.45)))
    for row in range(5):
        for column in range(-3, 4):
            x, y = column * 0.13 + (row % 2) * 0.065, -0.68 + row * 0.14
            pen.oval((x, y), (0.014, 0.024), rgb("#f7d774"), within=fruit)
    for index in range(5):
        leaf = pen.at(0, -0.78, 0.34, turn=30 + index * 30)
        leaf.blob(path("0,0 0,0 .4,-.18 1,0 1,0 .4,.18"), Fill((lighter(GREEN, 0.3), GREEN)))
    pen.limb(path("0,-.78 .01,-.9 .06,-1"), (0.03, 0.025, 0.025), darker(GREEN, 0.2))


def watermelon(pen: Pen, look: Look) -> None:
    """A slice of a watermelon."""
    arc = [(cos(pi * k / 24), sin(pi * k / 24)) for k in range(25)]
    for reach, tone in ((0.62, rgb("#3f8a4a")), (0.57, rgb("#e9f3cf")), (0.52, look.color(rgb("#ec5a5f")))):
        pen.polygon([(x * reach, -0.62 + y * reach) for x, y in arc], Fill((lighter(tone, 0.15), tone)))
    for x, y in (
        (-0.34, -0.52),
        (-0.18, -0.42),
        (0.0, -0.5),
        (0.18, -0.4),
        (0.34, -0.52),
        (-0.08, -0.26),
        (0.1, -0.22),
    ):
        pen.oval((x, y), (0.02, 0.033), rgb("#2b2024"), turn=x * 60)


def citrus(skin: Color) -> SubjectPainter:
    """A whole fruit beside one that is cut."""

    def paint(pen: Pen, look: Look) -> None:
        tone = look.color(skin)
        ball = pen.oval(
            (-0.2, -0.44), (0.43, 0.44), Fill((lighter(tone, 0.3), tone, darker(tone, 0.3)), shade=darker(tone, 0.45))
        )
        pen.oval((-0.36, -0.62), (0.07, 0.1), WHITE, turn=25, opacity=0.45, within=ball)
        leaf = look.palette.leaf
        pen.blob(path("-.2,-.86 -.2,-.86 -.04,-1 .18,-.98 .18,-.98 .02,-.84"), Fill((lighter(leaf, 0.3), leaf)))
        from_above.slice_of(skin, mix(skin, WHITE, 0.15))(pen.at(0.34, -0.32, 0.64), look)

    return paint


FOOD: dict[str, tuple[SubjectPainter, float]] = {
    "cake": (cake, 1.24),
    "burger": (burger, 1.24),
    "icecream": (ice_cream, 0.7),
    "sushi": (sushi, 1.6),
    "strawberry": (strawberry, 0.9),
    "watermelon": (watermelon, 1.25),
    "lemon": (citrus(rgb("#f2cf3b")), 1.3),
    "tangerine": (citrus(rgb("#f08a3c")), 1.3),
    "pizza": (standing(from_above.pizza), 1.0),
    "donut": (standing(from_above.donut), 1.0),
}
