"""Placeholders: one is put, found again by its button only, kept current, and taken away."""

import asyncio
from dataclasses import replace

import pytest

from bot.drawing.ports.couriers import News
from bot.drawing.values.requests import Thread
from bot.errors import CourierDelayed, CourierUnanswered, PlaceholderLost, Undeliverable
from bot.wording import keyboards
from sandbox.telegram_api import ALICE
from sandbox.telegram_api.messages import without
from sandbox.wire import Fault, Spoil
from tests.drawing.builders import request
from tests.telegram.outbound.post import DRAWN, PENDING, QUEUED, Post, drawn, names

STUDIO = "Studio"


def studio(post: Post) -> tuple[int, int]:
    """The group with topics, and its topic."""
    chat = next(chat for chat in post.world.chats.values() if chat.title == STUDIO)
    return chat.id, next(iter(chat.topics))


async def test_a_placeholder_answers_the_request_silently(post: Post) -> None:
    placed = await post.placed(QUEUED)
    shown = post.message(placed)
    assert shown["text"] == "Drawing… This usually takes about 20 s."
    assert shown["reply_to_message"]["message_id"] == placed.origin.message_id
    assert names(shown) == [["Cancel"]]


async def test_a_placeholder_is_in_the_language_of_who_asked(post: Post) -> None:
    placed = await post.placed(QUEUED, where=post.asked(language="ru"))
    assert post.message(placed)["text"].startswith("Рисую…")


async def test_a_placeholder_stands_in_the_topic_of_the_request(post: Post) -> None:
    chat, thread = studio(post)
    placed = await post.placed(QUEUED, where=post.asked(chat, thread=thread))
    assert post.message(placed)["message_thread_id"] == thread


@pytest.mark.parametrize(("refusals", "left"), [(1, {"reply_parameters"}), (2, set[str]())])
async def test_where_the_topic_was_closed_it_stands_outside(post: Post, refusals: int, left: set[str]) -> None:
    """As no reply, where even that would stand in the topic."""
    chat, thread = studio(post)
    where = post.asked(chat, thread=thread)
    post.refuse("sendMessage", "TOPIC_CLOSED", refusals)
    await post.placeholders.place(request(origin=where))
    assert set(post.call("sendMessage").params) & {"message_thread_id", "reply_parameters"} == left


async def test_where_what_was_asked_with_is_gone_it_answers_nothing(post: Post) -> None:
    where = post.asked()
    post.refuse("sendMessage", "REPLY_MESSAGE_ID_INVALID")
    await post.placeholders.place(request(origin=where))
    assert "reply_to_message" not in post.last()


async def test_where_the_server_knows_no_such_buttons_it_has_none(post: Post) -> None:
    where = post.asked()
    post.refuse("sendMessage", "can't parse inline keyboard button")
    await post.placeholders.place(request(origin=where))
    assert post.last()["text"].startswith("Drawing…")
    assert names(post.last()) == []


async def test_what_is_refused_for_nothing_that_it_has_is_tried_in_a_simpler_form(post: Post) -> None:
    where = post.asked()
    post.refuse("sendMessage", "REPLY_MESSAGE_ID_INVALID", times=2)
    await post.placeholders.place(request(origin=where))
    assert post.last()["text"].startswith("Drawing…")
    assert names(post.last()) == []


async def test_an_inline_message_is_its_own_placeholder(post: Post) -> None:
    where, inline_id = post.inline()
    assert await post.placeholders.place(request(origin=where)) is None
    assert await post.placeholders.place(request(origin=where)) is None  # after a crash: it says so already
    assert post.world.inline_message(inline_id)["text"].startswith("Drawing…")


async def test_a_placeholder_that_nobody_wrote_down_is_found_by_its_button(post: Post) -> None:
    placed = await post.placed(QUEUED)
    other = await post.bot.send_message(ALICE, "Help")
    found = await post.placeholders.find(placed, [other.message_id, placed.placeholder or 0])
    assert found == placed.placeholder


async def test_finding_it_changes_nothing(post: Post) -> None:
    placed = await post.placed(QUEUED)
    before = post.message(placed)
    await post.placeholders.find(placed, [placed.placeholder or 0])
    assert without(post.message(placed), ["edit_date"]) == before


async def test_a_placeholder_that_is_being_sent_is_nobody_elses(post: Post) -> None:
    """Two presses under one picture, after a crash: one looks for a placeholder while that of the other is sent."""
    where = post.asked()
    mine, theirs = (request(number=number, origin=where) for number in (7, 8))
    post.telegram.wire.faults.append(Fault("sendMessage", Spoil.HANG, after_effect=True, seconds=0.05))
    sending = asyncio.create_task(post.placeholders.place(theirs))
    sent = await post.world.until(lambda: [one for one in post.world.messages(ALICE) if names(one)])
    number = sent[0]["message_id"]
    assert await post.placeholders.find(mine, [number, number + 1]) is None
    assert await sending == number
    assert post.world.message(ALICE, number) == sent[0]


async def test_what_somebody_who_died_while_looking_left_with_the_buttons_is_not_it(post: Post) -> None:
    """A picture, or what answers something else; it has none of the buttons then."""
    mine = await post.placed(QUEUED)
    theirs = await post.placed(QUEUED, number=8)
    buttons = keyboards.progress(post.locales.of("en"), mine)
    await post.bot.edit_message_reply_markup(chat_id=ALICE, message_id=theirs.placeholder, reply_markup=buttons)
    assert await post.placeholders.find(mine, [theirs.placeholder or 0, mine.placeholder or 0]) == mine.placeholder
    assert names(post.message(theirs)) == []


async def test_what_replies_to_the_same_message_is_another_requests_placeholder(post: Post) -> None:
    """Two presses under one picture: both placeholders answer it."""
    where = post.asked()
    first = await post.placed(QUEUED, where=where, number=7)
    second = await post.placed(QUEUED, where=where, number=8)
    assert await post.placeholders.find(second, [first.placeholder or 0, second.placeholder or 0]) == second.placeholder


async def test_what_was_looked_at_for_one_request_is_not_touched_again_for_another(post: Post) -> None:
    sentence = await post.bot.send_message(ALICE, "Hm")
    lost = [request(number=number, origin=post.asked()) for number in (7, 8)]
    assert [await post.placeholders.find(one, [sentence.message_id]) for one in lost] == [None, None]
    assert len(post.telegram.wire.of("editMessageReplyMarkup")) == 2


async def test_an_answer_that_is_lost_does_not_end_the_search(post: Post) -> None:
    sentence = await post.bot.send_message(ALICE, "Hm")
    mine = await post.placed(QUEUED)
    post.telegram.wire.faults.append(Fault("editMessageReplyMarkup", Spoil.DROP, after_effect=True))
    assert await post.placeholders.find(mine, [sentence.message_id, mine.placeholder or 0]) == mine.placeholder
    assert names(post.world.message(ALICE, sentence.message_id)) == []


async def test_a_lost_answer_about_the_placeholder_itself_does_not_hide_it(post: Post) -> None:
    """Its queue went on meanwhile, so it does not say any more what it said when it was sent."""
    mine = await post.placed(QUEUED)
    buttons = keyboards.progress(post.locales.of("en"), mine)
    says = "Drawing… You’re number 3 in the queue."
    await post.bot.edit_message_text(says, chat_id=ALICE, message_id=mine.placeholder, reply_markup=buttons)
    post.telegram.wire.faults.append(Fault("editMessageReplyMarkup", Spoil.DROP, after_effect=True))
    assert await post.placeholders.find(mine, [mine.placeholder or 0]) == mine.placeholder
    assert names(post.message(mine)) == [["Cancel"]]


async def test_what_ends_while_it_is_looked_at_keeps_no_cancel(post: Post) -> None:
    """Its Cancel is pressed between taking the buttons off and putting them back."""
    mine = await post.placed(QUEUED)
    post.telegram.wire.faults.append(Fault("editMessageReplyMarkup", Spoil.HANG, skip=2, seconds=0.05))
    finding = asyncio.create_task(post.placeholders.find(mine, [mine.placeholder or 0]))
    await post.world.until(lambda: not names(post.message(mine)))
    await post.bot.edit_message_text("Canceled.", chat_id=ALICE, message_id=mine.placeholder)
    assert await finding is None
    assert names(post.message(mine)) == []


async def test_buttons_that_were_put_without_an_answer_are_taken_off_again(post: Post) -> None:
    """What they stand under may be known by then, and so be looked at by nobody."""
    first, second = [await post.bot.send_message(ALICE, "Hm") for _ in range(2)]
    lost = request(origin=post.asked())
    await post.placeholders.find(lost, [first.message_id])
    put = post.telegram.wire.of("editMessageReplyMarkup")[0].params["reply_markup"]
    always = Fault("editMessageReplyMarkup", Spoil.DROP, times=-1, after_effect=True, where={"reply_markup": put})
    post.telegram.wire.faults.append(always)
    with pytest.raises(CourierUnanswered):
        await post.placeholders.find(lost, [second.message_id])
    assert names(post.world.message(ALICE, second.message_id)) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
async def test_requests_that_look_one_after_another_find_one_each(post: Post, order: tuple[int, ...]) -> None:
    """Looking takes the buttons off what belongs to the others; nobody sees which of them is whose then."""
    where = post.asked()
    placed = [await post.placed(QUEUED, where=where, number=number) for number in (7, 8, 9)]
    numbers = [one.placeholder or 0 for one in placed]
    found = [await post.placeholders.find(placed[one], numbers) for one in order]
    assert {*found} == {*numbers}
    assert [names(post.message(one)) for one in placed] == [[["Cancel"]]] * 3


async def test_what_says_the_same_in_reply_to_something_else_is_another_requests_placeholder(post: Post) -> None:
    theirs = await post.placed(QUEUED, number=8)
    mine = await post.placed(QUEUED)
    assert await post.placeholders.find(mine, [theirs.placeholder or 0]) is None


async def test_another_message_that_was_looked_at_has_none_of_the_buttons(post: Post) -> None:
    placed = await post.placed(QUEUED)
    other = await post.bot.send_message(ALICE, "Help")
    assert await post.placeholders.find(placed, [other.message_id]) is None
    assert names(post.last()) == []


async def test_messages_that_are_gone_or_somebody_elses_are_passed_by(post: Post) -> None:
    placed = await post.placed(QUEUED)
    assert await post.placeholders.find(placed, [placed.origin.message_id, 999, placed.placeholder or 0])


async def test_a_message_left_with_the_buttons_is_not_taken_for_the_placeholder(post: Post) -> None:
    """They were to be taken off again when Telegram wanted to hear nothing for a while."""
    placed = await post.placed(QUEUED)
    other = await post.bot.send_message(ALICE, "Help")
    post.refuse("editMessageReplyMarkup", "Too Many Requests", status=401, skip=1)
    with pytest.raises(CourierDelayed):
        await post.placeholders.find(placed, [other.message_id])
    assert names(post.last()) == [["Cancel"]]
    assert await post.placeholders.find(placed, [other.message_id]) is None
    assert names(post.last()) == []


async def test_a_spare_placeholder_is_taken_away(post: Post) -> None:
    placed = await post.placed(QUEUED)
    await post.placeholders.withdraw(placed, placed.placeholder or 0)
    await post.placeholders.withdraw(placed, placed.placeholder or 0)  # somebody did so before
    assert post.last()["message_id"] == placed.origin.message_id


async def test_the_placeholder_says_how_it_is_going(post: Post) -> None:
    placed = await post.placed(PENDING)
    await post.placeholders.report(placed, News(seconds=10, usual=20))
    assert post.message(placed)["text"] == "Drawing… ▰▰▰▰▰▱▱▱▱▱ 10 s of about 20 s"
    assert names(post.message(placed)) == [["Cancel"]]


async def test_what_is_no_news_costs_no_edit(post: Post) -> None:
    placed = await post.placed(PENDING)
    for seconds in (10, 10.2, 11):
        await post.placeholders.report(placed, News(seconds=seconds, usual=20))
    assert post.calls() == ["editMessageText"] * 2


async def test_news_stand_under_an_unfinished_sheet(post: Post) -> None:
    placed = await post.placed(DRAWN, PENDING, DRAWN)
    await post.pictures.show(placed, drawn(1, 3), News(seconds=4, usual=20))
    photo = post.message(placed)["photo"]
    await post.placeholders.report(replace(placed, shown=2), News(seconds=12, usual=20))
    shown = post.message(placed)
    assert shown["caption"].endswith("2 of 3 pictures are here.\nDrawing… ▰▰▰▰▰▰▱▱▱▱ 12 s of about 20 s")
    assert (shown["photo"], names(shown)) == (photo, [["1", "2", "3"], ["Cancel"]])


async def test_news_of_a_placeholder_that_is_gone_are_an_error(post: Post) -> None:
    placed = await post.placed(PENDING)
    await post.bot.delete_message(ALICE, placed.placeholder or 0)
    with pytest.raises(PlaceholderLost):
        await post.placeholders.report(placed, News(position=1))


async def test_the_chat_sees_that_a_picture_is_on_its_way(post: Post) -> None:
    await post.placeholders.act(Thread(ALICE, None))
    assert post.call("sendChatAction").params["action"] == "upload_photo"


async def test_nobody_who_blocked_the_bot_gets_a_placeholder(post: Post) -> None:
    where = post.asked()
    post.world.block(ALICE)
    with pytest.raises(Undeliverable):
        await post.placeholders.place(request(origin=where))
