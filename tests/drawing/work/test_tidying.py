"""What is forgotten at the terms, and what is cleared away after who wanted to be forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from typing_extensions import override

from bot.drawing.values.people import Person, Question
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import MessageAddress, RequestStatus
from bot.drawing.values.terms import Terms
from bot.drawing.work.equipment import Capacity
from bot.drawing.work.tidying import Tidying
from bot.errors import CourierDelayed, FormRefused
from tests.drawing.builders import MODEL, at
from tests.drawing.world import OTHER, PRIVATE, World
from tests.drawing.world.telegram import STORAGE_CHAT
from tests.storage.memory import MemoryDatabase, MemoryRetention
from tests.storage.memory.database import CopyRow, PictureRow

DAY = 24 * 3600.0


@pytest.fixture
def world() -> World:
    """A bot with the terms of the default settings."""
    return World()


async def tidied(world: World, seconds: float) -> None:
    """Time passes, and what is kept too long is forgotten."""
    world.clock.advance(seconds)
    await world.tasks["tidy"].do()


async def cleared(world: World) -> None:
    """What is left is cleared away."""
    await world.tasks["clear"].do()


def copies(world: World, *numbers: int) -> None:
    """Messages whose requests are forgotten."""
    for number in numbers:
        world.database.tables.copies[MessageAddress(STORAGE_CHAT, number)] = CopyRow(None)


# Terms.


async def test_originals_are_kept_for_a_week_after_their_delivery(world: World) -> None:
    await world.delivered()
    await tidied(world, 7 * DAY - 1)
    assert await world.archive.original(world.last.of(1).id) is not None
    await tidied(world, 2)
    assert await world.archive.original(world.last.of(1).id) is None


async def test_what_could_not_be_brought_is_kept_no_longer(world: World) -> None:
    await world.shown()
    row = world.database.tables.requests[world.last.id]
    world.database.tables.pictures[world.last.of(1).id] = PictureRow(Picture(b"", "image/jpeg", 1, 1))
    await world.conversations.record(row.value.ended(Reason.UNCERTAIN), world.clock.now())
    await tidied(world, 7 * DAY + 1)
    assert world.database.tables.pictures == {}


async def test_words_and_history_are_kept_for_90_days(world: World) -> None:
    drawn = await world.delivered()
    await tidied(world, 90 * DAY - 60)
    assert await world.archive.find(drawn.id) is not None
    await tidied(world, 61)
    assert world.requests == []


async def test_what_failed_is_kept_no_longer(world: World) -> None:
    await world.shown()
    await world.cancel()
    await world.finish()
    assert world.last.status is RequestStatus.ENDED
    await tidied(world, 90 * DAY + 60)
    assert world.requests == []


async def test_what_somebody_typed_inline_is_kept_for_a_day(world: World) -> None:
    key = await world.inline_drafts.keep(PRIVATE, "a red fox")
    await tidied(world, DAY - 1)
    assert (await world.inline_drafts.own(key, PRIVATE)).text == "a red fox"
    await tidied(world, 2)
    assert world.database.tables.inline_drafts == {}


async def test_a_question_is_kept_for_a_day(world: World) -> None:
    await world.gallery.ask(Question(PRIVATE), MessageAddress(PRIVATE, 5))
    await tidied(world, DAY - 1)
    assert await world.gallery.question(MessageAddress(PRIVATE, 5)) is not None
    await tidied(world, 2)
    assert await world.gallery.question(MessageAddress(PRIVATE, 5)) is None


async def test_who_blocked_the_bot_is_forgotten_as_history_is(world: World) -> None:
    await world.preferences.keep(Person(PRIVATE, style="oil"))
    await world.privacy.block(PRIVATE)
    await tidied(world, 90 * DAY - 1)
    assert (await world.preferences.of(PRIVATE)).style == "oil"
    await tidied(world, 2)
    assert await world.preferences.of(PRIVATE) == Person(PRIVATE)


async def test_what_is_counted_is_so_for_a_day(world: World) -> None:
    drawn = await world.delivered()
    await world.privacy.delete(drawn.id)
    await tidied(world, DAY - 1)
    assert len(world.database.tables.tallies) == len(world.database.tables.past_keys) == 1
    await tidied(world, 2)
    assert (world.database.tables.tallies, world.database.tables.past_keys) == ({}, {})


async def test_the_terms_are_settings() -> None:
    hour = timedelta(hours=1)
    terms = Terms(history=hour, originals=hour, drafts=hour)
    world = World(MODEL, capacity=Capacity(terms=terms))
    await world.delivered()
    await world.inline_drafts.keep(PRIVATE, "a red fox")
    await tidied(world, 3601)
    assert world.requests == []
    assert world.database.tables.inline_drafts == {}


async def test_what_was_no_picture_is_kept_as_long_as_originals_are(world: World) -> None:
    for days in (0, 1):
        await world.undecoded.keep(UUID(int=days), b"what", at(days * DAY))
    await tidied(world, 7 * DAY + 1)
    assert set(world.undecoded.kept) == {UUID(int=1)}


class Counting(MemoryRetention):
    """Counts the steps."""

    def __init__(self, database: MemoryDatabase) -> None:
        super().__init__(database)
        self.steps: list[int] = []

    @override
    async def drop_originals(self, before: datetime, limit: int) -> int:
        self.steps.append(await super().drop_originals(before, limit))
        return self.steps[-1]

    @override
    async def drop_inline_drafts(self, before: datetime, limit: int) -> int:
        self.steps.append(await super().drop_inline_drafts(before, limit))
        return self.steps[-1]


async def test_what_is_too_old_is_forgotten_in_steps_of_200(world: World) -> None:
    tables = world.database.tables
    for number in range(401):
        tables.pictures[UUID(int=number)] = PictureRow(Picture(b"", "image/jpeg", 1, 1), delivered_at=at(0))
        await world.inline_drafts.keep(number, "a red fox")
    counting = Counting(world.database)
    world.clock.advance(8 * DAY)
    await Tidying(retention=counting, undecoded=world.undecoded, clock=world.clock, terms=Terms()).forget()
    assert counting.steps == [200, 200, 1, 200, 200, 1]
    assert (tables.pictures, tables.inline_drafts) == ({}, {})


class Shrinking(MemoryRetention):
    """A file with free pages."""

    def __init__(self, pages: int) -> None:
        super().__init__(MemoryDatabase())
        self.free = pages

    @override
    async def shrink(self, pages: int) -> bool:
        self.free = max(0, self.free - pages)
        return self.free > 0


async def test_free_pages_are_given_back_in_steps_until_there_are_none(world: World) -> None:
    retention = Shrinking(1700)
    await Tidying(retention=retention, undecoded=world.undecoded, clock=world.clock, terms=Terms()).shrink()
    assert retention.free == 0


# What is left.


async def test_what_was_under_way_is_forgotten_when_it_is_over(world: World) -> None:
    await world.shown()
    assert not await world.privacy.forget(PRIVATE)
    assert world.requests != []
    await world.finish()
    await cleared(world)
    assert (world.requests, world.database.tables.farewells) == ([], {})


async def test_that_others_ask_changes_nothing_about_it(world: World) -> None:
    await world.delivered()
    other = await world.shown(chat_id=OTHER, user_id=OTHER)
    await world.privacy.forget(PRIVATE)
    await cleared(world)
    assert world.requests == [other]


async def test_messages_with_copies_are_deleted(world: World) -> None:
    copies(world, 7, 8)
    await cleared(world)
    assert {one.message_id for one in world.telegram.removed} == {7, 8}
    assert world.database.tables.copies == {}


async def test_one_that_telegram_refuses_is_tried_5_times_then_it_stays(world: World) -> None:
    copies(world, 7)
    for _ in range(6):
        world.faults.refuse("remove", FormRefused("message can't be deleted"))
        await cleared(world)
    assert world.faults.count("remove") == 5
    assert world.database.tables.copies == {}


async def test_it_does_not_hold_up_the_others(world: World) -> None:
    copies(world, 7, 8)
    world.faults.refuse("remove", FormRefused("message can't be deleted"))
    await cleared(world)
    assert [one.message_id for one in world.telegram.removed] == [8]


async def test_while_telegram_is_away_none_is_given_up(world: World) -> None:
    copies(world, 7)
    for _ in range(9):
        world.faults.refuse("remove", CourierDelayed("away"))
        await cleared(world)
    await cleared(world)
    assert [one.message_id for one in world.telegram.removed] == [7]


async def test_the_upload_of_an_inline_picture_is_deleted_with_its_request(world: World) -> None:
    await world.shown(inline="inline")
    await world.finish()
    assert world.last.status is RequestStatus.DELIVERED
    await cleared(world)
    assert world.telegram.removed == []
    await world.privacy.delete(world.last.id)
    await cleared(world)
    assert world.telegram.removed == [MessageAddress(STORAGE_CHAT, 1)]
