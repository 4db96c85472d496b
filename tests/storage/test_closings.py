"""What is closed is not accepted, by every process, by whatever way it comes: the transaction that accepts decides."""

import asyncio

import pytest

from bot.drawing.pausing import Pausing
from bot.drawing.policy.charging import charges
from bot.drawing.values.limits import Limits
from bot.errors import AcceptingPaused, LimitPassed, ModelOff, SentenceTooLong
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.closings import DatabaseClosings
from bot.storage.database import Database
from tests.clock import FakeClock
from tests.drawing.builders import MODEL, at, request

ONE = Limits(person_day=1)


@pytest.fixture
def pausing(database: Database) -> Pausing:
    return Pausing(store=DatabaseClosings(database), clock=FakeClock())


async def ask(database: Database, number: int, *, later: bool = False) -> bool:
    """Whether somebody's request is new, and accepted."""
    asked = request(number=number)
    counted = charges(Limits(), asked, MODEL, at(0))
    begins_at = at(60) if later else None
    return await DatabaseAcceptance(database).add(asked, f"k{number}", None, counted, begins_at)


@pytest.mark.parametrize("later", [False, True])
async def test_while_it_is_paused_nothing_is_accepted(database: Database, pausing: Pausing, later: bool) -> None:  # noqa: FBT001
    await pausing.pause("  Back at noon.  ")
    with pytest.raises(AcceptingPaused) as paused:
        await ask(database, 1, later=later)
    assert paused.value.sentence == "Back at noon."
    assert await pausing.resume()
    assert await ask(database, 1, later=later)


async def test_what_was_accepted_before_is_known_still(database: Database, pausing: Pausing) -> None:
    """Telegram brings an update again: its person is not told that it came too late."""
    assert await ask(database, 1)
    await pausing.pause()
    assert not await ask(database, 1)


async def test_only_what_a_model_would_draw_is_closed(database: Database, pausing: Pausing) -> None:
    await pausing.switch_off("another")
    assert await ask(database, 1)
    await pausing.switch_off(MODEL.name)
    with pytest.raises(ModelOff):
        await ask(database, 2)
    assert await pausing.switch_on(MODEL.name)
    assert not await pausing.switch_on(MODEL.name)
    assert await ask(database, 2)


async def test_a_limit_is_told_where_nothing_is_closed(database: Database) -> None:
    asked = [request(number=number) for number in (1, 2)]
    add = DatabaseAcceptance(database).add
    await add(asked[0], "k1", None, charges(ONE, asked[0], MODEL, at(0)))
    with pytest.raises(LimitPassed):
        await add(asked[1], "k2", None, charges(ONE, asked[1], MODEL, at(0)))


async def test_the_last_sentence_holds_and_the_first_time(database: Database, pausing: Pausing) -> None:
    await pausing.pause("One.")
    await pausing.pause("Two.")
    other = Pausing(store=DatabaseClosings(database), clock=FakeClock())
    assert other.known.paused is None
    paused = (await other.look()).paused
    assert paused is not None
    assert paused.sentence == "Two."


async def test_a_sentence_has_a_limit(pausing: Pausing) -> None:
    with pytest.raises(SentenceTooLong):
        await pausing.pause("x" * 501)
    assert pausing.known.paused is None


async def test_of_many_at_once_none_is_accepted_after_the_pause(database: Database, pausing: Pausing) -> None:
    async def asked(number: int) -> bool:
        try:
            return await ask(database, number)
        except AcceptingPaused:
            return False

    before = [asyncio.ensure_future(asked(number)) for number in range(1, 50)]
    await pausing.pause()
    assert not any(await asyncio.gather(*(asked(number) for number in range(50, 80))))
    await asyncio.gather(*before)
