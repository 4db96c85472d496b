"""The demo: its first picture comes soon, it survives a crash, tells of its rows, and of a port that is taken."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.commands.demo import DEMO_SECONDS, FIRST_SECONDS, Scenery, live, quick_at_first, scenery
from bot.commands.demo_rows import follow
from bot.errors import ConfigurationError
from sandbox.image_apis.requests import ImageRequest
from sandbox.telegram_api import ALICE

PATIENCE = 20.0
REQUEST = ImageRequest("art://b1g/yandex-art/latest", "b1g", "yandex-art", "a fox", 1, 1, 1)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("requests", "generations"):
            connection.execute(f"CREATE TABLE {table} (id TEXT, status TEXT)")
    return path


def write(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


class Told:
    """What was told of rows, and a way to wait for it."""

    def __init__(self) -> None:
        self.rows: asyncio.Queue[tuple[str, str, str | None, str]] = asyncio.Queue()

    def __call__(self, *row: str | None) -> None:
        self.rows.put_nowait(row)  # type: ignore[arg-type]


@asynccontextmanager
async def following(database: Path) -> AsyncIterator[Told]:
    told = Told()
    task = asyncio.create_task(follow(database, told))
    yield told
    task.cancel()


async def test_a_new_row_and_its_next_status_are_told(database: Path) -> None:
    async with following(database) as told:
        write(database, "INSERT INTO requests VALUES ('r1', 'accepted')")
        assert await told.rows.get() == ("request", "r1", None, "accepted")
        write(database, "UPDATE requests SET status = 'placed'")
        assert await told.rows.get() == ("request", "r1", "accepted", "placed")


async def test_a_database_that_is_not_there_yet_is_waited_for(tmp_path: Path, database: Path) -> None:
    late = tmp_path / "late.db"
    async with following(late) as told:
        write(database, "INSERT INTO generations VALUES ('g1', 'queued')")
        await asyncio.to_thread(database.rename, late)
        assert await told.rows.get() == ("generation", "g1", None, "queued")


async def test_a_port_that_is_taken_says_how_to_choose_another() -> None:
    async with scenery(port=0, duration=1.0) as first:
        port = int(first.telegram.url.rpartition(":")[2])
        with pytest.raises(ConfigurationError, match=f"port {port} is taken; choose another one: --port {port + 1}"):
            async with scenery(port=port, duration=1.0):
                pass


def test_only_the_first_picture_is_hurried() -> None:
    duration = quick_at_first()
    assert callable(duration)
    first, second = duration(REQUEST), duration(REQUEST)
    assert first == FIRST_SECONDS
    assert DEMO_SECONDS[0] <= second <= DEMO_SECONDS[1]


@asynccontextmanager
async def alive() -> AsyncIterator[Scenery]:
    stop = asyncio.Event()
    async with scenery(port=0, duration=1.0) as around, asyncio.TaskGroup() as tasks:
        tasks.create_task(live(around, stop, down=0.0))
        try:
            yield around
        finally:
            stop.set()


async def until(around: Scenery, condition: Callable[[], object]) -> None:
    await around.telegram.world.until(condition, timeout=PATIENCE)


async def test_a_picture_that_was_asked_for_before_a_crash_comes_after_it() -> None:
    async with alive() as around:
        world = around.telegram.world
        world.say(ALICE, ALICE, "/draw a fox")
        await until(around, lambda: around.images.wire.of("operation"))
        await around.backstage.turn("crash", on=True)
        await until(around, lambda: any("photo" in message for message in world.messages(ALICE)))
    assert len(around.telegram.wire.of("getMe")) == 2
    assert len(around.images.operations) == 1
