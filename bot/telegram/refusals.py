"""What Telegram's refusals mean: its errors become ours, in one place.

Telegram tells its refusals apart by their descriptions only. Those of the Bot API server are sentences, those of
Telegram itself, which nobody has listed in full, are codes in capitals. Both are known here by how they begin. Whatever
is in no row refuses the form only: then a simpler one is tried, and in the end a sentence.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from bot.errors import (
    AlreadyThere,
    ButtonsRefused,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FormRefused,
    KindForbidden,
    PhotoRefused,
    PlaceholderLost,
    ReplyLost,
    RightsLost,
    TextLost,
    ThreadLost,
    Undeliverable,
    WordsRefused,
)

_Refusal = (
    AlreadyThere | CourierDelayed | CourierUnanswered | FormRefused | PlaceholderLost | RightsLost | Undeliverable
)

_BEGINNINGS: Mapping[type[_Refusal], tuple[str, ...]] = {
    AlreadyThere: ("message is not modified", "message to delete not found", "charge_already_refunded"),
    CourierDelayed: ("too many requests", "flood_wait", "slowmode_wait", "canceled by new edit message request"),
    CourierUnanswered: ("group send failed",),
    PlaceholderLost: (
        "message to edit not found",
        "message_id_invalid",
        "message can't be edited",
        "message media can't be edited",
        "invalid inline message identifier specified",
    ),
    TextLost: ("there is no text in the message to edit",),
    ReplyLost: ("message to be replied not found", "reply_message_id_invalid", "quote_text_invalid"),
    ThreadLost: (
        "message thread not found",
        "topic not found",
        "chat is not a forum",
        "invalid topic identifier",
        "topic_deleted",
        "topic_closed",
    ),
    KindForbidden: ("not enough rights to send ", "chat_send_"),
    PhotoRefused: ("photo_", "photo has unsupported extension", "image_process_failed", "file of size "),
    WordsRefused: (
        "message caption is too long",
        "media_caption_too_long",
        "message is too long",
        "message_too_long",
        "text is too long",
        "message text is empty",
        "text must be non-empty",
        "can't parse entities",
        "can't parse messageentity",
        "strings must be encoded in utf-8",
        "entity_bounds_invalid",
        "entities_too_long",
    ),
    ButtonsRefused: (
        "button_",
        "reply_markup_invalid",
        "reply markup is too long",
        "can't parse inline keyboard button",
        "inline keyboard button",
        "inline keyboard expected",
    ),
    RightsLost: (
        "have no write access to the chat",
        "can't access the chat",
        "chat_write_forbidden",
        "chat_restricted",
        "chat_guest_send_forbidden",
        "user_banned_in_channel",
        "chat_admin_required",
        "need administrator rights in the channel chat",
        "allow_payment_required",
    ),
    Undeliverable: (
        "bot was blocked by the user",
        "user_is_blocked",
        "user is deactivated",
        "bot can't initiate conversation with a user",
        "the bot can't send messages to the bot",
        "bot was kicked from the ",
        "bot is not a member of the ",
        "the group chat was deleted",
        "chat not found",
        "private chat not found",
        "peer_id_invalid",
        "channel_private",
    ),
}
"""How a description begins, in lower case and without the name of its status, by what it means."""

_METHODS: Mapping[type[_Refusal], str] = {
    PlaceholderLost: "edit",
    TextLost: "edit",
    ReplyLost: "send",
    ThreadLost: "send",
}
"""How the methods begin at which alone a description means this; at any other one it is as good as not listed."""

_STATUS = re.compile(r"(?:bad request|forbidden|not found|request entity too large): ")
_OF_ALBUM = re.compile(r'failed to send message #\d+ with the error message "(.*)"')


@contextmanager
def translated() -> Iterator[None]:
    """Raise a CourierError for what Telegram says inside."""
    try:
        yield
    except (TelegramAPIError, ClientDecodeError) as error:
        raise meaning(error) from error


def meaning(error: TelegramAPIError | ClientDecodeError) -> CourierError:
    """Our error for one of Telegram's."""
    detail = f"{type(error).__name__}: {error}"
    match error:
        case TelegramRetryAfter(retry_after=retry_after):
            return CourierDelayed(detail, retry_after)
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return ChatMoved(chat_id)
        case TelegramNotFound(message=message) if message and "method not found" in message:
            return FormRefused(detail)
        # With 401 and 404 the operator is changing the token or the server; nothing is wrong with the chat.
        case TelegramUnauthorizedError() | TelegramNotFound():
            return CourierDelayed(detail)
        case TelegramNetworkError(__cause__=ClientConnectorError()):
            return CourierDelayed(detail)
        case TelegramEntityTooLarge():
            return PhotoRefused(detail)
        case TelegramServerError() | TelegramNetworkError() | ClientDecodeError():
            return CourierUnanswered(detail)
        case _:
            return _meant(error.message or "", error.method.__api_method__)(detail)


def _meant(description: str, method: str) -> type[_Refusal]:
    """What a description means at a method."""
    said = _STATUS.sub("", description.lower(), count=1)
    if of_one := _OF_ALBUM.match(said):
        said = _STATUS.sub("", of_one[1], count=1)
    kinds = (kind for kind, beginnings in _BEGINNINGS.items() if said.startswith(beginnings))
    return next((kind for kind in kinds if method.lower().startswith(_METHODS.get(kind, ""))), FormRefused)
