"""Words that are typed inline, until somebody chooses them."""

import re
from dataclasses import replace

import pytest

from bot.drawing.inline_drafts import InlineDrafts
from bot.errors import StoreUnavailable, WordsGone
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
    restarted = InlineDrafts(world.inline_drafts.store, world.clock, world.inline_drafts.secret)
    assert await restarted.keep(1001, "a red fox") == await world.inline_drafts.keep(1001, "a red fox")


async def test_typing_it_again_begins_its_term_anew(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    world.clock.advance(18 * 3600)
    await world.inline_drafts.keep(PRIVATE, "a red fox")
    world.clock.advance(18 * 3600)
    await world.tasks["tidy"].do()
    assert (await world.inline_drafts.own(key, PRIVATE)).text == "a red fox"


async def test_a_zero_byte_is_kept_as_a_space(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a\0fox")
    assert (await world.inline_drafts.own(key, PRIVATE)).text == "a fox"


async def test_words_of_somebody_else_and_words_that_are_gone_are_told_apart_by_nobody(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    for tried in (key, "0123456789abcdef"):
        with pytest.raises(WordsGone):
            await world.inline_drafts.own(tried, OTHER)


async def test_nobody_makes_a_key_without_the_secret(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    other = replace(world.inline_drafts, secret=b"another secret")
    assert await other.keep(PRIVATE, "a red fox") != key


async def test_a_database_that_is_away_is_said_to_be(world: World) -> None:
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.inline_drafts.keep(PRIVATE, "a red fox")
