"""What limits cost: accepted requests a second without and with them, in a database with a past; a row each.

    python -m tests.storage.limits_cost --people 100000 --past 1000000

PostgreSQL is measured where its server programs are installed.
"""

import argparse
import asyncio
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from bot.drawing.policy.charging import charges
from bot.drawing.values.limits import FREE, Limits, Money
from bot.providers import catalog
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.database import Database, open_database
from bot.storage.statements import Statement
from tests.drawing.builders import YANDEX, at, origin, request
from tests.storage.crowd import PERSON, crowd
from tests.storage.server import programs_of_server, running
from tests.storage.test_plans import fill, fill_server

AT_ONCE = 100
WAITING = 5_000
MODEL = catalog.built_in()["yandex-art"].model
ALL = Limits(
    person_hour=20,
    person_day=50,
    chat_day=200,
    active=4,
    waiting=10**9,
    day=Money(10**12, {YANDEX: 10**12}),
    month=Money(10**12, {YANDEX: 10**12}),
    at_account={YANDEX: 10**9},
)


async def rate(database: Database, limits: Limits | None, first: int, count: int, people: int) -> float:
    """How many requests a second are accepted, each of somebody else by chance, so many at once."""
    chance = random.Random(first)  # noqa: S311 - who asks is no secret
    numbers = iter(range(first, first + count))

    async def ask(numbers: Iterator[int]) -> None:
        acceptance = DatabaseAcceptance(database)
        for number in numbers:
            person = PERSON + chance.randrange(people)
            new = request(number=number, origin=origin(user_id=person, chat_id=person), accepted_at=at(0))
            counted = FREE if limits is None else charges(limits, new, MODEL, at(0))
            await acceptance.add(new, f"measured:{number}", None, counted)

    begun = time.perf_counter()
    await asyncio.gather(*(ask(numbers) for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - begun)


async def measure(name: str, url: str, count: int, people: int) -> None:
    """Print a row, the better of two rounds each."""
    async with open_database(url) as database:
        without = [await rate(database, None, 10**7 * number, count, people) for number in (1, 2)]
        with_all = [await rate(database, ALL, 10**7 * number, count, people) for number in (3, 4)]
        (rows,) = await database.run(Statement("SELECT count(*) AS number FROM generations"))
    share = max(with_all) / max(without)
    print(  # noqa: T201 - that is what it is for
        f"| {name} | {rows[0]['number']:,} | {max(without):,.0f} | {max(with_all):,.0f} | {share:.0%} |"
    )


async def sqlite(folder: Path, statements: list[Statement], count: int, people: int) -> None:
    """A file."""
    path = folder / "bot.db"
    async with open_database(f"sqlite:///{path}"):
        pass
    fill(path, statements)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await measure("SQLite", f"sqlite:///{path}", count, people)


async def postgresql(url: str, statements: list[Statement], count: int, people: int) -> None:
    """A server."""
    async with open_database(url):
        pass
    raw = await asyncpg.connect(url)
    try:
        await fill_server(raw, statements)
    finally:
        await raw.close()
    await measure("PostgreSQL", url, count, people)


async def main(people: int, past: int, count: int) -> None:
    """Measure every database there is."""
    statements = crowd(WAITING, past, people)
    print("| | generations | a second without | with all limits | |\n|---|---:|---:|---:|---:|")  # noqa: T201 - the same
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="palitra-limits-")))
        await sqlite(folder, statements, count, people)
        if (programs := programs_of_server()) is not None:
            server = stack.enter_context(running(programs))
            await postgresql(await server.create(), statements, count, people)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--past", type=int, default=1_000_000)
    parser.add_argument("--count", type=int, default=5_000)
    options = parser.parse_args()
    asyncio.run(main(options.people, options.past, options.count))
