"""Sending: texts, photos, documents, replies, and every limit on them."""

import io
from typing import Any
from zlib import crc32

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageOriginUser,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from PIL import Image

from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox, World
from tests.sandbox.conftest import Clock, Raw, buttons, picture, refuses

TOO_MANY_BYTES = 10 * 2**20 + 1


def photo(data: bytes | None = None) -> BufferedInputFile:
    return BufferedInputFile(picture() if data is None else data, "picture.jpg")


async def test_a_message_is_shown_as_the_bot_was_told(bot: Bot, world: World, clock: Clock) -> None:
    sent = await bot.send_message(ALICE, "hello")
    assert (sent.text, sent.date, sent.chat.id) == ("hello", clock.now, ALICE)
    assert world.messages(ALICE)[-1]["message_id"] == sent.message_id
    assert sent.from_user
    assert sent.from_user.is_bot


async def test_private_chats_and_groups_share_a_sequence_and_supergroups_have_their_own(bot: Bot, world: World) -> None:
    group, supergroup = world.add_group("G", [ALICE]).id, world.add_supergroup("S", [ALICE]).id
    numbers = [(await bot.send_message(chat, "x")).message_id for chat in (ALICE, BORIS, group, supergroup)]
    assert numbers == [1, 2, 3, 1]


async def test_a_text_is_trimmed(bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "  \n hello \n")
    assert sent.text == "hello"


@pytest.mark.parametrize(
    ("params", "wording"),
    [
        ({}, "message text is empty"),
        ({"chat_id": ALICE}, "message text is empty"),
        ({"chat_id": ALICE, "text": ""}, "message text is empty"),
        ({"chat_id": ALICE, "text": " \n"}, "text must be non-empty"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": "", "text": "x"}, "chat_id is empty"),
        ({"chat_id": 5, "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"chat_id": ALICE, "text": "x", "message_thread_id": 99}, "message thread not found"),
        ({"chat_id": ALICE, "text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"chat_id": ALICE, "text": "x", "reply_to_message_id": 99}, "message to be replied not found"),
        ({"chat_id": ALICE, "text": "x", "parse_mode": "RTF"}, "unsupported parse_mode"),
        ({"chat_id": ALICE, "text": "x", "parse_mode": "MarkdownV2"}, "sandbox: parse_mode MarkdownV2 is not played"),
    ],
)
async def test_an_impossible_message_is_refused(raw: Raw, params: dict[str, Any], wording: str) -> None:
    assert await raw.refusal("sendMessage", **params) == f"Bad Request: {wording}"


async def test_a_text_is_counted_in_utf16_after_parsing(bot: Bot) -> None:
    assert (await bot.send_message(ALICE, "<b>" + "🦊" * 2048 + "</b>", parse_mode="HTML")).text == "🦊" * 2048
    with refuses("Bad Request: message is too long"):
        await bot.send_message(ALICE, "🦊" * 2048 + "x")


async def test_a_caption_is_counted_in_utf16_after_parsing(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, photo(), caption="<i>" + "🦊" * 512 + "</i>", parse_mode="HTML")
    assert sent.caption == "🦊" * 512
    with refuses("Bad Request: message caption is too long"):
        await bot.send_photo(ALICE, photo(), caption="🦊" * 512 + "x")


async def test_a_reply_shows_what_it_answers(bot: Bot, world: World) -> None:
    asked = world.say(ALICE, ALICE, "/draw")
    sent = await bot.send_message(ALICE, "ok", reply_parameters=ReplyParameters(message_id=asked["message_id"]))
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "/draw"


async def test_a_reply_to_a_deleted_message_may_be_sent_without_it(bot: Bot, world: World) -> None:
    asked = world.say(ALICE, ALICE, "/draw")
    world.delete(ALICE, ALICE, asked["message_id"])
    lenient = ReplyParameters(message_id=asked["message_id"], allow_sending_without_reply=True)
    assert (await bot.send_message(ALICE, "ok", reply_parameters=lenient)).reply_to_message is None


async def test_flags_of_a_message_are_kept(bot: Bot) -> None:
    preview = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(
        ALICE, "see https://example.org", protect_content=True, link_preview_options=preview, disable_notification=True
    )
    assert sent.has_protected_content
    assert sent.link_preview_options
    assert sent.link_preview_options.is_disabled


async def test_an_inline_keyboard_is_shown_and_a_reply_keyboard_is_not(bot: Bot) -> None:
    shown = (await bot.send_message(ALICE, "x", reply_markup=buttons("a"))).reply_markup
    assert shown
    assert shown.model_dump() == buttons("a").model_dump()
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="a")]])
    assert (await bot.send_message(ALICE, "x", reply_markup=keyboard)).reply_markup is None


async def test_callback_data_is_counted_in_bytes(bot: Bot) -> None:
    await bot.send_message(ALICE, "x", reply_markup=buttons("ж" * 32))
    with refuses("Bad Request: BUTTON_DATA_INVALID"):
        await bot.send_message(ALICE, "x", reply_markup=buttons("ж" * 32 + "x"))


async def test_a_button_that_does_nothing_is_refused(bot: Bot) -> None:
    idle = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a")]])
    wording = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
    with refuses(f"Bad Request: {wording}"):
        await bot.send_message(ALICE, "x", reply_markup=idle)


async def test_a_button_may_copy_a_text(bot: Bot) -> None:
    copying = InlineKeyboardButton(text="a", copy_text=CopyTextButton(text="/draw"))
    markup = InlineKeyboardMarkup(inline_keyboard=[[copying]])
    shown = (await bot.send_message(ALICE, "x", reply_markup=markup)).reply_markup
    assert shown
    assert shown.model_dump() == markup.model_dump()


async def test_a_photo_comes_in_sizes(bot: Bot, world: World) -> None:
    data = picture(1600, 800)
    sent = await bot.send_photo(ALICE, photo(data))
    assert sent.photo
    assert [(size.width, size.height) for size in sent.photo] == [(90, 45), (320, 160), (800, 400), (1600, 800)]
    assert sent.photo[-1].file_size == len(data)
    assert world.file(sent.photo[-1].file_id) == data


async def test_a_thumbnail_can_be_downloaded(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, photo(picture(200, 100, "PNG")))
    assert sent.photo
    small = await bot.download(sent.photo[0].file_id)
    assert small
    assert Image.open(small).size == (90, 45)


async def test_a_file_can_be_downloaded(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, photo())
    assert sent.photo
    whole = await bot.download(sent.photo[-1])
    assert isinstance(whole, io.BytesIO)
    assert whole.read() == picture()


async def test_a_path_that_leads_nowhere_is_not_found(sandbox: TelegramSandbox, raw: Raw) -> None:
    answer = await raw.http.get(f"{sandbox.url}/file/bot{sandbox.token}/photos/none.jpg")
    assert answer.status == 404
    assert (await raw.http.get(f"{sandbox.url}/file/bot1:x/photos/none.jpg")).status == 401


async def test_a_photo_can_be_sent_again_by_its_file_id(bot: Bot) -> None:
    first = await bot.send_photo(ALICE, photo())
    assert first.photo
    second = await bot.send_photo(BORIS, first.photo[-1].file_id)
    assert second.photo == first.photo


async def test_an_upload_makes_a_new_file_each_time(bot: Bot) -> None:
    first, second = await bot.send_photo(ALICE, photo()), await bot.send_photo(ALICE, photo())
    assert first.photo
    assert second.photo
    assert first.photo[-1].file_unique_id != second.photo[-1].file_unique_id


@pytest.mark.parametrize(
    ("data", "wording"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (picture(800, 800)[:-3000], "IMAGE_PROCESS_FAILED"),
        (picture(8000, 2001, "PNG"), "PHOTO_INVALID_DIMENSIONS"),
        (picture(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        (
            picture() + bytes(TOO_MANY_BYTES - len(picture())),
            f"file of size {TOO_MANY_BYTES} bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["empty", "rubbish", "truncated", "sides", "ratio", "bytes"],
)
async def test_a_bad_photo_is_refused(bot: Bot, world: World, data: bytes, wording: str) -> None:
    with refuses(f"Bad Request: {wording}"):
        await bot.send_photo(ALICE, photo(data))
    assert world.messages(ALICE) == []


@pytest.mark.parametrize("side", [10_000, 60_000])
async def test_a_photo_of_absurd_size_is_refused_unopened(bot: Bot, side: int) -> None:
    small = picture(64, 48, "PNG")
    header = b"IHDR" + side.to_bytes(4) + side.to_bytes(4) + small[24:29]
    huge = small[:12] + header + crc32(header).to_bytes(4) + small[33:]
    with refuses("Bad Request: PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(ALICE, photo(huge))


@pytest.mark.parametrize("size", [(9500, 500), (200, 10)])
async def test_a_photo_at_the_limits_passes(bot: Bot, size: tuple[int, int]) -> None:
    assert (await bot.send_photo(ALICE, photo(picture(*size)))).photo


async def test_a_missing_or_foreign_photo_is_refused(raw: Raw) -> None:
    refusal = raw.refusal
    assert await refusal("sendPhoto", chat_id=ALICE) == "Bad Request: there is no photo in the request"
    assert await refusal("sendPhoto", chat_id=ALICE, photo="AgAD") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await refusal("sendPhoto", chat_id=ALICE, photo="https://example.org/a.jpg") == (
        "Bad Request: sandbox: a photo by HTTP URL is not played"
    )


async def test_a_photo_may_have_a_spoiler_and_its_caption_above(bot: Bot) -> None:
    sent = await bot.send_photo(ALICE, photo(), caption="c", has_spoiler=True, show_caption_above_media=True)
    assert (sent.has_media_spoiler, sent.show_caption_above_media, sent.caption) == (True, True, "c")


async def test_a_document_keeps_its_name_and_bytes(bot: Bot, world: World) -> None:
    sent = await bot.send_document(ALICE, BufferedInputFile(picture(form="PNG"), "fox.png"), caption="c")
    assert sent.document
    assert (sent.document.file_name, sent.document.mime_type, sent.caption) == ("fox.png", "image/png", "c")
    assert world.file(sent.document.file_id) == picture(form="PNG")


async def test_a_document_is_no_photo(bot: Bot) -> None:
    sent = await bot.send_document(ALICE, photo())
    assert sent.document
    with refuses("Bad Request: can't use file of type Document as Photo"):
        await bot.send_photo(ALICE, sent.document.file_id)


async def test_files_over_twenty_megabytes_cannot_be_downloaded(bot: Bot) -> None:
    sent = await bot.send_document(ALICE, BufferedInputFile(bytes(20 * 2**20 + 1), "big.bin"))
    assert sent.document
    with refuses("Bad Request: file is too big"):
        await bot.get_file(sent.document.file_id)
    with refuses("Bad Request: invalid file_id"):
        await bot.get_file("nothing")


async def test_a_message_can_be_forwarded_with_its_origin(bot: Bot, world: World) -> None:
    said = world.say(ALICE, ALICE, "look")
    sent = await bot.forward_message(BORIS, ALICE, said["message_id"])
    assert sent.text == "look"
    assert isinstance(sent.forward_origin, MessageOriginUser)
    assert sent.forward_origin.sender_user.id == ALICE


async def test_a_photo_can_be_copied_with_another_caption(bot: Bot, world: World) -> None:
    sent = await bot.send_photo(ALICE, photo(), caption="old")
    copy = await bot.copy_message(BORIS, ALICE, sent.message_id, caption="new")
    shown = world.message(BORIS, copy.message_id)
    assert sent.photo
    assert (shown["caption"], shown["photo"][-1]["file_id"]) == ("new", sent.photo[-1].file_id)
    assert "forward_origin" not in shown


async def test_what_is_not_there_or_protected_cannot_be_forwarded_or_copied(bot: Bot) -> None:
    with refuses("Bad Request: message to forward not found"):
        await bot.forward_message(BORIS, ALICE, 99)
    with refuses("Bad Request: message to copy not found"):
        await bot.copy_message(BORIS, ALICE, 99)
    sent = await bot.send_message(ALICE, "secret", protect_content=True)
    with refuses("Bad Request: message can't be forwarded"):
        await bot.forward_message(BORIS, ALICE, sent.message_id)


async def test_an_action_is_checked(bot: Bot) -> None:
    assert await bot.send_chat_action(ALICE, "upload_photo")
    with refuses("Bad Request: wrong parameter action in request"):
        await bot.send_chat_action(ALICE, "dancing")


async def test_a_blocked_bot_is_forbidden_to_write(bot: Bot, world: World) -> None:
    world.block(ALICE)
    with refuses("Forbidden: bot was blocked by the user", TelegramForbiddenError):
        await bot.send_message(ALICE, "hello?")
    with refuses("Forbidden: bot was blocked by the user", TelegramForbiddenError):
        await bot.send_photo(ALICE, photo())
    assert world.files.files == {}
