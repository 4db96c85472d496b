"""What can be said of a Message by looking at it: its words, its author, its buttons, where it came from."""

from collections.abc import Iterable, Iterator

from sandbox.telegram_api.entities import Formatted
from sandbox.telegram_api.values import Json

#: What makes a message one that somebody wrote, not a service note.
CONTENT = frozenset({"text", "photo", "document", "voice", "sticker"})

#: Whatever a message shows; an edit of the media replaces all of it.
SHOWN = (
    "text",
    "entities",
    "link_preview_options",
    "photo",
    "document",
    "voice",
    "sticker",
    "caption",
    "caption_entities",
    "has_media_spoiler",
    "show_caption_above_media",
)


def without(shape: Json, names: Iterable[str]) -> Json:
    """A copy that lacks some fields."""
    dropped = set(names)
    return {name: value for name, value in shape.items() if name not in dropped}


def text_content(text: Formatted) -> Json:
    """A text as fields of Message."""
    return {"text": text.text} | ({"entities": list(text.entities)} if text.entities else {})


def caption_content(text: Formatted) -> Json:
    """A caption as fields of Message; an empty one is none."""
    if not text.text:
        return {}
    return {"caption": text.text} | ({"caption_entities": list(text.entities)} if text.entities else {})


def words(message: Json) -> str:
    """A message's text or caption."""
    return str(message.get("text") or message.get("caption") or "")


def entities(message: Json) -> list[Json]:
    """The entities of its words."""
    found: list[Json] = message.get("entities") or message.get("caption_entities") or []
    return found


def author_id(message: Json) -> int | None:
    """The id of who wrote it; None for the post of a channel."""
    found: int | None = message.get("from", {}).get("id")
    return found


def callback_data(message: Json) -> set[str]:
    """What its buttons ask the bot."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}


def mentions(message: Json, username: str | None) -> bool:
    """Whether its words name an @username."""
    name = f"@{username or ''}".lower()
    return any(mention.lower() == name for mention in _spans(message, "mention"))


def command(message: Json) -> str | None:
    """The command it starts with, as typed: "/draw@bot"."""
    found = next((one for one in entities(message) if one["type"] == "bot_command" and one["offset"] == 0), None)
    return None if found is None else words(message)[: found["length"]]


def origin(message: Json) -> Json:
    """The MessageOrigin of a forward: its author, the channel, or where it had been forwarded from itself."""
    if "forward_origin" in message:
        known: Json = message["forward_origin"]
        return known
    date = {"date": message["date"]}
    if message["chat"]["type"] == "channel":
        return {"type": "channel", "chat": message["chat"], "message_id": message["message_id"]} | date
    if "sender_chat" in message:
        return {"type": "chat", "sender_chat": message["sender_chat"]} | date
    return {"type": "user", "sender_user": message["from"]} | date


def _spans(message: Json, kind: str) -> Iterator[str]:
    units = words(message).encode("utf-16-le", "surrogatepass")
    for entity in entities(message):
        if entity["type"] == kind:
            begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            yield units[begin:end].decode("utf-16-le", "surrogatepass")
