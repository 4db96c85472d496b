"""Grounds: what lies between the horizon and our feet."""

from collections.abc import Callable

from sandbox.painter.backdrops import ridge, wave_line
from sandbox.painter.canvas import Fill
from sandbox.painter.color import WHITE, Color, darker, lighter, mix, rgb
from sandbox.painter.curves import Point, limb, oval, smooth
from sandbox.painter.scene import Scene
from sandbox.painter.trees import TREES

SNOW = rgb("#f3f7fb")


def meadow(scene: Scene) -> None:
    """Rolling grass (or snow) in three layers with tufts and small flowers."""
    depth = scene.height - scene.horizon
    scene.canvas.band((_soil(scene, 0.2), _soil(scene, 0.6)), scene.horizon, scene.height)
    for layer in range(3):
        color = _soil(scene, 0.35 + layer * 0.25)
        line = wave_line(scene, scene.horizon + depth * (0.06 + layer * 0.22), depth * 0.05, 0.5 + layer * 0.15)
        ridge(scene, line, Fill((lighter(color, 0.22), color, darker(color, 0.12)), shade=darker(color, 0.3)))
    _tufts(scene, scene.horizon + depth * 0.55)


def _soil(scene: Scene, nearness: float) -> Color:
    if scene.snowy:
        return mix(mix(scene.palette.sky[1], scene.palette.far, 0.3), SNOW, 0.45 + nearness * 0.35)
    return scene.palette.land(nearness)


def _tufts(scene: Scene, top: float) -> None:
    """Blades of grass and, where nothing lies under snow, dots of flowers."""
    for _ in range(round(26 * scene.width / scene.unit)):
        share = scene.rng.random()
        x, y = scene.rng.uniform(0, scene.width), top + (scene.height - top) * share
        size = scene.unit * (0.012 + 0.02 * share)
        color = mix(darker(_soil(scene, 0.8), 0.25), scene.palette.leaf, 0.3)
        pen = scene.pen(x, y, size)
        for lean in (-0.6, 0.0, 0.5):
            pen.limb([(lean * 0.3, 0), (lean * 0.5, -0.6), (lean, -1 + abs(lean) * 0.3)], (0.16, 0.1, 0.02), color)
        if not scene.snowy and scene.rng.random() < share:
            _blossom(scene, (x + size, y - size * 0.5), size * 0.24)


def _blossom(scene: Scene, spot: Point, size: float) -> None:
    color = scene.rng.choice((scene.palette.accent, scene.palette.light, lighter(scene.palette.accent, 0.5)))
    scene.canvas.shape(oval(*spot, size, size * 0.8), color)


def water(scene: Scene) -> None:
    """A sea or lake to the horizon, with the light's path on it."""
    scene.canvas.band(
        (scene.palette.shallow, mix(scene.palette.shallow, scene.palette.deep, 0.6), scene.palette.deep),
        scene.horizon,
        scene.height,
    )
    if "storm" not in scene.idea.moods:
        _light_path(scene)
    _ripples(scene)


def sea(scene: Scene) -> None:
    """Open water with rows of waves."""
    water(scene)
    waves(scene, 0.42 if "storm" in scene.idea.moods else 0.2)


def waves(scene: Scene, steep: float) -> None:
    """Rows of wave crests growing towards us."""
    depth = scene.height - scene.horizon
    for row in range(4):
        share = 0.2 + row * 0.22
        color = mix(scene.palette.shallow, scene.palette.deep, share * 0.9)
        line = wave_line(scene, scene.horizon + depth * share, depth * 0.1 * steep * (0.5 + share), 3.2 - share * 1.6)
        crest = [(x, y - 0.006 * scene.unit * share) for x, y in line]
        ridge(scene, crest, Fill((lighter(color, 0.45),)), scene.horizon + depth * (share + 0.1))
        ridge(scene, line, Fill((lighter(color, 0.12), color), shade=darker(color, 0.25)))


def _light_path(scene: Scene) -> None:
    x = scene.light[0]
    depth = scene.height - scene.horizon
    for row in range(26):
        share = (row / 26) ** 1.4
        y = scene.horizon + 3 + depth * share * 0.9
        half = scene.unit * (0.02 + 0.09 * share) * scene.rng.uniform(0.4, 1.1)
        thick = scene.unit * (0.0015 + 0.004 * share)
        spot = x + scene.rng.uniform(-0.3, 0.3) * half
        scene.canvas.shape(oval(spot, y, half, thick), scene.palette.light, opacity=0.75 - share * 0.45)


def _ripples(scene: Scene) -> None:
    depth = scene.height - scene.horizon
    for _ in range(round(34 * scene.width / scene.unit)):
        share = scene.rng.random()
        x, y = scene.rng.uniform(0, scene.width), scene.horizon + 4 + depth * share**1.4
        half, thick = scene.unit * (0.01 + 0.05 * share), scene.unit * (0.001 + 0.002 * share)
        color = lighter(scene.palette.shallow, 0.4) if scene.rng.random() < share else scene.palette.deep
        scene.canvas.shape(oval(x, y, half, thick), color, opacity=0.4)


def shore(scene: Scene) -> None:
    """A spit of land in front of the water for those who do not swim."""
    line = wave_line(scene, scene.stand[1] - scene.height * 0.035, scene.height * 0.014, 0.5)
    beach = {"sea", "beach"} & set(scene.idea.places) and not scene.snowy
    color = mix(rgb("#ecd0a0"), scene.palette.near, 0.25) if beach else _soil(scene, 0.8)
    ridge(scene, [(x, y - scene.unit * 0.008) for x, y in line], Fill((lighter(scene.palette.shallow, 0.65),)))
    ridge(scene, line, Fill((lighter(color, 0.2), darker(color, 0.1)), shade=darker(color, 0.35)))
    if not beach:
        _tufts(scene, scene.stand[1])


def river(scene: Scene) -> None:
    """A meadow with a river winding towards us."""
    meadow(scene)
    _ribbon(scene, Fill((scene.palette.shallow, mix(scene.palette.shallow, scene.palette.deep, 0.7))), 0.34)
    _ribbon(scene, Fill((lighter(scene.palette.shallow, 0.5),)), 0.06)


def road(scene: Scene) -> None:
    """A meadow with a road winding to the horizon."""
    meadow(scene)
    tarmac = mix(scene.palette.ink, scene.palette.far, 0.4)
    _ribbon(scene, Fill((lighter(tarmac, 0.3), tarmac), shade=darker(tarmac, 0.3)), 0.32)
    _ribbon(scene, Fill((lighter(scene.palette.light, 0.2),)), 0.014)


def _ribbon(scene: Scene, fill: Fill, wide: float) -> None:
    """A winding band in perspective, `wide` landscape units at our feet."""
    depth = scene.height - scene.horizon
    bend = scene.facing * scene.unit * 0.13
    start = scene.width - scene.light[0]
    line = [
        (start, scene.horizon + depth * 0.05), (start + bend * 0.5, scene.horizon + depth * 0.16),
        (start - bend, scene.horizon + depth * 0.42), (start + bend * 0.6, scene.horizon + depth * 0.75),
        (start + bend * 0.2, scene.height + depth * 0.3),
    ]  # fmt: skip
    widths = [scene.unit * wide * share for share in (0.02, 0.09, 0.35, 0.8, 1.3)]
    scene.canvas.shape(limb(line, widths), fill)


def sand(scene: Scene) -> None:
    """Dunes with a shaded lee side and wind ripples."""
    depth = scene.height - scene.horizon
    scene.canvas.band((scene.palette.land(0.15), scene.palette.land(0.4)), scene.horizon, scene.height)
    for layer in range(3):
        color = mix(scene.palette.land(0.15 + layer * 0.2), rgb("#eebb77"), 0.45)
        level = scene.horizon + depth * (0.08 + layer * 0.24)
        line = wave_line(scene, level, depth * 0.07, 0.4 + layer * 0.1)
        ridge(scene, line, Fill((lighter(color, 0.4), color, darker(color, 0.15)), shade=darker(color, 0.3)))
        top = scene.rng.randrange(12, 52)
        x, y = line[top]
        lee = smooth(
            [
                (x, y),
                (x, y),
                (x - scene.unit * 0.08, y + depth * 0.1),
                (x + scene.unit * 0.05, y + depth * 0.24),
                (x + scene.unit * 0.42, y + depth * 0.3),
                (x + scene.unit * 0.2, y + depth * 0.08),
            ]
        )
        scene.canvas.shape(lee, darker(color, 0.28), opacity=0.45)


def woodland(scene: Scene) -> None:
    """A clearing framed by near trees."""
    meadow(scene)
    named = [subject.name for subject in scene.idea.subjects if subject.name in TREES]
    for side in (-1, 1):
        for index in range(3):
            aside = 0.5 + side * (0.5 - 0.14 * index * scene.unit / scene.width + scene.rng.uniform(-0.04, 0.03))
            tall = scene.unit * scene.rng.uniform(0.5, 0.72) * (1 - index * 0.2)
            y = scene.horizon + (scene.height - scene.horizon) * (0.4 - index * 0.15)
            tree = TREES[scene.rng.choice(named or ["pine", "pine", "tree", "birch"])]
            leaf = mix(scene.palette.leaf, scene.palette.far, index * 0.22)
            tree(scene.pen(aside * scene.width, y, tall), _needles(scene, leaf), scene.palette.ink, scene.rng)


def roof(scene: Scene) -> None:
    """Rows of tiles sloping towards us, a chimney beside, the town behind."""
    water(scene)
    top = scene.stand[1] - scene.height * 0.1
    clay = mix(rgb("#b5523b"), scene.palette.near, 0.12)
    chimney = scene.pen(scene.width - scene.stand[0], top + scene.unit * 0.05, scene.unit * 0.24)
    chimney.box(-0.3, -0.9, 0.3, 0.1, Fill((lighter(clay, 0.15), darker(clay, 0.35)), across=True))
    chimney.box(-0.38, -1.0, 0.38, -0.86, darker(clay, 0.2))
    wide, rows = scene.unit * 0.085, 6
    deep = (scene.height - top) / (rows - 1)
    for row in reversed(range(rows)):
        foot, grown = top + deep * row, 1 + row * 0.16
        for column in range(round(scene.width / wide / grown) + 3):
            x = (column - 0.5 - 0.5 * (row % 2)) * wide * grown
            tone = mix(clay, scene.palette.ink, scene.rng.uniform(0, 0.22))
            tile = [
                (x, foot - deep),
                (x + wide * grown, foot - deep),
                (x + wide * grown, foot),
                (x + wide * grown * 0.5, foot + deep * 0.4),
                (x, foot),
            ]
            scene.canvas.shape(tile, Fill((darker(tone, 0.3), lighter(tone, 0.15))))
    ridge = [
        (0.0, top - deep),
        (float(scene.width), top - deep),
        (float(scene.width), top - deep * 0.7),
        (0.0, top - deep * 0.7),
    ]
    scene.canvas.shape(ridge, Fill((lighter(clay, 0.3), darker(clay, 0.2))))


def _needles(scene: Scene, leaf: Color) -> Color:
    return mix(leaf, WHITE, 0.3) if scene.snowy else leaf


GROUNDS: dict[str, Callable[[Scene], None]] = {
    "meadow": meadow,
    "hills": meadow,
    "mountains": meadow,
    "city": water,
    "forest": woodland,
    "sea": sea,
    "beach": water,
    "lake": water,
    "river": river,
    "desert": sand,
    "road": road,
    "roof": roof,
    "embankment": water,
}
WATERS = frozenset({"sea", "beach", "lake", "city", "embankment"})
