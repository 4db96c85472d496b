"""Telegram's HTML: markup to text and entities. Offsets and lengths of entities count UTF-16 code units.

Follows TDLib's parse_html (MessageEntity.cpp), errors included.
"""

import re
from dataclasses import dataclass

from sandbox.telegram_api.tags import PLAIN_TAGS, StartTag, at_byte, cannot_parse, read_start_tag
from sandbox.telegram_api.values import Json

_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]+)|#(\d+)|([a-zA-Z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
_BIGGEST_CHARACTER = 0x10FFFF
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with its entities."""

    text: str
    entities: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    tag: StartTag
    offset: int
    place: int  #: how many pieces of text came before


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(markup: str) -> Formatted:
    """Text and entities of a markup; refuses with "can't parse entities: ..." as Telegram does."""
    return _Parser(markup).run()


class _Parser:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> Formatted:
        while self.at < len(self.markup):
            self._step()
        if self.open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag.name}"')
        ordered = sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self.pieces), tuple(_without_stray_language(entity) for entity in ordered))

    def _step(self) -> None:
        if self.markup.startswith("</", self.at):
            self._close()
        elif self.markup[self.at] == "<":
            tag = read_start_tag(self.markup, self.at)
            self.open.append(_Open(tag, self.length, len(self.pieces)))
            self.at = tag.end
        elif self.markup[self.at] == "&":
            self._reference()
        else:
            self._text()

    def _text(self) -> None:
        stops = [place for mark in "<&" if (place := self.markup.find(mark, self.at)) >= 0]
        end = min(stops, default=len(self.markup))
        self._write(self.markup[self.at : end])
        self.at = end

    def _reference(self) -> None:
        found = _REFERENCE.match(self.markup, self.at)
        character = _character(found) if found else ""
        self._write(character or "&")
        self.at = found.end() if found and character else self.at + 1

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def _close(self) -> None:
        place = at_byte(self.markup, self.at)
        found = _END_TAG.match(self.markup, self.at)
        if not self.open:
            raise cannot_parse(f"Unexpected end tag {place}")
        if found is None or not found[2]:
            raise cannot_parse(f"Unclosed end tag {place}")
        opened = self.open.pop()
        if found[1] and found[1].lower() != opened.tag.name:
            expected = f'expected "</{opened.tag.name}>", found "</{found[1].lower()}>"'
            raise cannot_parse(f"Unmatched end tag {place}, {expected}")
        self.at = found.end()
        if self.length > opened.offset:
            self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        span: Json = {"offset": opened.offset, "length": self.length - opened.offset}
        if opened.tag.name == "pre" and self._makes_code_block(span):
            self.entities[-1] = span | {"type": "pre", "language": self.entities[-1]["language"]}
            return
        kind = _kind(opened.tag, "".join(self.pieces[opened.place :]))
        if kind:
            self.entities.append(kind | span)

    def _makes_code_block(self, span: Json) -> bool:
        inner = self.entities[-1] if self.entities else {}
        return "language" in inner and span.items() <= inner.items()


def _without_stray_language(entity: Json) -> Json:
    """Only a code block has a language; inline code loses the one it was marked up with."""
    return {"type": "code"} | {k: entity[k] for k in ("offset", "length")} if entity["type"] == "code" else entity


def _kind(tag: StartTag, inside: str) -> Json:
    if tag.name in PLAIN_TAGS:
        return {"type": PLAIN_TAGS[tag.name]}
    match tag.name:
        case "code":
            return {"type": "code"} | ({"language": tag.argument} if tag.argument else {})
        case "blockquote":
            return {"type": "expandable_blockquote" if tag.argument else "blockquote"}
        case "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": tag.argument}
        case "a":
            return _link(tag.argument or inside)
        case _:
            return {"type": tag.name}


def _link(target: str) -> Json:
    """A link, nothing where Telegram would see none; who is mentioned is found out later."""
    if user := _USER_LINK.fullmatch(target):
        return {"type": "text_mention", "user": {"id": int(user[1])}}
    if "://" not in target and "." not in target:
        return {}
    return {"type": "text_link", "url": target if ":" in target else f"http://{target}/"}


def _character(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= _BIGGEST_CHARACTER else ""
