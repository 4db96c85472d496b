"""What is done about numbers: of pictures, seeds, ratios and sizes."""

import re
from difflib import get_close_matches
from fractions import Fraction

from bot.drawing.conditions import Conditions
from bot.drawing.flags import FLAGS, SHAPES
from bot.drawing.mends import edits
from bot.drawing.pieces import Pieces
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import MAX_SEED
from bot.drawing.values.styles import is_russian
from bot.errors import (
    CountTooLarge,
    NumberInvalid,
    RatioInvalid,
    RatioUnsupported,
    SeedInvalid,
    SeedUnsupported,
    SizeInvalid,
)

_NUMERALS = {
    name: number
    for number, names in enumerate(("one один одна", "two два две", "three три", "four четыре", "five пять"), 1)
    for name in names.split()
}

_SEPARATED = re.compile(r"(\d+(?:[.,]\d+)?)\s*[:x×хХ/*]\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE)

_PRECISE = 200
"""A ratio is written with no larger numbers than that."""

_LONGEST = 10**5
_READ = 40  # characters of a ratio: more are no numbers that anybody meant

_SHAPES = {
    **{name: name for name in SHAPES},
    **dict.fromkeys(("horizontal", "album", "альбом", "альбомный", "горизонтальный"), "landscape"),
    **dict.fromkeys(("vertical", "book", "книжный", "вертикальный"), "portrait"),
    **dict.fromkeys(("widescreen", "cinema", "youtube", "кино", "панорама"), "wide"),
    **dict.fromkeys(("phone", "story", "stories", "reels", "сторис", "телефон"), "tall"),
    **dict.fromkeys(("instagram", "avatar", "аватар", "квадратный"), "square"),
}
"""What people call shapes."""


def number(given: Pieces, error: NumberInvalid, conditions: Conditions) -> Pieces:
    """The number in it, or that it is the word for."""
    digits = re.search(r"[1-9]\d{0,8}", error.value)
    count = int(digits[0]) if digits else _NUMERALS.get(error.value.lower())
    return edits.put(given, "count", str(min(count, conditions.most)) if count else None)


def fewer(given: Pieces, error: CountTooLarge, _conditions: Conditions) -> Pieces:
    """As many as there may be."""
    return edits.put(given, "count", str(error.limit))


def seed(given: Pieces, error: SeedInvalid, _conditions: Conditions) -> Pieces:
    """Its digits, as far as they are a number that seeds may be."""
    digits = re.search(r"[0-9]+", re.sub(r"(?<=[0-9])[_'](?=[0-9])", "", error.value))
    return edits.put(given, "seed", None if digits is None else str(min(int(digits[0][:20]), MAX_SEED)))


def seedless(given: Pieces, _error: SeedUnsupported, _conditions: Conditions) -> Pieces:
    """Without a seed."""
    return edits.put(given, "seed", None)


def ratio(given: Pieces, error: RatioInvalid, _conditions: Conditions) -> Pieces:
    """The shape that is called nearly so, or the numbers in it."""
    named = get_close_matches(error.value.lower(), _SHAPES, n=1)
    return edits.put(given, "ratio", _named(_SHAPES[named[0]], error.value) if named else _ratio_in(error.value))


def _named(shape: str, like: str) -> str:
    """A shape's name in the language in which somebody wrote."""
    return next((name for name in FLAGS[shape].spellings if is_russian(name) == is_russian(like)), shape)


def _ratio_in(value: str) -> str | None:
    """The ratio that a text with numbers in it may mean: 2.35:1, 16-9, 2.5."""
    value = value[:_READ]
    separated = _SEPARATED.search(value)
    numbers = list(separated.groups()) if separated else re.findall(r"\d+(?:\.\d+)?", value) or [""]
    width, height, *_ = [*map(_fraction, numbers), Fraction(1)]
    found = (width / height).limit_denominator(_PRECISE) if height else Fraction(0)
    return f"{found.numerator}:{found.denominator}" if 0 < found < _LONGEST else None


def _fraction(number: str) -> Fraction:
    return Fraction(number[:9].rstrip(".,").replace(",", ".") or "0")


def within(given: Pieces, error: RatioUnsupported, _conditions: Conditions) -> Pieces:
    """The longest shape that there is."""
    is_tall = AspectRatio.of(error.value).value < 1
    return edits.put(edits.put(given, "size", None), "ratio", error.narrowest if is_tall else error.widest)


def size(given: Pieces, error: SizeInvalid, _conditions: Conditions) -> Pieces:
    """Its numbers; one alone is both edges."""
    edges = re.findall(r"[1-9]\d{0,4}", error.value)[:2]
    return edits.put(given, "size", "x".join((edges * 2)[:2]) if edges else None)
