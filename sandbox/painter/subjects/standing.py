"""Hoofed animals that stand in profile, looking to the right: one anatomy, a table of kinds."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.painter.canvas import Fill, Mask
from sandbox.painter.color import Color, darker, lighter, mix, rgb
from sandbox.painter.curves import path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look, SubjectPainter

INK = rgb("#1d1a26")

TRUNK = path("-.3,-.5 -.22,-.575 -.05,-.555 .1,-.575 .21,-.52 .25,-.4 .19,-.31 0,-.3 -.17,-.325 -.29,-.33 -.335,-.42")
NECK = path(".05,-.55 .15,-.72 .25,-.87 .36,-.86 .36,-.74 .29,-.58 .25,-.42 .13,-.4")
HEAD = path(".23,-.86 .29,-.92 .36,-.89 .46,-.76 .495,-.69 .465,-.645 .42,-.655 .35,-.72 .27,-.75")
EAR = path(".245,-.88 .245,-.88 .255,-.96 .285,-1 .285,-1 .31,-.95 .3,-.89")
ANTLERS = (
    path(".26,-.9 .2,-1 .2,-1.12 .29,-1.21"),
    path(".205,-1.06 .13,-1.09 .11,-1.17"),
    path(".2,-1 .28,-1.05 .31,-1.11"),
)


@dataclass(frozen=True)
class Kind:
    """How one hoofed animal differs from the others."""

    coat: Color
    mane: Color | None = None
    hoof: Color = INK
    antlers: bool = False
    horn: bool = False
    spots: bool = False
    horns: bool = False
    #: The color of stripes, and of large patches.
    stripes: Color | None = None
    patches: Color | None = None


def standing(kind: Kind) -> SubjectPainter:
    """A painter of one kind."""

    def paint(pen: Pen, look: Look) -> None:
        coat = look.color(kind.coat)
        mane = mix(coat, INK, 0.55) if kind.mane and look.coat else kind.mane
        fur = Fill((lighter(coat, 0.16), coat, darker(coat, 0.14)), shade=darker(coat, 0.42), reach=0.55)
        for far in (-0.2, 0.2):
            _leg(pen, far, 0.0, mix(coat, INK, 0.3), kind.hoof)
        _tail(pen, coat, mane)
        body = pen.blob(TRUNK, fur)
        for _ in range(9 if kind.spots else 0):
            spot = look.rng.uniform(-0.25, 0.1), look.rng.uniform(-0.54, -0.43)
            pen.oval(spot, (0.014, 0.012), lighter(coat, 0.7), within=body)
        _markings(pen, kind, body)
        for near, raised in ((-0.26, 0.0), (0.16, look.rng.choice((0.0, 0.09)))):
            _leg(pen, near, raised, coat, kind.hoof)
        _head(pen, coat, fur, mane, kind)

    return paint


def _tail(pen: Pen, coat: Color, mane: Color | None) -> None:
    """Long hair like the mane's, or a short scut."""
    if mane:
        hair = path("-.31,-.5 -.4,-.44 -.43,-.28 -.39,-.12")
        pen.limb(hair, (0.05, 0.12, 0.14, 0.01), Fill((mane, darker(mane, 0.3))))
    else:
        pen.limb(path("-.31,-.5 -.35,-.46 -.36,-.4"), (0.05, 0.06, 0.02), lighter(coat, 0.5))


def _leg(pen: Pen, x: float, raised: float, color: Color, hoof: Color) -> None:
    back = x < 0
    knee, foot = (
        (x + raised * 1.1 + (-0.015 if back else 0.005), -0.21 - raised * 0.4),
        (x + raised * 0.5, -0.03 - raised),
    )
    pen.limb(
        [(x + 0.02, -0.42), knee, foot], (0.15 if back else 0.12, 0.055, 0.045), Fill((color, darker(color, 0.12)))
    )
    fx, fy = foot
    pen.polygon(
        [(fx - 0.024, fy - 0.025), (fx + 0.024, fy - 0.025), (fx + 0.04, fy + 0.03), (fx - 0.032, fy + 0.03)], hoof
    )


def _markings(pen: Pen, kind: Kind, body: Mask) -> None:
    """Stripes or patches on the flank."""
    if kind.stripes:
        for x in (-0.29, -0.22, -0.15, -0.08, -0.01, 0.06, 0.13, 0.2):
            stripe = [(x, -0.6), (x + 0.02, -0.45), (x - 0.01, -0.3)]
            pen.limb(stripe, (0.032, 0.03, 0.006), kind.stripes, within=body)
    if kind.patches:
        for at, radii in (((-0.2, -0.5), (0.11, 0.08)), ((0.02, -0.36), (0.1, 0.07)), ((0.14, -0.55), (0.08, 0.06))):
            pen.oval(at, radii, kind.patches, within=body)


def _head(pen: Pen, coat: Color, fur: Fill, mane: Color | None, kind: Kind) -> None:
    if kind.antlers:
        _antlers(pen)
    if mane:
        _mane(pen, mane)
    pen.blob(NECK, fur)
    pen.blob(EAR, Fill((darker(coat, 0.25), coat)))
    _face(pen, coat, fur, dark=kind.mane is not None)
    if mane:
        pen.limb(path(".27,-.93 .31,-.88 .31,-.82"), (0.03, 0.05, 0.01), mane)
    if kind.stripes:
        _neck_stripes(pen, kind.stripes)
    if kind.horns:
        pen.limb(path(".3,-.9 .24,-1 .27,-1.1"), (0.04, 0.03, 0.008), rgb("#e9dcc2"))
    if kind.horn:
        gold = rgb("#f2c14e")
        pen.polygon(path(".31,-.9 .46,-1.12 .355,-.87"), Fill((lighter(gold, 0.5), gold), shade=darker(gold, 0.3)))


def _antlers(pen: Pen) -> None:
    for line in ANTLERS:
        pen.limb([(x - 0.03, y + 0.01) for x, y in line], (0.03, 0.022, 0.01), rgb("#7d5a40"))
        pen.limb(line, (0.032, 0.024, 0.01), rgb("#a67c52"))


def _face(pen: Pen, coat: Color, fur: Fill, *, dark: bool) -> None:
    face = pen.blob(HEAD, fur)
    muzzle = mix(coat, INK, 0.25) if dark else lighter(coat, 0.5)
    pen.oval((0.47, -0.68), (0.055, 0.05), muzzle, within=face, opacity=0.7)
    pen.oval((0.465, -0.7), (0.009, 0.007), INK)
    pen.eye((0.345, -0.82), (0.017, 0.02), INK)


def _neck_stripes(pen: Pen, color: Color) -> None:
    for share in (0.15, 0.4, 0.65, 0.9):
        x, y = 0.12 + 0.16 * share, -0.5 - 0.3 * share
        pen.limb([(x - 0.06, y - 0.03), (x + 0.02, y), (x + 0.09, y + 0.05)], (0.03, 0.028, 0.006), color)


def _mane(pen: Pen, color: Color) -> None:
    for index, (x, y) in enumerate(path(".25,-.9 .2,-.82 .155,-.74 .11,-.66 .07,-.59")):
        tone = lighter(color, 0.05 * index)
        pen.limb([(x + 0.03, y), (x - 0.045, y + 0.03), (x - 0.06, y + 0.13)], (0.06, 0.08, 0.01), tone)


KINDS = {
    "horse": Kind(rgb("#9a5a34"), mane=rgb("#3a2320")),
    "unicorn": Kind(rgb("#f6f1f4"), mane=rgb("#ee8fb5"), hoof=rgb("#d7a94f"), horn=True),
    "zebra": Kind(rgb("#f4f1ea"), mane=rgb("#2b2a35"), stripes=rgb("#2b2a35")),
    "cow": Kind(rgb("#f6f1e8"), patches=rgb("#3a2f30"), horns=True),
    "goat": Kind(rgb("#d9cdbd"), horns=True),
    "deer": Kind(rgb("#b5763f"), antlers=True, spots=True),
}

STANDING: dict[str, Callable[[Pen, Look], None]] = {name: standing(kind) for name, kind in KINDS.items()}
HOOFED_COATS = {name: kind.coat for name, kind in KINDS.items()}
