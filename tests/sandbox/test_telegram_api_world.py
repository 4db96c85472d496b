"""What people do, and what of it the bot gets to know."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import CallbackQuery, ChatMemberBanned, ChatMemberMember, Message, ReplyParameters, Update

from sandbox.telegram_api import ALICE, BORIS, World, WorldError
from tests.sandbox.conftest import buttons, refuses


async def news(bot: Bot) -> list[Update]:
    """All updates, confirmed."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def texts(bot: Bot) -> list[str | None]:
    return [update.message.text for update in await news(bot) if update.message]


async def pressed(bot: Bot) -> CallbackQuery:
    (update,) = await news(bot)
    assert update.callback_query
    return update.callback_query


def painters(world: World) -> int:
    return next(chat.id for chat in world.chats.values() if chat.title == "Painters")


async def test_the_demo_has_two_people_and_two_supergroups_one_with_a_topic(world: World) -> None:
    assert [(person.id, person.first_name, person.language_code) for person in world.people.values()] == [
        (1001, "Alice", "en"),
        (1002, "Борис", "ru"),
    ]
    assert [(chat.type, list(chat.members)) for chat in world.chats.values()] == [
        ("private", [1001]),
        ("private", [1002]),
        ("supergroup", [1001, 1002]),
        ("supergroup", [1001, 1002]),
    ]
    assert [[topic.name for topic in chat.topics.values()] for chat in world.chats.values()][2:] == [[], ["Sketches"]]


async def test_a_command_arrives_with_its_entity(bot: Bot, world: World) -> None:
    world.say(ALICE, ALICE, "/draw a fox")
    (update,) = await news(bot)
    assert update.message
    assert update.message.from_user
    assert update.message.from_user.language_code == "en"
    assert [(one.type, one.offset, one.length) for one in update.message.entities or []] == [("bot_command", 0, 5)]


async def test_an_edit_arrives_as_an_edit(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "/draw a fox")
    world.edit(ALICE, ALICE, said["message_id"], "/draw two foxes")
    update = (await news(bot))[1]
    assert update.edited_message
    assert update.edited_message.text == "/draw two foxes"
    assert update.edited_message.edit_date


async def test_a_deletion_arrives_not_at_all(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "/draw a fox")
    await news(bot)
    world.delete(ALICE, ALICE, said["message_id"])
    assert await news(bot) == []
    assert world.messages(ALICE) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/draw a fox", True),
        ("/draw@palitra_sandbox_bot a fox", True),
        ("/draw@PALITRA_sandbox_bot a fox", True),
        ("/draw@other_bot a fox", False),
        ("what a fox", False),
        ("hey @palitra_sandbox_bot", False),
        ("well, /draw a fox", False),
    ],
)
async def test_privacy_mode_shows_the_bot_only_commands(bot: Bot, world: World, text: str, *, seen: bool) -> None:
    world.say(BORIS, painters(world), text)
    assert await texts(bot) == ([text] if seen else [])


async def test_privacy_mode_shows_replies_to_the_bot(bot: Bot, world: World) -> None:
    group = painters(world)
    own = await bot.send_message(group, "done")
    other = world.say(ALICE, group, "nice")
    world.say(BORIS, group, "to the bot", reply_to=own.message_id)
    world.say(BORIS, group, "to Alice", reply_to=other["message_id"])
    assert await texts(bot) == ["to the bot"]


async def test_without_privacy_mode_the_bot_sees_all(bot: Bot, world: World) -> None:
    world.privacy = False
    world.say(BORIS, painters(world), "chatter")
    assert await texts(bot) == ["chatter"]


async def test_an_administrator_sees_all(bot: Bot, world: World) -> None:
    world.promote(painters(world))
    await news(bot)
    world.say(BORIS, painters(world), "chatter")
    assert await texts(bot) == ["chatter"]


async def test_a_reply_in_a_supergroup_opens_a_thread_that_is_no_topic(bot: Bot, world: World) -> None:
    group = painters(world)
    root = world.say(ALICE, group, "/draw a fox")
    said = world.say(BORIS, group, "/draw more", reply_to=root["message_id"])
    assert (said["message_thread_id"], "is_topic_message" in said) == (root["message_id"], False)
    sent = await bot.send_message(group, "ok", message_thread_id=said["message_thread_id"])
    assert sent.message_thread_id == root["message_id"]


async def test_a_press_arrives_with_its_message(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("again:1"))
    number = world.press(ALICE, ALICE, sent.message_id, "again:1")
    query = await pressed(bot)
    assert (query.id, query.data, query.from_user.id) == (number, "again:1", ALICE)
    assert isinstance(query.message, Message)
    assert query.message.message_id == sent.message_id


async def test_a_press_is_answered_once(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("a"))
    number = world.press(ALICE, ALICE, sent.message_id, "a")
    assert world.answer(number) is None
    assert await bot.answer_callback_query(number, "done", show_alert=True)
    assert world.answer(number) == {"callback_query_id": number, "text": "done", "show_alert": True}
    with refuses("Bad Request: query is too old and response timeout expired or query ID is invalid"):
        await bot.answer_callback_query(number)


async def test_a_stale_or_unknown_press_cannot_be_answered(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("a"))
    number = world.press(ALICE, ALICE, sent.message_id, "a")
    world.expire(number)
    for query in (number, "12345"):
        with refuses("Bad Request: query is too old and response timeout expired or query ID is invalid"):
            await bot.answer_callback_query(query)


async def test_an_answer_has_two_hundred_characters(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("a"))
    number = world.press(ALICE, ALICE, sent.message_id, "a")
    with refuses("Bad Request: MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(number, "x" * 201)
    assert await bot.answer_callback_query(number, "x" * 200)


async def test_what_cannot_happen_is_refused(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "again?", reply_markup=buttons("a"))
    impossible: list[Any] = [
        lambda: world.press(ALICE, ALICE, sent.message_id, "b"),
        lambda: world.press(ALICE, ALICE, 99, "a"),
        lambda: world.press(BORIS, ALICE, sent.message_id, "a"),
        lambda: world.say(5, ALICE, "x"),
        lambda: world.say(ALICE, 5, "x"),
        lambda: world.say(ALICE, ALICE, " "),
        lambda: world.say(ALICE, ALICE, "x" * 4097),
        lambda: world.say(ALICE, ALICE, "x", reply_to=99),
        lambda: world.say(ALICE, ALICE, "x", thread=99),
        lambda: world.edit(ALICE, ALICE, sent.message_id, "x"),
        lambda: world.delete(BORIS, BORIS, 99),
        lambda: world.migrate(ALICE),
        lambda: world.add_topic(ALICE, "T"),
        lambda: world.close_topic(ALICE, 99),
        lambda: world.file("nothing"),
    ]
    for deed in impossible:
        with pytest.raises(WorldError):
            deed()


async def test_blocking_and_unblocking_arrive(bot: Bot, world: World) -> None:
    world.block(ALICE)
    world.unblock(ALICE)
    blocked, unblocked = [update.my_chat_member for update in await news(bot)]
    assert blocked
    assert unblocked
    assert isinstance(blocked.new_chat_member, ChatMemberBanned)
    assert isinstance(unblocked.new_chat_member, ChatMemberMember)
    assert blocked.from_user.id == ALICE


async def test_who_blocked_the_bot_does_not_write_to_it(world: World) -> None:
    world.block(ALICE)
    with pytest.raises(WorldError):
        world.say(ALICE, ALICE, "hello?")


async def test_a_stranger_is_not_found_and_an_acquaintance_cannot_be_written_to_first(bot: Bot, world: World) -> None:
    world.add_person(7, "Eve")
    with refuses("Bad Request: chat not found"):
        await bot.send_message(7, "hello")
    world.add_group("G", [ALICE, 7])
    with refuses("Forbidden: bot can't initiate conversation with a user", TelegramForbiddenError):
        await bot.send_message(7, "hello")
    world.say(7, 7, "/start")
    await bot.send_message(7, "hello")


async def test_a_bot_thrown_out_of_a_group_is_told(bot: Bot, world: World) -> None:
    group, supergroup = world.add_group("G", [ALICE]).id, painters(world)
    for chat, kind in ((group, "group"), (supergroup, "supergroup")):
        world.kick(chat)
        with refuses(f"Forbidden: bot was kicked from the {kind} chat", TelegramForbiddenError):
            await bot.send_message(chat, "hello?")
    assert len([update.my_chat_member for update in await news(bot)]) == 2
    world.say(ALICE, group, "/draw unheard")
    assert await news(bot) == []
    world.admit(group)
    await bot.send_message(group, "back")


async def test_a_group_that_became_a_supergroup_tells_its_new_id(bot: Bot, world: World) -> None:
    old = world.add_group("G", [ALICE]).id
    new = world.migrate(old)
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot.send_message(old, "hello")
    assert caught.value.migrate_to_chat_id == new.id
    assert (await bot.send_message(new.id, "hello")).chat.type == "supergroup"


async def test_both_chats_tell_of_the_migration(bot: Bot, world: World) -> None:
    old = world.add_group("G", [ALICE]).id
    new = world.migrate(old).id
    notes = [update.message for update in await news(bot) if update.message]
    assert [(note.chat.id, note.migrate_to_chat_id, note.migrate_from_chat_id) for note in notes] == [
        (old, new, None),
        (new, None, old),
    ]
    with pytest.raises(WorldError):
        world.say(ALICE, old, "still here?")


async def test_topics_have_threads(bot: Bot, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE, BORIS], forum=True).id
    topic = world.add_topic(forum, "Sketches")
    said = world.say(BORIS, forum, "/draw", thread=topic.id)
    assert (said["message_thread_id"], said["is_topic_message"]) == (topic.id, True)
    assert said["reply_to_message"]["forum_topic_created"]["name"] == "Sketches"
    sent = await bot.send_message(forum, "ok", message_thread_id=topic.id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.id, True)
    general = await bot.send_message(forum, "ok")
    assert general.message_thread_id is None


async def test_a_reply_stays_in_the_topic_it_answers(bot: Bot, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE], forum=True).id
    topic = world.add_topic(forum, "Sketches")
    said = world.say(ALICE, forum, "/draw", thread=topic.id)
    sent = await bot.send_message(forum, "ok", reply_parameters=ReplyParameters(message_id=said["message_id"]))
    assert sent.message_thread_id == topic.id


async def test_chatter_in_a_topic_is_no_reply_to_the_bot(bot: Bot, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE], forum=True).id
    topic = world.add_topic(forum, "Sketches")
    await news(bot)
    world.say(ALICE, forum, "chatter", thread=topic.id)
    assert await news(bot) == []


async def test_a_closed_topic_is_closed_to_all_but_administrators(bot: Bot, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE, BORIS], forum=True).id
    topic = world.add_topic(forum, "Sketches")
    world.close_topic(forum, topic.id)
    with refuses("Bad Request: TOPIC_CLOSED"):
        await bot.send_message(forum, "x", message_thread_id=topic.id)
    with pytest.raises(WorldError):
        world.say(BORIS, forum, "x", thread=topic.id)
    assert world.say(ALICE, forum, "x", thread=topic.id)
    world.reopen_topic(forum, topic.id)
    await bot.send_message(forum, "x", message_thread_id=topic.id)


async def test_a_deleted_topic_is_not_found(bot: Bot, world: World) -> None:
    forum = world.add_supergroup("F", [ALICE], forum=True).id
    topic = world.add_topic(forum, "Sketches")
    world.delete_topic(forum, topic.id)
    with refuses("Bad Request: message thread not found"):
        await bot.send_message(forum, "x", message_thread_id=topic.id)


async def test_a_condition_is_awaited(bot: Bot, world: World) -> None:
    waiting = asyncio.create_task(world.until(lambda: world.messages(ALICE), timeout=5))
    await bot.send_message(ALICE, "hello")
    assert (await waiting)[0]["text"] == "hello"


async def test_a_condition_that_never_holds_times_out(world: World) -> None:
    with pytest.raises(TimeoutError):
        await world.until(lambda: world.messages(ALICE), timeout=0.01)
