"""A picture from a prompt, a seed and a ratio."""

from collections.abc import Sequence

from sandbox.painter import finish
from sandbox.painter.abstract import abstract
from sandbox.painter.aerial import land
from sandbox.painter.backdrops import BACKDROPS
from sandbox.painter.canvas import Canvas
from sandbox.painter.color import Color
from sandbox.painter.flat_lay import lay, lies_flat
from sandbox.painter.grounds import GROUNDS, WATERS, shore
from sandbox.painter.label import caption, label
from sandbox.painter.palettes import choose
from sandbox.painter.places import SPECIAL, Setting, peopled, setting_of
from sandbox.painter.scene import Dice, Scene, compose
from sandbox.painter.size import size_of
from sandbox.painter.sky import paint_sky
from sandbox.painter.staging import stage
from sandbox.painter.styles import FINISHES, TONES
from sandbox.painter.styles.sheet import Sheet
from sandbox.painter.subjects import CAST
from sandbox.painter.understanding import Idea, essence, understand


def paint(prompt: str, seed: int, width_ratio: int, height_ratio: int) -> bytes:
    """A JPEG of about a megapixel: the same input gives the same bytes, another seed another composition.

    Any text is painted: what the vocabulary knows as a scene, everything else as an abstract composition. Words that
    say how it is painted (styles, light, colors) leave the composition as it is.
    """
    idea = understand(prompt)
    dice = Dice(f"{seed}\n{essence(prompt)}")
    style = FINISHES.get(idea.style or "")
    canvas = Canvas(*size_of(width_ratio, height_ratio), dice.of("noise"), stippled=style is None or style.stippled)
    _compose(canvas, idea, dice)
    _finish(canvas, idea, dice)
    label(canvas, caption(seed, idea.unknown))
    return finish.jpeg(canvas)


def _compose(canvas: Canvas, idea: Idea, dice: Dice) -> None:
    idea = peopled(idea, dice.of("people"))
    palette = choose(_moods(idea), idea.tint_colors, _coat(idea), dice.of("palette"))
    scene = compose(canvas, palette, idea, dice)
    setting = setting_of(idea, dice.of("setting"))
    if lies_flat(idea):
        lay(scene)
    elif setting is None:
        abstract(scene.part("abstract"))
    else:
        _scenery(scene, setting)
        stage(scene, setting)
        _weather(scene.part("weather"))


def _finish(canvas: Canvas, idea: Idea, dice: Dice) -> None:
    """The style, the tone and the grain, over all that is painted."""
    style = FINISHES.get(idea.style or "")
    treatments = [style.treat] if style else []
    treatments += [TONES[idea.tone]] if idea.tone else []
    for treat in treatments:
        canvas.picture = treat(Sheet(canvas.picture, canvas.noise, dice.of("strokes")))
    if style is None or style.grainy:
        finish.grain(canvas)


def _coat(idea: Idea) -> Color | None:
    """The color of the main subject, as far as it is known before the palette is."""
    if not idea.subjects:
        return None
    first = idea.subjects[0]
    return first.coat or CAST[first.name].coat


def _moods(idea: Idea) -> Sequence[str]:
    """The prompt's moods, else those of its place or its main subject."""
    usual = CAST[idea.subjects[0].name].mood if idea.subjects and not idea.places else None
    if "space" in idea.places:
        usual = "space"
    return idea.moods or ((usual,) if usual and not idea.tints else ())


def _scenery(scene: Scene, setting: Setting) -> None:
    """Everything behind the subjects; out of focus where they are near."""
    if setting.ground in SPECIAL:
        SPECIAL[setting.ground](scene.part(setting.ground))
    elif scene.view.above:
        land(scene, setting)
    else:
        _landscape(scene, setting)
    if scene.view.near is not None and not scene.idea.subjects[0].small:
        finish.blur(scene)


def _landscape(scene: Scene, setting: Setting) -> None:
    paint_sky(scene)
    for name in setting.backdrops:
        BACKDROPS[name](scene.part(name))
    GROUNDS[setting.ground](scene.part(setting.ground))
    if "fog" in scene.idea.moods:
        finish.mist(scene)
    if setting.ground in WATERS and setting.ashore:
        shore(scene.part("shore"))


def _weather(scene: Scene) -> None:
    if "snow" in scene.idea.sky:
        finish.snowfall(scene)
    if "rain" in scene.idea.sky or "storm" in scene.idea.moods:
        finish.rainfall(scene)
