"""What Telegram's refusals mean: the table of its real wordings, a row each."""

import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

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
from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    GetMe,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import InputMediaPhoto
from aiohttp import web
from hypothesis import example, given
from hypothesis import strategies as st

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
from bot.telegram.refusals import meaning, translated
from bot.telegram.session import TelegramSession

METHODS: dict[str, TelegramMethod[Any]] = {
    "SM": SendMessage(chat_id=1, text="x"),
    "SP": SendPhoto(chat_id=1, photo="x"),
    "SD": SendDocument(chat_id=1, document="x"),
    "SA": SendMediaGroup(chat_id=1, media=[]),
    "ET": EditMessageText(text="x"),
    "EM": EditMessageMedia(media=InputMediaPhoto(media="x")),
    "EC": EditMessageCaption(caption="x"),
    "D": DeleteMessage(chat_id=1, message_id=1),
}
SENDS, EDITS = "SM SP SD SA", "ET EM EC"

BAD_REQUESTS: list[tuple[str, str, type[CourierError]]] = [
    (
        EDITS,
        "message is not modified: specified new message content and reply markup are exactly the same as a current",
        AlreadyThere,
    ),
    (EDITS, "message to edit not found", PlaceholderLost),
    (EDITS, "MESSAGE_ID_INVALID", PlaceholderLost),
    ("ET EC", "message can't be edited", PlaceholderLost),
    ("EM", "message media can't be edited", PlaceholderLost),
    ("ET", "there is no text in the message to edit", TextLost),
    ("EC", "there is no caption in the message to edit", FormRefused),
    ("EM", "can't change media type in the album", FormRefused),
    ("EM", "message content type can't be used in an album", FormRefused),
    ("EM", "canceled by new edit message request", CourierDelayed),
    ("D", "message to delete not found", AlreadyThere),
    ("D", "message can't be deleted", FormRefused),
    ("D", "message can't be deleted for everyone", FormRefused),
    (SENDS, "message to be replied not found", ReplyLost),
    (SENDS, "REPLY_MESSAGE_ID_INVALID", ReplyLost),
    (SENDS, "QUOTE_TEXT_INVALID", ReplyLost),
    (SENDS, "message thread not found", ThreadLost),
    (SENDS, "topic not found", ThreadLost),
    (SENDS, "chat is not a forum", ThreadLost),
    (SENDS, "invalid topic identifier specified", ThreadLost),
    (SENDS, "TOPIC_DELETED", ThreadLost),
    (SENDS, "TOPIC_CLOSED", ThreadLost),
    ("SM", "not enough rights to send text messages to the chat", KindForbidden),
    ("SM", "CHAT_SEND_PLAIN_FORBIDDEN", KindForbidden),
    ("SP EM", "not enough rights to send photos to the chat", KindForbidden),
    ("SP", "CHAT_SEND_PHOTOS_FORBIDDEN", KindForbidden),
    ("SP", "CHAT_SEND_MEDIA_FORBIDDEN", KindForbidden),
    ("SD EM", "not enough rights to send documents to the chat", KindForbidden),
    ("SD", "CHAT_SEND_DOCS_FORBIDDEN", KindForbidden),
    ("SD", "not enough rights to send animations to the chat", KindForbidden),
    ("SM", "not enough rights to send the rich message to the chat", KindForbidden),
    ("SD", "CHAT_SEND_GIFS_FORBIDDEN", KindForbidden),
    *(
        (f"{SENDS} {EDITS}", words, RightsLost)
        for words in (
            "have no write access to the chat",
            "can't access the chat",
            "CHAT_WRITE_FORBIDDEN",
            "CHAT_RESTRICTED",
            "CHAT_GUEST_SEND_FORBIDDEN",
            "USER_BANNED_IN_CHANNEL",
            "CHAT_ADMIN_REQUIRED",
            "need administrator rights in the channel chat",
            "ALLOW_PAYMENT_REQUIRED_100",
        )
    ),
    *(
        (f"{SENDS} {EDITS} D", words, Undeliverable)
        for words in ("chat not found", "private chat not found", "PEER_ID_INVALID", "CHANNEL_PRIVATE")
    ),
    ("SP EM", "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes", PhotoRefused),
    ("SP EM", "PHOTO_INVALID_DIMENSIONS", PhotoRefused),
    ("SP EM", "IMAGE_PROCESS_FAILED", PhotoRefused),
    ("SP EM", "PHOTO_SAVE_FILE_INVALID", PhotoRefused),
    ("SP", "photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp", PhotoRefused),
    ("EM", "PHOTO_EXT_INVALID", PhotoRefused),
    (f"{SENDS} EM", "wrong file identifier/HTTP URL specified", FormRefused),
    ("EM", "MEDIA_EMPTY", FormRefused),
    (f"{SENDS} EM", "wrong remote file identifier specified: can't unserialize it", FormRefused),
    (f"{SENDS} EM", "can't use file of type Photo as Document", FormRefused),
    (f"{SENDS} EM", "file must be non-empty", FormRefused),
    ("SP EM", "wrong HTTP URL specified", FormRefused),
    ("SP EM", "failed to get HTTP URL content", FormRefused),
    ("SP EM", "wrong type of the web page content", FormRefused),
    ("SP SD EM", "message caption is too long", WordsRefused),
    ("EC", "MEDIA_CAPTION_TOO_LONG", WordsRefused),
    ("SM", "message is too long", WordsRefused),
    ("ET", "MESSAGE_TOO_LONG", WordsRefused),
    ("SM ET", "text is too long", WordsRefused),
    ("SM ET", "message text is empty", WordsRefused),
    ("SM ET", "text must be non-empty", WordsRefused),
    ("SM ET EC", "can't parse entities: unsupported start tag 'x' at byte offset 0", WordsRefused),
    ("SM ET EC", "can't parse MessageEntity: expected an Object", WordsRefused),
    ("SM ET EC", "strings must be encoded in UTF-8", WordsRefused),
    ("SM ET EC", "ENTITY_BOUNDS_INVALID", WordsRefused),
    ("SM ET EC", "ENTITIES_TOO_LONG", WordsRefused),
    *(
        (f"{SENDS} {EDITS}", words, ButtonsRefused)
        for words in (
            "BUTTON_DATA_INVALID",
            "BUTTON_URL_INVALID",
            "BUTTON_TYPE_INVALID",
            "BUTTON_COPY_TEXT_INVALID",
            "REPLY_MARKUP_INVALID",
            "reply markup is too long",
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            "inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
            "inline keyboard expected",
        )
    ),
    (EDITS, "invalid inline message identifier specified", PlaceholderLost),
    ("EM", "invalid message content specified", FormRefused),
    ("SA", 'failed to send message #2 with the error message "CHAT_WRITE_FORBIDDEN"', RightsLost),
    ("SA", 'failed to send message #1 with the error message "Bad Request: chat not found"', Undeliverable),
    ("SA", "group send failed", CourierUnanswered),
    ("SM", "RICH_MESSAGE_INVALID", FormRefused),
    ("SM", "can't parse InputRichMessage: expected an Object", FormRefused),
    ("SP EM", "FILE_PARTS_INVALID", FormRefused),
    (SENDS, "FLOOD_WAIT_17", CourierDelayed),
    (SENDS, "SOMETHING_OF_NEXT_YEAR", FormRefused),
    # Words that are listed for methods of another kind are as good as not listed.
    (SENDS, "message to edit not found", FormRefused),
    (EDITS, "message thread not found", FormRefused),
]
FORBIDDEN: list[tuple[str, type[CourierError]]] = [
    ("bot was blocked by the user", Undeliverable),
    ("user is deactivated", Undeliverable),
    ("bot can't initiate conversation with a user", Undeliverable),
    ("the bot can't send messages to the bot", Undeliverable),
    ("bot was kicked from the group chat", Undeliverable),
    ("bot was kicked from the supergroup chat", Undeliverable),
    ("bot was kicked from the channel chat", Undeliverable),
    ("bot is not a member of the channel chat", Undeliverable),
    ("bot is not a member of the supergroup chat", Undeliverable),
    ("the group chat was deleted", Undeliverable),
    ("what nobody listed", FormRefused),
]

CALL = GetMe()
OTHERS: list[tuple[TelegramAPIError | ClientDecodeError, type[CourierError]]] = [
    (TelegramRetryAfter(CALL, "Too Many Requests: retry after 7", 7), CourierDelayed),
    (TelegramAPIError(CALL, "Too Many Requests"), CourierDelayed),  # as a proxy says it, without a number
    (TelegramUnauthorizedError(CALL, "Unauthorized"), CourierDelayed),
    (TelegramNotFound(CALL, "Not Found"), CourierDelayed),  # the token is wrong, or the server is another one
    (TelegramNotFound(CALL, "Not Found: method not found"), FormRefused),
    (TelegramConflictError(CALL, "Conflict: nobody knows with what"), FormRefused),
    (TelegramEntityTooLarge(CALL, "Request Entity Too Large"), PhotoRefused),
    (TelegramMigrateToChat(CALL, "group chat was upgraded to a supergroup chat", -1007), ChatMoved),
    (TelegramServerError(CALL, "Internal Server Error"), CourierUnanswered),
    (TelegramServerError(CALL, "Not Implemented"), CourierUnanswered),
    (RestartingTelegram(CALL, "Internal Server Error: restart"), CourierUnanswered),
    (TelegramNetworkError(CALL, "Request timeout error"), CourierUnanswered),
    (ClientDecodeError("Failed to decode object", ValueError("html"), "<html>"), CourierUnanswered),
    (TelegramAPIError(CALL, "I'm a teapot"), FormRefused),
    (TelegramAPIError(CALL, ""), FormRefused),
]


@pytest.mark.parametrize(
    ("method", "words", "kind"),
    [(method, words, kind) for methods, words, kind in BAD_REQUESTS for method in methods.split()],
)
def test_a_refusal_means_what_it_means_at_this_method(method: str, words: str, kind: type[CourierError]) -> None:
    assert type(meaning(TelegramBadRequest(METHODS[method], f"Bad Request: {words}"))) is kind


@pytest.mark.parametrize(("words", "kind"), FORBIDDEN)
@pytest.mark.parametrize("method", ["SM", "EM"])
def test_a_403_means_that_nobody_is_there_only_where_it_says_so(
    method: str, words: str, kind: type[CourierError]
) -> None:
    assert type(meaning(TelegramForbiddenError(METHODS[method], f"Forbidden: {words}"))) is kind


@pytest.mark.parametrize(("error", "kind"), OTHERS, ids=str)
def test_each_error_of_telegrams_is_one_of_ours(
    error: TelegramAPIError | ClientDecodeError, kind: type[CourierError]
) -> None:
    with pytest.raises(CourierError) as caught, translated():
        raise error
    assert type(caught.value) is kind
    assert caught.value.__cause__ is error


@given(st.sampled_from(sorted(METHODS)), st.text())
@example("SM", "Bad Request: ")
def test_what_nobody_listed_refuses_the_form_only(method: str, words: str) -> None:
    """Then a simpler form is tried, and in the end a sentence: nobody is left in silence."""
    known = [re.escape(one.lower()) for _, one, _ in BAD_REQUESTS] + [re.escape(one) for one, _ in FORBIDDEN]
    if not re.match("|".join(known), words.lower()):
        assert type(meaning(TelegramBadRequest(METHODS[method], words))) is FormRefused


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
    error = meaning(TelegramBadRequest(CALL, "Bad Request: chat not found"))
    assert "chat not found" in str(vars(error))


@asynccontextmanager
async def answering_with(status: int, body: bytes) -> AsyncIterator[Bot]:
    """A bot to which something on the way to Telegram answers everything so."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        session = TelegramSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{runner.addresses[0][1]}"))
        async with Bot("42:made-up", session=session) as bot:
            yield bot
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (413, b"<html>413 Request Entity Too Large</html>", PhotoRefused),
        (429, b"<html>slow down</html>", CourierDelayed),
        (404, b"", CourierDelayed),
        (403, b"<html>no</html>", FormRefused),
        (400, b"[]", FormRefused),
        (418, b"null", FormRefused),
        (499, b"{}", FormRefused),
        (500, b'{"ok":false}', CourierUnanswered),
        (501, b'{"ok":false,"description":null}', CourierUnanswered),
        (502, b"<html>Bad Gateway</html>", CourierUnanswered),
        (599, b"", CourierUnanswered),
        (200, b"<html>log in here</html>", CourierUnanswered),
        (200, b"\xff\xfe\xff", CourierUnanswered),
        (200, b"", CourierUnanswered),
        (200, b'{"ok":true}', CourierUnanswered),
        (200, b'{"ok":true,"result":7}', CourierUnanswered),
        (200, b'{"ok":false,"description":"Bad Request: chat not found"}', Undeliverable),
        (200, b'{"ok":false}', FormRefused),
        (400, b'{"ok":false,"description":"x","parameters":{"retry_after":"soon"}}', CourierUnanswered),
    ],
)
async def test_an_answer_that_is_none_of_telegrams_is_told_by_its_status(
    status: int, body: bytes, kind: type[CourierError]
) -> None:
    async with answering_with(status, body) as bot:
        with pytest.raises(CourierError) as caught, translated():
            await bot.send_message(1, "x")
    assert type(caught.value) is kind
