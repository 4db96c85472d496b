"""Files sent again by their ids, albums, spoilers, buttons that copy, and reactions."""

import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    Message,
    ReactionTypeEmoji,
)

from sandbox.telegram_api import ALICE, World
from tests.sandbox.conftest import picture, refuses


def upload(name: str = "picture.jpg") -> BufferedInputFile:
    return BufferedInputFile(picture(), name)


async def photo_id(bot: Bot) -> str:
    sent = await bot.send_photo(ALICE, upload())
    assert sent.photo
    return sent.photo[-1].file_id


async def test_a_document_sent_by_its_file_id_is_the_same_document(bot: Bot, world: World) -> None:
    sent = await bot.send_document(ALICE, upload("fox.jpg"), caption="original")
    assert sent.document
    known = len(world.files.files)
    again = await bot.send_document(ALICE, sent.document.file_id)
    assert again.document == sent.document
    assert len(world.files.files) == known


async def test_a_photo_of_a_person_can_be_sent_on_by_its_file_id(bot: Bot, world: World) -> None:
    said = world.say_photo(ALICE, ALICE, picture())
    sent = await bot.send_photo(ALICE, said["photo"][-1]["file_id"])
    assert sent.photo
    assert sent.photo[-1].file_id == said["photo"][-1]["file_id"]


async def test_a_photo_becomes_another_one_known_by_its_file_id_and_hidden(bot: Bot) -> None:
    other = await photo_id(bot)
    sent = await bot.send_photo(ALICE, upload())
    edited = await sent.edit_media(InputMediaPhoto(media=other, has_spoiler=True, caption="hidden"))
    assert isinstance(edited, Message)
    assert edited.photo
    assert (edited.photo[-1].file_id, edited.has_media_spoiler, edited.caption) == (other, True, "hidden")


async def test_a_spoiler_stays_when_the_caption_changes(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, upload(), has_spoiler=True)
    edited = await sent.edit_caption(caption="a fox")
    assert isinstance(edited, Message)
    assert edited.has_media_spoiler


async def test_a_document_becomes_a_photo(bot: Bot) -> None:
    sent = await bot.send_document(ALICE, upload())
    edited = await sent.edit_media(InputMediaPhoto(media=await photo_id(bot)))
    assert isinstance(edited, Message)
    assert (edited.document, edited.photo is not None) == (None, True)


async def test_an_album_is_several_messages_of_one_group(bot: Bot, world: World) -> None:
    media: list[MediaUnion] = [InputMediaPhoto(media=upload(), caption="one"), InputMediaPhoto(media=upload())]
    sent = await bot.send_media_group(ALICE, media)
    assert [one.caption for one in sent] == ["one", None]
    assert len({one.media_group_id for one in sent}) == 1
    assert len(world.messages(ALICE)) == 2


async def test_two_albums_are_two_groups(bot: Bot) -> None:
    media: list[MediaUnion] = [InputMediaDocument(media=upload()), InputMediaDocument(media=upload())]
    first, second = await bot.send_media_group(ALICE, media), await bot.send_media_group(ALICE, media)
    assert first[0].media_group_id != second[0].media_group_id


@pytest.mark.parametrize(
    ("media", "wording"),
    [
        ([], "there are no messages to send"),
        ([InputMediaPhoto(media="x")] * 11, "too many messages to send as an album"),
        (
            [InputMediaPhoto(media="x"), InputMediaDocument(media="x")],
            "document can't be mixed with other media types",
        ),
        ([InputMediaVideo(media="x")] * 2, "sandbox: an album of anything but photos or documents is not played"),
        ([InputMediaPhoto(media="x")] * 2, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_a_bad_album_is_refused(bot: Bot, world: World, media: list[MediaUnion], wording: str) -> None:
    with refuses(f"Bad Request: {wording}"):
        await bot.send_media_group(ALICE, media)
    assert world.messages(ALICE) == []


def copying(text: str) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text=text))
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def test_a_button_copies_up_to_256_characters(bot: Bot) -> None:
    await bot.send_message(ALICE, "x", reply_markup=copying("x" * 256))
    for text in ("", "x" * 257):
        with refuses("Bad Request: BUTTON_COPY_TEXT_INVALID"):
            await bot.send_message(ALICE, "x", reply_markup=copying(text))


async def test_a_button_may_start_an_inline_query(bot: Bot) -> None:
    rows = [
        [InlineKeyboardButton(text="Here", switch_inline_query_current_chat="a fox")],
        [InlineKeyboardButton(text="There", switch_inline_query="")],
    ]
    sent = await bot.send_message(ALICE, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][0].switch_inline_query_current_chat == "a fox"
    assert sent.reply_markup.inline_keyboard[1][0].switch_inline_query == ""


async def test_the_bot_reacts_and_takes_it_back(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "/draw a fox")["message_id"]
    await bot.set_message_reaction(ALICE, said, [ReactionTypeEmoji(emoji="👀")])
    assert world.reactions(ALICE, said) == [{"type": "emoji", "emoji": "👀"}]
    await bot.set_message_reaction(ALICE, said, [])
    assert world.reactions(ALICE, said) == []


async def test_a_bad_reaction_is_refused(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "/draw a fox")["message_id"]
    with refuses("Bad Request: REACTION_INVALID"):
        await bot.set_message_reaction(ALICE, said, [ReactionTypeEmoji(emoji="🖼")])
    with refuses("Bad Request: REACTIONS_TOO_MANY"):
        await bot.set_message_reaction(ALICE, said, [ReactionTypeEmoji(emoji="👀"), ReactionTypeEmoji(emoji="👍")])
    with refuses("Bad Request: message to react not found"):
        await bot.set_message_reaction(ALICE, 99, [])
