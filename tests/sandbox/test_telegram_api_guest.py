"""Guest mode: the bot is called into chats it is no member of, and answers by one message it can edit."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent, Message

from sandbox.telegram_api import ALICE, BORIS, Status, World, WorldError
from tests.sandbox.conftest import refuses
from tests.sandbox.test_telegram_api_inline import TOO_OLD
from tests.sandbox.test_telegram_api_world import news, painters

CALL = "@palitra_sandbox_bot a fox"


def drawing() -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text="drawing")
    return InlineQueryResultArticle(id="1", title="Draw", input_message_content=content)


@pytest.fixture
def group(world: World) -> int:
    return world.add_group("Elsewhere", [ALICE, BORIS], bot=Status.LEFT).id


async def call(bot: Bot) -> Message:
    (update,) = await news(bot)
    assert update.guest_message
    return update.guest_message


async def test_the_bot_says_that_it_comes_as_a_guest(bot: Bot, world: World) -> None:
    assert (await bot.get_me()).supports_guest_queries
    world.guest = False
    assert not (await bot.get_me()).supports_guest_queries


async def test_a_call_arrives_with_the_message(bot: Bot, world: World, group: int) -> None:
    query = world.mention_as_guest(ALICE, group, CALL)
    message = await call(bot)
    assert message.from_user
    assert (message.guest_query_id, message.text, message.from_user.id) == (query, CALL, ALICE)
    assert message.chat.id == group


async def test_the_answer_is_posted_as_a_reply_of_the_bot(bot: Bot, world: World, group: int) -> None:
    query = world.mention_as_guest(ALICE, group, CALL)
    assert world.guest_answer(query) is None
    sent = await bot.answer_guest_query(query, drawing())
    message = world.guest_answer(query)
    assert message == world.inline_message(sent.inline_message_id)
    assert message is not None
    assert (message["text"], message["from"]["id"]) == ("drawing", bot.id)
    assert message["guest_bot_caller_user"]["id"] == ALICE
    assert message["reply_to_message"]["text"] == CALL


async def test_the_answer_is_edited_by_its_inline_message_id(bot: Bot, world: World, group: int) -> None:
    query = world.mention_as_guest(ALICE, group, CALL)
    sent = await bot.answer_guest_query(query, drawing())
    assert await bot.edit_message_text("done", inline_message_id=sent.inline_message_id) is True
    assert (world.guest_answer(query) or {})["text"] == "done"


async def test_a_reply_to_the_guest_calls_it_again(bot: Bot, world: World, group: int) -> None:
    query = world.mention_as_guest(ALICE, group, CALL)
    await bot.answer_guest_query(query, drawing())
    await news(bot)
    answer = world.guest_answer(query) or {}
    world.say(BORIS, group, "and a hare", reply_to=answer["message_id"])
    again = await call(bot)
    assert again.reply_to_message
    assert again.reply_to_message.text == "drawing"


async def test_a_call_is_answered_once_and_not_when_it_is_stale(bot: Bot, world: World, group: int) -> None:
    query, stale = world.mention_as_guest(ALICE, group, CALL), world.mention_as_guest(BORIS, group, CALL)
    await bot.answer_guest_query(query, drawing())
    world.expire(stale)
    for number in (query, stale, "5"):
        with refuses(TOO_OLD):
            await bot.answer_guest_query(number, drawing())


async def test_a_guest_cannot_just_write(bot: Bot, world: World, group: int) -> None:
    world.mention_as_guest(ALICE, group, CALL)
    with refuses("Forbidden: bot is not a member of the group chat", TelegramForbiddenError):
        await bot.send_message(group, "hello")


async def test_a_member_is_no_guest(bot: Bot, world: World, group: int) -> None:
    with pytest.raises(WorldError):
        world.mention_as_guest(ALICE, painters(world), CALL)
    with pytest.raises(WorldError):
        world.mention_as_guest(ALICE, group, "nobody is called")
    world.guest = False
    with pytest.raises(WorldError):
        world.mention_as_guest(ALICE, group, CALL)
    assert await news(bot) == []
