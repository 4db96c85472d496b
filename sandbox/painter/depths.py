"""Settings without a ground: outer space and the depth of the sea."""

from math import sin

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, darker, lighter, mix, rgb
from sandbox.painter.curves import limb, oval
from sandbox.painter.scene import Scene
from sandbox.painter.sky import sparkle

#: Subjects that are planets themselves.
PLANETS = frozenset({"planet", "jupiter"})


def outer_space(scene: Scene) -> None:
    """Nebulae, stars and a ringed planet in the distance."""
    rng, canvas = scene.rng, scene.canvas
    canvas.band(scene.palette.sky, 0, scene.height)
    canvas.wash(0, scene.height, rgb("#070516"), (0.25, 0.7))
    for color in (scene.palette.accent, scene.palette.sky[-1], scene.palette.shallow, rgb("#7a5cff")):
        for _ in range(3):
            x, y = rng.uniform(0, scene.width), rng.uniform(0, scene.height)
            canvas.glow(x, y, scene.unit * rng.uniform(0.2, 0.5), color, 0.2)
    for _ in range(round(scene.width * scene.height / 3600)):
        size = scene.unit * (0.0007 + 0.0018 * rng.random() ** 5)
        dot = oval(rng.uniform(0, scene.width), rng.uniform(0, scene.height), size, size)[::6]
        canvas.shape(dot, WHITE, opacity=rng.uniform(0.3, 1))
    for _ in range(9):
        sparkle(
            scene, (rng.uniform(0, scene.width), rng.uniform(0, scene.height)), scene.unit * rng.uniform(0.008, 0.016)
        )
    if not PLANETS & {subject.name for subject in scene.idea.subjects}:
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
    color = mix(mix(scene.palette.near, scene.palette.deep, 0.55 - depth * 0.2), scene.palette.ink, 0.1 + depth * 0.15)
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
    scene.canvas.shape(edge, Fill((lighter(color, 0.2), color), shade=darker(color, 0.4)))
