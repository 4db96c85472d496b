"""Somebody's payments are booked, one after the other, again and again; as a process of its own: URL, how many."""

import asyncio
import sys

from bot.drawing.values.credits import Entry, EntryKind
from bot.storage.credits import DatabaseCredits
from bot.storage.database import open_database
from tests.drawing.builders import at

BUYER = 1001
PICTURES = 10


def payment(number: int) -> Entry:
    """The entry of a payment."""
    return Entry(EntryKind.BOUGHT, f"stx{number}", BUYER, PICTURES, at(number), 50)


async def main(url: str, count: int) -> None:
    """Book all payments in their order, as Telegram tells them again; say so after each."""
    async with open_database(url) as database:
        for number in range(count):
            await DatabaseCredits(database).add(payment(number))
            print(number, flush=True)  # noqa: T201 - that is how it speaks


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
