"""Who is who in a group."""

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramAPIError

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


async def is_admin(bot: Bot, chat_id: int, speaker: int) -> bool:
    """Whether somebody runs a group; the group itself speaks for its anonymous admins. In doubt nobody does."""
    if speaker == chat_id:
        return True
    if speaker < 0:
        return False
    try:
        member = await bot.get_chat_member(chat_id, speaker)
    except TelegramAPIError:
        return False
    return member.status in (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)
