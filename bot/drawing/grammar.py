"""A person's text -> a draft, or an error that names what is wrong. For people: docs/prompts.md.

Words are the prompt, flags are what starts with dashes: ``a lighthouse --seed 17 --ar 2:1``. Telegram's clients
turn ``--`` into one em dash, so a run of typographic dashes counts as ``--``, and only where a flag can start: at
the beginning of a word and right before a Latin letter. ``well-known``, ``5 - 3`` and ``-5`` stay words. Before a
Cyrillic letter only a real ``--`` counts: Russian speech begins with a dash; ``зерно=17`` needs none at all.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import MAX_SEED, Draft, Looks, Spec
from bot.drawing.values.styles import PRESETS
from bot.errors import (
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    NumberInvalid,
    RequestError,
    SeedInvalid,
)

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
    Flag("seed", "seed", "the same words and seed give the same picture", ("сид", "зерно"), _seed),
    Flag("ar", "ratio", "the shape of the picture, width to height", ("aspect", "формат"), _ratio),
    *map(_shape, SHAPES),
    Flag("size", "size", "its width and height in pixels, of those the model has", ("размер",), Size.of),
    Flag("n", "count", "how many pictures", ("count", "число"), _count, bare=False),
    Flag("style", "style", "a style of the table below, or the model's own", ("стиль",)),
    Flag("light", "light", "the light, of the table below", ("lighting", "свет", "освещение")),
    Flag("palette", "palette", "the colours, of the table below", ("палитра", "гамма")),
    Flag("view", "view", "the composition, of the table below", ("composition", "вид", "композиция")),
    Flag("model", "model", "what draws, by the model's name", ("модель",)),
    Flag("quality", "quality", "the model's own levels of quality", ("качество",)),
    Flag("file", "as_file", "the original comes as a file, uncompressed", ("файл",), means=True, bare=False),
    Flag("spoiler", "spoiler", "the picture is covered until it is tapped", ("спойлер",), means=True, bare=False),
)
"""Every flag once."""

FLAGS = {spelling: flag for flag in ALL for spelling in flag.spellings}
"""Every spelling of a flag."""

_DASHES = "\u2012-\u2015\u2212"  # figure dash to horizontal bar, minus sign
_FLAG = re.compile(
    rf"(?:--[-{_DASHES}]*(?=[^\W\d_])|-?[{_DASHES}][-{_DASHES}]*(?=[A-Za-z]))([^=]+)(?:=(.*))?", re.DOTALL
)
_BARE = re.compile(r"([^\W\d_]+)=(.+)", re.DOTALL)


def parse(text: str) -> Draft:
    """Read what follows the command; several lines are one prompt.

    Raises FlagUnknown, FlagRepeated, FlagsClash, FlagValueMissing, FlagValueUnwanted, SeedInvalid, RatioInvalid,
    SizeInvalid, NumberInvalid.
    """
    words: list[str] = []
    given: dict[str, Flag] = {}
    fields: dict[str, Any] = {}
    tokens = iter(text.replace("\0", " ").split())  # PostgreSQL keeps no NUL
    for token in tokens:
        match = _FLAG.fullmatch(token) or _bare(token)
        if match is None:
            words.append(token)
            continue
        flag = _named(match[1])
        first = given.get(flag.field)
        if first is not None:
            raise FlagRepeated(flag.name) if first is flag else FlagsClash(first.name, flag.name)
        given[flag.field] = flag
        fields[flag.field] = _value(flag, match[2], tokens)
    looks = Looks(**{name: fields.pop(name) for name in PRESETS if name in fields})
    return Draft(prompt=" ".join(words), looks=looks, **fields)


def parse_unfinished(text: str) -> Draft:
    """Read what somebody is still typing: from a flag on that makes no sense yet, the rest is left out."""
    tokens = text.replace("\0", " ").split()
    while True:
        try:
            return parse(" ".join(tokens))
        except RequestError:
            last = max(index for index, token in enumerate(tokens) if _FLAG.fullmatch(token) or _bare(token))
            del tokens[last:]


def _bare(token: str) -> re.Match[str] | None:
    """A flag without dashes, where it is one."""
    match = _BARE.fullmatch(token)
    flag = FLAGS.get(match[1].lower()) if match else None
    return match if flag and flag.bare else None


def _named(written: str) -> Flag:
    name = written.lower()
    if name not in FLAGS:
        raise FlagUnknown(written, next(iter(get_close_matches(name, FLAGS, n=1)), "none"))
    return FLAGS[name]


def _value(flag: Flag, attached: str | None, tokens: Iterator[str]) -> object:
    """What a flag says: by itself, by what is ``attached`` to it with an equals sign, or by the next word."""
    if not flag.takes_value:
        if attached is not None:
            raise FlagValueUnwanted(flag.name, attached)
        return flag.means
    return flag.read(attached or _next_value(flag.name, tokens))


def _next_value(flag: str, tokens: Iterator[str]) -> str:
    value = next(tokens, None)
    if value is None or _FLAG.fullmatch(value):
        raise FlagValueMissing(flag)
    return value


def written(spec: Spec) -> str:
    """What somebody would write to be drawn the same with a new seed."""
    values = {"ar": str(spec.ratio), **dict(spec.looks.named())}
    flags = "".join(f" --{name} {value}" for name, value in values.items() if value is not None)
    return spec.prompt + flags
