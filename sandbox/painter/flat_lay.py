"""Things on a table straight from above, and patterns of anything."""

from collections.abc import Iterator
from math import ceil, sqrt

from sandbox.painter.abstract import arches
from sandbox.painter.canvas import Fill
from sandbox.painter.color import Color, darker, lighter, mix, rgb
from sandbox.painter.curves import Point, oval
from sandbox.painter.interiors import WOOD
from sandbox.painter.scene import Scene
from sandbox.painter.subjects import CAST, Habitat
from sandbox.painter.subjects.from_above import FROM_ABOVE
from sandbox.painter.subjects.look import Look
from sandbox.painter.understanding import Idea, Subject

#: How many motifs stand side by side in a square picture.
ABREAST = 4.4
CLOSE_ABREAST = 3.4
#: What lies close together leaves no ground free.
CLOSE = frozenset({"succulents", "flowers", "cactus"})
PLANKS = 6


def lies_flat(idea: Idea) -> bool:
    """Whether an idea is a pattern, or things that lie on a table and are seen from above."""
    if idea.view == "pattern":
        return True
    first = idea.subjects[0] if idea.subjects else None
    return idea.view == "top" and first is not None and CAST[first.name].habitat is Habitat.TABLE


def lay(scene: Scene) -> None:
    """Paint the pattern, or the things on their table."""
    if scene.idea.view != "pattern":
        _table(scene.part("table"))
        _spread(scene.part("spread"))
    elif scene.idea.subjects and not scene.idea.subjects[0].small:
        _pattern(scene.part("pattern"))
    else:
        arches(scene.part("pattern"))


def _pattern(scene: Scene) -> None:
    """Motifs in staggered rows; what grows in rosettes covers everything, in many sorts."""
    subject = scene.idea.subjects[0]
    earth = mix(scene.palette.near, scene.palette.ink, 0.3)
    close = subject.name in CLOSE
    ground = earth if close else lighter(scene.palette.sky[-1], 0.35)
    scene.canvas.band((lighter(ground, 0.1), ground), 0, scene.height)
    cell = scene.unit / (CLOSE_ABREAST if close else ABREAST)
    for number, spot in enumerate(_staggered(scene, cell)):
        _motif(scene, scene.idea.subjects[number % len(scene.idea.subjects)], spot, cell)


def _staggered(scene: Scene, cell: float) -> Iterator[Point]:
    rows, columns = round(scene.height / cell / 0.86) + 2, round(scene.width / cell) + 3
    for row in range(rows):
        for column in range(columns):
            yield (column - 0.5 * (row % 2)) * cell, row * cell * 0.86


def _motif(scene: Scene, subject: Subject, spot: Point, cell: float) -> None:
    role = CAST[subject.name]
    coat = subject.coat or _sort(scene, role.coat)
    above = FROM_ABOVE.get(subject.name)
    if above is None:
        size = cell * 0.78 / max(1.0, role.breadth)
        x, y = spot[0], spot[1] + size / 2
        role.paint(scene.pen(x, y, size, scene.rng.choice((-1, 1))), Look(scene.palette, subject.coat, scene.rng))
        return
    close = subject.name in CLOSE
    size = cell * (scene.rng.uniform(1.15, 1.5) if close else scene.rng.uniform(0.74, 0.86))
    x, y = (part + scene.rng.uniform(-0.09, 0.09) * cell for part in spot)
    _shadow(scene, (x, y), size * 0.5)
    pen = scene.pen(x, y, size).at(0, 0, turn=scene.rng.uniform(0, 360))
    above(pen, Look(scene.palette, coat if close else subject.coat, scene.rng))


def _sort(scene: Scene, usual: Color | None) -> Color:
    """The color of one of many sorts, a little of the palette's leaves in it."""
    sort = scene.rng.choice((usual or scene.palette.leaf, *SORTS))
    return mix(sort, scene.palette.leaf, scene.rng.uniform(0.0, 0.2))


#: What grows in many sorts has these colors.
SORTS = tuple(rgb(code) for code in ("#e79aa6", "#6fae8e", "#a98fc7", "#5aa7a7", "#eab07f", "#8fb55f", "#c86f8c"))


def _shadow(scene: Scene, spot: Point, radius: float) -> None:
    x, y = spot
    for lift in (0.06, 0.12):
        outline = oval(x + radius * lift, y + radius * lift * 1.6, radius, radius)
        scene.canvas.shape(outline, scene.palette.ink, opacity=0.16)


def _table(scene: Scene) -> None:
    """Boards from edge to edge."""
    wood = mix(WOOD, scene.palette.near, 0.2)
    for plank in range(PLANKS):
        tone = mix(lighter(wood, 0.28), wood, scene.rng.random())
        top, bottom = (scene.height * edge / PLANKS for edge in (plank, plank + 1))
        board = [(0.0, top), (float(scene.width), top), (float(scene.width), bottom), (0.0, bottom)]
        mask = scene.canvas.shape(board, Fill((lighter(tone, 0.12), tone, darker(tone, 0.1)), shade=darker(tone, 0.4)))
        for _ in range(7):
            x, y = scene.rng.uniform(0, scene.width), scene.rng.uniform(top, bottom)
            grain = oval(x, y, scene.unit * scene.rng.uniform(0.08, 0.3), 1.5)
            scene.canvas.shape(grain, darker(tone, 0.3), opacity=0.35, within=mask)
        scene.canvas.wash(bottom - scene.unit * 0.004, bottom, darker(wood, 0.6), (0.9, 0.9))


def _spread(scene: Scene) -> None:
    """The named things side by side, the first one largest."""
    things = [subject for subject in scene.idea.subjects for _ in range(subject.count)]
    for thing, (x, y, size) in zip(things, _spots(scene, len(things)), strict=True):
        above = FROM_ABOVE.get(thing.name)
        if above is None:
            role = CAST[thing.name]
            role.paint(scene.pen(x, y + size / 2, size * 0.8), Look(scene.palette, thing.coat, scene.rng))
            continue
        _shadow(scene, (x, y), size * 0.5)
        above(
            scene.pen(x, y, size).at(0, 0, turn=scene.rng.uniform(-14, 14)), Look(scene.palette, thing.coat, scene.rng)
        )


def _spots(scene: Scene, count: int) -> list[tuple[float, float, float]]:
    """Middles and sizes of so many things, in even rows, the last one centered."""
    columns = min(count, max(1, round(sqrt(count * scene.width / scene.height))))
    rows = ceil(count / columns)
    wide, high = scene.width / columns, scene.height / rows
    size = min(wide, high) * (0.74 if count == 1 else 0.86)
    spots = []
    for number in range(count):
        row, column = divmod(number, columns)
        here = min(columns, count - row * columns)
        spots.append((scene.width / 2 + (column - (here - 1) / 2) * wide, (row + 0.5) * high, size))
    return spots
