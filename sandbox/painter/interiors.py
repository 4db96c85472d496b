"""Settings without a horizon: a library, outer space, the depth of the sea, a table in front of anything."""

from math import sin

from sandbox.painter.canvas import Fill
from sandbox.painter.colour import WHITE, darker, lighter, mix, rgb
from sandbox.painter.curves import limb, oval
from sandbox.painter.scene import Scene
from sandbox.painter.sky import sparkle

WOOD = rgb("#8a5a3c")
SPINES = tuple(rgb(code) for code in ("#c8553d", "#e0a84f", "#3f6c7a", "#6a8e6b", "#7b4b6e", "#d9c7a3", "#2f4858"))


def table(scene: Scene) -> None:
    """A wooden table along the lower edge."""
    top = scene.stand[1] - scene.height * 0.06
    wood = mix(WOOD, scene.palette.near, 0.25)
    plank = [
        (0.0, top),
        (float(scene.width), top),
        (float(scene.width), float(scene.height)),
        (0.0, float(scene.height)),
    ]
    board = scene.canvas.shape(plank, Fill((lighter(wood, 0.3), wood, darker(wood, 0.25)), shade=darker(wood, 0.5)))
    for _ in range(9):
        y = scene.rng.uniform(top, scene.height)
        x = scene.rng.uniform(0, scene.width)
        half = scene.unit * scene.rng.uniform(0.08, 0.3)
        scene.canvas.shape(oval(x, y, half, 1.6), darker(wood, 0.3), opacity=0.35, within=board)
    scene.canvas.wash(top, top + scene.unit * 0.008, lighter(wood, 0.6), (0.8, 0.2))


def library(scene: Scene) -> None:
    """Shelves of books in lamplight, up to a warm floor."""
    wood = mix(WOOD, scene.palette.ink, 0.45)
    scene.canvas.band((darker(wood, 0.35), darker(wood, 0.15)), 0, scene.height)
    shelf = scene.unit * 0.15
    floor = scene.stand[1] - scene.height * 0.1
    row = 0
    while shelf * (row + 1) < floor + shelf * 0.5:
        _shelf(scene, shelf * (row + 1), shelf)
        row += 1
    scene.canvas.band((lighter(wood, 0.22), wood, darker(wood, 0.3)), floor, scene.height)
    for share in (0.2, 0.8):
        scene.canvas.glow(scene.width * share, scene.height * 0.3, scene.unit * 0.6, rgb("#ffcf87"), 0.4)
    scene.canvas.wash(0, scene.height * 0.4, scene.palette.ink, (0.45, 0))


def _shelf(scene: Scene, foot: float, high: float) -> None:
    pen = scene.pen(0, foot, high)
    x = 0.02
    while x * high < scene.width:
        wide, tall = scene.rng.uniform(0.07, 0.17), scene.rng.uniform(0.55, 0.82)
        cover = mix(scene.rng.choice((*SPINES, scene.palette.accent)), scene.palette.ink, 0.28)
        lean = scene.rng.choice((0, 0, 0, 0, 0.08))
        pen.polygon(
            [(x, 0), (x + lean, -tall), (x + lean + wide, -tall), (x + wide, 0)],
            Fill((lighter(cover, 0.12), darker(cover, 0.2)), across=True),
        )
        for level in (0.2, 0.8):
            shift = lean * level
            pen.box(
                x + shift,
                -tall * level - 0.02,
                x + shift + wide,
                -tall * level + 0.015,
                mix(cover, rgb("#f0d9a0"), 0.55),
            )
        x += wide + 0.012 + lean
    pen.box(0, 0, scene.width / high, 0.07, Fill((lighter(WOOD, 0.15), darker(WOOD, 0.4))))


def outer_space(scene: Scene) -> None:
    """Nebulae, stars and a ringed planet in the distance."""
    rng, canvas = scene.rng, scene.canvas
    canvas.band(scene.palette.sky, 0, scene.height)
    canvas.wash(0, scene.height, rgb("#070516"), (0.25, 0.7))
    for colour in (scene.palette.accent, scene.palette.sky[-1], scene.palette.shallow, rgb("#7a5cff")):
        for _ in range(3):
            x, y = rng.uniform(0, scene.width), rng.uniform(0, scene.height)
            canvas.glow(x, y, scene.unit * rng.uniform(0.2, 0.5), colour, 0.2)
    for _ in range(round(scene.width * scene.height / 3600)):
        size = scene.unit * (0.0007 + 0.0018 * rng.random() ** 5)
        dot = oval(rng.uniform(0, scene.width), rng.uniform(0, scene.height), size, size)[::6]
        canvas.shape(dot, WHITE, opacity=rng.uniform(0.3, 1))
    for _ in range(9):
        sparkle(
            scene, (rng.uniform(0, scene.width), rng.uniform(0, scene.height)), scene.unit * rng.uniform(0.008, 0.016)
        )
    if all(subject.name != "planet" for subject in scene.idea.subjects):
        world(scene, scene.light[0], scene.light[1], scene.unit * rng.uniform(0.09, 0.15))


def world(scene: Scene, x: float, y: float, radius: float) -> None:
    """A banded planet, lit from one side, with a ring."""
    tone = mix(scene.palette.accent, scene.palette.light, 0.2)
    turn = scene.rng.uniform(-30, 30)
    ring = _ring(x, y, radius, turn)
    scene.canvas.glow(x, y, radius * 2.2, tone, 0.35)
    scene.canvas.shape(limb(ring[:25], (radius * 0.03, radius * 0.16, radius * 0.03)), lighter(tone, 0.35), opacity=0.8)
    ball = scene.canvas.shape(oval(x, y, radius, radius), Fill((lighter(tone, 0.35), tone), across=True))
    for level in (-0.5, -0.1, 0.35, 0.6):
        band = oval(x, y + level * radius, radius * 1.1, radius * scene.rng.uniform(0.05, 0.12), turn * 0.6)
        scene.canvas.shape(band, darker(tone, 0.25), opacity=0.5, within=ball)
    night = Fill((tone, darker(tone, 0.75)), across=True, shade=rgb("#0a0820"), reach=0.75)
    scene.canvas.shape(oval(x + radius * 0.4, y, radius, radius * 1.2), night, opacity=0.35, within=ball)
    scene.canvas.shape(
        limb(ring[24:], (radius * 0.03, radius * 0.16, radius * 0.03)), lighter(tone, 0.45), opacity=0.95
    )


def _ring(x: float, y: float, radius: float, turn: float) -> list[tuple[float, float]]:
    points = oval(x, y, radius * 1.8, radius * 0.42, turn)
    return [*points[24:], *points[:25]]


def underwater(scene: Scene) -> None:
    """Light falling through the sea, rocks, weeds and bubbles."""
    rng, canvas = scene.rng, scene.canvas
    sea = (
        lighter(scene.palette.shallow, 0.35),
        scene.palette.shallow,
        mix(scene.palette.shallow, scene.palette.deep, 0.6),
        scene.palette.deep,
    )
    canvas.band(sea, 0, scene.height)
    canvas.glow(scene.light[0], 0, scene.unit * 0.8, WHITE, 0.55)
    for _ in range(6):
        _shaft(scene)
    for depth in range(2):
        _seabed(scene, depth)
    for _ in range(26):
        size = scene.unit * rng.uniform(0.003, 0.012)
        x, y = rng.uniform(0, scene.width), rng.uniform(0.08, 0.9) * scene.height
        canvas.shape(oval(x, y, size, size), WHITE, opacity=0.25)
        canvas.shape(oval(x - size * 0.3, y - size * 0.3, size * 0.25, size * 0.25), WHITE, opacity=0.8)


def _shaft(scene: Scene) -> None:
    x, _ = scene.light
    lean = scene.rng.uniform(-0.5, 0.5) * scene.height
    wide = scene.unit * scene.rng.uniform(0.03, 0.1)
    foot = scene.height * scene.rng.uniform(0.6, 0.9)
    beam = [(x - wide * 0.3, -2), (x + wide * 0.3, -2), (x + lean + wide, foot), (x + lean - wide, foot)]
    scene.canvas.shape(beam, WHITE, opacity=0.09)


def _seabed(scene: Scene, depth: int) -> None:
    colour = mix(mix(scene.palette.near, scene.palette.deep, 0.55 - depth * 0.2), scene.palette.ink, 0.1 + depth * 0.15)
    level = scene.height * (0.84 + depth * 0.08)
    points = [
        (scene.width * k / 24, level - scene.unit * 0.05 * (sin(k * 0.9 + depth * 2) + scene.rng.random()))
        for k in range(25)
    ]
    for _ in range(round(9 * max(1, scene.width / scene.unit))):
        x = scene.rng.uniform(0, scene.width)
        tall = scene.unit * scene.rng.uniform(0.08, 0.24)
        sway = tall * scene.rng.uniform(-0.2, 0.2)
        weed = mix(
            scene.rng.choice((scene.palette.leaf, scene.palette.accent, scene.palette.leaf)),
            scene.palette.deep,
            0.45 - depth * 0.25,
        )
        stalk = [
            (x, level + 20),
            (x + sway, level - tall * 0.35),
            (x - sway, level - tall * 0.7),
            (x + sway * 0.4, level - tall),
        ]
        scene.canvas.shape(limb(stalk, (tall * 0.09, tall * 0.1, tall * 0.06, 1)), Fill((lighter(weed, 0.2), weed)))
    edge = [(-2.0, scene.height + 2.0), *points, (scene.width + 2.0, scene.height + 2.0)]
    scene.canvas.shape(edge, Fill((lighter(colour, 0.2), colour), shade=darker(colour, 0.4)))
