"""Where books are: a library; and a table in front of anything."""

from sandbox.painter.canvas import Fill
from sandbox.painter.color import darker, lighter, mix, rgb
from sandbox.painter.curves import oval
from sandbox.painter.indoors import window
from sandbox.painter.scene import Scene

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
    """Shelves of books in lamplight around a tall window, down to a warm floor."""
    wood = mix(WOOD, scene.palette.ink, 0.45)
    scene.canvas.band((darker(wood, 0.35), darker(wood, 0.15)), 0, scene.height)
    shelf = scene.unit * 0.15
    floor = scene.stand[1] - scene.height * 0.1
    row = 0
    while shelf * (row + 1) < floor + shelf * 0.5:
        _shelf(scene, shelf * (row + 1), shelf)
        row += 1
    scene.canvas.band((lighter(wood, 0.22), wood, darker(wood, 0.3)), floor, scene.height)
    _daylight(scene, floor)
    for share in (0.2, 0.8):
        scene.canvas.glow(scene.width * share, scene.height * 0.3, scene.unit * 0.6, rgb("#ffcf87"), 0.4)
    scene.canvas.wash(0, scene.height * 0.4, scene.palette.ink, (0.45, 0))


def _daylight(scene: Scene, floor: float) -> None:
    """A window between the shelves, and its light on the floor."""
    x, tall = scene.light[0], min(floor * 0.66, scene.unit * 0.6)
    window(scene, scene.pen(x, floor * 0.86, tall))
    lit = [
        (x - tall * 0.3, floor),
        (x + tall * 0.3, floor),
        (x + tall * 0.7, scene.height),
        (x - tall * 0.2, scene.height),
    ]
    scene.canvas.shape(lit, scene.palette.light, opacity=0.2)


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
