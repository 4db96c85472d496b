"""One way to reply, and what of that counts as an answer."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.errors import CourierUnanswered
from bot.telegram.inbound.handling import brought_once, handling, may_be_repeated, note_answers
from bot.telegram.inbound.replies import reply
from bot.telegram.session import TelegramSession
from bot.wording.texts import Html
from sandbox.telegram_api import ALICE, TelegramSandbox, World


@pytest.fixture
async def bot(sandbox: TelegramSandbox) -> AsyncIterator[Bot]:
    """As the composition root makes it."""
    session = TelegramSession(api=TelegramAPIServer.from_base(sandbox.url))
    session.middleware(note_answers)
    default = DefaultBotProperties(parse_mode=ParseMode.HTML)
    async with Bot(sandbox.token, session=session, default=default) as talking:
        yield talking


@pytest.fixture
def message(bot: Bot, world: World) -> Message:
    """Words of Alice's."""
    return Message.model_validate(world.say(ALICE, ALICE, "fox"), context={"bot": bot})


async def test_a_reply_says_what_it_replies_to_and_nothing_that_is_ignored_or_empty(
    sandbox: TelegramSandbox, message: Message
) -> None:
    await reply(message, Html("hello"))
    (call,) = sandbox.wire.of("sendMessage")
    answers = {"message_id": message.message_id, "allow_sending_without_reply": True}
    assert call.params["reply_parameters"] == answers
    assert "allow_sending_without_reply" not in call.params


async def test_a_reply_to_what_was_deleted_comes_all_the_same(world: World, message: Message) -> None:
    world.delete(ALICE, ALICE, message.message_id)
    sent = await reply(message, Html("hello"))
    assert sent.text == "hello"


async def _edited(bot: Bot, message: Message) -> None:
    """The bot's own message changes; that it was sent is somebody else's handling."""
    with handling():
        sent = await reply(message, Html("hello"))
    await bot.edit_message_text("bye", chat_id=ALICE, message_id=sent.message_id)


ACTS: dict[str, tuple[Callable[[Bot, Message], Awaitable[object]], bool]] = {
    "a sentence": (lambda _, message: reply(message, Html("hello")), True),
    "an edit": (_edited, True),
    "typing": (lambda bot, _: bot.send_chat_action(ALICE, "typing"), False),
    "who somebody is": (lambda bot, _: bot.get_chat_member(ALICE, ALICE), False),
    "nothing": (lambda bot, _: bot.get_me(), False),
}


@pytest.mark.parametrize(("act", "is_answer"), ACTS.values(), ids=ACTS)
async def test_what_somebody_reads_is_an_answer(
    bot: Bot, message: Message, act: Callable[[Bot, Message], Awaitable[object]], *, is_answer: bool
) -> None:
    with handling() as this:
        await act(bot, message)
        assert may_be_repeated() != is_answer
    assert this.is_answered == is_answer


async def test_a_press_that_only_rests_was_not_answered(bot: Bot, world: World, message: Message) -> None:
    button = InlineKeyboardButton(text="Press", callback_data="x")
    sent = await reply(message, Html("hello"), InlineKeyboardMarkup(inline_keyboard=[[button]]))
    for text, is_answer in ((None, False), ("Done.", True)):
        query = world.press(ALICE, ALICE, sent.message_id, "x")
        with handling() as this:
            await bot.answer_callback_query(query, text=text)
        assert this.is_answered == is_answer


def test_what_must_not_come_twice_counts_as_brought_where_nobody_knows() -> None:
    with handling() as this, pytest.raises(CourierUnanswered), brought_once():
        raise CourierUnanswered("502")
    assert this.is_answered


def test_outside_of_any_handling_nothing_is_repeated() -> None:
    assert not may_be_repeated()


def test_when_all_tries_failed_nothing_is_repeated() -> None:
    with handling(lost=ZeroDivisionError()):
        assert not may_be_repeated()
