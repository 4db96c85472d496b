"""What Telegram's refusals mean."""

import socket

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe

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
from bot.telegram.refusals import meaning, translated

CALL = GetMe()
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def bad(message: str) -> TelegramBadRequest:
    return TelegramBadRequest(CALL, f"Bad Request: {message}")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TelegramRetryAfter(CALL, "Too Many Requests: retry after 7", 7), CourierDelayed),
        (TelegramUnauthorizedError(CALL, "Unauthorized"), CourierDelayed),
        (TelegramNotFound(CALL, "Not Found"), CourierDelayed),  # the token is wrong, or the server is another one
        (bad("canceled by new edit message request"), CourierDelayed),
        (bad("message to edit not found"), PlaceholderLost),
        (bad("message can't be edited"), PlaceholderLost),
        (bad("message media can't be edited"), PlaceholderLost),
        (bad("there is no text in the message to edit"), PlaceholderLost),
        (bad("MESSAGE_ID_INVALID"), PlaceholderLost),
        (bad("invalid inline message identifier specified"), PlaceholderLost),
        (bad("message to be replied not found"), ReplyLost),
        (bad("REPLY_MESSAGE_ID_INVALID"), ReplyLost),
        (bad("chat not found"), Undeliverable),
        (bad("PEER_ID_INVALID"), Undeliverable),
        (bad("have no write access to the chat"), Undeliverable),
        (bad("CHAT_WRITE_FORBIDDEN"), Undeliverable),
        (bad("need administrator rights in the channel chat"), Undeliverable),
        (bad("not enough rights to send photos to the chat"), MediaRefused),
        (bad("not enough rights to send text messages to the chat"), MediaRefused),
        (bad("CHAT_SEND_PHOTOS_FORBIDDEN"), MediaRefused),
        (bad("PHOTO_INVALID_DIMENSIONS"), MediaRefused),
        (bad("message caption is too long"), MediaRefused),
        (bad("file of size 10485761 bytes is too big for a photo"), MediaRefused),
        (bad("wrong file identifier/HTTP URL specified"), MediaRefused),
        (bad("can't use file of type Photo as Document"), MediaRefused),
        (bad("can't parse entities: unsupported start tag"), MediaRefused),
        (bad("BUTTON_COPY_TEXT_INVALID"), ButtonsRefused),
        (bad("can't parse inline keyboard button: text buttons are unallowed"), ButtonsRefused),
        (bad("reply markup is too long"), ButtonsRefused),
        (bad("group send failed"), CourierUnanswered),
        (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), MediaRefused),
        (bad("message thread not found"), ThreadLost),
        (bad("TOPIC_CLOSED"), ThreadLost),
        (bad("topic not found"), ThreadLost),
        (bad(NOT_MODIFIED), AlreadyThere),
        (bad("message to delete not found"), AlreadyThere),
        (TelegramMigrateToChat(CALL, "group chat was upgraded to a supergroup chat", -1007), ChatMoved),
        (TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"), Undeliverable),
        (TelegramForbiddenError(CALL, "Forbidden: bot was kicked from the group chat"), Undeliverable),
        (TelegramServerError(CALL, "Bad Gateway"), CourierUnanswered),
        (RestartingTelegram(CALL, "restart"), CourierUnanswered),
        (TelegramConflictError(CALL, "Conflict"), CourierUnanswered),
        (TelegramNetworkError(CALL, "Request timeout error"), CourierUnanswered),
        (ClientDecodeError("Failed to decode object", ValueError("html"), "<html>"), CourierUnanswered),
    ],
    ids=str,
)
def test_each_refusal_of_telegrams_is_one_of_our_errors(
    error: TelegramAPIError | ClientDecodeError, kind: type[CourierError]
) -> None:
    with pytest.raises(CourierError) as caught, translated():
        raise error
    assert type(caught.value) is kind
    assert caught.value.__cause__ is error


def test_a_refusal_that_nobody_listed_is_one_of_the_form_only() -> None:
    """Then a simpler form is tried, and in the end a sentence: nobody is left in silence."""
    assert type(meaning(bad("SOMETHING_OF_NEXT_YEAR"))) is MediaRefused


def test_the_wait_that_telegram_asks_for_is_kept() -> None:
    error = meaning(TelegramRetryAfter(CALL, "Too Many Requests: retry after 7", 7))
    assert isinstance(error, CourierDelayed)
    assert error.retry_after == 7


async def test_a_refused_connection_to_telegram_surely_took_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        server = TelegramAPIServer.from_base(f"http://127.0.0.1:{taken.getsockname()[1]}")
        async with Bot("42:made-up", session=AiohttpSession(api=server)) as bot:
            with pytest.raises(CourierDelayed), translated():
                await bot.get_me()


def test_the_chat_that_a_group_became_is_kept() -> None:
    error = meaning(TelegramMigrateToChat(CALL, "group chat was upgraded to a supergroup chat", -1007))
    assert isinstance(error, ChatMoved)
    assert error.chat_id == -1007


def test_other_errors_are_none_of_telegrams() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


def test_the_errors_detail_says_what_telegram_said() -> None:
    assert "chat not found" in str(vars(meaning(bad("chat not found"))))
