"""The land from high above: fields, woods, a town, a coast, dunes, peaks; no sky."""

from collections.abc import Callable, Iterator
from math import cos, sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import Point, limb, oval, smooth
from sandbox.painter.places import Setting
from sandbox.painter.scene import Scene

#: Where the horizon would be: so far above the picture, as a share of its height.
BEYOND = 0.35
#: The side of a field, in landscape units at our feet.
FIELD = 0.34
WHEAT = rgb("#e3bd63")
SAND = rgb("#ecd0a0")
ROOFS = tuple(rgb(code) for code in ("#b5523b", "#c8704d", "#8d97a3", "#d9b36c"))
FURROWED = 0.55
WOODED = 0.22

Cell = tuple[Point, Point, Point, Point]


def land(scene: Scene, setting: Setting) -> None:
    """The land under the subjects, with the shadows of clouds that pass below us."""
    kind = next((name for name in (setting.ground, *setting.backdrops) if name in KINDS), "meadow")
    KINDS[kind](scene.part(f"aerial {kind}"))
    if "clouds" not in scene.idea.without:
        _clouds(scene.part("aerial clouds"))


def spot(scene: Scene, across: float, away: float) -> Point:
    """Where a point of the ground is seen: landscape units to the right, and its distance (1 at our feet)."""
    top = -BEYOND * scene.height
    return scene.width / 2 + across * scene.unit / away, top + (scene.height - top) / away


def _farthest() -> float:
    return (1 + BEYOND) / BEYOND + 0.2


def _cells(scene: Scene, side: float) -> Iterator[tuple[Cell, float]]:
    """The ground in uneven squares, the farthest first, each with its distance."""
    rows = [1 - side + side * row for row in range(round((_farthest() - 1) / side) + 3)]
    reach = scene.width / scene.unit / 2 * rows[-1]
    columns = [side * (column - round(reach / side)) for column in range(2 * round(reach / side) + 1)]
    knots = {
        (column, row): (u + scene.rng.uniform(-0.25, 0.25) * side, max(0.6, v + scene.rng.uniform(-0.2, 0.2) * side))
        for column, u in enumerate(columns)
        for row, v in enumerate(rows)
    }
    for row in reversed(range(len(rows) - 1)):
        for column in range(len(columns) - 1):
            corners = [knots[column + right, row + far] for right, far in ((0, 0), (1, 0), (1, 1), (0, 1))]
            near, right, opposite, left = (spot(scene, u, v) for u, v in corners)
            if max(near[0], right[0]) > 0 and min(left[0], near[0]) < scene.width:
                yield (near, right, opposite, left), rows[row] + side / 2


def fields(scene: Scene) -> None:
    """A patchwork of fields with hedges, a river, a road and farms."""
    tones = _tones(scene)
    for corners, away in _cells(scene, FIELD):
        color = scene.rng.choice(tones)
        field = scene.canvas.shape(corners, Fill((lighter(color, 0.08), color), shade=darker(color, 0.25)))
        if scene.rng.random() < FURROWED:
            for share in (0.17, 0.33, 0.5, 0.67, 0.83):
                line = _between(corners[0], corners[3], share), _between(corners[1], corners[2], share)
                _stroke(scene, line, 0.006 / away, darker(color, 0.14), within=field)
        _stroke(scene, (corners[0], corners[1]), 0.008 / away, darker(scene.palette.leaf, 0.25))
        if scene.rng.random() < WOODED:
            _grove(scene, corners, away, 9)
    _winding(scene, 0.17, (lighter(scene.palette.shallow, 0.15), scene.palette.shallow))
    _road(scene)
    _farms(scene)


def _tones(scene: Scene) -> tuple[Color, ...]:
    if scene.snowy:
        return tuple(mix(rgb("#f3f7fb"), scene.palette.far, share) for share in (0.04, 0.12, 0.22, 0.3))
    green = mix(scene.palette.leaf, scene.palette.near, 0.3)
    wheat = mix(WHEAT, scene.palette.light, 0.2)
    return (
        lighter(green, 0.25), green, mix(green, wheat, 0.5), wheat, mix(wheat, scene.palette.accent, 0.25),
        darker(green, 0.15), lighter(green, 0.4),
    )  # fmt: skip


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _stroke(scene: Scene, line: tuple[Point, Point], wide: float, color: Color, **inside: object) -> None:
    scene.canvas.shape(limb(line, (wide * scene.unit,) * 2), color, **inside)  # type: ignore[arg-type]


def _winding(scene: Scene, wide: float, stops: tuple[Color, ...]) -> None:
    """A river from the far end of the land to our feet."""
    swing, phase = scene.rng.uniform(0.35, 0.6), scene.rng.uniform(0, tau)
    aways = [_farthest(), 3.2, 2.5, 2.0, 1.6, 1.3, 1.1, 0.9]
    line = [spot(scene, swing * sin(away * 2.6 + phase), away) for away in aways]
    bank = [wide * scene.unit / away for away in aways]
    scene.canvas.shape(limb(line, [size * 1.35 for size in bank]), mix(scene.palette.leaf, scene.palette.ink, 0.2))
    scene.canvas.shape(limb(line, bank), Fill(stops))


def _road(scene: Scene) -> None:
    slope, start = scene.rng.choice((-1, 1)) * scene.rng.uniform(0.3, 0.6), scene.rng.uniform(-0.5, 0.5)
    aways = [_farthest(), 2.4, 1.6, 0.9]
    line = [spot(scene, start + slope * (away - 2), away) for away in aways]
    scene.canvas.shape(limb(line, [0.028 * scene.unit / away for away in aways]), lighter(scene.palette.light, 0.1))


def _farms(scene: Scene) -> None:
    for _ in range(5):
        across, away = scene.rng.uniform(-0.8, 0.8), scene.rng.uniform(1.3, 3.0)
        for _ in range(scene.rng.randint(2, 4)):
            x, y = spot(scene, across + scene.rng.uniform(-0.1, 0.1), away + scene.rng.uniform(-0.1, 0.1))
            _roof(scene, (x, y), 0.045 * scene.unit / away)


def _roof(scene: Scene, foot: Point, size: float) -> None:
    pen = scene.pen(*foot, size)
    tile = scene.rng.choice(ROOFS)
    pen.polygon([(-0.9, 0.3), (1.3, 0.3), (1.6, 0.6), (-0.6, 0.6)], scene.palette.ink, opacity=0.3)
    pen.polygon([(-1, 0.4), (-0.8, -0.1), (0.8, -0.1), (1, 0.4)], darker(tile, 0.25))
    pen.polygon([(-0.8, -0.1), (-0.6, -0.6), (0.6, -0.6), (0.8, -0.1)], Fill((lighter(tile, 0.25), tile)))


def _grove(scene: Scene, corners: Cell, away: float, count: int) -> None:
    """Crowns of trees from above, with their shadows."""
    leaf = mix(darker(scene.palette.leaf, 0.15), WHITE, 0.55 if scene.snowy else 0.0)
    for _ in range(count):
        foot = _between(
            _between(corners[0], corners[1], scene.rng.random()), _between(corners[3], corners[2], scene.rng.random()),
            scene.rng.random(),
        )  # fmt: skip
        size = scene.unit * scene.rng.uniform(0.024, 0.04) / away
        crown(scene, foot, size, leaf)


def crown(scene: Scene, foot: Point, size: float, leaf: Color) -> None:
    """A tree from above."""
    x, y = foot
    scene.canvas.shape(oval(x + size * 0.5, y + size * 0.45, size, size * 0.75), scene.palette.ink, opacity=0.28)
    tone = mix(leaf, lighter(leaf, 0.3), scene.rng.random() * 0.6)
    scene.canvas.shape(oval(x, y - size * 0.2, size, size * 0.85), Fill((lighter(tone, 0.25), tone)))


def forest(scene: Scene) -> None:
    """A roof of leaves with a river through it."""
    leaf = mix(scene.palette.leaf, scene.palette.near, 0.4)
    scene.canvas.band((leaf, darker(leaf, 0.25)), 0, scene.height)
    for corners, away in _cells(scene, 0.3):
        _grove(scene, corners, away * 0.6, 7)
    _winding(scene, 0.12, (lighter(scene.palette.shallow, 0.2), scene.palette.shallow))


def coast(scene: Scene) -> None:
    """An island in the sea: surf, sand, a wood."""
    deep, shallow = scene.palette.deep, scene.palette.shallow
    scene.canvas.band((mix(deep, shallow, 0.35), mix(deep, shallow, 0.15), deep), 0, scene.height)
    for _ in range(70):
        across, away = scene.rng.uniform(-2, 2), scene.rng.uniform(0.95, _farthest())
        x, y = spot(scene, across, away)
        size = scene.unit * 0.05 / away
        scene.canvas.shape(oval(x, y, size, size * 0.07), lighter(shallow, 0.5), opacity=0.4)
    shape = [(angle, scene.rng.uniform(0.75, 1.15)) for angle in (tau * step / 9 for step in range(9))]
    for times, color, opacity in (
        (1.42, shallow, 0.55), (1.22, lighter(shallow, 0.3), 0.7), (1.1, WHITE, 0.9), (1.04, SAND, 1.0),
        (0.78, mix(scene.palette.leaf, scene.palette.near, 0.3), 1.0),
    ):  # fmt: skip
        scene.canvas.shape(_island(scene, shape, times), Fill((lighter(color, 0.12), color)), opacity=opacity)
    for _ in range(34):
        across, away = scene.rng.uniform(-0.26, 0.26), scene.rng.uniform(1.55, 2.3)
        x, y = spot(scene, across * away / 1.6, away)
        crown(scene, (x + scene.stand[0] - scene.width / 2, y), scene.unit * 0.035 / away, scene.palette.leaf)


def _island(scene: Scene, shape: list[tuple[float, float]], times: float) -> list[Point]:
    x, y = scene.stand[0], scene.height * 0.6
    wide, high = scene.unit * 0.36 * times, scene.height * 0.22 * times
    return smooth([(x + cos(angle) * wide * far, y + sin(angle) * high * far) for angle, far in shape])


def town(scene: Scene) -> None:
    """Blocks of houses between streets."""
    street = mix(scene.palette.far, scene.palette.ink, 0.35)
    scene.canvas.band((lighter(street, 0.2), street), 0, scene.height)
    for corners, away in _cells(scene, 0.3):
        if scene.rng.random() < GARDENS:
            scene.canvas.shape(_inset(corners, 0.14), mix(scene.palette.leaf, scene.palette.near, 0.3))
            _grove(scene, _inset(corners, 0.25), away, 7)
        else:
            _tower(scene, _inset(corners, 0.16), scene.unit * scene.rng.uniform(0.04, 0.2) / away)


GARDENS = 0.14


def _inset(corners: Cell, share: float) -> Cell:
    x, y = (sum(corner[axis] for corner in corners) / 4 for axis in (0, 1))
    near, right, opposite, left = (_between(corner, (x, y), share * 2) for corner in corners)
    return near, right, opposite, left


def _tower(scene: Scene, base: Cell, tall: float) -> None:
    """A block over a base, its front and its sides; windows are lit at night."""
    near, right, opposite, left = base
    roof = [(x, y - tall) for x, y in base]
    tone = mix(scene.rng.choice((*ROOFS, scene.palette.far, scene.palette.light)), scene.palette.near, 0.3)
    sunny = scene.light[0] < near[0]
    side = (left, near, roof[0], roof[3]) if near[0] > scene.width / 2 else (right, opposite, roof[2], roof[1])
    scene.canvas.shape(side, darker(tone, 0.5 if sunny else 0.35))
    front = scene.canvas.shape((near, right, roof[1], roof[0]), Fill((darker(tone, 0.2), darker(tone, 0.4))))
    lit = scene.palette.accent if scene.palette.night else lighter(tone, 0.35)
    for share in (0.2, 0.4, 0.6, 0.8):
        line = _between(near, roof[0], share), _between(right, roof[1], share)
        _stroke(scene, line, 0.004, lit, within=front, opacity=0.6)
    scene.canvas.shape(roof, Fill((lighter(tone, 0.25), tone)))


def dunes(scene: Scene) -> None:
    """Crescents of sand, each with its lee in the shade."""
    sand = mix(SAND, scene.palette.land(0.3), 0.3)
    scene.canvas.band((lighter(sand, 0.25), sand), 0, scene.height)
    for corners, away in _cells(scene, 0.42):
        x, y = _between(corners[0], corners[2], 0.5)
        _crescent(scene, (x, y), scene.unit * 0.24 / away, sand)


def _crescent(scene: Scene, middle: Point, size: float, sand: Color) -> None:
    pen = scene.pen(*middle, size)
    pen.blob([(-1, 0.25), (-1, 0.25), (-0.4, -0.3), (0.4, -0.3), (1, 0.25), (1, 0.25), (0, 0.1)], lighter(sand, 0.35))
    lee = [(-1, 0.25), (-1, 0.25), (0, 0.02), (1, 0.25), (1, 0.25), (0.4, 0.36), (-0.4, 0.36)]
    pen.blob(lee, Fill((darker(sand, 0.32), darker(sand, 0.1))))


def peaks(scene: Scene) -> None:
    """Snowy summits seen from above, ridge after ridge."""
    rock = mix(scene.palette.land(0.5), scene.palette.ink, 0.2)
    scene.canvas.band((mix(rock, scene.palette.sky[-1], 0.3), darker(rock, 0.1)), 0, scene.height)
    for corners, away in _cells(scene, 0.4):
        foot = _between(corners[0], corners[2], 0.5)
        _summit(scene, foot, scene.unit * scene.rng.uniform(0.3, 0.5) / away, rock)


def _summit(scene: Scene, foot: Point, size: float, rock: Color) -> None:
    """A pyramid with a lit and a shaded side, white at its top."""
    pen = scene.pen(*foot, size)
    lean = scene.rng.uniform(-0.1, 0.1)
    tone, snow = mix(rock, scene.palette.leaf, scene.rng.random() * 0.25), mix(WHITE, scene.palette.light, 0.2)
    apex, ridge = (lean, -0.62), (lean * 0.3, 0.3)
    for shadow, side in ((0.0, -1), (0.42, 1)):
        slope = pen.polygon([apex, (side * 0.66, 0.12), (side * 0.3, 0.34), ridge], darker(lighter(tone, 0.15), shadow))
        cap = [apex, (side * 0.4, -0.1), (side * 0.24, -0.2), (side * 0.16, -0.05), (0, -0.16)]
        pen.polygon(cap, darker(snow, shadow * 0.6), within=slope)


def _clouds(scene: Scene) -> None:
    """A few clouds between us and the land, at its edges, and their shadows."""
    for _ in range(5):
        x = scene.width * scene.rng.choice((scene.rng.uniform(-0.05, 0.22), scene.rng.uniform(0.78, 1.05)))
        y, size = scene.height * scene.rng.uniform(0.02, 0.95), scene.unit * scene.rng.uniform(0.06, 0.12)
        puffs = [
            (scene.rng.uniform(-1, 1), scene.rng.uniform(-0.3, 0.3), scene.rng.uniform(0.5, 0.9)) for _ in range(5)
        ]
        for right, down, wide in puffs:
            shadow = oval(x + (right + 1) * size, y + (down + 1.1) * size, wide * size, wide * size * 0.5)
            scene.canvas.shape(shadow, scene.palette.ink, opacity=0.1)
        for right, down, wide in puffs:
            puff = oval(x + right * size, y + down * size, wide * size, wide * size * 0.6)
            scene.canvas.shape(puff, lighter(scene.palette.sky[-1], 0.75), opacity=0.5)


KINDS: dict[str, Callable[[Scene], None]] = {
    "meadow": fields, "hills": fields, "road": fields, "river": fields,
    "sea": coast, "beach": coast, "lake": coast, "embankment": coast,
    "city": town, "roof": town, "forest": forest, "desert": dunes, "mountains": peaks,
}  # fmt: skip
