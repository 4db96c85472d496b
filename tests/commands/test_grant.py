"""Pictures that the operator gives from the command line."""

import asyncio
from pathlib import Path

import pytest

from bot.commands import grant
from bot.storage.credits import DatabaseCredits
from bot.storage.database import open_database


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database of a bot that is configured."""
    address = f"sqlite:///{tmp_path}/bot.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "42:made-up")
    monkeypatch.setenv("DATABASE_URL", address)
    return address


def balance(url: str) -> int:
    async def found() -> int:
        async with open_database(url) as database:
            return await DatabaseCredits(database).balance(1001)

    return asyncio.run(found())


def test_each_call_is_a_deed_of_its_own(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [grant.run(1001, 10), grant.run(1001, 10), grant.run(1001, -5)] == [0, 0, 0]
    assert capsys.readouterr().out.splitlines()[-1] == "1001 has 15 pictures now"
    assert balance(url) == 15


@pytest.mark.parametrize(
    ("person", "pictures", "words"),
    [
        (1001, -1, "1001 has only 0 pictures, so 1 cannot be taken back"),
        (1001, 0, "it is 1 to 10000 pictures"),
        (1001, 10_001, "it is 1 to 10000 pictures"),
        (-1001, 5, "-1001 is no person"),
    ],
)
def test_what_cannot_be_given_is_told_with_an_exit_code(
    url: str, capsys: pytest.CaptureFixture[str], person: int, pictures: int, words: str
) -> None:
    assert grant.run(person, pictures) == 2
    assert words in capsys.readouterr().err
    assert balance(url) == 0
