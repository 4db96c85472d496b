"""A SQLite file that is removed or replaced while it is open: nothing is accepted that would be lost with it."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.drawing.values.queues import PLACE
from bot.errors import Outage, StoreUnavailable
from bot.storage.database import Database, open_database
from tests.drawing.builders import request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import Stores


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture
def stores(database: Database) -> Stores:
    return in_database(database)


def remove(path: Path) -> None:
    path.unlink()


def move_away(path: Path) -> None:
    path.rename(path.with_suffix(".away"))


def move_back(path: Path) -> None:
    path.with_suffix(".away").rename(path)


def replace(path: Path) -> None:
    shutil.copy(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def remove_the_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


def remove_the_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


FATES = [remove, move_away, replace, remove_the_log, remove_the_folder]


async def refused(stores: Stores, number: int) -> StoreUnavailable:
    """Somebody asks, and is told that nothing can be accepted."""
    with pytest.raises(StoreUnavailable) as caught:
        await stores.add(request(number=number))
    return caught.value


@pytest.mark.parametrize("fate", FATES)
async def test_from_then_on_nothing_is_accepted(stores: Stores, path: Path, fate: Callable[[Path], None]) -> None:
    await stores.add(request(number=1))
    fate(path)
    error = await refused(stores, 2)
    assert error.outage is Outage.LOST
    assert str(path) in error.detail


@pytest.mark.parametrize("fate", FATES)
async def test_nor_is_anything_known_any_more(stores: Stores, path: Path, fate: Callable[[Path], None]) -> None:
    """Who asks whether the bot is ready asks this."""
    fate(path)
    with pytest.raises(StoreUnavailable):
        await stores.due.next_due(PLACE)


async def test_a_file_that_is_back_is_used_again(stores: Stores, path: Path) -> None:
    await stores.add(request(number=1))
    move_away(path)
    await refused(stores, 2)
    move_back(path)
    await stores.add(request(number=3))
    assert sorted(await stores.claim(PLACE)) == [1, 3]


async def test_another_file_is_not_used_before_the_next_start(stores: Stores, path: Path) -> None:
    await stores.add(request(number=1))
    replace(path)
    for number in (2, 3):
        await refused(stores, number)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM requests WHERE id LIKE '%2'").fetchone() == (0,)


async def test_others_who_open_and_close_the_file_are_no_trouble(stores: Stores, path: Path) -> None:
    for number in range(1, 4):
        with closing(sqlite3.connect(path)) as other:
            other.execute("SELECT count(*) FROM requests").fetchone()
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        async with open_database(f"sqlite:///{path}"):
            pass
        await stores.add(request(number=number))
    assert sorted(await stores.claim(PLACE)) == [1, 2, 3]
