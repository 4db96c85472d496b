"""DATABASE_URL alone chooses the database, and what is wrong with it is one sentence without the password."""

from collections.abc import Callable
from pathlib import Path
from traceback import format_exception

import pytest

from bot.config import StorageSettings
from bot.errors import ConfigurationError, StoreUnavailable
from bot.storage.database import open_database
from tests.storage.server import ENCODED, PASSWORD, Server

SECRET = "hunter2"


async def opening(url: str) -> None:
    """Open and close."""
    async with open_database(url):
        pass


UNKNOWN = ["", "bot.db", "data/bot.db", "sqlite://bot.db", "sqlite:///", "mysql://u:hunter2@host/db", "redis://host"]


@pytest.mark.parametrize("url", UNKNOWN)
async def test_an_address_of_another_kind_is_answered_with_the_right_forms(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"sqlite:///data/bot\.db or postgresql://user:") as caught:
        await opening(url)
    assert SECRET not in str(caught.value)


MALFORMED = [
    "postgresql://palitra:hunter2@host:port/db",
    "postgresql://palitra:hunter2@[::1/db",
    "postgresql://palitra:hunter2/hunter2@host/db",
    "postgresql://palitra:hunter2#hunter2@host/db",
    "postgresql://palitra:hunter2?hunter2@host/db",
    "postgresql://palitra:1@hunter2@host/db",
    "postgresql://palitra:hunter2@host/db?sslmode=hunter2",
]


@pytest.mark.parametrize("url", MALFORMED)
async def test_a_malformed_address_is_told_without_any_piece_of_it(url: str) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_URL is not understood") as caught:
        await opening(url)
    assert SECRET not in "".join(format_exception(caught.value))


ADDRESSES = {
    "refused": f"postgresql://palitra:{SECRET}@127.0.0.1:1/palitra",
    "unknown host": f"postgresql://palitra:{SECRET}@palitra.invalid/palitra",
    "wrong password": f"postgresql://palitra:{SECRET}@127.0.0.1:PORT/postgres",
    "no such database": f"postgresql://palitra:{ENCODED}@127.0.0.1:PORT/nowhere",
}


@pytest.mark.parametrize("url", ADDRESSES.values(), ids=ADDRESSES)
async def test_a_server_that_lets_nobody_in_is_told_without_the_password(server: Server, url: str) -> None:
    with pytest.raises(StoreUnavailable, match="the database cannot be used: PostgreSQL at ") as caught:
        await opening(url.replace("PORT", str(server.port)))
    assert not any(secret in str(caught.value) for secret in (SECRET, PASSWORD, ENCODED))


def test_the_settings_do_not_show_the_address() -> None:
    assert SECRET not in repr(StorageSettings(url=f"postgresql://palitra:{SECRET}@host/db"))


def a_file_for_a_directory(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "bot.db"


def a_directory_for_a_file(folder: Path) -> Path:
    return folder


def a_name_too_long(folder: Path) -> Path:
    return folder / ("x" * 300) / "bot.db"


def a_folder_of_the_kernels(_: Path) -> Path:
    return Path("/proc/palitra/bot.db")


@pytest.mark.parametrize(
    "path_in", [a_file_for_a_directory, a_directory_for_a_file, a_name_too_long, a_folder_of_the_kernels]
)
async def test_a_path_where_no_file_can_be_is_told(tmp_path: Path, path_in: Callable[[Path], Path]) -> None:
    path = path_in(tmp_path)
    with pytest.raises(StoreUnavailable) as caught:
        await opening(f"sqlite:///{path}")
    assert str(path) in str(caught.value)


async def test_a_file_is_named_relative_to_where_the_bot_is_started_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for url, file in (("sqlite:///data/bot.db", "data/bot.db"), (f"sqlite:///{tmp_path}/other.db", "other.db")):
        async with open_database(url):
            assert (tmp_path / file).is_file()
