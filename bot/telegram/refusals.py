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
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    MediaRefused,
    PlaceholderLost,
    ThreadLost,
    Undeliverable,
)

# Telegram tells its 400s apart by their descriptions only; these are parts of them, in lower case.
_NOT_MODIFIED = ("message is not modified",)
_PLACEHOLDER_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")
_THREAD_LOST = ("message thread not found", "topic_closed", "topic_deleted")
_MEDIA_REFUSED = (
    "photo_invalid_dimensions",
    "photo_save_file_invalid",
    "image_process_failed",
    "photo_ext_invalid",
    "too big",
    "caption is too long",
    "caption_too_long",
    "wrong type of the web page content",
    "wrong file identifier",
    "can't use file of type",
    "not enough rights to send",
    "chat_send_photos_forbidden",
    "chat_send_media_forbidden",
)


@contextmanager
def understood() -> Iterator[None]:
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
        # With 401 the operator is changing the token; nothing is wrong with the chat.
        case TelegramUnauthorizedError() | TelegramNetworkError(__cause__=ClientConnectorError()):
            return CourierDelayed(detail)
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return ChatMoved(chat_id)
        case TelegramEntityTooLarge():
            return MediaRefused(detail)
        case TelegramBadRequest(message=message):
            return _refusal(message.lower(), detail)
        case TelegramForbiddenError() | TelegramNotFound():
            return Undeliverable(detail)
        case _:
            return CourierUnanswered(detail)


def _refusal(description: str, detail: str) -> CourierError:
    for marks, kind in _REFUSALS.items():
        if any(mark in description for mark in marks):
            return kind(detail)
    return Undeliverable(detail)


_REFUSALS: Mapping[tuple[str, ...], type[AlreadyThere | PlaceholderLost | ThreadLost | MediaRefused]] = {
    _NOT_MODIFIED: AlreadyThere,
    _PLACEHOLDER_LOST: PlaceholderLost,
    _THREAD_LOST: ThreadLost,
    _MEDIA_REFUSED: MediaRefused,
}
