"""The long crash run: ``python -m tests.chaos.chaos --kills 300``; exits with 1 where the promise is broken."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.harness import CHANCE, crashes
from tests.chaos.points import POINTS
from tests.chaos.verdict import Verdict

PACE = 0.25
"""Seconds between two requests, on average."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked of the bot, and how often it dies."""

    kills: int
    seed: int
    url: str
    folder: Path


async def storm(plan: Plan) -> Verdict:
    """People ask while the bot dies again and again, at every point in turn and at random moments in between."""
    names = [name for point in POINTS for name in (point, CHANCE)]
    async with crashes(plan.folder, seed=plan.seed, url=plan.url) as run:
        await run.warm()
        asking = asyncio.create_task(run.ask_now_and_then(PACE))
        for number in range(plan.kills):
            await run.live(names[number % len(names)])
        asking.cancel()
        last = await run.start()
        settled = await run.settled()
        assert await last.stop() == 0, last.journal.read_text()
        print("settled" if settled else f"NOT settled: {await run.left()} generations are left")  # noqa: T201
        return await run.verdict()


def main() -> int:
    """Run it and print its table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--url", default="", help="DATABASE_URL; a new SQLite file unless it is given")
    options.add_argument("--keep", type=Path, help="a folder for the database and the logs, to look at afterwards")
    given = options.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # clients that vanish are what this is about
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="palitra-chaos-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        plan = Plan(given.kills, given.seed, given.url, folder.resolve())
        verdict = asyncio.run(storm(plan))
    print(verdict.table())  # noqa: T201
    for name in ("lost", "twice", "wrong", "orphans", "unexplained", "surprises"):
        for one in getattr(verdict, name):
            print(f"{name}: {one}")  # noqa: T201
    print(f"{time.monotonic() - began:.0f} seconds, seed {given.seed}")  # noqa: T201
    return 0 if verdict.sound and verdict.pictures else 1


if __name__ == "__main__":
    sys.exit(main())
