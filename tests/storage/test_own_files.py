"""What the bot keeps is for its own user only."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from bot.errors import StorageError
from bot.storage import own_files
from bot.storage.alarms import DatabaseAlarms
from bot.storage.database import open_database
from bot.storage.undecoded import FolderUndecoded
from tests.drawing.builders import at


@pytest.fixture(autouse=True)
def _open_handed() -> Iterator[None]:
    """A machine on which new files are for everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """The rights of a file or folder."""
    return path.stat().st_mode & 0o777


async def used(path: Path) -> dict[str, int]:
    """The rights of the files of a database that is being written to."""
    async with open_database(f"sqlite:///{path}") as database:
        await DatabaseAlarms(database).raise_alarm("x", at(0), at(1) - at(0))
        return {file.name: mode(file) for file in path.parent.iterdir() if file.is_file()}


async def test_a_new_database_and_its_folder_are_closed(tmp_path: Path) -> None:
    assert await used(tmp_path / "data" / "bot.db") == dict.fromkeys(("bot.db", "bot.db-wal", "bot.db-shm"), 0o600)
    assert mode(tmp_path / "data") == 0o700


async def test_a_database_that_was_open_to_others_is_closed_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await used(folder / "bot.db")
    folder.chmod(0o755)
    (folder / "bot.db").chmod(0o644)
    (folder / "undecoded").mkdir()
    assert set((await used(folder / "bot.db")).values()) == {0o600}
    assert mode(folder) == 0o700


async def test_a_folder_with_something_else_in_it_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    (folder / "notes.txt").touch(0o644)
    assert (await used(folder / "bot.db"))["bot.db"] == 0o600
    assert (mode(folder), mode(folder / "notes.txt")) == (0o755, 0o644)


async def test_what_is_no_picture_is_kept_for_the_operator_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "undecoded"
    await FolderUndecoded(folder).keep(UUID(int=1), b"no picture", at(0))
    assert [mode(file) for file in folder.iterdir()] == [0o600]
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)


def test_whoever_has_a_lock_on_it_keeps_that(tmp_path: Path) -> None:
    """POSIX drops all locks of a process on a file when it closes any handle of it."""
    path = tmp_path / "bot.db"
    locks = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        own_files.database(path)
        other = subprocess.run([sys.executable, "-c", locks], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr


async def test_a_folder_that_cannot_be_made_is_the_databases_trouble(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageError, match="data"):
        await used(tmp_path / "data" / "bot.db")
