"""Processes that share one database, and one that comes after another."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.people import Person
from bot.drawing.values.queues import PLACE, submit
from bot.errors import StoreUnavailable
from bot.storage.database import open_database
from bot.storage.statements import Statement
from tests.drawing.builders import YANDEX, at, origin, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import Stores, lease

HOUR = timedelta(hours=1)


@pytest.fixture
async def both(url: str) -> AsyncIterator[tuple[Stores, Stores]]:
    """Two processes that share one database."""
    async with open_database(url) as here, open_database(url) as there:
        yield in_database(here), in_database(there)


async def test_two_that_claim_requests_at_once_never_get_the_same(both: tuple[Stores, Stores]) -> None:
    for number in range(1, 41):
        await both[0].add(request(number=number))
    claims = [stores.conversations.claim(PLACE, 5, lease()) for stores in both for _ in range(5)]
    claimed = [one.id for taken in await asyncio.gather(*claims) for one in taken]
    assert len(claimed) == len(set(claimed)) == 40


async def test_two_that_claim_batches_at_once_never_get_the_same(both: tuple[Stores, Stores]) -> None:
    for number in range(1, 41):
        await both[0].place(request(number=number, origin=origin(user_id=number)))
    claims = [stores.drawings.claim(submit(YANDEX), 5, lease()) for stores in both for _ in range(5)]
    claimed = [one.id for taken in await asyncio.gather(*claims) for one in taken]
    assert len(claimed) == len(set(claimed)) == 40


async def test_an_update_redelivered_to_both_many_times_is_one_request(both: tuple[Stores, Stores]) -> None:
    added = [stores.acceptance.add(request(number=n), "message:1") for n, stores in enumerate(both * 10, 1)]
    assert sum(await asyncio.gather(*added)) == 1
    assert len(await both[0].claim(PLACE)) == 1


async def test_of_many_that_raise_an_alarm_at_once_one_does(both: tuple[Stores, Stores]) -> None:
    for seconds in (0, 3600):
        raised = await asyncio.gather(*(one.alarms.raise_alarm("model", at(seconds), HOUR) for one in both * 8))
        assert sum(raised) == 1


async def test_of_many_that_send_a_picture_of_a_sheet_at_once_one_does(both: tuple[Stores, Stores]) -> None:
    await both[0].place(request())
    one = (await both[0].now()).of(1)
    begun = await asyncio.gather(*(stores.archive.begin_showing(one.id, 1001, at(0)) for stores in both * 8))
    assert sum(known is None for known in begun) == 1


async def test_of_many_that_take_a_request_back_at_once_one_does(both: tuple[Stores, Stores]) -> None:
    await both[0].place(request(count=3))
    done = await asyncio.gather(*(stores.acceptance.cancel(UUID(int=1), at(1)) for stores in both * 8))
    assert sum(done) == 1


async def test_what_was_kept_outlives_the_process(url: str) -> None:
    group = Group(-4_000_001, admins_only=True, model="dall-e-3", language="ru", daily=5, quiet=Quiet(0, 7), zone=3)
    person = Person(1001, model="dall-e-3")
    async with open_database(url) as database:
        stores = in_database(database)
        await stores.choices.keep_group(group)
        await stores.choices.keep_person(person)
        await stores.add(request(count=2))
        assert await stores.alarms.raise_alarm("model", at(0), HOUR)
    async with open_database(url) as database:
        stores = in_database(database)
        assert await stores.choices.group(group.chat_id) == group
        assert await stores.choices.person(1001) == person
        assert await stores.now() == request(count=2)
        assert not await stores.alarms.raise_alarm("model", at(60), HOUR)


async def fill(stores: Stores, accepted: list[int]) -> None:
    """Ask until the disk is full."""
    for number in range(1, 1000):
        await stores.add(request(number=number))
        accepted.append(number)


async def test_a_full_disk_takes_no_new_requests_and_loses_no_accepted_one(path: Path) -> None:
    """The largest size of the file stands in for the disk's."""
    async with open_database(f"sqlite:///{path}") as database:
        stores = in_database(database)
        accepted: list[int] = []
        await database.run(Statement("PRAGMA max_page_count = 1"))  # as good as the size it has
        with pytest.raises(StoreUnavailable, match="full"):
            await fill(stores, accepted)
        await database.run(Statement("PRAGMA max_page_count = 10000"))
        await stores.add(request(number=1000))
        assert sorted(await stores.claim(PLACE, 2000)) == [*accepted, 1000]
