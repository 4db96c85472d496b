"""Several pictures are one contact sheet, which fills as they come."""

import pytest

from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import (
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FenceLost,
    FormRefused,
    PlaceholderLost,
    Refused,
    Undeliverable,
)
from tests.drawing.builders import MODEL, at
from tests.drawing.world import PRIVATE, Killed, World, drawn

GROUP, SUPERGROUP = -500, -1_000_000_000_777


async def pending(count: int, chat_id: int = PRIVATE) -> World:
    """Somebody asked for so many pictures at noon; each is drawn when the test says so."""
    world = World(MODEL)
    world.provider.seconds = 1e6
    await world.shown(Draft("foxes", count=count), chat_id=chat_id)
    await world.turn("submit yandex")
    return world


async def come(world: World, *positions: int) -> None:
    """These pictures are drawn now."""
    for position in positions:
        world.make_due(world.last.of(position))
        world.provider.results.append(drawn(f"picture {position}"))
        await world.turn("poll yandex")


async def refuse(world: World, *positions: int) -> None:
    """These pictures are refused now."""
    for position in positions:
        world.make_due(world.last.of(position))
        world.provider.faults.refuse("poll", Refused("not this"))
        await world.turn("poll yandex")


async def test_what_came_first_is_shown_at_once_with_free_places_for_the_others() -> None:
    world = await pending(4)
    world.clock.advance(7)
    await come(world, 2)
    assert world.waits(world.last.due_at) == 0
    await world.turn("deliver")
    assert world.sees() == [". 2 . ."]
    assert (world.last.status, world.last.shown, world.last.shown_at) == (RequestStatus.PLACED, 1, at(7))
    assert (world.last.due_at, world.last.attempts) == (None, 0)


async def test_an_unfinished_sheet_says_how_it_is_going() -> None:
    world = await pending(2)
    world.clock.advance(7)
    await come(world, 1)
    await world.turn("deliver")
    (message,) = world.telegram.chats[PRIVATE].values()
    assert message.words == "7 s of 18.7 s"  # what came in 7 s taught that it may take less


async def test_an_unfinished_sheet_shows_the_pictures_that_came() -> None:
    world = await pending(4)
    await come(world, 2)
    await world.turn("deliver")
    (message,) = world.telegram.chats[PRIVATE].values()
    assert message.data == {2: b"picture 2"}


@pytest.mark.parametrize(("chat_id", "pause"), [(PRIVATE, 3), (GROUP, 15)])
async def test_a_sheet_changes_no_oftener_than_telegram_bears(chat_id: int, pause: float) -> None:
    world = await pending(4, chat_id)
    await come(world, 1)
    await world.turn("deliver")
    world.clock.advance(1)
    await come(world, 2)
    assert world.waits(world.last.due_at) == pause - 1
    await world.after(pause - 1.1)
    assert world.sees(chat_id) == ["1 . . ."]
    await world.after(0.1)
    assert world.sees(chat_id) == ["1 2 . ."]
    assert world.last.shown == 2


async def test_what_comes_within_the_pause_is_shown_together() -> None:
    world = await pending(4)
    await come(world, 1)
    await world.turn("deliver")
    await come(world, 2, 3)
    await world.after(3)
    assert world.sees() == ["1 2 3 ."]
    assert world.faults.count("show") == 2


async def test_the_finished_sheet_is_brought_at_once_whatever_the_pause_is() -> None:
    world = await pending(2)
    await come(world, 1)
    await world.turn("deliver")
    await come(world, 2)
    assert world.waits(world.last.due_at) == 0
    await world.turn("deliver")
    assert world.sees() == ["1 2"]
    assert (world.last.status, world.last.shown) == (RequestStatus.DELIVERED, 2)


async def test_pictures_that_all_come_before_anybody_looks_are_one_finished_sheet() -> None:
    world = await pending(3)
    await come(world, 1, 2, 3)
    await world.settle()
    assert world.sees() == ["1 2 3"]
    assert (world.faults.count("show"), world.faults.count("deliver")) == (0, 1)


async def test_a_picture_that_comes_while_the_sheet_is_changed_is_shown_after_the_pause() -> None:
    world = await pending(4)
    await come(world, 1)

    async def another() -> None:
        await come(world, 2)

    world.faults.afterwards("show", another)
    await world.turn("deliver")
    assert world.sees() == ["1 . . ."]
    await world.settle()
    assert world.sees() == ["1 . . ."]
    assert world.waits(world.last.due_at) == 3
    await world.after(3)
    assert world.sees() == ["1 2 . ."]


async def test_the_last_picture_that_comes_while_the_sheet_is_changed_is_brought_at_once_after_it() -> None:
    world = await pending(2)
    await come(world, 1)

    async def another() -> None:
        await come(world, 2)

    world.faults.afterwards("show", another)
    await world.settle()
    assert world.sees() == ["1 2"]


async def test_a_picture_that_will_not_come_changes_an_unfinished_sheet_not_by_itself() -> None:
    world = await pending(3)
    await come(world, 1)
    await world.turn("deliver")
    await refuse(world, 2)
    assert world.last.due_at is None
    await world.settle()
    assert world.faults.count("show") == 1
    await come(world, 3)
    await world.settle()
    assert world.sees() == ["1 x 3"]


async def test_a_sheet_with_some_of_its_pictures_is_delivered_and_its_generations_say_why_the_others_are_not() -> None:
    world = await pending(4)
    await come(world, 1, 3, 4)
    await refuse(world, 2)
    await world.settle()
    assert world.sees() == ["1 x 3 4"]
    assert (world.last.status, world.last.reason, world.last.failure) == (
        RequestStatus.DELIVERED,
        None,
        Reason.REFUSED,
    )


async def test_where_no_picture_comes_there_is_a_sentence() -> None:
    world = await pending(3)
    await refuse(world, 1, 2, 3)
    await world.settle()
    assert world.sees() == [Reason.REFUSED]
    assert world.last.reason is Reason.REFUSED


async def test_two_that_fail_at_the_same_time_know_nothing_of_each_other_and_the_sentence_comes_all_the_same() -> None:
    world = await pending(2)
    for position in (1, 2):
        world.make_due(world.last.of(position))
    batches = await world.claimed("poll yandex")
    for batch in batches:
        world.provider.faults.refuse("poll", Refused("not this"))
        await world.consumers["poll yandex"].step(batch)
    await world.settle()
    assert world.sees() == [Reason.REFUSED]


async def test_who_cancels_in_the_middle_keeps_what_came() -> None:
    world = await pending(4)
    await come(world, 1, 3)
    await world.turn("deliver")
    await world.cancel()
    await world.settle()
    assert world.sees() == ["1 x 3 x"]
    assert world.last.status is RequestStatus.DELIVERED
    assert sorted(world.provider.stopped) == ["operation 2", "operation 4"]


async def test_who_cancels_while_the_sheet_is_changed_gets_it_finished_right_after() -> None:
    world = await pending(3)
    await come(world, 1)
    world.faults.meanwhile("show", world.cancel)
    await world.settle()
    assert world.sees() == ["1 x x"]


async def test_who_cancels_before_anything_came_gets_a_sentence() -> None:
    world = await pending(3)
    await world.cancel()
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]
    assert world.last.reason is Reason.CANCELLED


@pytest.mark.parametrize(
    "error",
    [
        CourierDelayed("too many requests"),
        CourierUnanswered("no answer"),
        FormRefused("too large"),
        PlaceholderLost("gone"),
    ],
)
async def test_a_sheet_that_cannot_be_shown_now_is_not_tried_again_before_another_picture(error: CourierError) -> None:
    world = await pending(3)
    world.clock.advance(7)
    await come(world, 1)
    world.faults.refuse("show", error)
    await world.settle()
    assert (world.last.status, world.last.due_at, world.last.attempts) == (RequestStatus.PLACED, None, 0)
    assert (world.last.shown, world.last.shown_at) == (0, at(7))
    assert world.faults.count("show") == 1
    await come(world, 2)
    await world.settle()
    assert world.sees() == ["1 2 ."]


async def test_a_sheet_for_nobody_ends_in_silence_and_the_rest_is_not_drawn() -> None:
    world = await pending(3)
    await come(world, 1)
    world.faults.refuse("show", Undeliverable("bot was kicked"))
    await world.settle()
    assert (world.last.status, world.last.reason) == (RequestStatus.ENDED, Reason.UNDELIVERABLE)
    assert sorted(world.provider.stopped) == ["operation 2", "operation 3"]
    assert world.faults.count("tell") == 0


async def test_a_sheet_whose_placeholder_is_gone_is_a_new_message_when_it_is_finished() -> None:
    world = await pending(2)
    await come(world, 1)
    world.telegram.chats[PRIVATE].clear()
    await world.turn("deliver")
    assert world.sees() == []
    await come(world, 2)
    await world.settle()
    assert world.sees() == ["1 2"]


async def test_a_sheet_of_a_group_that_moved_waits_to_be_finished_there() -> None:
    world = await pending(2, GROUP)
    await come(world, 1)
    world.faults.refuse("show", ChatMoved(SUPERGROUP))
    await world.turn("deliver")
    world.telegram.moved[GROUP] = SUPERGROUP
    await come(world, 2)
    await world.settle()
    assert world.sees(SUPERGROUP) == ["1 2"]


async def test_without_a_placeholder_no_unfinished_sheet_is_shown() -> None:
    world = await pending(2)
    world.lose_placeholder()
    await come(world, 1)
    await world.turn("deliver")
    assert (world.faults.count("show"), world.last.due_at) == (0, None)
    await come(world, 2)
    await world.settle()
    assert world.sees()[-1] == "1 2"


async def test_a_crash_while_the_sheet_is_changed_is_mended_when_the_lease_is_over() -> None:
    world = await pending(3)
    await come(world, 1)
    world.faults.lose("show", Killed())
    with pytest.raises(Killed):
        await world.turn("deliver")
    world.restart()
    await world.after(30)
    assert (world.sees(), world.last.shown) == (["1 . ."], 1)
    assert world.faults.count("show") == 2


async def test_who_lost_the_fence_writes_nothing_of_a_sheet() -> None:
    world = await pending(3)
    await come(world, 1)

    async def another() -> None:
        world.seize(world.last.id)

    world.faults.afterwards("show", another)
    with pytest.raises(FenceLost):
        await world.turn("deliver")
    assert world.last.shown == 0


async def test_the_pause_counts_from_the_beginning_of_a_change() -> None:
    world = await pending(3)
    await come(world, 1)

    async def take_a_second() -> None:
        world.clock.advance(1)

    world.faults.meanwhile("show", take_a_second)
    await world.turn("deliver")
    assert world.last.shown_at == at(0)
