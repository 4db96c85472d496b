"""What must never be shown: cut out by value, in every form that clients write, and by what it looks like. Pure."""

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, quote_plus

CUT = "…"
"""What stands where something was."""

SHORTEST = 3
"""Characters; anything shorter would be cut out of whatever is said."""

_WORD = 8
"""Below this a text is only cut out where it is a word by itself: others may contain it."""

_PIECE = 12
"""So many characters in a row are a piece by which a longer text is known: clients cut off, and break lines."""

_WHOLE = 16
"""A text shorter than this is not known by its pieces."""

_LONGEST_PASSWORD = 1024
"""Characters; of anything longer nobody makes base64 to sign a request."""

_LOOKS = re.compile(
    r"(?<!\d)\d{5,12}:[\w-]{30,}"  # a bot token, also inside a URL
    r"|(?<=Api-Key )\S+|(?<=Bearer )\S+"
    r"|(?<=://)[^/\s@\"'<>]*@"  # a name and a password in a URL
    r"|\bAQVN[\w-]{20,}|\bt1\.[\w.-]{20,}"  # Yandex's API keys and IAM tokens
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"  # what is signed to get one
    r"|\bsk-[\w-]{16,}"
)


@dataclass(frozen=True, slots=True)
class Cutting:
    """Cuts these texts out of others, whole or in pieces.

    Long ones are found by any ``_PIECE`` characters in a row, others whole, and short ones as words.
    """

    pieces: frozenset[str]
    whole: re.Pattern[str] | None

    @classmethod
    def of(cls, texts: Iterable[str], within: str | None = None) -> "Cutting":
        """What cuts out these texts; those shorter than SHORTEST stay.

        Where it is known ``within`` what they are looked for, forms that cannot be in there are left out.
        """
        bare = {text.strip() for text in texts if len(text.strip()) >= SHORTEST}
        forms = {form for text in bare for form in _forms(text, within)}
        pieces = (form[at : at + _PIECE] for form in forms if len(form) >= _WHOLE for at in range(_starts(form)))
        whole = sorted((form for form in forms if len(form) < _WHOLE), key=len, reverse=True)
        return cls(frozenset(pieces), re.compile("|".join(map(_pattern, whole))) if whole else None)

    def __call__(self, text: str) -> str:
        """A text without them."""
        kept = "".join(self._kept(text)) if self.pieces else text
        return self.whole.sub(CUT, kept) if self.whole else kept

    def _kept(self, text: str) -> Iterator[str]:
        """What stands between the pieces, and a mark for each run of them."""
        end = 0
        for start, stop in self._runs(text):
            yield text[end:start] + CUT
            end = stop
        yield text[end:]

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """Where pieces stand, those that touch as one."""
        found = [at for at in range(_starts(text)) if text[at : at + _PIECE] in self.pieces]
        breaks = [number for number, (at, following) in enumerate(pairwise(found), 1) if following - at > _PIECE]
        for first, last in pairwise([0, *breaks, len(found)]):
            if found:
                yield found[first], found[last - 1] + _PIECE


@dataclass(frozen=True, slots=True)
class Redaction:
    """Cuts out what is configured as secret, whoever says it, and what looks like a token or a key."""

    secrets: Cutting = Cutting(frozenset(), None)

    @classmethod
    def of(cls, secrets: Iterable[str]) -> "Redaction":
        """What cuts out these by value."""
        return cls(Cutting.of(secrets))

    def __call__(self, text: str) -> str:
        """A text as it may leave."""
        return _LOOKS.sub(CUT, self.secrets(text))


BY_LOOKS = Redaction()
"""Where no settings were read: what looks like a secret is cut out all the same."""


def _starts(text: str) -> int:
    return max(0, len(text) - _PIECE + 1)


def _pattern(text: str) -> str:
    escaped = re.escape(text)
    return escaped if len(text) >= _WORD else rf"(?<!\w){escaped}(?!\w)"


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _lowered(quoted: str) -> str:
    return re.sub(r"%[0-9A-F]{2}", lambda escape: escape[0].lower(), quoted)


_WRITTEN: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("%", lambda text: quote(_raw(text), safe="")),
    ("%", lambda text: quote(_raw(text))),
    ("+", lambda text: quote_plus(_raw(text))),
    ("%", lambda text: text.replace("/", "%2F")),
    ("%", lambda text: text.replace("/", "%2f")),
    ("%", lambda text: _lowered(quote(_raw(text), safe=""))),
    ("%", lambda text: _lowered(quote(_raw(text)))),
    ("+", lambda text: _lowered(quote_plus(_raw(text)))),
    ("\\", lambda text: json.dumps(text)[1:-1]),
    ("\\", lambda text: json.dumps(text, ensure_ascii=False)[1:-1]),
    ("\\", lambda text: repr(text)[1:-1]),
    ("\\", lambda text: repr(_raw(text))[2:-1]),
    ("&", lambda text: html.escape(text, quote=False)),
    ("&", html.escape),
)
"""How URLs, JSON, Python and HTML write a text, with a character that is there where they write it otherwise."""


def _forms(text: str, within: str | None) -> Iterator[str]:
    yield text
    for mark, write in _WRITTEN:
        if within is None or mark in within:
            yield write(text)
    if len(text) <= _LONGEST_PASSWORD:
        yield from _encoded(_raw(text))


def _encoded(raw: bytes) -> Iterator[str]:
    """In base64, whatever stands before and behind it: what is the same in all of these, where that is long enough."""
    for before in range(3):
        size = before + len(raw)
        first, last = -(-before * 8 // 6), size * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            same = encode(bytes(before) + raw).decode()[first:last]
            if len(same) >= _WORD:
                yield same
