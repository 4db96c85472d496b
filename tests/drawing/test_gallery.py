"""What has been drawn is looked up: by ids, by messages, by people."""

from uuid import UUID

import pytest

from bot.drawing.gallery import Shown
from bot.drawing.values.people import Question
from bot.drawing.values.requests import MessageAddress
from bot.drawing.values.specs import Draft
from bot.errors import ShownAlready, StoreUnavailable, TooLate
from tests.drawing.world import OTHER, PRIVATE, World

NOBODY = UUID(int=404)


@pytest.fixture
def world() -> World:
    """A bot."""
    return World()


async def test_a_request_is_found_by_its_id(world: World) -> None:
    asked = await world.ask()
    assert await world.gallery.find(asked.id) == asked


async def test_a_request_that_is_gone_is_too_late(world: World) -> None:
    with pytest.raises(TooLate):
        await world.gallery.find(NOBODY)


async def test_a_picture_is_found_with_its_request(world: World) -> None:
    asked = await world.ask(Draft("foxes", count=3))
    assert await world.gallery.picture(asked.of(2).id) == (asked, asked.of(2))


async def test_a_picture_that_is_gone_is_too_late(world: World) -> None:
    with pytest.raises(TooLate):
        await world.gallery.picture(NOBODY)


async def test_words_that_were_shared_are_found_by_a_token_that_stays_the_same(world: World) -> None:
    asked = await world.ask(Draft("foxes", count=2))
    token = await world.gallery.share(asked.of(2))
    assert await world.gallery.share(asked.of(2)) == token
    assert await world.gallery.shared(token) == (asked, asked.of(2))


async def test_nobody_finds_words_by_anything_else(world: World) -> None:
    asked = await world.ask()
    for token in (asked.id.hex, asked.of(1).id.hex):
        with pytest.raises(TooLate):
            await world.gallery.shared(token)


async def test_a_message_shows_its_request(world: World) -> None:
    placed = await world.shown()
    assert await world.gallery.shown(world.pressed(placed)) == Shown(placed, None)


async def test_a_message_that_shows_nothing_shows_nothing(world: World) -> None:
    placed = await world.shown()
    assert await world.gallery.shown(MessageAddress(PRIVATE, 404)) is None
    assert await world.gallery.shown(MessageAddress(OTHER, placed.placeholder or 0)) is None


async def test_the_latest_is_what_was_asked_for_last_in_this_chat(world: World) -> None:
    await world.ask(Draft("first"))
    world.clock.advance(1)
    last = await world.ask(Draft("last"))
    await world.ask(Draft("elsewhere"), chat_id=-500)
    assert await world.gallery.latest(PRIVATE, PRIVATE) == last


async def test_who_asked_for_nothing_has_no_latest(world: World) -> None:
    await world.ask(chat_id=-500, user_id=OTHER)
    assert await world.gallery.latest(PRIVATE, -500) is None
    assert await world.gallery.latest(OTHER, OTHER) is None


async def test_pages_go_from_the_newest(world: World) -> None:
    first = await world.delivered(Draft("first"))
    second = await world.delivered(Draft("second"), chat_id=-500)
    assert await world.gallery.page(PRIVATE, None, 0) == (second, 2)
    assert await world.gallery.page(PRIVATE, None, 1) == (first, 2)
    assert await world.gallery.page(PRIVATE, PRIVATE, 0) == (first, 1)
    assert await world.gallery.page(PRIVATE, None, 2) == (None, 2)
    assert await world.gallery.page(OTHER, None, 0) == (None, 0)


async def test_a_picture_that_was_deleted_is_in_no_history(world: World) -> None:
    drawn = await world.delivered()
    await world.privacy.delete(drawn.id)
    assert await world.gallery.page(PRIVATE, None, 0) == (None, 0)


async def test_one_of_a_sheet_that_was_deleted_from_a_chat_may_be_sent_there_once_more(world: World) -> None:
    sheet = await world.delivered(Draft("foxes", count=2))
    for chat_id in (PRIVATE, OTHER):
        await world.originals.full(sheet, sheet.of(2), MessageAddress(chat_id, 1))
    await world.gallery.take_away(sheet.of(2).id, PRIVATE)
    await world.originals.full(sheet, sheet.of(2), MessageAddress(PRIVATE, 1))
    with pytest.raises(ShownAlready):
        await world.originals.full(sheet, sheet.of(2), MessageAddress(OTHER, 1))


async def test_photos_are_found_by_their_words(world: World) -> None:
    fox = await world.delivered(Draft("a red fox"))
    fish = await world.delivered(Draft("a red fish"))
    assert await world.gallery.matching(PRIVATE, "red", 10) == [fish, fox]
    assert await world.gallery.matching(PRIVATE, "red", 1) == [fish]
    assert await world.gallery.matching(PRIVATE, "fox", 10) == [fox]
    assert await world.gallery.matching(OTHER, "fox", 10) == []


async def test_a_question_is_kept_by_its_message(world: World) -> None:
    question, message = Question(PRIVATE, UUID(int=7)), MessageAddress(PRIVATE, 9)
    assert await world.gallery.question(message) is None
    await world.gallery.ask(question, message)
    assert await world.gallery.question(message) == question
    assert await world.gallery.question(MessageAddress(OTHER, 9)) is None


async def test_a_database_that_is_away_is_said_to_be(world: World) -> None:
    world.database.unavailable = True
    with pytest.raises(StoreUnavailable):
        await world.gallery.latest(PRIVATE, PRIVATE)
