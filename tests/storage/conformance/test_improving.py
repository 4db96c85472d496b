"""How often words were improved is counted, in every store alike."""

import asyncio

from bot.drawing.values.improvements import ImprovementKind, ImprovementLimits
from tests.drawing.builders import at
from tests.storage.conformance.stores import Stores

ALICE, BORIS = 1001, 1002
LIMITS = ImprovementLimits(person_hour=2, day=3)
HOUR = 3600


async def counted(stores: Stores, person: int = ALICE, seconds: float = 0) -> ImprovementKind | None:
    """Somebody has words improved then; what has no room."""
    return await stores.improvements.count(LIMITS.tallies(person, at(seconds)))


class TestImprovementCounts:
    async def test_a_person_has_so_many_an_hour(self, stores: Stores) -> None:
        assert [await counted(stores) for _ in range(3)] == [None, None, ImprovementKind.PERSON_HOUR]
        assert await counted(stores, seconds=HOUR) is None

    async def test_all_have_so_many_a_day(self, stores: Stores) -> None:
        assert [await counted(stores), await counted(stores), await counted(stores, BORIS)] == [None] * 3
        assert await counted(stores, BORIS) is ImprovementKind.DAY
        assert await counted(stores, BORIS, 24 * HOUR) is None

    async def test_what_has_no_room_counts_nowhere(self, stores: Stores) -> None:
        for _ in range(5):
            await counted(stores)
        assert await counted(stores, BORIS) is None

    async def test_what_is_given_back_may_be_had_again(self, stores: Stores) -> None:
        for _ in range(2):
            await counted(stores)
        await stores.improvements.give_back(LIMITS.tallies(ALICE, at(0)))
        assert await counted(stores) is None
        assert await counted(stores) is ImprovementKind.PERSON_HOUR

    async def test_nothing_is_given_back_that_was_not_had(self, stores: Stores) -> None:
        await stores.improvements.give_back(LIMITS.tallies(ALICE, at(0)))
        assert [await counted(stores) for _ in range(3)] == [None, None, ImprovementKind.PERSON_HOUR]

    async def test_nobody_passes_a_limit_by_haste(self, stores: Stores) -> None:
        at_once = await asyncio.gather(*(counted(stores) for _ in range(8)))
        assert at_once.count(None) == 2

    async def test_without_limits_nothing_is_counted(self, stores: Stores) -> None:
        assert await stores.improvements.count(ImprovementLimits().tallies(ALICE, at(0))) is None
        await stores.improvements.give_back(())

    async def test_counts_are_dropped_when_nobody_counts_any_more(self, stores: Stores) -> None:
        await counted(stores)
        assert await counted(stores, seconds=HOUR) is None
