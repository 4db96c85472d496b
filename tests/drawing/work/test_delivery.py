"""The stage people see: a placeholder becomes the picture, once, or a sentence."""

import pytest

from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import (
    AlreadyThere,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FenceLost,
    FormRefused,
    KindForbidden,
    ReplyLost,
    StoreUnavailable,
    ThreadLost,
    Undeliverable,
)
from tests.drawing.builders import MODEL, at
from tests.drawing.world import PRIVATE, Killed, World

GROUP, SUPERGROUP = -500, -1_000_000_000_777
DELIVERED, DELIVERING, ENDED = RequestStatus.DELIVERED, RequestStatus.DELIVERING, RequestStatus.ENDED
UNANSWERED = CourierUnanswered("no answer")


async def drawn(chat_id: int = PRIVATE, thread_id: int | None = None) -> World:
    """A picture was drawn at noon, and its delivery is due."""
    world = World(MODEL)
    world.provider.seconds = 0
    await world.ask(chat_id=chat_id, thread_id=thread_id)
    await world.turn("place")
    await world.turn("submit yandex")
    return world


def lose_placeholder(world: World) -> None:
    """Somebody deletes the placeholder."""
    del world.telegram.chats[PRIVATE][world.telegram.last(PRIVATE)]


async def test_the_placeholder_becomes_the_picture() -> None:
    world = await drawn()
    placeholder = world.last.placeholder
    assert world.waits(world.last.due_at) == 0
    await world.turn("deliver")
    assert world.sees() == ["picture"]
    assert (world.last.status, world.last.placeholder) == (DELIVERED, placeholder)
    assert (world.last.delivered_at, world.last.file_id) == (at(0), f"file of message {placeholder}")
    assert (world.last.news_at, world.last.attempts, world.last.shown) == (None, 0, 1)
    assert world.telegram.chats[PRIVATE][placeholder or 0].data == {1: b"17/1"}


async def test_an_edit_whose_answer_was_lost_is_made_again_and_shows_nothing_twice() -> None:
    world = await drawn()
    world.faults.lose("deliver", UNANSWERED)
    await world.turn("deliver")
    assert (world.last.status, world.last.attempts) == (RequestStatus.PLACED, 1)
    assert world.waits(world.last.due_at) == 0.5
    await world.after(0.5)
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)
    assert world.faults.count("deliver") == 2


async def test_a_delivery_that_telegram_delays_is_made_when_telegram_says() -> None:
    world = await drawn()
    world.faults.refuse("deliver", CourierDelayed("too many requests", retry_after=40))
    await world.turn("deliver")
    assert world.waits(world.last.due_at) == 40.5
    await world.after(40.5)
    assert world.sees() == ["picture"]


async def test_an_edit_that_gets_no_answer_for_minutes_gives_way_to_a_new_message() -> None:
    world = await drawn()
    began = world.clock.now()
    for _ in range(100):
        world.faults.refuse("deliver", UNANSWERED)
    await world.finish()
    assert (world.faults.count("deliver"), world.faults.count("send")) == (11, 1)
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)
    assert (world.clock.now() - began).total_seconds() < 600


async def test_while_telegram_answers_nothing_at_all_a_delivery_waits() -> None:
    world = await drawn()
    world.telegram.away = True
    for _ in range(40):
        world.faults.refuse("deliver", UNANSWERED)
    await world.finish()
    assert (world.faults.count("deliver"), world.faults.count("send")) == (41, 0)
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)


async def test_a_delivery_that_a_crash_interrupted_is_made_again_when_the_lease_is_over() -> None:
    world = await drawn()
    world.faults.lose("deliver", Killed())
    with pytest.raises(Killed):
        await world.turn("deliver")
    world.restart()
    await world.after(29.9)
    assert world.last.status is RequestStatus.PLACED
    await world.after(0.1)
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)


async def test_where_the_placeholder_is_gone_the_picture_is_a_new_message() -> None:
    world = await drawn()
    lose_placeholder(world)
    await world.turn("deliver")
    assert world.sees() == ["picture"]
    assert world.faults.calls == ["place", "deliver", "send", "clear"]
    assert (world.last.status, world.last.placeholder) == (DELIVERED, world.telegram.last(PRIVATE))
    assert world.last.file_id == f"file of message {world.telegram.last(PRIVATE)}"


async def test_that_a_new_message_is_being_sent_is_written_down_before_it_is() -> None:
    world = await drawn()
    lose_placeholder(world)
    seen = []

    async def look() -> None:
        seen.append((world.last.status, world.waits(world.last.due_at), world.holds(world.last.id)))

    world.faults.meanwhile("send", look)
    await world.turn("deliver")
    assert seen == [(DELIVERING, 0, 30)]


async def test_that_a_new_message_is_tried_once_more_is_written_down_with_the_failures_before() -> None:
    world = await drawn()
    lose_placeholder(world)
    seen = []

    async def look() -> None:
        seen.append((world.last.status, world.last.attempts))

    world.faults.refuse("send", CourierDelayed("away"))
    world.faults.meanwhile("send", look)
    await world.after(0, 0.5)
    assert seen == [(DELIVERING, 1)]


async def test_a_new_message_whose_sender_died_is_never_sent_again_but_asked_about() -> None:
    world = await drawn()
    lose_placeholder(world)
    world.faults.lose("send", Killed())
    with pytest.raises(Killed):
        await world.turn("deliver")
    world.restart()
    await world.after(30)
    assert world.faults.count("send") == 1
    assert (world.last.status, world.last.reason) == (ENDED, Reason.UNCERTAIN)
    assert world.database.tables.pictures != {}


async def test_a_new_message_without_an_answer_is_uncertain_and_its_picture_is_kept() -> None:
    world = await drawn()
    lose_placeholder(world)
    world.faults.refuse("send", UNANSWERED)
    await world.settle()
    assert world.sees() == [Reason.UNCERTAIN]
    assert (world.last.status, world.last.reason) == (ENDED, Reason.UNCERTAIN)
    assert world.faults.count("send") == 1
    assert await world.conversations.pictures(world.last.id) != {}


async def test_a_picture_that_is_kept_is_brought_into_the_message_that_asked() -> None:
    world = await drawn()
    lose_placeholder(world)
    world.faults.refuse("send", UNANSWERED)
    await world.settle()
    await world.intake.resend(world.last.id, world.telegram.last(PRIVATE))
    await world.settle()
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)


@pytest.mark.parametrize("attempts", [0, 5])
async def test_a_new_message_that_was_surely_not_taken_is_sent_again_later(attempts: int) -> None:
    world = await drawn()
    lose_placeholder(world)
    for _ in range(attempts):
        world.faults.refuse("send", CourierDelayed("away"))
    world.faults.refuse("send", CourierDelayed("away"))
    world.roll = 0.0
    await world.settle()
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)


async def test_between_two_attempts_to_send_a_new_message_it_is_placed_and_waits() -> None:
    world = await drawn()
    lose_placeholder(world)
    world.faults.refuse("send", CourierDelayed("away", retry_after=3))
    await world.turn("deliver")
    assert (world.last.status, world.last.attempts) == (RequestStatus.PLACED, 1)
    assert world.waits(world.last.due_at) == 3.5


async def test_a_new_message_is_tried_100_times_more() -> None:
    world = await drawn()
    lose_placeholder(world)
    world.roll = 0.0
    for _ in range(101):
        world.faults.refuse("send", CourierDelayed("away"))
    await world.settle()
    assert world.faults.count("send") == 101
    assert (world.sees(), world.last.reason) == ([Reason.NOT_SHOWN], Reason.NOT_SHOWN)


@pytest.mark.parametrize(
    "error",
    [
        FormRefused("what nobody listed"),
        KindForbidden("no photos"),
        ThreadLost("closed"),
        ReplyLost("gone"),
        AlreadyThere("?"),
        CourierError(),
    ],
)
async def test_what_the_placeholder_takes_in_no_form_is_a_new_message_in_its_place(error: CourierError) -> None:
    world = await drawn()
    world.faults.refuse("deliver", error)
    await world.settle()
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)
    assert world.faults.calls == ["place", "deliver", "send", "clear"]


async def test_a_placeholder_that_cannot_be_taken_away_stays_beside_its_picture() -> None:
    world = await drawn()
    world.faults.refuse("deliver", FormRefused("what nobody listed"))
    world.faults.refuse("clear", FormRefused("message can't be deleted"))
    await world.settle()
    assert (world.sees(), world.last.status) == (["drawing", "picture"], DELIVERED)


@pytest.mark.parametrize("error", [FormRefused("what nobody listed"), ThreadLost("closed"), CourierError()])
async def test_what_telegram_takes_in_no_form_ends_in_a_sentence_and_is_kept(error: CourierError) -> None:
    world = await drawn()
    world.faults.refuse("deliver", FormRefused("no form fits"))
    world.faults.refuse("send", error)
    await world.settle()
    assert world.sees() == [Reason.NOT_SHOWN]
    assert (world.last.status, world.last.reason) == (ENDED, Reason.NOT_SHOWN)
    await world.intake.resend(world.last.id, world.telegram.last(PRIVATE))
    await world.settle()
    assert (world.sees(), world.last.status) == (["picture"], DELIVERED)


async def test_a_group_that_takes_no_pictures_says_so_and_its_person_has_it_in_private() -> None:
    world = await drawn(GROUP)
    world.telegram.pictureless = {GROUP}
    await world.finish()
    assert (world.sees(GROUP), world.sees(PRIVATE)) == ([Reason.WITHHELD], ["in private: picture"])
    assert (world.last.status, world.last.file_id) == (DELIVERED, f"file of message {world.telegram.last(PRIVATE)}")
    assert world.faults.calls == ["place", "deliver", "send", "send in private", "tell"]


async def test_what_its_person_has_in_private_stands_in_their_history() -> None:
    world = await drawn(GROUP)
    world.telegram.pictureless = {GROUP}
    await world.finish()
    found, size = await world.gallery.page(PRIVATE, None, 0)
    assert (found, size) == (world.last, 1)


async def test_a_group_that_takes_no_pictures_keeps_one_for_who_never_opened_the_private_chat() -> None:
    world = await drawn(GROUP)
    world.telegram.pictureless, world.telegram.gone = {GROUP}, {PRIVATE}
    await world.finish()
    assert (world.sees(GROUP), world.last.reason) == ([Reason.WITHHELD], Reason.WITHHELD)
    world.telegram.pictureless = set()
    await world.intake.resend(world.last.id, world.telegram.last(GROUP))
    await world.settle()
    assert (world.sees(GROUP), world.last.status) == (["picture"], DELIVERED)


async def test_a_group_that_was_muted_meanwhile_is_asked_for_an_hour_then_its_person_has_it_in_private() -> None:
    world = await drawn(GROUP)
    began = world.clock.now()
    world.telegram.muted = {GROUP}
    await world.finish()
    assert (world.sees(GROUP), world.sees(PRIVATE)) == (["drawing"], ["in private: picture"])
    assert world.last.status is DELIVERED
    assert len(world.faults.calls) == 10
    assert 3600 < (world.clock.now() - began).total_seconds() < 2 * 3600


async def test_a_group_that_is_muted_only_for_a_while_gets_its_picture() -> None:
    world = await drawn(GROUP)
    world.telegram.muted = {GROUP}
    await world.after(0, 30, 120)
    world.telegram.muted = set()
    await world.finish()
    assert (world.sees(GROUP), world.sees(PRIVATE)) == (["picture"], [])


async def test_who_dies_after_bringing_it_in_private_brings_it_there_once() -> None:
    world = await drawn(GROUP)
    world.telegram.pictureless = {GROUP}
    world.faults.refuse("tell", Killed())
    with pytest.raises(Killed):
        await world.settle()
    world.restart()
    await world.finish()
    assert (world.sees(GROUP), world.sees(PRIVATE)) == ([Reason.WITHHELD], ["in private: picture"])


async def test_a_new_message_that_is_refused_says_that_it_is_not_shown_however_late_it_is_said() -> None:
    """Surely nothing was sent, so it is not uncertain, though the sentence took two attempts."""
    world = await drawn()
    lose_placeholder(world)
    for _ in range(2):
        world.faults.refuse("send", FormRefused("no form fits"))
    world.faults.refuse("tell", CourierDelayed("away"))
    await world.after(0, 0.5)
    assert world.sees() == [Reason.NOT_SHOWN]
    assert world.last.reason is Reason.NOT_SHOWN


async def test_that_it_is_uncertain_is_said_however_late_it_is_said() -> None:
    world = await drawn()
    lose_placeholder(world)
    world.faults.refuse("send", UNANSWERED)
    world.faults.refuse("tell", CourierDelayed("away"))
    await world.after(0, 0.5)
    assert (world.sees(), world.faults.count("send")) == ([Reason.UNCERTAIN], 1)


@pytest.mark.parametrize("call", ["deliver", "send"])
async def test_where_nobody_is_there_any_more_it_ends_in_silence(call: str) -> None:
    world = await drawn()
    if call == "send":
        lose_placeholder(world)
    world.faults.refuse(call, Undeliverable("bot was blocked by the user"))
    await world.settle()
    assert (world.last.status, world.last.reason) == (ENDED, Reason.UNDELIVERABLE)
    assert world.faults.count("tell") == 0


async def test_a_group_that_became_a_supergroup_is_followed_with_a_new_message() -> None:
    world = await drawn(GROUP)
    world.telegram.moved[GROUP] = SUPERGROUP
    await world.settle()
    assert world.sees(SUPERGROUP) == ["picture"]
    assert (world.last.status, world.last.origin.chat_id) == (DELIVERED, SUPERGROUP)
    assert world.last.placeholder == world.telegram.last(SUPERGROUP)


async def test_a_group_may_move_while_a_new_message_is_sent() -> None:
    world = await drawn(GROUP)
    world.telegram.chats[GROUP].clear()
    world.faults.refuse("send", ChatMoved(SUPERGROUP))
    await world.settle()
    assert (world.sees(SUPERGROUP), world.last.status) == (["picture"], DELIVERED)


async def test_who_lost_the_fence_before_sending_a_new_message_sends_none() -> None:
    world = await drawn()
    lose_placeholder(world)

    async def another() -> None:
        world.seize(world.last.id)

    world.faults.meanwhile("deliver", another)
    with pytest.raises(FenceLost):
        await world.turn("deliver")
    assert world.faults.count("send") == 0


async def test_who_lost_the_fence_while_delivering_lets_no_phone_ring() -> None:
    world = await drawn()
    world.clock.advance(120)

    async def another() -> None:
        world.seize(world.last.id)

    world.faults.afterwards("deliver", another)
    with pytest.raises(FenceLost):
        await world.turn("deliver")
    assert world.telegram.rung == []


async def test_pictures_that_cannot_be_read_now_are_brought_later() -> None:
    world = await drawn()
    (request,) = await world.claimed("deliver")
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.consumers["deliver"].step(request)
    world.database.unavailable = False
    await world.after(30)
    assert world.sees() == ["picture"]


# The phone.


@pytest.mark.parametrize(("seconds", "rings"), [(60, 0), (60.1, 1)])
async def test_the_phone_rings_where_the_picture_took_more_than_a_minute(seconds: float, rings: int) -> None:
    world = await drawn()
    await world.after(seconds)
    assert (world.sees(), len(world.telegram.rung)) == (["picture"], rings)


async def test_in_a_group_no_phone_rings() -> None:
    world = await drawn(GROUP)
    await world.after(120)
    assert (world.sees(GROUP), world.telegram.rung) == (["picture"], [])


async def test_the_phone_rings_once_it_is_written_down_that_the_picture_is_there() -> None:
    world = await drawn()
    seen = []

    async def look() -> None:
        seen.append(world.last.status)

    world.faults.meanwhile("call", look)
    await world.after(120)
    assert seen == [DELIVERED]


async def test_a_phone_that_does_not_ring_changes_nothing() -> None:
    world = await drawn()
    world.faults.refuse("call", UNANSWERED)
    await world.after(120)
    assert (world.sees(), world.last.status, world.faults.count("call")) == (["picture"], DELIVERED, 1)


async def test_a_new_message_rings_by_itself() -> None:
    world = await drawn()
    lose_placeholder(world)
    await world.after(120)
    assert (world.sees(), world.faults.count("call")) == (["picture"], 0)


async def test_two_requests_are_delivered_in_the_order_in_which_they_became_due() -> None:
    world = await drawn()
    world.clock.advance(1)
    await world.ask(Draft("the second"), chat_id=GROUP)
    await world.settle()
    chats = [request.origin.chat_id for request in world.requests if request.delivered_at is not None]
    assert chats == [PRIVATE, GROUP]
