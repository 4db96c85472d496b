"""Groups that forbid their members, and so the bot, to send things; refusals in Telegram's words."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto, MediaUnion

from sandbox.telegram_api import ALICE, BORIS, ChatType, Kind, TelegramSandbox, World, WorldError
from tests.sandbox.conftest import picture
from tests.sandbox.test_telegram_api_control import Page
from tests.sandbox.test_telegram_api_world import painters

Act = Callable[[Bot, int], Awaitable[object]]

PHOTO = BufferedInputFile(picture(), "p.png")
ALBUM: list[MediaUnion] = [InputMediaPhoto(media=PHOTO), InputMediaPhoto(media=PHOTO)]
FILES: list[MediaUnion] = [InputMediaDocument(media=PHOTO), InputMediaDocument(media=PHOTO)]

SENDS: list[tuple[Kind, str, Act]] = [
    (Kind.TEXT, "text messages", lambda bot, group: bot.send_message(group, "x")),
    (Kind.PHOTOS, "photos", lambda bot, group: bot.send_photo(group, PHOTO)),
    (Kind.PHOTOS, "photos", lambda bot, group: bot.send_media_group(group, ALBUM)),
    (Kind.DOCUMENTS, "documents", lambda bot, group: bot.send_document(group, PHOTO)),
    (Kind.DOCUMENTS, "documents", lambda bot, group: bot.send_media_group(group, FILES)),
]


@pytest.mark.parametrize(("kind", "words", "send"), SENDS)
async def test_what_members_may_not_send_the_bot_may_not_either(
    bot: Bot, world: World, kind: Kind, words: str, send: Act
) -> None:
    world.forbid(painters(world), kind)
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: not enough rights to send {words} to the chat"):
        await send(bot, painters(world))
    assert world.messages(painters(world)) == []


@pytest.mark.parametrize(("kind", "words", "send"), SENDS)
async def test_other_kinds_pass(bot: Bot, world: World, kind: Kind, words: str, send: Act) -> None:
    world.forbid(painters(world), *(other for other in Kind if other is not kind))
    await send(bot, painters(world))
    assert len(world.messages(painters(world))) in (1, 2), words


@pytest.mark.parametrize(("kind", "words", "send"), SENDS)
async def test_an_administrator_may_send_all(bot: Bot, world: World, kind: Kind, words: str, send: Act) -> None:
    world.forbid(painters(world), kind)
    world.mute(painters(world))
    world.promote(painters(world))
    await send(bot, painters(world))
    assert world.messages(painters(world)), words


async def test_what_was_forbidden_is_allowed_again(bot: Bot, world: World) -> None:
    world.forbid(painters(world), *Kind)
    world.forbid(painters(world))
    await bot.send_message(painters(world), "x")
    assert len(world.messages(painters(world))) == 1


async def test_a_forwarded_message_is_of_its_kind(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "x")
    world.forbid(painters(world), Kind.TEXT)
    with pytest.raises(TelegramBadRequest, match="not enough rights to send text messages"):
        await bot.forward_message(painters(world), ALICE, sent.message_id)


async def test_what_is_there_may_be_edited_where_nothing_new_may_be_sent(bot: Bot, world: World) -> None:
    sent = await bot.send_message(painters(world), "x")
    world.forbid(painters(world), *Kind)
    await bot.edit_message_media(InputMediaPhoto(media=PHOTO), chat_id=painters(world), message_id=sent.message_id)
    assert "photo" in world.message(painters(world), sent.message_id)


@pytest.mark.parametrize(
    "act",
    [
        lambda bot, group, _: bot.send_message(group, "x"),
        lambda bot, group, _: bot.send_photo(group, PHOTO),
        lambda bot, group, _: bot.send_chat_action(group, "typing"),
        lambda bot, group, sent: bot.edit_message_text("y", chat_id=group, message_id=sent),
        lambda bot, group, sent: bot.edit_message_reply_markup(chat_id=group, message_id=sent),
    ],
)
async def test_a_muted_bot_neither_sends_nor_edits(bot: Bot, world: World, act: Callable[..., Awaitable[Any]]) -> None:
    group = painters(world)
    sent = await bot.send_message(group, "x")
    world.mute(group)
    before = world.messages(group)
    with pytest.raises(TelegramBadRequest, match="Bad Request: have no write access to the chat"):
        await act(bot, group, sent.message_id)
    assert world.messages(group) == before


async def test_a_muted_bot_may_delete_what_it_sent(bot: Bot, world: World) -> None:
    sent = await bot.send_message(painters(world), "x")
    world.mute(painters(world))
    await bot.delete_message(painters(world), sent.message_id)
    assert world.messages(painters(world)) == []


async def test_a_bot_that_is_not_muted_any_more_writes(bot: Bot, world: World) -> None:
    world.mute(painters(world))
    world.unmute(painters(world))
    await bot.send_message(painters(world), "x")


async def test_people_write_where_the_bot_may_not(world: World) -> None:
    world.mute(painters(world))
    assert world.say(BORIS, painters(world), "/draw a fox")["text"] == "/draw a fox"


async def test_a_group_tells_what_its_members_may_send(bot: Bot, world: World) -> None:
    world.forbid(painters(world), Kind.PHOTOS)
    permissions = (await bot.get_chat(painters(world))).permissions
    assert permissions
    assert (permissions.can_send_messages, permissions.can_send_photos) == (True, False)
    assert (await bot.get_chat(ALICE)).permissions is None


@pytest.mark.parametrize("act", [World.mute, World.unmute, World.forbid])
def test_in_a_private_chat_nobody_gives_rights(world: World, act: Callable[[World, int], None]) -> None:
    assert world.chat(ALICE).type is ChatType.PRIVATE
    with pytest.raises(WorldError):
        act(world, ALICE)


async def test_rights_are_given_and_taken_through_the_page(sandbox: TelegramSandbox, http: Any, world: World) -> None:  # noqa: ANN401 - a fixture
    page, group = Page(sandbox.url, http), painters(world)
    await page.post("/control/forbid", chat=group, kinds=["text", "photos"])
    await page.post("/control/mute", chat=group)
    assert (world.chat(group).forbidden, world.chat(group).muted) == (frozenset({Kind.TEXT, Kind.PHOTOS}), True)
    await page.post("/control/forbid", chat=group, kinds=[])
    await page.post("/control/mute", chat=group, muted=False)
    assert (world.chat(group).forbidden, world.chat(group).muted) == (frozenset(), False)


@pytest.mark.parametrize("kinds", [["stickers"], "everything", None, 7])
async def test_a_kind_that_is_none_is_named(sandbox: TelegramSandbox, http: Any, world: World, kinds: object) -> None:  # noqa: ANN401 - a fixture
    answer = await Page(sandbox.url, http).post("/control/forbid", expect=400, chat=painters(world), kinds=kinds)
    assert answer == {"error": "kinds: a list of text, photos, documents"}


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda bot, spot: bot.edit_message_text("x" * 4097, **spot), "MESSAGE_TOO_LONG"),
        (lambda bot, spot: bot.edit_message_caption(caption="x" * 1025, **spot), "MEDIA_CAPTION_TOO_LONG"),
    ],
)
async def test_that_an_edit_is_too_long_is_said_in_telegrams_own_words(
    bot: Bot, edit: Callable[..., Awaitable[Any]], words: str
) -> None:
    text = "TEXT" in words or "MESSAGE_TOO" in words
    sent = await (bot.send_message(ALICE, "x") if text else bot.send_photo(ALICE, PHOTO))
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {words}"):
        await edit(bot, {"chat_id": ALICE, "message_id": sent.message_id})
