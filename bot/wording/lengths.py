"""How long texts are by Telegram's count, and what is left of those that are too long."""

import html
import re

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
"""UTF-16 units after entities are parsed: the Bot API's limits for messages, captions and answers to presses."""

_TAG = re.compile(r"<[^>]+>")


def plain(markup: str) -> str:
    """What people read of an HTML text."""
    return html.unescape(_TAG.sub("", markup))


def length(markup: str) -> int:
    """The length Telegram counts of an HTML text: UTF-16 units without the markup."""
    return units(plain(markup))


def shortened(text: str, limit: int) -> str:
    """The beginning of a plain text, with an ellipsis where it was cut; never a broken character."""
    return text if units(text) <= limit else beginning(text, limit - 1).rstrip() + "…"


def beginning(text: str, limit: int) -> str:
    """As many whole characters of a plain text as have room in so many UTF-16 units."""
    used = 0
    for number, character in enumerate(text[: max(0, limit)]):
        used += units(character)
        if used > limit:
            return text[:number]
    return text[: max(0, limit)]


def units(text: str) -> int:
    """The UTF-16 units of a plain text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
