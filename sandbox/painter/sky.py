"""The sky: sun or moon, stars, clouds, rainbow, aurora, lightning, planets."""

from collections.abc import Callable
from math import cos, pi, sin, sqrt, tau

from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import Point, limb, oval, smooth
from sandbox.painter.scene import Scene

RAINBOW = tuple(rgb(code) for code in ("#e85d5d", "#f2994a", "#f7d154", "#6cc27a", "#4fa3d9", "#7d6bc7"))


def paint_sky(scene: Scene) -> None:
    """Everything above the horizon, from the farthest to the nearest; each thing has dice of its own."""
    scene.canvas.band(scene.palette.sky, 0, scene.horizon + 2)
    for name, paint in SKY.items():
        if name not in scene.idea.without and _seen(scene, name):
            paint(scene.part(name))


def _seen(scene: Scene, name: str) -> bool:
    """Whether something is in this sky: named, or there by itself."""
    wanted, night = set(scene.idea.sky), scene.palette.night
    veiled = bool({"storm", "fog"} & set(scene.idea.moods)) and not {"sun", "moon"} & wanted
    by_moon = "moon" in wanted or (night and "sun" not in wanted)
    return {
        "stars": night or "stars" in wanted,
        "sun": not veiled and not by_moon,
        "moon": not veiled and by_moon,
        "clouds": True,
        "lightning": "lightning" in wanted or "storm" in scene.idea.moods,
    }.get(name, name in wanted)


def sun(scene: Scene) -> None:
    """A disc in three rings of haze."""
    x, y = scene.light
    radius = scene.unit * scene.rng.uniform(0.065, 0.1)
    light = scene.palette.light
    scene.canvas.glow(x, y, radius * 8.5, light, 0.62)
    for times, opacity in ((2.1, 0.14), (1.5, 0.22)):
        scene.canvas.shape(oval(x, y, radius * times, radius * times), light, opacity=opacity)
    low = mix(light, scene.palette.accent, 0.18)
    scene.canvas.shape(oval(x, y, radius, radius), Fill((lighter(light, 0.5), light, low)))


def moon(scene: Scene) -> None:
    """A full moon with seas, or a crescent."""
    x, y = scene.light
    radius = scene.unit * scene.rng.uniform(0.06, 0.095)
    light = scene.palette.light
    scene.canvas.glow(x, y, radius * 7.5, light, 0.5)
    surface = Fill((lighter(light, 0.4), light), shade=mix(light, scene.palette.far, 0.5))
    if scene.rng.random() < CRESCENTS:
        scene.canvas.shape(_crescent(x, y, radius), surface)
        return
    disc = scene.canvas.shape(oval(x, y, radius, radius), surface)
    dim = mix(light, scene.palette.far, 0.28)
    for right, down, size in ((-0.35, -0.25, 0.24), (0.3, 0.2, 0.3), (-0.2, 0.45, 0.16), (0.35, -0.45, 0.12)):
        crater = oval(x + right * radius, y + down * radius, size * radius, size * radius * 0.92)
        scene.canvas.shape(crater, dim, opacity=0.7, within=disc)


def _crescent(x: float, y: float, radius: float) -> list[Point]:
    angles = [pi * (k / 40 - 0.5) - 0.35 for k in range(41)]
    outer = [(x + radius * cos(a), y + radius * sin(a)) for a in angles]
    tilt = cos(-0.35), sin(-0.35)
    inner = [
        (
            x + radius * (0.45 * cos(t) * tilt[0] - sin(t) * tilt[1]),
            y + radius * (0.45 * cos(t) * tilt[1] + sin(t) * tilt[0]),
        )
        for t in (pi * (0.5 - k / 40) for k in range(41))
    ]
    return [*outer, *inner]


CRESCENTS = 0.4


def stars(scene: Scene) -> None:
    """Dots of many sizes and a few four-pointed sparkles."""
    area = scene.width * scene.horizon
    for _ in range(round(area / 5500)):
        x, y = scene.rng.uniform(0, scene.width), scene.horizon * scene.rng.random() ** 1.4 * 0.92
        size = scene.unit * (0.0008 + 0.0016 * scene.rng.random() ** 4)
        scene.canvas.shape(oval(x, y, size, size)[::6], WHITE, opacity=scene.rng.uniform(0.35, 0.95))
    for _ in range(round(area / 90000) + 3):
        spot = scene.rng.uniform(0, scene.width), scene.rng.uniform(0.03, 0.7) * scene.horizon
        sparkle(scene, spot, scene.unit * scene.rng.uniform(0.006, 0.013))


def sparkle(scene: Scene, spot: Point, size: float) -> None:
    """A four-pointed star."""
    x, y = spot
    scene.canvas.glow(x, y, size * 2.2, scene.palette.light, 0.35)
    points = [
        (x + cos(k * pi / 4) * size * (0.16 if k % 2 else 1), y + sin(k * pi / 4) * size * (0.16 if k % 2 else 1))
        for k in range(8)
    ]
    scene.canvas.shape(points, lighter(scene.palette.light, 0.4))


def clouds(scene: Scene) -> None:
    """Flat-bottomed heaps in rows, larger and nearer towards the top."""
    stormy = "storm" in scene.idea.moods
    many = 9 if stormy or "clouds" in scene.idea.sky else scene.rng.randint(2, 4)
    spread = max(1.0, scene.width / scene.unit)
    for index in range(round(many * spread**0.5)):
        height = 0.12 + 0.7 * scene.rng.random()
        size = scene.unit * scene.rng.uniform(0.16, 0.34) * (1.2 - height * 0.8) * (1.5 if stormy else 1)
        x = scene.width * ((index * 0.618 + scene.rng.uniform(-0.08, 0.08) + scene.light[0] / scene.width) % 1.0)
        cloud(scene, (x, scene.horizon * height), size)


def cloud(scene: Scene, spot: Point, size: float) -> None:
    """One cloud, `size` pixels wide; its light top melts into the sky below."""
    x, y = spot
    sky = scene.palette.sky
    base = mix(sky[-1], sky[len(sky) // 2], 0.35)
    top = lighter(base, 0.25 if scene.palette.night else 0.75)
    if "storm" in scene.idea.moods:
        base, top = darker(sky[0], 0.1), mix(sky[0], sky[-1], 0.55)
    heaps = [(scene.rng.uniform(-0.34, 0.34), scene.rng.uniform(0.1, 0.2)) for _ in range(5)] + [
        (0.0, scene.rng.uniform(0.2, 0.26))
    ]
    outline = [(x + right * size, y - _envelope(right, heaps) * size) for right in (k / 60 - 0.5 for k in range(61))]
    floor = smooth(
        [(x + 0.5 * size, y), (x + 0.3 * size, y + 0.018 * size), (x - 0.35 * size, y + 0.012 * size)], closed=False
    )
    scene.canvas.shape([*outline, *floor], Fill((top, base)), opacity=0.55 if scene.palette.night else 0.85)


def _envelope(right: float, heaps: list[tuple[float, float]]) -> float:
    edge = sqrt(max(0.0, 0.03 * (1 - (right / 0.5) ** 2))) * 0.2
    return max([edge, *(sqrt(r * r - (right - c) ** 2) for c, r in heaps if abs(right - c) < r)])


def rainbow(scene: Scene) -> None:
    """Six soft bands from behind the land."""
    x = scene.width - scene.light[0]
    radius = min(scene.unit * 0.62, scene.horizon * 0.85, scene.width * 0.62)
    band = radius * 0.042
    for index, color in enumerate(RAINBOW):
        outer, inner = radius - index * band, radius - (index + 1) * band
        arc = [(x + outer * cos(a), scene.horizon - outer * sin(a)) for a in (pi * k / 60 for k in range(61))]
        back = [(x + inner * cos(a), scene.horizon - inner * sin(a)) for a in (pi * k / 60 for k in range(60, -1, -1))]
        scene.canvas.shape([*arc, *back], color, opacity=0.62)


def aurora(scene: Scene) -> None:
    """Curtains of light: short tapering rays side by side along a wavy line."""
    for color, level in ((rgb("#3ef0a4"), 0.62), (rgb("#7bd8ff"), 0.5), (rgb("#b06bff"), 0.4)):
        phase, swing = scene.rng.uniform(0, tau), scene.rng.uniform(0.05, 0.1)
        for index in range(64):
            share = index / 63
            foot = scene.horizon * (level + swing * sin(share * tau * 1.3 + phase))
            tall = scene.horizon * (0.3 + 0.12 * sin(share * 23 + phase) + scene.rng.uniform(0, 0.06))
            _ray(scene, share * scene.width, foot, tall, color)


def _ray(scene: Scene, x: float, foot: float, tall: float, color: Color) -> None:
    half = scene.width / 70
    outline = [(x - half, foot), (x - half * 0.6, foot - tall), (x + half * 1.4, foot - tall), (x + half, foot)]
    scene.canvas.beam(outline, color, 0.34)


def lightning(scene: Scene) -> None:
    """A forked bolt out of the clouds."""
    x = scene.width - scene.light[0] + scene.rng.uniform(-0.05, 0.05) * scene.width
    top, bottom = scene.horizon * 0.18, scene.horizon * 0.96
    spine = [(x, top)]
    for share in (0.2, 0.34, 0.5, 0.66, 0.82, 1.0):
        x += scene.unit * scene.rng.uniform(-0.05, 0.05)
        spine.append((x, top + (bottom - top) * share))
    width = scene.unit * 0.011
    scene.canvas.glow(spine[2][0], spine[2][1], scene.unit * 0.42, scene.palette.light, 0.55)
    fork = [
        spine[3],
        (spine[3][0] + width * 7, spine[3][1] + width * 6),
        (spine[3][0] + width * 9, spine[3][1] + width * 13),
    ]
    for line, size in ((spine, width), (fork, width * 0.6)):
        doubled = [point for point in line for _ in range(2)]
        scene.canvas.shape(limb(doubled, (size, size * 0.8, size * 0.2)), lighter(scene.palette.light, 0.6))


#: What may be in a sky, from the farthest to the nearest.
SKY: dict[str, Callable[[Scene], None]] = {
    "stars": stars,
    "aurora": aurora,
    "sun": sun,
    "moon": moon,
    "rainbow": rainbow,
    "clouds": clouds,
    "lightning": lightning,
}
