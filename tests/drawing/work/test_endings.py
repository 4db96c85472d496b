"""How a request ends without a picture: its person is told once, then it is written down."""

import pytest

from bot.drawing.values.generations import GenerationStatus
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
        FormRefused("bad request"),
        NowhereToUpload("no chat"),
        ThreadLost("closed"),
        ReplyLost("gone"),
        AlreadyThere("?"),
        CourierError(),
    ],
)
async def test_a_sentence_that_nobody_can_hear_ends_it_and_the_reason_stays(error: CourierError) -> None:
    world = await refused()
    world.faults.refuse("tell", error)
    await world.turn("deliver")
    assert (world.last.status, world.last.reason) == (ENDED, Reason.REFUSED)
    assert world.faults.count("tell") == 1


async def test_a_sentence_that_gets_no_answer_for_minutes_is_said_in_a_new_message() -> None:
    world = await refused()
    for _ in range(110):
        world.faults.refuse("tell", UNANSWERED)
    await world.finish()
    assert (world.faults.count("tell"), world.faults.count("tell anew")) == (11, 1)
    assert (world.last.status, world.last.reason) == (ENDED, Reason.REFUSED)
    assert world.sees()[-1] == Reason.REFUSED


async def test_while_telegram_answers_nothing_at_all_a_sentence_waits() -> None:
    world = await refused()
    world.telegram.away = True
    for _ in range(40):
        world.faults.refuse("tell", UNANSWERED)
    await world.finish()
    assert (world.sees(), world.faults.count("tell")) == ([Reason.REFUSED], 41)


async def test_a_sentence_that_a_group_does_not_take_is_said_in_private_an_hour_later() -> None:
    world = await refused(GROUP)
    world.telegram.muted = {GROUP}
    await world.finish()
    assert world.sees() == [f"in private: {Reason.REFUSED}"]
    assert (world.last.status, world.last.reason) == (ENDED, Reason.REFUSED)
    assert (world.faults.count("tell"), world.faults.count("tell in private")) == (7, 1)


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
    world.clock.advance(6 * 3600)
    await world.settle()
    assert world.sees() == [Reason.TIMEOUT]
    assert {one.status for one in world.last.generations} == {GenerationStatus.CANCELLED}
