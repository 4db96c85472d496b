"""SQLite's file gives free space back: new files by themselves, those of before once they were converted."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import structlog

from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.terms import Terms
from bot.drawing.work.tidying import PAGES, Tidying
from bot.errors import StoreUnavailable
from bot.storage.database import Database, open_database
from bot.storage.drivers.sqlite_pages import SLACK
from bot.storage.retention import DatabaseRetention
from bot.storage.statements import Statement
from tests.clock import FakeClock
from tests.drawing.builders import generation_id, origin, request
from tests.storage.conformance.conftest import in_database
from tests.storage.conformance.stores import Stores
from tests.storage.memory import MemoryUndecoded

PAGE = 4096
INCREMENTAL = 2


def of_before(path: Path, *, full: int = 0) -> None:
    """A file as earlier versions made it; so many pages of it are used by something, and as many are free."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("BEGIN")
        raw.execute("CREATE TABLE blobs (data BLOB)")
        raw.executemany("INSERT INTO blobs VALUES (zeroblob(?))", [(PAGE - 500,)] * (2 * full))
        raw.execute("DELETE FROM blobs WHERE rowid % 2")
        raw.execute("COMMIT")


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute(f"PRAGMA {name}").fetchone()[0])


async def opened(path: Path) -> list[str]:
    """Open it once; what the log says of that."""
    with structlog.testing.capture_logs() as log:
        async with open_database(f"sqlite:///{path}"):
            pass
    return [line["event"] for line in log]


async def test_a_new_file_gives_space_back_from_the_start(tmp_path: Path) -> None:
    assert await opened(tmp_path / "bot.db") == []
    assert pragma(tmp_path / "bot.db", "auto_vacuum") == INCREMENTAL


async def test_a_file_of_before_is_converted_once_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    of_before(path, full=500)
    size = pragma(path, "page_count")
    before, after = await opened(path)
    assert "converting the database file, once" in before
    assert after == "the database file is converted"
    assert pragma(path, "auto_vacuum") == INCREMENTAL
    assert pragma(path, "freelist_count") == 0
    assert pragma(path, "page_count") < size
    assert await opened(path) == []


async def test_what_is_in_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    of_before(path, full=10)
    await opened(path)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*), sum(length(data)) FROM blobs").fetchone() == (10, 10 * (PAGE - 500))
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_where_it_cannot_be_converted_the_next_start_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk has no room for a second file, for one."""
    path = tmp_path / "bot.db"
    of_before(path, full=500)
    with monkeypatch.context() as patched:
        patched.setattr(
            "bot.storage.drivers.sqlite_pages.WANTED", f"PRAGMA max_page_count={pragma(path, 'page_count')}"
        )
        await opened(path)  # it is migrated, and as large as it may be
    assert pragma(path, "auto_vacuum") != INCREMENTAL
    await opened(path)
    assert pragma(path, "auto_vacuum") == INCREMENTAL


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in a new file."""
    async with open_database(f"sqlite:///{tmp_path / 'bot.db'}") as database:
        yield database


async def test_a_server_looks_after_its_own_files(postgres_url: str) -> None:
    async with open_database(postgres_url) as database:
        assert not await database.shrink(PAGES)


async def filled(database: Database, pages: int) -> None:
    """So many pages more are free."""
    await database.run(
        Statement("CREATE TABLE blobs (data BLOB)"),
        Statement("INSERT INTO blobs VALUES (zeroblob(:size))", {"size": pages * PAGE}),
    )
    await database.run(Statement("DELETE FROM blobs"), Statement("DROP TABLE blobs"))


async def free(database: Database) -> int:
    ((row,),) = await database.run(Statement("PRAGMA freelist_count"))
    return int(row["freelist_count"])


async def test_free_pages_are_given_back_a_few_at_a_time(file: Database) -> None:
    await filled(file, SLACK + 1000)
    before = await free(file)
    assert await file.shrink(PAGES)
    assert await free(file) == before - PAGES


async def test_some_stay_for_what_comes(file: Database) -> None:
    await filled(file, SLACK + 1000)
    assert [await file.shrink(PAGES) for _ in range(4)][-1] is False
    assert await free(file) == SLACK


async def test_others_write_in_between(file: Database) -> None:
    await filled(file, SLACK + 5000)
    stores = in_database(file)
    shrinking = asyncio.create_task(_shrunk(file))
    for number in range(1, 20):
        await stores.add(request(number=number))
    assert await shrinking == SLACK
    assert len(await stores.privacy.requests(1001, None, 99)) == 19


async def _shrunk(database: Database) -> int:
    while await database.shrink(50):
        pass
    return await free(database)


async def test_a_database_that_is_closed_gives_nothing(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path / 'bot.db'}") as database:
        pass
    with pytest.raises(StoreUnavailable, match="closed"):
        await database.shrink(1)


class TestSoak:
    """Days of people who ask for pictures: at the terms the file is as large as it was, and grows no more."""

    A_DAY, DAYS = 30, 9
    TERMS = Terms(history=timedelta(days=3), originals=timedelta(days=1), drafts=timedelta(days=1))
    PICTURE = 200_000

    async def a_day(self, stores: Stores, clock: FakeClock, day: int) -> None:
        """So many people ask; every tenth request fails."""
        for number in range(day * self.A_DAY, (day + 1) * self.A_DAY):
            clock.advance(86400 / self.A_DAY)
            where = origin(chat_id=2000 + number % 7, user_id=2000 + number % 7, message_id=number + 1)
            await stores.add(request(number=number + 1, origin=where, accepted_at=clock.now()))
            await self._answer(stores, clock, number)

    async def _answer(self, stores: Stores, clock: FakeClock, number: int) -> None:
        placed = (await stores.now(number + 1)).placed(100_000 + number, None, None)
        await stores.conversations.record(placed, clock.now())
        await stores.draw(number + 1, picture=Picture(bytes(self.PICTURE), "image/jpeg", 64, 32))
        whole = await stores.now(number + 1)
        assert await stores.archive.original(generation_id(number + 1)) is not None
        over = whole.ended(Reason.UNCERTAIN) if number % 10 == 0 else whole.delivered(clock.now(), None, "file")
        await stores.conversations.record(over, clock.now())

    async def test_the_file_grows_no_more(self, tmp_path: Path) -> None:
        path, clock, sizes = tmp_path / "bot.db", FakeClock(), []
        async with open_database(f"sqlite:///{path}") as database:
            stores = in_database(database)
            tidying = Tidying(
                retention=DatabaseRetention(database), undecoded=MemoryUndecoded(), clock=clock, terms=self.TERMS
            )
            for day in range(self.DAYS):
                await self.a_day(stores, clock, day)
                await tidying.forget()
                await tidying.shrink()
                ((row,),) = await database.run(Statement("PRAGMA page_count"))
                sizes.append(int(row["page_count"]) * PAGE)
            requests = [await stores.acceptance.find(UUID(int=number + 1)) for number in range(self.A_DAY * self.DAYS)]
        kept = sum(one is not None for one in requests)
        assert kept <= 3 * self.A_DAY + 1
        assert max(sizes[4:]) <= 1.1 * sizes[4]
        assert sizes[-1] < self.A_DAY * self.PICTURE + 2 * SLACK * PAGE  # originals of one day, and the slack
