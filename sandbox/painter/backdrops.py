"""Backdrops between the horizon and the ground we stand on: ridges, woods, skylines."""

from collections.abc import Callable
from math import sin, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix
from sandbox.painter.curves import Point
from sandbox.painter.scene import Scene

LIT_WINDOWS = 0.45


def mountains(scene: Scene) -> None:
    """Two chains of faceted peaks with snow on the far one, haze at their feet."""
    for depth, (tall, count) in enumerate(((0.44, 4), (0.24, 5))):
        color = mix(scene.palette.land(depth * 0.3), scene.palette.sky[1], 0.28 - depth * 0.1)
        step = scene.width / count * max(1.0, scene.unit / scene.width)
        shift = scene.rng.uniform(-0.5, 0.0) * step
        peaks = [
            (shift + step * (k + scene.rng.uniform(0.1, 0.9)), scene.unit * tall * scene.rng.uniform(0.55, 1.0))
            for k in range(count + 1)
        ]
        for order, (x, high) in enumerate(sorted(peaks, key=lambda peak: -peak[1])):
            _peak(scene, (x, scene.horizon - high), high, darker(color, 0.06 * order))
        scene.canvas.wash(scene.horizon - scene.unit * tall * 0.5, scene.horizon + 2, scene.palette.sky[-1], (0, 0.5))


def _peak(scene: Scene, apex: Point, high: float, color: Color) -> None:
    """A peak with a lit and a shaded side and a snow cap."""
    x, y = apex
    foot = scene.horizon + 4
    left = _jagged(scene, apex, (x - high * scene.rng.uniform(0.8, 1.15), foot), high * 0.035)
    right = _jagged(scene, apex, (x + high * scene.rng.uniform(0.8, 1.15), foot), high * 0.035)
    spine = _jagged(scene, apex, (x + high * scene.rng.uniform(-0.12, 0.12), foot), high * 0.1)
    sunward = scene.light[0] < x
    whole = scene.canvas.shape([*left, *reversed(right)], Fill((color, lighter(color, 0.12))))
    dark = Fill((darker(color, 0.3), color), shade=None)
    scene.canvas.shape([*spine, *reversed(right if sunward else left)], dark, within=whole)
    line = y + high * scene.rng.uniform(0.24, 0.36)
    teeth = [
        (x + high * (0.7 * k / 8 - 0.35), line + high * scene.rng.uniform(-0.07, 0.05) * (1 if k % 2 else -1))
        for k in range(9)
    ]
    cap = [(x - high, y - 2), (x + high, y - 2), (x + high, line), *reversed(teeth), (x - high, line)]
    snow = mix(WHITE, scene.palette.light, 0.4)
    lit = scene.canvas.shape(cap, mix(snow, color, 0.1), within=whole)
    scene.canvas.shape([*spine, *reversed(right if sunward else left)], mix(snow, color, 0.5), within=lit)


def _jagged(scene: Scene, start: Point, end: Point, rough: float) -> list[Point]:
    line = [start]
    for share in (0.15, 0.3, 0.45, 0.6, 0.8):
        x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        line.append((x + scene.rng.uniform(-rough, rough), y))
    return [*line, end]


def wave_line(scene: Scene, level: float, swing: float, waves: float) -> list[Point]:
    """A rolling skyline across the picture around a level, `swing` pixels up and down."""
    phases = [scene.rng.uniform(0, tau) for _ in range(3)]
    line = []
    for step in range(65):
        angle = step / 64 * tau * waves * scene.width / scene.unit
        roll = sin(angle + phases[0]) + 0.45 * sin(angle * 2.1 + phases[1]) + 0.2 * sin(angle * 4.3 + phases[2])
        line.append((scene.width * step / 64, level - swing * roll / 1.65))
    return line


def ridge(scene: Scene, line: list[Point], fill: Fill, bottom: float | None = None) -> None:
    """Land under a skyline, down to `bottom` or to the picture's edge."""
    bottom = scene.height if bottom is None else bottom
    scene.canvas.shape(
        [(-2, bottom), (-2, line[0][1]), *line, (scene.width + 2, line[-1][1]), (scene.width + 2, bottom)], fill
    )


def hills(scene: Scene) -> None:
    """Three soft rows of hills, bluer the farther."""
    for depth in range(3):
        color = mix(scene.palette.land(0.1 + depth * 0.17), scene.palette.sky[-1], 0.25 - depth * 0.1)
        level = scene.horizon - scene.unit * (0.1 - depth * 0.04)
        line = wave_line(scene, level, scene.unit * 0.045, 0.7 + 0.3 * depth)
        ridge(
            scene,
            line,
            Fill((lighter(color, 0.15), color), shade=darker(color, 0.25)),
            scene.horizon + scene.unit * 0.1,
        )
        if depth:
            _copse(scene, line, darker(color, 0.28))


def _copse(scene: Scene, line: list[Point], color: Color) -> None:
    """Clumps of small round trees on a skyline."""
    for _ in range(scene.rng.randint(2, 4)):
        start = scene.rng.randrange(len(line) - 6)
        for x, y in line[start : start + scene.rng.randint(2, 6)]:
            size = scene.unit * scene.rng.uniform(0.01, 0.02)
            pen = scene.pen(x, y + size * 0.3, size)
            pen.oval((0, -0.8), (0.7, 1.0), Fill((lighter(color, 0.18), color)))


def forest(scene: Scene) -> None:
    """Rows of firs sinking into haze."""
    leaf = mix(scene.palette.leaf, scene.palette.near, 0.3)
    for depth in range(3):
        color = mix(mix(scene.palette.sky[-1], scene.palette.far, 0.5), leaf, 0.25 + depth * 0.3)
        base = scene.horizon + scene.unit * (0.01 + depth * 0.025)
        tall = scene.unit * (0.26 + depth * 0.03)
        line: list[Point] = []
        x = -tall * 0.2
        while x < scene.width + tall * 0.2:
            high = tall * scene.rng.uniform(0.55, 1.0)
            line += _fir(x, base, high)
            x += high * scene.rng.uniform(0.16, 0.34)
        ridge(scene, line, Fill((color, lighter(color, 0.22))), base + scene.unit * 0.06)
        scene.canvas.wash(base - tall * 0.45, base + scene.unit * 0.06, scene.palette.sky[-1], (0, 0.42 - depth * 0.1))


def _fir(x: float, base: float, high: float) -> list[Point]:
    """The outline of a fir from its left foot over its top to its right foot."""
    half = [
        (0.16, 0.0),
        (0.17, 0.12),
        (0.08, 0.2),
        (0.13, 0.34),
        (0.06, 0.42),
        (0.095, 0.56),
        (0.04, 0.63),
        (0.055, 0.75),
    ]
    left = [(x - right * high, base - up * high) for right, up in half]
    right = [(x + right * high, base - up * high) for right, up in reversed(half)]
    return [*left, (x, base - high), *right]


def city(scene: Scene) -> None:
    """Three rows of buildings with windows, antennas and roofs."""
    ends = scene.palette.sky[-1], mix(scene.palette.near, scene.palette.ink, 0.35)
    for depth in range(3):
        color = mix(*ends, 0.22 + depth * 0.34)
        x = -scene.unit * scene.rng.uniform(0, 0.08)
        while x < scene.width:
            wide = scene.unit * scene.rng.uniform(0.06, 0.12)
            tall = scene.unit * scene.rng.uniform(0.16, 0.5) * (1 - depth * 0.25)
            _building(scene, (x, scene.horizon - tall), wide, color)
            x += wide * scene.rng.uniform(0.95, 1.25)
        scene.canvas.wash(
            scene.horizon - scene.unit * 0.2, scene.horizon + 20, scene.palette.sky[-1], (0, 0.4 - depth * 0.15)
        )


def _building(scene: Scene, corner: Point, wide: float, color: Color) -> None:
    x, y = corner
    bottom = scene.horizon + 20
    box = [(x, y), (x + wide, y), (x + wide, bottom), (x, bottom)]
    scene.canvas.shape(box, Fill((color, darker(color, 0.18)), across=True))
    ROOFS[scene.rng.randrange(len(ROOFS))](scene, corner, wide, color)
    cell = wide / scene.rng.randint(4, 6)
    lit = scene.palette.accent if scene.palette.night else lighter(color, 0.45)
    for row in range(1, int((bottom - y) / cell / 1.3)):
        for column in range(1, int(wide / cell)):
            if scene.rng.random() < LIT_WINDOWS:
                left, top = x + column * cell - cell * 0.25, y + row * cell * 1.3
                window = (round(left), round(top), round(left + cell * 0.5), round(top + cell * 0.7))
                scene.canvas.picture.paste(mix(color, lit, scene.rng.uniform(0.35, 0.9)), window)


def _flat_roof(scene: Scene, corner: Point, wide: float, color: Color) -> None:
    pen = scene.pen(*corner, wide)
    pen.box(0.2, -0.12, 0.5, 0.02, darker(color, 0.1))


def _spire(scene: Scene, corner: Point, wide: float, color: Color) -> None:
    pen = scene.pen(*corner, wide)
    pen.polygon([(0.3, 0.02), (0.3, -0.25), (0.7, -0.25), (0.7, 0.02)], color)
    pen.polygon([(0.47, -0.25), (0.5, -0.95), (0.53, -0.25)], color)


def _gable(scene: Scene, corner: Point, wide: float, color: Color) -> None:
    scene.pen(*corner, wide).polygon([(0, 0.02), (0.5, -0.4), (1, 0.02)], darker(color, 0.12))


ROOFS: tuple[Callable[[Scene, Point, float, Color], None], ...] = (_flat_roof, _spire, _gable, _flat_roof)


def dunes(scene: Scene) -> None:
    """Far dunes with sharp crests."""
    for depth in range(2):
        color = mix(scene.palette.land(0.1 + depth * 0.2), scene.palette.light, 0.35 - depth * 0.12)
        line = wave_line(
            scene, scene.horizon - scene.unit * (0.05 - depth * 0.04), scene.unit * 0.05, 0.5 + depth * 0.3
        )
        ridge(scene, line, Fill((lighter(color, 0.3), color), shade=darker(color, 0.2)))


BACKDROPS: dict[str, Callable[[Scene], None]] = {
    "mountains": mountains, "hills": hills, "forest": forest, "city": city, "desert": dunes,
}  # fmt: skip
