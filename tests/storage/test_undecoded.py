"""What is no picture, in a folder: the newest, within bounds."""

from pathlib import Path
from uuid import UUID

import pytest

from bot.storage import undecoded
from bot.storage.undecoded import FolderUndecoded
from tests.drawing.builders import at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "undecoded"


def kept(folder: Path) -> list[bytes]:
    """What lies there, the oldest first."""
    return [file.read_bytes() for file in sorted(folder.iterdir())]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*"))


@pytest.fixture
def shared(folder: Path) -> Path:
    """A folder with a file that is none of the bot's."""
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    return folder


async def test_what_came_is_kept_byte_by_byte_under_its_generations_id(folder: Path) -> None:
    assert await FolderUndecoded(folder).keep(UUID(int=17), b"no picture", at(0))
    assert kept(folder) == [b"no picture"]
    assert str(UUID(int=17)) in names(folder)[0]


async def test_of_many_the_newest_20_are_kept(folder: Path) -> None:
    keeping = FolderUndecoded(folder)
    for number in range(25):
        assert await keeping.keep(UUID(int=number), b"%d" % number, at(number))
    assert kept(folder) == [b"%d" % number for number in range(5, 25)]


async def test_all_of_them_have_no_more_bytes_than_one_may_have(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undecoded, "BYTES", 10)
    keeping = FolderUndecoded(folder)
    for number, data in enumerate((b"four", b"five5", b"x", b"a very long one")):
        await keeping.keep(UUID(int=number), data, at(number))
        assert sum(map(len, kept(folder))) <= 10
    assert kept(folder) == [b"a very lon"]


async def test_what_was_kept_too_long_is_forgotten(folder: Path) -> None:
    keeping = FolderUndecoded(folder)
    for seconds in (0, 60, 120):
        await keeping.keep(UUID(int=seconds), b"%d" % seconds, at(seconds))
    await keeping.drop(at(60))
    assert kept(folder) == [b"60", b"120"]


async def test_where_nothing_was_kept_nothing_is_forgotten(folder: Path) -> None:
    await FolderUndecoded(folder).drop(at(0))
    assert names(folder) == []


async def test_a_folder_that_cannot_be_keeps_nothing_and_says_so(shared: Path) -> None:
    assert not await FolderUndecoded(shared / "notes.txt").keep(UUID(int=17), b"no picture", at(0))


async def test_files_of_others_are_left_alone(shared: Path) -> None:
    keeping = FolderUndecoded(shared)
    for number in range(25):
        await keeping.keep(UUID(int=number), b"x", at(number))
    await keeping.drop(at(100))
    assert kept(shared) == [b"mine"]
