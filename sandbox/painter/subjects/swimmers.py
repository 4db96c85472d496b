"""Fish, whale and dolphin, swimming to the right."""

from sandbox.painter.canvas import Fill, Mask
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")


def fish(pen: Pen, look: Look) -> None:
    """A plump fish with scales and veil fins."""
    coat = look.color(rgb("#f5873c"))
    fin = Fill((lighter(coat, 0.45), coat), shade=darker(coat, 0.3))
    pen.blob(
        path("-.45,-.5 -.7,-.72 -.98,-.84 -.98,-.84 -.86,-.5 -1,-.14 -1,-.14 -.7,-.3"),
        fin,
    )
    pen.blob(path("-.34,-.72 -.3,-.98 -.05,-1.06 .22,-.94 .3,-.78"), fin)
    pen.blob(path("-.2,-.24 -.26,-.02 -.26,-.02 .02,-.06 .14,-.2"), fin)
    outline = path("-.56,-.5 -.3,-.74 .06,-.86 .42,-.76 .66,-.52 .66,-.46 .42,-.24 .06,-.14 -.3,-.26")
    body = pen.blob(outline, Fill((lighter(coat, 0.3), coat, darker(coat, 0.12)), shade=darker(coat, 0.4), reach=0.5))
    _scales(pen, lighter(coat, 0.5), body)
    pen.blob(
        path(".3,-.9 .8,-.9 .8,-.1 .3,-.1 .22,-.5"),
        lighter(coat, 0.22),
        within=body,
        opacity=0.75,
    )
    pen.blob(path(".14,-.48 -.04,-.4 -.16,-.24 -.16,-.24 .06,-.24 .2,-.36"), fin)
    pen.oval((0.44, -0.55), (0.075, 0.078), WHITE)
    pen.eye((0.455, -0.55), (0.046, 0.05), INK)
    pen.limb(path(".63,-.42 .57,-.39 .54,-.41"), (0.008, 0.016, 0.006), darker(coat, 0.5))


def _scales(pen: Pen, color: Color, body: Mask) -> None:
    for column in range(6):
        for row in range(5):
            x, y = -0.42 + column * 0.11, -0.74 + row * 0.115 + (column % 2) * 0.057
            scale = [(x, y), (x + 0.05, y + 0.05), (x, y + 0.1)]
            pen.limb(scale, (0.006, 0.016, 0.006), color, within=body, opacity=0.65)


def whale(pen: Pen, look: Look) -> None:
    """A blue whale with a grooved belly and a friendly eye."""
    coat = look.color(rgb("#3a6ea5"))
    skin = Fill((lighter(coat, 0.24), coat, darker(coat, 0.2)), shade=darker(coat, 0.45))
    pen.blob(
        path(
            "-.78,-.62 -1,-.9 -1.28,-.98 -1.28,-.98 -1.1,-.72 -.96,-.62 -1.14,-.46 -1.24,-.3 "
            "-1.24,-.3 -.98,-.36 -.78,-.5"
        ),
        skin,
    )
    outline = path("-.98,-.62 -.6,-.74 -.1,-.93 .4,-.96 .82,-.8 .96,-.54 .84,-.3 .45,-.14 0,-.14 -.5,-.38 -.96,-.54")
    body = pen.blob(outline, skin)
    _throat(pen, coat, body)
    pen.blob(
        path(".28,-.34 .2,-.12 0,0 0,0 .02,-.2 .1,-.36"),
        Fill((coat, darker(coat, 0.3))),
    )
    pen.eye((0.6, -0.53), (0.03, 0.034), INK)
    pen.limb(path(".93,-.49 .74,-.455 .6,-.45 .54,-.47"), (0.008, 0.014, 0.012, 0.006), darker(coat, 0.45))
    for x, y in ((0.3, -0.85), (0.42, -0.87), (0.2, -0.82), (-0.1, -0.8), (0.52, -0.82)):
        pen.oval((x, y), (0.018, 0.012), lighter(coat, 0.5), opacity=0.6)


def _throat(pen: Pen, coat: Color, body: Mask) -> None:
    """The pale grooved front of a whale."""
    belly = mix(coat, rgb("#f4f1e6"), 0.78)
    outline = path("1,-.5 .7,-.44 .35,-.4 -.1,-.34 -.4,-.38 -.1,-.1 .6,0 1,-.2")
    front = pen.blob(outline, Fill((belly, mix(belly, coat, 0.3))), within=body)
    for index in range(6):
        y = -0.4 + index * 0.045
        groove = [(0.95, y - 0.04), (0.45, y + 0.02), (0.0, y + 0.03)]
        pen.limb(groove, (0.006, 0.012, 0.004), mix(belly, coat, 0.5), within=front)


def dolphin(pen: Pen, look: Look) -> None:
    """A dolphin in an arc."""
    coat = look.color(rgb("#5c8fb5"))
    skin = Fill((lighter(coat, 0.25), coat, darker(coat, 0.15)), shade=darker(coat, 0.4))
    pen.blob(
        path("-.7,-.3 -.9,-.3 -1.02,-.16 -1.02,-.16 -.84,-.16 -.82,.02 -.82,.02 -.66,-.14"),
        skin,
    )
    pen.blob(path("-.12,-.84 -.22,-1.02 -.38,-1.08 -.38,-1.08 -.34,-.84"), skin)
    outline = path(
        "-.78,-.24 -.6,-.54 -.3,-.8 .05,-.88 .36,-.8 .56,-.62 .78,-.5 .8,-.44 .58,-.44 .3,-.44 -.05,-.5 -.4,-.4"
    )
    body = pen.blob(outline, skin)
    pen.blob(
        path(".8,-.44 .5,-.5 .2,-.56 -.2,-.56 -.5,-.4 .2,-.36"),
        rgb("#f1efe6"),
        within=body,
        opacity=0.9,
    )
    pen.blob(
        path(".16,-.5 .06,-.3 -.1,-.2 -.1,-.2 -.06,-.42 .02,-.54"),
        Fill((coat, darker(coat, 0.3))),
    )
    pen.eye((0.42, -0.63), (0.024, 0.026), INK)
    pen.limb(path(".77,-.485 .62,-.515 .5,-.53"), (0.006, 0.012, 0.005), darker(coat, 0.5))
