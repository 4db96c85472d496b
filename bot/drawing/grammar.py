"""A person's text -> a draft, or an error that names what is wrong.

Words are the prompt, flags are what starts with dashes: ``a lighthouse --seed 17 --ar 2:1``. Telegram's clients
turn ``--`` into one em dash, so a run of typographic dashes counts as ``--``, and only where a flag can start: at
the beginning of a word and right before a Latin letter. ``well-known``, ``5 - 3`` and ``-5`` stay words.
"""

import re
from collections.abc import Iterator

from bot.drawing.values import MAX_SEED, AspectRatio, Draft
from bot.errors import FlagRepeated, FlagUnknown, FlagValueMissing, RatioInvalid, SeedInvalid

FLAGS = {"seed": "seed", "ar": "ar", "aspect": "ar"}
"""Every spelling of a flag, and the flag it stands for."""

_DASHES = "\u2012-\u2015\u2212"  # figure dash to horizontal bar, minus sign
_FLAG = re.compile(
    rf"(?:--[-{_DASHES}]*(?=[^\W\d_])|-?[{_DASHES}][-{_DASHES}]*(?=[A-Za-z]))([^=]+)(?:=(.*))?", re.DOTALL
)
_BARE = re.compile(rf"({'|'.join(FLAGS)})=(.+)", re.ASCII | re.IGNORECASE | re.DOTALL)
_SEED = re.compile(r"\+?\d{1,19}", re.ASCII)
_RATIO = re.compile(r"(\d{1,5})[:x×хХ/](\d{1,5})", re.ASCII | re.IGNORECASE)


def parse(text: str) -> Draft:
    """Read what follows the command.

    Raises FlagUnknown, FlagRepeated, FlagValueMissing, SeedInvalid, RatioInvalid.
    """
    words, flags = _separated(text)
    seed, ratio = flags.get("seed"), flags.get("ar")
    return Draft(
        prompt=" ".join(words),
        seed=None if seed is None else _seed(seed),
        ratio=None if ratio is None else _ratio(ratio),
    )


def _separated(text: str) -> tuple[list[str], dict[str, str]]:
    words: list[str] = []
    flags: dict[str, str] = {}
    tokens = iter(text.replace("\0", " ").split())  # PostgreSQL keeps no NUL
    for token in tokens:
        match = _FLAG.fullmatch(token) or _BARE.fullmatch(token)
        if match is None:
            words.append(token)
            continue
        flag = FLAGS.get(match[1].lower())
        if flag is None:
            raise FlagUnknown(match[1])
        if flag in flags:
            raise FlagRepeated(flag)
        flags[flag] = match[2] or _next_value(flag, tokens)
    return words, flags


def _next_value(flag: str, tokens: Iterator[str]) -> str:
    value = next(tokens, None)
    if value is None or _FLAG.fullmatch(value):
        raise FlagValueMissing(flag)
    return value


def _seed(value: str) -> int:
    if not _SEED.fullmatch(value) or int(value) > MAX_SEED:
        raise SeedInvalid(value)
    return int(value)


def _ratio(value: str) -> AspectRatio:
    match = _RATIO.fullmatch(value)
    if match is None or not (int(match[1]) and int(match[2])):
        raise RatioInvalid(value)
    return AspectRatio(int(match[1]), int(match[2]))
