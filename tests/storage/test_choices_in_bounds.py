"""The databases hold only what menus have; what was there before is mended."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.people import Person
from bot.drawing.values.shapes import AspectRatio
from bot.errors import StorageError
from bot.storage import migrations
from bot.storage.choices import DatabaseChoices
from bot.storage.database import open_database
from bot.telegram.inbound.handlers.groups import DAILY, QUIET, ZONES
from bot.wording.picture_menus import RATIOS
from bot.wording.texts import LANGUAGES

GROUP, PERSON = Group(-1), Person(1)

IMPOSSIBLE = [
    replace(GROUP, language="xx"),
    replace(GROUP, daily=-5),
    replace(GROUP, daily=0),
    replace(GROUP, zone=100_000),
    replace(GROUP, quiet=Quiet(1, 999)),
    replace(PERSON, language="xx"),
    replace(PERSON, ratio=AspectRatio(1, 9)),
    replace(PERSON, style="o" * 65),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.mark.parametrize("chosen", IMPOSSIBLE, ids=repr)
async def test_what_no_menu_has_is_kept_by_no_database(url: str, chosen: Group | Person) -> None:
    async with open_database(url) as database:
        choices = DatabaseChoices(database)
        with pytest.raises((StorageError, sqlite3.IntegrityError, asyncpg.CheckViolationError)):
            await (choices.keep_group(chosen) if isinstance(chosen, Group) else choices.keep_person(chosen))


async def test_everything_that_menus_have_is_kept(url: str) -> None:
    groups = [replace(GROUP, daily=number) for number in DAILY] + [replace(GROUP, zone=zone) for zone in ZONES]
    groups += [replace(GROUP, quiet=Quiet(*map(int, hours.split("-")))) for hours in QUIET]
    people = [replace(PERSON, ratio=AspectRatio.of(ratio)) for ratio in RATIOS]
    people += [replace(PERSON, language=language) for language in LANGUAGES]
    async with open_database(url) as database:
        choices = DatabaseChoices(database)
        for group in groups:
            await choices.keep_group(group)
            assert await choices.group(-1) == group
        for person in people:
            await choices.keep_person(person)
            assert await choices.person(1) == person


async def test_what_was_kept_before_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
        for migration in migrations.load():
            if migration.number < 9:
                for statement in migration.statements:
                    raw.execute(statement)
                raw.execute("INSERT INTO migrations VALUES (?, ?)", (migration.number, migration.name))
        raw.execute("INSERT INTO groups VALUES (-1, 0, NULL, 'xx', -5, 1, 999, 100000, 0)")
        raw.execute("INSERT INTO groups VALUES (-2, 1, 'm', 'ru', 10, 22, 7, 3, 1)")
        raw.execute("INSERT INTO people VALUES (1, NULL, '0:0', 'oil', 'xx', 0, 1, NULL)")
    async with open_database(f"sqlite:///{path}") as database:
        choices = DatabaseChoices(database)
        assert await choices.group(-1) == Group(-1)
        assert await choices.group(-2) == Group(-2, True, "m", "ru", 10, Quiet(22, 7), 3, True)  # noqa: FBT003
        assert await choices.person(1) == Person(1, style="oil", started=True)
