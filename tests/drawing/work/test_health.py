"""Models that are down: who draws instead, who is told, and how one comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.drawing.values.closings import OPEN, Closing, Closings
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.reasons import Reason
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft
from bot.drawing.work.equipment import Capacity
from bot.errors import (
    AnswerInvalid,
    CourierUnanswered,
    Declined,
    Failed,
    Misconfigured,
    Mismatched,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
)
from tests.drawing.builders import BATCHING, MODEL
from tests.drawing.world import OTHER, PRIVATE, World

SUBMIT, OTHER_SUBMIT, POLL = "submit yandex", "submit openai", "poll yandex"
NO_ACCESS = Misconfigured("no access")


@pytest.fixture
def doubled() -> World:
    """A bot with a model and one that stands in where it is down; both draw within the submission."""
    world = World(MODEL, stand_in=BATCHING)
    for provider in world.providers.values():
        provider.seconds = 0
    return world


async def submit(
    world: World, error: ProviderError | None = None, words: str = "a red fox", who: int = PRIVATE
) -> str | None:
    """Somebody asks, and the first model answers so; which model stands in for it."""
    await world.shown(Draft(words), user_id=who)
    if error is not None:
        world.provider.faults.refuse("submit", error)
    await world.turn(SUBMIT)
    return world.last.of(1).stand_in


async def broken(world: World) -> None:
    """The model is down."""
    assert await submit(world, NO_ACCESS) == BATCHING.name


async def test_what_only_the_operator_can_mend_is_handed_to_the_stand_in_at_once(doubled: World) -> None:
    assert await submit(doubled, NO_ACCESS) == BATCHING.name
    one = doubled.last.of(1)
    assert (one.status, one.account, one.attempts, one.submissions) == (GenerationStatus.QUEUED, "openai", 0, 0)
    await doubled.settle()
    assert doubled.sees() == ["picture"]
    assert len(doubled.providers[BATCHING.name].asked) == 1


async def test_what_waits_behind_it_is_handed_over_without_asking(doubled: World) -> None:
    await broken(doubled)
    assert await submit(doubled) == BATCHING.name
    assert len(doubled.provider.asked) == 1


async def test_a_second_picture_of_the_same_turn_is_handed_over_too(doubled: World) -> None:
    await doubled.shown(Draft("foxes", count=3))
    doubled.provider.faults.refuse("submit", NO_ACCESS)
    await doubled.settle()
    assert len(doubled.provider.asked) == 1
    assert doubled.sees() == ["1 2 3"]


async def test_the_operator_is_told_what_to_mend_and_who_draws_instead(doubled: World) -> None:
    await broken(doubled)
    assert doubled.telegram.alarms == ["yandex-art: no access, dall-e-2 draws"]


async def test_what_a_model_was_asked_for_before_it_was_switched_off_goes_to_the_stand_in(doubled: World) -> None:
    await doubled.shown(Draft("a red fox"))
    doubled.closings = Closings.of({MODEL.name: Closing(doubled.clock.now())})
    await doubled.turn(SUBMIT)
    assert doubled.last.of(1).stand_in == BATCHING.name
    doubled.closings = OPEN
    assert await submit(doubled) is None


async def test_without_a_stand_in_nobody_draws_instead(world: World) -> None:
    assert await submit(world, NO_ACCESS) is None
    await world.settle()
    assert world.sees() == [Reason.UNAVAILABLE]
    assert world.telegram.alarms == ["yandex-art: no access, nobody draws"]


async def test_for_the_stand_in_nobody_stands_in(doubled: World) -> None:
    await broken(doubled)
    doubled.providers[BATCHING.name].faults.refuse("submit", Misconfigured("no money"))
    await doubled.settle()
    assert doubled.sees() == [Reason.UNAVAILABLE]
    assert doubled.telegram.alarms[1:] == ["dall-e-2: no money, nobody draws"]


async def test_the_operator_is_told_once_an_hour_of_one_model(doubled: World) -> None:
    await broken(doubled)
    doubled.restart()
    doubled.clock.advance(3599)
    await broken(doubled)
    assert len(doubled.telegram.alarms) == 1
    doubled.restart()
    doubled.clock.advance(1)
    await broken(doubled)
    assert len(doubled.telegram.alarms) == 2


async def test_of_another_model_the_operator_is_told_at_once() -> None:
    world = World(MODEL, replace(MODEL, name="yandex-art-2"))
    for name in world.providers:
        world.providers[name].faults.refuse("submit", NO_ACCESS)
        await world.shown(Draft("a red fox", model=name))
    await world.turn(SUBMIT)
    assert len(world.telegram.alarms) == 2


async def test_an_operator_who_is_not_reached_holds_nothing_up(doubled: World) -> None:
    doubled.faults.refuse("alarm", CourierUnanswered("no answer"))
    await broken(doubled)
    await doubled.settle()
    assert doubled.sees() == ["picture"]


async def test_a_database_that_is_away_as_the_operator_is_to_be_told_holds_nothing_up(doubled: World) -> None:
    async def fail() -> None:
        doubled.database.unavailable = True
        raise NO_ACCESS

    doubled.provider.faults.meanwhile("submit", fail)
    async with doubled.working():
        await doubled.ask()
        await doubled.passes(3)
        doubled.database.unavailable = False
        await doubled.passes(3)
    assert (doubled.sees(), doubled.telegram.alarms) == (["picture"], [])


async def test_a_picture_that_the_stand_in_cannot_draw_ends_with_a_sentence() -> None:
    narrow = replace(BATCHING, widest=AspectRatio(2, 1))
    world = World(MODEL, stand_in=narrow)
    await world.shown(Draft("a red fox", ratio=AspectRatio(3, 1)))
    world.provider.faults.refuse("submit", NO_ACCESS)
    await world.settle()
    assert world.sees() == [Reason.UNAVAILABLE]


async def test_of_a_model_that_is_down_what_the_stand_in_cannot_draw_is_tried_all_the_same() -> None:
    world = World(MODEL, stand_in=replace(BATCHING, widest=AspectRatio(2, 1)))
    world.provider.seconds = 0
    await broken(world)
    await world.shown(Draft("a red fox", ratio=AspectRatio(3, 1)))
    await world.turn(SUBMIT)
    assert world.last.of(1).status is GenerationStatus.DRAWN


@pytest.mark.parametrize("times", [1, 2])
async def test_fewer_than_three_time_outs_may_be_chance(doubled: World, times: int) -> None:
    for _ in range(times):
        await submit(doubled, Unanswered("timeout"))
    assert await submit(doubled) is None


async def test_three_time_outs_in_a_row_are_no_chance(doubled: World) -> None:
    for who in (PRIVATE, OTHER, PRIVATE):
        assert await submit(doubled, Unanswered("timeout"), who=who) is None
    assert await submit(doubled) == BATCHING.name
    assert doubled.telegram.alarms == []


@pytest.mark.parametrize("error", [Unanswered("timeout"), Failed("code 2"), Mismatched("size"), Declined("no")])
async def test_one_persons_requests_prove_nothing_about_a_model(doubled: World, error: ProviderError) -> None:
    for _ in range(10):
        await submit(doubled, error)
    assert await submit(doubled) is None
    assert doubled.telegram.alarms == []


async def test_what_is_declined_is_held_against_no_model_however_many_people_meet_it(doubled: World) -> None:
    for who in range(1, 20):
        assert await submit(doubled, Declined("Request declined by moderation"), who=who) is None
    assert await submit(doubled) is None
    assert (doubled.telegram.alarms, doubled.providers[BATCHING.name].asked) == ([], [])


async def test_a_parameter_that_several_people_meet_is_the_records_and_so_the_operators(doubled: World) -> None:
    for who in (PRIVATE, OTHER, PRIVATE):
        assert await submit(doubled, Mismatched("size (mend MODELS_FILE)"), who=who) is None
    assert await submit(doubled) == BATCHING.name
    assert doubled.telegram.alarms == ["yandex-art: size (mend MODELS_FILE), dall-e-2 draws"]


async def test_of_a_service_there_is_no_way_to_the_operator_hears_why(world: World) -> None:
    await world.shown()
    for _ in range(5):
        world.provider.faults.refuse("submit", NotAccepted("DNS: no address (check the name)", reached=False))
    await world.after(0, 1, 2, 4)
    assert world.telegram.alarms == ["yandex-art: DNS: no address (check the name), nobody draws"]


async def test_a_picture_in_between_begins_a_new_count(doubled: World) -> None:
    for _ in range(2):
        await submit(doubled, Unanswered("timeout"))
    await submit(doubled)
    for _ in range(2):
        await submit(doubled, Unanswered("timeout"))
    assert await submit(doubled) is None


async def test_a_refusal_in_between_too_for_who_reads_prompts_is_not_down(doubled: World) -> None:
    for _ in range(2):
        await submit(doubled, Unanswered("timeout"))
    await submit(doubled, Refused("not this"))
    for _ in range(2):
        await submit(doubled, Unanswered("timeout"))
    assert await submit(doubled) is None


@pytest.mark.parametrize("error", [Refused("not this"), AnswerInvalid("no id"), OperationLost("operation 1")])
async def test_what_says_nothing_of_the_model_says_nothing(doubled: World, error: ProviderError) -> None:
    for _ in range(5):
        await submit(doubled, error)
    assert await submit(doubled) is None


async def test_a_busy_model_is_not_down(doubled: World) -> None:
    for _ in range(5):
        await submit(doubled, NotAccepted("busy", retry_after=1000))
    assert await submit(doubled) is None


async def test_what_a_model_does_not_accept_again_and_again_is_handed_over_in_the_end(doubled: World) -> None:
    """It was surely not accepted, and not for its words."""
    await doubled.shown()
    doubled.roll = 0.0
    for refusals in range(1, 6):
        doubled.provider.faults.refuse("submit", NotAccepted("busy"))
        await doubled.turn(SUBMIT)
        assert doubled.last.of(1).attempts == refusals
    doubled.provider.faults.refuse("submit", NotAccepted("busy"))
    await doubled.turn(SUBMIT)
    assert doubled.last.of(1).stand_in == BATCHING.name
    assert len(doubled.provider.asked) == 6


async def test_what_a_model_does_not_accept_until_patience_ends_is_handed_over_then() -> None:
    world = World(MODEL, stand_in=BATCHING, capacity=Capacity(patience=timedelta(seconds=60)))
    await world.shown()
    for _ in range(2):
        world.provider.faults.refuse("submit", NotAccepted("busy", retry_after=3600))
    await world.after(0, 60)
    assert world.last.of(1).stand_in == BATCHING.name
    assert len(world.provider.asked) == 2


async def test_a_model_that_accepts_nothing_of_several_people_is_down(doubled: World) -> None:
    """Three times are busyness; each after that counts as a failure, and three of these are no chance."""
    doubled.roll = 0.0
    for who in (PRIVATE, OTHER):
        await doubled.shown(user_id=who)
    for _ in range(5):
        for _ in range(2):
            doubled.provider.faults.refuse("submit", NotAccepted("busy"))
        await doubled.turn(SUBMIT)
    assert await submit(doubled) == BATCHING.name


async def test_five_refusals_of_one_submission_are_not_the_end_of_it(doubled: World) -> None:
    await doubled.shown()
    doubled.roll = 0.0
    for _ in range(5):
        doubled.provider.faults.refuse("submit", NotAccepted("busy"))
    await doubled.settle()
    assert doubled.last.of(1).stand_in is None
    assert doubled.sees() == ["picture"]


# How it comes back.


async def test_after_a_minute_one_tries_whether_it_is_back_and_a_picture_says_so(doubled: World) -> None:
    await broken(doubled)
    doubled.clock.advance(59.9)
    assert await submit(doubled) == BATCHING.name
    doubled.clock.advance(0.1)
    assert await submit(doubled) is None
    assert await submit(doubled) is None
    assert len(doubled.provider.asked) == 3


async def test_while_one_tries_the_others_are_handed_over() -> None:
    world = World(MODEL, stand_in=BATCHING)
    await broken(world)
    world.clock.advance(60)
    assert await submit(world) is None  # the provider works on it
    assert await submit(world) == BATCHING.name


async def test_a_try_that_fails_doubles_the_pause(doubled: World) -> None:
    await broken(doubled)
    doubled.clock.advance(60)
    await submit(doubled, Unanswered("timeout"))
    doubled.clock.advance(119.9)
    assert await submit(doubled) == BATCHING.name
    doubled.clock.advance(0.1)
    assert await submit(doubled) is None


async def test_a_try_that_finds_it_busy_doubles_the_pause_too(doubled: World) -> None:
    await broken(doubled)
    doubled.clock.advance(60)
    await submit(doubled, NotAccepted("busy", retry_after=1000))
    doubled.clock.advance(119.9)
    assert await submit(doubled) == BATCHING.name
    doubled.clock.advance(0.1)
    assert await submit(doubled) is None


async def test_a_picture_of_an_operation_that_began_before_proves_nothing() -> None:
    world = World(MODEL, stand_in=BATCHING)
    assert await submit(world) is None
    world.clock.advance(5)
    await broken(world)
    await world.after(15)
    assert world.sees()[0] == "picture"
    assert await submit(world) == BATCHING.name


async def test_a_picture_that_was_asked_for_before_but_submitted_after_proves_it_is_back(doubled: World) -> None:
    early = await doubled.shown(Draft("early"))
    (batch,) = await doubled.claimed(SUBMIT)
    doubled.clock.advance(5)
    await broken(doubled)
    doubled.clock.advance(60)
    await doubled.consumers[SUBMIT].step(batch)
    assert doubled.now(early).of(1).status is GenerationStatus.DRAWN
    assert await submit(doubled) is None
    assert await submit(doubled) is None


async def test_a_picture_of_an_operation_that_tried_it_closes_it() -> None:
    world = World(MODEL, stand_in=BATCHING)
    await broken(world)
    world.clock.advance(60)
    assert await submit(world) is None
    await world.after(20, 4)
    assert world.requests[-1].delivered_at is not None
    assert await submit(world) is None


async def test_polls_that_get_no_answer_count_against_a_model_too() -> None:
    world = World(MODEL, stand_in=BATCHING)
    world.provider.seconds = 1e9
    await submit(world)
    await submit(world, who=OTHER)
    world.roll = 0.0
    for _ in range(3):
        world.provider.faults.refuse("poll", Unanswered("timeout"))
    await world.after(8)
    assert await submit(world) == BATCHING.name


async def test_another_process_knows_nothing_of_it(doubled: World) -> None:
    await broken(doubled)
    doubled.restart()
    assert await submit(doubled) is None


async def test_each_model_is_down_for_itself() -> None:
    third = replace(MODEL, name="yandex-art-2")
    world = World(MODEL, third, stand_in=BATCHING)
    await broken(world)
    await world.shown(Draft("a red fox", model=third.name))
    await world.turn(SUBMIT)
    assert world.last.of(1).stand_in is None
