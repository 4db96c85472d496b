"""Pictures once more, for who pressed a button: in full, as a file, all files at once."""

from dataclasses import replace

import pytest

from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import Undeliverable
from sandbox.telegram_api import ALICE, BORIS
from tests.drawing.builders import delivered, generation_id, generations, picture
from tests.telegram.outbound.post import DRAWN, Message, Post, drawn, names

TO = "reply_to_message"


async def shown(post: Post, count: int, *, spoiler: bool = False) -> tuple[Request, MessageAddress]:
    """A delivered request, and its message."""
    placed = await post.placed(*(DRAWN,) * count)
    placed = replace(placed, spec=replace(placed.spec, spoiler=spoiler))
    sent = await post.pictures.deliver(placed, drawn(*range(1, count + 1)))
    post.telegram.wire.calls.clear()
    done = delivered(number=7, origin=placed.origin, generations=placed.generations, file_id=sent.file_id)
    return replace(done, spec=placed.spec), MessageAddress(ALICE, placed.placeholder or 0)


async def test_one_picture_of_a_sheet_comes_in_full_with_its_own_seed_and_buttons(post: Post) -> None:
    request, sheet = await shown(post, 4)
    number = await post.showing.full(request, 3, picture(80, 40), sheet)
    full = post.last()
    assert full["message_id"] == number
    assert full[TO]["message_id"] == sheet.message_id
    assert post.file(full) == picture(80, 40).data
    assert full["caption"].split("\n")[1].startswith("seed 19 · 2:1 · YandexART")
    assert names(full) == [["Again", "Change", "More"]]
    assert str(generation_id(7, 3).hex) in full["reply_markup"]["inline_keyboard"][0][0]["callback_data"]


async def test_who_pressed_hears_no_phone(post: Post) -> None:
    request, sheet = await shown(post, 2)
    await post.showing.full(request, 1, picture(), sheet)
    assert post.call("sendPhoto").params["disable_notification"]


async def test_a_picture_in_full_is_covered_as_the_sheet_was(post: Post) -> None:
    request, sheet = await shown(post, 2, spoiler=True)
    await post.showing.full(request, 1, picture(), sheet)
    assert post.last()["has_media_spoiler"]


async def test_where_no_photos_may_be_shown_it_comes_as_a_document(post: Post) -> None:
    request, sheet = await shown(post, 2)
    post.refuse("sendPhoto", "not enough rights to send photos to the chat")
    await post.showing.full(request, 1, picture(), sheet)
    assert "document" in post.last()


async def test_a_picture_of_an_inline_sheet_has_the_buttons_of_a_chat(post: Post) -> None:
    where, _ = post.inline()
    request = delivered(number=7, origin=where, generations=generations(DRAWN, DRAWN, number=7))
    asked = post.world.say(BORIS, BORIS, "/start p…")
    await post.showing.full(request, 2, picture(), MessageAddress(BORIS, asked["message_id"]))
    assert names(post.last(BORIS))[0] == ["Again", "Change", "More"]


async def test_it_comes_into_the_topic_of_the_sheet(post: Post) -> None:
    studio = next(chat for chat in post.world.chats.values() if chat.is_forum)
    topic = next(iter(studio.topics))
    placed = await post.placed(DRAWN, DRAWN, where=post.asked(studio.id, thread=topic))
    await post.showing.full(placed, 1, picture(), MessageAddress(studio.id, placed.placeholder or 0))
    assert post.last(studio.id)["message_thread_id"] == topic


async def test_in_another_chat_it_looks_for_no_topic(post: Post) -> None:
    request, _ = await shown(post, 2)
    request = replace(request, origin=replace(request.origin, thread_id=99))
    asked = post.world.say(BORIS, BORIS, "/start p…")
    await post.showing.file(request, 1, picture(), MessageAddress(BORIS, asked["message_id"]))
    assert "message_thread_id" not in post.call("sendDocument").params


async def test_an_original_comes_as_a_file(post: Post) -> None:
    request, at = await shown(post, 2)
    await post.showing.file(request, 2, picture(), at)
    file = post.last()
    assert (post.file(file), file["document"]["file_name"]) == (picture().data, "palitra-18.jpeg")
    assert file[TO]["message_id"] == at.message_id
    assert "caption" not in file


async def test_a_message_that_is_gone_is_answered_all_the_same(post: Post) -> None:
    request, at = await shown(post, 1)
    await post.bot.delete_message(ALICE, at.message_id)
    await post.showing.file(request, 1, picture(), at)
    assert TO not in post.last()


async def test_where_the_original_is_gone_telegrams_copy_comes_and_says_so(post: Post) -> None:
    request, at = await shown(post, 1)
    assert await post.showing.copy(request, 1, at)
    copy = post.last()
    assert post.file(copy) == picture().data
    assert copy["caption"] == "I no longer have the original. This is Telegram’s copy, which is compressed."


async def test_of_one_picture_of_a_sheet_telegram_has_no_copy(post: Post) -> None:
    request, at = await shown(post, 2)
    assert not await post.showing.copy(request, 1, at)
    assert post.calls() == []


@pytest.mark.parametrize("file_id", [None, "of another bot"])
async def test_where_telegram_has_no_copy_either_there_is_none(post: Post, file_id: str | None) -> None:
    request, at = await shown(post, 1)
    assert not await post.showing.copy(replace(request, file_id=file_id), 1, at)
    assert not post.telegram.wire.of("sendDocument")


async def test_all_originals_come_as_one_album_of_files(post: Post) -> None:
    request, at = await shown(post, 3)
    await post.showing.files(request, drawn(3, 1, 2), at)
    album: list[Message] = post.world.messages(ALICE)[-3:]
    assert [one["document"]["file_name"] for one in album] == ["palitra-17.jpeg", "palitra-18.jpeg", "palitra-19.jpeg"]
    assert len({one["media_group_id"] for one in album}) == 1
    assert {one[TO]["message_id"] for one in album} == {at.message_id}


async def test_one_original_alone_is_no_album(post: Post) -> None:
    request, at = await shown(post, 3)
    await post.showing.files(request, drawn(2), at)
    assert "media_group_id" not in post.last()
    assert post.last()["document"]["file_name"] == "palitra-18.jpeg"


async def test_nobody_who_blocked_the_bot_is_shown_anything(post: Post) -> None:
    request, at = await shown(post, 2)
    post.world.block(ALICE)
    with pytest.raises(Undeliverable):
        await post.showing.files(request, drawn(1, 2), at)
