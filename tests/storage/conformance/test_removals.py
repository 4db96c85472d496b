"""Messages that are to go in a moment."""

from dataclasses import replace

from bot.drawing.ports.privacy_stores import Farewell
from bot.drawing.ports.removal_stores import Removal
from bot.drawing.values.requests import MessageAddress
from tests.drawing.builders import at, request
from tests.storage.conformance.stores import Stores

ALICE, GROUP = 1001, -500
MESSAGE, COPY = MessageAddress(ALICE, 8), MessageAddress(ALICE, 9)


async def removal(stores: Stores, message: MessageAddress = MESSAGE, *, whole: bool = True) -> Removal:
    """A message of a delivered request's that somebody removes."""
    if await stores.acceptance.find(request().id) is None:
        await stores.drawn_and_delivered(request())
    one = Removal(message, (await stores.now()).of(1).id, whole, "en")
    await stores.removals.begin(one, at(60))
    return one


async def test_a_message_is_due_when_its_time_has_come(stores: Stores) -> None:
    one = await removal(stores)
    assert await stores.removals.due(at(59), 9) == []
    assert await stores.removals.due(at(60), 9) == [one]


async def test_removed_twice_it_goes_when_it_was_to(stores: Stores) -> None:
    one = await removal(stores)
    await stores.removals.begin(replace(one, language="ru"), at(90))
    assert await stores.removals.due(at(60), 9) == [one]


async def test_what_is_undone_stays_with_all_that_was_to_go_with_it(stores: Stores) -> None:
    one = await removal(stores)
    await removal(stores, COPY)
    assert await stores.removals.undo(COPY, at(59)) == one.generation_id
    assert not await stores.removals.is_going(MESSAGE)
    assert await stores.removals.due(at(99), 9) == []


async def test_a_picture_by_itself_is_undone_by_itself(stores: Stores) -> None:
    one, copy = await removal(stores), await removal(stores, COPY, whole=False)
    assert await stores.removals.undo(COPY, at(59)) == copy.generation_id
    assert await stores.removals.due(at(99), 9) == [one]


async def test_it_is_too_late_when_its_time_has_come(stores: Stores) -> None:
    one = await removal(stores)
    assert await stores.removals.undo(MESSAGE, at(60)) is None
    assert await stores.removals.is_going(MESSAGE)
    assert await stores.removals.due(at(60), 9) == [one]


async def test_nothing_of_another_message_is_undone(stores: Stores) -> None:
    await removal(stores)
    assert await stores.removals.undo(MessageAddress(GROUP, 8), at(1)) is None
    assert await stores.removals.is_going(MESSAGE)


async def test_a_message_of_what_was_forgotten_meanwhile_goes_all_the_same(stores: Stores) -> None:
    one = await removal(stores)
    farewell = Farewell((await stores.now()).origin.user_id, at(1000))
    await stores.privacy.say_farewell(farewell)
    assert await stores.privacy.forget_requests(farewell, at(1000), 9) == 1
    assert await stores.removals.undo(MESSAGE, at(59)) is None
    assert await stores.removals.due(at(60), 9) == [replace(one, generation_id=None)]


async def test_what_fails_is_tried_again_later(stores: Stores) -> None:
    one = await removal(stores)
    await stores.removals.put_off(MESSAGE, 1, at(90))
    assert await stores.removals.due(at(89), 9) == []
    assert await stores.removals.due(at(90), 9) == [replace(one, attempts=1)]


async def test_what_is_gone_is_known_no_more(stores: Stores) -> None:
    await removal(stores)
    await stores.removals.end(MESSAGE)
    await stores.removals.put_off(MESSAGE, 1, at(0))
    assert await stores.removals.due(at(99), 9) == []


async def test_the_oldest_go_first(stores: Stores) -> None:
    one = await removal(stores)
    later = replace(one, message=COPY)
    await stores.removals.begin(later, at(61))
    assert await stores.removals.due(at(99), 1) == [one]
    assert await stores.removals.due(at(99), 9) == [one, later]
