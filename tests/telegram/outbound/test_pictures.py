"""Placeholders become pictures, contact sheets or sentences, in the best form that Telegram takes."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.drawing.ports.couriers import News, Sent
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.errors import FormRefused, NowhereToUpload, PlaceholderLost, Undeliverable
from bot.telegram.outbound.parcels import DOCUMENT_BYTES
from sandbox.telegram_api import ALICE
from tests.drawing.builders import picture
from tests.telegram.outbound.post import DRAWN, FAILED, PENDING, QUEUED, Post, drawn, ended, names

NEWS = News(seconds=4, usual=20)
BUTTONS = [["Again", "Change", "More"]]
SHEET_BUTTONS = [["1", "2", "3", "4"], ["Again", "Change", "More"]]


async def test_the_placeholder_becomes_the_picture(post: Post) -> None:
    placed = await post.placed(DRAWN)
    sent = await post.pictures.deliver(placed, drawn(1))
    shown = post.message(placed)
    assert sent == Sent(placed.placeholder, shown["photo"][-1]["file_id"])
    assert post.file(shown) == picture().data
    assert shown["caption"].startswith("a red fox in the snow\nseed 17 · 2:1 · YandexART · ")
    assert names(shown) == BUTTONS


async def test_delivering_once_more_shows_nothing_twice(post: Post) -> None:
    placed = await post.placed(DRAWN)
    post.telegram.wire.calls.clear()
    await post.pictures.deliver(placed, drawn(1))
    post.refuse("editMessageMedia", "message is not modified: …")
    assert await post.pictures.deliver(placed, drawn(1)) == Sent(None, None)
    assert len(post.world.messages(ALICE)) == 2


async def test_several_pictures_become_one_contact_sheet(post: Post) -> None:
    placed = await post.placed(DRAWN, DRAWN, DRAWN, DRAWN)
    sent = await post.pictures.deliver(placed, drawn(1, 2, 3, 4))
    shown = post.message(placed)
    assert sent.file_id == shown["photo"][-1]["file_id"]
    assert Image.open(io.BytesIO(post.file(shown))).size == (2048, 1030)
    assert shown["caption"].split("\n")[1].startswith("seeds 17–20 · 2:1 · YandexART · ")
    assert names(shown) == SHEET_BUTTONS


async def test_a_sheet_fills_as_pictures_come(post: Post) -> None:
    placed = await post.placed(DRAWN, PENDING, DRAWN, QUEUED)
    await post.pictures.show(placed, drawn(1, 3), NEWS)
    first = post.message(placed)
    assert "2 of 4 pictures are here." in first["caption"]
    assert names(first) == [["1", "2", "3", "4"], ["Cancel"]]
    whole = replace(placed, generations=(await post.placed(DRAWN, DRAWN, DRAWN, FAILED)).generations)
    await post.pictures.deliver(whole, drawn(1, 2, 3))
    shown = post.message(placed)
    assert shown["caption"].endswith("3 of 4 pictures came out: the model declined to draw one.")
    assert names(shown)[0] == ["1", "2", "3"]


async def test_the_same_unfinished_sheet_is_shown_once(post: Post) -> None:
    placed = await post.placed(DRAWN, PENDING)
    await post.pictures.show(placed, drawn(1), NEWS)
    post.refuse("editMessageMedia", "message is not modified: …")
    await post.pictures.show(placed, drawn(1), NEWS)
    assert post.calls().count("editMessageMedia") == 2


async def test_an_unfinished_sheet_has_no_other_form(post: Post) -> None:
    """The placeholder stays as it is; the finished one may still come as a file."""
    placed = await post.placed(DRAWN, PENDING)
    post.refuse("editMessageMedia", "not enough rights to send photos to the chat")
    with pytest.raises(FormRefused):
        await post.pictures.show(placed, drawn(1), NEWS)
    assert post.message(placed)["text"].startswith("Drawing…")


@pytest.mark.parametrize("several", [False, True])
async def test_where_no_photos_may_be_shown_it_comes_as_a_document(post: Post, *, several: bool) -> None:
    placed = await post.placed(*(DRAWN,) * (2 if several else 1))
    post.refuse("editMessageMedia", "not enough rights to send photos to the chat")
    sent = await post.pictures.deliver(placed, drawn(1, 2) if several else drawn(1))
    shown = post.message(placed)
    assert shown["document"]["file_name"] == ("palitra-17-2.jpeg" if several else "palitra-17.jpeg")
    assert sent.file_id == shown["document"]["file_id"]


async def test_where_the_caption_is_refused_a_shorter_one_stands_under_it(post: Post) -> None:
    placed = await post.placed(DRAWN)
    post.refuse("editMessageMedia", "message caption is too long")
    await post.pictures.deliver(placed, drawn(1))
    shown = post.message(placed)
    assert shown["caption"].startswith("…\nseed 17")
    assert ("photo" in shown, names(shown)) == (True, BUTTONS)
    assert post.calls().count("editMessageMedia") == 2


async def test_where_telegram_takes_no_form_it_says_so(post: Post) -> None:
    placed = await post.placed(DRAWN)
    post.refuse("editMessageMedia", "SOMETHING_NEW", times=-1)
    with pytest.raises(FormRefused, match="SOMETHING_NEW"):
        await post.pictures.deliver(placed, drawn(1))


async def test_a_server_that_knows_no_such_buttons_shows_the_photo_without(post: Post) -> None:
    placed = await post.placed(DRAWN)
    post.refuse("editMessageMedia", "can't parse inline keyboard button: text buttons are unallowed")
    await post.pictures.deliver(placed, drawn(1))
    assert "photo" in post.message(placed)
    assert names(post.message(placed)) == []


async def test_what_is_too_long_for_a_photo_comes_as_a_document(post: Post) -> None:
    placed = await post.placed(DRAWN)
    await post.pictures.deliver(placed, drawn(1, width=2100, height=100))
    assert "document" in post.message(placed)


async def test_what_is_too_big_in_any_form_is_an_error(post: Post) -> None:
    placed = await post.placed(DRAWN)
    huge = Picture(bytes(DOCUMENT_BYTES + 1), "image/png", 64, 32)
    with pytest.raises(FormRefused, match="no form of it fits"):
        await post.pictures.deliver(placed, {1: huge})


async def test_who_wants_files_gets_a_picture_as_one_and_a_sheet_with_a_button_for_them(post: Post) -> None:
    one, two = await post.placed(DRAWN), await post.placed(DRAWN, DRAWN)
    for placed in (one, two):
        as_file = replace(placed, spec=replace(placed.spec, as_file=True))
        await post.pictures.deliver(as_file, drawn(1, 2))
    assert "document" in post.message(one)
    assert "photo" in post.message(two)
    assert names(post.message(two))[1] == ["Again", "Change", "More"]


async def test_a_spoiler_covers_pictures_and_sheets(post: Post) -> None:
    one, two = await post.placed(DRAWN), await post.placed(DRAWN, PENDING)
    hidden = replace(one.spec, spoiler=True)
    await post.pictures.deliver(replace(one, spec=hidden), drawn(1))
    await post.pictures.show(replace(two, spec=hidden), drawn(1), NEWS)
    assert post.message(one)["has_media_spoiler"]
    assert post.message(two)["has_media_spoiler"]


async def test_a_placeholder_that_is_gone_is_an_error(post: Post) -> None:
    placed = await post.placed(DRAWN)
    await post.bot.delete_message(ALICE, placed.placeholder or 0)
    with pytest.raises(PlaceholderLost):
        await post.pictures.deliver(placed, drawn(1))


@pytest.mark.parametrize("several", [False, True])
async def test_a_new_message_answers_the_request(post: Post, *, several: bool) -> None:
    placed = await post.placed(*(DRAWN,) * (4 if several else 1))
    sent = await post.pictures.send(placed, drawn(1, 2, 3, 4) if several else drawn(1))
    shown = post.last()
    assert sent == Sent(shown["message_id"], shown["photo"][-1]["file_id"])
    assert shown["reply_to_message"]["message_id"] == placed.origin.message_id
    assert names(shown) == (SHEET_BUTTONS if several else BUTTONS)


async def test_nobody_is_there_to_take_a_new_message(post: Post) -> None:
    placed = await post.placed(DRAWN)
    post.world.block(ALICE)
    with pytest.raises(Undeliverable):
        await post.pictures.send(placed, drawn(1))


@pytest.mark.parametrize("several", [False, True])
async def test_an_inline_message_takes_an_uploaded_picture_by_its_name(post: Post, *, several: bool) -> None:
    where, inline_id = post.inline()
    placed = await post.placed(*(DRAWN,) * (2 if several else 1), where=where)
    pictures = drawn(1, 2) if several else drawn(1)
    file_id = (await post.pictures.upload(placed, pictures)).file_id
    assert await post.pictures.deliver(replace(placed, file_id=file_id), pictures) == Sent(None, file_id)
    shown = post.world.inline_message(inline_id)
    assert shown["photo"][-1]["file_id"] == file_id
    assert names(shown) == [*([["1", "2"]] if several else []), ["Again", "Draw your own"]]


async def test_what_is_uploaded_to_a_persons_own_chat_is_gone_again(post: Post) -> None:
    where, _ = post.inline()
    before = post.world.messages(ALICE)
    await post.pictures.upload(await post.placed(DRAWN, where=where), drawn(1))
    assert post.world.messages(ALICE) == before
    assert post.call("sendPhoto").params["disable_notification"]


async def test_what_is_uploaded_to_the_storage_chat_stays_there(post: Post) -> None:
    where, _ = post.inline()
    storage = post.world.add_channel("Storage", ALICE, bot=post.world.chat(ALICE).bot).id
    await post.pictures_with(storage).upload(await post.placed(DRAWN, where=where), drawn(1))
    assert "photo" in post.last(storage)


async def test_a_storage_chat_that_became_another_one_is_followed(post: Post) -> None:
    where, _ = post.inline()
    group = post.world.add_group("Storage", [ALICE]).id
    pictures, placed = post.pictures_with(group), await post.placed(DRAWN, where=where)
    moved = post.world.migrate(group).id
    await pictures.upload(placed, drawn(1))
    assert "photo" in post.last(moved)


async def test_where_no_chat_takes_an_upload_it_is_an_error(post: Post) -> None:
    where, _ = post.inline()
    placed = await post.placed(DRAWN, where=where)
    post.world.block(ALICE)
    with pytest.raises(NowhereToUpload):
        await post.pictures_with(-4000).upload(placed, drawn(1))


async def refused(post: Post) -> Request:
    """A request that the model would not draw."""
    return ended(await post.placed(FAILED), reason=Reason.REFUSED)


async def test_the_placeholder_becomes_a_sentence(post: Post) -> None:
    request = await refused(post)
    assert await post.pictures.tell(request) is None
    assert await post.pictures.tell(request) is None  # once more: it says so already
    shown = post.message(request)
    assert shown["text"] == "The model won’t draw this. Other words may help."
    assert names(shown) == [["Change"]]
    assert len(post.world.messages(ALICE)) == 2


async def test_where_the_placeholder_is_gone_the_sentence_is_a_new_message(post: Post) -> None:
    request = await refused(post)
    await post.bot.delete_message(ALICE, request.placeholder or 0)
    number = await post.pictures.tell(request)
    assert post.last()["text"].startswith("The model won’t draw")
    assert post.last()["message_id"] == number
    assert post.last()["reply_to_message"]["message_id"] == request.origin.message_id


async def test_where_the_placeholder_shows_pictures_the_sentence_is_a_new_message(post: Post) -> None:
    request = await post.placed(DRAWN, PENDING)
    await post.pictures.show(request, drawn(1), NEWS)
    await post.pictures.tell(ended(request, reason=Reason.UNCERTAIN))
    assert "photo" in post.message(request)
    assert post.last()["text"].startswith("I was interrupted while sending the pictures")


async def test_where_there_never_was_a_placeholder_the_sentence_is_a_new_message(post: Post) -> None:
    request = replace(await refused(post), placeholder=None)
    await post.pictures.tell(request)
    assert post.last()["text"].startswith("The model won’t draw")


async def test_an_inline_message_that_is_gone_is_told_nothing(post: Post) -> None:
    where, _ = post.inline()
    request = ended(await post.placed(FAILED, where=where), reason=Reason.REFUSED)
    post.refuse("editMessageText", "MESSAGE_ID_INVALID")
    await post.pictures.tell(request)
    assert "sendMessage" not in post.calls()


@pytest.mark.parametrize(("count", "words"), [(1, "Your picture is ready."), (2, "Your pictures are ready.")])
async def test_the_phone_rings_in_reply_to_the_pictures(post: Post, count: int, words: str) -> None:
    placed = await post.placed(*(DRAWN,) * count)
    await post.pictures.call(placed)
    assert post.last()["text"] == words
    assert post.last()["reply_to_message"]["message_id"] == placed.placeholder
    assert not post.call("sendMessage").params.get("disable_notification")


async def test_in_groups_no_phone_rings(post: Post) -> None:
    group = post.world.add_supergroup("Foxes", [ALICE]).id
    await post.pictures.call(await post.placed(DRAWN, where=post.asked(group)))
    assert post.calls() == []
