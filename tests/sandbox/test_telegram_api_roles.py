"""Who is what in a group: joining, leaving, ranks, unnamed administrators, and the commands each is offered."""

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    ChatMemberAdministrator,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
)

from sandbox.telegram_api import ALICE, BORIS, Status, World, WorldError
from tests.sandbox.test_telegram_api_world import news, painters


async def test_joining_and_leaving_are_told(bot: Bot, world: World) -> None:
    group = painters(world)
    world.add_person(7, "Eve")
    world.join(group, 7)
    assert isinstance(await bot.get_chat_member(group, 7), ChatMemberMember)
    world.leave(group, 7)
    assert isinstance(await bot.get_chat_member(group, 7), ChatMemberLeft)
    joined, left = [update.message for update in await news(bot) if update.message]
    assert [user.id for user in joined.new_chat_members or []] == [7]
    assert left.left_chat_member
    assert left.left_chat_member.id == 7


async def test_an_owner_stays(world: World) -> None:
    with pytest.raises(WorldError):
        world.leave(painters(world), ALICE)


async def test_a_bot_let_into_a_group_is_told_twice(bot: Bot, world: World) -> None:
    group = world.add_group("New", [ALICE], bot=Status.LEFT).id
    world.admit(group)
    moved, joined = await news(bot)
    assert moved.my_chat_member
    assert isinstance(moved.my_chat_member.old_chat_member, ChatMemberLeft)
    assert isinstance(moved.my_chat_member.new_chat_member, ChatMemberMember)
    assert joined.message
    assert [user.id for user in joined.message.new_chat_members or []] == [bot.id]


async def test_a_promoted_and_demoted_bot_is_told(bot: Bot, world: World) -> None:
    world.promote(painters(world))
    world.demote(painters(world))
    ranks = [update.my_chat_member.new_chat_member for update in await news(bot) if update.my_chat_member]
    assert [type(rank) for rank in ranks] == [ChatMemberAdministrator, ChatMemberMember]


async def test_a_demoted_administrator_is_a_member(bot: Bot, world: World) -> None:
    world.promote(painters(world), BORIS)
    assert isinstance(await bot.get_chat_member(painters(world), BORIS), ChatMemberAdministrator)
    world.demote(painters(world), BORIS)
    assert isinstance(await bot.get_chat_member(painters(world), BORIS), ChatMemberMember)


async def test_an_unnamed_administrator_writes_in_the_groups_name(bot: Bot, world: World) -> None:
    group = painters(world)
    world.promote(group, BORIS, anonymous=True)
    said = world.say(BORIS, group, "/draw a fox")
    message = (await news(bot))[0].message
    assert message
    assert message.from_user
    assert message.sender_chat
    assert (message.from_user.username, message.sender_chat.id) == ("GroupAnonymousBot", group)
    world.edit(BORIS, group, said["message_id"], "/draw two foxes")


async def test_an_unnamed_owner_stays_the_owner(bot: Bot, world: World) -> None:
    world.promote(painters(world), ALICE, anonymous=True)
    owner = await bot.get_chat_member(painters(world), ALICE)
    assert isinstance(owner, ChatMemberOwner)
    assert owner.is_anonymous


def commands(*names: str) -> list[BotCommand]:
    return [BotCommand(command=name, description="x") for name in names]


async def test_the_narrowest_scope_is_offered(bot: Bot, world: World) -> None:
    group = painters(world)
    await bot.set_my_commands(commands("default"))
    assert world.menu(ALICE, ALICE) == world.menu(BORIS, group) == [{"command": "default", "description": "x"}]
    await bot.set_my_commands(commands("private"), BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(commands("groups"), BotCommandScopeAllGroupChats())
    await bot.set_my_commands(commands("admins"), BotCommandScopeAllChatAdministrators())
    await bot.set_my_commands(commands("boris"), BotCommandScopeChatMember(chat_id=group, user_id=BORIS))
    await bot.set_my_commands(commands("alice"), BotCommandScopeChat(chat_id=ALICE))
    offered = [world.menu(*place)[0]["command"] for place in ((ALICE, ALICE), (BORIS, BORIS), (ALICE, group))]
    assert offered == ["alice", "private", "admins"]
    assert world.menu(BORIS, group)[0]["command"] == "boris"


async def test_a_language_has_its_own_commands(bot: Bot, world: World) -> None:
    await bot.set_my_commands(commands("draw"))
    await bot.set_my_commands(commands("narisuy"), language_code="ru")
    assert [world.menu(person, person)[0]["command"] for person in (ALICE, BORIS)] == ["draw", "narisuy"]
