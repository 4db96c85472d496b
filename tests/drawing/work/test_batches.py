"""Pictures that one call asks for together, of a model that knows no seeds."""

from dataclasses import replace

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import FenceLost, Misconfigured, NotAccepted, Refused, Unanswered
from tests.drawing.builders import BATCHING, MODEL
from tests.drawing.world import Killed, World, drawn

SUBMIT, POLL = "submit openai", "poll openai"
BILLS_DRAWN = replace(BATCHING, bills_drawn=True)

DRAWN, FAILED, QUEUED = GenerationStatus.DRAWN, GenerationStatus.FAILED, GenerationStatus.QUEUED


def statuses(world: World) -> list[GenerationStatus]:
    """Of the pictures that were asked for last."""
    return [one.status for one in world.last.generations]


@pytest.fixture
def batching() -> World:
    """A bot whose model draws up to four pictures with one call, and bills the call."""
    return World(BATCHING, MODEL)


@pytest.fixture
def billed_by_picture() -> World:
    """A bot whose model bills only the pictures that come."""
    return World(BILLS_DRAWN)


async def test_all_pictures_of_a_batch_are_asked_for_in_one_call(batching: World) -> None:
    placed = await batching.shown(Draft("foxes", count=4))
    await batching.settle()
    (asked,) = batching.provider.asked
    assert (asked.count, asked.client_id, asked.seed) == (4, placed.of(1).id, placed.of(1).seed)
    await batching.finish()
    assert batching.sees() == ["1 2 3 4"]


async def test_more_than_a_batch_are_asked_for_in_several_calls(batching: World) -> None:
    await batching.shown(Draft("foxes", count=6))
    await batching.settle()
    assert [asked.count for asked in batching.provider.asked] == [4, 2]
    await batching.finish()
    assert batching.sees() == ["1 2 3 4 5 6"]


async def test_a_model_with_seeds_is_asked_for_one_after_another() -> None:
    world = World(replace(MODEL, most=4))
    await world.shown(Draft("foxes", count=3, seed=7))
    await world.settle()
    assert [(asked.count, asked.seed) for asked in world.provider.asked] == [(1, 7), (1, 8), (1, 9)]


async def test_one_operation_is_asked_for_by_its_leader_alone(batching: World) -> None:
    placed = await batching.shown(Draft("foxes", count=4))
    await batching.settle()
    pending = batching.now(placed)
    assert [one.operation_id for one in pending.generations] == ["operation 1"] * 4
    assert [one.due_at is None for one in pending.generations] == [False, True, True, True]
    await batching.after(4)
    assert batching.provider.polled == ["operation 1"]


async def test_each_picture_of_a_batch_has_its_own_revised_prompt_and_place(batching: World) -> None:
    await batching.delivered(Draft("foxes", count=4))
    assert [one.revised_prompt for one in batching.last.generations] == [f"revised {n}" for n in (1, 2, 3, 4)]
    (message,) = batching.telegram.chats[batching.last.origin.chat_id].values()
    assert message.data == {number: f"17/{number}".encode() for number in (1, 2, 3, 4)}


async def test_that_fewer_come_than_were_billed_is_said_and_nothing_is_asked_for_again(batching: World) -> None:
    batching.provider.answers.append(drawn("a", "b", "c"))
    await batching.delivered(Draft("foxes", count=4))
    assert batching.sees() == ["1 2 3 x"]
    assert len(batching.provider.asked) == 1
    assert [one.reason for one in batching.last.generations] == [None, None, None, Reason.MISSING]
    assert batching.last.status is RequestStatus.DELIVERED


async def test_what_did_not_come_and_was_not_billed_is_asked_for_again(billed_by_picture: World) -> None:
    world = billed_by_picture
    world.provider.answers.append(drawn("a", "b", "c"))
    placed = await world.shown(Draft("foxes", count=4))
    await world.turn(SUBMIT)
    again = world.now(placed).of(4)
    assert (again.status, again.batch, again.submissions, again.due_at) == (QUEUED, 4, 0, world.clock.now())
    world.provider.answers.append(drawn("d"))
    await world.settle()
    assert [(asked.count, asked.client_id) for asked in world.provider.asked][1:] == [(1, placed.of(4).id)]
    assert world.sees() == ["1 2 3 4"]


async def test_what_did_not_come_is_asked_for_again_in_one_batch(billed_by_picture: World) -> None:
    world = billed_by_picture
    world.provider.answers.append(drawn("a"))
    await world.shown(Draft("foxes", count=4))
    await world.settle()
    assert [asked.count for asked in world.provider.asked] == [4, 3]
    assert [one.batch for one in world.last.generations] == [1, 2, 2, 2]
    await world.finish()
    assert world.sees() == ["1 2 3 4"]


async def test_an_operation_too_may_bring_fewer_and_the_rest_is_asked_for_again(billed_by_picture: World) -> None:
    world = billed_by_picture
    await world.shown(Draft("foxes", count=4))
    world.provider.results.append(drawn("a", "b"))
    await world.after(0, 4)
    assert statuses(world) == [DRAWN, DRAWN, GenerationStatus.PENDING, GenerationStatus.PENDING]
    assert world.last.of(3).operation_id == "operation 2"
    await world.finish()
    assert world.sees() == ["1 2 3 4"]


async def test_of_a_model_that_is_gone_from_the_catalog_nothing_is_asked_for_again(billed_by_picture: World) -> None:
    world = billed_by_picture
    await world.shown(Draft("foxes", count=2))
    world.provider.results.append(drawn("a"))
    await world.settle()
    del world.serving[BILLS_DRAWN.name]
    world.restart(BATCHING.account)
    await world.after(4)
    assert statuses(world) == [DRAWN, FAILED]


async def test_more_pictures_than_were_asked_for_are_not_shown(batching: World) -> None:
    batching.provider.answers.append(drawn("a", "b", "c"))
    await batching.delivered(Draft("foxes", count=2))
    assert batching.sees() == ["1 2"]


async def test_a_refusal_of_a_batch_is_one_of_all_its_pictures(batching: World) -> None:
    batching.provider.faults.refuse("submit", Refused("not this"))
    await batching.delivered(Draft("foxes", count=4))
    assert [one.reason for one in batching.last.generations] == [Reason.REFUSED] * 4
    assert batching.sees() == [Reason.REFUSED]


async def test_a_refusal_of_one_batch_leaves_the_other(batching: World) -> None:
    batching.provider.faults.refuse("submit", Refused("not this"))
    await batching.delivered(Draft("foxes", count=6))
    assert batching.sees() == ["x x x x 5 6"]


async def test_two_batches_that_fail_one_after_another_end_in_a_sentence(batching: World) -> None:
    batching.provider.faults.refuse("submit", Unanswered("timeout"))
    batching.provider.faults.refuse("submit", Refused("not this"))
    await batching.delivered(Draft("foxes", count=6))
    assert batching.sees() == [Reason.REFUSED]  # what is told first of what happened


async def test_a_batch_that_was_surely_not_accepted_stays_one(batching: World) -> None:
    placed = await batching.shown(Draft("foxes", count=4))
    batching.provider.faults.refuse("submit", NotAccepted("busy", retry_after=7))
    await batching.turn(SUBMIT)
    waiting = batching.now(placed).generations
    assert [(one.status, one.batch, one.submissions) for one in waiting] == [(QUEUED, 1, 0)] * 4
    assert [batching.waits(one.due_at) for one in waiting] == [7.5, None, None, None]
    assert [one.attempts for one in waiting] == [1, 0, 0, 0]
    await batching.after(7.5)
    assert [asked.count for asked in batching.provider.asked] == [4, 4]


async def test_a_batch_that_a_crash_interrupted_is_submitted_once_more_whole(batching: World) -> None:
    await batching.shown(Draft("foxes", count=4))
    batching.provider.faults.lose("submit", Killed())
    with pytest.raises(Killed):
        await batching.turn(SUBMIT)
    assert [one.submissions for one in batching.last.generations] == [1] * 4
    await batching.after(30)
    assert [asked.count for asked in batching.provider.asked] == [4, 4]
    assert [one.submissions for one in batching.last.generations] == [2] * 4


async def test_a_batch_is_handed_over_in_batches_as_its_stand_in_takes_them() -> None:
    world = World(BATCHING, stand_in=MODEL)
    world.provider.faults.refuse("submit", Misconfigured("no access"))
    await world.shown(Draft("foxes", count=3))
    await world.turn(SUBMIT)
    handed = world.last.generations
    assert [(one.status, one.account, one.stand_in) for one in handed] == [(QUEUED, "yandex", MODEL.name)] * 3
    assert [(one.batch, one.due_at) for one in handed] == [(number, world.clock.now()) for number in (1, 2, 3)]
    await world.finish()
    assert [asked.count for asked in world.providers[MODEL.name].asked] == [1, 1, 1]
    assert world.sees() == ["1 2 3"]


async def test_who_takes_back_a_batch_has_its_operation_stopped(batching: World) -> None:
    await batching.shown(Draft("foxes", count=4))
    await batching.settle()
    await batching.cancel()
    await batching.settle()
    assert set(batching.provider.stopped) == {"operation 1"}
    assert batching.sees() == [Reason.CANCELLED]
    assert [one.due_at for one in batching.last.generations] == [None] * 4


async def test_a_batch_whose_fence_is_lost_is_stopped(batching: World) -> None:
    await batching.shown(Draft("foxes", count=4))
    batching.provider.faults.afterwards("submit", batching.cancel)
    with pytest.raises(FenceLost):
        await batching.turn(SUBMIT)
    assert batching.provider.stopped == ["operation 1"]
