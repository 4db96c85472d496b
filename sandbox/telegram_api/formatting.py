"""What becomes of a text on its way into a message: markup, trimming, entities Telegram finds by itself."""

import re
from collections.abc import Iterable, Mapping, Sequence

from sandbox.telegram_api.entities import Formatted, parse_html, utf16_length
from sandbox.telegram_api.errors import bad_request, not_played
from sandbox.telegram_api.values import Json, Person

#: Found in any text, a person's or a bot's, in this order; a narrowing of TDLib's rules to what bots meet.
_FOUND = {
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]"),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}"),
}
_OPAQUE = {"code", "pre", "text_link", "text_mention", "url"}


def formatted(
    text: str, parse_mode: str | None, given: Sequence[Json] | None, people: Mapping[int, Person]
) -> Formatted:
    """A bot's text with all its entities, trimmed; ``parse_mode`` wins over ``given`` entities as on Telegram."""
    match (parse_mode or "").lower():
        case "":
            raw = Formatted(text, tuple(given or ()))
        case "html":
            raw = _with_people(parse_html(text), people)
        case "markdown" | "markdownv2":
            raise not_played(f"parse_mode {parse_mode}")
        case _:
            raise bad_request("unsupported parse_mode")
    return with_found(trimmed(raw))


def trimmed(raw: Formatted) -> Formatted:
    """Without white space at both ends; entities follow."""
    text = raw.text.strip()
    shift = utf16_length(raw.text[: len(raw.text) - len(raw.text.lstrip())])
    length = utf16_length(text)
    moved = [_clipped(entity, shift, length) for entity in raw.entities]
    return Formatted(text, tuple(entity for entity in moved if entity["length"] > 0))


def with_found(plain: Formatted) -> Formatted:
    """With commands, links, mentions and hashtags added where nothing opaque is in the way."""
    entities = list(plain.entities)
    for kind, pattern in _FOUND.items():
        taken = [entity for entity in entities if entity["type"] in _OPAQUE]
        candidates = (_entity(kind, plain.text, found) for found in pattern.finditer(plain.text))
        entities += [entity for entity in candidates if not _overlaps(entity, taken)]
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(plain.text, tuple(ordered))


def _entity(kind: str, text: str, found: re.Match[str]) -> Json:
    return {"type": kind, "offset": utf16_length(text[: found.start()]), "length": utf16_length(found[0])}


def _overlaps(entity: Json, others: Iterable[Json]) -> bool:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    return any(begin < other["offset"] + other["length"] and other["offset"] < end for other in others)


def _clipped(entity: Json, shift: int, length: int) -> Json:
    begin = max(0, entity["offset"] - shift)
    end = min(length, entity["offset"] + entity["length"] - shift)
    return entity | {"offset": begin, "length": end - begin}


def _with_people(raw: Formatted, people: Mapping[int, Person]) -> Formatted:
    """Mentions by id get their User; of people nobody knows nothing remains, as on Telegram."""
    known = [entity for entity in raw.entities if entity["type"] != "text_mention" or entity["user"]["id"] in people]
    return Formatted(raw.text, tuple(_named(entity, people) for entity in known))


def _named(entity: Json, people: Mapping[int, Person]) -> Json:
    return entity | {"user": people[entity["user"]["id"]].user()} if entity["type"] == "text_mention" else entity
