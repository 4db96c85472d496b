"""Words that are typed inline, until somebody chooses them."""

import re

import pytest

from bot.errors import NotYours, StoreUnavailable, TooLate
from tests.drawing.world import OTHER, PRIVATE, World


@pytest.fixture
def world() -> World:
    """A bot."""
    return World()


async def test_words_are_found_by_their_key(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox --ar 2:1")
    draft = await world.inline_drafts.own(key, PRIVATE)
    assert (draft.key, draft.user_id, draft.text) == (key, PRIVATE, "a red fox --ar 2:1")


async def test_a_key_is_16_characters_of_hex(world: World) -> None:
    assert re.fullmatch("[0-9a-f]{16}", await world.inline_drafts.keep(PRIVATE, "a red fox"))


async def test_the_same_words_of_the_same_person_have_the_same_key(world: World) -> None:
    keys = [await world.inline_drafts.keep(PRIVATE, "a red fox") for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(world.database.tables.inline_drafts) == 1


async def test_other_words_and_other_people_have_other_keys(world: World) -> None:
    keys = [
        await world.inline_drafts.keep(user_id, text)
        for user_id, text in [(1, "fox"), (2, "fox"), (1, "foxes"), (11, "fox"), (1, "1 fox")]
    ]
    assert len(set(keys)) == 5


async def test_a_key_stays_the_same_over_restarts(world: World) -> None:
    """A button under an inline message carries it, and lives for longer than a process."""
    assert await world.inline_drafts.keep(1001, "a red fox") == "e5f5652f4571f907"


async def test_typing_it_again_begins_its_term_anew(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    world.clock.advance(6 * 24 * 3600)
    await world.inline_drafts.keep(PRIVATE, "a red fox")
    world.clock.advance(6 * 24 * 3600)
    await world.tasks["tidy"].do()
    assert (await world.inline_drafts.own(key, PRIVATE)).text == "a red fox"


async def test_a_zero_byte_is_kept_as_a_space(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a\0fox")
    assert (await world.inline_drafts.own(key, PRIVATE)).text == "a fox"


async def test_words_that_are_gone_are_too_late(world: World) -> None:
    with pytest.raises(TooLate):
        await world.inline_drafts.own("0123456789abcdef", PRIVATE)


async def test_words_of_somebody_else_are_not_yours(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    with pytest.raises(NotYours):
        await world.inline_drafts.own(key, OTHER)


async def test_a_database_that_is_away_is_said_to_be(world: World) -> None:
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.inline_drafts.keep(PRIVATE, "a red fox")
