"""Things: on a table (cup, book, apple), on water (boat, ship), on a road (car)."""

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import limb, oval, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")
GLASS = rgb("#a9d3e0")
TIMBER = rgb("#8a5236")
MAST = rgb("#5b3d30")
SAIL = rgb("#fdf4e3")


def cup(pen: Pen, look: Look) -> None:
    """A cup on a saucer, steaming."""
    glaze = look.color(look.palette.accent)
    china = Fill((lighter(glaze, 0.35), glaze, darker(glaze, 0.3)), across=True, shade=darker(glaze, 0.5))
    pen.oval((0, -0.06), (0.56, 0.09), Fill((lighter(glaze, 0.45), darker(glaze, 0.2))))
    pen.oval((0, -0.08), (0.36, 0.05), darker(glaze, 0.25))
    pen.limb(path(".3,-.46 .48,-.48 .52,-.34 .42,-.22 .27,-.2"), (0.07, 0.07, 0.07), china)
    pen.blob(
        path("-.38,-.56 .38,-.56 .36,-.34 .24,-.12 .1,-.08 -.1,-.08 -.24,-.12 -.36,-.34"),
        china,
    )
    pen.oval((0, -0.56), (0.385, 0.085), lighter(glaze, 0.5))
    coffee = pen.oval((0, -0.55), (0.345, 0.068), Fill((rgb("#8a5a3a"), rgb("#4a2c1f"))))
    pen.blob(
        path("0,-.515 -.1,-.56 -.05,-.585 0,-.565 .05,-.585 .1,-.56"),
        rgb("#f0d9b5"),
        within=coffee,
    )
    pen.blob(path("-.27,-.46 -.22,-.46 -.17,-.22 -.2,-.2 -.26,-.32"), WHITE, opacity=0.3)
    for x, sway in ((-0.13, 0.06), (0.02, -0.06), (0.16, 0.05)):
        pen.canvas.shape([pen.on_canvas(p) for p in _steam(x, sway)], WHITE, opacity=0.32)


def _steam(x: float, sway: float) -> list[tuple[float, float]]:
    return limb([(x, -0.64), (x + sway, -0.76), (x - sway, -0.9), (x + sway * 0.6, -1.05)], (0.02, 0.055, 0.045, 0.004))


def book(pen: Pen, look: Look) -> None:
    """An open book on a pile of closed ones."""
    cover = look.color(look.palette.accent)
    pile = ((0.5, 0.0, cover), (0.45, 0.11, mix(cover, look.palette.near, 0.7)), (0.48, 0.22, rgb("#d9a84e")))
    for wide, lift, tone in pile:
        pen.box(-wide, -lift - 0.11, wide, -lift, Fill((lighter(tone, 0.2), darker(tone, 0.15))))
        for band in (-wide + 0.1, wide - 0.14):
            pen.box(band, -lift - 0.11, band + 0.04, -lift, mix(tone, rgb("#f3dfae"), 0.65))
    pen.polygon(path("-.62,-.36 .62,-.36 .58,-.33 -.58,-.33"), darker(cover, 0.3))
    for half in pen.halves():
        _page(half, darker(cover, 0.2))
    pen.limb(path(".06,-.78 .1,-.5 .09,-.26"), (0.04, 0.04, 0.04), rgb("#c8423b"))


def _page(half: Pen, cover: Color) -> None:
    """The right page of an open book."""
    outline = path("0,-.36 0,-.74 .2,-.84 .44,-.82 .62,-.76 .62,-.76 .62,-.38 .62,-.38 .3,-.44 0,-.36")
    half.blob([(x, y + 0.025) for x, y in outline], cover)
    leaf = half.blob(outline, Fill((rgb("#fffaf0"), rgb("#f1e6d0")), shade=rgb("#c9b592"), reach=0.4))
    for row in range(6):
        y = -0.74 + row * 0.052
        line = [(0.1, y + 0.015), (0.3, y - 0.045), (0.54, y - 0.012)]
        half.limb(line, (0.01, 0.01), rgb("#b3a48d"), within=leaf, opacity=0.8)


def apple(pen: Pen, look: Look) -> None:
    """A glossy apple with a leaf."""
    skin = look.color(rgb("#d8402f"))
    outline = path(
        "0,-.8 .16,-.87 .38,-.8 .47,-.55 .38,-.22 .18,-.01 0,-.05 -.18,-.01 -.38,-.22 -.47,-.55 -.38,-.8 -.16,-.87"
    )
    fruit = pen.blob(
        outline, Fill((lighter(skin, 0.25), skin, darker(skin, 0.35)), across=True, shade=darker(skin, 0.55))
    )
    pen.oval((0.05, -0.5), (0.36, 0.5), mix(skin, rgb("#f7c95c"), 0.5), opacity=0.2, within=fruit)
    pen.oval((0, -0.81), (0.15, 0.04), darker(skin, 0.45), within=fruit)
    pen.limb(path("0,-.79 .01,-.92 .07,-1.04"), (0.025, 0.03, 0.045), rgb("#6b4a3a"))
    leaf = look.palette.leaf
    pen.blob(
        path(".04,-.93 .04,-.93 .2,-1.06 .42,-1.03 .42,-1.03 .26,-.9"),
        Fill((lighter(leaf, 0.3), leaf), shade=darker(leaf, 0.4)),
    )
    pen.oval((-0.24, -0.63), (0.07, 0.14), WHITE, turn=22, opacity=0.55, within=fruit)


def _hull(pen: Pen, color: Color, half: float) -> None:
    hull = pen.blob(
        [
            (-half, -0.2),
            (-half, -0.2),
            (0, -0.16),
            (half * 1.12, -0.24),
            (half * 1.12, -0.24),
            (half * 0.8, 0.0),
            (half * 0.7, 0.03),
            (-half * 0.74, 0.03),
            (-half * 0.84, -0.02),
        ],
        Fill((lighter(color, 0.18), color, darker(color, 0.35)), shade=darker(color, 0.55)),
    )
    pen.limb([(-half, -0.13), (0, -0.1), (half * 1.1, -0.17)], (0.02, 0.02, 0.02), rgb("#f3e6cc"), within=hull)


def _wake(pen: Pen, half: float) -> None:
    for y, reach, opacity in ((0.03, 1.15, 0.6), (0.07, 0.85, 0.35), (0.115, 0.5, 0.25)):
        pen.canvas.shape([pen.on_canvas(p) for p in _ripple(half * reach, y)], WHITE, opacity=opacity)


def _ripple(half: float, y: float) -> list[tuple[float, float]]:
    return oval(0, y, half, 0.012)


def boat(pen: Pen, look: Look) -> None:
    """A sailing boat with two sails."""
    hull, sail = look.color(TIMBER), SAIL
    pen.box(-0.012, -0.98, 0.012, -0.16, MAST)
    main = pen.blob(
        path(".03,-.96 .03,-.96 .22,-.62 .42,-.26 .42,-.26 .03,-.23 .03,-.23"),
        Fill((WHITE, sail, darker(sail, 0.18)), shade=darker(sail, 0.35), reach=0.5),
    )
    accent = look.palette.accent
    pen.polygon(path("0,-.62 .5,-.62 .5,-.5 0,-.5"), accent, within=main)
    pen.blob(
        path("-.03,-.9 -.03,-.9 -.16,-.6 -.36,-.27 -.36,-.27 -.03,-.23 -.03,-.23"),
        Fill((lighter(accent, 0.35), accent), shade=darker(accent, 0.4)),
    )
    pen.blob(path("0,-1 -.1,-.985 -.16,-.965 -.16,-.965 -.08,-.95 0,-.95"), accent)
    _hull(pen, hull, 0.44)
    _wake(pen, 0.48)


def ship(pen: Pen, look: Look) -> None:
    """A three-masted ship under full sail."""
    pen.limb(path(".5,-.2 .62,-.28 .76,-.38"), (0.03, 0.022, 0.01), MAST)
    pen.polygon(path(".74,-.37 .36,-.74 .42,-.28"), Fill((SAIL, darker(SAIL, 0.15))), opacity=0.95)
    for x, high in ((-0.36, 0.8), (0.32, 0.86), (-0.02, 1.0)):
        _mast(pen.at(x, 0), high, look.palette.accent)
    pen.polygon(path("-.58,-.34 -.36,-.3 -.34,-.14 -.54,-.14"), darker(look.color(TIMBER), 0.2))
    _hull(pen, look.color(TIMBER), 0.56)
    for x in (-0.3, -0.15, 0.0, 0.15, 0.3):
        pen.box(x - 0.02, -0.085, x + 0.02, -0.05, INK)
    _wake(pen, 0.6)


def _mast(pen: Pen, high: float, flag: Color) -> None:
    """A mast with three square sails, wider the lower, and a pennant."""
    pen.box(-0.01, -high, 0.01, -0.16, MAST)
    cloth = path("-1,0 -1,0 1,0 1,0 1.45,.55 1.08,1 1.08,1 -1.05,1 -1.05,1 -.6,.5")
    billow = Fill((WHITE, SAIL, darker(SAIL, 0.22)), across=True, shade=darker(SAIL, 0.4), reach=0.5)
    for level in range(3):
        top = -high + 0.05 + level * (high - 0.3) / 3
        half, tall = 0.1 + 0.035 * level, (high - 0.34) / 3
        pen.blob([(x * half, top + y * tall) for x, y in cloth], billow)
    pennant = pen.at(0, -high)
    pennant.blob(path("0,-.03 -.07,-.02 -.13,0 -.13,0 -.06,.02 0,.02"), flag)


def car(pen: Pen, look: Look) -> None:
    """A small round car with luggage on its roof."""
    paint = look.color(look.palette.accent)
    metal = Fill((lighter(paint, 0.28), paint, darker(paint, 0.22)), shade=darker(paint, 0.45), reach=0.5)
    pen.box(-0.34, -0.93, 0.02, -0.8, Fill((rgb("#b0764a"), rgb("#7d4f33"))))
    pen.box(-0.24, -1.02, -0.02, -0.93, Fill((rgb("#6fa38f"), rgb("#4c7a69"))))
    pen.limb(path("-.46,-.79 -.15,-.8 .2,-.79"), (0.03, 0.03, 0.03), INK)
    cabin = pen.blob(
        path("-.62,-.44 -.54,-.68 -.38,-.78 .1,-.78 .3,-.66 .44,-.44 .44,-.36 -.62,-.36"),
        metal,
    )
    for window in (
        path("-.5,-.47 -.44,-.65 -.34,-.7 -.14,-.7 -.14,-.47"),
        path("-.07,-.47 -.07,-.7 .08,-.7 .22,-.62 .32,-.47"),
    ):
        pen.polygon(window, Fill((lighter(GLASS, 0.5), darker(GLASS, 0.25))), within=cabin)
    pen.blob(
        path("-.78,-.36 -.66,-.46 .3,-.46 .66,-.42 .8,-.3 .8,-.14 .72,-.12 -.72,-.12 -.8,-.18"),
        metal,
    )
    pen.box(-0.105, -0.44, -0.095, -0.16, darker(paint, 0.35))
    pen.box(-0.04, -0.37, 0.04, -0.345, lighter(paint, 0.6))
    pen.oval((0.72, -0.29), (0.05, 0.06), Fill((WHITE, rgb("#ffe39a"))))
    pen.oval((-0.76, -0.3), (0.025, 0.045), rgb("#c8423b"))
    for x in (-0.46, 0.44):
        pen.oval((x, -0.12), (0.165, 0.165), darker(paint, 0.6))
        pen.oval((x, -0.12), (0.135, 0.135), INK)
        pen.oval((x, -0.12), (0.075, 0.075), Fill((WHITE, rgb("#a9aebc"))))
