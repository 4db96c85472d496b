"""The flags that may stand beside the words: what each is called, what it takes, and what it fills in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import MAX_SEED
from bot.errors import NumberInvalid, SeedInvalid

_SEED = re.compile(r"\+?\d{1,19}", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)

SHAPES = {
    "square": AspectRatio(1, 1),
    "portrait": AspectRatio(2, 3),
    "landscape": AspectRatio(3, 2),
    "wide": AspectRatio(16, 9),
    "tall": AspectRatio(9, 16),
}
"""Ratios that have a name; each name is a flag by itself, too."""

_SHAPES_IN_RUSSIAN = {
    "квадрат": "square",
    "портрет": "portrait",
    "пейзаж": "landscape",
    "широкий": "wide",
    "высокий": "tall",
}


@dataclass(frozen=True, slots=True)
class Flag:
    """What may stand after dashes, under its name or ``also`` another; it fills a field of the draft or of its looks.

    What follows is read by ``read``; nothing does where the flag by itself ``means`` something. A ``bare`` flag can do
    without dashes: ``seed=17``. ``about`` is the line on it in docs/prompts.md.
    """

    name: str
    field: str
    about: str
    also: tuple[str, ...] = ()
    read: Callable[[str], object] = str
    means: object = None
    bare: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that may stand after the dashes."""
        return (self.name, *self.also)

    @property
    def takes_value(self) -> bool:
        """Whether it is followed by a value."""
        return self.means is None


def _seed(value: str) -> int:
    if not _SEED.fullmatch(value) or int(value) > MAX_SEED:
        raise SeedInvalid(value)
    return int(value)


def _ratio(value: str) -> AspectRatio:
    name = value.lower()
    return SHAPES.get(_SHAPES_IN_RUSSIAN.get(name, name)) or AspectRatio.of(value)


def _count(value: str) -> int:
    if not _COUNT.fullmatch(value) or not int(value):
        raise NumberInvalid(value)
    return int(value)


def _shape(name: str) -> Flag:
    ratio = SHAPES[name]
    russian = tuple(word for word, english in _SHAPES_IN_RUSSIAN.items() if english == name)
    return Flag(name, "ratio", f"the same as `--ar {ratio}`", russian, means=ratio, bare=False)


ALL = (
    Flag("seed", "seed", "the same words and seed give the same picture", ("сид", "зерно", "семя"), _seed),
    Flag(
        "ar",
        "ratio",
        "the shape of the picture, width to height",
        ("aspect", "ratio", "shape", "формат", "соотношение", "форма"),
        _ratio,
    ),
    *map(_shape, SHAPES),
    Flag("size", "size", "its width and height in pixels, of those the model has", ("размер",), Size.of),
    Flag("n", "count", "how many pictures", ("count", "number", "число", "количество"), _count, bare=False),
    Flag("style", "style", "a style of the table below, or the model's own", ("стиль",)),
    Flag("light", "light", "the light, of the table below", ("lighting", "свет", "освещение")),
    Flag("palette", "palette", "the colors, of the table below", ("colors", "colours", "палитра", "гамма", "цвета")),
    Flag(
        "view", "view", "the composition, of the table below", ("composition", "angle", "вид", "композиция", "ракурс")
    ),
    Flag("model", "model", "what draws, by the model's name", ("модель",)),
    Flag("quality", "quality", "the model's own levels of quality", ("качество",)),
    Flag("hd", "quality", "the same as `--quality hd`", means="hd", bare=False),
    Flag("file", "as_file", "the original comes as a file, uncompressed", ("файл",), means=True, bare=False),
    Flag("spoiler", "spoiler", "the picture is covered until it is tapped", ("спойлер",), means=True, bare=False),
    Flag("improve", "improve", "fuller words are suggested first", ("улучши", "улучшить"), means=True, bare=False),
)
"""Every flag once."""

FLAGS = {spelling: flag for flag in ALL for spelling in flag.spellings}
"""Every spelling of a flag."""
