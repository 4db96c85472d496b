"""Taking back what somebody waits for in a chat."""

import pytest

from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import Question
from bot.drawing.values.requests import MessageAddress
from bot.drawing.withdrawals import Withdrawals, Withdrawn
from tests.drawing.world import PRIVATE, World
from tests.storage.memory import MemoryWaiting


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def withdrawals(world: World) -> Withdrawals:
    return Withdrawals(store=MemoryWaiting(world.database), acceptance=world.acceptance, intake=world.intake)


def cancelled(world: World) -> int:
    """How many pictures were taken back."""
    return sum(one.of(1).status is GenerationStatus.CANCELLED for one in world.requests)


async def test_the_only_one_is_taken_back_at_once(world: World, withdrawals: Withdrawals) -> None:
    await world.shown()
    assert await withdrawals.one(PRIVATE, PRIVATE) == Withdrawn(requests=1)
    assert cancelled(world) == 1


async def test_of_several_none_is_before_that_is_said(world: World, withdrawals: Withdrawals) -> None:
    await world.shown()
    await world.ask()
    assert await withdrawals.one(PRIVATE, PRIVATE) == Withdrawn(asks=2)
    assert cancelled(world) == 0
    assert await withdrawals.all(PRIVATE, PRIVATE) == Withdrawn(requests=2)
    assert cancelled(world) == 2


async def test_what_came_meanwhile_stays(world: World, withdrawals: Withdrawals) -> None:
    await world.delivered()
    assert await withdrawals.one(PRIVATE, PRIVATE) == Withdrawn()
    assert await withdrawals.all(PRIVATE, PRIVATE) == Withdrawn()


async def test_nobody_takes_back_what_others_wait_for(world: World, withdrawals: Withdrawals) -> None:
    await world.ask(chat_id=-500, user_id=PRIVATE)
    assert await withdrawals.one(PRIVATE + 1, -500) == Withdrawn()
    assert await withdrawals.one(PRIVATE, PRIVATE) == Withdrawn()
    assert cancelled(world) == 0


async def test_questions_are_taken_back_as_well(world: World, withdrawals: Withdrawals) -> None:
    await world.gallery.ask(Question(PRIVATE), MessageAddress(PRIVATE, 5))
    assert await withdrawals.one(PRIVATE, PRIVATE) == Withdrawn(questions=(5,))
    assert await withdrawals.one(PRIVATE, PRIVATE) == Withdrawn()
