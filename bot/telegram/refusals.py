"""What Telegram's refusals mean: its errors become ours, in one place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
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
    MediaRefused,
    PlaceholderLost,
    ReplyLost,
    ThreadLost,
    Undeliverable,
)

_Refusal = (
    AlreadyThere
    | ButtonsRefused
    | CourierDelayed
    | CourierUnanswered
    | PlaceholderLost
    | ReplyLost
    | ThreadLost
    | Undeliverable
)

# Telegram tells its 400s apart by their descriptions only; these are parts of them, in lower case. The first wins.
_REFUSALS: Mapping[tuple[str, ...], type[_Refusal]] = {
    ("message is not modified", "message to delete not found"): AlreadyThere,
    ("canceled by new edit message request",): CourierDelayed,
    ("group send failed",): CourierUnanswered,
    ("message to be replied not found", "reply_message_id_invalid", "quote_text_invalid"): ReplyLost,
    (
        "message to edit not found",
        "message can't be edited",
        "message media can't be edited",
        "there is no text in the message to edit",
        "message_id_invalid",
        "invalid inline message identifier",
    ): PlaceholderLost,
    (
        "message thread not found",
        "topic not found",
        "topic_closed",
        "topic_deleted",
        "chat is not a forum",
        "invalid topic identifier",
    ): ThreadLost,
    ("button", "reply_markup_invalid", "reply markup is too long", "inline keyboard"): ButtonsRefused,
    (
        "chat not found",
        "peer_id_invalid",
        "channel_private",
        "bot was ",
        "bot is not a member",
        "user is deactivated",
        "user_is_blocked",
        "have no write access",
        "can't access the chat",
        "chat_write_forbidden",
        "chat_restricted",
        "chat_guest_send_forbidden",
        "user_banned_in_channel",
        "chat_admin_required",
        "need administrator rights",
        "allow_payment_required",
    ): Undeliverable,
}
"""Whatever is in none of these refuses the form only: then a simpler one is tried, and in the end a sentence."""


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
        # With 401 and 404 the operator is changing the token or the server; nothing is wrong with the chat.
        case TelegramUnauthorizedError() | TelegramNotFound():
            return CourierDelayed(detail)
        case TelegramNetworkError(__cause__=ClientConnectorError()):
            return CourierDelayed(detail)
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return ChatMoved(chat_id)
        case TelegramEntityTooLarge():
            return MediaRefused(detail)
        case TelegramBadRequest(message=message):
            return _refusal(message.lower(), detail)
        case TelegramForbiddenError():
            return Undeliverable(detail)
        case _:
            return CourierUnanswered(detail)


def _refusal(description: str, detail: str) -> CourierError:
    for marks, kind in _REFUSALS.items():
        if any(mark in description for mark in marks):
            return kind(detail)
    return MediaRefused(detail)
