"""Buildings: house, castle, lighthouse, windmill, bridge."""

from math import cos, pi, sin

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")
GLASS = rgb("#3b5472")
LAMPLIGHT = rgb("#ffd98a")
WHITEWASH = rgb("#f4efe6")
SHADED = rgb("#b9b7bd")

#: The length of a lighthouse's beam: beyond the edge of the widest picture.
BEAM = 8.0


def _wall(color: Color) -> Fill:
    return Fill((lighter(color, 0.18), color, darker(color, 0.28)), across=True, shade=darker(color, 0.5))


def _window(pen: Pen, x: float, y: float, size: float, look: Look) -> None:
    """An arched window, lit at night."""
    if look.palette.night:
        pen.glow((x, y), size * 3, LAMPLIGHT, 0.55)
    pane = LAMPLIGHT if look.palette.night else GLASS
    arch = [(x + size * cos(pi * k / 10), y - size * 0.5 - size * sin(pi * k / 10)) for k in range(11)]
    pen.polygon([*arch, (x - size, y + size), (x + size, y + size)], Fill((lighter(pane, 0.3), pane)))
    pen.box(x - size * 0.1, y - size * 1.5, x + size * 0.1, y + size, darker(pane, 0.55))


def house(pen: Pen, look: Look) -> None:
    """A cottage with a steep roof, a smoking chimney and a round window."""
    wall, roof = look.color(rgb("#f2dfc0")), mix(look.palette.accent, rgb("#b5483a"), 0.5)
    pen.box(0.2, -0.92, 0.3, -0.6, Fill((rgb("#b0705a"), rgb("#7d4a40"))))
    for index, (x, y) in enumerate(((0.27, -1.0), (0.31, -1.09), (0.38, -1.18))):
        pen.oval((x, y), (0.05 + index * 0.018, 0.04 + index * 0.014), WHITE, opacity=0.5 - index * 0.12)
    pen.box(-0.38, -0.52, 0.38, 0, _wall(wall))
    pen.polygon(
        path("-.47,-.48 -.16,-.92 .16,-.92 .47,-.48"),
        Fill((lighter(roof, 0.2), roof), shade=darker(roof, 0.5)),
    )
    pen.box(-0.38, -0.48, 0.38, -0.45, darker(wall, 0.4))
    pen.polygon(path("-.2,-.48 0,-.8 .2,-.48"), _wall(wall))
    pen.limb(
        path("-.235,-.47 -.235,-.47 0,-.84 0,-.84 .235,-.47 .235,-.47"),
        (0.045, 0.045),
        darker(roof, 0.15),
    )
    _window(pen, 0, -0.57, 0.055, look)
    for x in (-0.25, 0.25):
        _window(pen, x, -0.25, 0.07, look)
        pen.box(x - 0.1, -0.185, x + 0.1, -0.155, darker(roof, 0.1))
    door = rgb("#5a7a6b")
    pen.polygon(
        path("-.08,0 -.08,-.25 -.05,-.31 .05,-.31 .08,-.25 .08,0"),
        Fill((lighter(door, 0.2), darker(door, 0.2))),
    )
    pen.oval((0.05, -0.14), (0.012, 0.012), rgb("#f2c14e"))
    for x in (-0.36, -0.16, 0.16, 0.36):
        pen.oval((x, -0.025), (0.075, 0.055), Fill((lighter(look.palette.leaf, 0.2), darker(look.palette.leaf, 0.2))))


def _tower(pen: Pen, look: Look, tower: tuple[float, float, float], stone: Color, roof: Color) -> None:
    """A round tower (middle, half width, height) under a cone with a flag."""
    x, half, high = tower
    pen.box(x - half, -high, x + half, 0, _wall(stone))
    pen.box(x - half * 1.25, -high - 0.03, x + half * 1.25, -high + 0.04, _wall(lighter(stone, 0.1)))
    peak = -high - half * 3.1
    pen.polygon(
        [(x - half * 1.4, -high - 0.02), (x, peak), (x + half * 1.4, -high - 0.02)],
        Fill((lighter(roof, 0.25), roof, darker(roof, 0.4)), across=True),
    )
    pen.box(x - 0.004, peak - 0.08, x + 0.004, peak + 0.02, INK)
    flag = look.palette.accent
    pen.blob(
        [
            (x, peak - 0.085),
            (x + 0.05, peak - 0.075),
            (x + 0.1, peak - 0.055),
            (x + 0.1, peak - 0.055),
            (x + 0.05, peak - 0.04),
            (x, peak - 0.035),
        ],
        flag,
    )
    _window(pen, x, -high * 0.72, half * 0.28, look)


def castle(pen: Pen, look: Look) -> None:
    """Towers around a gate."""
    stone = look.color(mix(rgb("#d9c8b4"), look.palette.sky[-1], 0.25))
    roof = mix(rgb("#4f5d95"), look.palette.sky[0], 0.3)
    for tower in ((-0.2, 0.075, 0.64), (0.22, 0.07, 0.58)):
        _tower(pen, look, tower, darker(stone, 0.16), roof)
    _tower(pen, look, (0.0, 0.105, 0.66), stone, roof)
    pen.box(-0.4, -0.36, 0.4, 0, _wall(darker(stone, 0.06)))
    for index in range(9):
        x = -0.4 + index * 0.095
        pen.box(x, -0.405, x + 0.055, -0.35, darker(stone, 0.04))
    for tower in ((-0.4, 0.085, 0.46), (0.4, 0.085, 0.46)):
        _tower(pen, look, tower, stone, roof)
    arch = [(0.1 * cos(pi * k / 12), -0.15 - 0.1 * sin(pi * k / 12)) for k in range(13)]
    surround = [(x * 1.3, -0.15 + (y + 0.15) * 1.3) for x, y in arch]
    pen.polygon([*surround, (-0.13, 0.0), (0.13, 0.0)], lighter(stone, 0.2))
    gate = pen.polygon([*arch, (-0.1, 0), (0.1, 0)], Fill((rgb("#6b4a3a"), rgb("#3a2723"))))
    for x in (-0.05, 0.0, 0.05):
        pen.box(x - 0.004, -0.3, x + 0.004, 0, INK, within=gate)
    for x in (-0.24, 0.24):
        _window(pen, x, -0.19, 0.026, look)


def lighthouse(pen: Pen, look: Look) -> None:
    """A striped tower on rocks; its lamp throws two beams."""
    stripe = look.color(rgb("#d8483c"))
    for half, opacity in zip(pen.halves(), (0.17, 0.12), strict=True):
        _beam(half, opacity)
    tower = pen.polygon(path("-.085,-.8 .085,-.8 .15,-.04 -.15,-.04"), Fill((WHITE, WHITEWASH, SHADED), across=True))
    paint = Fill((lighter(stripe, 0.25), stripe, darker(stripe, 0.35)), across=True)
    for top in (-0.8, -0.49, -0.18):
        pen.box(-0.2, top, 0.2, top + 0.15, paint, within=tower)
    for y in (-0.55, -0.26):
        _window(pen, 0.0, y, 0.022, look)
    _lantern(pen, stripe)
    _rocks(pen, mix(look.palette.ink, look.palette.far, 0.35))


def _beam(half: Pen, opacity: float) -> None:
    light = mix(LAMPLIGHT, WHITE, 0.3)
    for spread in (0.07, 0.12):
        beam = [(0, -0.875), (BEAM, -0.9 - spread * BEAM), (BEAM, -0.9 + spread * BEAM)]
        half.canvas.shape([half.on_canvas(point) for point in beam], light, opacity=opacity)


def _lantern(pen: Pen, roof: Color) -> None:
    """A gallery with a railing, a lamp behind glass, a small roof."""
    pen.box(-0.125, -0.82, 0.125, -0.79, INK)
    for x in (-0.115, -0.07, 0.07, 0.115):
        pen.box(x - 0.004, -0.87, x + 0.004, -0.81, INK)
    pen.box(-0.12, -0.872, 0.12, -0.862, INK)
    pen.glow((0, -0.88), 0.34, LAMPLIGHT, 0.95)
    pen.box(-0.06, -0.93, 0.06, -0.82, Fill((WHITE, LAMPLIGHT)))
    for x in (-0.06, 0.0, 0.055):
        pen.box(x, -0.93, x + 0.006, -0.82, INK)
    tiles = Fill((lighter(roof, 0.2), darker(roof, 0.3)), across=True)
    pen.polygon(path("-.085,-.925 0,-1.03 .085,-.925"), tiles)


def _rocks(pen: Pen, rock: Color) -> None:
    behind = path("-.42,.03 -.3,-.1 -.14,-.09 -.05,-.14 .12,-.08 .28,-.11 .44,.03")
    before = path("-.5,.05 -.36,-.04 -.2,-.02 .04,-.06 .2,-.01 .36,-.05 .52,.05")
    for outline, tone in ((behind, rock), (before, darker(rock, 0.35))):
        pen.polygon(outline, Fill((lighter(tone, 0.25), tone), shade=darker(tone, 0.5)))


def windmill(pen: Pen, look: Look) -> None:
    """A mill with four lattice sails."""
    wall = look.color(rgb("#efe3cb"))
    pen.polygon(path("-.13,-.62 .13,-.62 .21,0 -.21,0"), _wall(wall))
    cap = rgb("#7b4b3a")
    pen.blob(
        path("-.16,-.61 -.12,-.72 0,-.78 .12,-.72 .16,-.61 .16,-.61 -.16,-.61"),
        Fill((lighter(cap, 0.2), darker(cap, 0.3))),
    )
    _window(pen, 0, -0.42, 0.035, look)
    pen.box(-0.055, -0.17, 0.055, 0, Fill((rgb("#7d5a46"), rgb("#4a332b"))))
    hub = pen.at(0, -0.66, turn=look.rng.uniform(10, 80))
    for turn in (0, 90, 180, 270):
        sail = hub.at(0, 0, turn=turn)
        sail.polygon(path(".02,-.08 .13,-.08 .13,-.45 .02,-.45"), rgb("#fbf3e2"), opacity=0.9)
        sail.box(-0.008, -0.47, 0.014, 0, rgb("#5b3d30"))
        for level in (-0.14, -0.22, -0.3, -0.38, -0.45):
            sail.box(0, level, 0.13, level + 0.008, rgb("#8b6a54"))
    hub.oval((0, 0), (0.03, 0.03), rgb("#3f2a24"))


def bridge(pen: Pen, look: Look) -> None:
    """A suspension bridge; a river of mist runs below it."""
    steel = look.color(rgb("#cf5240"))
    deck = -0.3
    for x in (-0.62, 0.62):
        for aside in (-0.05, 0.05):
            pen.box(x + aside - 0.022, -1.0, x + aside + 0.022, 0.02, Fill((lighter(steel, 0.15), darker(steel, 0.35))))
        for y in (-0.98, -0.78, -0.55):
            pen.box(x - 0.06, y, x + 0.06, y + 0.045, darker(steel, 0.15))
        pen.box(x - 0.13, -0.05, x + 0.13, 0.06, darker(steel, 0.6))
    cable = [(x / 20 * 0.62, deck - 0.06 - 0.62 * (x / 20) ** 2) for x in range(-20, 21)]
    sides = [[(side * 0.62, -0.97), (side * 1.0, -0.55), (side * 1.6, -0.3)] for side in (-1, 1)]
    for line in (cable, *sides):
        pen.limb(line, (0.018, 0.018), steel)
    for x, y in cable[1:-1:2]:
        pen.box(x - 0.003, y, x + 0.003, deck, lighter(steel, 0.15))
    pen.box(-1.7, deck, 1.7, deck + 0.06, Fill((lighter(steel, 0.25), darker(steel, 0.3))))
    pen.box(-1.7, deck + 0.06, 1.7, deck + 0.085, darker(steel, 0.6))
