"""Abstract compositions for prompts that name nothing the painter knows."""

from collections.abc import Callable
from math import cos, pi, sin, tau

from sandbox.painter.backdrops import ridge, wave_line
from sandbox.painter.canvas import Fill
from sandbox.painter.color import Color, darker, lighter, mix, ramp
from sandbox.painter.curves import oval, smooth
from sandbox.painter.scene import Scene


def abstract(scene: Scene) -> None:
    """One of several kinds, by the seed."""
    scene.rng.choice(KINDS)(scene)


def _inks(scene: Scene) -> tuple[Color, ...]:
    palette = scene.palette
    return palette.sky[0], palette.accent, palette.sky[-1], palette.near, palette.light, palette.shallow, palette.leaf


def currents(scene: Scene) -> None:
    """Broad flowing bands under a disc."""
    scene.canvas.band((lighter(scene.palette.sky[-1], 0.3), scene.palette.sky[-1]), 0, scene.height)
    x, y = scene.light
    radius = scene.unit * scene.rng.uniform(0.13, 0.2)
    scene.canvas.glow(x, y, radius * 2.6, scene.palette.accent, 0.35)
    scene.canvas.shape(
        oval(x, y, radius, radius),
        Fill((lighter(scene.palette.accent, 0.3), scene.palette.accent), shade=darker(scene.palette.accent, 0.4)),
    )
    stops = (scene.palette.light, scene.palette.sky[1], scene.palette.shallow, scene.palette.near, scene.palette.ink)
    for index in range(9):
        color = ramp(stops, index / 8)
        level = scene.height * (0.34 + 0.075 * index)
        line = wave_line(scene, level, scene.unit * 0.06, 0.45 + 0.06 * index)
        _shadow(scene, [(px, py - scene.unit * 0.014) for px, py in line])
        ridge(scene, line, Fill((lighter(color, 0.25), color), shade=darker(color, 0.35), reach=0.5))


def _shadow(scene: Scene, line: list[tuple[float, float]]) -> None:
    for lift in (0.0, 0.004, 0.008):
        edge = [(x, y + lift * scene.unit) for x, y in line]
        outline = [(-2.0, scene.height + 2.0), *edge, (scene.width + 2.0, scene.height + 2.0)]
        scene.canvas.shape(outline, scene.palette.ink, opacity=0.07)


def pebbles(scene: Scene) -> None:
    """Soft stones balanced around a center, like cut paper."""
    scene.canvas.band(
        (lighter(scene.palette.sky[-1], 0.5), mix(scene.palette.sky[-1], scene.palette.sky[1], 0.25)), 0, scene.height
    )
    inks = _inks(scene)
    for index in range(13):
        angle, far = index * 2.4 + scene.light[0], (index / 13) ** 0.6
        x = scene.width * (0.5 + 0.42 * far * cos(angle))
        y = scene.height * (0.5 + 0.42 * far * sin(angle))
        size = scene.unit * scene.rng.uniform(0.1, 0.22) * (1.25 - far * 0.6)
        _stone(scene, x, y, size, inks[index % len(inks)])


def _stone(scene: Scene, x: float, y: float, size: float, color: Color) -> None:
    turns = [tau * k / 7 for k in range(7)]
    reach = [size * scene.rng.uniform(0.78, 1.12) for _ in turns]
    around = [(x + cos(a) * r * 1.1, y + sin(a) * r) for a, r in zip(turns, reach, strict=True)]
    for lift in (0.016, 0.01, 0.005):
        scene.canvas.shape(
            smooth([(px + lift * scene.unit * 0.5, py + lift * scene.unit) for px, py in around]),
            scene.palette.ink,
            opacity=0.08,
        )
    scene.canvas.shape(smooth(around), Fill((lighter(color, 0.2), color), shade=darker(color, 0.4)))
    if scene.rng.random() < VEINED:
        for share in (0.75, 0.5, 0.27):
            inner = [(x + (px - x) * share, y + (py - y) * share) for px, py in around]
            scene.canvas.shape(smooth(inner), lighter(color, 0.5), opacity=0.22)


VEINED = 0.45


def arches(scene: Scene) -> None:
    """Rows of concentric arches, turned in quarters."""
    scene.canvas.band((scene.palette.sky[-1], mix(scene.palette.sky[-1], scene.palette.sky[1], 0.3)), 0, scene.height)
    columns = max(2, round(scene.width / scene.unit * 4))
    cell = scene.width / columns
    rows = round(scene.height / cell + 0.5)
    inks = _inks(scene)
    for column in range(columns):
        for row in range(rows):
            _fan(scene, (column * cell, row * cell), cell, scene.rng.sample(inks, 4))


def _fan(scene: Scene, corner: tuple[float, float], cell: float, inks: list[Color]) -> None:
    x, y = corner
    ground = inks[0]
    box = [(x, y), (x + cell, y), (x + cell, y + cell), (x, y + cell)]
    scene.canvas.shape(box, Fill((lighter(ground, 0.15), ground), shade=darker(ground, 0.25)))
    right, down = scene.rng.choice(((0, 0), (0, 1), (1, 0), (1, 1)))
    start = {(0, 0): 0.0, (1, 0): 0.5, (1, 1): 1.0, (0, 1): 1.5}[right, down] * pi
    center = x + right * cell, y + down * cell
    for share, ink in zip((0.96, 0.66, 0.36), inks[1:], strict=True):
        arc = [
            (
                center[0] + cos(start + pi / 2 * k / 24) * cell * share,
                center[1] + sin(start + pi / 2 * k / 24) * cell * share,
            )
            for k in range(25)
        ]
        scene.canvas.shape([center, *arc], Fill((lighter(ink, 0.12), ink), shade=darker(ink, 0.3), reach=0.5))


KINDS: tuple[Callable[[Scene], None], ...] = (currents, currents, pebbles, arches)
