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
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    MediaRefused,
    PlaceholderLost,
    ThreadLost,
    Undeliverable,
)
from bot.telegram.refusals import meaning, understood

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
        (bad("message to edit not found"), PlaceholderLost),
        (bad("message can't be edited"), PlaceholderLost),
        (bad("MESSAGE_ID_INVALID"), PlaceholderLost),
        (bad("chat not found"), Undeliverable),
        (bad("need administrator rights in the channel chat"), Undeliverable),
        (bad("not enough rights to send photos to the chat"), MediaRefused),
        (bad("PHOTO_INVALID_DIMENSIONS"), MediaRefused),
        (bad("message caption is too long"), MediaRefused),
        (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), MediaRefused),
        (bad("message thread not found"), ThreadLost),
        (bad("TOPIC_CLOSED"), ThreadLost),
        (bad(NOT_MODIFIED), AlreadyThere),
        (TelegramMigrateToChat(CALL, "group chat was upgraded to a supergroup chat", -1007), ChatMoved),
        (TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"), Undeliverable),
        (TelegramForbiddenError(CALL, "Forbidden: bot was kicked from the group chat"), Undeliverable),
        (TelegramNotFound(CALL, "Not Found"), Undeliverable),
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
    with pytest.raises(CourierError) as caught, understood():
        raise error
    assert type(caught.value) is kind
    assert caught.value.__cause__ is error


def test_the_wait_that_telegram_asks_for_is_kept() -> None:
    error = meaning(TelegramRetryAfter(CALL, "Too Many Requests: retry after 7", 7))
    assert isinstance(error, CourierDelayed)
    assert error.retry_after == 7


async def test_a_refused_connection_to_telegram_surely_took_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        server = TelegramAPIServer.from_base(f"http://127.0.0.1:{taken.getsockname()[1]}")
        async with Bot("42:made-up", session=AiohttpSession(api=server)) as bot:
            with pytest.raises(CourierDelayed), understood():
                await bot.get_me()


def test_the_chat_that_a_group_became_is_kept() -> None:
    error = meaning(TelegramMigrateToChat(CALL, "group chat was upgraded to a supergroup chat", -1007))
    assert isinstance(error, ChatMoved)
    assert error.chat_id == -1007


def test_other_errors_are_none_of_telegrams() -> None:
    with pytest.raises(ZeroDivisionError), understood():
        raise ZeroDivisionError


def test_the_errors_detail_says_what_telegram_said() -> None:
    assert "chat not found" in str(vars(meaning(bad("chat not found"))))
