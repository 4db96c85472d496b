"""A connection lost during the commit leaves open what was written: whatever the store does can be done again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.drawing.values.generations import Stage, Status
from bot.errors import StoreUnavailable
from bot.storage.database import Database
from bot.storage.statements import Row, Statement
from bot.storage.store import DatabaseStore
from tests.drawing.builders import LINES, at, generation, picture

T = TypeVar("T")

LEASE = timedelta(minutes=2)


class Mute:
    """A database whose every other answer is lost, after it has committed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lost = False

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """See Database."""
        rows = await self._database.run(*statements)
        self._lost = not self._lost
        if self._lost:
            raise StoreUnavailable("the answer was lost")
        return rows


@pytest.fixture
def store(database: Database) -> DatabaseStore:
    return DatabaseStore(Mute(database))


async def twice(deed: Callable[[], Awaitable[T]]) -> T:
    """Do it, hear nothing, and do it again."""
    with pytest.raises(StoreUnavailable):
        await deed()
    return await deed()


async def test_a_request_kept_twice_is_one_generation(store: DatabaseStore, database: Database) -> None:
    assert await twice(lambda: store.add(generation(), "message:1")) == generation()
    assert await database.run(("SELECT count(*) AS n FROM generations", {})) == [[{"n": 1}]]


async def test_a_step_recorded_twice_is_recorded(store: DatabaseStore, database: Database) -> None:
    await twice(lambda: store.add(generation(), "message:1"))
    ready = replace(generation(), status=Status.READY, due_at=at(1))
    await twice(lambda: store.record(ready, picture()))
    assert await twice(lambda: store.picture(ready)) == picture()
    assert await twice(lambda: store.find(ready.id)) == ready
    await twice(lambda: store.record(replace(ready, status=Status.FAILED, due_at=None)))
    assert await database.run(("SELECT count(*) AS n FROM pictures", {})) == [[{"n": 0}]]


async def test_a_claim_nobody_heard_of_is_due_again_when_its_lease_ends(
    store: DatabaseStore, database: Database
) -> None:
    await twice(lambda: store.add(generation(), "message:1"))
    await twice(lambda: store.record(replace(generation(), status=Status.READY)))
    assert await twice(lambda: store.claim(LINES[Stage.DELIVER], 1, at(1), LEASE)) == []
    (claimed,) = await DatabaseStore(database).claim(LINES[Stage.DELIVER], 1, at(1) + LEASE, LEASE)
    assert (claimed.id, claimed.lease) == (generation().id, 3)


async def test_a_request_taken_back_twice_is_taken_back(store: DatabaseStore, database: Database) -> None:
    kept = await twice(lambda: store.add(generation(), "message:1"))
    assert not await twice(lambda: store.cancel(kept.id, at(1)))  # the first time it was
    found = await DatabaseStore(database).find(kept.id)
    assert found
    assert (found.status, found.lease) == (Status.CANCELLED, 2)
