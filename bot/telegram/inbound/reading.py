"""What a message says: its words, whether it shows something, whether it is said to the bot by its name."""

from aiogram import Bot
from aiogram.enums import ContentType, MessageEntityType
from aiogram.types import Message, MessageEntity

from bot.telegram.inbound.asker import Username

_PICTURES = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.LIVE_PHOTO,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
    }
)
_SHOWING = ("image/", "video/")


def words(message: Message) -> str:
    """What is written in a message, or below what it shows."""
    return (message.text or message.caption or "").strip()


def shows_picture(message: Message | None) -> bool:
    """Whether there is a picture in a message, or something like one, also as a file."""
    if message is None:
        return False
    if message.document is not None and message.animation is None:
        return (message.document.mime_type or "").startswith(_SHOWING)
    return message.content_type in _PICTURES


async def named(message: Message, bot: Bot, username: Username) -> bool | dict[str, str]:
    """A filter: the ``written`` words beside the bot's name, where somebody begins or ends with it."""
    text, name = message.text or message.caption or "", (await username()).casefold()
    for entity in message.entities or message.caption_entities or ():
        if _is_name(entity, text, bot.id, name):
            before, after = _around(text, entity)
            if not (before and after):
                return {"written": before or after}
    return False


def _is_name(entity: MessageEntity, text: str, bot_id: int, name: str) -> bool:
    if entity.type == MessageEntityType.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot_id
    return entity.type == MessageEntityType.MENTION and entity.extract_from(text).casefold() == f"@{name}"


def _around(text: str, entity: MessageEntity) -> tuple[str, str]:
    """What stands before and after an entity, which Telegram counts in UTF-16; signs that only call are left out."""
    units = text.encode("utf-16-le")
    before, after = units[: 2 * entity.offset], units[2 * (entity.offset + entity.length) :]
    return before.decode("utf-16-le").strip(), after.decode("utf-16-le").lstrip(" \t\n,:;.!").rstrip()
