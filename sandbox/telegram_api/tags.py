"""One start tag of Telegram's HTML: its name and the attribute that matters.

The rules, and the words of the errors, are TDLib's (parse_html in MessageEntity.cpp); offsets in them count UTF-8
bytes of the markup.
"""

import re
from dataclasses import dataclass
from html import unescape

from sandbox.telegram_api.errors import ApiError, bad_request

#: Tags that make an entity without an argument, and the entity's type.
PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*PLAIN_TAGS, "a", "code", "pre", "blockquote", "tg-emoji"}

#: Which attribute of a tag says something, and what of its value is the argument.
_ARGUMENTS = {
    ("a", "href"): re.compile(r"(.*)", re.DOTALL),
    ("code", "class"): re.compile(r"language-(.*)", re.DOTALL),
    ("span", "class"): re.compile(r"tg-(.*)", re.DOTALL),
    ("tg-emoji", "emoji-id"): re.compile(r"(.*)", re.DOTALL),
}

_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag; ``end`` is the place after it in the markup."""

    name: str
    argument: str
    end: int


def cannot_parse(what: str) -> ApiError:
    """The refusal of markup that says nothing sensible."""
    return bad_request(f"can't parse entities: {what}")


def at_byte(markup: str, place: int) -> str:
    """The tail of Telegram's errors about a place."""
    return f"at byte offset {len(markup[:place].encode())}"


def read_start_tag(markup: str, begin: int) -> StartTag:
    """The tag that begins with the ``<`` at ``begin``; Telegram's refusal where it is none."""
    end = _match_end(_NAME, markup, begin + 1)
    name = markup[begin + 1 : end].lower()
    if end == len(markup):
        raise cannot_parse(f"Unclosed start tag {at_byte(markup, begin)}")
    if name not in _TAGS:
        raise cannot_parse(f'Unsupported start tag "{name}" {at_byte(markup, begin)}')
    tag = _Attributes(markup, begin, name, end).read()
    if name == "span" and tag.argument != "spoiler":
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" {at_byte(markup, begin)}')
    return tag


class _Attributes:
    """A walk over a tag's attributes."""

    def __init__(self, markup: str, begin: int, name: str, at: int) -> None:
        self.markup, self.begin, self.name, self.at = markup, begin, name, at
        self.argument = ""

    def read(self) -> StartTag:
        while not self._closes():
            self._attribute()
        return StartTag(self.name, self.argument, self.at + 1)

    def _closes(self) -> bool:
        self.at = _match_end(_SPACE, self.markup, self.at)
        return self.markup.startswith(">", self.at)

    def _attribute(self) -> None:
        name = self._take(_ATTRIBUTE)
        if not name:
            raise cannot_parse(f'Empty attribute name in the tag "{self.name}" {at_byte(self.markup, self.begin)}')
        self._take(_SPACE)
        if self._ended():
            raise self._unclosed()
        if self.markup[self.at] != "=":
            self._note(name.lower(), "")
            return
        self.at += 1
        self._take(_SPACE)
        if self._ended():
            raise self._unclosed()
        self._note(name, self._quoted() if self.markup[self.at] in "\"'" else self._bare())

    def _note(self, attribute: str, value: str) -> None:
        if (self.name, attribute) == ("blockquote", "expandable"):
            self.argument = "1"
        rule = _ARGUMENTS.get((self.name, attribute))
        if rule and (found := rule.fullmatch(value)):
            self.argument = found[1]

    def _bare(self) -> str:
        begin = self.at
        value = self._take(_TOKEN).lower()
        if self._ended() or self.markup[self.at] not in "> \t\r\n":
            raise cannot_parse(f"Unexpected end of name token {at_byte(self.markup, begin)}")
        return value

    def _quoted(self) -> str:
        close = self.markup.find(self.markup[self.at], self.at + 1)
        if close < 0 or close + 1 == len(self.markup):
            raise cannot_parse(f"Unclosed start tag {at_byte(self.markup, self.begin)}")
        value = unescape(self.markup[self.at + 1 : close])
        self.at = close + 1
        return value

    def _take(self, pattern: re.Pattern[str]) -> str:
        begin, self.at = self.at, _match_end(pattern, self.markup, self.at)
        return self.markup[begin : self.at]

    def _ended(self) -> bool:
        return self.at >= len(self.markup)

    def _unclosed(self) -> ApiError:
        return cannot_parse(f'Unclosed start tag "{self.name}" {at_byte(self.markup, self.begin)}')


def _match_end(pattern: re.Pattern[str], markup: str, at: int) -> int:
    found = pattern.match(markup, at)
    return found.end() if found else at
