"""Forms: what a thing is tried in, how a reply is made, what stays under it in the end."""

import json

import pytest
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.drawing.ports.couriers import News
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import CourierUnanswered, FormRefused, KindForbidden, Undeliverable
from bot.telegram.calls import Calls, answering, in_turn, ladder
from sandbox.telegram_api import ALICE, Kind
from tests.drawing.builders import request
from tests.telegram.outbound.post import DRAWN, FAILED, PENDING, Post, drawn, ended, names

BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="x")]])
NEXT_YEAR = "SOMETHING_OF_NEXT_YEAR"


def said(reply_to: int) -> SendMessage:
    return SendMessage(chat_id=ALICE, text="<b>x</b>", reply_markup=BUTTONS, reply_parameters=answering(reply_to))


async def test_a_reply_may_go_on_as_none_and_quotes_nothing(post: Post) -> None:
    """aiogram would fill the default markup into a quote that is not there."""
    asked = post.asked()
    await post.placeholders.place(request(origin=asked))
    sent = post.call("sendMessage").params
    assert sent["reply_parameters"] == {"message_id": asked.message_id, "allow_sending_without_reply": True}
    assert "allow_sending_without_reply" not in sent


@pytest.mark.parametrize("what", ["placeholder", "picture", "sentence", "call", "full"])
async def test_everything_replies_in_this_one_way(post: Post, what: str) -> None:
    placed = await post.placed(DRAWN if what != "sentence" else FAILED)
    post.world.delete(ALICE, ALICE, placed.origin.message_id)
    match what:
        case "placeholder":
            await post.placeholders.place(request(origin=placed.origin))
        case "picture":
            await post.pictures.send(placed, drawn(1))
        case "sentence":
            await post.pictures.tell(ended(placed, reason=placed.failure), anew=True)
        case "call":
            await post.pictures.call(placed)
        case _:
            await post.showing.full(placed, 1, drawn(1)[1], MessageAddress(ALICE, placed.origin.message_id))
    reply = post.telegram.wire.calls[-1 if what != "sentence" else -2].params["reply_parameters"]
    assert json.loads(json.dumps(reply)).keys() == {"message_id", "allow_sending_without_reply"}


@pytest.mark.parametrize(
    ("refusals", "left"),
    [
        (0, {"parse_mode", "reply_markup", "reply_parameters"}),
        (1, {"parse_mode", "reply_parameters"}),
        (2, set[str]()),
    ],
)
async def test_what_nobody_listed_costs_the_buttons_then_all_but_the_words(
    post: Post, refusals: int, left: set[str]
) -> None:
    asked = post.asked().message_id
    if refusals:
        post.refuse("sendMessage", NEXT_YEAR, refusals)
    await Calls(post.bot).make(said(asked))
    assert post.call("sendMessage").params.keys() & {"parse_mode", "reply_markup", "reply_parameters"} == left
    assert post.last()["text"] == "x"


async def test_a_ladder_ends(post: Post) -> None:
    post.refuse("sendMessage", NEXT_YEAR, -1)
    with pytest.raises(FormRefused, match=NEXT_YEAR):
        await Calls(post.bot).make(said(post.asked().message_id))
    assert post.calls() == ["sendMessage"] * 3


async def test_what_a_chat_does_not_take_is_not_tried_again_in_other_words(post: Post) -> None:
    group = post.world.add_supergroup("Foxes", [ALICE]).id
    post.world.forbid(group, Kind.TEXT)
    with pytest.raises(KindForbidden):
        await Calls(post.bot).make(SendMessage(chat_id=group, text="x", reply_markup=BUTTONS))
    assert post.calls() == ["sendMessage"]


@pytest.mark.parametrize(("insisting", "tries"), [(False, 1), (True, 3)])
async def test_only_who_insists_goes_on_where_one_form_gets_no_answer(
    post: Post, *, insisting: bool, tries: int
) -> None:
    post.refuse("sendMessage", "Bad Gateway", -1, status=502)
    forms: list[TelegramMethod[Message]] = list(ladder([said(post.asked().message_id)]))
    with pytest.raises(CourierUnanswered):
        await Calls(post.bot).first(in_turn(forms), insisting=insisting)
    assert post.calls() == ["sendMessage"] * tries


async def test_no_form_at_all_is_a_refusal(post: Post) -> None:
    nothing: list[TelegramMethod[Message]] = []
    with pytest.raises(FormRefused, match="no form of it fits"):
        await Calls(post.bot).first(in_turn(nothing))


async def test_where_a_group_takes_no_text_the_placeholder_is_a_quiet_picture(post: Post) -> None:
    group = post.world.add_supergroup("Foxes", [ALICE]).id
    post.world.forbid(group, Kind.TEXT)
    placed = await post.placed(DRAWN, where=post.asked(group))
    shown = post.message(placed)
    assert shown["caption"].startswith("Drawing…")
    assert ("photo" in shown, names(shown)) == (True, [["Cancel"]])


async def test_where_it_takes_files_only_it_is_a_file(post: Post) -> None:
    group = post.world.add_supergroup("Foxes", [ALICE]).id
    post.world.forbid(group, Kind.TEXT, Kind.PHOTOS)
    placed = await post.placed(DRAWN, where=post.asked(group))
    assert "document" in post.message(placed)


async def quiet(post: Post, status: GenerationStatus) -> Request:
    """A request whose placeholder is a picture, for its group takes no text."""
    group = post.world.add_supergroup("Foxes", [ALICE]).id
    post.world.forbid(group, Kind.TEXT)
    return await post.placed(status, where=post.asked(group))


async def test_news_stand_under_a_placeholder_that_is_a_picture(post: Post) -> None:
    placed = await quiet(post, PENDING)
    await post.placeholders.report(placed, News(seconds=10, usual=20))
    shown = post.message(placed)
    assert shown["caption"].endswith("10 s of about 20 s")
    assert ("photo" in shown, names(shown)) == (True, [["Cancel"]])


async def test_a_placeholder_that_is_a_picture_becomes_what_was_asked_for(post: Post) -> None:
    placed = await quiet(post, DRAWN)
    await post.pictures.deliver(placed, drawn(1))
    assert post.file(post.message(placed)) == drawn(1)[1].data


async def test_a_sentence_stands_under_a_placeholder_that_is_a_picture(post: Post) -> None:
    placed = await quiet(post, FAILED)
    assert await post.pictures.tell(ended(placed, reason=placed.failure)) is None
    assert post.message(placed)["caption"].startswith("The model won’t draw")


async def test_a_picture_that_a_group_does_not_take_comes_in_private_and_says_why(post: Post) -> None:
    placed = await post.placed(DRAWN, where=post.asked(post.world.add_supergroup("Foxes", [ALICE]).id))
    sent = await post.pictures.send_in_private(placed, drawn(1))
    shown = post.last(ALICE)
    assert (sent.message_id, sent.file_id) == (shown["message_id"], shown["photo"][-1]["file_id"])
    assert shown["caption"].startswith("The chat where you asked for this picture won’t take it from me")
    assert shown["caption"].endswith("a red fox in the snow")
    assert "reply_to_message" not in shown


async def test_a_sentence_that_a_group_does_not_take_is_said_in_private(post: Post) -> None:
    placed = await post.placed(FAILED, where=post.asked(post.world.add_supergroup("Foxes", [ALICE]).id))
    await post.pictures.tell_in_private(ended(placed, reason=placed.failure))
    said_there = post.last(ALICE)["text"]
    assert said_there.startswith("You asked me to draw: a red fox in the snow\nI’m not allowed to write in that chat")
    assert said_there.endswith("The model won’t draw this. Other words may help.")


async def test_who_never_opened_the_private_chat_hears_nothing_there(post: Post) -> None:
    placed = await post.placed(FAILED, where=post.asked(post.world.add_supergroup("Foxes", [ALICE]).id))
    post.world.block(ALICE)
    with pytest.raises(Undeliverable):
        await post.pictures.tell_in_private(ended(placed, reason=placed.failure))


async def test_a_placeholder_is_cleared_away_once(post: Post) -> None:
    placed = await post.placed(DRAWN)
    await post.pictures.clear(placed)
    await post.pictures.clear(placed)
    assert post.last()["message_id"] == placed.origin.message_id


async def test_a_sentence_that_is_a_new_message_takes_the_place_of_the_placeholder(post: Post) -> None:
    placed = await post.placed(FAILED)
    post.refuse("editMessageText", NEXT_YEAR, -1)
    number = await post.pictures.tell(ended(placed, reason=placed.failure))
    shown = [one["message_id"] for one in post.world.messages(ALICE)]
    assert shown == [placed.origin.message_id, number]


@pytest.mark.parametrize("status", [200, 502])
async def test_whether_telegram_answers_at_all(post: Post, status: int) -> None:
    if status != 200:
        post.refuse("getMe", "Bad Gateway", status=status)
    assert await post.pictures.answers() is (status == 200)


async def test_files_that_are_taken_as_no_album_come_one_by_one(post: Post) -> None:
    placed = await post.placed(DRAWN, DRAWN)
    post.refuse("sendMediaGroup", NEXT_YEAR, -1)
    await post.showing.files(placed, drawn(1, 2), MessageAddress(ALICE, placed.placeholder or 0))
    assert ["document" in one for one in post.world.messages(ALICE)[-2:]] == [True, True]


async def test_a_storage_chat_that_takes_no_pictures_is_passed_by(post: Post) -> None:
    where, _ = post.inline()
    group = post.world.add_group("Storage", [ALICE]).id
    post.world.mute(group)
    uploaded = await post.pictures_with(group).upload(await post.placed(DRAWN, where=where), drawn(1))
    assert (bool(uploaded.file_id), uploaded.copy) == (True, None)
