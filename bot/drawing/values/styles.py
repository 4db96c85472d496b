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

    @property
    def russian_name(self) -> str:
        """What it is called in Russian, and may be written; one without a Russian name is called as it is."""
        return next((name for name in self.aliases if re.match("[а-яё]", name)), self.name)


_STYLES = (
    Preset(
        "photo",
        "photorealistic photograph",
        "фотореалистичная фотография",
        ("realistic", "photorealistic", "realism", "фото", "фотография", "реализм", "реалистичный"),
    ),
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


_HYPHENS = re.compile(r"[\s_-]+")
_QUOTES = "\"'«»“”„ "


def _plain(written: str) -> str:
    """A spelling without what people are free to leave out or to write otherwise."""
    return _HYPHENS.sub("-", written.casefold().replace("ё", "е").strip(_QUOTES))


_BY_NAME = {(flag, preset.name): preset for flag, presets in PRESETS.items() for preset in presets}
_BY_SPELLING = {
    flag: {
        **{_plain(phrase): preset.name for preset in presets for phrase in (preset.english, preset.russian)},
        **{_plain(spelling): preset.name for preset in presets for spelling in preset.spellings},
    }
    for flag, presets in PRESETS.items()
}
_MEANT: Mapping[str, Mapping[str, str]] = {
    "style": {
        "painting": "oil",
        "живопись": "oil",
        "drawing": "sketch",
        "рисунок": "sketch",
        "акварельный": "watercolor",
        "8bit": "pixel",
        "8-bit": "pixel",
        "retro": "poster",
        "ретро": "poster",
        "vintage": "poster",
        "винтаж": "poster",
        "minimalism": "vector",
        "minimalist": "vector",
        "минимализм": "vector",
        "cgi": "3d",
        "pixar": "3d",
        "disney": "cartoon",
        "ghibli": "anime",
        "marvel": "comic",
        "lego": "clay",
        "cinematic": "photo",
        "кино": "photo",
        "monet": "impressionism",
        "моне": "impressionism",
    },
    "light": {
        "moody": "dramatic",
        "cinematic": "dramatic",
        "dark": "dramatic",
        "hard": "dramatic",
        "мрачный": "dramatic",
        "кино": "dramatic",
        "sunrise": "golden",
        "dawn": "golden",
        "sunny": "natural",
        "day": "natural",
        "рассвет": "golden",
        "солнечный": "natural",
        "день": "natural",
        "cyberpunk": "neon",
        "киберпанк": "neon",
        "fire": "candle",
        "огонь": "candle",
    },
    "palette": {"colorful": "bright", "цветная": "bright", "black": "dark", "light": "pastel", "retro": "sepia"},
    "view": {
        "bird": "aerial",
        "birds-eye": "aerial",
        "wide-shot": "panorama",
        "selfie": "portrait-view",
        "far": "panorama",
    },
}
"""What people say for want of a better word, and the preset that comes nearest."""

_NEAR = 0.65


_SAME = {"hd": "high", "high": "hd", "standard": "medium", "medium": "standard"}
"""What one model calls so and another one so."""


def option(offered: Iterable[str], written: str) -> str | None:
    """The one of a model's own options that a person wrote, in any case; None where it has no such."""
    asked = _SAME.get(written.casefold())
    known = {one.casefold(): one for one in offered}
    return known.get(written.casefold()) or known.get(asked or "")


def resolved(flag: str, written: str | None, own: tuple[str, ...] = ()) -> str | None:
    """The name of what a person wrote after ``flag``: one of a model's ``own`` options, or a preset's.

    Raises PresetUnknown.
    """
    if written is None:
        return None
    if (chosen := option(own, written)) is not None:
        return chosen
    name = _BY_SPELLING[flag].get(_plain(written))
    if name is None:
        raise PresetUnknown(flag, written, ", ".join(nearest(flag, written, own)) or "none", kind_of(written) or "none")
    return name


def is_spelled(written: str) -> bool:
    """Whether some preset is written so, of whatever kind."""
    return kind_of(written) is not None


def kind_of(written: str) -> str | None:
    """The first kind that has a preset of this spelling; None where none has."""
    return next((flag for flag, known in _BY_SPELLING.items() if _plain(written) in known), None)


def nearest(flag: str, written: str, own: tuple[str, ...] = (), most: int = 3) -> tuple[str, ...]:
    """What may have been meant, the nearest first: names of presets of this kind, or of a model's ``own``."""
    plain, known = _plain(written), _BY_SPELLING[flag] | {one.casefold(): one for one in own}
    meant = filter(None, [_MEANT[flag].get(plain)])
    close = (known[one] for one in get_close_matches(plain, known, n=9, cutoff=_NEAR))
    return tuple(dict.fromkeys([*meant, *close]))[:most]


def spoken(flag: str, name: str, like: str) -> str:
    """A preset's name in the language in which somebody wrote; a model's own option as it is."""
    preset = _BY_NAME.get((flag, name))
    return preset.russian_name if preset is not None and is_russian(like) else name


def is_preset(flag: str, name: str | None) -> bool:
    """Whether a flag has a preset of this name."""
    return (flag, name) in _BY_NAME


def phrases(names: Iterable[tuple[str, str | None]], prompt: str) -> tuple[str, ...]:
    """What presets, named by flag, add to a prompt; a name that is a model's own option adds nothing."""
    presets = [preset for name in names if (preset := _BY_NAME.get((name[0], name[1] or "")))]
    return tuple(preset.russian if is_russian(prompt) else preset.english for preset in presets)


def is_russian(prompt: str) -> bool:
    """Whether most of its letters are Cyrillic."""
    return 2 * len(re.findall("[а-яё]", prompt.lower())) > len(re.findall(r"[^\W\d_]", prompt))
