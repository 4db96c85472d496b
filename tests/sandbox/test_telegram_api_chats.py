"""Chats and members, the bot's commands and descriptions, and flood limits."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    ChatMemberAdministrator,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
)

from sandbox.telegram_api import ALICE, BORIS, FloodLimits, World
from tests.sandbox.conftest import Clock, Raw, refuses

DRAW = BotCommand(command="draw", description="Draw a picture")
HELP = BotCommand(command="help", description="Что умею")


async def test_a_chat_is_told_in_full(bot: Bot, world: World) -> None:
    group = world.add_supergroup("F", [ALICE], forum=True).id
    chat = await bot.get_chat(group)
    assert (chat.title, chat.type, chat.is_forum) == ("F", "supergroup", True)
    assert (await bot.get_chat(ALICE)).first_name == "Alice"
    with refuses("Bad Request: chat not found"):
        await bot.get_chat(5)


async def test_members_are_told_by_their_rank(bot: Bot, world: World) -> None:
    world.add_person(7, "Eve")
    group = world.add_supergroup("S", [ALICE, BORIS]).id
    assert isinstance(await bot.get_chat_member(group, ALICE), ChatMemberOwner)
    assert isinstance(await bot.get_chat_member(group, BORIS), ChatMemberMember)
    assert isinstance(await bot.get_chat_member(group, 7), ChatMemberLeft)
    assert isinstance(await bot.get_chat_member(group, bot.id), ChatMemberMember)
    with refuses("Bad Request: invalid user_id specified"):
        await bot.get_chat_member(group, 5)


async def test_administrators_are_told_without_members(bot: Bot, world: World) -> None:
    group = world.add_supergroup("S", [ALICE, BORIS]).id
    assert [one.user.id for one in await bot.get_chat_administrators(group)] == [ALICE]
    world.promote(group)
    world.promote(group, BORIS)
    ranks = await bot.get_chat_administrators(group)
    assert [one.user.id for one in ranks] == [ALICE, BORIS, bot.id]
    assert isinstance(ranks[1], ChatMemberAdministrator)
    with refuses("Bad Request: there are no administrators in the private chat"):
        await bot.get_chat_administrators(ALICE)


async def test_a_bot_that_left_is_no_member(bot: Bot, world: World) -> None:
    group = world.add_group("G", [ALICE]).id
    assert await bot.leave_chat(group)
    with refuses("Forbidden: bot is not a member of the group chat", TelegramForbiddenError):
        await bot.send_message(group, "x")
    with refuses("Bad Request: chat member status can't be changed in private chats"):
        await bot.leave_chat(ALICE)


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([DRAW])
    await bot.set_my_commands([HELP], language_code="ru")
    await bot.set_my_commands([DRAW, HELP], BotCommandScopeAllGroupChats())
    assert [one.command for one in await bot.get_my_commands()] == ["draw"]
    assert [one.command for one in await bot.get_my_commands(language_code="ru")] == ["help"]
    assert len(await bot.get_my_commands(BotCommandScopeAllGroupChats())) == 2
    assert await bot.get_my_commands(BotCommandScopeChat(chat_id=ALICE)) == []


async def test_commands_are_deleted(bot: Bot) -> None:
    await bot.set_my_commands([DRAW])
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []


@pytest.mark.parametrize(
    ("commands", "wording"),
    [
        ([("Draw", "x")], "BOT_COMMAND_INVALID"),
        ([("draw", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([(f"c{number}", "x") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_bad_commands_are_refused(bot: Bot, commands: list[tuple[str, str]], wording: str) -> None:
    with refuses(f"Bad Request: {wording}"):
        await bot.set_my_commands([BotCommand(command=name, description=text) for name, text in commands])


async def test_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("I draw")
    await bot.set_my_description("Рисую", language_code="ru")
    await bot.set_my_short_description("Draws")
    assert (await bot.get_my_description()).description == "I draw"
    assert (await bot.get_my_description(language_code="ru")).description == "Рисую"
    assert (await bot.get_my_short_description()).short_description == "Draws"


async def test_a_description_may_not_be_long(bot: Bot) -> None:
    with refuses("Bad Request: sandbox: the short description is too long"):
        await bot.set_my_short_description("x" * 121)


async def test_limits_are_off_unless_asked_for(bot: Bot) -> None:
    for _ in range(40):
        await bot.send_message(ALICE, "x")


async def test_a_second_message_within_a_second_is_refused(bot: Bot, world: World, raw: Raw) -> None:
    world.limits = FloodLimits()
    await bot.send_message(ALICE, "x")
    assert await raw("sendMessage", chat_id=ALICE, text="y") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


async def test_after_the_wait_a_message_passes(bot: Bot, world: World, clock: Clock) -> None:
    world.limits = FloodLimits()
    await bot.send_message(ALICE, "x")
    clock.forward(1)
    await bot.send_message(ALICE, "y")


async def test_edits_count_as_messages(bot: Bot, world: World) -> None:
    world.limits = FloodLimits()
    sent = await bot.send_message(ALICE, "x")
    with pytest.raises(TelegramRetryAfter):
        await sent.edit_text("y")
    assert await bot.send_chat_action(ALICE, "upload_photo")


async def test_a_group_takes_twenty_messages_a_minute(bot: Bot, world: World, clock: Clock) -> None:
    world.limits = FloodLimits()
    group = world.add_group("G", [ALICE]).id
    for _ in range(20):
        await bot.send_message(group, "x")
        clock.forward(1)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(group, "x")
    assert caught.value.retry_after == 40


async def test_all_chats_together_take_thirty_messages_a_second(bot: Bot, world: World) -> None:
    world.limits = FloodLimits()
    for number in range(2000, 2031):
        world.add_person(number, "P")
        world.open_private(number)
    for number in range(2000, 2030):
        await bot.send_message(number, "x")
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(2030, "x")


async def test_a_refused_message_does_not_count(bot: Bot, world: World) -> None:
    world.limits = FloodLimits()
    with refuses("Bad Request: message thread not found"):
        await bot.send_message(ALICE, "x", message_thread_id=9)
