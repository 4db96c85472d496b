"""Who is who in a group."""

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType

from bot.errors import CourierError
from bot.telegram.refusals import understood

log = structlog.get_logger(__name__)

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

SECONDS = 10
"""The time limit of asking Telegram: an update waits for the answer."""


async def is_admin(bot: Bot, chat_id: int, speaker: int) -> bool:
    """Whether somebody runs a group; the group itself speaks for its anonymous admins. In doubt nobody does."""
    if speaker == chat_id:
        return True
    if speaker < 0:
        return False
    try:
        with understood():
            member = await bot.get_chat_member(chat_id, speaker, request_timeout=SECONDS)
    except CourierError as error:
        log.warning("not known who is admin", chat=chat_id, error=repr(error))
        return False
    return member.status in (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)
