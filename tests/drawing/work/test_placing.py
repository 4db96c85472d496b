"""The first stage: what was accepted gets its placeholder, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import Person
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, Origin, Request, RequestStatus
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import (
    AlreadyThere,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FenceLost,
    FormRefused,
    StoreUnavailable,
    ThreadLost,
    Undeliverable,
)
from tests.drawing.builders import at
from tests.drawing.world import PRIVATE, Killed, World
from tests.drawing.world.telegram import DRAWING, Message

GROUP, SUPERGROUP = -500, -1_000_000_000_777


async def test_who_asks_sees_a_placeholder(world: World) -> None:
    asked = await world.ask()
    assert await world.turn("place") == 1
    assert world.sees() == [DRAWING]
    placed = world.now(asked)
    assert (placed.status, placed.placeholder) == (RequestStatus.PLACED, world.telegram.last(PRIVATE))
    assert (placed.unsent, placed.attempts, placed.due_at) == (False, 0, None)


async def test_a_placeholder_that_was_surely_never_sent_is_not_looked_for(world: World) -> None:
    await world.shown()
    assert world.faults.calls == ["place"]


@pytest.mark.parametrize(("chat_id", "seconds"), [(PRIVATE, 5), (GROUP, 15)])
async def test_the_first_news_comes_after_a_while_that_depends_on_the_chat(
    world: World, chat_id: int, seconds: int
) -> None:
    placed = await world.shown(chat_id=chat_id)
    assert world.waits(placed.news_at) == seconds


async def test_that_it_may_have_been_sent_is_written_down_before_it_is(world: World) -> None:
    asked = await world.ask()
    unsent = []

    async def look() -> None:
        unsent.append(world.now(asked).unsent)

    world.faults.meanwhile("place", look)
    await world.turn("place")
    assert unsent == [False]


async def test_a_placeholder_whose_sender_died_before_it_was_sent_is_looked_for_then_put(world: World) -> None:
    asked = await world.ask()
    world.faults.refuse("place", Killed())
    with pytest.raises(Killed):
        await world.turn("place")
    world.restart()
    await world.after(29.9)
    assert world.sees() == []
    await world.after(0.1)
    assert world.sees() == [DRAWING]
    assert world.faults.calls == ["place", "find", "place"]
    assert world.now(asked).placeholder == world.telegram.last(PRIVATE)


async def test_a_placeholder_whose_sender_died_after_it_was_sent_is_found(world: World) -> None:
    asked = await world.ask()
    world.faults.lose("place", Killed())
    with pytest.raises(Killed):
        await world.turn("place")
    world.restart()
    await world.after(30)
    assert world.sees() == [DRAWING]
    assert world.now(asked).placeholder == world.telegram.last(PRIVATE)
    assert world.faults.calls == ["place", "find"]


async def test_a_placeholder_whose_answer_was_lost_is_found_by_its_button(world: World) -> None:
    world.telegram.chats[PRIVATE][world.telegram.number()] = Message("somebody else's words")
    asked = await world.ask()
    world.telegram.chats[PRIVATE][world.telegram.number()] = Message("other words of the bot's")
    world.faults.lose("place", CourierUnanswered("no answer"))
    await world.turn("place")
    waiting = world.now(asked)
    assert (waiting.status, waiting.unsent, waiting.attempts) == (RequestStatus.ACCEPTED, False, 1)
    assert world.waits(waiting.due_at) == 0.5  # half of the first second: what chance says here
    await world.after(0.5)
    assert world.sees().count(DRAWING) == 1
    assert world.now(asked).placeholder == world.telegram.last(PRIVATE)
    assert world.now(asked).attempts == 0


async def test_at_most_20_messages_are_looked_at_for_a_lost_placeholder(world: World) -> None:
    asked = await world.ask()
    for _ in range(20):
        world.telegram.number()
    world.faults.lose("place", CourierUnanswered("no answer"))
    await world.after(0, 0.5)
    assert world.sees() == [DRAWING, DRAWING]  # it was the 21st: one too many is better than none
    assert world.now(asked).placeholder == world.telegram.last(PRIVATE)


async def test_the_20th_message_is_still_looked_at(world: World) -> None:
    await world.ask()
    for _ in range(19):
        world.telegram.number()
    world.faults.lose("place", CourierUnanswered("no answer"))
    await world.after(0, 0.5)
    assert world.sees() == [DRAWING]


async def test_looking_for_a_placeholder_that_gets_no_answer_is_done_again_and_none_is_put_meanwhile(
    world: World,
) -> None:
    asked = await world.ask()
    world.faults.lose("place", CourierUnanswered("no answer"))
    world.faults.refuse("find", CourierUnanswered("no answer"))
    await world.after(0, 0.5)
    assert world.now(asked).attempts == 2
    assert world.waits(world.now(asked).due_at) == 1  # half of two seconds
    await world.after(1)
    assert world.sees() == [DRAWING]
    assert world.faults.calls == ["place", "find", "find"]


async def test_a_placeholder_that_telegram_delays_is_put_when_telegram_says_and_looked_for_by_nobody(
    world: World,
) -> None:
    asked = await world.ask()
    world.faults.refuse("place", CourierDelayed("too many requests", retry_after=40))
    await world.turn("place")
    waiting = world.now(asked)
    assert (waiting.unsent, waiting.attempts) == (True, 1)
    assert world.waits(waiting.due_at) == 40.5
    await world.after(40.4)
    assert world.sees() == []
    await world.after(0.1)
    assert world.sees() == [DRAWING]
    assert world.faults.calls == ["place", "place"]


async def test_where_nobody_is_there_any_more_it_ends_in_silence_and_nothing_is_drawn(world: World) -> None:
    asked = await world.ask()
    world.faults.refuse("place", Undeliverable("bot was blocked by the user"))
    await world.finish()
    ended = world.now(asked)
    assert (ended.status, ended.reason) == (RequestStatus.ENDED, Reason.UNDELIVERABLE)
    assert ended.of(1).status is GenerationStatus.CANCELLED
    assert (world.sees(), world.faults.calls, world.provider.asked) == ([], ["place"], [])


@pytest.mark.parametrize(
    "error", [FormRefused("what nobody listed"), ThreadLost("topic_closed"), AlreadyThere("?"), CourierError()]
)
async def test_where_no_placeholder_is_taken_the_picture_comes_as_a_message_of_its_own(
    world: World, error: CourierError
) -> None:
    asked = await world.ask()
    world.faults.refuse("place", error)
    await world.finish()
    assert (world.sees(), world.now(asked).status) == (["picture"], RequestStatus.DELIVERED)


async def test_where_the_bot_may_not_write_it_asks_for_an_hour_then_tells_its_person_in_private(world: World) -> None:
    asked = await world.ask(chat_id=GROUP)
    world.telegram.muted = {GROUP}
    await world.finish()
    assert (world.sees(GROUP), world.sees(PRIVATE)) == ([], [f"in private: {Reason.MUTED}"])
    assert (world.now(asked).reason, world.provider.asked) == (Reason.MUTED, [])
    assert (world.faults.count("place"), len(world.faults.calls)) == (7, 9)
    assert 3600 < (world.clock.now() - at(0)).total_seconds() < 2 * 3600


async def test_who_may_write_again_within_that_hour_goes_on(world: World) -> None:
    await world.ask(chat_id=GROUP)
    world.telegram.muted = {GROUP}
    await world.after(0, 30, 120)
    world.telegram.muted = set()
    await world.finish()
    assert (world.sees(GROUP), world.sees(PRIVATE)) == (["picture"], [])


async def test_who_never_opened_the_private_chat_is_told_nothing_there(world: World) -> None:
    asked = await world.ask(chat_id=GROUP)
    world.telegram.muted, world.telegram.gone = {GROUP}, {PRIVATE}
    await world.finish()
    assert (world.now(asked).reason, world.faults.count("tell in private")) == (Reason.MUTED, 1)


async def test_where_only_placeholders_get_no_answer_it_goes_on_without(world: World) -> None:
    """The method is broken for minutes, Telegram is not."""
    asked = await world.ask()
    for _ in range(100):
        world.faults.refuse("place", CourierUnanswered("501"))
    await world.finish()
    assert (world.sees(), world.now(asked).status) == (["picture"], RequestStatus.DELIVERED)
    assert world.faults.count("place") == 11


async def test_while_telegram_answers_nothing_a_placeholder_is_waited_for(world: World) -> None:
    await world.ask()
    world.telegram.away = True
    for _ in range(30):
        world.faults.refuse("place", CourierUnanswered("502"))
    await world.finish()
    assert (world.sees(), world.faults.count("place")) == (["picture"], 31)


async def test_a_group_that_moves_again_and_again_is_not_followed_for_ever(world: World) -> None:
    await world.ask(chat_id=GROUP)
    world.telegram.moved = {GROUP: SUPERGROUP, SUPERGROUP: GROUP}
    await world.finish()
    assert len(world.faults.calls) < 60
    assert world.sees(PRIVATE) == ["in private: picture"]


async def test_a_group_that_became_a_supergroup_is_followed_at_once_with_nothing_looked_for(world: World) -> None:
    asked = await world.ask(chat_id=GROUP)
    world.telegram.moved[GROUP] = SUPERGROUP
    await world.settle()
    assert world.sees(SUPERGROUP) == [DRAWING]
    assert world.now(asked).origin.chat_id == SUPERGROUP
    assert world.faults.calls == ["place", "place"]


async def test_a_group_may_move_while_its_placeholder_is_looked_for(world: World) -> None:
    await world.ask(chat_id=GROUP)
    world.faults.lose("place", CourierUnanswered("no answer"))
    await world.turn("place")
    world.faults.refuse("find", ChatMoved(SUPERGROUP))
    await world.after(0.5)
    assert world.sees(SUPERGROUP) == [DRAWING]


async def test_a_placeholder_is_tried_100_times_more_then_given_up(world: World) -> None:
    asked = await world.ask()
    for _ in range(101):
        world.faults.refuse("place", CourierDelayed("away"))
    world.roll = 0.0
    await world.settle()
    assert world.faults.count("place") == 101
    assert (world.sees(), world.now(asked).reason) == ([Reason.TIMEOUT], Reason.TIMEOUT)


async def test_what_nobody_could_place_in_six_hours_ends_with_a_sentence(world: World) -> None:
    asked = await world.ask()
    world.clock.advance(6 * 3600)
    await world.settle()
    assert world.sees() == [Reason.TIMEOUT]
    assert (world.now(asked).status, world.now(asked).reason) == (RequestStatus.ENDED, Reason.TIMEOUT)
    assert world.faults.calls == ["tell"]


async def test_a_second_earlier_it_is_placed(world: World) -> None:
    await world.ask()
    world.clock.advance(6 * 3600 - 1)
    await world.turn("place")
    assert world.sees() == [DRAWING]


async def test_how_long_anybody_waits_is_a_setting() -> None:
    world = World(capacity=Capacity(deadline=timedelta(minutes=1)))
    await world.ask()
    world.clock.advance(60)
    await world.settle()
    assert world.sees() == [Reason.TIMEOUT]


async def test_an_inline_message_says_that_it_is_being_drawn(world: World) -> None:
    asked = await world.shown(inline="inline 1")
    assert world.telegram.inline["inline 1"].words == DRAWING
    assert (asked.status, asked.placeholder) == (RequestStatus.PLACED, None)
    assert world.waits(asked.news_at) == 15


async def test_an_inline_message_that_does_not_take_the_announcement_is_drawn_all_the_same(world: World) -> None:
    world.faults.refuse("place", CourierUnanswered("no answer"))
    asked = await world.shown(inline="inline 1")
    assert (asked.status, asked.attempts) == (RequestStatus.PLACED, 0)
    assert world.faults.calls == ["place"]
    assert await world.turn("submit yandex") == 1


async def test_an_inline_message_is_never_looked_for(world: World) -> None:
    await world.ask(inline="inline 1")
    world.faults.refuse("place", Killed())
    with pytest.raises(Killed):
        await world.turn("place")
    await world.after(30)
    assert world.faults.calls == ["place", "place"]


async def test_nothing_is_submitted_before_its_placeholder_is_there(world: World) -> None:
    await world.ask()
    assert await world.turn("submit yandex") == 0
    await world.turn("place")
    assert await world.turn("submit yandex") == 1


async def test_what_was_cancelled_before_it_was_placed_gets_a_placeholder_that_says_so(world: World) -> None:
    asked = await world.ask()
    await world.cancel()
    await world.turn("place")
    placed = world.now(asked)
    assert (placed.due_at, placed.news_at) == (world.clock.now(), None)
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]
    assert world.provider.asked == []


async def test_what_is_cancelled_while_it_is_being_placed_says_so_too(world: World) -> None:
    await world.ask()
    world.faults.meanwhile("place", world.cancel)
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]


async def test_a_placeholder_that_somebody_went_on_without_is_taken_away(world: World) -> None:
    asked = await world.ask()

    async def another() -> None:
        world.seize(asked.id)

    world.faults.afterwards("place", another)
    with pytest.raises(FenceLost):
        await world.turn("place")
    assert world.sees() == []
    assert world.faults.calls == ["place", "withdraw"]


async def test_a_placeholder_that_was_adopted_meanwhile_stays(world: World) -> None:
    asked = await world.ask()

    async def press() -> None:
        await world.intake.cancel(world.now(asked), MessageAddress(PRIVATE, world.telegram.last(PRIVATE)))

    world.faults.afterwards("place", press)
    with pytest.raises(FenceLost):
        await world.turn("place")
    assert world.faults.calls == ["place"]
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]


async def test_a_spare_placeholder_that_cannot_be_taken_away_stays_and_the_fence_is_lost_all_the_same(
    world: World,
) -> None:
    asked = await world.ask()

    async def another() -> None:
        world.seize(asked.id)

    world.faults.afterwards("place", another)
    world.faults.refuse("withdraw", CourierUnanswered("no answer"))
    with pytest.raises(FenceLost):
        await world.turn("place")
    assert world.sees() == [DRAWING]


async def test_of_a_request_that_is_gone_nothing_is_taken_away(world: World) -> None:
    asked = await world.ask()

    async def forget() -> None:
        del world.database.tables.requests[asked.id]

    world.faults.afterwards("place", forget)
    with pytest.raises(FenceLost):
        await world.turn("place")
    assert world.faults.calls == ["place"]


async def test_an_inline_message_is_not_taken_away_where_the_fence_was_lost(world: World) -> None:
    asked = await world.ask(inline="inline 1")

    async def another() -> None:
        world.seize(asked.id)
        row = world.database.tables.requests[asked.id]
        row.value = replace(row.value, status=RequestStatus.PLACED, unsent=False, placeholder=77)

    world.faults.afterwards("place", another)
    with pytest.raises(FenceLost):
        await world.turn("place")
    assert world.faults.calls == ["place"]


async def test_who_lost_the_fence_before_sending_sends_nothing(world: World) -> None:
    asked = await world.ask()
    (claimed,) = await world.claimed("place")
    world.seize(asked.id)
    with pytest.raises(FenceLost):
        await world.consumers["place"].step(claimed)
    assert world.faults.calls == []


async def test_a_database_that_is_away_when_candidates_are_wanted_leaves_it_for_later(world: World) -> None:
    await world.ask()
    world.faults.lose("place", CourierUnanswered("no answer"))
    await world.turn("place")
    world.clock.advance(0.5)
    (claimed,) = await world.claimed("place")
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.consumers["place"].step(claimed)
    world.database.unavailable = False
    await world.after(30)
    assert world.sees() == [DRAWING]


async def test_requests_are_placed_in_the_order_in_which_they_became_due(world: World) -> None:
    first = await world.ask()
    world.clock.advance(1)
    second = await world.ask()
    await world.turn("place")
    numbers = [world.now(one).placeholder or 0 for one in (first, second)]
    assert numbers == sorted(numbers)
    assert world.now(first).accepted_at == at(0)


class TestAnswerThatBecomesThePlaceholder:
    """Words that were wrong and are right after an edit: what was said about them is the placeholder from then on."""

    @staticmethod
    async def asked(world: World, *, gone: bool = False) -> tuple[Request, int]:
        """Somebody's words became right that were answered before by this message."""
        answer = world.telegram.number()
        if not gone:
            world.telegram.chats[PRIVATE][answer] = Message("that is no seed")
        where = Origin(PRIVATE, world.telegram.number(), PRIVATE, "en")
        await world.intake.draw(Draft("a fox"), Person(PRIVATE), where, "message:1", answer=answer)
        return world.requests[-1], answer

    async def test_it_is_edited_and_none_is_sent(self, world: World) -> None:
        asked, answer = await self.asked(world)
        await world.turn("place")
        assert world.sees() == [DRAWING]
        assert (world.now(asked).placeholder, world.now(asked).status) == (answer, RequestStatus.PLACED)

    async def test_an_answer_of_telegrams_that_was_lost_makes_no_second_one(self, world: World) -> None:
        asked, answer = await self.asked(world)
        world.faults.lose("place", CourierUnanswered("no answer"))
        await world.turn("place")
        assert world.now(asked).status is RequestStatus.ACCEPTED
        await world.after(0.5)
        assert world.sees() == [DRAWING]
        assert (world.now(asked).placeholder, world.now(asked).status) == (answer, RequestStatus.PLACED)

    async def test_a_crash_right_after_it_makes_no_second_one(self, world: World) -> None:
        asked, answer = await self.asked(world)
        world.faults.lose("place", Killed())
        with pytest.raises(Killed):
            await world.turn("place")
        world.restart()
        await world.after(30)
        assert world.sees() == [DRAWING]
        assert world.now(asked).placeholder == answer

    async def test_where_it_is_gone_a_new_one_is_sent(self, world: World) -> None:
        asked, answer = await self.asked(world, gone=True)
        await world.turn("place")
        assert world.sees() == [DRAWING]
        assert world.now(asked).placeholder not in (None, answer)
