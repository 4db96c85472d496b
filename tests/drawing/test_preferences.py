"""What people and groups chose, and what became of it."""

import pytest

from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.people import Person
from bot.drawing.values.shapes import AspectRatio
from bot.errors import StoreUnavailable
from tests.drawing.builders import BATCHING, MODEL
from tests.drawing.world import OTHER, PRIVATE, World

GROUP, SUPERGROUP = -500, -1_000_000_000_777
PERSON = Person(PRIVATE, model=BATCHING.name, ratio=AspectRatio(2, 1), style="oil", language="ru", as_file=True)
RULES = Group(GROUP, admins_only=True, model=BATCHING.name, daily=3, quiet=Quiet(22, 7), zone=3, spoiler=True)


@pytest.fixture
def world() -> World:
    """A bot with two models."""
    return World()


async def test_who_chose_nothing_is_there_as_well(world: World) -> None:
    assert await world.preferences.of(PRIVATE) == Person(PRIVATE)
    assert await world.preferences.of_group(GROUP) == Group(GROUP)


async def test_what_somebody_chose_is_kept_for_them_alone(world: World) -> None:
    await world.preferences.keep(PERSON)
    assert await world.preferences.of(PRIVATE) == PERSON
    assert await world.preferences.of(OTHER) == Person(OTHER)


async def test_what_a_group_chose_is_kept_for_it_alone(world: World) -> None:
    await world.preferences.keep_group(RULES)
    assert await world.preferences.of_group(GROUP) == RULES
    assert await world.preferences.of_group(-501) == Group(-501)


async def test_a_model_that_is_not_enabled_any_more_counts_as_none_and_the_rest_stays(world: World) -> None:
    await world.preferences.keep(PERSON)
    await world.preferences.keep_group(RULES)
    del world.models[BATCHING.name]
    person, group = await world.preferences.of(PRIVATE), await world.preferences.of_group(GROUP)
    assert (person.model, person.style, person.as_file) == (None, "oil", True)
    assert (group.model, group.daily, group.spoiler) == (None, 3, True)


async def test_a_group_that_became_a_supergroup_keeps_its_rules(world: World) -> None:
    await world.preferences.keep_group(RULES)
    await world.preferences.move_group(GROUP, SUPERGROUP)
    moved = await world.preferences.of_group(SUPERGROUP)
    assert (moved.chat_id, moved.daily, moved.quiet) == (SUPERGROUP, 3, Quiet(22, 7))


def test_the_models_that_may_be_chosen_are_those_that_are_enabled(world: World) -> None:
    assert [*world.preferences.models] == [MODEL.name, BATCHING.name]


async def test_a_database_that_is_away_is_said_to_be(world: World) -> None:
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.preferences.of(PRIVATE)
    with pytest.raises(StoreUnavailable):
        await world.preferences.keep(PERSON)
