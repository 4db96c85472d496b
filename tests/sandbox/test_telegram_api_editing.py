"""Editing and deleting: what may become what, and when Telegram says that nothing changed."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from sandbox.telegram_api import ALICE, BORIS, World
from tests.sandbox.conftest import Clock, Raw, buttons, picture, refuses

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
HOURS = 3600


def upload() -> BufferedInputFile:
    return BufferedInputFile(picture(), "picture.jpg")


async def place(sent: Message, what: str | BufferedInputFile | None = None, caption: str | None = None) -> Message:
    edited = await sent.edit_media(InputMediaPhoto(media=what or upload(), caption=caption))
    assert isinstance(edited, Message)
    return edited


async def test_a_text_is_edited_and_keeps_its_place(bot: Bot, world: World, clock: Clock) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    clock.forward(7)
    edited = await sent.edit_text("still <b>drawing</b>", parse_mode="HTML")
    assert isinstance(edited, Message)
    assert (edited.message_id, edited.date, edited.edit_date) == (
        sent.message_id,
        sent.date,
        int(clock.now.timestamp()),
    )
    assert [version["text"] for version in world.history(ALICE, sent.message_id)] == ["drawing", "still drawing"]


async def test_an_edit_without_a_keyboard_removes_it(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "drawing", reply_markup=buttons("cancel"))
    edited = await sent.edit_text("done")
    assert isinstance(edited, Message)
    assert edited.reply_markup is None


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("editMessageText", {"text": "drawing", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "t.me"}]]}}),
        ("editMessageText", {"text": " drawing "}),
        ("editMessageReplyMarkup", {}),
    ],
)
async def test_an_edit_that_changes_nothing_is_refused(raw: Raw, method: str, params: dict[str, Any]) -> None:
    markup = {name: params[name] for name in params if name == "reply_markup"}
    sent = (await raw("sendMessage", chat_id=ALICE, text="drawing", **markup))["result"]
    assert await raw.refusal(method, chat_id=ALICE, message_id=sent["message_id"], **params) == SAME


async def test_a_text_becomes_a_photo(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "drawing", reply_markup=buttons("cancel"))
    edited = await place(sent, caption="a fox")
    assert (edited.text, edited.caption, edited.reply_markup) == (None, "a fox", None)
    assert [("text" in version, "photo" in version) for version in world.history(ALICE, sent.message_id)] == [
        (True, False),
        (False, True),
    ]


async def test_a_photo_never_becomes_a_text(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, upload(), caption="a fox")
    with refuses("Bad Request: there is no text in the message to edit"):
        await sent.edit_text("gone")


async def test_a_text_becomes_a_document(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    edited = await sent.edit_media(InputMediaDocument(media=upload(), caption="original"))
    assert isinstance(edited, Message)
    assert edited.document


async def test_the_same_file_id_and_caption_change_nothing(bot: Bot) -> None:
    edited = await place(await bot.send_message(ALICE, "drawing"), caption="a fox")
    assert edited.photo
    with refuses(SAME):
        await place(edited, edited.photo[-1].file_id, "a fox")
    await place(edited, edited.photo[-1].file_id, "another fox")


async def test_a_new_upload_of_the_same_bytes_is_a_change(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    await place(sent)
    await place(sent)
    assert len(world.history(ALICE, sent.message_id)) == 3


async def test_a_bad_upload_leaves_the_message_as_it_was(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    with refuses("Bad Request: IMAGE_PROCESS_FAILED"):
        await place(sent, BufferedInputFile(b"rubbish", "a.jpg"))
    assert world.message(ALICE, sent.message_id)["text"] == "drawing"


async def test_other_media_is_not_played(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    with refuses("Bad Request: sandbox: media of type InputMediaVideo is not played"):
        await sent.edit_media(InputMediaVideo(media=upload()))


async def test_a_caption_is_edited_and_removed(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, upload(), caption="a fox")
    edited = await sent.edit_caption(caption="<b>two</b> foxes", parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.caption == "two foxes"
    bare = await sent.edit_caption()
    assert isinstance(bare, Message)
    assert (bare.caption, bare.photo is not None) == (None, True)


async def test_a_text_has_no_caption(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    with refuses("Bad Request: there is no caption in the message to edit"):
        await sent.edit_caption(caption="a fox")


async def test_a_keyboard_is_changed_alone(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "drawing", reply_markup=buttons("cancel"))
    edited = await sent.edit_reply_markup(reply_markup=buttons("again"))
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup is not None) == ("drawing", True)


async def test_a_deleted_message_is_not_found(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    world.delete(ALICE, ALICE, sent.message_id)
    with refuses("Bad Request: message to edit not found"):
        await place(sent)
    assert len(world.history(ALICE, sent.message_id)) == 1


@pytest.mark.parametrize(
    ("params", "wording"),
    [
        ({"chat_id": ALICE, "message_id": 99, "text": "x"}, "message to edit not found"),
        ({"chat_id": ALICE, "text": "x"}, "message identifier is not specified"),
        ({"message_id": 1, "text": "x"}, "chat_id is empty"),
        ({"chat_id": ALICE, "message_id": 1}, "message text is empty"),
        ({"inline_message_id": "x", "text": "x"}, "invalid inline message identifier specified"),
    ],
)
async def test_an_impossible_edit_is_refused(raw: Raw, params: dict[str, Any], wording: str) -> None:
    assert await raw.refusal("editMessageText", **params) == f"Bad Request: {wording}"


async def test_other_peoples_messages_cannot_be_edited(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "mine")
    with refuses("Bad Request: message can't be edited"):
        await bot.edit_message_text("yours", chat_id=ALICE, message_id=said["message_id"])


@pytest.mark.parametrize(
    "markup", [ForceReply(force_reply=True), ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="a")]])]
)
async def test_a_message_with_a_reply_keyboard_cannot_be_edited(
    bot: Bot, markup: ForceReply | ReplyKeyboardMarkup
) -> None:
    sent = await bot.send_message(ALICE, "choose", reply_markup=markup)
    with refuses("Bad Request: message can't be edited"):
        await sent.edit_text("chosen")


async def test_a_forwarded_message_cannot_be_edited(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "look")
    sent = await bot.forward_message(BORIS, ALICE, said["message_id"])
    with refuses("Bad Request: message can't be edited"):
        await sent.edit_text("do not look")


async def test_a_blocked_bot_cannot_edit(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "drawing")
    world.block(ALICE)
    with refuses("Forbidden: bot was blocked by the user", TelegramForbiddenError):
        await sent.edit_text("done")


async def test_a_message_is_deleted_once(bot: Bot, world: World) -> None:
    sent = await bot.send_message(ALICE, "x")
    assert await sent.delete()
    assert world.messages(ALICE) == []
    with refuses("Bad Request: message to delete not found"):
        await sent.delete()


async def test_a_bot_deletes_what_people_write_to_it(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "x")
    assert await bot.delete_message(ALICE, said["message_id"])


async def test_in_a_group_only_an_administrator_deletes_other_peoples_messages(bot: Bot, world: World) -> None:
    group = world.add_supergroup("S", [ALICE]).id
    said = world.say(ALICE, group, "x")
    with refuses("Bad Request: message can't be deleted"):
        await bot.delete_message(group, said["message_id"])
    world.promote(group)
    assert await bot.delete_message(group, said["message_id"])


async def test_after_two_days_a_message_cannot_be_deleted(bot: Bot, world: World, clock: Clock) -> None:
    supergroup = world.add_supergroup("S", [ALICE]).id
    places = {ALICE: " for everyone", world.add_group("G", [ALICE]).id: " for everyone", supergroup: ""}
    sent = [await bot.send_message(chat, "x") for chat in places]
    clock.forward(48 * HOURS)
    for message in sent:
        with refuses(f"Bad Request: message can't be deleted{places[message.chat.id]}"):
            await message.delete()


async def test_many_messages_are_deleted_and_unknown_ones_skipped(bot: Bot, world: World) -> None:
    sent = [await bot.send_message(ALICE, text) for text in "ab"]
    assert await bot.delete_messages(ALICE, [*(one.message_id for one in sent), 99])
    assert world.messages(ALICE) == []


@pytest.mark.parametrize(
    ("numbers", "wording"),
    [([], "message identifiers are not specified"), (list(range(1, 102)), "too many message identifiers specified")],
)
async def test_one_to_a_hundred_messages_are_deleted(raw: Raw, numbers: list[int], wording: str) -> None:
    assert await raw.refusal("deleteMessages", chat_id=ALICE, message_ids=numbers) == f"Bad Request: {wording}"
