"""A picture from a prompt, a seed and a ratio."""

import hashlib
from random import Random

from sandbox.painter import finish
from sandbox.painter.abstract import abstract
from sandbox.painter.backdrops import BACKDROPS
from sandbox.painter.canvas import Canvas
from sandbox.painter.colour import Colour
from sandbox.painter.grounds import GROUNDS, WATERS, shore
from sandbox.painter.palettes import choose
from sandbox.painter.places import SPECIAL, Setting, peopled, setting_of
from sandbox.painter.scene import Scene, compose
from sandbox.painter.size import size_of
from sandbox.painter.sky import paint_sky
from sandbox.painter.staging import stage
from sandbox.painter.subjects import CAST
from sandbox.painter.understanding import Idea, understand


def paint(prompt: str, seed: int, width_ratio: int, height_ratio: int) -> bytes:
    """A JPEG of about a megapixel: the same input gives the same bytes, another seed another composition.

    Any text is painted: what the vocabulary knows as a scene, everything else as an abstract composition.
    """
    idea = understand(prompt)
    rng = _dice(prompt, seed)
    canvas = Canvas(*size_of(width_ratio, height_ratio), rng)
    _compose(canvas, idea, rng)
    finish.grain(canvas)
    finish.label(canvas, f"Palitra sandbox · seed {seed}")
    return finish.jpeg(canvas)


def _dice(prompt: str, seed: int) -> Random:
    digest = hashlib.sha256(f"{seed}\n{prompt}".encode("utf-8", "surrogatepass")).digest()
    return Random(digest)  # noqa: S311 - a picture to repeat, not a secret to keep


def _compose(canvas: Canvas, idea: Idea, rng: Random) -> None:
    idea = peopled(idea, rng)
    palette = choose(_moods(idea), idea.tint_colours, _coat(idea), rng)
    scene = compose(canvas, palette, idea, rng)
    setting = setting_of(idea, rng)
    if setting is None:
        abstract(scene)
        return
    _landscape(scene, setting)
    stage(scene, setting)
    _weather(scene)


def _coat(idea: Idea) -> Colour | None:
    """The colour of the main subject, as far as it is known before the palette is."""
    if not idea.subjects:
        return None
    first = idea.subjects[0]
    return first.coat or CAST[first.name].coat


def _moods(idea: Idea) -> tuple[str, ...]:
    """The prompt's moods, else those of its place or its main subject."""
    usual = CAST[idea.subjects[0].name].mood if idea.subjects and not idea.places else None
    if "space" in idea.places:
        usual = "space"
    return idea.moods or ((usual,) if usual and not idea.tints else ())


def _landscape(scene: Scene, setting: Setting) -> None:
    if setting.ground in SPECIAL:
        SPECIAL[setting.ground](scene)
        return
    paint_sky(scene)
    for name in setting.backdrops:
        BACKDROPS[name](scene)
    GROUNDS[setting.ground](scene)
    if "fog" in scene.idea.moods:
        finish.mist(scene)
    if setting.ground in WATERS and setting.ashore:
        shore(scene)


def _weather(scene: Scene) -> None:
    if "snow" in scene.idea.sky:
        finish.snowfall(scene)
    if "rain" in scene.idea.sky or "storm" in scene.idea.moods:
        finish.rainfall(scene)
