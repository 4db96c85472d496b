"""The driver for SQLite: what is committed is safe, what waits is committed together, what fails fails alone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from bot.errors import DatabaseDamaged, DatabaseTooNew, StoreUnavailable
from bot.storage import migrations
from bot.storage.drivers.files import OpenFiles
from bot.storage.drivers.sqlite import SqliteDatabase, open_sqlite
from bot.storage.drivers.sqlite_connection import Connection
from bot.storage.statements import GuardFailed, Row, Statement

T = TypeVar("T")

TABLE = Statement("CREATE TABLE notes (number INTEGER PRIMARY KEY, text TEXT NOT NULL, data BLOB) STRICT")


def note(number: int, text: object = "", size: int = 0) -> Statement:
    return Statement(
        "INSERT INTO notes (number, text, data) VALUES (:number, :text, zeroblob(:size)) RETURNING number",
        {"number": number, "text": text, "size": size},
    )


COUNT = Statement("SELECT count(*) AS n FROM notes")


def touch(number: int) -> Statement:
    """A guard that needs a note."""
    return Statement("UPDATE notes SET text = '' WHERE number = :n RETURNING number", {"n": number}, guards=True)


async def numbers(database: SqliteDatabase) -> list[int]:
    (rows,) = await database.run(Statement("SELECT number FROM notes ORDER BY number"))
    return [row["number"] for row in rows]


async def pragma(database: SqliteDatabase, name: str) -> object:
    (rows,) = await database.run(Statement(f"PRAGMA {name}"))
    (value,) = rows[0].values()
    return value


@pytest.fixture
async def database(path: Path) -> AsyncIterator[SqliteDatabase]:
    async with open_sqlite(path) as opened:
        yield opened


@pytest.fixture
async def notes(database: SqliteDatabase) -> SqliteDatabase:
    await database.run(TABLE)
    return database


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
async def test_a_commit_survives_the_loss_of_power(database: SqliteDatabase, name: str, value: object) -> None:
    """WAL with synchronous=FULL: the log is flushed with every commit."""
    assert await pragma(database, name) == value


async def test_statements_of_a_unit_are_one_transaction_with_the_rows_of_each(notes: SqliteDatabase) -> None:
    rows = await notes.run(note(1), note(2), COUNT, Statement("DELETE FROM notes"))
    assert rows == [[{"number": 1}], [{"number": 2}], [{"n": 2}], []]


async def test_a_unit_that_fails_writes_nothing(notes: SqliteDatabase) -> None:
    with pytest.raises(StoreUnavailable, match="IntegrityError"):
        await notes.run(note(1), note(2), note(1))
    assert await numbers(notes) == []


async def test_what_is_committed_is_there_for_others_at_once(notes: SqliteDatabase, path: Path) -> None:
    await notes.run(note(1, "fox"))
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT text FROM notes").fetchall() == [("fox",)]


async def test_what_is_committed_is_there_after_a_restart(path: Path) -> None:
    async with open_sqlite(path) as database:
        await database.run(TABLE)
        await database.run(note(1))
    async with open_sqlite(path) as database:
        assert await numbers(database) == [1]


async def test_a_guard_that_finds_its_row_lets_its_unit_pass(notes: SqliteDatabase) -> None:
    assert await notes.run(note(1), touch(1), note(2)) == [[{"number": 1}], [{"number": 1}], [{"number": 2}]]


async def test_a_guard_that_finds_no_row_undoes_its_whole_unit(notes: SqliteDatabase) -> None:
    """What was written before it, too."""
    with pytest.raises(GuardFailed):
        await notes.run(note(1), touch(9), note(2))
    assert await numbers(notes) == []


Unit = Sequence[Statement]
Outcome = list[list[Row]] | BaseException


async def committed_together(path: Path, *units: Unit) -> tuple[list[Outcome], int]:
    """The outcomes of units that all wait when the writer begins, and how many commits they took."""
    said: list[str] = []
    async with Connection(path) as connection:
        await connection.do(lambda raw: raw.execute(TABLE.sql).fetchall())
        await connection.do(lambda raw: raw.set_trace_callback(said.append))
        database = SqliteDatabase(connection, OpenFiles.of(path))
        async with asyncio.TaskGroup() as tasks:
            waiting = asyncio.gather(*(database.run(*unit) for unit in units), return_exceptions=True)
            await asyncio.sleep(0)  # all of them wait now
            tasks.create_task(database.write())
            outcomes = await waiting
            database.close()
    return outcomes, said.count("COMMIT")


async def test_units_that_wait_are_committed_together(path: Path) -> None:
    """A hundred units cost one flush to the disk."""
    outcomes, commits = await committed_together(path, *([note(number)] for number in range(100)))
    assert outcomes == [[[{"number": number}]] for number in range(100)]
    assert commits == 1


async def test_a_unit_that_fails_costs_the_others_no_commit_of_their_own(path: Path) -> None:
    outcomes, commits = await committed_together(path, [note(1)], [note(2), note(1)], [note(3), touch(9)], [touch(1)])
    assert [type(outcome) for outcome in outcomes] == [list, StoreUnavailable, GuardFailed, list]
    assert commits == 1
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT number FROM notes").fetchall() == [(1,)]


async def test_a_transaction_is_one_hop_to_the_thread(path: Path) -> None:
    """However many units and statements it has."""
    hops: list[object] = []

    class Counting(Connection):
        async def do(self, deed: Callable[[sqlite3.Connection], T]) -> T:
            hops.append(deed)
            return await super().do(deed)

    async with Counting(path) as connection:
        await connection.do(lambda raw: raw.execute(TABLE.sql).fetchall())
        database = SqliteDatabase(connection, OpenFiles.of(path))
        async with asyncio.TaskGroup() as tasks:
            units = asyncio.gather(*(database.run(note(n), note(n + 50), touch(n)) for n in range(50)))
            await asyncio.sleep(0)
            tasks.create_task(database.write())
            await units
            database.close()
    assert len(hops) == 2


async def test_a_database_that_was_closed_takes_nothing(path: Path) -> None:
    async with open_sqlite(path) as database:
        pass
    with pytest.raises(StoreUnavailable, match="closed"):
        await database.run(TABLE)


BAD_NOTES = {
    "a broken rule": note(1, None),
    "no such table": Statement("INSERT INTO nowhere (number) VALUES (:number)", {"number": 1}),
    "no SQL": Statement("DRAW A FOX"),
    "a missing parameter": Statement("INSERT INTO notes (number, text) VALUES (:number, :text)", {"number": 1}),
    "a number over 64 bits": note(2**63),
    "half a surrogate pair": note(1, "\ud83d"),
    "a value of no SQL type": note(1, {"a": "b"}),
}


@pytest.mark.parametrize("bad", BAD_NOTES.values(), ids=BAD_NOTES)
async def test_a_unit_that_fails_takes_no_other_with_it(notes: SqliteDatabase, bad: Statement) -> None:
    units = [notes.run(note(10)), notes.run(note(11), bad), notes.run(note(12)), notes.run(bad), notes.run(note(13))]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [list, StoreUnavailable, list, StoreUnavailable, list]
    assert await numbers(notes) == [10, 12, 13]


async def test_a_cancelled_caller_leaves_the_writer_working(notes: SqliteDatabase) -> None:
    tasks = [asyncio.create_task(notes.run(note(number))) for number in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(outcome, asyncio.CancelledError) for outcome in outcomes] == [True, False] * 10
    await notes.run(note(20))
    assert await numbers(notes) == list(range(21))  # what was handed over is written all the same


async def test_a_failing_unit_of_a_cancelled_caller_leaves_the_writer_working(notes: SqliteDatabase) -> None:
    task = asyncio.create_task(notes.run(note(1, None)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    await notes.run(note(2))
    assert await numbers(notes) == [2]


async def test_units_handed_over_before_the_end_are_written(path: Path) -> None:
    async with open_sqlite(path) as database:
        await database.run(TABLE)
        tasks = [asyncio.create_task(database.run(note(number))) for number in range(5)]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM notes").fetchone() == (5,)


async def test_another_process_that_writes_is_waited_for(notes: SqliteDatabase, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        task = asyncio.create_task(notes.run(note(1)))
        done, _ = await asyncio.wait({task}, timeout=0.05)
        assert not done
        other.execute("COMMIT")
        await task
    assert await numbers(notes) == [1]


async def test_a_full_disk_is_told_and_got_over(notes: SqliteDatabase) -> None:
    """The largest size of the file stands in for the disk's."""
    pages = await pragma(notes, "page_count")
    assert isinstance(pages, int)
    await notes.run(Statement(f"PRAGMA max_page_count = {pages + 4}"))
    units = [notes.run(note(1, size=100_000)), notes.run(note(2)), notes.run(note(3, size=100_000))]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StoreUnavailable, list, StoreUnavailable]
    await notes.run(Statement("PRAGMA max_page_count = 10000"))
    await notes.run(note(4, size=100_000))
    assert await numbers(notes) == [2, 4]


async def test_a_directory_that_is_missing_is_made(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "new" / "deep" / "bot.db"):
        assert (tmp_path / "new" / "deep" / "bot.db").is_file()


def recorded(path: Path) -> list[tuple[int, str]]:
    """The migrations a file says it has."""
    with closing(sqlite3.connect(path)) as other:
        return other.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()


KNOWN = [(migration.number, migration.name) for migration in migrations.load()]


async def test_migrations_are_applied_once(path: Path) -> None:
    for _ in range(3):
        async with open_sqlite(path):
            assert recorded(path) == KNOWN


def test_migrations_are_numbered_without_a_gap() -> None:
    """The highest number must tell how many there are."""
    assert [number for number, _ in KNOWN] == list(range(1, len(KNOWN) + 1))
    assert all(migration.statements for migration in migrations.load())


@pytest.mark.parametrize("name", ["one.db", "two.db", "three.db"])
async def test_those_who_open_a_new_file_at_once_all_get_it(tmp_path: Path, name: str) -> None:
    async def opened() -> list[list[Row]]:
        async with open_sqlite(tmp_path / name) as database:
            return await database.run(Statement("SELECT count(*) AS n FROM generations"))

    assert await asyncio.gather(*(opened() for _ in range(6))) == 6 * [[[{"n": 0}]]]
    assert recorded(tmp_path / name) == KNOWN


async def opening(path: Path) -> None:
    """Open and close."""
    async with open_sqlite(path):
        pass


async def test_a_migration_that_was_not_finished_is_made_again(path: Path) -> None:
    """A table and its migration's record come together or not at all, so a kill in between leaves neither."""
    with closing(sqlite3.connect(path, isolation_level=None)) as killed:
        killed.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
        killed.execute("BEGIN IMMEDIATE")
        killed.execute(migrations.load()[0].statements[0])
    await opening(path)
    assert recorded(path) == KNOWN


async def test_a_database_of_a_newer_bot_is_left_alone(path: Path) -> None:
    await opening(path)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO migrations (number, name) VALUES (999, '0999_from_the_future.sql')")
    with pytest.raises(DatabaseTooNew) as caught:
        await opening(path)
    assert (caught.value.version, caught.value.known) == (999, len(KNOWN))
    assert "update the bot" in str(caught.value)


NO_DATABASE = b"this is no database, whatever its name says" * 100


def break_pages(path: Path) -> None:
    """Overwrite the beginnings of the later half of a file's pages."""
    data = bytearray(path.read_bytes())
    for page in range(len(data) // 4096 // 2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)


@pytest.fixture
def foreign(path: Path) -> Path:
    path.write_bytes(NO_DATABASE)
    return path


async def test_a_file_that_is_no_database_is_damaged_and_left_alone(foreign: Path) -> None:
    with pytest.raises(DatabaseDamaged, match="restore a backup"):
        await opening(foreign)
    assert contents(foreign) == NO_DATABASE


def contents(path: Path) -> bytes:
    return path.read_bytes()


async def test_a_database_with_a_broken_page_is_damaged(path: Path) -> None:
    async with open_sqlite(path) as database:
        await database.run(TABLE)
        await asyncio.gather(*(database.run(note(number, "fox" * 200)) for number in range(200)))
    break_pages(path)
    with pytest.raises(DatabaseDamaged):
        await opening(path)
