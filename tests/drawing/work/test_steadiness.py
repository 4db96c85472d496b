"""A clock that was set: for one lease nothing is claimed."""

from datetime import timedelta

import pytest

from bot.drawing.work.steadiness import Steadiness
from tests.clock import FakeClock
from tests.drawing.world import World


@pytest.fixture
def clock() -> FakeClock:
    """A clock that can be set."""
    return FakeClock()


@pytest.fixture
def steadiness(clock: FakeClock) -> Steadiness:
    """Watches the clock, for claims of 30 s."""
    return Steadiness(clock, timedelta(seconds=30))


def test_a_clock_that_only_goes_on_can_be_relied_on(clock: FakeClock, steadiness: Steadiness) -> None:
    assert steadiness.holds()
    clock.advance(1e6)
    assert steadiness.holds()


@pytest.mark.parametrize("seconds", [3600, -3600, 5.1, -5.1])
def test_after_it_was_set_nothing_is_claimed_for_one_lease(
    clock: FakeClock, steadiness: Steadiness, seconds: float
) -> None:
    clock.advance(100)
    clock.set_by(seconds)
    assert not steadiness.holds()
    clock.advance(29.9)
    assert not steadiness.holds()
    clock.advance(0.1)
    assert steadiness.holds()


@pytest.mark.parametrize("seconds", [5, -5])
def test_a_few_seconds_count_as_nothing(clock: FakeClock, steadiness: Steadiness, seconds: float) -> None:
    clock.set_by(seconds)
    assert steadiness.holds()


def test_many_small_steps_add_up(clock: FakeClock, steadiness: Steadiness) -> None:
    clock.set_by(3)
    assert steadiness.holds()
    clock.set_by(3)
    assert not steadiness.holds()


def test_who_is_set_again_waits_anew(clock: FakeClock, steadiness: Steadiness) -> None:
    clock.set_by(3600)
    assert not steadiness.holds()
    clock.advance(20)
    clock.set_by(-3600)
    assert not steadiness.holds()
    clock.advance(29)
    assert not steadiness.holds()
    clock.advance(1)
    assert steadiness.holds()


def test_what_a_clock_was_set_to_is_what_counts_from_then_on(clock: FakeClock, steadiness: Steadiness) -> None:
    clock.set_by(3600)
    steadiness.holds()
    clock.advance(30)
    clock.set_by(4)
    assert steadiness.holds()


@pytest.mark.parametrize("name", ["place", "submit yandex", "poll yandex", "deliver", "news"])
async def test_no_consumer_claims_anything_then(world: World, name: str) -> None:
    request = await world.shown()
    await world.turn("submit yandex")
    await world.shown()
    for row in world.database.tables.generations.values():
        world.make_due(row.value)
    for each in world.requests:
        world.hear(each)
    world.database.tables.requests[request.id].stir(world.clock.now())
    await world.ask()
    world.clock.set_by(3600)
    assert await world.turn(name) == 0
    world.clock.advance(30)
    assert await world.turn(name) > 0


async def test_a_step_in_hand_is_not_taken_twice_though_its_lease_looks_over(world: World) -> None:
    gate = world.provider.faults.hold("submit")
    async with world.working():
        await world.ask()
        await world.idle()
        world.clock.set_by(3600)
        await world.passes(60)
        assert len(world.provider.asked) == 1
        gate.set()
        await world.passes(330, by=1)  # by the clock it is an hour old, so it is asked for seldom
    assert world.sees()[0] == "picture"
