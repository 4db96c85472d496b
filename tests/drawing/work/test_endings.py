"""How a request ends without a picture: its person is told once, then it is written down."""

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import (
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FenceLost,
    MediaRefused,
    Misconfigured,
    NowhereToUpload,
    PlaceholderLost,
    Refused,
    ReplyLost,
    ThreadLost,
    Undeliverable,
)
from tests.drawing.builders import MODEL
from tests.drawing.world import PRIVATE, Killed, World

GROUP, SUPERGROUP = -500, -1_000_000_000_777
ENDED = RequestStatus.ENDED
UNANSWERED = CourierUnanswered("no answer")
UNAVAILABLE = Misconfigured("no access")


async def refused(chat_id: int = PRIVATE) -> World:
    """A refusal came, and its person does not know yet."""
    world = World(MODEL)
    await world.shown(chat_id=chat_id)
    world.provider.faults.refuse("submit", Refused("not this"))
    await world.turn("submit yandex")
    return world


async def test_a_refusal_is_said_in_the_placeholder() -> None:
    world = await refused()
    await world.turn("deliver")
    assert world.sees() == [Reason.REFUSED]
    assert (world.last.status, world.last.reason, world.last.due_at) == (ENDED, Reason.REFUSED, None)


async def test_the_placeholder_that_says_it_stays_known() -> None:
    world = await refused()
    await world.turn("deliver")
    assert world.last.placeholder == world.telegram.last(PRIVATE)


async def test_a_sentence_that_is_a_new_message_is_known_by_it() -> None:
    world = await refused()
    world.telegram.chats[PRIVATE].clear()
    await world.turn("deliver")
    assert world.sees() == [Reason.REFUSED]
    assert world.last.placeholder == world.telegram.last(PRIVATE)


async def test_a_sentence_that_gets_no_answer_is_said_again() -> None:
    world = await refused()
    world.faults.lose("tell", UNANSWERED)
    await world.turn("deliver")
    assert (world.last.status, world.last.attempts) == (RequestStatus.PLACED, 1)
    assert world.waits(world.last.due_at) == 0.5
    await world.after(0.5)
    assert (world.sees(), world.last.status) == ([Reason.REFUSED], ENDED)


@pytest.mark.parametrize(
    "error",
    [
        Undeliverable("blocked"),
        PlaceholderLost("gone"),
        MediaRefused("bad request"),
        NowhereToUpload("no chat"),
        ThreadLost("closed"),
        ReplyLost("gone"),
    ],
)
async def test_a_sentence_that_nobody_can_hear_ends_it_and_the_reason_stays(error: CourierError) -> None:
    world = await refused()
    world.faults.refuse("tell", error)
    await world.turn("deliver")
    assert (world.last.status, world.last.reason) == (ENDED, Reason.REFUSED)
    assert world.faults.count("tell") == 1


async def test_a_sentence_is_said_100_times_more_then_no_more() -> None:
    world = await refused()
    world.roll = 0.0
    for _ in range(110):
        world.faults.refuse("tell", UNANSWERED)
    await world.settle()
    assert world.faults.count("tell") == 101
    assert (world.last.status, world.last.reason) == (ENDED, Reason.REFUSED)


async def test_a_sentence_follows_a_group_that_moved() -> None:
    world = World(MODEL)
    await world.shown(chat_id=GROUP)
    world.provider.faults.refuse("submit", Refused("not this"))
    world.telegram.moved[GROUP] = SUPERGROUP
    await world.settle()
    assert world.sees(SUPERGROUP) == [Reason.REFUSED]


async def test_a_sentence_that_telegram_delays_is_said_when_telegram_says() -> None:
    world = await refused()
    world.faults.refuse("tell", CourierDelayed("too many requests", retry_after=40))
    await world.turn("deliver")
    assert world.waits(world.last.due_at) == 40.5


async def test_a_sentence_whose_speaker_died_is_said_again_in_the_same_message() -> None:
    world = await refused()
    world.faults.lose("tell", Killed())
    with pytest.raises(Killed):
        await world.turn("deliver")
    world.restart()
    await world.after(30)
    assert (world.sees(), world.last.status) == ([Reason.REFUSED], ENDED)


async def test_a_sentence_follows_a_group_that_moves_while_it_is_said() -> None:
    world = await refused(GROUP)
    world.faults.refuse("tell", ChatMoved(SUPERGROUP))
    await world.settle()
    assert (world.sees(SUPERGROUP), world.last.reason) == ([Reason.REFUSED], Reason.REFUSED)


async def test_who_lost_the_fence_while_telling_writes_nothing() -> None:
    world = await refused()

    async def another() -> None:
        world.seize(world.last.id)

    world.faults.afterwards("tell", another)
    with pytest.raises(FenceLost):
        await world.turn("deliver")
    assert world.last.status is RequestStatus.PLACED


async def test_what_is_told_is_the_gravest_of_what_happened() -> None:
    world = World(MODEL)
    await world.shown(Draft("foxes", count=3))
    for error in (UNAVAILABLE, Refused("not this"), UNAVAILABLE):
        world.provider.faults.refuse("submit", error)
    await world.settle()
    assert (world.sees(), world.last.reason) == ([Reason.REFUSED], Reason.REFUSED)


async def test_with_the_request_all_that_still_lived_of_it_ends() -> None:
    world = World(MODEL)
    await world.ask(Draft("foxes", count=2))
    world.faults.refuse("place", MediaRefused("bad request"))
    await world.settle()
    assert world.sees() == [Reason.NOT_SHOWN]
    assert {one.status for one in world.last.generations} == {GenerationStatus.CANCELLED}
