"""Pictures brought once more: in full, as a file, all as files."""

from dataclasses import replace

import pytest

from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import MessageAddress, Request
from bot.drawing.values.specs import Draft
from bot.errors import (
    CourierDelayed,
    CourierUnanswered,
    FormRefused,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    Refused,
    ShownAlready,
    StoreUnavailable,
)
from tests.drawing.builders import MODEL
from tests.drawing.world import OTHER, PRIVATE, Killed, World
from tests.drawing.world.telegram import Message

UNANSWERED = CourierUnanswered("no answer")


async def sheet(count: int = 4) -> World:
    """Somebody's sheet is there."""
    world = World(MODEL)
    await world.delivered(Draft("foxes", count=count))
    return world


async def show(world: World, position: int = 2, chat_id: int = PRIVATE) -> None:
    """Somebody presses a number under the last sheet."""
    request = world.last
    await world.originals.full(request, request.of(position), MessageAddress(chat_id, request.placeholder or 0))


def newest(world: World) -> Message:
    """The last of the bot's messages."""
    return world.telegram.chats[PRIVATE][world.telegram.last(PRIVATE)]


def forget(world: World, *positions: int) -> None:
    """These originals are not kept any more."""
    for position in positions:
        del world.database.tables.pictures[world.last.of(position).id]


async def test_one_of_a_sheet_is_sent_in_full() -> None:
    world = await sheet()
    await show(world, 3)
    assert world.sees() == ["1 2 3 4", "in full: 3"]
    assert (newest(world).button, newest(world).data) == (world.last.id, {3: b"19/1"})


async def test_what_was_sent_is_known_by_its_message() -> None:
    world = await sheet()
    await show(world, 3)
    shown = await world.gallery.shown(MessageAddress(PRIVATE, world.telegram.last(PRIVATE)))
    assert shown is not None
    assert (shown.request, shown.position) == (world.last, 3)


async def test_one_picture_is_sent_once_however_often_and_late_it_is_pressed() -> None:
    world = await sheet()
    await show(world, 3)
    for _ in range(2):
        world.clock.advance(3600)
        with pytest.raises(ShownAlready) as error:
            await show(world, 3)
        assert vars(error.value)["number"] == 3
    assert world.faults.count("full") == 1


async def test_each_picture_and_each_chat_is_for_itself() -> None:
    world = await sheet()
    await show(world, 1)
    await show(world, 2)
    await show(world, 1, OTHER)
    assert world.sees()[1:] == ["in full: 1", "in full: 2"]
    assert world.sees(OTHER) == ["in full: 1"]


async def test_who_presses_while_it_is_being_sent_is_told_that_it_is() -> None:
    world = await sheet()

    async def press() -> None:
        with pytest.raises(ShownAlready):
            await show(world)

    world.faults.meanwhile("full", press)
    await show(world)
    assert world.sees() == ["1 2 3 4", "in full: 2"]


async def test_a_picture_whose_answer_was_lost_is_not_sent_again_for_a_minute() -> None:
    world = await sheet()
    world.faults.lose("full", UNANSWERED)
    with pytest.raises(CourierUnanswered):
        await show(world)
    world.clock.advance(60)
    with pytest.raises(ShownAlready):
        await show(world)
    world.clock.advance(0.1)
    await show(world)
    assert world.faults.count("full") == 2
    with pytest.raises(ShownAlready):
        await show(world)


async def test_a_picture_whose_answer_was_lost_twice_is_not_sent_again_for_another_minute() -> None:
    world = await sheet()
    for _ in range(2):
        world.faults.lose("full", UNANSWERED)
        with pytest.raises(CourierUnanswered):
            await show(world)
        world.clock.advance(60)
        with pytest.raises(ShownAlready):
            await show(world)
        world.clock.advance(0.1)
    assert world.faults.count("full") == 2


async def test_two_who_press_at_once_after_a_lost_answer_get_it_once() -> None:
    world = await sheet()
    world.faults.lose("full", UNANSWERED)
    with pytest.raises(CourierUnanswered):
        await show(world)
    world.clock.advance(61)

    async def press() -> None:
        with pytest.raises(ShownAlready):
            await show(world)

    world.faults.meanwhile("full", press)
    await show(world)
    assert world.faults.count("full") == 2


async def test_a_picture_whose_sender_died_is_sent_again_after_a_minute() -> None:
    world = await sheet()
    world.faults.refuse("full", Killed())
    with pytest.raises(Killed):
        await show(world)
    world.clock.advance(61)
    await show(world)
    assert world.sees() == ["1 2 3 4", "in full: 2"]


@pytest.mark.parametrize("error", [CourierDelayed("too many requests"), FormRefused("too large")])
async def test_a_picture_that_was_surely_not_sent_may_be_pressed_for_again_at_once(error: Exception) -> None:
    world = await sheet()
    world.faults.refuse("full", error)
    with pytest.raises(type(error)):
        await show(world)
    await show(world)
    assert world.sees() == ["1 2 3 4", "in full: 2"]


async def test_a_picture_that_is_not_kept_any_more_is_said_to_be_so() -> None:
    world = await sheet()
    forget(world, 2)
    with pytest.raises(NotKept):
        await show(world, 2)
    assert world.database.tables.showings == {}


async def test_a_picture_that_will_not_come_is_said_to_be_so() -> None:
    world = World(MODEL)
    world.provider.faults.refuse("submit", Refused("not this"))
    await world.delivered(Draft("foxes", count=2))
    with pytest.raises(NotDrawn) as error:
        await show(world, 1)
    assert error.value.number == 1


async def _pending(passed: float) -> tuple[World, Request, Generation]:
    world = World(MODEL)
    world.provider.seconds = 1e6
    await world.shown(Draft("foxes", count=2))
    await world.turn("submit yandex")
    world.clock.advance(passed)
    return world, world.last, world.last.of(2)


@pytest.mark.parametrize(("passed", "seconds"), [(0, 20), (7, 13), (7.4, 13), (19, 1), (20, 1), (500, 1)])
async def test_a_picture_that_is_still_to_come_is_said_to_come_in_so_many_seconds(passed: float, seconds: int) -> None:
    world, request, one = await _pending(passed)
    with pytest.raises(NotDrawnYet) as error:
        await world.originals.full(request, one, world.pressed(request))
    assert (error.value.number, error.value.seconds) == (2, seconds)


async def test_a_picture_that_still_waits_comes_in_as_long_as_is_usual() -> None:
    world = World(MODEL)
    request = await world.shown(Draft("foxes", count=2))
    world.clock.advance(100)
    with pytest.raises(NotDrawnYet) as error:
        await world.originals.full(request, request.of(1), world.pressed(request))
    assert (error.value.number, error.value.seconds) == (1, 20)


async def test_a_picture_of_a_model_that_nobody_knows_any_more_comes_in_a_minute() -> None:
    world, request, one = await _pending(10)
    del world.serving[MODEL.name]
    with pytest.raises(NotDrawnYet) as error:
        await world.originals.full(request, one, world.pressed(request))
    assert error.value.seconds == 50


async def test_the_time_is_that_of_the_model_that_draws() -> None:
    world, request, _ = await _pending(0)
    standing_in = request.of(2).handed_to(World().models["dall-e-2"])
    world.serving["dall-e-2"] = World().models["dall-e-2"]
    with pytest.raises(NotDrawnYet) as error:
        await world.originals.full(request, standing_in, world.pressed(request))
    assert error.value.seconds == 10


async def test_a_database_that_is_away_sends_nothing() -> None:
    world = await sheet()
    request = world.last
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.originals.full(request, request.of(1), world.pressed(request))
    assert world.faults.count("full") == 0


# As files.


async def test_an_original_is_sent_as_a_file() -> None:
    world = await sheet()
    assert await world.originals.file(world.last, world.last.of(2), world.pressed(world.last))
    assert world.sees()[1:] == ["file: 2"]
    assert (newest(world).button, newest(world).data) == (world.last.id, {2: b"18/1"})


async def test_an_original_that_is_not_kept_is_sent_as_telegrams_own_copy() -> None:
    world = await sheet(1)
    forget(world, 1)
    assert await world.originals.file(world.last, world.last.of(1), world.pressed(world.last))
    assert world.sees()[1:] == ["copy: 1"]


async def test_where_there_is_neither_nothing_is_sent() -> None:
    world = await sheet(1)
    forget(world, 1)
    unnamed = replace(world.last, file_id=None)
    assert not await world.originals.file(unnamed, unnamed.of(1), world.pressed(unnamed))
    assert world.sees() == ["picture"]


async def test_all_originals_are_sent_as_one_album() -> None:
    world = await sheet()
    assert await world.originals.files(world.last, world.pressed(world.last))
    assert world.sees()[1:] == ["files: 1, 2, 3, 4"]
    assert newest(world).button == world.last.id


async def test_those_that_are_kept_are_sent_and_that_some_are_not_is_known() -> None:
    world = await sheet()
    forget(world, 1, 3)
    assert not await world.originals.files(world.last, world.pressed(world.last))
    assert world.sees()[1:] == ["files: 2, 4"]


async def test_of_those_that_never_came_none_is_missed() -> None:
    world = World(MODEL)
    world.provider.faults.refuse("submit", Refused("not this"))
    await world.delivered(Draft("foxes", count=3))
    assert await world.originals.files(world.last, world.pressed(world.last))
    assert world.sees()[1:] == ["files: 2, 3"]


async def test_where_none_is_kept_that_is_said() -> None:
    world = await sheet(2)
    forget(world, 1, 2)
    with pytest.raises(NotKept):
        await world.originals.files(world.last, world.pressed(world.last))
    assert world.sees() == ["1 2"]
