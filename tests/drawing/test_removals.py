"""Messages that somebody removes: gone a moment later, unless that is undone."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from typing_extensions import override

from bot.drawing.ports.couriers import RemovalCourier
from bot.drawing.removals import PAUSE, TRIES, UNDO, Removals, Removing
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import MessageAddress, Request
from bot.drawing.values.specs import Draft
from bot.errors import CourierDelayed, CourierError, FormRefused, TooLate
from tests.drawing.builders import SPEC
from tests.drawing.world import PRIVATE, World
from tests.storage.memory import MemoryPrivacy, MemoryRemovals

PAGE = MessageAddress(PRIVATE, 900)
"""A message that shows a picture which is not its own, such as a page of a history."""


@dataclass(slots=True)
class Chat(RemovalCourier):
    """What people see of it; a chat that is ``old`` lets nothing go."""

    old: bool = False
    error: CourierError | None = None
    gone: list[MessageAddress] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    staying: list[int] = field(default_factory=list)
    tries: int = 0

    @override
    async def take_away(self, message: MessageAddress) -> bool:
        self.tries += 1
        if self.error is not None:
            raise self.error
        if not self.old:
            self.gone.append(message)
        return not self.old

    @override
    async def say_forgotten(self, message: MessageAddress, language: str) -> None:
        self.forgotten.append(language)

    @override
    async def say_staying(self, message: MessageAddress, language: str, generation: Generation) -> None:
        self.staying.append(generation.position)


class Joined:
    """The use case, and what takes messages away, of one world."""

    def __init__(self, world: World) -> None:
        store, self.world, self.chat = MemoryRemovals(world.database), world, Chat()
        self.removals = Removals(store=store, archive=world.archive, clock=world.clock)
        self.removing = Removing(
            store=store,
            privacy=MemoryPrivacy(world.database),
            archive=world.archive,
            courier=self.chat,
            clock=world.clock,
        )

    async def remove(self, request: Request, message: MessageAddress | None = None, position: int = 1) -> None:
        """Somebody removes a message that shows a picture, by default the request's own."""
        where = message or self.world.pressed(request)
        await self.removals.begin(request, request.of(position), where, "en")

    async def after(self, time: timedelta = UNDO) -> None:
        """Time passes, and it is looked for what is to go."""
        self.world.clock.advance(time.total_seconds())
        await self.removing.look()

    @property
    def left(self) -> int:
        """How many messages are to go."""
        return len(self.world.database.tables.removals)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def joined(world: World) -> Joined:
    return Joined(world)


async def shown_in_full(world: World, position: int = 2) -> tuple[Request, MessageAddress]:
    """A sheet, and the message that shows a picture of it by itself."""
    sheet = await world.delivered(Draft(SPEC.prompt, count=3))
    await world.originals.full(sheet, sheet.of(position), world.pressed(sheet))
    return sheet, MessageAddress(PRIVATE, world.telegram.last(PRIVATE))


async def test_nothing_goes_before_its_minute_is_over(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request)
    await joined.after(UNDO - timedelta(seconds=1))
    assert (joined.chat.gone, world.requests) == ([], [request])


async def test_then_the_message_goes_and_the_request_is_forgotten(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request)
    await joined.after()
    assert joined.chat.gone == [world.pressed(request)]
    assert (world.requests, joined.left) == ([], 0)


async def test_removed_twice_it_goes_once_and_no_later(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request)
    world.clock.advance(30)
    await joined.remove(request)
    await joined.after(timedelta(seconds=30))
    assert joined.chat.gone == [world.pressed(request)]


async def test_undone_it_stays_and_so_it_does_however_often_that_is_said(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request)
    for _ in range(2):
        assert await joined.removals.undo(world.pressed(request)) == (request, request.of(1))
    await joined.after(timedelta(days=1))
    assert (joined.chat.gone, world.requests) == ([], [request])


async def test_when_its_minute_is_over_it_is_too_late_even_before_it_is_gone(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request)
    world.clock.advance(UNDO.total_seconds())
    with pytest.raises(TooLate):
        await joined.removals.undo(world.pressed(request))
    await joined.removing.look()
    with pytest.raises(TooLate):
        await joined.removals.undo(world.pressed(request))


async def test_what_nobody_removed_cannot_be_undone(joined: Joined) -> None:
    with pytest.raises(TooLate):
        await joined.removals.undo(PAGE)


async def test_of_a_picture_of_a_sheet_only_the_message_goes_and_it_may_be_sent_again(
    world: World, joined: Joined
) -> None:
    sheet, full = await shown_in_full(world)
    await joined.remove(sheet, full, 2)
    await joined.after()
    assert (joined.chat.gone, world.requests) == ([full], [sheet])
    assert world.database.tables.showings == {}


async def test_a_picture_of_a_sheet_that_is_undone_is_shown_by_the_same_message(world: World, joined: Joined) -> None:
    sheet, full = await shown_in_full(world)
    await joined.remove(sheet, full, 2)
    for _ in range(2):
        assert await joined.removals.undo(full) == (sheet, sheet.of(2))


async def test_removed_from_elsewhere_the_only_picture_goes_with_its_own_message(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request, PAGE)
    await joined.after()
    assert (joined.chat.gone, world.requests) == ([PAGE, world.pressed(request)], [])


async def test_undone_elsewhere_both_stay(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request, PAGE)
    assert await joined.removals.undo(PAGE) == (request, request.of(1))
    assert joined.left == 0


async def test_what_telegram_lets_nobody_delete_is_forgotten_and_says_so(world: World, joined: Joined) -> None:
    joined.chat.old = True
    await joined.remove(await world.delivered())
    await joined.after()
    assert (joined.chat.forgotten, world.requests, joined.left) == (["en"], [], 0)


async def test_a_picture_of_a_sheet_that_it_lets_nobody_delete_stays_as_it_was(world: World, joined: Joined) -> None:
    sheet, full = await shown_in_full(world)
    joined.chat.old = True
    await joined.remove(sheet, full, 2)
    await joined.after()
    assert (joined.chat.staying, world.requests, joined.left) == ([2], [sheet], 0)
    assert world.database.tables.showings != {}


async def test_of_who_was_forgotten_meanwhile_the_message_goes_all_the_same(world: World, joined: Joined) -> None:
    request = await world.delivered()
    await joined.remove(request)
    assert await world.privacy.forget(PRIVATE)
    with pytest.raises(TooLate):
        await joined.removals.undo(world.pressed(request))
    await joined.after()
    assert (joined.chat.gone, joined.left) == ([world.pressed(request)], 0)


async def test_a_request_that_is_brought_once_more_is_not_forgotten_under_way(world: World, joined: Joined) -> None:
    request = await world.shown()
    await joined.remove(request)
    await joined.after()
    assert (joined.chat.gone, world.requests, joined.left) == ([], [request], 1)


async def test_what_telegram_refuses_is_tried_again_a_few_times(world: World, joined: Joined) -> None:
    joined.chat.error = FormRefused("no")
    await joined.remove(await world.delivered())
    await joined.after()
    for _ in range(TRIES + 3):
        await joined.after(PAUSE)
    assert (joined.chat.tries, joined.left) == (TRIES, 0)


async def test_while_telegram_is_away_none_is_given_up(world: World, joined: Joined) -> None:
    joined.chat.error = CourierDelayed("away")
    request = await world.delivered()
    await joined.remove(request)
    await joined.after()
    for _ in range(TRIES + 3):
        await joined.after(PAUSE)
    joined.chat.error = None
    await joined.after(PAUSE)
    assert (joined.chat.gone, joined.left) == ([world.pressed(request)], 0)


async def test_one_that_fails_holds_up_no_other(world: World, joined: Joined) -> None:
    request, going = await world.delivered(), await world.shown()
    await joined.remove(going)
    await joined.remove(request)
    await joined.after()
    assert joined.chat.gone == [world.pressed(request)]
