"""Presets for how a picture looks: one word of a person's becomes a phrase of the prompt, in the prompt's language.

The kinds, and much of what is in them, are those of the gateway's table of prompt structure: style, lighting,
palette, composition. No style has the name of a model's own one (vivid, natural): ``--style`` is for both.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.errors import PresetUnknown


@dataclass(frozen=True, slots=True)
class Preset:
    """A way to draw: its name, what else people call it, and the phrase it adds to an English or Russian prompt."""

    name: str
    english: str
    russian: str
    aliases: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that a person may write."""
        return (self.name, *self.aliases)


_STYLES = (
    Preset("photo", "photorealistic photograph", "фотореалистичная фотография", ("realistic", "фото", "фотография")),
    Preset("oil", "oil painting", "масляная живопись", ("oils", "масло", "маслом")),
    Preset("watercolor", "watercolor painting", "акварель", ("watercolour", "акварель", "акварелью")),
    Preset("3d", "3D render", "3D-графика", ("3d-render", "render", "3д", "рендер")),
    Preset("anime", "anime style", "в стиле аниме", ("manga", "аниме", "манга")),
    Preset("pixel", "pixel art", "пиксель-арт", ("pixels", "pixel-art", "пиксель", "пиксели", "пиксель-арт")),
    Preset("sketch", "pencil sketch", "карандашный набросок", ("pencil", "карандаш", "набросок", "эскиз", "скетч")),
    Preset("ink", "ink drawing", "рисунок тушью", ("тушь", "тушью", "чернила")),
    Preset("comic", "comic book art", "в стиле комикса", ("comics", "комикс")),
    Preset("cartoon", "cartoon", "кадр из мультфильма", ("toon", "мультик", "мультфильм")),
    Preset("poster", "vintage poster", "винтажный плакат", ("плакат", "постер")),
    Preset("vector", "flat vector illustration", "плоская векторная иллюстрация", ("flat", "вектор", "плоский")),
    Preset("engraving", "engraving", "гравюра", ("etching", "гравюра", "офорт")),
    Preset("impressionism", "impressionist painting", "импрессионизм", ("impressionist", "импрессионизм")),
    Preset("art-deco", "art deco style", "в стиле ар-деко", ("artdeco", "ар-деко", "ардеко")),
    Preset("clay", "claymation", "пластилиновая анимация", ("plasticine", "пластилин")),
)

_LIGHTS = (
    Preset("soft", "soft light", "мягкий свет", ("мягкий", "мягкое")),
    Preset("dramatic", "dramatic lighting", "драматичное освещение", ("драматичный", "драматичное")),
    Preset("natural", "natural light", "естественный свет", ("daylight", "естественный", "естественное", "дневной")),
    Preset("golden", "golden hour light", "золотой час", ("golden-hour", "sunset", "золотой", "золотое", "закат")),
    Preset("night", "moonlit night", "лунная ночь", ("moon", "moonlight", "ночь", "ночной", "ночное", "лунный")),
    Preset("studio", "studio lighting", "студийный свет", ("студия", "студийный", "студийное")),
    Preset("neon", "neon lighting", "неоновый свет", ("неон", "неоновый", "неоновое")),
    Preset("backlight", "backlit", "контровой свет", ("backlit", "контровой", "контровое", "контражур")),
    Preset("candle", "candlelight", "свет свечей", ("candles", "candlelight", "свеча", "свечи")),
    Preset("misty", "misty diffused light", "рассеянный свет в тумане", ("mist", "fog", "туман", "туманный")),
)

_PALETTES = (
    Preset("warm", "warm colors", "тёплые тона", ("тёплая", "тёплый", "тёплые", "тепло")),
    Preset("cold", "cold colors", "холодные тона", ("cool", "холодная", "холодный", "холодные")),
    Preset("pastel", "pastel colors", "пастельные тона", ("pastels", "пастель", "пастельная", "пастельные")),
    Preset("bright", "vibrant colors", "яркие насыщенные цвета", ("vivid", "vibrant", "яркая", "яркий", "яркие")),
    Preset("muted", "muted colors", "приглушённые тона", ("приглушённая", "приглушённый", "приглушённые")),
    Preset("dark", "dark colors", "тёмные тона", ("тёмная", "тёмный", "тёмные")),
    Preset("bw", "black and white", "чёрно-белое", ("b&w", "black-white", "чб", "ч/б", "чёрно-белая", "чёрно-белое")),
    Preset("mono", "monochrome", "монохром", ("monochrome", "моно", "монохром")),
    Preset("sepia", "sepia tones", "сепия", ("сепия",)),
    Preset("autumn", "autumn colors", "осенние тона", ("fall", "осень", "осенняя", "осенние")),
)

_VIEWS = (
    Preset("closeup", "close-up", "крупный план", ("close-up", "close", "крупно", "крупный", "крупный-план")),
    Preset("macro", "macro shot", "макросъёмка", ("макро",)),
    Preset("panorama", "panoramic view", "панорама", ("panoramic", "панорама", "панорамный")),
    Preset("top", "top view", "вид сверху", ("top-view", "overhead", "сверху", "вид-сверху")),
    Preset("low", "low angle view", "вид снизу", ("low-angle", "below", "снизу", "вид-снизу")),
    Preset("side", "side view", "вид сбоку", ("side-view", "profile", "сбоку", "вид-сбоку", "профиль")),
    Preset("aerial", "aerial view", "с высоты птичьего полёта", ("drone", "с-высоты", "дрон")),
    Preset("wide-angle", "wide-angle shot", "широкоугольный объектив", ("wide", "широкий", "широкоугольный")),
    Preset("portrait-view", "head and shoulders portrait", "портрет по плечи", ("portrait", "headshot", "портрет")),
    Preset("full-length", "full-length view", "в полный рост", ("full", "full-body", "в-рост", "рост")),
    Preset("isometric", "isometric view", "изометрия", ("isometry", "изометрия", "изометрический")),
)

PRESETS: Mapping[str, tuple[Preset, ...]] = {
    "style": _STYLES,
    "light": _LIGHTS,
    "palette": _PALETTES,
    "view": _VIEWS,
}
"""The presets of each flag, in the order in which their phrases stand in a prompt."""


def _plain(written: str) -> str:
    """A spelling without what people are free to leave out."""
    return written.lower().replace("ё", "е").replace("_", "-")


_BY_NAME = {(flag, preset.name): preset for flag, presets in PRESETS.items() for preset in presets}
_BY_SPELLING = {
    flag: {_plain(spelling): preset.name for preset in presets for spelling in preset.spellings}
    for flag, presets in PRESETS.items()
}


def option(offered: Iterable[str], written: str) -> str | None:
    """The one of a model's own options that a person wrote, in any case; None where it has no such."""
    return next((one for one in offered if one.casefold() == written.casefold()), None)


def resolved(flag: str, written: str | None, own: tuple[str, ...] = ()) -> str | None:
    """The name of what a person wrote after ``flag``: one of a model's ``own`` options, or a preset's.

    Raises PresetUnknown.
    """
    if written is None:
        return None
    if (chosen := option(own, written)) is not None:
        return chosen
    known = _BY_SPELLING[flag]
    name = known.get(_plain(written))
    if name is None:
        nearest = next(iter(get_close_matches(_plain(written), [*own, *known], n=1)), "none")
        choices = ", ".join((*own, *(preset.name for preset in PRESETS[flag])))
        raise PresetUnknown(flag, written, nearest, choices)
    return name


def is_preset(flag: str, name: str | None) -> bool:
    """Whether a flag has a preset of this name."""
    return (flag, name) in _BY_NAME


def phrases(names: Iterable[tuple[str, str | None]], prompt: str) -> tuple[str, ...]:
    """What presets, named by flag, add to a prompt; a name that is a model's own option adds nothing."""
    presets = [preset for name in names if (preset := _BY_NAME.get((name[0], name[1] or "")))]
    return tuple(preset.russian if _is_russian(prompt) else preset.english for preset in presets)


def _is_russian(prompt: str) -> bool:
    """Whether most of its letters are Cyrillic."""
    return 2 * len(re.findall("[а-яё]", prompt.lower())) > len(re.findall(r"[^\W\d_]", prompt))
