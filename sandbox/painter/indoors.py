"""Rooms: a coffee shop and a room with a sofa; both have a window with the weather of the palette."""

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import limb, oval, path
from sandbox.painter.pen import Pen
from sandbox.painter.scene import Scene

OAK = rgb("#8a5a3c")
BRASS = rgb("#e0b45c")
LAMPLIGHT = rgb("#ffd591")
SLATE = rgb("#2b3138")
STEEL = rgb("#c9cdd3")


def cafe(scene: Scene) -> None:
    """A counter with a coffee machine and cups, a menu of chalk, lamps, a window, little tables."""
    wall = mix(scene.palette.land(0.6), rgb("#6b4a3a"), 0.45)
    floor = _shell(scene, wall, mix(OAK, scene.palette.near, 0.25))
    window(scene, scene.pen(scene.width * 0.22, floor - scene.unit * 0.2, scene.unit * 0.42))
    _menu(scene.pen(scene.width * 0.62, floor - scene.unit * 0.42, scene.unit * 0.24))
    _shelf(scene, scene.pen(scene.width * 0.86, floor - scene.unit * 0.36, scene.unit * 0.2))
    _counter(scene, floor)
    for share in (0.14, 0.38, 0.62, 0.86):
        lamp(scene, scene.width * share, floor * 0.3)
    for share in (0.1, 0.4):
        _little_table(scene.pen(scene.width * share, floor + scene.height * 0.14, scene.unit * 0.22))


def room(scene: Scene) -> None:
    """A sofa under a picture, a window, a floor lamp, a plant and a rug."""
    floor = _shell(scene, mix(scene.palette.sky[-1], scene.palette.land(0.3), 0.4), mix(OAK, scene.palette.near, 0.2))
    side = 0.24 if scene.facing > 0 else 0.76
    window(scene, scene.pen(scene.width * side, floor - scene.unit * 0.16, scene.unit * 0.44))
    _picture(scene, scene.pen(scene.width * (1 - side), floor - scene.unit * 0.34, scene.unit * 0.18))
    rug = mix(scene.palette.accent, scene.palette.sky[-1], 0.35)
    middle = scene.width / 2, floor + (scene.height - floor) * 0.55
    for share, tone in ((1.0, darker(rug, 0.2)), (0.9, rug), (0.62, lighter(rug, 0.25))):
        scene.canvas.shape(oval(*middle, scene.unit * 0.48 * share, (scene.height - floor) * 0.36 * share), tone)
    _sofa(scene, scene.pen(scene.width * (1 - side), floor + scene.height * 0.05, scene.unit * 0.34))
    lamp(scene, scene.width * 0.5, floor * 0.26)


def _shell(scene: Scene, wall: Color, boards: Color) -> float:
    """The wall and the floor; the height at which they meet."""
    floor = scene.stand[1] - scene.height * 0.16
    scene.canvas.band((lighter(wall, 0.05), wall, lighter(wall, 0.18)), 0, floor)
    scene.canvas.band((darker(boards, 0.1), lighter(boards, 0.2)), floor, scene.height)
    for index in range(-9, 10):
        x = scene.width / 2
        foot = x + index * scene.unit * 0.19
        line = [(x + index * scene.unit * 0.1, floor), (foot, float(scene.height))]
        scene.canvas.shape(limb(line, (2, 4)), darker(boards, 0.35), opacity=0.6)
    scene.canvas.wash(floor - scene.unit * 0.02, floor, lighter(wall, 0.45), (1, 1))
    return floor


def window(scene: Scene, pen: Pen) -> None:
    """A tall window with glazing bars; what is outside has the sky's colors."""
    sky = scene.palette.sky
    pane = pen.box(-0.42, -1.0, 0.42, 0, Fill((*sky, lighter(sky[-1], 0.2))))
    pen.oval((0.16, -0.66), (0.1, 0.1), scene.palette.light, within=pane)
    hill = [(-0.5, -0.18), (-0.2, -0.34), (0.1, -0.2), (0.5, -0.36), (0.5, 0.05), (-0.5, 0.05)]
    pen.blob(hill, Fill((scene.palette.land(0.3), scene.palette.land(0.6))), within=pane)
    frame = darker(OAK, 0.15)
    for x in (-0.45, -0.015, 0.42):
        pen.box(x, -1.03, x + 0.03, 0.03, frame)
    for y in (-1.03, -0.52, 0.0):
        pen.box(-0.45, y, 0.45, y + 0.03, frame)
    pen.box(-0.52, 0.02, 0.52, 0.07, lighter(OAK, 0.15))
    pen.glow((0, -0.5), 0.9, scene.palette.light, 0.16)


def lamp(scene: Scene, x: float, y: float) -> None:
    """A lamp on its cord."""
    size = scene.unit * 0.075
    scene.canvas.shape([(x - 2, 0), (x + 2, 0), (x + 2, y - size), (x - 2, y - size)], SLATE)
    pen = scene.pen(x, y, size)
    pen.glow((0, 0.1), 3.6, LAMPLIGHT, 0.55)
    pen.oval((0, 0), (0.42, 0.36), Fill((WHITE, LAMPLIGHT)))
    pen.blob(
        path("-.2,-1 .2,-1 .2,-1 .85,0 .85,0 -.85,0 -.85,0 -.2,-1"), Fill((lighter(BRASS, 0.3), darker(BRASS, 0.35)))
    )


def _menu(pen: Pen) -> None:
    """A blackboard."""
    pen.box(-0.66, -1.04, 0.66, 0.04, OAK)
    pen.box(-0.6, -0.98, 0.6, -0.02, Fill((lighter(SLATE, 0.1), SLATE)))
    for row, (start, end) in enumerate(((-0.28, 0.28), (-0.48, 0.1), (-0.48, 0.22), (-0.48, 0.02), (-0.48, 0.16))):
        y = -0.82 + row * 0.17
        pen.limb([(start, y), ((start + end) / 2, y - 0.012), (end, y)], (0.035, 0.03, 0.035), rgb("#e9e6da"))
        if row:
            pen.limb([(0.34, y), (0.4, y - 0.01), (0.47, y)], (0.035, 0.03, 0.035), BRASS)


def _shelf(scene: Scene, pen: Pen) -> None:
    """Two boards with jars and cups."""
    for level in (-0.1, -0.72):
        pen.box(-0.6, level, 0.6, level + 0.07, lighter(OAK, 0.1))
        for index in range(5):
            x, tone = -0.48 + index * 0.24, scene.rng.choice((scene.palette.accent, WHITE, scene.palette.leaf, BRASS))
            high = scene.rng.uniform(0.2, 0.42)
            pen.box(
                x - 0.085, level - high, x + 0.085, level, Fill((lighter(tone, 0.3), darker(tone, 0.2)), across=True)
            )


def _counter(scene: Scene, floor: float) -> None:
    """The counter from the middle to the right edge, with a coffee machine and a glass of pastries."""
    left, right, high = scene.width * 0.46, float(scene.width), scene.unit * 0.2
    top, foot = floor - high * 0.72, floor + high * 0.28
    front = mix(scene.palette.accent, darker(OAK, 0.3), 0.65)
    box = [(left, top), (right, top), (right, foot), (left, foot)]
    body = scene.canvas.shape(box, Fill((front, darker(front, 0.3))))
    for index in range(round((right - left) / (scene.unit * 0.06)) + 1):
        x = left + index * scene.unit * 0.06
        scene.canvas.shape([(x, top), (x + 3, top), (x + 3, foot), (x, foot)], lighter(front, 0.2), within=body)
    edge = scene.unit * 0.022
    slab = [(left - edge, top - edge), (right, top - edge), (right, top), (left - edge, top)]
    scene.canvas.shape(slab, lighter(OAK, 0.4))
    _machine(scene.pen(left + (right - left) * 0.3, top - edge, scene.unit * 0.15))
    _pastries(scene.pen(left + (right - left) * 0.74, top - edge, scene.unit * 0.12))


def _machine(pen: Pen) -> None:
    """An espresso machine."""
    pen.box(-0.62, -1.0, 0.62, 0, Fill((lighter(STEEL, 0.4), STEEL, darker(STEEL, 0.35))))
    pen.box(-0.66, -1.08, 0.66, -0.92, darker(STEEL, 0.15))
    pen.box(-0.52, -0.62, 0.52, -0.12, darker(STEEL, 0.7))
    for x in (-0.26, 0.26):
        pen.box(x - 0.1, -0.62, x + 0.1, -0.46, STEEL)
        pen.limb([(x, -0.5), (x + 0.05, -0.48), (x + 0.24, -0.42)], (0.07, 0.06, 0.07), SLATE)
        pen.box(x - 0.09, -0.28, x + 0.09, -0.12, WHITE)
    for x in (-0.36, 0.0, 0.36):
        pen.oval((x, -0.78), (0.08, 0.08), Fill((WHITE, rgb("#f3e3c0"))))
    for x in (-0.4, -0.15, 0.1, 0.35):
        pen.box(x, -1.26, x + 0.19, -1.08, Fill((WHITE, rgb("#d9d4d0"))))


def _pastries(pen: Pen) -> None:
    """A glass bell over cakes."""
    pen.box(-0.7, -0.08, 0.7, 0, BRASS)
    for index, tone in enumerate((rgb("#c98b52"), rgb("#f08db0"), rgb("#7d4f33"), rgb("#e3b45e"))):
        pen.oval((-0.48 + index * 0.32, -0.2), (0.15, 0.13), Fill((lighter(tone, 0.3), tone)))
    pen.blob(path("-.68,-.08 -.68,-.5 -.5,-.78 0,-.9 .5,-.78 .68,-.5 .68,-.08 .68,-.08 -.68,-.08"), WHITE, opacity=0.25)
    pen.oval((0, -0.93), (0.06, 0.06), BRASS)


def _little_table(pen: Pen) -> None:
    """A round table with a cup, and a chair behind it."""
    chair = darker(OAK, 0.25)
    for x in (0.5, 0.86):
        pen.limb([(x, -1.05), (x, -0.5), (x + 0.02, 0)], (0.05, 0.05, 0.05), chair)
    for y in (-1.0, -0.82, -0.5):
        pen.box(0.48, y, 0.89, y + 0.07, chair)
    pen.limb(path("0,-.66 0,-.3 0,-.03"), (0.06, 0.06, 0.06), SLATE)
    pen.oval((0, -0.01), (0.26, 0.05), SLATE)
    pen.oval((0, -0.66), (0.5, 0.1), darker(OAK, 0.3))
    pen.oval((0, -0.69), (0.5, 0.1), Fill((lighter(OAK, 0.45), lighter(OAK, 0.1))))
    pen.oval((0, -0.7), (0.17, 0.04), WHITE)
    pen.blob(path("-.1,-.86 .1,-.86 .08,-.72 -.08,-.72"), Fill((WHITE, rgb("#d9d4d0"))))


def _picture(scene: Scene, pen: Pen) -> None:
    """A framed landscape."""
    pen.box(-0.76, -1.06, 0.76, 0.06, BRASS)
    canvas = pen.box(-0.7, -1.0, 0.7, 0, Fill((scene.palette.sky[0], scene.palette.sky[-1])))
    pen.polygon([(-0.7, 0), (-0.2, -0.62), (0.1, -0.3), (0.4, -0.5), (0.9, 0)], scene.palette.near, within=canvas)


def _sofa(scene: Scene, pen: Pen) -> None:
    """A sofa with two cushions."""
    cloth = mix(scene.palette.accent, scene.palette.near, 0.45)
    body = Fill((lighter(cloth, 0.2), cloth), shade=darker(cloth, 0.4))
    for x in (-0.9, 0.82):
        pen.box(x, -0.06, x + 0.08, 0.04, darker(OAK, 0.2))
    pen.blob(path("-.95,-.1 -.95,-.62 -.8,-.82 0,-.85 .8,-.82 .95,-.62 .95,-.1 .95,-.1 -.95,-.1"), body)
    pen.blob(path("-.82,-.05 -.82,-.4 -.7,-.44 .7,-.44 .82,-.4 .82,-.05 .82,-.05 -.82,-.05"), lighter(cloth, 0.12))
    for half in pen.halves():
        half.blob(
            path(".76,-.02 .76,-.52 .9,-.6 1.04,-.5 1.04,-.02 1.04,-.02 .76,-.02"), Fill((lighter(cloth, 0.28), cloth))
        )
        half.blob(
            path(".34,-.42 .36,-.7 .62,-.72 .66,-.44"), Fill((lighter(scene.palette.light, 0.2), scene.palette.light))
        )
