"""Somebody asks many times at once, within limits; also a process of its own: URL, number of the first, how many."""

import asyncio
import sys

from bot.drawing.policy.charging import charges
from bot.drawing.values.limits import Limits
from bot.errors import LimitPassed
from bot.storage.acceptance import DatabaseAcceptance
from bot.storage.database import Database, open_database
from tests.drawing.builders import MODEL, at, request

TEN = Limits(person_day=10)


async def accepted(database: Database, first: int, count: int, limits: Limits = TEN) -> int:
    """How many of so many requests for a picture are accepted that one person makes at once."""
    done = await asyncio.gather(*(_ask(database, number, limits) for number in range(first, first + count)))
    return sum(done)


async def _ask(database: Database, number: int, limits: Limits) -> bool:
    new = request(number=number)
    try:
        counted = charges(limits, new, MODEL, at(0))
        return await DatabaseAcceptance(database).add(new, f"message:{number}", None, counted)
    except LimitPassed:
        return False


async def main(url: str, first: int, count: int) -> None:
    """Ask when told to, by a line on stdin; say how many were accepted."""
    async with open_database(url) as database:
        print("ready", flush=True)  # noqa: T201 - that is how it speaks
        await asyncio.to_thread(sys.stdin.readline)
        print(await accepted(database, first, count), flush=True)  # noqa: T201 - the same


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
