"""Messages that people remove are deleted, or say why they stay."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from aiogram.types import BufferedInputFile

from bot.drawing.values.requests import MessageAddress
from bot.errors import CourierDelayed, CourierUnanswered
from bot.telegram.outbound.removals import TelegramRemovals
from bot.wording.texts import Locales
from sandbox.telegram_api import ALICE
from sandbox.wire import Fault, Spoil
from tests.drawing.builders import at, generation, picture
from tests.telegram.outbound.post import Message, Post, names

LATER = at(0) + timedelta(days=999)
FORGOTTEN = "I’ve forgotten this picture, but the message is too old for me to delete. You can delete it yourself."
STAYS = "This message is too old for me to delete. You can still delete it yourself."


def removals(post: Post) -> TelegramRemovals:
    return TelegramRemovals(post.bot, Locales())


async def photo(post: Post) -> int:
    return (await post.bot.send_photo(ALICE, BufferedInputFile(picture().data, "fox.jpeg"), caption="a fox")).message_id


async def document(post: Post) -> int:
    sent = await post.bot.send_document(ALICE, BufferedInputFile(picture().data, "fox.jpeg"), caption="a fox")
    return sent.message_id


async def text(post: Post) -> int:
    return (await post.bot.send_message(ALICE, "a fox")).message_id


Send = Callable[[Post], Awaitable[int]]
FORMS: tuple[Send, ...] = (photo, document, text)


def said(message: Message) -> str:
    return str(message.get("caption") or message.get("text"))


@pytest.mark.parametrize("send", FORMS)
async def test_a_message_is_deleted(post: Post, send: Send) -> None:
    message = MessageAddress(ALICE, await send(post))
    for _ in range(2):
        assert await removals(post).take_away(message)
    assert message.message_id not in [one["message_id"] for one in post.world.messages(ALICE)]


async def test_one_that_is_too_old_stays(post: Post) -> None:
    message = MessageAddress(ALICE, await photo(post))
    post.world.clock = lambda: LATER
    assert not await removals(post).take_away(message)


@pytest.mark.parametrize("send", FORMS)
async def test_such_a_one_says_that_its_picture_is_forgotten(post: Post, send: Send) -> None:
    message = MessageAddress(ALICE, await send(post))
    for _ in range(2):
        await removals(post).say_forgotten(message, "en")
    assert said(post.world.message(ALICE, message.message_id)) == FORGOTTEN


async def test_one_that_only_shows_a_picture_has_its_buttons_again_and_is_answered(post: Post) -> None:
    message = MessageAddress(ALICE, await photo(post))
    await removals(post).say_staying(message, "en", generation())
    answer = post.last()
    assert (answer["text"], answer["reply_to_message"]["message_id"]) == (STAYS, message.message_id)
    assert names(post.world.message(ALICE, message.message_id)) == [["Again", "Change", "More"]]


async def test_one_that_is_gone_says_nothing(post: Post) -> None:
    message = MessageAddress(ALICE, await photo(post))
    await removals(post).take_away(message)
    before = len(post.world.messages(ALICE))
    await removals(post).say_forgotten(message, "en")
    await removals(post).say_staying(message, "en", generation())
    assert len(post.world.messages(ALICE)) == before


async def test_of_a_chat_that_nobody_is_in_any_more_nothing_stays(post: Post) -> None:
    message = MessageAddress(ALICE, await photo(post))
    post.world.block(ALICE)
    assert await removals(post).take_away(message)


async def test_no_answer_is_no_refusal(post: Post) -> None:
    message = MessageAddress(ALICE, await photo(post))
    post.telegram.wire.faults.append(Fault("deleteMessage", Spoil.DROP))
    with pytest.raises(CourierUnanswered):
        await removals(post).take_away(message)


async def test_a_busy_telegram_is_waited_for(post: Post) -> None:
    message = MessageAddress(ALICE, await photo(post))
    post.refuse("deleteMessage", "Too Many Requests: retry after 9", status=429)
    with pytest.raises(CourierDelayed):
        await removals(post).take_away(message)
