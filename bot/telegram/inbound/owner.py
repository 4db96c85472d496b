"""Who runs the bot: the people whom TELEGRAM_ADMINS names, in their own chats with it."""

from aiogram.enums import ChatType
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, MessageOriginUser

Owners = frozenset[int]
"""The ids of those people; groups and channels that are told of troubles are none of them."""


class IsOwner(BaseFilter):
    """Lets through what one of the ``owners`` writes or presses in private; to all others there is no such thing."""

    async def __call__(self, event: Message | CallbackQuery, owners: Owners) -> bool:
        """Whether it is let through."""
        message = event if isinstance(event, Message) else event.message
        in_private = message is not None and message.chat.type == ChatType.PRIVATE
        return in_private and event.from_user is not None and event.from_user.id in owners


def author_of(message: Message | None) -> int | None:
    """Who wrote a message first, as far as Telegram tells; no bot."""
    if message is None:
        return None
    origin = message.forward_origin
    author = origin.sender_user if isinstance(origin, MessageOriginUser) else message.from_user if not origin else None
    return None if author is None or author.is_bot else author.id
