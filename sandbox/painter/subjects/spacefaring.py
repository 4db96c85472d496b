"""A spaceship under way, and the planet it came to see."""

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, darker, lighter, mix, rgb
from sandbox.painter.curves import path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

HULL = rgb("#d8dde6")
PANEL = rgb("#2c4f92")
FLAME = rgb("#6fd3ff")
#: Cloud bands of Jupiter from its north to its south: the middle and half the thickness of each, and its color.
BANDS = (
    (-0.82, 0.1, "#b98b68"), (-0.56, 0.08, "#a8623f"), (-0.36, 0.1, "#f3e3c8"), (-0.16, 0.09, "#b5673f"),
    (0.02, 0.08, "#f7ead2"), (0.2, 0.1, "#9c5536"), (0.42, 0.09, "#ecd3ad"),
    (0.6, 0.07, "#b98560"), (0.84, 0.12, "#8d6a52"),
)  # fmt: skip


def spaceship(pen: Pen, look: Look) -> None:
    """A white hull with a cockpit, blue panels aside and burning engines, climbing to the right."""
    ship = pen.at(0, -0.5, turn=look.rng.uniform(-16, -6))
    hull = look.color(HULL)
    metal = Fill((lighter(hull, 0.5), hull, darker(hull, 0.45)), shade=darker(hull, 0.55), reach=0.5)
    for y in (-0.1, 0.1):
        ship.glow((-0.95, y), 0.3, FLAME, 0.8)
        for long, tone in ((0.5, FLAME), (0.28, WHITE)):
            ship.blob(
                [(-0.72, y - 0.055), (-0.72 - long, y), (-0.72 - long, y), (-0.72, y + 0.055)], tone, opacity=0.85
            )
    ship.blob(path("-.2,-.14 -.5,-.5 -.68,-.52 -.68,-.52 -.62,-.12"), Fill((darker(hull, 0.1), darker(hull, 0.4))))
    _panels(ship)
    body = ship.blob(
        path("-.74,-.17 -.3,-.22 .3,-.19 .72,-.08 .98,.03 .98,.03 .7,.12 .2,.19 -.4,.2 -.74,.16 -.74,.16"), metal
    )
    ship.box(-0.56, -0.3, -0.46, 0.3, rgb("#e4572e"), within=body)
    ship.blob(path(".36,-.14 .6,-.08 .76,-.01 .58,.02 .4,0"), Fill((rgb("#9fe3ff"), rgb("#22406e"))), within=body)
    for x in (-0.3, -0.14, 0.02, 0.18):
        ship.oval((x, 0.0), (0.045, 0.045), rgb("#22406e"))
        ship.oval((x - 0.01, -0.012), (0.022, 0.022), rgb("#ffe7ae"))
    ship.limb([(-0.7, 0.11), (0, 0.13), (0.7, 0.06)], (0.012, 0.012, 0.008), darker(hull, 0.4))
    ship.blob(path("-.3,.1 -.6,.42 -.82,.44 -.82,.44 -.68,.12"), Fill((hull, darker(hull, 0.35))))
    for y in (-0.1, 0.1):
        ship.box(-0.8, y - 0.075, -0.7, y + 0.075, Fill((darker(hull, 0.5), darker(hull, 0.2))))


def _panels(ship: Pen) -> None:
    """A wing of solar cells on either side."""
    for half, slope in ((-1, 0.16), (1, -0.1)):
        edge = 0.62 * half
        wing = ship.polygon(
            [(-0.12, 0.1 * half), (0.16, 0.1 * half), (0.16 + slope, edge), (-0.12 + slope, edge)],
            Fill((lighter(PANEL, 0.3), PANEL)),
        )
        for share in (0.25, 0.5, 0.75):
            y = 0.1 * half + (edge - 0.1 * half) * share
            ship.limb([(-0.3, y), (0.5, y)], (0.012, 0.012), lighter(PANEL, 0.6), within=wing)
        ship.limb([(0.02, 0.1 * half), (0.02 + slope, edge)], (0.014, 0.014), lighter(PANEL, 0.6), within=wing)


def jupiter(pen: Pen, look: Look) -> None:
    """The banded giant with its red spot, lit from one side."""
    globe = pen.at(0, -0.5, 0.5)
    base = look.color(rgb("#e3c39a"))
    globe.glow((0, 0), 1.5, base, 0.35)
    ball = globe.oval((0, 0), (1, 1), base)
    for middle, half, code in BANDS:
        tone = mix(rgb(code), base, 0.25 if look.coat is None else 0.7)
        wave = [(x / 8, middle + 0.02 * look.rng.uniform(-1, 1) + (x / 8) ** 2 * 0.05) for x in range(-9, 10)]
        globe.limb(wave, (half * 2, half * 2.2, half * 2), Fill((lighter(tone, 0.12), tone)), within=ball, opacity=0.85)
    globe.oval((0.34, 0.3), (0.25, 0.14), rgb("#e9b08a"), within=ball)
    globe.oval((0.34, 0.3), (0.19, 0.1), Fill((rgb("#d9603c"), rgb("#b8442c"))), within=ball)
    for shift, opacity in ((0.55, 0.3), (0.8, 0.35), (1.05, 0.4)):
        night = [(shift - 0.35, -1.2), (shift + 1.4, -1.2), (shift + 1.4, 1.2), (shift - 0.35, 1.2), (shift - 0.05, 0)]
        globe.blob(night, rgb("#07060f"), within=ball, opacity=opacity)
