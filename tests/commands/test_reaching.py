"""The database at the start: one that is away is waited for, with pauses that grow, until the stop."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from structlog.testing import capture_logs

from bot.commands.check import database as check
from bot.commands.check.findings import Mark, bounded
from bot.commands.reaching import reached
from bot.config import HttpSettings
from bot.errors import ConfigurationError, StoreUnavailable
from bot.storage.database import open_database
from bot.storage.drivers import sqlite
from bot.storage.statements import Statement
from bot.telegram.stopping import pause
from tests.clock import FakeClock
from tests.storage.server import Server

SILENT = HttpSettings()
ONE = Statement("SELECT 1 AS one")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds a lock is waited for no longer than a moment."""
    monkeypatch.setattr(sqlite, "_BUSY_MS", 1)
    monkeypatch.setattr(sqlite, "_SWITCH_ATTEMPTS", 2)
    monkeypatch.setattr(sqlite, "_SWITCH_PAUSE", 0.001)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process holds the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


class Waits:
    """The pauses that were made, each for a moment; something may happen in the middle of one."""

    def __init__(self, happening: dict[int, "sqlite3.Connection | asyncio.Event"]) -> None:
        self.seen: list[int] = []
        self._happening = happening

    def __call__(self, failures: int) -> float:
        if failures not in self.seen:
            self.seen.append(failures)
        match self._happening.get(failures):
            case sqlite3.Connection() as other:
                if other.in_transaction:
                    other.execute("ROLLBACK")
            case asyncio.Event() as stop:
                stop.set()
            case None:
                pass
        return 0.0


async def test_a_database_that_is_there_is_not_waited_for(path: Path) -> None:
    waits = Waits({})
    async with reached(f"sqlite:///{path}", SILENT, asyncio.Event(), waits) as database:
        assert database is not None
        assert await database.run(ONE) == [[{"one": 1}]]
    assert waits.seen == []


async def test_a_file_that_another_process_holds_is_waited_for_with_a_line_each_time(path: Path) -> None:
    with capture_logs() as lines, locked(path) as other:
        waits = Waits({3: other})
        async with reached(f"sqlite:///{path}", SILENT, asyncio.Event(), waits) as database:
            assert database is not None
            assert await database.run(ONE) == [[{"one": 1}]]
    assert waits.seen == [1, 2, 3]
    events = [line["event"] for line in lines]
    assert events.count("waiting for the database") == 3
    assert all("locked" in line["detail"] for line in lines if line["event"] == "database unavailable")


async def test_a_stop_ends_the_wait(path: Path) -> None:
    stop = asyncio.Event()
    with locked(path):
        async with reached(f"sqlite:///{path}", SILENT, stop, Waits({2: stop})) as database:
            assert database is None


def test_pauses_grow_as_those_for_telegram_do() -> None:
    assert [pause(failures) for failures in range(1, 7)] == [1, 2, 4, 8, 15, 15]


async def test_a_server_that_is_away_is_waited_for(server: Server) -> None:
    url = await server.create()
    waits = Waits({})
    with capture_logs() as lines:
        async with asyncio.TaskGroup() as tasks:
            with server.away():
                reaching = tasks.create_task(asked(url, waits))
                async with asyncio.timeout(20):
                    while len(waits.seen) < 2:  # noqa: ASYNC110 - nobody tells
                        await asyncio.sleep(0.01)
        assert reaching.result() == [[{"one": 1}]]
    assert {line["event"] for line in lines} == {"database unavailable", "waiting for the database"}


async def asked(url: str, waits: Waits) -> object:
    """What a database answers when it is there."""
    async with reached(url, SILENT, asyncio.Event(), waits) as database:
        assert database is not None
        return await database.run(ONE)


@pytest.mark.parametrize("who", ["palitra:wrong", "nobody:word"])
async def test_a_wrong_password_is_not_waited_for(server: Server, who: str) -> None:
    waits = Waits({})
    with pytest.raises(StoreUnavailable):
        await asked(f"postgresql://{who}@127.0.0.1:{server.port}/postgres", waits)
    assert waits.seen == []


async def test_nor_is_a_wrong_name(server: Server) -> None:
    with pytest.raises(StoreUnavailable):
        await asked(server.url("nowhere"), Waits({}))


async def test_nor_is_an_address_that_nobody_understands() -> None:
    with pytest.raises(ConfigurationError):
        await asked("mysql://x", Waits({}))


async def test_who_asks_meanwhile_hears_that_the_bot_lives_and_is_not_ready(path: Path, unused_tcp_port: int) -> None:
    http, stop = HttpSettings(port=unused_tcp_port), asyncio.Event()
    url = f"http://127.0.0.1:{unused_tcp_port}"
    answers: list[int] = []

    async def ask() -> None:
        async with httpx.AsyncClient() as client:
            answers.extend([(await client.get(f"{url}/{name}")).status_code for name in ("health", "ready")])

    with locked(path) as other:
        async with asyncio.TaskGroup() as tasks:
            waits = Waits({})
            reaching = tasks.create_task(stopped(f"sqlite:///{path}", http, stop, waits))
            while not waits.seen:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.001)
            await ask()
            other.execute("ROLLBACK")
        assert reaching.result()
    assert answers == [200, 503]
    with pytest.raises(httpx.ConnectError):
        await ask()


async def stopped(url: str, http: HttpSettings, stop: asyncio.Event, waits: Waits) -> bool:
    """Whether the database was reached."""
    async with reached(url, http, stop, waits) as database:
        return database is not None


async def test_a_check_says_at_once_that_it_is_away(path: Path) -> None:
    """It waits for nothing."""
    with locked(path):
        (finding,) = await bounded(check.NAME, check.check(f"sqlite:///{path}", FakeClock()))
    assert finding.mark is Mark.FAIL
    assert "locked" in finding.said


async def test_what_was_waited_for_is_there_for_others_as_well(path: Path) -> None:
    async with (
        reached(f"sqlite:///{path}", SILENT, asyncio.Event()) as first,
        open_database(f"sqlite:///{path}") as second,
    ):
        assert first is not None
        assert await first.run(ONE) == await second.run(ONE)
