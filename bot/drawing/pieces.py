"""A command in pieces: words, and flags with their values, whether they are right or wrong.

Words are the prompt, flags are what starts with dashes: ``a lighthouse --seed 17 --ar 2:1``. Telegram's clients
turn ``--`` into one em dash, so a run of typographic dashes counts as ``--``, and only where a flag can start: at
the beginning of a word and right before a Latin letter. ``well-known``, ``5 - 3`` and ``-5`` stay words. Before a
Cyrillic letter only a real ``--`` counts: Russian speech begins with a dash; ``зерно=17`` needs none at all. One
hyphen is enough before a flag that takes a value: ``-seed 17``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.drawing.flags import FLAGS, Flag
from bot.drawing.values import styles
from bot.drawing.values.styles import PRESETS

_DASHES = "\u2012-\u2015\u2212"  # figure dash to horizontal bar, minus sign
_FLAG = re.compile(
    rf"(?:--[-{_DASHES}]*(?=[^\W\d_])|-?[{_DASHES}][-{_DASHES}]*(?=[A-Za-z]))([^=]+)(?:=(.*))?", re.DOTALL
)
_LEADING = "-\u2012\u2013\u2014\u2015\u2212"
_BARE = re.compile(r"([^\W\d_]+)=(.+)", re.DOTALL)
_ONE_HYPHEN = re.compile(r"-([A-Za-z][A-Za-z-]*)(?:=(.*))?", re.DOTALL)
_GLUED = re.compile(r"([^\W\d_]+?):?(\d.*)|([^\W\d_]+):(.+)", re.DOTALL)
"""A flag whose value stands right behind it: ``--n4``, ``--ar16:9``, ``--style:oil``."""

_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“", "'": "'", "‘": "’"}
_AFTER = ",;"
"""What ends a value in a sentence, and is no part of any."""

NEGATIONS = frozenset({"no", "not", "without", "negative", "neg", "без", "не", "нет"})
"""What people call the flag of other services that says what is not to be in the picture."""

_LONGEST = 4
"""So many words the longest name of a preset has: black and white photo."""

_PAIR = re.compile(r"\d{1,5} ?[:x×хХ*/] ?\d{1,5}", re.IGNORECASE)
_TITLE = re.compile(
    r"dall[·•-]?e(?: [23])?|gpt(?:[ -]image)?(?: \d(?:\.\d)?)?(?: mini)?|gpt-image-\d(?:\.\d)?(?: mini)?"
    r"|yandex[ -]?art(?: \d\.\d)?|alice(?: ai)?(?: art)?",
    re.IGNORECASE,
)
"""How the names of models are written that have spaces in them; any other name may be set in quotes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was written: a word, or a flag with its value. ``words`` are as they were written.

    ``name`` is what stands after the dashes, None for a word; ``value`` what follows it, None where nothing does.
    """

    words: tuple[str, ...]
    name: str | None = None
    value: str | None = None

    @property
    def flag(self) -> Flag | None:
        """Which flag it is; None for a word, or a name that no flag has."""
        return FLAGS.get((self.name or "").lower())

    @property
    def field(self) -> str | None:
        """What it fills in."""
        return self.flag.field if self.flag else None


Pieces = tuple[Piece, ...]


def read(text: str) -> Pieces:
    """The words and flags of a text, whether they are right or wrong."""
    return tuple(_pieces(text.replace("\0", " ").split()))  # PostgreSQL keeps no NUL


def joined(pieces: Sequence[Piece]) -> str:
    """A text of words and flags: what they were read from, but for its white space."""
    return " ".join(word for piece in pieces for word in piece.words)


def flagged(flag: str, value: str) -> Piece:
    """A flag with a value."""
    return Piece((f"--{flag}", *quoted(value).split()), flag, value)


def quoted(value: str) -> str:
    """A value as it has to be written: in quotes where it has spaces."""
    return f'"{value}"' if " " in value else value


def as_words(text: str) -> str:
    """A text in which nothing is read as a flag."""
    return " ".join(map(_as_word, text.split()))


def _as_word(token: str) -> str:
    """``--running`` is running; ``seed=17`` has a space in it."""
    bare = token.lstrip(_LEADING) if _FLAG.fullmatch(token) or _ONE_HYPHEN.fullmatch(token) else token
    return bare.replace("=", "= ", 1) if _bare(bare) else bare


def _pieces(tokens: Sequence[str]) -> Iterator[Piece]:
    at = 0
    while at < len(tokens):
        piece = _piece(tokens, at)
        yield piece
        at += len(piece.words)


def _piece(tokens: Sequence[str], at: int) -> Piece:
    """The piece that begins at a token."""
    match = _FLAG.fullmatch(tokens[at]) or _bare(tokens[at]) or _hyphened(tokens, at)
    if match is None:
        return Piece((tokens[at],))
    name, attached = _unglued(match[1], match[2])
    flag = FLAGS.get(name.lower())
    if name.lower() in NEGATIONS:
        count, value = _up_to_a_flag(tokens, at, attached)
    elif flag is None or not flag.takes_value:
        count, value = 0, attached
    else:
        count, value = _taken(flag, tokens[at + 1 :], attached)
    return Piece(tuple(tokens[at : at + 1 + count]), name, value)


def _unglued(name: str, attached: str | None) -> tuple[str, str | None]:
    """A flag and its value, where these are written as one."""
    match = _GLUED.fullmatch(name)
    if match is None or attached is not None or name.lower() in FLAGS:
        return name, attached
    flag, value = (match[1], match[2]) if match[1] else (match[3], match[4])
    return (flag, value) if flag.lower() in FLAGS else (name, attached)


def _taken(flag: Flag, rest: Sequence[str], attached: str | None) -> tuple[int, str | None]:
    """How many tokens after a flag are its value's, and the value."""
    ahead = list(_until_flag(rest))
    if attached:
        ahead = [attached, *ahead]
    count, value = _first_value(flag, ahead)
    return count - bool(attached), value


def _first_value(flag: Flag, ahead: Sequence[str]) -> tuple[int, str | None]:
    """How many of these tokens are a value, and the value: in quotes, a name of several words, or one word."""
    if not ahead:
        return 0, None
    if (end := _QUOTES.get(ahead[0][0])) is not None:
        return _in_quotes(ahead, end)
    for count in range(min(_LONGEST, len(ahead)), 1, -1):
        value = " ".join(ahead[:count]).rstrip(_AFTER)
        if _is_one(flag, value):
            return count, value
    return 1, ahead[0].rstrip(_AFTER) or ahead[0]


def _in_quotes(ahead: Sequence[str], end: str) -> tuple[int, str]:
    """The same of a value that begins with a quote; one that nothing closes is a part of its word."""
    for count, token in enumerate(ahead, start=1):
        closed = token.rstrip(_AFTER)
        if closed.endswith(end) and (count > 1 or len(closed) > 1):
            return count, " ".join([*ahead[: count - 1], closed])[1:-1].strip()
    return 1, ahead[0].strip("".join(_QUOTES))


def _is_one(flag: Flag, value: str) -> bool:
    """Whether several words are one value of a flag."""
    match flag.field:
        case "ratio" | "size":
            return _PAIR.fullmatch(value) is not None
        case "model":
            return _TITLE.fullmatch(value) is not None
        case kind:
            return kind in PRESETS and styles.is_spelled(value)


def _up_to_a_flag(tokens: Sequence[str], at: int, attached: str | None) -> tuple[int, str | None]:
    rest = list(_until_flag(tokens[at + 1 :]))
    return len(rest), " ".join(filter(None, [attached, *rest])) or None


def _until_flag(tokens: Sequence[str]) -> Iterator[str]:
    for token in tokens:
        if _FLAG.fullmatch(token):
            return
        yield token


def _bare(token: str) -> re.Match[str] | None:
    """A flag without dashes, where it is one."""
    match = _BARE.fullmatch(token)
    flag = FLAGS.get(match[1].lower()) if match else None
    return match if flag and flag.bare else None


def _hyphened(tokens: Sequence[str], at: int) -> re.Match[str] | None:
    """A flag with one hyphen, where it is one that takes a value; ``-n`` is one before a number only."""
    match = _ONE_HYPHEN.fullmatch(tokens[at])
    flag = FLAGS.get(match[1].lower()) if match else None
    if match is None or flag is None or not flag.takes_value:
        return None
    value = match[2] or next(iter(tokens[at + 1 : at + 2]), "")
    return match if len(match[1]) > 1 or value.isdecimal() else None
