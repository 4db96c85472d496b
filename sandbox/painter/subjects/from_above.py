"""Things seen straight from above, around (0, 0), one unit across."""

from math import cos, sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import mirrored, path
from sandbox.painter.pen import Pen
from sandbox.painter.subjects.look import Look, SubjectPainter

CRUST = rgb("#d9a05b")
CHEESE = rgb("#f6cf63")
SAUCE = rgb("#c8432f")


def rosette(pen: Pen, look: Look) -> None:
    """A succulent: rings of fleshy leaves, pink at their tips."""
    tone = look.color(rgb("#6fae8e"))
    slim = look.rng.choice((0.17, 0.25, 0.32))
    for ring, (count, reach) in enumerate(((12, 0.5), (9, 0.38), (7, 0.26), (4, 0.14))):
        color = mix(darker(tone, 0.34), lighter(tone, 0.5), ring / 3)
        for index in range(count):
            leaf = pen.at(0, 0, reach, turn=(index + ring * 0.5) / count * 360)
            outline = [(0.1, -slim * 0.5), (0.6, -slim), (1, 0), (1, 0), (0.6, slim), (0.1, slim * 0.5)]
            leaf.blob(outline, Fill((lighter(color, 0.22), darker(color, 0.14))))
            leaf.oval((0.93, 0), (0.06, 0.05), rgb("#d9476f"), opacity=0.75)


def blossom(pen: Pen, look: Look) -> None:
    """A flower's face."""
    petal = look.color(look.rng.choice((look.palette.accent, rgb("#f6c453"), rgb("#f3a6b8"), rgb("#fdf3e3"))))
    count = look.rng.choice((7, 9, 12))
    for shift, reach, tone in ((0.0, 0.5, darker(petal, 0.16)), (0.5, 0.4, petal)):
        for index in range(count):
            turn = (index + shift) / count
            at = cos(tau * turn) * reach * 0.56, sin(tau * turn) * reach * 0.56
            pen.oval(at, (reach * 0.46, reach * 1.7 / count), Fill((lighter(tone, 0.25), tone)), turn=turn * 360)
    pen.oval((0, 0), (0.13, 0.13), Fill((rgb("#f2bc58"), rgb("#b77a2c"))))


def cactus(pen: Pen, look: Look) -> None:
    """A round cactus in its pot."""
    green = look.color(rgb("#4f9a6b"))
    pen.oval((0, 0), (0.5, 0.5), Fill((rgb("#d98a63"), rgb("#a4553a"))))
    pen.oval((0, 0), (0.43, 0.43), rgb("#5a4033"))
    pen.oval((0, 0), (0.39, 0.39), Fill((lighter(green, 0.25), darker(green, 0.2))))
    for index in range(12):
        rib = pen.at(0, 0, turn=index * 30)
        rib.limb([(0.05, 0), (0.2, 0), (0.36, 0)], (0.01, 0.02, 0.012), darker(green, 0.35))
        for x in (0.12, 0.2, 0.28, 0.35):
            rib.oval((x, 0), (0.014, 0.014), lighter(green, 0.75))
    blossom(pen.at(0, 0, 0.3), look)


def cup(pen: Pen, look: Look) -> None:
    """A cup on its saucer, with a leaf drawn into the foam."""
    glaze = look.color(look.palette.accent)
    pen.oval((0, 0), (0.5, 0.5), Fill((lighter(glaze, 0.5), lighter(glaze, 0.1))))
    pen.oval((0, 0), (0.36, 0.36), darker(glaze, 0.2), opacity=0.5)
    pen.limb(path(".28,.06 .44,.12 .47,.2"), (0.07, 0.06, 0.07), glaze)
    pen.oval((0, 0), (0.31, 0.31), Fill((lighter(glaze, 0.45), glaze)))
    coffee = pen.oval((0, 0), (0.27, 0.27), Fill((rgb("#8a5a3a"), rgb("#5c3826"))))
    for index in range(4):
        y = -0.12 + index * 0.08
        wide = 0.15 - index * 0.03
        pen.blob(mirrored([(0, y + 0.07), (wide, y - 0.04), (0, y - 0.01)]), rgb("#f0d9b5"), within=coffee)


def book(pen: Pen, look: Look) -> None:
    """An open book."""
    cover = look.color(look.palette.accent)
    pen.box(-0.5, -0.35, 0.5, 0.35, darker(cover, 0.1))
    for half in pen.halves():
        page = half.box(0.0, -0.32, 0.47, 0.32, Fill((rgb("#f3e9d5"), rgb("#fffaf0")), across=True))
        for row in range(9):
            y = -0.25 + row * 0.06
            half.box(0.07, y, 0.25 if row in {3, 7} else 0.41, y + 0.012, rgb("#b3a48d"), within=page)
    pen.limb(path(".2,-.32 .21,0 .19,.4"), (0.035, 0.035, 0.035), rgb("#c8423b"))


def fruit(skin: Color) -> SubjectPainter:
    """A round fruit with its stalk."""

    def paint(pen: Pen, look: Look) -> None:
        tone = look.color(skin)
        ball = pen.oval((0, 0), (0.46, 0.46), Fill((lighter(tone, 0.25), tone, darker(tone, 0.3))))
        pen.oval((-0.14, -0.18), (0.1, 0.07), WHITE, turn=-30, opacity=0.5, within=ball)
        pen.oval((0, 0), (0.09, 0.06), darker(tone, 0.4))
        pen.limb(path("0,0 .04,-.05 .06,-.12"), (0.03, 0.03, 0.02), rgb("#6b4a3a"))

    return paint


def slice_of(rind: Color, flesh: Color) -> SubjectPainter:
    """A slice of a citrus fruit."""

    def paint(pen: Pen, look: Look) -> None:
        pen.oval((0, 0), (0.46, 0.46), look.color(rind))
        pen.oval((0, 0), (0.41, 0.41), lighter(look.color(rind), 0.75))
        for index in range(9):
            wedge = pen.at(0, 0, turn=index * 40)
            wedge.blob(path(".05,0 .3,-.11 .38,0 .3,.11"), Fill((lighter(flesh, 0.2), flesh)))

    return paint


def pizza(pen: Pen, look: Look) -> None:
    """A pizza with salami and basil, cut in eight."""
    pen.oval((0, 0), (0.5, 0.5), Fill((lighter(CRUST, 0.25), darker(CRUST, 0.15))))
    pen.oval((0, 0), (0.43, 0.43), SAUCE)
    cheese = look.color(CHEESE)
    pen.oval((0, 0), (0.405, 0.405), Fill((lighter(cheese, 0.3), cheese)))
    for index in range(11):
        angle, far = index * 2.4, 0.36 * (index / 10) ** 0.6
        spot = cos(angle) * far, sin(angle) * far
        if index % 3 == 1:
            pen.at(*spot, 0.12, turn=index * 50).blob(path("-.5,0 -.5,0 0,-.28 .5,0 .5,0 0,.28"), rgb("#3f8a4a"))
        else:
            pen.oval(spot, (0.075, 0.075), Fill((rgb("#d8573f"), rgb("#a8322a"))))
    for index in range(4):
        pen.at(0, 0, turn=index * 45).box(-0.46, -0.006, 0.46, 0.006, darker(CHEESE, 0.3))


def donut(pen: Pen, look: Look) -> None:
    """A glazed ring with sprinkles."""
    glaze = look.color(rgb("#f08db0"))
    pen.oval((0, 0), (0.48, 0.48), Fill((lighter(CRUST, 0.1), darker(CRUST, 0.2))))
    ring = [(cos(a) * r, sin(a) * r) for a, r in ((tau * k / 16, 0.43 + 0.025 * (k % 2)) for k in range(16))]
    icing = pen.blob(ring, Fill((lighter(glaze, 0.35), glaze)))
    for index in range(26):
        angle, far = index * 2.4, 0.2 + 0.2 * ((index * 7) % 10) / 10
        crumb = pen.at(cos(angle) * far, sin(angle) * far, turn=index * 67)
        tone = (rgb("#fff3c4"), rgb("#5bb8d9"), rgb("#8fd18a"), rgb("#e4572e"))[index % 4]
        crumb.limb([(-0.02, 0), (0.02, 0)], (0.016, 0.016), tone, within=icing)
    pen.oval((0, 0), (0.14, 0.14), darker(CRUST, 0.3))
    pen.oval((0, 0.01), (0.11, 0.11), darker(CRUST, 0.7))


def cake(pen: Pen, look: Look) -> None:
    """A round cake with cream and berries."""
    icing = look.color(rgb("#fbe3d6"))
    pen.oval((0, 0), (0.5, 0.5), Fill((WHITE, rgb("#d9d4d8"))))
    pen.oval((0, 0), (0.42, 0.42), Fill((lighter(icing, 0.4), darker(icing, 0.08))))
    for index in range(12):
        spot = cos(tau * index / 12) * 0.34, sin(tau * index / 12) * 0.34
        pen.oval(spot, (0.075, 0.075), Fill((WHITE, lighter(icing, 0.2))))
        pen.oval((spot[0], spot[1] - 0.01), (0.04, 0.04), rgb("#d8303f"))


FROM_ABOVE: dict[str, SubjectPainter] = {
    "succulents": rosette,
    "flowers": blossom,
    "cactus": cactus,
    "cup": cup,
    "book": book,
    "apple": fruit(rgb("#d8402f")),
    "strawberry": fruit(rgb("#d8303f")),
    "tangerine": slice_of(rgb("#f08a3c"), rgb("#f7a94e")),
    "lemon": slice_of(rgb("#f2cf3b"), rgb("#f7e27a")),
    "watermelon": slice_of(rgb("#4b9f5a"), rgb("#ec5a5f")),
    "pizza": pizza,
    "donut": donut,
    "cake": cake,
}
