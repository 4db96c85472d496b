"""What flies: butterfly, dragon, balloon, rocket, planet."""

from collections.abc import Iterable
from math import cos, sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import Outline, mirrored, oval, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")


WINGS = (
    (path(".02,0 .2,.04 .42,.16 .44,.36 .28,.5 .14,.36 .03,.1"), ((0.32, 0.3, 0.07), (0.2, 0.2, 0.045))),
    (path(".02,-.02 .12,-.26 .36,-.5 .62,-.5 .64,-.28 .46,-.02 .2,.08"), ((0.44, -0.26, 0.09), (0.26, -0.12, 0.06))),
)


def butterfly(pen: Pen, look: Look) -> None:
    """Four patterned wings, slightly turned."""
    coat = look.color(rgb("#f08a3c"))
    tilted = pen.at(0, -0.5, turn=look.rng.uniform(8, 20))
    for half in tilted.halves():
        for outline, spots in WINGS:
            _wing(half, coat, outline, spots)
        half.limb(path(".01,-.22 .07,-.38 .17,-.46"), (0.012, 0.01, 0.022), INK)
    tilted.limb(path("0,-.26 0,-.05 0,.34"), (0.06, 0.075, 0.02), Fill((lighter(INK, 0.25), INK)))
    tilted.oval((0, -0.26), (0.042, 0.042), INK)


def _wing(half: Pen, coat: Color, outline: Outline, spots: Iterable[tuple[float, float, float]]) -> None:
    """A dark wing, colored but for its edge, with eye spots (x, y, radius)."""
    edge = mix(coat, INK, 0.7)
    wing = half.blob(outline, edge)
    middle_x, middle_y = (sum(values) / len(outline) for values in zip(*outline, strict=True))
    inner = [(middle_x + (x - middle_x) * 0.84, middle_y + (y - middle_y) * 0.84) for x, y in outline]
    half.blob(inner, Fill((lighter(coat, 0.35), coat), shade=darker(coat, 0.35)), within=wing)
    for x, y, size in spots:
        half.oval((x, y), (size, size * 0.85), lighter(coat, 0.7), within=wing)
        half.oval((x, y), (size * 0.5, size * 0.42), edge, within=wing)


def dragon(pen: Pen, look: Look) -> None:
    """A small plump dragon, wings spread, tail curled."""
    coat = look.color(rgb("#4fa36c"))
    belly = mix(coat, rgb("#fdf0c8"), 0.75)
    skin = Fill((lighter(coat, 0.22), coat, darker(coat, 0.15)), shade=darker(coat, 0.4), reach=0.55)
    for half in pen.halves():
        wing = path(".1,-.5 .3,-.84 .62,-.98 .62,-.98 .58,-.76 .68,-.62 .68,-.62 .5,-.56 .46,-.4 .46,-.4 .3,-.42")
        membrane = look.palette.accent
        half.blob(wing, Fill((lighter(membrane, 0.3), membrane), shade=darker(membrane, 0.45)))
        half.limb(path(".1,-.5 .32,-.83 .62,-.98"), (0.05, 0.035, 0.01), darker(coat, 0.25))
    tail = path("-.14,-.08 -.38,-.02 -.56,-.12 -.54,-.3 -.42,-.34")
    pen.limb(tail, (0.2, 0.15, 0.1, 0.06, 0.02), skin)
    pen.polygon(path("-.46,-.28 -.34,-.3 -.4,-.42"), look.palette.accent)
    body = pen.blob(
        path("-.12,-.52 .12,-.52 .22,-.3 .26,-.08 .14,0 -.14,0 -.26,-.08 -.22,-.3"),
        skin,
    )
    plates = pen.blob(path("-.08,-.52 .08,-.52 .14,-.26 .1,-.02 -.1,-.02 -.14,-.26"), belly, within=body)
    for level in range(5):
        y = -0.42 + level * 0.09
        pen.limb([(-0.15, y), (0, y + 0.025), (0.15, y)], (0.008, 0.014, 0.008), mix(belly, coat, 0.4), within=plates)
    for half in pen.halves():
        half.oval((0.17, -0.03), (0.1, 0.05), lighter(coat, 0.15))
        half.limb(path(".17,-.4 .22,-.3 .14,-.25"), (0.09, 0.08, 0.06), coat)
    _dragon_head(pen, look, skin, belly)


def _dragon_head(pen: Pen, look: Look, skin: Fill, belly: Color) -> None:
    coat = skin.stops[1]
    for half in pen.halves():
        half.limb(
            path(".09,-.85 .15,-.97 .13,-1.06"),
            (0.07, 0.045, 0.008),
            Fill((rgb("#fff1cf"), rgb("#d9b36c"))),
        )
        half.blob(
            path(".18,-.74 .32,-.84 .32,-.84 .28,-.66"),
            look.palette.accent,
        )
    face = pen.blob(
        path("0,-.93 .16,-.88 .22,-.72 .2,-.56 .1,-.48 -.1,-.48 -.2,-.56 -.22,-.72 -.16,-.88"),
        skin,
    )
    pen.oval((0, -0.545), (0.17, 0.085), Fill((lighter(coat, 0.35), belly)), within=face)
    for x in (-0.1, 0.0, 0.1):
        pen.polygon([(x - 0.04, -0.895), (x, -0.98 + abs(x) * 0.3), (x + 0.04, -0.895)], look.palette.accent)
    for half in pen.halves():
        half.oval((0.1, -0.71), (0.052, 0.062), WHITE)
        half.eye((0.095, -0.705), (0.036, 0.046), INK)
        half.oval((0.045, -0.575), (0.012, 0.015), darker(coat, 0.55))
        half.oval((0.15, -0.61), (0.035, 0.022), rgb("#f07f7a"), opacity=0.45)
    pen.limb(path("-.08,-.52 0,-.495 .08,-.52"), (0.006, 0.014, 0.006), darker(coat, 0.6))


def balloon(pen: Pen, look: Look) -> None:
    """A striped hot-air balloon."""
    coat = look.color(look.palette.accent)
    for half in pen.halves():
        half.polygon(path(".124,-.36 .13,-.36 .068,-.12 .062,-.12"), INK, opacity=0.7)
    _envelope(pen, coat)
    pen.box(-0.125, -0.35, 0.125, -0.325, darker(coat, 0.35))
    _basket(pen, rgb("#a8703f"))


def _envelope(pen: Pen, coat: Color) -> None:
    """The striped bag, lit from the left."""
    bag = mirrored(path("0,-1 .22,-.95 .35,-.78 .34,-.58 .22,-.42 .12,-.33 .12,-.33 0,-.33"))
    body = pen.blob(bag, coat)
    stripes = (rgb("#fdf3df"), mix(coat, rgb("#f7c95c"), 0.6), coat, rgb("#fdf3df"))
    gore = mirrored(path("0,-1.01 1,-.78 1,-.62 .36,-.32"))
    for width, tone in zip((0.32, 0.23, 0.14, 0.05), stripes, strict=True):
        pen.blob([(x * width, y) for x, y in gore], tone, within=body)
    shade = Fill((coat, darker(coat, 0.6)), across=True, shade=darker(coat, 0.7))
    pen.polygon(path(".1,-1.05 .5,-1.05 .5,-.2 .06,-.2"), shade, opacity=0.16, within=body)
    pen.oval((-0.2, -0.8), (0.05, 0.13), WHITE, turn=24, opacity=0.35, within=body)


def _basket(pen: Pen, wicker: Color) -> None:
    outline = path("-.075,-.13 .075,-.13 .06,0 .06,0 -.06,0 -.06,0")
    basket = pen.blob(outline, Fill((lighter(wicker, 0.2), darker(wicker, 0.2))))
    pen.box(-0.08, -0.135, 0.08, -0.11, lighter(wicker, 0.3))
    for y in (-0.085, -0.05):
        pen.box(-0.08, y, 0.08, y + 0.008, darker(wicker, 0.3), within=basket)


def rocket(pen: Pen, look: Look) -> None:
    """A round-bellied rocket with a flame, leaning into its flight."""
    tilted = pen.at(0, 0, turn=look.rng.uniform(10, 24))
    trim = look.color(rgb("#e4572e"))
    tilted.glow((0, -0.08), 0.34, rgb("#ffb13d"), 0.75)
    flame = path("-1,-.24 1,-.24 .7,-.12")
    for wide, long, tone in ((0.12, 0.2, "#f46b2f"), (0.085, 0.12, "#ffb13d"), (0.045, 0.05, "#fff3c4")):
        tongue = [*((x * wide, y) for x, y in flame), (0, long), (0, long), (-0.7 * wide, -0.12)]
        tilted.blob(tongue, Fill((rgb(tone), lighter(rgb(tone), 0.2))))
    for half in tilted.halves():
        half.blob(
            path(".14,-.5 .3,-.3 .3,-.12 .3,-.12 .12,-.24"),
            Fill((lighter(trim, 0.15), darker(trim, 0.2))),
        )
    hull = tilted.blob(
        path("0,-1.02 0,-1.02 .13,-.86 .2,-.6 .17,-.34 .1,-.2 .1,-.2 -.1,-.2 -.1,-.2 -.17,-.34 -.2,-.6 -.13,-.86"),
        Fill((WHITE, rgb("#e9e6ea"), rgb("#aeb2c4")), across=True),
    )
    tilted.box(-0.3, -1.1, 0.3, -0.82, Fill((lighter(trim, 0.2), trim, darker(trim, 0.3)), across=True), within=hull)
    tilted.box(-0.3, -0.3, 0.3, -0.25, trim, within=hull)
    tilted.oval((0, -0.62), (0.095, 0.095), rgb("#4a5270"))
    window = tilted.oval((0, -0.62), (0.072, 0.072), Fill((rgb("#bfe9f5"), rgb("#3d8fc0"))))
    tilted.oval((-0.025, -0.65), (0.03, 0.018), WHITE, turn=-35, opacity=0.8, within=window)
    tilted.limb(path("0,-.4 0,-.28 0,-.14"), (0.035, 0.045, 0.03), darker(trim, 0.25))


def planet(pen: Pen, look: Look) -> None:
    """A banded giant with a ring."""
    coat = look.color(look.palette.accent)
    tilted = pen.at(0, -0.5, turn=-18)
    ring = [(0.86 * cos(tau * k / 48), 0.2 * sin(tau * k / 48)) for k in range(49)]
    tilted.glow((0, 0), 0.85, coat, 0.4)
    tilted.limb(ring[24:], (0.02, 0.1, 0.02), lighter(coat, 0.35))
    ball = tilted.polygon(
        oval(0, 0, 0.46, 0.46), Fill((lighter(coat, 0.4), coat, darker(coat, 0.25)), shade=darker(coat, 0.55))
    )
    for level, thick in ((-0.3, 0.03), (-0.14, 0.06), (0.08, 0.04), (0.25, 0.05)):
        tilted.oval((0, level), (0.5, thick), mix(coat, rgb("#fff1d6"), 0.5), opacity=0.5, within=ball)
    tilted.oval((0.16, 0.17), (0.09, 0.045), darker(coat, 0.3), opacity=0.6, within=ball)
    tilted.limb(ring[:25], (0.02, 0.1, 0.02), Fill((lighter(coat, 0.6), lighter(coat, 0.3))))
