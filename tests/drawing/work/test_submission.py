"""The stage that costs money: what is submitted, when once more, and when never again."""

from datetime import timedelta

import pytest

from bot.drawing.ports.providers import Pending
from bot.drawing.values.budgets import Budget
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import (
    AnswerInvalid,
    FenceLost,
    Misconfigured,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from tests.drawing.builders import BATCHING, MODEL, SPEC, YANDEX, at
from tests.drawing.world import Killed, World, drawn

SUBMIT = "submit yandex"


async def test_a_provider_is_asked_for_one_picture_by_the_generations_own_seed_and_id(world: World) -> None:
    placed = await world.shown(Draft("a red fox", seed=5))
    await world.turn(SUBMIT)
    (asked,) = world.provider.asked
    assert (asked.spec, asked.seed, asked.count, asked.client_id) == (placed.spec, 5, 1, placed.of(1).id)


async def test_that_it_is_being_submitted_is_written_down_before_it_is(world: World) -> None:
    placed = await world.shown()
    world.clock.advance(3)
    seen = []

    async def look() -> None:
        one = world.now(placed).of(1)
        seen.append((one.status, one.submissions, one.submitted_at))

    world.provider.faults.meanwhile("submit", look)
    await world.turn(SUBMIT)
    assert seen == [(GenerationStatus.SUBMITTING, 1, at(3))]


async def test_what_the_provider_works_on_is_first_asked_for_after_two_fifths_of_the_usual_time(world: World) -> None:
    placed = await world.shown()
    await world.turn(SUBMIT)
    one = world.now(placed).of(1)
    assert (one.status, one.operation_id, one.attempts) == (GenerationStatus.PENDING, "operation 1", 0)
    assert world.waits(one.due_at) == 8
    assert world.holds(one.id) is None


async def test_a_picture_that_comes_with_the_answer_is_kept_and_brought() -> None:
    world = World(MODEL)
    world.provider.seconds = 0
    placed = await world.shown()
    await world.turn(SUBMIT)
    one = world.now(placed).of(1)
    assert (one.status, one.operation_id) == (GenerationStatus.DRAWN, None)
    await world.turn("deliver")
    assert world.sees() == ["picture"]


async def test_a_submission_that_a_crash_interrupted_is_made_once_more(world: World) -> None:
    placed = await world.shown()
    world.provider.faults.refuse("submit", Killed())
    with pytest.raises(Killed):
        await world.turn(SUBMIT)
    world.restart()
    await world.after(29.9)
    assert len(world.provider.asked) == 1
    await world.after(0.1)
    assert len(world.provider.asked) == 2
    one = world.now(placed).of(1)
    assert (one.status, one.submissions, one.submitted_at) == (GenerationStatus.PENDING, 2, at(30))


async def test_a_submission_that_was_interrupted_twice_ends_and_is_never_made_again(world: World) -> None:
    placed = await world.shown()
    for _ in range(2):
        world.provider.faults.lose("submit", Killed())
        with pytest.raises(Killed):
            await world.turn(SUBMIT)
        world.clock.advance(30)
    world.restart()
    await world.settle()
    assert len(world.provider.asked) == 2
    assert world.sees() == [Reason.INTERRUPTED]
    assert world.now(placed).of(1).reason is Reason.INTERRUPTED


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (Refused("not this"), Reason.REFUSED),
        (Misconfigured("no access"), Reason.UNAVAILABLE),
        (Unanswered("timeout"), Reason.UNANSWERED),
        (AnswerInvalid("no id"), Reason.BROKEN),
        (OperationLost("operation 1"), Reason.BROKEN),
    ],
)
async def test_what_may_have_been_accepted_or_was_refused_is_not_submitted_again(
    world: World, error: ProviderError, reason: Reason
) -> None:
    placed = await world.shown()
    world.provider.faults.refuse("submit", error)
    await world.finish()
    assert len(world.provider.asked) == 1
    assert world.sees() == [reason]
    ended = world.now(placed)
    assert (ended.status, ended.reason, ended.of(1).reason) == (RequestStatus.ENDED, reason, reason)


async def test_what_was_surely_not_accepted_waits_and_does_not_count_as_a_submission(world: World) -> None:
    placed = await world.shown()
    world.provider.faults.refuse("submit", NotAccepted("busy", retry_after=7))
    await world.turn(SUBMIT)
    one = world.now(placed).of(1)
    assert (one.status, one.submissions, one.attempts) == (GenerationStatus.QUEUED, 0, 1)
    assert world.waits(one.due_at) == 7.5
    await world.after(7.5)
    one = world.now(placed).of(1)
    assert (one.status, one.submissions, one.attempts) == (GenerationStatus.PENDING, 1, 0)


async def test_a_provider_that_takes_nothing_is_asked_60_times_more(world: World) -> None:
    placed = await world.shown()
    world.roll = 0.0
    for _ in range(65):
        world.provider.faults.refuse("submit", NotAccepted("busy"))
    await world.settle()
    assert len(world.provider.asked) == 61
    assert world.now(placed).of(1).reason is Reason.BUSY
    assert world.sees() == [Reason.BUSY]


async def test_being_busy_twice_then_interrupted_once_is_not_the_end(world: World) -> None:
    placed = await world.shown()
    for _ in range(2):
        world.provider.faults.refuse("submit", NotAccepted("busy"))
    await world.after(0, 0.5)
    world.provider.faults.refuse("submit", Killed())
    with pytest.raises(Killed):
        await world.after(1)
    await world.after(30)
    assert world.now(placed).of(1).status is GenerationStatus.PENDING


async def test_what_its_person_took_back_while_it_was_submitted_is_stopped_at_the_provider(world: World) -> None:
    placed = await world.shown()
    world.provider.faults.afterwards("submit", world.cancel)
    with pytest.raises(FenceLost):
        await world.turn(SUBMIT)
    assert world.provider.stopped == ["operation 1"]
    assert world.now(placed).of(1).status is GenerationStatus.CANCELLED
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]
    assert (world.provider.polled, world.provider.stopped) == ([], ["operation 1"])


async def test_that_it_cannot_be_stopped_hides_no_lost_fence(world: World) -> None:
    await world.shown()
    world.provider.faults.afterwards("submit", world.cancel)
    world.provider.faults.refuse("cancel", Unanswered("timeout"))
    with pytest.raises(FenceLost):
        await world.turn(SUBMIT)


async def test_a_picture_of_what_its_person_took_back_meanwhile_is_not_brought() -> None:
    world = World(MODEL)
    world.provider.seconds = 0
    await world.shown()
    world.provider.faults.afterwards("submit", world.cancel)
    with pytest.raises(FenceLost):
        await world.turn(SUBMIT)
    await world.settle()
    assert world.sees() == [Reason.CANCELLED]
    assert world.database.tables.pictures == {}


async def test_who_lost_the_fence_before_submitting_does_not_submit(world: World) -> None:
    placed = await world.shown()
    (batch,) = await world.claimed(SUBMIT)
    world.seize(placed.of(1).id)
    with pytest.raises(FenceLost):
        await world.consumers[SUBMIT].step(batch)
    assert world.provider.asked == []


async def test_what_waited_for_six_hours_is_not_submitted_any_more(world: World) -> None:
    placed = await world.shown()
    world.clock.advance(6 * 3600)
    await world.settle()
    assert (world.provider.asked, world.sees()) == ([], [Reason.TIMEOUT])
    assert world.now(placed).of(1).status is GenerationStatus.EXPIRED


async def test_a_second_earlier_it_is_submitted(world: World) -> None:
    await world.shown()
    world.clock.advance(6 * 3600 - 1)
    await world.turn(SUBMIT)
    assert len(world.provider.asked) == 1


async def test_how_long_anybody_waits_is_a_setting() -> None:
    world = World(capacity=Capacity(deadline=timedelta(minutes=1)))
    await world.shown()
    await world.after(60)
    assert (world.provider.asked, world.sees()) == ([], [Reason.TIMEOUT])


async def test_a_model_that_nobody_serves_any_more_is_unavailable(world: World) -> None:
    await world.shown()
    del world.drawers[MODEL.name]
    world.restart()
    await world.settle()
    assert world.sees() == [Reason.UNAVAILABLE]


async def test_a_model_that_nobody_even_knows_any_more_is_unavailable_too(world: World) -> None:
    await world.shown()
    del world.drawers[MODEL.name], world.serving[MODEL.name]
    world.restart(YANDEX)
    await world.settle()
    assert world.sees() == [Reason.UNAVAILABLE]


async def test_what_is_interrupted_is_submitted_to_its_own_model_though_that_is_down_meanwhile() -> None:
    """Another model may draw only what was surely not asked for already: it may have been paid for."""
    world = World(MODEL, BATCHING, stand_in=BATCHING)
    await world.shown()
    world.provider.faults.refuse("submit", Killed())
    with pytest.raises(Killed):
        await world.turn(SUBMIT)
    second = await world.shown(Draft("another"))
    world.provider.faults.refuse("submit", Misconfigured("no access"))
    await world.settle()
    assert world.now(second).of(1).stand_in == BATCHING.name
    await world.after(30)
    assert [asked.spec.prompt for asked in world.provider.asked] == [SPEC.prompt, "another", SPEC.prompt]


async def test_a_picture_a_minute_is_submitted_where_the_budget_is_one() -> None:
    world = World(MODEL, budgets={YANDEX: Budget.of(1, 0, 0)})
    await world.shown(Draft("first"))
    await world.shown(Draft("second"))
    await world.settle()
    assert [asked.spec.prompt for asked in world.provider.asked] == ["first"]
    await world.after(60)
    assert [asked.spec.prompt for asked in world.provider.asked] == ["first", "second"]


async def test_an_answer_may_name_its_operation_as_it_likes(world: World) -> None:
    placed = await world.shown()
    world.provider.answers.append(Pending("fbv17"))
    world.provider.results.append(drawn("a picture"))
    await world.after(0, 8)
    assert world.provider.polled == ["fbv17"]
    assert world.now(placed).status is RequestStatus.DELIVERED
