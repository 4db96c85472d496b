"""Messages with pictures that were forgotten are taken away, or show nothing."""

from datetime import timedelta

import pytest
from aiogram.types import BufferedInputFile

from bot.drawing.values.requests import MessageAddress
from bot.errors import CourierDelayed, CourierError, CourierUnanswered
from bot.telegram.outbound.copies import TelegramCopies
from sandbox.telegram_api import ALICE
from sandbox.wire import Fault, Spoil
from tests.drawing.builders import at, picture
from tests.telegram.outbound.post import Post

LATER = at(0) + timedelta(days=999)


async def sent(post: Post, *, as_file: bool = False) -> MessageAddress:
    """The bot has sent a picture, or a file."""
    file = BufferedInputFile(picture().data, "fox.jpeg")
    send = post.bot.send_document if as_file else post.bot.send_photo
    message = await send(ALICE, file)
    return MessageAddress(ALICE, message.message_id)


def ids(post: Post) -> list[int]:
    return [one["message_id"] for one in post.world.messages(ALICE)]


async def test_a_message_is_deleted(post: Post) -> None:
    message = await sent(post)
    await TelegramCopies(post.bot).remove(message)
    assert message.message_id not in ids(post)


async def test_one_that_is_gone_already_is_so(post: Post) -> None:
    message = await sent(post)
    for _ in range(2):
        await TelegramCopies(post.bot).remove(message)
    assert message.message_id not in ids(post)


@pytest.mark.parametrize("as_file", [False, True])
async def test_one_that_is_too_old_to_be_deleted_shows_nothing(post: Post, *, as_file: bool) -> None:
    message = await sent(post, as_file=as_file)
    before = post.world.message(ALICE, message.message_id)
    post.world.clock = lambda: LATER
    await TelegramCopies(post.bot).remove(message)
    now = post.world.message(ALICE, message.message_id)
    assert "photo" in now
    assert now["photo"] != before.get("photo")
    assert "caption" not in now


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("deleteMessage", Spoil.DROP), CourierUnanswered),
        (
            Fault(
                "deleteMessage",
                Spoil.ANSWER,
                status=429,
                body=b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 9",'
                b'"parameters":{"retry_after":9}}',
            ),
            CourierDelayed,
        ),
    ],
)
async def test_where_nobody_knows_what_became_of_it_it_is_asked_for_again_later(
    post: Post, fault: Fault, error: type[CourierError]
) -> None:
    message = await sent(post)
    post.telegram.wire.faults.append(fault)
    with pytest.raises(error):
        await TelegramCopies(post.bot).remove(message)
