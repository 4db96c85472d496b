"""Birds: an owl on a branch, a songbird, a penguin."""

from sandbox.painter.canvas import Fill, Mask
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look

INK = rgb("#1d1a26")
BEAK = rgb("#f0a53a")
BRANCH = rgb("#5d4034")


def _branch(pen: Pen, look: Look, y: float) -> None:
    pen.limb(
        [(-0.75, y + 0.06), (-0.3, y), (0.25, y + 0.02), (0.62, y - 0.05)],
        (0.075, 0.06, 0.05, 0.015),
        Fill((BRANCH, darker(BRANCH, 0.4))),
    )
    pen.limb([(0.3, y + 0.01), (0.42, y - 0.08), (0.46, y - 0.15)], (0.03, 0.02, 0.008), BRANCH)
    for x, lift, turn in (
        (0.46, -0.18, -60),
        (0.62, -0.06, 10),
        (-0.5, -0.03, -120),
        (0.36, -0.1, 190),
        (-0.62, 0.1, 120),
    ):
        _leaf(pen.at(x, y + lift, 0.13, turn=turn), look.palette.leaf)


def _leaf(pen: Pen, color: Color) -> None:
    pen.blob(path("0,0 0,0 .4,-.3 1,0 1,0 .45,.3"), Fill((lighter(color, 0.3), color)))


def owl(pen: Pen, look: Look) -> None:
    """Large eyes, ear tufts, a speckled breast."""
    coat = look.color(rgb("#9a6a48"))
    pale = mix(coat, rgb("#fbf1e2"), 0.72)
    fur = Fill((lighter(coat, 0.18), coat, darker(coat, 0.2)), shade=darker(coat, 0.45))
    for half in pen.halves():
        half.limb(path(".05,-.2 .06,-.08 .07,0"), (0.1, 0.1, 0.03), darker(coat, 0.3))
    body = pen.blob(
        mirrored(path("0,-.93 .2,-.93 .27,-1.02 .27,-1.02 .31,-.84 .32,-.55 .27,-.24 0,-.12")),
        fur,
    )
    _breast(pen, coat, pale, body)
    for half in pen.halves():
        wing = path(".26,-.66 .36,-.5 .34,-.26 .2,-.1 .2,-.1 .22,-.38")
        half.blob(wing, Fill((coat, darker(coat, 0.3)), shade=darker(coat, 0.5)))
        _owl_eye(half, coat, pale)
    pen.blob(path("-.04,-.72 .04,-.72 0,-.6 0,-.6"), Fill((lighter(BEAK, 0.3), darker(BEAK, 0.1))))
    _branch(pen, look, -0.08)
    for x in (-0.14, -0.1, -0.06, 0.06, 0.1, 0.14):
        pen.limb([(x, -0.13), (x, -0.09), (x * 1.02, -0.05)], (0.03, 0.035, 0.02), BEAK)


def _breast(pen: Pen, coat: Color, pale: Color, body: Mask) -> None:
    breast = pen.blob(mirrored(path("0,-.6 .17,-.56 .2,-.38 .13,-.18 0,-.14")), pale, within=body)
    speckle = mix(coat, pale, 0.15)
    for row in range(5):
        for column in range(-2, 3):
            x, y = column * 0.075 + (row % 2) * 0.037, -0.53 + row * 0.08
            mark = [(x - 0.025, y), (x, y + 0.025), (x + 0.025, y)]
            pen.limb(mark, (0.006, 0.016, 0.006), speckle, within=breast)


def _owl_eye(half: Pen, coat: Color, pale: Color) -> None:
    eye = half.at(0.125, -0.76)
    eye.oval((0, 0), (0.142, 0.142), Fill((lighter(pale, 0.4), pale)))
    eye.oval((0, 0), (0.085, 0.085), Fill((rgb("#ffd45e"), rgb("#ee9a2f"))))
    eye.eye((-0.012, 0), (0.055, 0.055), INK)
    half.limb(path(".02,-.8 .13,-.925 .27,-.99"), (0.03, 0.06, 0.01), darker(coat, 0.15))


def songbird(pen: Pen, look: Look) -> None:
    """A round bird in profile on a branch."""
    coat = look.color(rgb("#3f8fce"))
    breast_color = mix(rgb("#f6a868"), coat, 0.12) if look.coat is None else mix(coat, rgb("#fff4e0"), 0.7)
    fur = Fill((lighter(coat, 0.25), coat, darker(coat, 0.15)), shade=darker(coat, 0.4), reach=0.55)
    for tip in (-0.1, 0.0):
        pen.limb(
            [(-0.24, -0.3), (-0.46, -0.2 + tip), (-0.66, -0.14 + tip)], (0.12, 0.09, 0.05), darker(coat, 0.3 + tip)
        )
    for x in (0.0, 0.1):
        pen.limb([(x, -0.2), (x + 0.01, -0.1), (x, -0.02)], (0.03, 0.02, 0.02), rgb("#6b4a3a"))
    body = pen.blob(
        path("-.34,-.34 -.16,-.58 -.02,-.82 .16,-.93 .34,-.86 .4,-.68 .38,-.42 .24,-.2 0,-.12 -.2,-.18"),
        fur,
    )
    pen.blob(
        path(".3,-.68 .42,-.6 .42,-.3 .2,-.08 -.06,-.1 .1,-.3 .14,-.52"),
        Fill((lighter(breast_color, 0.2), breast_color)),
        within=body,
    )
    pen.blob(
        path(".385,-.78 .385,-.78 .56,-.71 .56,-.71 .4,-.65"),
        Fill((lighter(BEAK, 0.25), darker(BEAK, 0.15))),
    )
    _wing(pen, coat)
    pen.eye((0.26, -0.76), (0.042, 0.045), INK)
    pen.oval((0.2, -0.65), (0.05, 0.03), rgb("#f07f7a"), opacity=0.35, within=body)
    _branch(pen, look, 0.0)


def _wing(pen: Pen, coat: Color) -> None:
    outline = path(".1,-.58 .13,-.42 0,-.26 -.24,-.18 -.44,-.16 -.44,-.16 -.28,-.38 -.1,-.58")
    wing: Mask = pen.blob(outline, Fill((coat, darker(coat, 0.35)), shade=darker(coat, 0.55)))
    for shift in (0.0, 0.075, 0.15):
        pen.limb(
            [
                (0.08 - shift, -0.3 - shift * 0.9),
                (-0.14 - shift * 0.4, -0.25 - shift * 0.6),
                (-0.4, -0.17 - shift * 0.3),
            ],
            (0.012, 0.014, 0.006),
            lighter(coat, 0.45),
            within=wing,
            opacity=0.8,
        )


def penguin(pen: Pen, look: Look) -> None:
    """A penguin with a round white front and a scarf."""
    coat = look.color(rgb("#33405a"))
    fur = Fill((lighter(coat, 0.12), coat), shade=darker(coat, 0.45))
    for half in pen.halves():
        half.oval((0.12, -0.025), (0.11, 0.04), Fill((BEAK, darker(BEAK, 0.2))))
        half.blob(
            path(".22,-.6 .36,-.42 .4,-.22 .4,-.22 .26,-.3"),
            darker(coat, 0.2),
        )
    body = pen.blob(mirrored(path("0,-1 .17,-.96 .24,-.8 .25,-.62 .31,-.36 .27,-.08 0,-.02")), fur)
    pen.blob(
        mirrored(path("0,-.83 .1,-.91 .185,-.8 .13,-.64 .22,-.38 .18,-.1 0,-.05")),
        Fill((WHITE, rgb("#e6e4e6"))),
        within=body,
    )
    for half in pen.halves():
        half.eye((0.09, -0.8), (0.026, 0.032), INK)
        half.oval((0.15, -0.72), (0.035, 0.022), rgb("#f07f7a"), opacity=0.4)
    pen.blob(path("-.055,-.76 .055,-.76 0,-.68 0,-.68"), Fill((lighter(BEAK, 0.3), BEAK)))
    scarf = look.palette.accent
    pen.limb(path("-.24,-.62 0,-.565 .24,-.62"), (0.09, 0.1, 0.09), Fill((lighter(scarf, 0.2), scarf)))
    pen.limb(path(".13,-.59 .17,-.46 .15,-.34"), (0.09, 0.09, 0.1), Fill((scarf, darker(scarf, 0.2))))
