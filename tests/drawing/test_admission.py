"""Who asks is let in within the limits, or told when it works again; then it may be asked by itself."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.limits import MICROS, Calendar, Limits, Moment, Money
from bot.drawing.values.models import Price
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import (
    BudgetUsedUp,
    CountTooLarge,
    DayUsedUp,
    HourUsedUp,
    LimitReached,
    ManyUnderWay,
    Misconfigured,
    NotYours,
    QueueFull,
    ServiceUsedUp,
    ShareUsedUp,
    TooLate,
)
from tests.clock import NOON
from tests.drawing.builders import BATCHING, MODEL, OPENAI, YANDEX
from tests.drawing.world import OTHER, PRIVATE, World

PRICED = replace(MODEL, prices=(Price(usd=Decimal("0.02")),))
DAY = Calendar().day(NOON)


async def turned_away(world: World, draft: Draft | None = None, user_id: int = PRIVATE) -> LimitReached:
    """Somebody asks in vain."""
    with pytest.raises(LimitReached) as reached:
        await world.ask(draft, user_id=user_id, chat_id=user_id)
    return reached.value


async def later(world: World, reached: LimitReached, user_id: int = PRIVATE) -> Moment | None:
    """They press the button to have it asked then."""
    return await world.intake.later(UUID(reached.request), user_id)


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        (Limits(person_hour=1), HourUsedUp),
        (Limits(person_day=1), DayUsedUp),
        (Limits(active=1), ManyUnderWay),
        (Limits(waiting=1), QueueFull),
        (Limits(at_account={YANDEX: 1}), ServiceUsedUp),
        (Limits(at_account={YANDEX: 3}), ShareUsedUp),
        (Limits(day=Money(20_000)), BudgetUsedUp),
        (Limits(month=Money(at={YANDEX: 20_000})), BudgetUsedUp),
    ],
)
async def test_each_limit_has_its_sentence(limits: Limits, error: type[LimitReached]) -> None:
    world = World(PRICED, limits=limits)
    await world.ask()
    reached = await turned_away(world)
    assert type(reached) is error
    assert len(world.requests) == 1


async def test_it_is_told_when_it_works_again_and_how_many_are_left() -> None:
    world = World(limits=Limits(person_day=3))
    await world.ask(Draft("foxes", count=2))
    reached = await turned_away(world, Draft("foxes", count=2))
    assert (reached.limit, reached.left, reached.until) == (3, 1, DAY.until)
    assert (reached.day, reached.time, reached.zone) == ("tomorrow", "00:00", "UTC")


async def test_money_that_is_left_is_told_in_pictures() -> None:
    world = World(PRICED, limits=Limits(day=Money(MICROS // 10)))
    await world.ask(Draft("foxes", count=2))
    assert (await turned_away(world, Draft("foxes", count=4))).left == 3


async def test_more_than_anybody_may_have_under_way_is_too_many_at_once() -> None:
    world = World(limits=Limits(active=2))
    with pytest.raises(CountTooLarge) as error:
        await world.ask(Draft("foxes", count=3))
    assert error.value.limit == 2


async def test_others_are_let_in() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    await world.ask(user_id=OTHER, chat_id=OTHER)
    assert len(world.requests) == 2


async def test_who_has_a_picture_may_ask_for_the_next() -> None:
    world = World(limits=Limits(active=1, waiting=1))
    for _ in range(3):
        await world.ask()
        await world.finish()
    assert len(world.requests) == 3


# Later.


async def test_what_was_turned_away_is_drawn_when_it_works_again_with_the_same_seeds() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    reached = await turned_away(world, Draft("an owl", seed=99))
    moment = await later(world, reached)
    assert moment is not None
    assert (moment.until, moment.day) == (DAY.until, "tomorrow")
    await world.settle()
    await world.tasks["begin"].do()
    assert world.last.status is RequestStatus.ACCEPTED
    world.clock.advance((DAY.until - world.clock.now()).total_seconds())
    await world.tasks["begin"].do()
    await world.finish()
    assert (world.last.spec.prompt, world.last.of(1).seed) == ("an owl", 99)
    assert (world.last.status, world.last.accepted_at) == (RequestStatus.DELIVERED, DAY.until)


async def test_each_day_has_its_own_pictures_for_later() -> None:
    """Tomorrow’s one picture is taken by the first that is asked then; the next is drawn the day after."""
    world = World(limits=Limits(person_day=1))
    await world.ask()
    days = []
    for _ in range(2):
        moment = await later(world, await turned_away(world))
        assert moment is not None
        days.append(moment.until)
    assert days == [DAY.until, DAY.until + timedelta(days=1)]


async def test_there_is_an_end_to_what_is_asked_ahead() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    for _ in range(3):
        await later(world, await turned_away(world))
    with pytest.raises(DayUsedUp):
        await later(world, await turned_away(world))


async def test_what_works_again_by_now_is_drawn_at_once() -> None:
    world = World(limits=Limits(active=1))
    await world.ask()
    reached = await turned_away(world)
    await world.finish()
    assert await later(world, reached) is None
    await world.finish()
    assert world.last.status is RequestStatus.DELIVERED


async def test_what_waits_for_room_is_begun_when_there_is_some() -> None:
    world = World(limits=Limits(active=1))
    await world.ask()
    moment = await later(world, await turned_away(world, Draft("an owl")))
    assert moment == Moment()
    await world.tasks["begin"].do()
    assert world.last.due_at is None
    await world.finish()
    world.clock.advance(5)
    await world.tasks["begin"].do()
    await world.finish()
    assert (world.last.spec.prompt, world.last.status) == ("an owl", RequestStatus.DELIVERED)


async def test_a_full_queue_takes_nothing_for_later_either() -> None:
    world = World(limits=Limits(waiting=1))
    await world.ask()
    reached = await turned_away(world, user_id=OTHER)
    with pytest.raises(QueueFull):
        await later(world, reached, OTHER)


async def test_pressing_twice_asks_once() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    reached = await turned_away(world)
    await later(world, reached)
    with pytest.raises(TooLate):
        await later(world, reached)
    assert len(world.requests) == 2


async def test_only_who_asked_may_have_it_asked_later() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    reached = await turned_away(world)
    with pytest.raises(NotYours):
        await later(world, reached, OTHER)


async def test_what_is_gone_is_too_late() -> None:
    world = World()
    with pytest.raises(TooLate):
        await world.intake.later(UUID(int=9), PRIVATE)


async def test_what_was_asked_for_later_may_be_taken_back() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    await later(world, await turned_away(world))
    await world.cancel()
    await world.finish()
    assert world.last.status is RequestStatus.ENDED


async def test_the_clock_that_is_mended_begins_nothing_before_its_time() -> None:
    world = World(limits=Limits(person_day=1))
    await world.ask()
    await later(world, await turned_away(world))
    await world.tasks["mend times"].do()
    await world.settle()
    assert world.last.status is RequestStatus.ACCEPTED


# The stand-in.


async def test_a_model_that_is_down_is_not_drawn_for_by_another_without_money() -> None:
    dear = replace(BATCHING, prices=(Price(usd=Decimal(1)),))
    world = World(PRICED, stand_in=dear, limits=Limits(day=Money(at={OPENAI: MICROS - 1})))
    world.provider.faults.refuse("submit", Misconfigured("no money"))
    await world.ask()
    await world.settle()
    assert world.last.of(1).stand_in is None
    assert world.last.of(1).status is GenerationStatus.FAILED


async def test_with_money_it_is() -> None:
    dear = replace(BATCHING, prices=(Price(usd=Decimal(1)),))
    world = World(PRICED, stand_in=dear, limits=Limits(day=Money(at={OPENAI: MICROS})))
    world.provider.faults.refuse("submit", Misconfigured("no money"))
    await world.ask()
    await world.settle()
    assert world.last.of(1).stand_in == dear.name
