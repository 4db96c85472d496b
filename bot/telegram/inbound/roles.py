"""Who is who in a group, and so who may do what with a request."""

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Message

from bot.drawing.values.requests import Request
from bot.errors import CourierDelayed, CourierError, CourierUnanswered, NotYours, RightsUnknown
from bot.telegram.inbound.asker import Asker
from bot.telegram.refusals import translated

log = structlog.get_logger(__name__)

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

SECONDS = 10
"""The time limit of asking Telegram: an update waits for the answer."""


async def is_admin(bot: Bot, chat_id: int, speaker: int) -> bool:
    """Whether somebody runs a group; the group itself speaks for its anonymous admins.

    Who is unknown there does not. Raises RightsUnknown while Telegram does not say.
    """
    if speaker == chat_id:
        return True
    if speaker < 0:
        return False
    try:
        with translated():
            member = await bot.get_chat_member(chat_id, speaker, request_timeout=SECONDS)
    except (CourierDelayed, CourierUnanswered) as error:
        raise RightsUnknown from error
    except CourierError as error:
        log.warning("not known who is admin", chat=chat_id, error=repr(error))
        return False
    return member.status in (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


async def runs(bot: Bot, asker: Asker, request: Request) -> bool:
    """Whether somebody is an admin of the group that a request came from. Raises RightsUnknown."""
    origin = request.origin
    return origin.chat_id < 0 and not origin.is_inline and await is_admin(bot, origin.chat_id, asker.id)


async def wrote(bot: Bot, asker: Asker, message: Message) -> bool:
    """Whether somebody wrote a message, or runs the group in whose name it was written. Raises RightsUnknown."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id and await is_admin(bot, message.chat.id, asker.id)
    return message.from_user is not None and message.from_user.id == asker.id


async def check_owner(bot: Bot, asker: Asker, request: Request) -> None:
    """Whether it is the asker's own, or was asked for in the name of a group or channel, which its admins speak for.

    Raises NotYours, RightsUnknown.
    """
    user_id = request.origin.user_id
    if user_id != asker.id and not (user_id < 0 and await runs(bot, asker, request)):
        raise NotYours
